"""`planner bill`: the electricity bill of today's factory, or of a year of a plan."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .voice import Voice, speaking

if TYPE_CHECKING:
    from ..bill import Bill
    from ..case.value import Case


@click.command("bill")
@click.argument("source", type=click.Path(), metavar="CASE|RUN")
@click.option("--year", type=int, metavar="YEAR", help="Year of the bill. [default: the base year; of a run, all]")
@click.option("--month", type=click.IntRange(1, 12), metavar="1..12", help="Every line of one month.")
@click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Change the case, as for solve.")
@click.option("--scenario", metavar="NAME", help="Apply a named scenario of the case.")
@speaking
def command(
    voice: Voice, source: str, year: int | None, month: int | None, overrides: tuple[str, ...], scenario: str | None
) -> int:
    """Print the electricity bill, month by month and line by line.

    CASE shows what today's factory pays: its base year is operated, nothing is planned. RUN, a run folder, shows the
    years of the plan side by side; with --year one of them by month, with --month every line with quantity and price.
    """
    from ..run.folder import is_run

    if is_run(Path(source)):
        if overrides or scenario is not None:
            raise click.UsageError("a run folder is shown as it was solved; --set and --scenario need a case")
        case, made = _of_run(voice, Path(source), year, month)
    else:
        case, made = _of_case(voice, source, year, overrides, scenario)
    for bill in made:
        voice.record("bill", **_recorded(bill, month))
    _show(voice, case, made, overview=len({bill.year for bill in made}) > 1, month=month)
    voice.record("result", code=0, bills=len(made))
    return 0


def _of_case(
    voice: Voice, source: str, year: int | None, overrides: tuple[str, ...], scenario: str | None
) -> tuple[Case, Sequence[Bill]]:
    """Bills of today's factory, which is operated for them."""
    from .progress import Reporter, Step

    with Reporter(voice) as reporter:
        reporter(Step("read", source))
        from ..case import read
        from ..run.bills import bills
        from ..run.today import todays_operation
        from ..shipped import find_case

        case = read(find_case(source), scenario=scenario, overrides=overrides)
        base_year = case.horizon.base_year
        if year not in (None, base_year):
            raise click.UsageError(f"before it is solved, a case has the bill of its base year {base_year} only")
        reporter(Step("base year", f"operating {base_year} as it was"))
        return case, tuple(bills(case, todays_operation(case), (base_year,)))


def _of_run(voice: Voice, folder: Path, year: int | None, month: int | None) -> tuple[Case, Sequence[Bill]]:
    """Bills of the years of a plan; a calendar year has that of the milestone year which stands for it."""
    from ..run.bills import bills
    from ..run.store import load_run

    if month is not None and year is None:
        raise click.UsageError("--month needs --year for a run folder")
    stored = load_run(folder)
    horizon = stored.case.horizon
    if year is None:
        return stored.case, tuple(bills(stored.case, stored.solution))
    known = (horizon.base_year, *horizon.years)
    if year not in known and not horizon.years[0] <= year <= horizon.end:
        raise click.UsageError(f"the run covers {horizon.base_year} and {horizon.years[0]} to {horizon.end}")
    shown = year if year in known else horizon.years[bisect_right(horizon.years, year) - 1]
    if shown != year:
        voice.show(f"{year} is planned with {shown}, whose bill this is.")
    return stored.case, tuple(bills(stored.case, stored.solution, (shown,)))


def _recorded(bill: Bill, month: int | None) -> Mapping[str, Any]:
    """A bill in JSON."""
    return {
        "grid": bill.grid,
        "year": bill.year,
        "month": month,
        "total": bill.total(month),
        "unit_cost": bill.unit_cost(month),
        "capacity_billed": bill.capacity_billed,
        "billed": bill.billed,
        "discounted": bill.discounted,
        "lines": [asdict(line) for line in bill.lines if month in (None, line.month)],
        "memo": [asdict(remark) for remark in bill.memo if month in (None, remark.month)],
    }


def _show(voice: Voice, case: Case, made: Sequence[Bill], overview: bool, month: int | None) -> None:
    """Print for people."""
    if voice.quiet or voice.json:
        return
    from .bill_tables import by_month, by_year, lines_of_month
    from .bill_words import remarks
    from .voice import console_for

    width = console_for(sys.stdout).width
    if overview:
        for grid in case.of("grid"):
            shown = [bill for bill in made if bill.grid == grid.name]
            voice.show(*by_year(shown, case.currency, width), *remarks(shown, case.currency))
        return
    for bill in made:
        tables = by_month(bill, case.currency, width) if month is None else lines_of_month(bill, month, case.currency)
        voice.show(*tables, *remarks([bill], case.currency))
