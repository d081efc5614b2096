"""Sheet `Bills`: what each year costs to run, by line and milestone year, for the plan and its reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...case.value import Case
from ...run.accounts import Ledger
from .assumptions import Horizon
from .edition import Edition
from .paper import HEADER_ROW, Paper, Sheet

TEXTS = 3
GROUPS = {
    "grid": "electricity",
    "fuel": "fuel",
    "ppa": "green", "onsite": "green", "direct": "green", "traded": "green", "certificates": "green",
    "opex": "upkeep", "measure": "upkeep", "service": "upkeep", "start": "upkeep",
    "carbon": "carbon", "offset": "carbon", "offsets": "carbon",
    "export": "feed_in",
}  # fmt: skip
"""Group of a line by its first word."""
OTHER = "other"
ORDER = tuple(dict.fromkeys([*GROUPS.values(), OTHER]))


@dataclass(frozen=True)
class BillRanges:
    """What other sheets take from the bills.

    Attributes
    ----------
    years : str
        The milestone years, ascending.
    plan, reference : str
        Their total bills, in the same order.
    groups : tuple of (row, group)
        Rows of the plan's groups; `first` and `last` are the columns of the milestone years, `head` the row of years.
    """

    sheet: Sheet
    years: str
    plan: str
    reference: str
    groups: tuple[tuple[int, str], ...]
    head: int
    first: int
    last: int


def group_of(line: str) -> str:
    """Group of a line of the bill.

    Examples
    --------
    >>> group_of("grid_energy.grid.energy"), group_of("unheard_of.x")
    ('electricity', 'other')
    """
    return GROUPS.get(line.partition("_")[0].partition(".")[0], OTHER)


def write_bills(paper: Paper, case: Case, horizon: Horizon, plan: Ledger, reference: Ledger) -> BillRanges:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    case : Case
        The case solved.
    horizon : Horizon
        Cells of the horizon.
    plan, reference : Ledger
        Accounts of the two pathways.

    Returns
    -------
    BillRanges
        Years and totals.
    """
    say = paper.edition
    money = f"{say.money}/{say.year}"
    sheet = paper.sheet(say("tab.bills"), say("bills.title"), say("bills.note", money=money))
    base, years = case.horizon.base_year, case.horizon.years
    before = plan.lines(base)
    bills = {year: plan.lines(year) for year in years}
    names = [f"{say('bills.line')} [{money}]", say("item"), say("bills.group"), *map(str, (base, *years))]
    sheet.head(HEADER_ROW, names, range(TEXTS))
    for column, year in enumerate((base, *years), TEXTS):
        sheet.number(HEADER_ROW, column, year, "year", "head_right")
    sheet.rule_headers(HEADER_ROW, 2)
    first, last = TEXTS + 1, TEXTS + len(years)
    _stands_for(sheet, HEADER_ROW + 1, horizon, case, say("bills.stands"))
    rows, total = _table(sheet, HEADER_ROW + 3, "plan", {base: before, **bills}, say)
    groups = _groups(sheet, total + 2, rows, {base: before, **bills}, say)
    others = {year: reference.lines(year) for year in years}
    start = groups[-1][0] + 3
    _, other_total = _table(sheet, start, "reference", {base: before, **others}, say)
    saved = other_total + 2
    for column, text in enumerate((say("bills.saving"), "", "")):
        sheet.text(saved, column, text, "total")
    for column, year in enumerate((base, *years), TEXTS):
        amount = sum((others | {base: before})[year].values()) - sum((bills | {base: before})[year].values())
        formula = f"={sheet.ref(other_total, column)}-{sheet.ref(total, column)}"
        sheet.formula(saved, column, formula, amount, "money", "total")
    return BillRanges(
        sheet=sheet, groups=groups, head=HEADER_ROW, first=TEXTS, last=last,
        years=sheet.span((HEADER_ROW, first), (HEADER_ROW, last)),
        plan=sheet.span((total, first), (total, last)),
        reference=sheet.span((other_total, first), (other_total, last)),
    )  # fmt: skip


def _stands_for(sheet: Sheet, row: int, horizon: Horizon, case: Case, name: str) -> None:
    """Calendar years that each milestone stands for, up to the next one or the end."""
    sheet.text(row, 0, name)
    years = case.horizon.years
    for index, (year, following) in enumerate(zip(years, [*years[1:], case.horizon.end + 1], strict=True)):
        column = TEXTS + 1 + index
        upto = sheet.ref(HEADER_ROW, column + 1) if index + 1 < len(years) else f"({horizon.end}+1)"
        sheet.formula(row, column, f"={upto}-{sheet.ref(HEADER_ROW, column)}", following - year, "year")


def _table(
    sheet: Sheet, row: int, title: str, bills: Mapping[int, Mapping[str, float]], say: Edition
) -> tuple[tuple[int, int], int]:
    """Lines of a pathway, largest groups as they are ordered, and their total; its rows, and that of the total."""
    sheet.text(row, 0, say(f"bills.{title}"), "section")
    lines = sorted(
        {line for bill in bills.values() for line in bill}, key=lambda line: (ORDER.index(group_of(line)), line)
    )
    first = row + 1
    for place, line in enumerate(lines, first):
        label, _, item = line.partition(".")
        name = say.either(f"line.{label}", label.replace("_", " ").capitalize())
        for column, text in enumerate((name, item, say(f"group.{group_of(line)}"))):
            sheet.text(place, column, text)
        for column, bill in enumerate(bills.values(), TEXTS):
            sheet.number(place, column, bill.get(line, 0.0), "money", "result")
    rows = first, max(first, row + len(lines))
    total = rows[1] + 1
    sheet.text(total, 0, say("total"), "total")
    for column in (1, 2):
        sheet.text(total, column, "", "total")
    for column, bill in enumerate(bills.values(), TEXTS):
        cells = sheet.span((rows[0], column), (rows[1], column))
        sheet.formula(total, column, f"=SUM({cells})", sum(bill.values()), "money", "total")
    return rows, total


def _groups(
    sheet: Sheet, row: int, rows: tuple[int, int], bills: Mapping[int, Mapping[str, float]], say: Edition
) -> tuple[tuple[int, str], ...]:
    """Totals of the groups that the plan has; their rows."""
    sheet.text(row, 0, say("bills.by_group"), "section")
    present = {group_of(line) for bill in bills.values() for line in bill}
    found = tuple(enumerate((name for name in ORDER if name in present), row + 1))
    groups = sheet.span((rows[0], 2), (rows[1], 2))
    for place, name in found:
        sheet.text(place, 0, say(f"group.{name}"))
        for column, bill in enumerate(bills.values(), TEXTS):
            cells = sheet.span((rows[0], column), (rows[1], column))
            amount = sum(value for line, value in bill.items() if group_of(line) == name)
            sheet.formula(place, column, f"=SUMIF({groups},{sheet.ref(place, 0)},{cells})", amount, "money")
    return found or ((row, ""),)


def of_year(bills: Sequence[float], years: Sequence[int], year: int) -> float:
    """Bill that holds in a calendar year: that of the milestone before; nothing before the first one."""
    return next((bill for bill, start in zip(reversed(bills), reversed(years), strict=True) if start <= year), 0.0)
