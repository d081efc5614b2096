"""Sheet `Emissions`: CO2 and energy of every milestone year, plan beside reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...case.value import Case
from .paper import HEADER_ROW, Paper, Sheet

NAME, UNIT, FIRST = 0, 1, 2
TONNES = (
    "scope1", "scope1_process", "scope2_location", "scope2_market", "scope2_market_certificates", "captured", "offsets",
)  # fmt: skip
ENERGY = (
    ("energy_tce", "tce/a", "whole"),
    ("electricity_use", "MWh/a", "whole"),
    ("renewable_share", "%", "percent"),
    ("physical_share", "%", "percent"),
    ("renewable_energy_share", "%", "percent"),
    ("physical_energy_share", "%", "percent"),
)


@dataclass(frozen=True)
class EmissionCells:
    """Rows that the chart draws; years stand in row `head`, from column `first` to `last`."""

    sheet: Sheet
    head: int
    first: int
    last: int
    scope1: int
    scope2: int
    net: int
    reference: int


def write_emissions(paper: Paper, case: Case, summary: Mapping[str, Any]) -> EmissionCells:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    case : Case
        The case solved.
    summary : mapping
        Contents of `summary.json`.

    Returns
    -------
    EmissionCells
        What the chart draws.
    """
    say = paper.edition
    sheet = paper.sheet(say("tab.emissions"), say("emissions.title"), say("emissions.note1"), say("emissions.note2"))
    plan: list[Mapping[str, Any]] = [summary["base_year"], *summary["years"]]
    beside: list[Mapping[str, Any]] = [summary["base_year"], *summary["reference_years"]]
    years = [case.horizon.base_year, *case.horizon.years]
    sheet.head(HEADER_ROW, [say("plan"), say("unit"), *map(str, years)], (NAME, UNIT))
    for column, year in enumerate(years, FIRST):
        sheet.number(HEADER_ROW, column, year, "year", "head_right")
    sheet.rule_headers(HEADER_ROW, FIRST)
    place: dict[str, int] = {}
    row = HEADER_ROW
    tonnes = say.unit("t/a")
    for row, key in enumerate(TONNES, HEADER_ROW + 1):
        place[key] = row
        _line(sheet, row, say(f"emissions.{key}"), tonnes, [entry[key] for entry in plan], "whole")
    gross, net = row + 1, row + 2
    names = [(say(f"emissions.{name}"), tonnes) for name in ("gross", "net", "gross_reference", "avoided")]
    of_plan = (place["scope1"], "+", place["scope2_location"])
    _sums(sheet, gross, *names[0], of_plan, [_gross(each) for each in plan])
    _sums(sheet, net, *names[1], (gross, "-", place["offsets"]), [each["net"] for each in plan])
    row = net + 2
    sheet.text(row, 0, say("emissions.reference"), "section")
    for offset, key in enumerate(("scope1", "scope2_location"), 1):
        _line(sheet, row + offset, say(f"emissions.{key}"), tonnes, [entry[key] for entry in beside], "whole")
    reference = row + 3
    _sums(sheet, reference, *names[2], (row + 1, "+", row + 2), [_gross(each) for each in beside])
    avoided = [_gross(other) - _gross(each) for each, other in zip(plan, beside, strict=True)]
    _sums(sheet, row + 4, *names[3], (reference, "-", gross), avoided)
    row += 6
    sheet.text(row, 0, say("emissions.energy"), "section")
    for line, (key, unit, kind) in enumerate(ENERGY, row + 1):
        scaled = [say.energy(entry[key], unit) for entry in plan]
        _line(sheet, line, say(f"emissions.{key}"), scaled[0][1], [value for value, _ in scaled], kind)
    return EmissionCells(
        sheet=sheet, head=HEADER_ROW, first=FIRST, last=FIRST + len(years) - 1, scope1=place["scope1"],
        scope2=place["scope2_location"], net=net, reference=reference,
    )  # fmt: skip


def _gross(entry: Mapping[str, Any]) -> float:
    return float(entry["scope1"] + entry["scope2_location"])


def _line(sheet: Sheet, row: int, name: str, unit: str, values: Sequence[float], kind: str) -> None:
    sheet.text(row, NAME, name)
    sheet.text(row, UNIT, unit)
    for column, value in enumerate(values, FIRST):
        sheet.number(row, column, value, kind, "result")


def _sums(sheet: Sheet, row: int, name: str, unit: str, of: tuple[int, str, int], values: Sequence[float]) -> None:
    """A row that is the sum or the difference of two others."""
    left, sign, right = of
    sheet.text(row, NAME, name, "total")
    sheet.text(row, UNIT, unit, "total")
    for column, value in enumerate(values, FIRST):
        formula = f"={sheet.ref(left, column)}{sign}{sheet.ref(right, column)}"
        sheet.formula(row, column, formula, value, "whole", "total")
