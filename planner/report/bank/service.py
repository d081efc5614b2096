"""Sheet `Debt service`: drawing, interest and repayment of every year by formulas, and the cash that covers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...finance.taxation import OPERATION
from ...run.finance import Finance
from ..workbook.paper import HEADER_ROW, Paper, Sheet
from .funds import FundCells
from .savings import SavingCells

(
    YEAR, LEVEL, SAVED, CARBON, VAT, OTHER, WRITTEN, RELIEF, DRAWN, OPENING, INTEREST, REPAID, CLOSING, TAX, CASH,
    SERVICE, COVER,
) = range(17)  # fmt: skip
COLUMNS = (
    "flow.year", "bank.service.level", "flow.operation_saving", "flow.carbon_saving", "flow.operation_vat",
    "flow.other_payments", "flow.depreciation", "bank.service.relief", "flow.loan_drawn", "bank.service.opening",
    "flow.loan_interest", "flow.loan_repaid", "flow.loan_balance", "bank.service.tax", "flow.cash_for_debt",
    "flow.debt_service", "flow.dscr",
)  # fmt: skip


@dataclass(frozen=True)
class ServiceCells:
    """Formulas of what the sheet adds up to, each with its value. [million; cover ratio 1]"""

    totals: Mapping[str, tuple[str, float]]


def write_service(
    paper: Paper, finance: Finance, terms: Mapping[str, str], funds: FundCells, savings: SavingCells
) -> ServiceCells:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    finance : Finance
        Cash flow of the run, with a loan.
    terms : mapping of str to str
        Cells of the terms.
    funds, savings
        Where the other sheets have what is drawn and what is saved.

    Returns
    -------
    ServiceCells
        Totals, to be compared with the run.
    """
    say = paper.edition
    sheet = paper.sheet(
        say("bank.tab.service"), say("bank.service.title"), say("bank.service.note1"), say("bank.service.note2")
    )
    bare = (YEAR, LEVEL, COVER)
    names = [say(key) + ("" if column in bare else f" [{say.money}]") for column, key in enumerate(COLUMNS)]
    sheet.head(HEADER_ROW, names, ())
    sheet.rule_headers(HEADER_ROW)
    return _Service(sheet, finance, terms, funds, savings).write()


class _Service:
    """Rows of the sheet, one for each calendar year."""

    def __init__(
        self, sheet: Sheet, finance: Finance, terms: Mapping[str, str], funds: FundCells, savings: SavingCells
    ) -> None:
        self._sheet, self._finance, self._terms = sheet, finance, terms
        self._funds, self._savings = funds, savings
        self._lines = finance.statement.lines
        self._years = list(finance.project.years)
        self._first, self._last = HEADER_ROW + 1, HEADER_ROW + len(self._years)

    def write(self) -> ServiceCells:
        for row, year in enumerate(self._years, self._first):
            self._income(row, year)
            self._debt(row, year)
            self._cover(row, year)
        lines, sums = self._lines, {}
        for name, column, line in (
            ("drawn", DRAWN, "loan_drawn"), ("interest", INTEREST, "loan_interest"), ("repaid", REPAID, "loan_repaid"),
            ("cash", CASH, "cash_for_debt"),
        ):  # fmt: skip
            sign = -1.0 if line in ("loan_interest", "loan_repaid") else 1.0
            sums[name] = f"SUM({self._column(column)})", sign * sum(lines[line].values())
        sums["settled"] = self._sheet.ref(self._last, CLOSING), -sum(lines["loan_settled"].values())
        if lines["dscr"]:
            sums["least"] = f"MIN({self._column(COVER)})", min(lines["dscr"].values())
        return ServiceCells(sums)

    def _column(self, column: int) -> str:
        return self._sheet.span((self._first, column), (self._last, column))

    def _income(self, row: int, year: int) -> None:
        """What operation saves, and what explains the tax on it."""
        sheet, terms, lines = self._sheet, self._terms, self._lines
        sheet.number(row, YEAR, year, "year")
        here, level = sheet.ref(row, YEAR), sheet.ref(row, LEVEL)
        price_year = self._finance.case.price_year
        index = (1.0 + self._finance.terms.inflation) ** (year - price_year)
        sheet.formula(row, LEVEL, f"=(1+{terms['inflation']})^({here}-{terms['price_year']})", index, "factor")
        saved = self._savings
        for column, cells, line in (
            (SAVED, saved.operation, "operation_saving"), (CARBON, saved.carbon, "carbon_saving"),
        ):  # fmt: skip
            text = f"=IF({here}<{saved.first},0,LOOKUP({here},{saved.years},{cells})*{level})"
            sheet.formula(row, column, text, lines[line][year], "money")
        vat = terms["vat"]
        sheet.formula(row, VAT, f"=-{sheet.ref(row, SAVED)}*{vat}/(1+{vat})", lines["operation_vat"][year], "money")
        sheet.number(row, OTHER, lines["other_payments"][year], "money", "result")
        for column, names in ((WRITTEN, ("depreciation",)), (RELIEF, ("tax_credit", "holiday_relief"))):
            value = sum(lines[name][year] for name in names if name in lines)
            sheet.number(row, column, value, "money", "result")

    def _debt(self, row: int, year: int) -> None:
        """The loan: drawn, owed, interest, repaid."""
        sheet, terms, lines = self._sheet, self._terms, self._lines
        here = sheet.ref(row, YEAR)
        text = f"=SUMIF({self._funds.years},{here},{self._funds.loan})"
        sheet.formula(row, DRAWN, text, lines["loan_drawn"][year], "money")
        before = self._years.index(year) - 1
        opening = lines["loan_balance"][self._years[before]] if before >= 0 else 0.0
        text = "=0" if before < 0 else f"={sheet.ref(row - 1, CLOSING)}"
        sheet.formula(row, OPENING, text, opening, "money")
        text = f"={terms['rate']}*{sheet.ref(row, OPENING)}"
        sheet.formula(row, INTEREST, text, -lines["loan_interest"][year], "money")
        sheet.formula(row, REPAID, self._repayment(here), -lines["loan_repaid"][year], "money")
        text = f"={sheet.ref(row, OPENING)}+{sheet.ref(row, DRAWN)}-{sheet.ref(row, REPAID)}"
        sheet.formula(row, CLOSING, text, lines["loan_balance"][year], "money")

    def _repayment(self, here: str) -> str:
        """Formula of the repayments that fall due in a year, of every earlier drawing."""
        terms, drawn, years = self._terms, self._column(DRAWN), self._column(YEAR)
        rate, tenor, grace = terms["rate"], terms["tenor"], terms["grace"]
        due = f"{drawn}*({here}-{years}>{grace})*({here}-{years}<={tenor})"
        times = f"({tenor}-{grace})"
        growing = f"SUMPRODUCT({due}*(1+{rate})^({here}-{years}-{grace}-1))"
        part = f"IF({rate}=0,1/{times},{rate}/((1+{rate})^{times}-1))"
        return f"=IF({terms['level']}=1,SUMPRODUCT({due})/{times},{growing}*{part})"

    def _cover(self, row: int, year: int) -> None:
        """Tax on the saving, cash, service and their ratio."""
        sheet, lines, tax = self._sheet, self._lines, self._finance.terms.tax
        income = "+".join(sheet.ref(row, column) for column in (SAVED, CARBON, VAT, OTHER))
        running = sum(lines[name][year] for name in OPERATION)
        paid = running - lines["cash_for_debt"][year]
        written, relief, interest = (sheet.ref(row, column) for column in (WRITTEN, RELIEF, INTEREST))
        if tax is None or tax.alone:
            sheet.number(row, TAX, paid, "money", "result")
        else:
            text = f"={self._terms['tax']}*({income}-{written}-{interest})-{relief}"
            sheet.formula(row, TAX, text, paid, "money")
        sheet.formula(row, CASH, f"={income}-{sheet.ref(row, TAX)}", lines["cash_for_debt"][year], "money")
        text = f"={interest}+{sheet.ref(row, REPAID)}"
        sheet.formula(row, SERVICE, text, lines["debt_service"][year], "money", "total")
        cash, service = sheet.ref(row, CASH), sheet.ref(row, SERVICE)
        cover = lines["dscr"].get(year, "")
        sheet.formula(row, COVER, f'=IF({service}>0,{cash}/{service},"")', cover, "two", "total")
