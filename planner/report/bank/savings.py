"""Sheet `Savings`: the bill of the reference beside that of the plan, line by line and milestone year by year."""

from __future__ import annotations

from dataclasses import dataclass

from ...run.accounts import Ledger
from ...run.finance import CARBON_LINE, Finance
from ..workbook.paper import HEADER_ROW, Paper

YEAR, LINE, BASELINE, PLAN, SAVING, KIND = range(6)


@dataclass(frozen=True)
class SavingCells:
    """Columns by milestone year: the years, the saving of operation, and that of carbon payments."""

    years: str
    first: str
    operation: str
    carbon: str


def write_savings(paper: Paper, finance: Finance) -> SavingCells:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    finance : Finance
        Cash flow of the run.

    Returns
    -------
    SavingCells
        Where the savings of each milestone year stand.
    """
    say = paper.edition
    sheet = paper.sheet(
        say("bank.tab.savings"), say("bank.savings.title"), say("bank.savings.note1"), say("bank.savings.note2")
    )
    years = finance.case.horizon.years
    money = f"[{say.money}/{say.year}]"
    beside, plan = Ledger(finance.case, finance.reference), Ledger(finance.case, finance.solution)
    shadow = any(finance.project.shadow.values())
    long = HEADER_ROW + len(years) + 3
    rows = [(year, line) for year in years for line in sorted({*beside.lines(year), *plan.lines(year)})]
    span = {column: sheet.span((long + 1, column), (long + max(len(rows), 1), column)) for column in range(6)}
    names = [say("bank.savings.year"), f"{say('bank.savings.of_operation')} {money}"]
    names += [f"{say('bank.savings.of_carbon')} {money}", say("bank.savings.tce"), say("bank.savings.co2")]
    sheet.head(HEADER_ROW, names, ())
    for row, year in enumerate(years, HEADER_ROW + 1):
        sheet.number(row, 0, year, "year")
        here = sheet.ref(row, 0)
        for column, name in ((1, "operation"), (2, "carbon")):
            found = _saved(beside, plan, year, carbon=name == "carbon")
            value = 0.0 if name == "carbon" and shadow else found
            kind = say(f"bank.savings.{name}")
            text = f'=SUMIFS({span[SAVING]},{span[YEAR]},{here},{span[KIND]},"{kind}")'
            sheet.formula(row, column, text, value, "money", "total")
        sheet.number(row, 3, beside.energy(year) - plan.energy(year), "count", "result")
        sheet.number(row, 4, beside.co2(year) - plan.co2(year), "count", "result")
    names = [say(f"bank.savings.{name}") for name in ("year", "line")]
    names += [f"{say(f'bank.savings.{name}')} {money}" for name in ("baseline", "plan", "saving")]
    sheet.head(long, [*names, say("bank.savings.kind")], (LINE, KIND))
    for row, (year, line) in enumerate(rows, long + 1):
        before, after = beside.lines(year).get(line, 0.0), plan.lines(year).get(line, 0.0)
        carbon = line.partition(".")[0] == CARBON_LINE
        kind = "shadow" if carbon and shadow else "carbon" if carbon else "operation"
        sheet.number(row, YEAR, year, "year")
        sheet.text(row, LINE, line)
        sheet.number(row, BASELINE, before, "money", "result")
        sheet.number(row, PLAN, after, "money", "result")
        text = f"={sheet.ref(row, BASELINE)}-{sheet.ref(row, PLAN)}"
        sheet.formula(row, SAVING, text, before - after, "money")
        sheet.text(row, KIND, say(f"bank.savings.{kind}"))
    first, last = HEADER_ROW + 1, HEADER_ROW + len(years)
    return SavingCells(
        years=sheet.span((first, 0), (last, 0)),
        first=sheet.ref(first, 0),
        operation=sheet.span((first, 1), (last, 1)),
        carbon=sheet.span((first, 2), (last, 2)),
    )


def _saved(beside: Ledger, plan: Ledger, year: int, *, carbon: bool) -> float:
    """Saving of the lines of one sort in a year. [million/a]"""
    before, after = (
        sum(value for line, value in ledger.lines(year).items() if (line.partition(".")[0] == CARBON_LINE) == carbon)
        for ledger in (beside, plan)
    )
    return before - after
