"""What `planner solve` prints: roadmap, CO2 by scope, the bill by line, and the comparison with the reference pathway.

Receives the summary as written to the run folder; money is shown in millions of the case's currency.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from .voice import printable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..case.value import Case
    from ..run.roadmap import Action

MILLION = 1e6
NAME_WIDTH = 28
YEAR_WIDTH = 9
STATUS_WORDS = {
    "optimal": ("optimal within the asked gap", "green"),
    "time_limit": ("stopped at the time limit; the best plan so far", "yellow"),
    "interrupted": ("interrupted; the best plan so far", "yellow"),
    "gap_open": ("the gap could not be closed; the best plan found", "yellow"),
    "infeasible_achievable": ("the case cannot be met; this is the nearest achievable plan", "red"),
}
RULES = (("location", "location"), ("market", "market"), ("market_certificates", "+ cert."))


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
        _emissions(summary),
        Text("market-based: traded green power counts zero; + cert.: certificates too", style="dim"),
        *_bill(summary, max(2, (width - NAME_WIDTH) // YEAR_WIDTH)),
        *_comparison(summary),
        Text.assemble("\nRun folder  ", (printable(str(place)), "bold")),
    ]


def plain_table(title: str, *columns: str) -> Table:
    """An open table: names left, numbers right, a rule under the head."""
    from rich.box import SIMPLE_HEAD

    table = Table(
        title=Text(f"\n{title}", style="bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
    )
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right", no_wrap=True)
    return table


def number(value: float | None, digits: int = 0, signed: bool = False) -> Text:
    """A number with thousands separators; an empty cell where there is none, no negative zero."""
    if value is None:
        return Text("")
    rounded = round(value, digits) + 0.0
    return Text(f"{rounded:{'+' if signed and rounded else ''},.{digits}f}")


def size_text(size: float, unit: str) -> Text:
    """Size of an action with its unit, three or four significant digits; a measure has none."""
    if unit == "1":
        return Text("")
    digits = max(0, min(3, 2 - len(str(int(abs(size)))) + 1))
    return Text(f"{size:,.{digits}f} {unit}")


def _headline(summary: Mapping[str, Any]) -> Text:
    words, colour = STATUS_WORDS[summary["status"]]
    line = Text.assemble(
        (printable(summary["title"] or summary["case"]), "bold"), f" · {printable(summary['scenario'])}\n"
    )
    line.append(words, style=colour)
    if summary["gap"] is not None:
        line.append(f", gap {100.0 * summary['gap']:.2f} %")
    line.append(f" · {summary['seconds'].get('total', 0.0):.1f} s")
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
    head = f"Roadmap, money in Mio {case.currency}"
    table = plain_table(head, "Year", "Action", "What", "Size", "Capex", "Saving/a", "CO2 t/a")
    for column in table.columns[1:3]:
        column.justify = "left"
    table.columns[2].overflow, table.columns[2].max_width = "ellipsis", 34
    previous = None
    for action in actions:
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
    yield Text(
        "Saving (without carbon payments) and CO2 (location-based): of the first milestone year in service, at what "
        "energy costs and emits in the reference pathway. A store only shifts.",
        style="dim",
    )


def _emissions(summary: Mapping[str, Any]) -> Table:
    """CO2 by scope, scope 2 under its three rules side by side, beside the reference pathway."""
    reference = {entry["year"]: entry for entry in summary["reference_years"]}
    heads = ["Year", "Scope 1"]
    for name in ("Scope 2", "Sum"):
        heads += [f"{name if index == 0 else ''}\n{word}" for index, (_, word) in enumerate(RULES)]
    table = plain_table("CO2, t/a", *heads, "Ref. sum\nlocation")
    for entry in (summary["base_year"], *summary["years"]):
        scope2 = [entry[f"scope2_{rule}"] for rule, _ in RULES]
        other = reference.get(entry["year"])
        table.add_row(
            Text(str(entry["year"])),
            number(entry["scope1"]),
            *(number(value) for value in scope2),
            *(number(entry["scope1"] + value) for value in scope2),
            number(other["scope1"] + other["scope2_location"]) if other else Text("(base)", style="dim"),
        )
    return table


def _bill(summary: Mapping[str, Any], years_across: int) -> Iterator[RenderableType]:
    """The yearly bill by line, as many years side by side as fit."""
    columns = [summary["base_year"], *summary["years"]]
    reference = {entry["year"]: entry["cost"] for entry in summary["reference_years"]}
    lines = sorted({line for entry in columns for line in entry["cost"]}, key=_bill_order(summary))
    for start in range(0, len(columns), years_across):
        across = columns[start : start + years_across]
        years = [str(entry["year"]) for entry in across]
        table = plain_table(f"Energy bill and upkeep, Mio {summary['currency']}/a", "Line", *years)
        table.columns[0].overflow, table.columns[0].max_width = "ellipsis", NAME_WIDTH
        for line in lines:
            values = [entry["cost"].get(line) for entry in across]
            if any(values):
                cells = (number(None if value is None else value / MILLION, 2) for value in values)
                table.add_row(Text(line_name(line)), *cells)
        table.add_section()
        table.add_row(
            Text("total", style="bold"), *(number(sum(entry["cost"].values()) / MILLION, 2) for entry in across)
        )
        others = [reference.get(entry["year"]) for entry in across]
        cells = (number(None if cost is None else sum(cost.values()) / MILLION, 2) for cost in others)
        table.add_row(Text("total, reference", style="dim"), *cells)
        yield table


def line_name(key: str) -> str:
    """Line of the bill and thing in words, without saying a name twice.

    Examples
    --------
    >>> line_name("opex_fixed.heat_pump"), line_name("carbon.carbon")
    ('opex fixed, heat_pump', 'carbon')
    """
    label, _, item = key.partition(".")
    return printable(label.replace("_", " ") if item in ("", label) else f"{label.replace('_', ' ')}, {item}")


def _bill_order(summary: Mapping[str, Any]) -> Callable[[str], tuple[float, str]]:
    """Largest lines first."""
    weight: dict[str, float] = {}
    for entry in (summary["base_year"], *summary["years"]):
        for line, value in entry["cost"].items():
            weight[line] = weight.get(line, 0.0) + abs(value)
    return lambda line: (-weight[line], line)


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
