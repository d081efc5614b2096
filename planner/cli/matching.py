"""`planner matching`: what the green share costs under yearly, monthly and hourly matching, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import case_argument, solver_options
from .voice import Voice, printable, speaking

if TYPE_CHECKING:
    from rich.table import Table

    from ..run.matching import Comparison, Outcome

MILLION = 1e6
STOPPED = 4
SOME_FAILED = 6


@click.command("matching")
@case_argument
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="DIR", required=True, help="Folder for the three runs."
)
@click.option("--share", metavar="SHARE", help="Green share to ask for: '50 %', or by year {2030: 50 %}.")
@solver_options
@speaking
def command(
    voice: Voice,
    case: str,
    overrides: tuple[str, ...],
    scenario: str | None,
    out: Path,
    share: str | None,
    **options: Any,
) -> int:
    """Price a green share matched by year, month and hour.

    CASE is solved three times. In turn, every green_share target and every emission cap with a market basis asks for
    yearly, monthly and hourly matching; obligations by law keep theirs. Run folders are DIR/yearly, DIR/monthly and
    DIR/hourly; DIR/matching.csv holds the comparison. With --share the case needs no such target of its own.
    """
    from .progress import Reporter, Step

    with Reporter(voice) as reporter:
        reporter(Step("read", case))
        from ..run.matching import Question, compare_levels
        from ..run.options import Options

        question = Question(case, scenario, overrides, share)
        comparison = compare_levels(question, Options(**options), out, reporter)
    if not (voice.quiet or voice.json):
        voice.show(matching_table(comparison), *remarks(comparison), printable(f"Comparison  {out / 'matching.csv'}"))
    for outcome in comparison.failed:
        for line in outcome.reason.splitlines():
            voice.complain(f"{outcome.level}: {outcome.status.replace('_', ' ')}: {line}")
    code = exit_code(comparison)
    voice.record("result", code=code, folder=str(out), levels=[_record(comparison, o) for o in comparison.outcomes])
    return code


def exit_code(comparison: Comparison) -> int:
    """6 if a level has no plan that keeps the target, 4 if one was stopped at a limit, else 0."""
    if comparison.failed:
        return SOME_FAILED
    return 0 if all(outcome.status == "optimal" for outcome in comparison.outcomes) else STOPPED


def matching_table(comparison: Comparison) -> Table:
    """One column a level; sizes are the largest over the years."""
    from rich.text import Text

    from .cells import number, plain_table

    outcomes, currency = comparison.outcomes, comparison.currency
    table = plain_table("Green power matched by", "", *(outcome.level for outcome in outcomes), "")
    table.columns[0].overflow = "fold"
    table.columns[-1].justify = "left"

    def row(name: str, values: list[float | None], unit: str, digits: int, factor: float = 1.0) -> None:
        shown = (Text("–") if value is None else number(value / factor, digits) for value in values)
        table.add_row(Text(printable(name)), *shown, Text(unit, style="dim"))

    row("Discounted cost", [outcome.npv_cost for outcome in outcomes], f"Mio {currency}", 2, MILLION)
    row("  no plan costs less than", [outcome.bound for outcome in outcomes], f"Mio {currency}", 2, MILLION)
    row("Premium over yearly", [comparison.premium(outcome) for outcome in outcomes], f"Mio {currency}", 2, MILLION)
    row("", [comparison.premium_per_mwh(outcome) for outcome in outcomes], f"{currency}/MWh green", 2)
    row("Green power matched", [outcome.green for outcome in outcomes], "MWh over the plan", 0)
    if any(outcome.status != "optimal" for outcome in outcomes):
        table.add_row("Status", *(Text(outcome.status.replace("_", " ")) for outcome in outcomes), "")
    table.add_section()
    for name, unit in comparison.sizes:
        sizes = [outcome.sizes.get((name, unit), 0.0) if outcome.folder else None for outcome in outcomes]
        row(name, sizes, unit, 0 if unit.endswith("/a") else 2)
    return table


def remarks(comparison: Comparison) -> list[str]:
    """What to bear in mind when the premiums are read."""
    levels = [outcome.level for outcome in comparison.outcomes if comparison.is_open(outcome)]
    if not levels:
        return []
    return [
        f"The premium of {' and '.join(levels)} matching lies within what the searches left open between plan and "
        "bound: it may be nothing, and is never below zero. A smaller --gap tells more."
    ]


def _record(comparison: Comparison, outcome: Outcome) -> dict[str, Any]:
    """A level in JSON."""
    return {
        "matching": outcome.level,
        "status": outcome.status,
        "reason": outcome.reason or None,
        "folder": None if outcome.folder is None else str(outcome.folder),
        "npv_cost": outcome.npv_cost,
        "bound": outcome.bound,
        "premium": comparison.premium(outcome),
        "premium_per_mwh": comparison.premium_per_mwh(outcome),
        "green_mwh": outcome.green,
        "sizes": {name: {"value": size, "unit": unit} for (name, unit), size in outcome.sizes.items()},
    }
