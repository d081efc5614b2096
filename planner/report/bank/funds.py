"""Sheet `Use of funds`: every investment of the plan by calendar year, and what pays for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...finance.nominal import Nominal
from ...finance.project import covers
from ...run.capital import Investment as Decided
from ...run.capital import investments
from ...run.finance import Finance, owner
from ..workbook.paper import HEADER_ROW, Paper, Sheet, figure

ITEM, SERVICE, FIRST, YEARS, SIZE, UNIT, PRICE, FIXED, CAPITAL, VAT, FINANCED, BY_YEAR = range(12)


@dataclass(frozen=True)
class FundCells:
    """Rows that other sheets read, and the nominal investment in all. [million]"""

    years: str
    loan: str
    invested: str
    value: float


def write_funds(paper: Paper, finance: Finance, terms: Mapping[str, str]) -> FundCells:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    finance : Finance
        Cash flow of the run, with a loan.
    terms : mapping of str to str
        Cells of the terms.

    Returns
    -------
    FundCells
        Calendar years, and the loan of each.
    """
    say = paper.edition
    sheet = paper.sheet(
        say("bank.tab.funds"), say("bank.funds.title"), say("bank.funds.note1"), say("bank.funds.note2")
    )
    lines = finance.statement.lines
    decided = investments(finance.case, finance.solution)
    years = [
        year
        for year in finance.project.years
        if any(each.spent(year) for each in decided) or lines["grants"][year] != 0.0
    ]
    money = say.money
    names = [say(f"bank.funds.{name}") for name in ("item", "service", "first", "years", "size", "unit")]
    names += [f"{say(f'bank.funds.{name}')} [{money}]" for name in ("price", "fixed", "capital")]
    names += [say("bank.funds.vat"), say("bank.funds.financed"), *(f"{year} [{money}]" for year in years)]
    sheet.head(HEADER_ROW, [*names, f"{say('bank.funds.total')} [{money}]"], (ITEM, UNIT))
    sheet.rule_headers(HEADER_ROW)
    return _Funds(sheet, paper, finance, terms, years, decided).write()


class _Funds:
    """Rows of the investments, then what pays for each year."""

    def __init__(
        self,
        sheet: Sheet,
        paper: Paper,
        finance: Finance,
        terms: Mapping[str, str],
        years: Sequence[int],
        decided: Sequence[Decided],
    ) -> None:
        self._sheet, self._say, self._finance, self._terms = sheet, paper.edition, finance, terms
        self._years, self._decided = years, decided
        self._first = HEADER_ROW + 1
        self._last = max(HEADER_ROW + len(decided), self._first)
        self._calendar = self._last + 2

    def write(self) -> FundCells:
        sheet, years = self._sheet, self._years
        nominal = [self._row(row, each) for row, each in enumerate(self._decided, self._first)]
        sheet.text(self._calendar, ITEM, self._say("bank.funds.year"))
        for column, year in enumerate(years, BY_YEAR):
            sheet.number(self._calendar, column, year, "year")
        financed = [flag for _, flag in nominal]
        invested = [sum(amounts[place] for amounts, _ in nominal) for place in range(len(years))]
        of_loan = [
            sum(amounts[place] * flag for (amounts, _), flag in zip(nominal, financed, strict=True))
            for place in range(len(years))
        ]
        lines = self._finance.statement.lines
        loan = [lines["loan_drawn"][year] for year in years]
        grants = [lines["grants"][year] for year in years]
        own = [all_ - lent - given for all_, lent, given in zip(invested, loan, grants, strict=True)]
        rows = range(self._calendar + 1, self._calendar + 6)
        share, until = self._terms["share"], self._terms["until"]
        for place, column in enumerate(range(BY_YEAR, BY_YEAR + len(years))):
            amounts = sheet.span((self._first, column), (self._last, column))
            flags = sheet.span((self._first, FINANCED), (self._last, FINANCED))
            here = {row: sheet.ref(row, column) for row in (self._calendar, *rows)}
            sheet.formula(rows[0], column, f"=SUM({amounts})", invested[place], "money", "total")
            sheet.formula(rows[1], column, f"=SUMPRODUCT({flags}*{amounts})", of_loan[place], "money")
            drawn = f"={share}*{here[rows[1]]}*({here[self._calendar]}<={until})"
            sheet.formula(rows[2], column, drawn, loan[place], "money")
            sheet.number(rows[3], column, grants[place], "money", "result")
            rest = f"={here[rows[0]]}-{here[rows[2]]}-{here[rows[3]]}"
            sheet.formula(rows[4], column, rest, own[place], "money", "total")
        total = BY_YEAR + len(years)
        names = ("invested", "of_loan", "loan", "grants", "own")
        for row, name, values in zip(rows, names, (invested, of_loan, loan, grants, own), strict=True):
            role = "total" if name in ("invested", "own") else ""
            sheet.text(row, ITEM, self._say(f"bank.funds.{name}"), role)
            cells = sheet.span((row, BY_YEAR), (row, max(total - 1, BY_YEAR)))
            sheet.formula(row, total, f"=SUM({cells})", sum(values), "money", role)
        return FundCells(
            years=sheet.span((self._calendar, BY_YEAR), (self._calendar, max(total - 1, BY_YEAR))),
            loan=sheet.span((rows[2], BY_YEAR), (rows[2], max(total - 1, BY_YEAR))),
            invested=sheet.ref(rows[0], total),
            value=sum(invested),
        )

    def _row(self, row: int, each: Decided) -> tuple[list[float], float]:
        """Write one investment; its nominal amounts by year, and whether the loan is for it."""
        sheet, finance = self._sheet, self._finance
        thing = owner(finance.case, each.item)
        nominal = Nominal(finance.project, finance.terms)
        known = next(one for one in finance.project.investments if one.sign > 0.0 and one.thing == thing)
        inside = nominal.vat(known)
        rate = inside / (1.0 - inside)
        loan = finance.terms.loan
        flag = float(loan is not None and covers(loan.of, thing))
        years = max(each.lead, 1)
        sheet.text(row, ITEM, each.item)
        for column, value in ((SERVICE, each.year), (FIRST, each.first), (YEARS, years)):
            sheet.number(row, column, value, "year")
        sheet.number(row, SIZE, each.size, figure(each.size), "result")
        sheet.text(row, UNIT, each.unit)
        sheet.number(row, PRICE, each.price, "money", "input")
        sheet.number(row, FIXED, each.fixed, "money", "input")
        size, price, fixed = (sheet.ref(row, column) for column in (SIZE, PRICE, FIXED))
        sheet.formula(row, CAPITAL, f"={size}*{price}+{fixed}", each.capital, "money")
        sheet.number(row, VAT, rate, "percent", "input")
        sheet.number(row, FINANCED, flag, "year", "input")
        capital, vat = sheet.ref(row, CAPITAL), sheet.ref(row, VAT)
        begins, spread = sheet.ref(row, FIRST), sheet.ref(row, YEARS)
        inflation, price_year = self._terms["inflation"], self._terms["price_year"]
        amounts = [each.spent(year) * nominal.index(year) * (1.0 - inside) for year in self._years]
        for column, amount in enumerate(amounts, BY_YEAR):
            year = sheet.ref(self._calendar, column)
            during = f"({begins}<={year})*({year}<{begins}+{spread})"
            text = f"={capital}/{spread}*{during}/(1+{vat})*(1+{inflation})^({year}-{price_year})"
            sheet.formula(row, column, text, amount, "money")
        cells = sheet.span((row, BY_YEAR), (row, max(BY_YEAR + len(amounts) - 1, BY_YEAR)))
        sheet.formula(row, BY_YEAR + len(amounts), f"=SUM({cells})", sum(amounts), "money")
        return amounts, flag
