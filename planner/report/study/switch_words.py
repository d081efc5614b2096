"""Texts that the page of a study of switches has beside those of the page of a run."""

from __future__ import annotations

from typing import Final

from .search_words import beside_searches

ENGLISH: Final = {
    "title": "Switching values",
    "switch.subtitle": "{key} from {low} to {high}; scenario {scenario}; money in {currency} of {year}",
    "switch.answer": "Which plan where",
    "switch.summary": "Plans: {plans}. Switches: {switches}. No plan is cheaper than these "
    "by more than {gap} anywhere.",
    "switch.factor": "factor on the case",
    "switch.plan": "Plan",
    "switch.of": "Plan {plan}",
    "switch.from": "From",
    "switch.to": "To",
    "switch.co2.says": "CO2 of all years together (scope 1 and location-based scope 2), by range.",
    "switch.capital.says": "Investment of all years, by range.",
    "switch.advantage": "Ahead by",
    "switch.one": "{before} → {after} between {low} and {high}.",
    "switch.near": "No further ahead of the other plans than the gap, so that other plans may be as good: {plans}.",
    "switch.envelope": "Least cost",
    "switch.envelope.says": "Least cost of the plans found on typical days, and what no plan costs less than (dotted). "
    "Grey: the intervals of the switches.",
    "switch.carbon": "CO2 and capital",
    "switch.roadmaps.says": "Year and size of every decision, by plan, at the middle of its range.",
    "switch.open": "The search ended before its gap was within the tolerance everywhere.",
    "switch.proof.objective": "{key} enters the objective alone and affinely: the problems at both ends and half-way "
    "were compared number by number. So every plan is possible at every value, its cost is a line, and the least cost "
    "is concave: it lies below every such line and above every chord between proven bounds.",
    "switch.proof.gap": "The widest distance between the two is {gap} of the cost; {tolerance} was asked for. Plans "
    "that were not found may be cheaper by that much at most, also between two values with the same plan.",
    "switch.proof.interval": "Below an interval the one roadmap, above it the other is certainly the cheaper of the "
    "two: each was solved by itself, its operation and its sizes within their step free.",
    "switch.proof.step": "Roadmaps are equal if all yes/no decisions are and sizes agree within a step of {step} of "
    "the largest size of each thing.",
    "switch.proof.days": "Proofs are of the problem on {days} typical days; {solves} plans were chosen. Cost, CO2 and "
    "capital in the tables are those of the full years of each plan at the middle of its longest range.",
    "switch.proof.bills": "Bounds are of plans billed as was expected and turned out so.",
}

CHINESE: Final = {
    "title": "切换值",
    "switch.subtitle": "{key} 从 {low} 到 {high}；情景 {scenario}；金额以 {year} 年 {currency} 计",
    "switch.answer": "各区间的方案",
    "switch.summary": "{plans} 个方案，{switches} 个切换点。在整个范围内，没有任何方案能比这些方案便宜超过 {gap}。",
    "switch.factor": "相对于案例的倍数",
    "switch.plan": "方案",
    "switch.of": "方案 {plan}",
    "switch.from": "自",
    "switch.to": "至",
    "switch.co2.says": "各区间全部年份的二氧化碳（范围一与基于位置的范围二）。",
    "switch.capital.says": "各区间全部年份的投资。",
    "switch.advantage": "领先",
    "switch.one": "{before} → {after}：在 {low} 与 {high} 之间切换。",
    "switch.near": "以下方案领先其他方案的幅度不超过差距，其他方案可能同样好：{plans}。",
    "switch.envelope": "最低成本",
    "switch.envelope.says": "典型日上已找到方案的最低成本，以及任何方案都不会低于的下界（虚线）。灰色为切换区间。",
    "switch.carbon": "二氧化碳与投资",
    "switch.roadmaps.says": "各方案在其区间中点的每项决策的年份与规模。",
    "switch.open": "搜索在差距处处达到容差之前结束。",
    "switch.proof.objective": "{key} 只以仿射方式进入目标函数：两端与中点的问题已逐数比较。"
    "因此每个方案在每个取值下都可行，其成本是一条直线，最低成本是凹函数：位于每条直线之下、已证明下界的每条弦之上。",
    "switch.proof.gap": "两者之间的最大距离为成本的 {gap}，要求为 {tolerance}。未找到的方案最多便宜这么多，"
    "在方案相同的两个取值之间也是如此。",
    "switch.proof.interval": "低于区间时前一路线图、高于区间时后一路线图在两者中必定更便宜：各自单独求解，"
    "运行方式以及步长之内的规模可自由选择。",
    "switch.proof.step": "所有是非决策相同、且规模在各项最大规模的 {step} 步长内一致的路线图视为相同。",
    "switch.proof.days": "证明针对 {days} 个典型日的问题；共求解 {solves} 个方案。"
    "表中成本、二氧化碳与投资为各方案在其最长区间中点的全年数值。",
    "switch.proof.bills": "下界针对按预期方式计费且结果确实如此的方案。",
}

TEXTS: Final = beside_searches(ENGLISH, CHINESE)
