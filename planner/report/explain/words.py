"""Texts that the page of an explanation has beside those of the page of a run, by key and language."""

from __future__ import annotations

from typing import Final

from ..page.words import beside_the_page

ENGLISH: Final = {
    "title": "Why this plan",
    "explain.subtitle": "Scenario {scenario}; discounted money in {currency} of {year}; every answer is the case "
    "chosen anew on the same typical days",
    "explain.what": "What",
    "explain.from": "From",
    "explain.size": "Size",
    "explain.spent": "Spent, {unit}",
    "explain.earns": "Earns, {unit}",
    "explain.between": "Proven between",
    "explain.delay": "Delay costs, {unit}",
    "explain.until": "Until",
    "explain.chosen": "What is chosen",
    "explain.chosen.says": "What the plan would cost more without each of them, everything else chosen anew.",
    "explain.gap": "Spent: investment less what is left of it at the end, or what a contract is paid. Numbers marked * "
    "lie within the gap: they are not proven to be above zero.",
    "explain.rejected": "What is not chosen",
    "explain.rejected.says": "What the plan would cost more with each of them.",
    "explain.costs": "Would cost, {unit}",
    "explain.pays": "Pays at",
    "explain.proven": "Proven between",
    "explain.pays.says": "Share of its price at which it would first be chosen; upkeep and everything else as today. "
    "What has no smallest size is priced at the size "
    "that is then built; the upper end holds for that size and larger ones. Never: not even at 1 %.",
    "explain.never": "never",
    "explain.dropped": "{year}, then never",
    "explain.counted": "At any price all of the investment goes on counting in {what}.",
    "explain.broken": "Breaks targets: keeping all of them would cost no less than {least} more, if it can be done.",
    "explain.against": "breaks {what}",
    "explain.binding": "What binds",
    "explain.binding.says": "Per unit: exact for small amounts, whole numbers held. Room: how much more was given, "
    "with everything chosen anew. {count} statements do not bind.",
    "explain.statement": "Statement",
    "explain.year": "Year",
    "explain.price": "One unit more, {unit}",
    "explain.step": "Room",
    "explain.saves": "Saves, {unit}",
    "explain.million": "million",
    "explain.macc": "Marginal abatement with interactions",
    "explain.macc.says": "Each share is the average of what a part of the plan adds over all orders in which the parts "
    "may come; so shares add up exactly to cost and CO2 of the plan against its reference. Alone: added to the "
    "reference. Last: added to all others. The targets are a part of their own: how things are used because of them.",
    "explain.macc.chart": "Blocks as wide as the CO2 avoided over all years and as high as the cost of a tonne; empty: "
    "the static curve, each valued alone. What avoids less than 1 % of all has none.",
    "explain.macc.share": "with interactions",
    "explain.macc.static": "static",
    "explain.macc.kt": "CO2 avoided over all years, kt",
    "explain.macc.per": "{unit}/t",
    "explain.macc.alone": "Alone, {unit}",
    "explain.macc.last": "Last, {unit}",
    "explain.macc.shared": "Share, {unit}",
    "explain.macc.se": "±",
    "explain.macc.beyond": "all hours beyond typical days",
    "explain.macc.total": "Total",
    "explain.macc.targets": "targets",
    "explain.macc.error": "A static curve, which adds up what each does alone, misses the cost by {cost} and the CO2 "
    "by {avoided}. {parts} combinations of parts were tried; the cost of each is proven to {open}, CO2 is that of the "
    "plans found.",
    "explain.macc.short": "{count} combinations cannot keep every target: they miss them by as little as can be.",
    "explain.macc.sampled": "{count} orders were sampled, each beside its reverse; ± is the standard error of that, "
    "beside what the gaps leave open.",
    "explain.macc.all": "All orders were looked at.",
    "explain.group.measures": "{count} measures",
    "explain.group.generation": "{count} own plants",
    "explain.group.storage": "{count} stores",
    "explain.group.equipment": "{count} pieces of equipment",
    "explain.group.contracts": "{count} contracts",
    "explain.group.purchases": "{count} kinds of certificates and offsets",
    "explain.group.all": "all {count}",
    "explain.otherwise": "Beside the run",
    "explain.otherwise.says": "The plan chosen anew on typical days is as good as that of the run within the gap, and "
    "differs from it in: {what}.",
    "explain.conflict": "Why no plan keeps everything",
    "explain.conflict.one": "No plan keeps this statement, whatever else is given up.",
    "explain.conflict.some": "These statements contradict each other. Without any single one of them the others can be "
    "kept:",
    "explain.unserved": "No plan serves every demand within the limits of what may be built and bought; no target is "
    "the reason.",
    "explain.tolerance": "The nearest plan oversteps statements by little more than the solver's tolerance.",
    "explain.in": "{what} in {year}",
    "explain.nearest": "What the nearest plan oversteps",
    "explain.by": "By",
    "explain.unit": "Unit",
    "explain.failures": "Questions that failed",
    "explain.question": "Question",
    "explain.kind": "Kind",
    "explain.reason": "Reason",
}

CHINESE: Final = {
    "title": "方案解释",
    "explain.subtitle": "情景 {scenario}；金额为{year}年价格的折现值（{currency}）；"
    "每个答案都是在相同典型日上重新求解得出",
    "explain.what": "项目",
    "explain.from": "起始年",
    "explain.size": "规模",
    "explain.spent": "投入，{unit}",
    "explain.earns": "收益，{unit}",
    "explain.between": "已证明区间",
    "explain.delay": "推迟的代价，{unit}",
    "explain.until": "推迟至",
    "explain.chosen": "方案采用的项目",
    "explain.chosen.says": "不采用该项目而其余重新优化时，方案增加的费用。",
    "explain.gap": "投入：投资扣除期末残值，或合同付款。带 * 的数值落在求解间隙之内，未证明大于零。",
    "explain.rejected": "方案未采用的项目",
    "explain.rejected.says": "必须采用该项目时，方案增加的费用。",
    "explain.costs": "将增加费用，{unit}",
    "explain.pays": "可采用的价格比例",
    "explain.proven": "已证明区间",
    "explain.pays.says": "该项目首次被采用时其价格占现价的比例；运维及其他条件不变。"
    "没有最小规模的项目按届时建设的规模计价；区间上限适用于该规模及以上。不会采用：即使价格降至 1 % 也不采用。",
    "explain.never": "不会采用",
    "explain.dropped": "{year}，此后不再采用",
    "explain.counted": "无论价格如何，{what} 中始终按全额投资计算。",
    "explain.broken": "违反目标：若要全部满足，至少需增加 {least}（如果可行）。",
    "explain.against": "违反{what}",
    "explain.binding": "起约束作用的条件",
    "explain.binding.says": "单位价值：整数决策保持不变，小幅变动时精确。"
    "放宽量：放宽后全部重新优化。另有 {count} 项条件不起约束作用。",
    "explain.statement": "条件",
    "explain.year": "年份",
    "explain.price": "每放宽一个单位，{unit}",
    "explain.step": "放宽量",
    "explain.saves": "节省，{unit}",
    "explain.million": "百万",
    "explain.macc": "考虑相互作用的边际减排成本",
    "explain.macc.says": "份额为该部分在所有加入次序中增量的平均值，"
    "因此各份额之和恰为方案相对参考路径的费用与减排量。"
    "单独：加到参考路径上。最后：加到其余全部之后。目标单列：因目标而改变的用能方式。",
    "explain.macc.chart": "宽度为各年累计减排量，高度为每吨成本；空心为静态曲线（各自单独计算）。"
    "减排不足总量 1 % 的部分不画。",
    "explain.macc.share": "考虑相互作用",
    "explain.macc.static": "静态",
    "explain.macc.kt": "累计减排量，kt",
    "explain.macc.per": "{unit}/t",
    "explain.macc.alone": "单独，{unit}",
    "explain.macc.last": "最后，{unit}",
    "explain.macc.shared": "份额，{unit}",
    "explain.macc.se": "±",
    "explain.macc.beyond": "全年小时与典型日之差",
    "explain.macc.total": "合计",
    "explain.macc.targets": "目标",
    "explain.macc.error": "静态曲线把各项单独的效果相加，费用相差 {cost}，减排量相差 {avoided}。"
    "共计算方案的 {parts} 个部分组合，各自费用的证明精度为 {open}；减排量取自所求得的方案。",
    "explain.macc.short": "{count} 个组合无法满足全部目标，取偏离最小者。",
    "explain.macc.sampled": "抽取 {count} 个次序，每个与其逆序配对；± 为抽样标准误差，不含求解间隙。",
    "explain.macc.all": "已计算全部次序。",
    "explain.group.measures": "{count} 项措施",
    "explain.group.generation": "{count} 项自有发电",
    "explain.group.storage": "{count} 项储能",
    "explain.group.equipment": "{count} 项设备",
    "explain.group.contracts": "{count} 项合同",
    "explain.group.purchases": "{count} 项证书与抵消",
    "explain.group.all": "全部 {count} 项",
    "explain.otherwise": "与运行结果的差异",
    "explain.otherwise.says": "在典型日上重新求解的方案在间隙之内与运行结果同样好，但以下项目不同：{what}。",
    "explain.conflict": "为何没有方案满足全部条件",
    "explain.conflict.one": "无论放弃其他什么条件，都没有方案满足此条件。",
    "explain.conflict.some": "以下条件相互矛盾；放弃其中任意一项，其余各项即可满足：",
    "explain.unserved": "在可建设与可购买的范围内，没有方案满足全部用能需求；原因不在目标。",
    "explain.tolerance": "最接近的方案仅略超出求解容差。",
    "explain.in": "{year}年 {what}",
    "explain.nearest": "最接近的方案超出的条件",
    "explain.by": "超出",
    "explain.unit": "单位",
    "explain.failures": "未能回答的问题",
    "explain.question": "问题",
    "explain.kind": "类型",
    "explain.reason": "原因",
}

TEXTS: Final = beside_the_page(ENGLISH, CHINESE)
