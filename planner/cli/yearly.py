"""The yearly tables after a solve: CO2 under its three rules, green power, and the bill by line.

Receives the summary as written to the run folder. No number is ever cut off: years that do not fit go into a further
table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from .cells import number, plain_table
from .voice import printable

MILLION = 1e6
NAME_WIDTH = 28
LEAST_NAME_WIDTH = 22
GAP = 2
IN_KILOTONNES = 1e6
RULES = (("location", "location"), ("market", "market"), ("market_certificates", "+ cert."))
IN_GIGAWATT_HOURS = 1e4
INSTRUMENTS = {
    "self_use": "Own\nplants",
    "third_party": "Others'\nplants",
    "direct_line": "Direct\nline",
    "traded": "\nTraded",
    "certificate": "Certi-\nficates",
}
UPKEEP = {"opex_fixed": "upkeep, fixed", "opex_variable": "upkeep, by use", "measure_opex": "upkeep of measures"}


def emissions(summary: Mapping[str, Any]) -> Table:
    """CO2 by scope, scope 2 under its three rules side by side.

    Parameters
    ----------
    summary : Mapping
        Contents of `summary.json`.

    Returns
    -------
    Table
        For a rich console; in kilotonnes if tonnes would not fit.
    """
    entries = (summary["base_year"], *summary["years"])
    reference = {entry["year"]: entry["scope1"] + entry["scope2_location"] for entry in summary["reference_years"]}
    rules = [f"scope2_{rule}" for rule, _ in RULES]
    large = max(entry["scope1"] + entry[rule] for entry in entries for rule in rules) >= IN_KILOTONNES
    unit = 1000.0 if large else 1.0
    heads = ["Year", "Scope 1"]
    for name in ("Scope 2", "Sum"):
        heads += [f"{name if index == 0 else ''}\n{word}" for index, (_, word) in enumerate(RULES)]
    table = plain_table("CO2, kt/a" if large else "CO2, t/a", *heads, "Ref. sum\nlocation")
    for entry in entries:
        sums = [entry["scope1"] + entry[rule] for rule in rules]
        amounts = [entry["scope1"], *(entry[rule] for rule in rules), *sums]
        beside = reference.get(entry["year"])
        last = Text("(base)", style="dim") if beside is None else number(beside / unit)
        table.add_row(Text(str(entry["year"])), *(number(amount / unit) for amount in amounts), last)
    return table


def green(summary: Mapping[str, Any]) -> Table:
    """Green power by the instrument that claims it, and its shares of the electricity use.

    Parameters
    ----------
    summary : Mapping
        Contents of `summary.json`.

    Returns
    -------
    Table
        For a rich console; instruments that nothing claims by are left out.
    """
    entries = (summary["base_year"], *summary["years"])
    used = [name for name in INSTRUMENTS if any(entry["claims"][name] > 0.0 for entry in entries)]
    large = max(entry["electricity_use"] for entry in entries) >= IN_GIGAWATT_HOURS
    unit, digits = (1000.0, 1) if large else (1.0, 0)
    heads = ("Year", "\nUse", *(INSTRUMENTS[name] for name in used), "No\nclaim", "Green\n%", "Physical\n%")
    table = plain_table(f"Green power, {'GWh/a' if large else 'MWh/a'}", *heads)
    for entry in entries:
        claims = [entry["claims"][name] for name in used]
        amounts = [entry["electricity_use"], *claims, entry["electricity_use"] - sum(claims)]
        shares = (100.0 * entry[f"{name}_share"] for name in ("renewable", "physical"))
        cells = (*(number(amount / unit, digits) for amount in amounts), *(number(share, 1) for share in shares))
        table.add_row(Text(str(entry["year"])), *cells)
    return table


def bill(summary: Mapping[str, Any], width: int) -> Iterator[Table]:
    """The yearly bill by line, as many years side by side as fit.

    Parameters
    ----------
    summary : Mapping
        Contents of `summary.json`.
    width : int
        Columns of the terminal.

    Yields
    ------
    Table
        Largest lines first; the upkeep of all equipment together.
    """
    columns = {entry["year"]: _by_line(entry["cost"]) for entry in (summary["base_year"], *summary["years"])}
    reference = {entry["year"]: _by_line(entry["cost"]) for entry in summary["reference_years"]}
    weight: dict[str, float] = {}
    for costs in columns.values():
        for line, value in costs.items():
            weight[line] = weight.get(line, 0.0) + abs(value)
    lines = sorted(weight, key=lambda line: (-weight[line], line))
    bills = (*columns.values(), *reference.values())
    cell = max(len(number(value, 2).plain) for costs in bills for value in (*costs.values(), sum(costs.values())))
    years = list(columns)
    names = max(LEAST_NAME_WIDTH, min(NAME_WIDTH, width - len(years) * (cell + GAP)))
    across = max(1, (width - names) // (cell + GAP))
    for start in range(0, len(years), across):
        shown = years[start : start + across]
        table = _bill_table(summary["currency"], lines, {year: columns[year] for year in shown}, reference)
        table.columns[0].overflow, table.columns[0].max_width = "ellipsis", names
        yield table


def _bill_table(
    currency: str, lines: list[str], columns: Mapping[int, dict[str, float]], reference: Mapping[int, dict[str, float]]
) -> Table:
    table = plain_table(f"Energy bill and upkeep, Mio {currency}/a", "Line", *map(str, columns))
    for line in lines:
        if any(line in costs for costs in columns.values()):
            table.add_row(Text(line), *(number(costs.get(line), 2) for costs in columns.values()))
    table.add_section()
    table.add_row(Text("total", style="bold"), *(number(sum(costs.values()), 2) for costs in columns.values()))
    others = (reference.get(year) for year in columns)
    sums = (number(None if costs is None else sum(costs.values()), 2) for costs in others)
    table.add_row(Text("total, reference", style="dim"), *sums)
    return table


def _by_line(cost: Mapping[str, float]) -> dict[str, float]:
    """A year's bill by line in words, upkeep summed. [million currency/a]"""
    found: dict[str, float] = {}
    for key, value in cost.items():
        name = line_name(key)
        found[name] = found.get(name, 0.0) + value / MILLION
    return found


def line_name(key: str) -> str:
    """Line of the bill in words, with the thing it belongs to unless that says nothing.

    Examples
    --------
    >>> line_name("grid_energy.grid.losses"), line_name("opex_fixed.heat_pump"), line_name("carbon.carbon")
    ('grid.losses', 'upkeep, fixed', 'carbon')
    """
    label, _, item = key.partition(".")
    if label in UPKEEP:
        return UPKEEP[label]
    if label.startswith("grid_"):
        return printable(item)
    words = label.replace("_", " ")
    return printable(words if item in ("", label) else f"{words}, {item}")
