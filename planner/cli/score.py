"""`planner score`: indicators and points of today's factory, or of the years of a plan."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .voice import Voice, speaking

if TYPE_CHECKING:
    import xarray as xr

    from ..case.value import Case
    from ..run.scores import Path as ScorePath


@click.command("score")
@click.argument("source", type=click.Path(), metavar="CASE|RUN")
@click.option(
    "--scheme", metavar="ID", help="Score by this scheme. [default: those of the targets, else gbt36132-2025]"
)
@click.option("--year", type=int, metavar="YEAR", help="Year of the data. [default: the base year; of a run, all]")
@click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Change the case, as for solve.")
@click.option("--scenario", metavar="NAME", help="Apply a named scenario of the case.")
@speaking
def command(
    voice: Voice,
    source: str,
    scheme: str | None,
    year: int | None,
    overrides: tuple[str, ...],
    scenario: str | None,
) -> int:
    """Score a factory by an indicator scheme.

    CASE shows today's factory: its base year is operated, nothing is planned. RUN, a run folder, shows the totals of
    the plan over the years; with --year one of them, indicator by indicator. No recognition of any kind is claimed.
    """
    from ..run.folder import is_run

    if is_run(Path(source)):
        if overrides or scenario is not None:
            raise click.UsageError("a run folder is shown as it was solved; --set and --scenario need a case")
        _run(voice, Path(source), scheme, year)
    else:
        _case(voice, source, scheme, year, overrides, scenario)
    return 0


def _case(
    voice: Voice, source: str, name: str | None, year: int | None, overrides: tuple[str, ...], scenario: str | None
) -> None:
    """Today's factory, which is operated to be scored."""
    from .progress import Reporter, Step

    with Reporter(voice) as reporter:
        reporter(Step("read", source))
        from ..case import read
        from ..run.scores import paths, schemes_of
        from ..run.today import todays_operation
        from ..shipped import find_case

        case = read(find_case(source), scenario=scenario, overrides=overrides)
        base_year = case.horizon.base_year
        if year not in (None, base_year):
            raise click.UsageError(f"before it is solved, a case has the score of its base year {base_year} only")
        schemes_of(case, name)
        reporter(Step("base year", f"operating {base_year} as it was"))
        solution = todays_operation(case)
        found = paths(case, solution, (base_year,), name)
    _tell(voice, case, solution, found, one_year=True)


def _run(voice: Voice, folder: Path, name: str | None, year: int | None) -> None:
    """Years of a plan; a calendar year has the accounts of the milestone year which stands for it."""
    from ..run.scores import paths
    from ..run.store import load_run

    stored = load_run(folder)
    horizon = stored.case.horizon
    known = (horizon.base_year, *horizon.years)
    if year is None:
        _tell(voice, stored.case, stored.solution, paths(stored.case, stored.solution, known, name), one_year=False)
        return
    if year not in known and not horizon.years[0] <= year <= horizon.end:
        raise click.UsageError(f"the run covers {horizon.base_year} and {horizon.years[0]} to {horizon.end}")
    if year not in known:
        stands = horizon.years[bisect_right(horizon.years, year) - 1]
        voice.show(f"{year} is planned with {stands}; investment and three-year sums are those of {year}.")
    _tell(voice, stored.case, stored.solution, paths(stored.case, stored.solution, (year,), name), one_year=True)


def _tell(voice: Voice, case: Case, solution: xr.Dataset, found: Sequence[ScorePath], one_year: bool) -> None:
    """Print, for people or as JSON."""
    from ..run.score_record import foreseen, recorded
    from ..run.scores import shown

    for path in found:
        record = {**recorded(case, path, solution), "outlook": None if one_year else foreseen(case, solution, path)}
        for made, entry in zip(path.scores, record["years"], strict=True):
            entry["indicators"] = [asdict(row) for row in shown(case, path, made)]
        voice.record("score", **record)
        if voice.quiet or voice.json:
            continue
        from .score_path import totals
        from .score_tables import of_year
        from .voice import console_for

        width = console_for(sys.stdout).width
        voice.show(*(of_year(record, record["years"][0]) if one_year else totals(record, width)))
    voice.record("result", code=0, schemes=len(found))
