"""Sheet `Investments`: every decision that costs money once, with its terms, and what is spent by item and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...case.value import Case
from ...run.capital import Investment
from .assumptions import Horizon
from .edition import Edition
from .paper import HEADER_ROW, Paper, Sheet, figure

PLAN, REFERENCE = "plan", "reference"
TEXTS = 2
PATHWAY, ITEM, START, SIZE, UNIT, PRICE, FIXED, CAPITAL, LIFE, LEAD, SERVED, FIRST, LAST, SHARE, LEFT = range(15)


@dataclass(frozen=True)
class InvestmentRanges:
    """Columns of the table, all of the same length, and what the two pathways are called in the first."""

    pathway: str
    capital: str
    lead: str
    first: str
    last: str
    left: str
    names: Mapping[str, str]

    def spent(self, pathway: str, year: str) -> str:
        """Formula of what a pathway spends in a calendar year, evenly over the lead time."""
        spread = f"({self.lead}+({self.lead}=0))"
        during = f"({self.first}<={year})*({year}<{self.first}+{spread})"
        return f'SUMPRODUCT(({self.pathway}="{self.names[pathway]}")*{during}*{self.capital}/{spread})'

    def residual(self, pathway: str, year: str) -> str:
        """Formula of the residual values that a pathway is credited in a calendar year."""
        return f'SUMPRODUCT(({self.pathway}="{self.names[pathway]}")*({self.last}={year})*{self.left})'


def write_investments(
    paper: Paper, case: Case, horizon: Horizon, plan: Sequence[Investment], reference: Sequence[Investment]
) -> InvestmentRanges:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    case : Case
        The case solved.
    horizon : Horizon
        Cells of the discount rate and the years.
    plan, reference : sequence of Investment
        What the two pathways invest.

    Returns
    -------
    InvestmentRanges
        The columns from which the cash flow follows.
    """
    say = paper.edition
    sheet = paper.sheet(
        say("tab.investments"), say("investments.title"), say("investments.note1"), say("investments.note2")
    )
    sheet.head(HEADER_ROW, _columns(say), (PATHWAY, ITEM, UNIT))
    sheet.rule_headers(HEADER_ROW, TEXTS)
    rate = case.horizon.discount_rate
    listed = [(PLAN, each) for each in plan] + [(REFERENCE, each) for each in reference]
    first = row = HEADER_ROW + 1
    for row, (pathway, each) in enumerate(listed, first):
        _row(sheet, row, pathway, each, horizon, rate, say)
    last = max(row, first)
    columns = (PATHWAY, CAPITAL, LEAD, FIRST, LAST, LEFT)
    names = {pathway: say(f"investments.of_{pathway}") for pathway in (PLAN, REFERENCE)}
    spans = [sheet.span((first, column), (last, column)) for column in columns]
    ranges = InvestmentRanges(spans[0], spans[1], spans[2], spans[3], spans[4], spans[5], names)
    _by_item(sheet, last + 2, case, plan, (first, last), say)
    return ranges


def _columns(say: Edition) -> list[str]:
    """Heads of the table, with their units."""
    year, a, money = f" [{say('year')}]", f" [{say.year}]", f" [{say.money}]"
    units = {
        "start": year, "size": f" [{say('beside')}]", "price": f" [{say('investments.price_unit', money=say.money)}]",
        "fixed": money, "capital": money, "life": a, "lead": a, "served": a, "first": year, "last": year,
        "share": " [1]", "left": money,
    }  # fmt: skip
    heads = [f"{say(f'investments.{name}')}{unit}" for name, unit in units.items()]
    return [say("investments.pathway"), say("item"), *heads[:2], say("unit"), *heads[2:]]


def _row(sheet: Sheet, row: int, pathway: str, each: Investment, horizon: Horizon, rate: float, say: Edition) -> None:
    sheet.text(row, PATHWAY, say(f"investments.of_{pathway}"))
    sheet.text(row, ITEM, each.item)
    sheet.number(row, START, each.year, "year", "result")
    sheet.number(row, SIZE, each.size, figure(each.size), "result")
    sheet.text(row, UNIT, say("once.adopt") if each.unit == "1" else say.unit(each.unit))
    sheet.number(row, PRICE, each.price, "money", "input")
    sheet.number(row, FIXED, each.fixed, "money", "input")
    capital, life, lead, served, start, share = (
        sheet.ref(row, column) for column in (CAPITAL, LIFE, LEAD, SERVED, START, SHARE)
    )
    size, price, fixed = (sheet.ref(row, column) for column in (SIZE, PRICE, FIXED))
    sheet.formula(row, CAPITAL, f"={size}*{price}+{fixed}", each.capital, "money")
    sheet.number(row, LIFE, each.life, "year", "input")
    sheet.number(row, LEAD, each.lead, "year", "input")
    sheet.number(row, SERVED, each.served, "year", "result")
    sheet.formula(row, FIRST, f"={start}-{lead}", each.first, "year")
    sheet.formula(row, LAST, f"={start}+{served}-1", each.last, "year")
    left = f"(1-(1+{horizon.rate})^-({life}-{served}))/(1-(1+{horizon.rate})^-{life})"
    formula = f'=IF({life}="",0,IF({horizon.rate}=0,({life}-{served})/{life},{left}))'
    sheet.formula(row, SHARE, formula, each.left(rate), "factor")
    sheet.formula(row, LEFT, f"={capital}*{share}", each.capital * each.left(rate), "money")


def _by_item(
    sheet: Sheet, row: int, case: Case, plan: Sequence[Investment], rows: tuple[int, int], say: Edition
) -> None:
    """What the plan invests by item and year of service, with totals."""
    sheet.text(row, 0, say("investments.by_item", money=say.money), "section")
    years = case.horizon.years
    head = row + 1
    sheet.head(head, ["", say("item"), *map(str, years), say("total")], range(TEXTS))
    for column, year in enumerate(years, TEXTS):
        sheet.number(head, column, year, "year", "head_right")
    pathway, item, start, capital = (
        sheet.span((rows[0], column), (rows[1], column)) for column in (PATHWAY, ITEM, START, CAPITAL)
    )
    items = list(dict.fromkeys(each.item for each in plan))
    for line, name in enumerate(items, head + 1):
        sheet.text(line, 1, name)
        amounts = [sum(each.capital for each in plan if (each.item, each.year) == (name, year)) for year in years]
        own = say("investments.of_plan")
        for column, amount in enumerate(amounts, TEXTS):
            here = f'({pathway}="{own}")*({item}={sheet.ref(line, 1)})*({start}={sheet.ref(head, column)})'
            sheet.formula(line, column, f"=SUMPRODUCT({here}*{capital})", amount, "money")
        _total_right(sheet, line, len(years), sum(amounts))
    end = head + len(items)
    total = end + 1
    sheet.text(total, 1, say("total"), "total")
    for column, year in enumerate(years, TEXTS):
        amount = sum(each.capital for each in plan if each.year == year)
        _total_below(sheet, total, column, (head + 1, end), amount)
    _total_below(sheet, total, TEXTS + len(years), (head + 1, end), sum(each.capital for each in plan))


def _total_right(sheet: Sheet, row: int, count: int, amount: float) -> None:
    cells = sheet.span((row, TEXTS), (row, TEXTS + count - 1))
    sheet.formula(row, TEXTS + count, f"=SUM({cells})", amount, "money", "total")


def _total_below(sheet: Sheet, row: int, column: int, rows: tuple[int, int], amount: float) -> None:
    if rows[0] > rows[1]:
        sheet.number(row, column, 0.0, "money", "total")
        return
    cells = sheet.span((rows[0], column), (rows[1], column))
    sheet.formula(row, column, f"=SUM({cells})", amount, "money", "total")
