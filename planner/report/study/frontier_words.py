"""Texts that the page of a front has beside those of the page of a run."""

from __future__ import annotations

from typing import Final

from .search_words import beside_searches

ENGLISH: Final = {
    "title": "Pareto front",
    "frontier.subtitle.co2": "Cost against CO2; scenario {scenario}; money in {currency} of {year}",
    "frontier.subtitle.score": "Cost against score; scenario {scenario}; money in {currency} of {year}",
    "frontier.front": "The front",
    "frontier.says": "Present value against what is reached, on typical days; the strokes are what no plan costs less "
    "than that reaches as much.",
    "frontier.axis.score": "Score of all years that are scored, points",
    "frontier.points": "Points",
    "frontier.point": "Point",
    "frontier.number": "Point {number}",
    "frontier.knee": "knee",
    "frontier.knee.says": "Knee: point {number}. It lies farthest below the straight line between the ends, both "
    "quantities scaled to the range between these.",
    "frontier.step.co2": "A tonne less costs, {unit}",
    "frontier.step.score": "A point more costs, {unit}",
    "frontier.roadmaps.says": "Year and size of every decision, by point.",
    "frontier.proof.best.co2": "No plan emits less than {best}, on typical days.",
    "frontier.proof.best.score": "No plan has more than {best} points as the plan counts them, on typical days. Exact "
    "scores may be higher.",
    "frontier.proof.gap": "Every point is the cheapest plan at its level within its gap, on typical days, and none of "
    "the points dominates another.",
    "frontier.proof.area": "Further points may lie in {share} of the area between the ends; everywhere else there is "
    "none beyond the gaps.",
    "frontier.proof.days": "Proofs, chart and steps are of the problem on {days} typical days; {solves} plans were "
    "chosen. Cost, CO2, score and capital in the table are those of the full years.",
}

CHINESE: Final = {
    "title": "帕累托前沿",
    "frontier.subtitle.co2": "成本与二氧化碳；情景 {scenario}；金额以 {year} 年 {currency} 计",
    "frontier.subtitle.score": "成本与得分；情景 {scenario}；金额以 {year} 年 {currency} 计",
    "frontier.front": "前沿",
    "frontier.says": "典型日上的现值与所达到的水平；短横线为达到同样水平的任何方案都不会低于的成本。",
    "frontier.axis.score": "各评分年份的得分之和，分",
    "frontier.points": "各点",
    "frontier.point": "点",
    "frontier.number": "点 {number}",
    "frontier.knee": "拐点",
    "frontier.knee.says": "拐点：点 {number}。两个量按两端之间的范围归一后，它在两端连线下方距离最远。",
    "frontier.step.co2": "每少排一吨的成本，{unit}",
    "frontier.step.score": "每多一分的成本，{unit}",
    "frontier.roadmaps.says": "各点每项决策的年份与规模。",
    "frontier.proof.best.co2": "在典型日上，没有任何方案的排放低于 {best}。",
    "frontier.proof.best.score": "在典型日上，按规划的计分没有任何方案超过 {best} 分；精确得分可能更高。",
    "frontier.proof.gap": "在典型日上，每个点都是其水平上差距之内最便宜的方案，且各点互不支配。",
    "frontier.proof.area": "其他点只可能位于两端之间面积的 {share} 之内；其余部分在差距之外没有任何点。",
    "frontier.proof.days": "证明、图与步进成本针对 {days} 个典型日的问题；共求解 {solves} 个方案。"
    "表中成本、二氧化碳、得分与投资为全年数值。",
}

TEXTS: Final = beside_searches(ENGLISH, CHINESE)
