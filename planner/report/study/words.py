"""Texts of the page of a study: those of the page of a run and some more, by key and language."""

from __future__ import annotations

from typing import Final

from ..page.words import beside_the_page

ENGLISH: Final = {
    "title": "Study",
    "study.subtitle": "{points} points, {failed} failed; scenario {scenario}; money in {currency} of {year}",
    "study.points": "Points",
    "study.varied": "Varied: {keys}. Everything else is as in the case; every point has a run folder below runs.",
    "study.warm": "Runs began from what earlier ones had taught: each is proven to its own gap, and differences "
    "between points that are smaller than the gaps mean nothing.",
    "study.failed": "{count} points have no run.",
    "study.failures": "Runs that failed",
    "study.kind": "Kind",
    "study.reason": "Reason",
    "study.cost": "Cost",
    "study.co2": "CO2",
    "study.score": "Score",
    "study.investments": "Investments",
    "study.table": "All points",
    "study.cost.says": "Present value of everything that is paid, by point; thin: with nothing but replacement.",
    "study.cost.axis": "Present value, {unit}",
    "study.co2.says": "CO2 of all years together (scope 1 and location-based scope 2), by point.",
    "study.co2.axis": "CO2, {unit}",
    "study.score.says": "Score of the last milestone year, by point.",
    "study.score.axis": "Points",
    "study.investments.says": "How much of each is built, adopted or contracted over all years, against the most of "
    "any point; the number is the year of the first step.",
    "study.capital": "Capital, {unit}",
    "study.gap": "Gap",
    "study.status": "Status",
    "study.base": "base",
    "study.reference": "reference",
    "study.point": "Point",
    "study.tornado": "One at a time",
    "study.tornado.says": "Change of the cost when one field alone takes the low or the high value of its pack, the "
    "{count} with the widest range first. Base: {base}.",
    "study.tornado.axis": "Change of the present value, {unit}",
    "study.low": "low value",
    "study.high": "high value",
    "study.screening": "What matters",
    "study.screening.morris": "Morris screening: mean of the absolute elementary effects (how much the result moves "
    "over the whole range) and their spread (how much that depends on the other ranges). {runs} runs.",
    "study.screening.sobol": "Sobol indices: share of the variance by each range alone (first order) and with all "
    "its interactions (total). {runs} runs.",
    "study.screening.lost": "Some runs failed, so there are no indices: both methods need every sample.",
    "study.output.cost": "Cost",
    "study.output.co2": "CO2",
    "study.output.score": "Score",
}  # fmt: skip

CHINESE: Final = {
    "title": "方案研究",
    "study.subtitle": "{points} 个点，其中 {failed} 个失败；情景 {scenario}；金额以 {year} 年 {currency} 计",
    "study.points": "研究点",
    "study.varied": "变动项：{keys}。其余与案例相同；每个点是 runs 目录下的一个独立运行。",
    "study.warm": "各次求解从前一次的所学开始：每个点都按自身的差距得到证明，小于差距的差异没有意义。",
    "study.failed": "{count} 个点没有结果。",
    "study.failures": "失败的运行",
    "study.kind": "类别",
    "study.reason": "原因",
    "study.cost": "成本",
    "study.co2": "二氧化碳",
    "study.score": "得分",
    "study.investments": "投资",
    "study.table": "全部研究点",
    "study.cost.says": "各点全部支出的现值；细线为只做更新的参考路径。",
    "study.cost.axis": "现值，{unit}",
    "study.co2.says": "各点全部年份的二氧化碳（范围一与基于位置的范围二）。",
    "study.co2.axis": "二氧化碳，{unit}",
    "study.score.says": "各点最后一个里程碑年的得分。",
    "study.score.axis": "分",
    "study.investments.says": "各项在全部年份建设、采用或签约的数量与各点中最大值之比；数字为首次实施的年份。",
    "study.capital": "投资额，{unit}",
    "study.gap": "差距",
    "study.status": "状态",
    "study.base": "基准",
    "study.reference": "参考",
    "study.point": "点",
    "study.tornado": "单因素变动",
    "study.tornado.says": "只把一个参数改为数据包给出的低值或高值时成本的变化，"
    "按变化幅度列出前 {count} 项。基准：{base}。",
    "study.tornado.axis": "现值变化，{unit}",
    "study.low": "低值",
    "study.high": "高值",
    "study.screening": "重要因素",
    "study.screening.morris": "Morris 筛选：基本效应绝对值的均值（在整个范围内结果变动多少）"
    "及其离散度（受其他因素影响的程度）。共 {runs} 次运行。",
    "study.screening.sobol": "Sobol 指数：各因素单独（一阶）以及连同全部交互作用（总）解释的方差份额。"
    "共 {runs} 次运行。",
    "study.screening.lost": "部分运行失败，因此没有指数：两种方法都需要全部样本。",
    "study.output.cost": "成本",
    "study.output.co2": "二氧化碳",
    "study.output.score": "得分",
}  # fmt: skip

TEXTS: Final = beside_the_page(ENGLISH, CHINESE)
