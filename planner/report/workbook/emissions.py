"""Sheet `Emissions`: CO2 and energy of every milestone year, plan beside reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...case.value import Case
from .paper import HEADER_ROW, Paper, Sheet

NAME, UNIT, FIRST = 0, 1, 2
TONNES = (
    ("scope1", "Scope 1: fuel and process"),
    ("scope1_process", "  of which process"),
    ("scope2_location", "Scope 2, location-based"),
    ("scope2_market", "Scope 2, market-based"),
    ("scope2_market_certificates", "Scope 2, market-based with certificates"),
    ("captured", "Captured"),
    ("offsets", "Offsets used against own targets"),
)
ENERGY = (
    ("energy_tce", "Comprehensive energy", "tce/a", "whole"),
    ("electricity_use", "Electricity use", "MWh/a", "whole"),
    ("renewable_share", "Green part of the electricity, with purchases", "%", "percent"),
    ("physical_share", "Green part of the electricity, physical", "%", "percent"),
    ("renewable_energy_share", "Renewable part of all energy, with purchases", "%", "percent"),
    ("physical_energy_share", "Renewable part of all energy, physical", "%", "percent"),
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
    sheet = paper.sheet(
        "Emissions",
        "Emissions and energy",
        "Gross CO2 is scope 1 and location-based scope 2. Market-based: traded green power counts zero; with "
        "certificates: these count, too.",
        "Blue numbers are results of the optimisation, the others are formulas of them.",
    )
    plan: list[Mapping[str, Any]] = [summary["base_year"], *summary["years"]]
    beside: list[Mapping[str, Any]] = [summary["base_year"], *summary["reference_years"]]
    years = [case.horizon.base_year, *case.horizon.years]
    sheet.head(HEADER_ROW, ["Plan", "Unit", *map(str, years)], (NAME, UNIT))
    for column, year in enumerate(years, FIRST):
        sheet.number(HEADER_ROW, column, year, "year", "head_right")
    sheet.rule_headers(HEADER_ROW, FIRST)
    place: dict[str, int] = {}
    row = HEADER_ROW
    for row, (key, name) in enumerate(TONNES, HEADER_ROW + 1):
        place[key] = row
        _line(sheet, row, name, "t/a", [entry[key] for entry in plan], "whole")
    gross, net = row + 1, row + 2
    _sums(sheet, gross, "Gross CO2", (place["scope1"], "+", place["scope2_location"]), [_gross(each) for each in plan])
    _sums(sheet, net, "Net of offsets", (gross, "-", place["offsets"]), [each["net"] for each in plan])
    row = net + 2
    sheet.text(row, 0, "Reference pathway", "section")
    _line(sheet, row + 1, "Scope 1: fuel and process", "t/a", [entry["scope1"] for entry in beside], "whole")
    _line(sheet, row + 2, "Scope 2, location-based", "t/a", [entry["scope2_location"] for entry in beside], "whole")
    reference = row + 3
    _sums(sheet, reference, "Gross CO2, reference", (row + 1, "+", row + 2), [_gross(each) for each in beside])
    avoided = [_gross(other) - _gross(each) for each, other in zip(plan, beside, strict=True)]
    _sums(sheet, row + 4, "Avoided by the plan", (reference, "-", gross), avoided)
    row += 6
    sheet.text(row, 0, "Energy of the plan", "section")
    for line, (key, name, unit, kind) in enumerate(ENERGY, row + 1):
        _line(sheet, line, name, unit, [entry[key] for entry in plan], kind)
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


def _sums(sheet: Sheet, row: int, name: str, of: tuple[int, str, int], values: Sequence[float]) -> None:
    """A row that is the sum or the difference of two others."""
    left, sign, right = of
    sheet.text(row, NAME, name, "total")
    sheet.text(row, UNIT, "t/a", "total")
    for column, value in enumerate(values, FIRST):
        formula = f"={sheet.ref(left, column)}{sign}{sheet.ref(right, column)}"
        sheet.formula(row, column, formula, value, "whole", "total")
