"""Texts of report and project cards in Chinese, beside those of the page."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "limits.title": "本报告不作的声明",
    "assumptions.note": "求解所用案例的全部数值及其来源见 roadmap.xlsx 的“假设”工作表和 assumptions.csv。",
    "report.capital": "按项目类别和服役起始年份的投资，未折现",
    "cards.title": "项目卡片",
    "cards.about": (
        "{factory}，情景 {scenario}，{price_year} 年价格。方案采用或建设的每个项目一张卡片；无投资的合同仅列于路线图。"
    ),
    "cards.violations": "案例所述要求无法满足；以下为最接近的可实现方案的项目。",
    "cards.nothing": "方案未采用或建设任何项目，故无卡片。",
    "cards.rule1": (
        "效果为服役后首个里程碑年的数值，以方案其他项目均已实施为前提。仅供参考：项目之间相互影响，各卡片节省之和不等"
        "于整个方案的节省。"
    ),
    "cards.rule2": (
        "效果的统一规则：节约、生产或转换的能量，按当年参考路径中单位能量的成本、排放和外购能耗计，减去项目自身的运维"
        "和用能。不含需量电费、投资和碳支付；CO2 基于位置，负值为减排。"
    ),
    "cards.rule3": (
        "节能量为减少的外购能源，以标准煤计。自有可再生电力减少外购；评价方案将其计入用能的，综合能源消费量不因此下降。"
    ),
    "cards.rule4": "无法归于单个项目的效果不列出并注明，需对该项目单独研究。",
    "cards.rule5": "许可与责任人在案例中没有记录，留待填写。开工为按建设期推算的首个支出年，投运为里程碑年年初。",
    "cards.number": "序号",
    "cards.project": "项目",
    "cards.service": "投运",
    "cards.tce": "节能量，tce/年",
    "cards.co2": "CO2，t/年",
    "cards.payback": "静态回收期，年",
    "cards.saving": "首年节省",
    "cards.start": "开工",
    "cards.commissioned": "投运",
    "cards.begin": "{year} 年，投运前 {lead} 年",
    "cards.at_once": "投运当年，无建设期",
    "cards.from": "{year} 年初",
    "cards.life": "寿命",
    "cards.whole": "整体实施",
    "cards.permits": "许可手续",
    "cards.owner": "责任人",
    "cards.to_fill": "待填写",
    "cards.none": "无法单独归属",
    "cards.no_payback": "无，首年没有节省",
    "cards.found.measure": "效果：案例给定的各终端用能节约比例，按其他措施实施后的余量计。",
    "cards.found.generation": "效果：当年发电量，按其替代的电力价值计，减去自身费用。",
    "cards.found.conversion": "效果：按当年运行，产出的价值减去投入的价值。",
    "cards.found.no_storage": (
        "效果：未列出。储能只在小时之间转移能量，其电费节省取决于其他所有项目，已包含在整个方案的节省之中。"
    ),
    "cards.found.none": "效果：未列出，参考路径中没有可据以计算的价值。",
    "field.capex": "投资",
    "field.capex_energy": "投资（容量）",
    "field.capex_power": "投资（功率）",
    "field.capex_fixed": "投资（固定）",
    "field.line_capex": "投资（线路）",
    "field.opex": "年运维",
    "field.opex_fixed": "固定运维",
    "field.opex_variable": "可变运维",
    "field.service_fee": "能源服务费",
    "field.savings_share": "储能投资方收益分享比例",
    "field.life": "寿命",
    "field.tenor": "合同期",
    "field.lead_time": "建设期",
    "field.saves": "节约",
    "field.effects": "作用",
    "field.inputs": "输入",
    "field.outputs": "输出",
    "field.efficiency": "效率",
    "field.efficiency_charge": "充电效率",
    "field.efficiency_discharge": "放电效率",
    "field.carnot": "卡诺效率比例",
    "field.cop": "性能系数",
    "field.c_rate": "倍率",
    "field.degradation": "衰减",
    "field.ageing": "老化",
    "field.reinforcement": "增容",
}
