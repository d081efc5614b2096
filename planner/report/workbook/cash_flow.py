"""Sheet `Cash flow`: money of every calendar year, plan beside reference, and its present value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...case.value import Case
from ...finance import discount_factor
from ...run.accounts import Ledger
from ...run.capital import Investment
from ...site.blocks import Blocks
from .assumptions import Horizon
from .bills import BillRanges, of_year
from .investments import PLAN, REFERENCE, InvestmentRanges
from .paper import HEADER_ROW, Paper, Sheet

YEAR, MILESTONE = 0, 1
WORDS = ("operation", "investment", "residual", "other", "total")
FIRST = {PLAN: 2, REFERENCE: 7}
TOTAL = {PLAN: 6, REFERENCE: 11}
SAVING, SUM, FACTOR = 12, 13, 14
WORTH = {PLAN: 15, REFERENCE: 16}
WORTH_SAVING = 17


@dataclass(frozen=True)
class Pathway:
    """What one pathway pays, besides the sheets that say it: the payments that no investment explains."""

    ledger: Ledger
    invested: Sequence[Investment]
    other: Mapping[int, float]


@dataclass(frozen=True)
class CashCells:
    """Results of the sheet and their values. [million currency]"""

    sheet: Sheet
    npv: Mapping[str, str]
    values: Mapping[str, float]
    invested: str
    capital: float
    savings: str
    first: int
    last: int


def write_cash_flow(
    paper: Paper,
    case: Case,
    horizon: Horizon,
    bills: BillRanges,
    ranges: InvestmentRanges,
    pathways: Mapping[str, Pathway],
) -> CashCells:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    case : Case
        The case solved.
    horizon : Horizon
        Cells of the discount rate and the base year.
    bills, ranges
        Where the other sheets have bills and investments.
    pathways : mapping
        Plan and reference.

    Returns
    -------
    CashCells
        Where the present values stand.
    """
    say = paper.edition
    sheet = paper.sheet(
        say("tab.cash"),
        say("cash.title"),
        say("cash.note1", money=say.money),
        say("cash.note2", sheet=say("tab.assumptions")),
    )
    names = [say("cash.year"), say("cash.milestone")]
    for pathway in (PLAN, REFERENCE):
        names += [say("cash.of", pathway=say(pathway), what=say(f"cash.{word}"), money=say.money) for word in WORDS]
    for name in ("saving", "so_far", "factor", "worth_plan", "worth_reference", "worth_saving"):
        names.append(f"{say(f'cash.{name}')} [{'1' if name == 'factor' else say.money}]")
    sheet.head(HEADER_ROW, names, ())
    sheet.rule_headers(HEADER_ROW, 2)
    book = _Flows(sheet, case, horizon, bills, ranges, pathways)
    return book.write(say("total"))


class _Flows:
    """Rows of the sheet, one for each calendar year, and their totals."""

    def __init__(
        self,
        sheet: Sheet,
        case: Case,
        horizon: Horizon,
        bills: BillRanges,
        ranges: InvestmentRanges,
        pathways: Mapping[str, Pathway],
    ) -> None:
        self._sheet, self._case, self._horizon = sheet, case, horizon
        self._totals = {PLAN: bills.plan, REFERENCE: bills.reference}
        self._milestones, self._ranges, self._pathways = bills.years, ranges, pathways
        years = case.horizon.years
        self._bills = {
            name: [sum(pathway.ledger.lines(year).values()) for year in years] for name, pathway in pathways.items()
        }
        self._calendar = Blocks(case.horizon).calendar
        self._first, self._last = HEADER_ROW + 1, HEADER_ROW + len(self._calendar)

    def write(self, total_name: str) -> CashCells:
        saved = 0.0
        columns: dict[int, float] = {}
        for row, year in enumerate(self._calendar, self._first):
            values = self._year(row, year, saved)
            saved += values[SAVING]
            for column, value in values.items():
                columns[column] = columns.get(column, 0.0) + value
        sheet, total = self._sheet, self._last + 1
        sheet.text(total, YEAR, total_name, "total")
        sheet.text(total, MILESTONE, "", "total")
        for column in range(FIRST[PLAN], WORTH_SAVING + 1):
            if column in (SUM, FACTOR):
                sheet.text(total, column, "", "total")
                continue
            cells = sheet.span((self._first, column), (self._last, column))
            sheet.formula(total, column, f"=SUM({cells})", columns[column], "money", "total")
        return CashCells(
            sheet=sheet,
            npv={name: sheet.ref(total, column) for name, column in WORTH.items()},
            values={name: columns[column] for name, column in WORTH.items()},
            invested=sheet.ref(total, FIRST[PLAN] + 1),
            capital=columns[FIRST[PLAN] + 1],
            savings=sheet.span((self._first, SAVING), (self._last, SAVING)),
            first=self._first,
            last=self._last,
        )

    def _year(self, row: int, year: int, before: float) -> dict[int, float]:
        """Write one calendar year; the amounts by column."""
        sheet = self._sheet
        sheet.number(row, YEAR, year, "year")
        here = sheet.ref(row, YEAR)
        years = self._case.horizon.years
        milestone = max((each for each in years if each <= year), default=None)
        first = f"INDEX({self._milestones},1)"
        formula = f'=IF({here}<{first},"",LOOKUP({here},{self._milestones}))'
        sheet.formula(row, MILESTONE, formula, "" if milestone is None else milestone, "year")
        values: dict[int, float] = {}
        for name in (PLAN, REFERENCE):
            values |= self._paid(row, year, name, first)
        cells = {name: sheet.ref(row, column) for name, column in TOTAL.items()}
        values[SAVING] = values[TOTAL[REFERENCE]] - values[TOTAL[PLAN]]
        sheet.formula(row, SAVING, f"={cells[REFERENCE]}-{cells[PLAN]}", values[SAVING], "money")
        so_far = sheet.span((self._first, SAVING), (row, SAVING))
        sheet.formula(row, SUM, f"=SUM({so_far})", before + values[SAVING], "money")
        rate, base = self._case.horizon.discount_rate, self._case.horizon.base_year
        factor = discount_factor(rate, year - base)
        formula = f"=(1+{self._horizon.rate})^-({here}-{self._horizon.base_year})"
        sheet.formula(row, FACTOR, formula, factor, "factor")
        for name, column in WORTH.items():
            values[column] = values[TOTAL[name]] * factor
            sheet.formula(row, column, f"={cells[name]}*{sheet.ref(row, FACTOR)}", values[column], "money")
        values[WORTH_SAVING] = values[WORTH[REFERENCE]] - values[WORTH[PLAN]]
        formula = f"={sheet.ref(row, WORTH[REFERENCE])}-{sheet.ref(row, WORTH[PLAN])}"
        sheet.formula(row, WORTH_SAVING, formula, values[WORTH_SAVING], "money")
        return values

    def _paid(self, row: int, year: int, name: str, first: str) -> dict[int, float]:
        """Write what one pathway pays in a calendar year."""
        sheet, pathway, column = self._sheet, self._pathways[name], FIRST[name]
        here = sheet.ref(row, YEAR)
        operation = of_year(self._bills[name], self._case.horizon.years, year)
        formula = f"=IF({here}<{first},0,LOOKUP({here},{self._milestones},{self._totals[name]}))"
        sheet.formula(row, column, formula, operation, "money")
        spent = sum(each.spent(year) for each in pathway.invested)
        sheet.formula(row, column + 1, f"={self._ranges.spent(name, here)}", spent, "money")
        rate = self._case.horizon.discount_rate
        left = sum(each.capital * each.left(rate) for each in pathway.invested if each.last == year)
        sheet.formula(row, column + 2, f"=-{self._ranges.residual(name, here)}", -left, "money")
        sheet.number(row, column + 3, pathway.other[year], "money", "result")
        amounts = (operation, spent, -left, pathway.other[year])
        cells = sheet.span((row, column), (row, column + len(amounts) - 1))
        sheet.formula(row, TOTAL[name], f"=SUM({cells})", sum(amounts), "money", "total")
        return dict(enumerate((*amounts, sum(amounts)), column))
