"""Sheet `Project cash flow`: nominal lines of every year; their sums, tax, present value and rate by formulas.

What no formula of the workbook gives, such as savings and depreciation, stands as a value found by the planner.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...finance.indicators import Indicators
from ...finance.statement import AFTER_TAX, BEFORE_TAX, EQUITY
from ...run.finance import FLOWS, Finance
from .edition import Edition
from .paper import HEADER_ROW, Paper, Sheet

LABEL, VALUE = 0, 1
TERMS = ("inflation", "price_year", "base_year", "rate", "equity_rate", "tax")


def write_flow(paper: Paper, finance: Finance) -> None:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    finance : Finance
        Cash flow of a run.
    """
    say = paper.edition
    sheet = paper.sheet(say("tab.flow"), say("flow.title"), say("flow.note1", money=say.money), say("flow.note2"))
    _Flow(sheet, say, finance).write()
    sheet.rule_headers(HEADER_ROW)
    sheet.on_one_page()


class _Flow:
    """Years in columns, lines in rows; figures and terms below them."""

    def __init__(self, sheet: Sheet, say: Edition, finance: Finance) -> None:
        self._sheet, self._say, self._finance = sheet, say, finance
        self._lines: Mapping[str, Mapping[int, float]] = finance.statement.lines
        self._years = list(finance.project.years)
        self._head = HEADER_ROW
        self._rows = {name: row for row, name in enumerate(self._lines, self._head + 2)}
        self._factors = self._head + 1
        self._terms: dict[str, str] = {}

    def write(self) -> None:
        sheet, say = self._sheet, self._say
        self._given()
        sheet.text(self._head, LABEL, say("flow.year"), "total")
        for column, year in enumerate(self._years, 1):
            sheet.number(self._head, column, year, "year", "total")
        self._discounting()
        for name, row in self._rows.items():
            self._line(name, row)
        row = max(self._rows.values()) + 2
        sheet.head(row, [say("summary.figure"), *(say(f"flow.{name}") for name in FLOWS if name in self._lines)], (0,))
        for column, name in enumerate((name for name in FLOWS if name in self._lines), 1):
            self._figures(row, column, name, self._finance.figures[name])

    def _given(self) -> None:
        """Terms, as inputs of the formulas."""
        finance, horizon = self._finance, self._finance.case.horizon
        own = finance.stated.equity_rate
        tax = finance.terms.tax
        values = {
            "inflation": finance.terms.inflation, "price_year": finance.case.price_year,
            "base_year": horizon.base_year, "rate": horizon.discount_rate,
            "equity_rate": horizon.discount_rate if own is None else own, "tax": 0.0 if tax is None else tax.rate,
        }  # fmt: skip
        first = max(self._rows.values()) + 10
        for row, name in enumerate(TERMS, first):
            self._sheet.text(row, LABEL, self._say(f"flow.term.{name}"))
            kind = "year" if name.endswith("year") else "percent"
            self._sheet.number(row, VALUE, values[name], kind, "input")
            self._terms[name] = self._sheet.ref(row, VALUE)

    def _discounting(self) -> None:
        """Value of nominal money of each year in money of the price year, at the end of the base year."""
        sheet, terms, finance = self._sheet, self._terms, self._finance
        sheet.text(self._factors, LABEL, self._say("flow.factor"))
        horizon = finance.case.horizon
        for column, year in enumerate(self._years, 1):
            here = sheet.ref(self._head, column)
            value = (1.0 + finance.terms.inflation) ** (finance.case.price_year - year)
            value *= (1.0 + horizon.discount_rate) ** (horizon.base_year - year)
            text = self._factor(here, terms["rate"])
            sheet.formula(self._factors, column, f"={text}", value, "factor")

    def _factor(self, year: str, rate: str) -> str:
        terms = self._terms
        return f"(1+{terms['inflation']})^({terms['price_year']}-{year})*(1+{rate})^({terms['base_year']}-{year})"

    def _line(self, name: str, row: int) -> None:
        """One line: a formula where it is a sum or the tax, otherwise what the planner found."""
        sheet = self._sheet
        role = "total" if name in FLOWS else ""
        sheet.text(row, LABEL, self._say(f"flow.{name}"), role)
        for column, year in enumerate(self._years, 1):
            value = self._lines[name].get(year)
            formula = self._formula(name, column)
            if formula is None or value is None:
                sheet.number(row, column, value, "two" if name == "dscr" else "money", role or "result")
            else:
                sheet.formula(row, column, formula, value, "two" if name == "dscr" else "money", role)

    def _formula(self, name: str, column: int) -> str | None:
        """Formula of a line in a column; None for what the planner found."""
        tax = self._finance.terms.tax
        at = {line: self._sheet.ref(row, column) for line, row in self._rows.items()}
        equity = EQUITY if tax is not None else ("before_tax", *EQUITY[1:])
        for total, parts in (("before_tax", BEFORE_TAX), ("after_tax", AFTER_TAX), ("equity", equity)):
            if name == total:
                return "=" + "+".join(at[part] for part in parts)
        if name == "income_tax" and tax is not None and not tax.alone:
            return f"=-({self._terms['tax']}*{at['taxable_income']}-{at['tax_credit']}-{at['holiday_relief']})"
        if name == "debt_service":
            return f"=-{at['loan_interest']}-{at['loan_repaid']}"
        if name == "dscr":
            return f"={at['cash_for_debt']}/{at['debt_service']}"
        return None

    def _figures(self, row: int, column: int, name: str, figures: Indicators) -> None:
        """Present value and rate of return by formulas, the others as the planner gives them."""
        sheet, say = self._sheet, self._say
        flow = self._rows[name]
        cells = sheet.span((flow, 1), (flow, len(self._years)))
        years = sheet.span((self._head, 1), (self._head, len(self._years)))
        rate = self._terms["equity_rate" if name == "equity" else "rate"]
        worth = f"=SUMPRODUCT({cells}*{self._factor(years, rate)})"
        labels = ("npv", "irr", "real_irr", "modified_irr", "payback_years", "discounted_payback_years")
        for place, label in enumerate(labels, row + 1):
            unit = f" [{say.money}]" if label == "npv" else f" [{say.year}]" if label.endswith("years") else ""
            sheet.text(place, LABEL, say(f"flow.{label}") + unit)
        sheet.formula(row + 1, column, worth, figures.npv, "money")
        if figures.irr is None:
            sheet.text(row + 2, column, say("flow.no_rate", reason=figures.reason))
        else:
            sheet.formula(row + 2, column, f"=IRR({cells},{figures.irr:.6f})", figures.irr, "percent")
            real = f"=(1+{sheet.ref(row + 2, column)})/(1+{self._terms['inflation']})-1"
            assert figures.real_irr is not None, "a nominal rate has a real one"
            sheet.formula(row + 3, column, real, figures.real_irr, "percent")
        sheet.number(row + 4, column, figures.modified_irr, "percent", "result")
        sheet.number(row + 5, column, figures.payback, "two", "result")
        sheet.number(row + 6, column, figures.discounted_payback, "two", "result")
