"""What the lines and figures of the cash flow are called, on the page and in workbooks, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ENGLISH: Final[Mapping[str, str]] = {
    "flow.operation_saving": "Saving of operation",
    "flow.carbon_saving": "Saving of carbon payments",
    "flow.operation_vat": "Deductible VAT in the saving",
    "flow.investment": "Investment beyond the reference",
    "flow.investment_vat": "Deductible VAT of the investment",
    "flow.other_payments": "Removal and rounding",
    "flow.grants": "Grants",
    "flow.residual_value": "Residual value",
    "flow.before_tax": "Cash flow before tax",
    "flow.shadow_carbon": "Shadow price of CO2, not counted",
    "flow.depreciation": "Depreciation",
    "flow.disposal_gain": "Gain at the end of service",
    "flow.taxable_income": "Taxable income",
    "flow.tax_credit": "Tax credit earned",
    "flow.holiday_relief": "Tax forgone by holidays",
    "flow.income_tax": "Income tax",
    "flow.after_tax": "Cash flow after tax",
    "flow.interest_tax_shield": "Tax spared by interest",
    "flow.loan_drawn": "Loan drawn",
    "flow.loan_interest": "Interest",
    "flow.loan_repaid": "Repayment",
    "flow.loan_settled": "Loan settled at the end of the plan",
    "flow.loan_balance": "Loan at the end of the year",
    "flow.cash_for_debt": "Cash for debt service",
    "flow.debt_service": "Debt service",
    "flow.equity": "Cash flow to equity",
    "flow.dscr": "Debt service cover ratio",
    "flow.npv": "Net present value",
    "flow.irr": "Rate of return, nominal",
    "flow.real_irr": "Rate of return, real",
    "flow.modified_irr": "Modified rate of return",
    "flow.payback_years": "Payback, simple",
    "flow.discounted_payback_years": "Payback, discounted",
    "flow.year": "Year",
    "tab.flow": "Project cash flow",
    "flow.title": "Nominal cash flow of the project: the plan less its reference pathway",
    "flow.note1": (
        "Money that comes in is positive, nominal and at the end of its year [{money}]. Black: formulas. Blue: values "
        "found by the planner, whose second calculation confirms them."
    ),
    "flow.note2": (
        "Present values are in money of the price year, at the end of the base year. A residual value is what an "
        "investment is worth at the end of its service within the plan; it counts as sold."
    ),
    "flow.factor": "Discount factor, of nominal money",
    "flow.term.inflation": "Inflation a year",
    "flow.term.price_year": "Price year",
    "flow.term.base_year": "Base year",
    "flow.term.rate": "Real discount rate a year",
    "flow.term.equity_rate": "Real discount rate of the owners",
    "flow.term.tax": "Income tax",
    "flow.no_rate": "none: {reason}",
    "axis.cash": "cash flow, nominal",
    "cash.levelised": "Levelised cost, real, before tax",
    "cash.generation": "power of {what}",
    "cash.storage": "power given by {what}, without what charges it",
    "cash.saving": "energy saved, in standard coal",
    "cash.says": (
        "Nominal cash flow of each calendar year: what the plan saves and pays beside the reference pathway, and the "
        "sum so far."
    ),
    "cash.so_far": "Sum so far",
    "cash.lines": "Every line of the cash flow",
    "cash.least": "Least debt service cover ratio",
    "cash.several": "none: several ({rates})",
    "cash.nothing": "The plan pays what the reference pathway pays, so there is no cash flow of a project.",
    "cash.note": (
        "The project is the plan less the reference pathway. Present values are in money of the price year, at the end "
        "of the base year. A rate of return is named only if it is the one rate, or the only one between 0 and 100 % a "
        "year, at which the present value falls through zero; otherwise the modified rate stands for it. Residual "
        "values at the end of service within the plan count as sold."
    ),
    "cash.shadow": (
        "The price of CO2 in this case is a shadow price that nobody pays: it decides on the plan and counts in its "
        "cost, but it is no money and left out here. Saving and rate of return stated elsewhere contain it."
    ),
}

CHINESE: Final[Mapping[str, str]] = {
    "flow.operation_saving": "运行节约",
    "flow.carbon_saving": "碳支付节约",
    "flow.operation_vat": "节约额中的可抵扣增值税",
    "flow.investment": "相对基准的增量投资",
    "flow.investment_vat": "投资的可抵扣进项税",
    "flow.other_payments": "拆除及尾差",
    "flow.grants": "补助",
    "flow.residual_value": "残值",
    "flow.before_tax": "税前现金流",
    "flow.shadow_carbon": "CO2 影子价格（不计入）",
    "flow.depreciation": "折旧",
    "flow.disposal_gain": "期末处置损益",
    "flow.taxable_income": "应纳税所得额",
    "flow.tax_credit": "税额抵免",
    "flow.holiday_relief": "减免税额",
    "flow.income_tax": "所得税",
    "flow.after_tax": "税后现金流",
    "flow.interest_tax_shield": "利息抵税",
    "flow.loan_drawn": "提款",
    "flow.loan_interest": "利息",
    "flow.loan_repaid": "还本",
    "flow.loan_settled": "计划期末结清",
    "flow.loan_balance": "年末贷款余额",
    "flow.cash_for_debt": "可用于还本付息的现金",
    "flow.debt_service": "还本付息",
    "flow.equity": "资本金现金流",
    "flow.dscr": "偿债备付率",
    "flow.npv": "净现值",
    "flow.irr": "内部收益率（名义）",
    "flow.real_irr": "内部收益率（实际）",
    "flow.modified_irr": "修正内部收益率",
    "flow.payback_years": "静态回收期",
    "flow.discounted_payback_years": "动态回收期",
    "flow.year": "年份",
    "tab.flow": "项目现金流",
    "flow.title": "项目名义现金流：规划方案减去基准路径",
    "flow.note1": "流入为正，年末名义值 [{money}]。黑色：公式。蓝色：规划器的数值，经独立复核。",
    "flow.note2": "净现值以价格年货币计，折现至基准年末。残值为投资在规划期内服役结束时的价值，视同出售。",
    "flow.factor": "名义资金的折现系数",
    "flow.term.inflation": "年通货膨胀率",
    "flow.term.price_year": "价格年",
    "flow.term.base_year": "基准年",
    "flow.term.rate": "实际折现率",
    "flow.term.equity_rate": "资本金实际折现率",
    "flow.term.tax": "所得税税率",
    "flow.no_rate": "无：{reason}",
    "axis.cash": "名义现金流",
    "cash.levelised": "平准化成本（实际，税前）",
    "cash.generation": "{what} 发电",
    "cash.storage": "{what} 放电（不含充电电费）",
    "cash.saving": "节能量（标准煤）",
    "cash.says": "各日历年的名义现金流：规划相对基准路径的节约与支出，以及累计值。",
    "cash.so_far": "累计",
    "cash.lines": "现金流全部科目",
    "cash.least": "最低偿债备付率",
    "cash.several": "无：有多个（{rates}）",
    "cash.nothing": "规划支出与基准路径相同，没有项目现金流。",
    "cash.note": (
        "项目＝规划减去基准路径。净现值以价格年货币计，折现至基准年末。仅当净现值为零的利率唯一，或在每年 0 至 100 % "
        "之间唯一且净现值由正转负时，才给出内部收益率；否则以修正内部收益率代替。规划期内服役结束时的残值视同出售。"
    ),
    "cash.shadow": (
        "本案例的 CO2 价格为影子价格，无人实际支付：它影响规划选择并计入规划成本，但不是资金，故此处不计入。"
        "他处所述节约额和收益率包含该价格。"
    ),
}

CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {"en": ENGLISH, "zh": CHINESE}
