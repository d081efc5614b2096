"""What `planner solve` prints: the roadmap, the yearly tables, and the comparison with the reference pathway.

Receives the summary as written to the run folder; money is shown in millions of the case's currency.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from .cells import number, plain_table, size_text
from .further import further
from .score_path import path as score_path
from .voice import printable
from .yearly import bill, emissions, green

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..case.value import Case
    from ..run.roadmap import Action

MILLION = 1e6
GREEN = frozenset({"renewable", "onsite_plant", "direct_line", "ppa", "green_trade", "certificate"})
SCALES = {"before_tax": "before tax", "after_tax": "after tax", "equity": "to equity"}
STATUS_WORDS = {
    "optimal": ("optimal within the asked gap", "green"),
    "time_limit": ("stopped at the time limit; the best plan so far", "yellow"),
    "interrupted": ("interrupted; the best plan so far", "yellow"),
    "gap_open": ("the gap could not be closed; the best plan found", "yellow"),
    "infeasible_achievable": ("the case cannot be met; this is the nearest achievable plan", "red"),
}


def report(
    case: Case, summary: Mapping[str, Any], actions: Sequence[Action], place: Path, width: int
) -> list[RenderableType]:
    """Everything that is printed after a solve.

    Parameters
    ----------
    case : Case
        The case solved.
    summary : Mapping
        Contents of `summary.json`.
    actions : Sequence[Action]
        The roadmap.
    place : Path
        The run folder.
    width : int
        Columns of the terminal.

    Returns
    -------
    list of renderables
        For a rich console.
    """
    return [
        _headline(summary),
        *_violations(summary),
        *_roadmap(case, actions),
        emissions(summary),
        Text("market-based: traded green power counts zero; + cert.: certificates too", style="dim"),
        *_offsets(summary),
        *_green(case, summary),
        *bill(summary, width),
        *(part for record in summary["scores"] for part in score_path(record, width)),
        *further(summary),
        *_comparison(summary),
        Text.assemble("\nRun folder  ", (printable(str(place)), "bold")),
    ]


def _headline(summary: Mapping[str, Any]) -> Text:
    words, colour = STATUS_WORDS[summary["status"]]
    line = Text.assemble(
        (printable(summary["title"] or summary["case"]), "bold"), f" · {printable(summary['scenario'])}\n"
    )
    line.append(words, style=colour)
    if summary["gap"] is not None:
        where = "at all hours" if summary["resolution"] == "full" else "on typical days"
        line.append(f", gap {100.0 * summary['gap']:.2f} % {where}")
    line.append(f" · {summary['seconds'].get('total', 0.0):.1f} s")
    scale = summary["finance"]["minimised"]
    if scale["plan"] is not None:
        costs = [f"{scale[side] / MILLION:,.2f} Mio {summary['currency']}" for side in ("plan", "reference")]
        chosen = "cheapest of the plans that reach as far" if summary["aim"] else "least discounted cost"
        line.append(f"\n{chosen} {SCALES[scale['flow']]}: {costs[0]}, reference {costs[1]}")
        line.append("" if summary["aim"] else "; bound and gap are of this cost", style="dim")
    cost = summary["npv_cost"] if scale["plan"] is None else scale["plan"]
    least = summary["typical_day"].get("average_bound")
    if least is not None and summary["resolution"] != "full":
        above = 100.0 * max(cost - least, 0.0) / max(abs(cost), 1e-10)
        said = f"\nno plan costs less than {least / MILLION:,.2f} Mio {summary['currency']} at all hours: "
        line.append(said + f"this one could be cheaper by {above:.1f} % at most", style="dim")
    held = summary["typical_day"].get("held_as_expected")
    if held and summary["gap"] is not None:
        line.append(f"\nof plans billed as this one is in {held} quarters and months of all years", style="dim")
    return line


def _violations(summary: Mapping[str, Any]) -> Iterator[RenderableType]:
    """What an achievable plan of an infeasible case does not meet."""
    if not summary["violations"]:
        return
    table = plain_table("Not met by this plan", "Statement", "Year", "By", "Unit")
    for violation in summary["violations"]:
        statement = Text(printable(violation["where"]))
        table.add_row(statement, str(violation["year"]), number(violation["by"], 3), Text(violation["unit"]))
    yield table


def _roadmap(case: Case, actions: Sequence[Action]) -> Iterator[RenderableType]:
    """Every decision in its year, and what the numbers mean."""
    from ..run.roadmap import DUST

    head = f"Roadmap, money in Mio {case.currency}"
    table = plain_table(head, "Year", "Action", "What", "Size", "Capex", "Saving/a", "CO2 t/a")
    table.columns[2].no_wrap, table.columns[2].overflow = False, "fold"
    for column in table.columns[1:3]:
        column.justify = "left"
    table.columns[2].overflow, table.columns[2].max_width = "ellipsis", 34
    previous, shown = None, [action for action in actions if action.size >= DUST]
    for action in shown:
        if previous not in (None, action.year):
            table.add_section()
        table.add_row(
            Text(str(action.year) if action.year != previous else ""),
            Text(action.action),
            Text(printable(action.what)),
            size_text(action.size, action.unit),
            number(action.capex or None, 2),
            number(action.saving, 2),
            number(action.co2),
        )
        previous = action.year
    table.add_section()
    total = number(sum(action.capex for action in actions), 2)
    table.add_row("", "", Text("all" if actions else "nothing to decide", style="bold"), "", total, "", "")
    yield table
    if len(shown) < len(actions):
        yield Text(f"{len(actions) - len(shown)} actions of less than 1 kW stand in roadmap.csv only", style="dim")
    yield Text(
        "Saving (without carbon payments) and CO2 (location-based): of the first milestone year in service, at what "
        "energy costs and emits in the reference pathway. A store only shifts.",
        style="dim",
    )


def _offsets(summary: Mapping[str, Any]) -> Iterator[Text]:
    """What offsets are deducted of the factory's CO2, in the years that have any."""
    found = [entry for entry in summary["years"] if entry["offsets"] > 0.0]
    if found:
        parts = (f"{entry['year']}: {entry['offsets']:,.0f} t, net {entry['net']:,.0f} t" for entry in found)
        yield Text("offsets (net: location-based less offsets)  " + "; ".join(parts), style="dim")


def _green(case: Case, summary: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Green power of a case that may have any."""
    if any(thing.kind in GREEN for thing in case.things):
        yield green(summary)
        yield Text("physical: without power through the public grid; every claim stands in claims.csv", style="dim")


def _comparison(summary: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Cost and savings against going on as before."""
    currency = summary["currency"]
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_column(style="dim")

    def row(name: str, value: float | None, digits: int, unit: str, reason: str | None = None) -> None:
        text = number(value, digits) if value is not None else Text("none", style="dim")
        grid.add_row(name, text, unit if value is not None else reason or "")

    cost, other = summary["npv_cost"] / MILLION, summary["reference_npv_cost"] / MILLION
    percent = f" ({100.0 * summary['saving'] / summary['reference_npv_cost']:.1f} %)" if other else ""
    row("Discounted cost of the plan", cost, 2, f"Mio {currency}")
    row("Discounted cost of the reference", other, 2, f"Mio {currency}")
    row("Saving", summary["saving"] / MILLION, 2, f"Mio {currency}{percent}")
    row("Capital spent", summary["capex_total"] / MILLION, 2, f"Mio {currency}, undiscounted")
    rate = None if summary["irr"] is None else 100.0 * summary["irr"]
    row("Internal rate of return", rate, 1, "%/a on the extra flows", summary["irr_reason"])
    row("Payback", summary["payback_years"], 1, "a", summary["payback_reason"])
    unit = f"{currency}/t, location-based, without carbon payments"
    row("Abatement cost", summary["abatement_cost"], 0, unit, summary["abatement_reason"])
    yield Text("\nAgainst the reference pathway", style="bold")
    yield grid
    yield from _cash_flow(summary)


def _cash_flow(summary: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Cash flow before and after tax and to equity, where the case states a tax or a loan."""
    finance, currency = summary["finance"], summary["currency"]
    flows = [(name, finance[name]) for name in ("before_tax", "after_tax", "equity") if finance[name] is not None]
    if len(flows) < 2:
        return
    table = plain_table(f"Cash flow, nominal, Mio {currency}", "", "NPV", "IRR %/a", "Payback a", "Discounted a")
    for name, found in flows:
        rate = None if found["irr"] is None else 100.0 * found["irr"]
        table.add_row(
            SCALES[name],
            number(found["npv"] / MILLION, 2), number(rate, 1), number(found["payback_years"], 1),
            number(found["discounted_payback_years"], 1),
        )  # fmt: skip
    yield table
    loan = finance["loan"]
    if loan is not None and loan["dscr_least"] is not None:
        yield Text(f"debt service is covered {loan['dscr_least']:.2f} times in the worst year", style="dim")
    if finance["minimised"]["flow"] == "before_tax":
        yield Text("the plan is chosen by its cost before tax", style="dim")
    if finance["shadow_carbon"] == "left_out":
        yield Text("without the shadow price of CO2, which nobody pays", style="dim")
