"""The table of a comparison: one line per quantity, one column per run, the same for page, workbook and terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...comparison.figures import Figure, Values
from ..page.amounts import NONE, plain, rounded
from .sentences import common_years
from .told import Told

WHOLE = (
    ("npv_cost", "money"), ("reference_npv_cost", "money"), ("saving", "money"), ("saving_share", "percent"),
    ("capex_total", "money"), ("irr", "percent"), ("payback_years", "years"), ("abatement_cost", "plain"),
)  # fmt: skip
PER = ("npv_cost_per", "saving_per", "capex_per")
PER_YEAR = ("operating_cost_per", "co2_location_per")


@dataclass(frozen=True)
class Line:
    """A line of the table.

    Attributes
    ----------
    name, unit : str
        What it says and in which unit; a unit by run stands behind each number.
    values : tuple of float or None
        In the unit of the line.
    texts : tuple of str
        As they are read.
    """

    name: str
    unit: str
    values: Values
    texts: tuple[str, ...]


def lines(told: Told) -> list[Line]:
    """Every line of the table."""
    found = [*_whole(told), *_years(told), *_scores(told)]
    if not told.found.one_factory:
        found += list(_footings(told))
    return [*found, _line(told, told.words("line.gap"), told.found.values("gap"), "gap")]


def _whole(told: Told) -> Iterator[Line]:
    for quantity, kind in WHOLE:
        yield _line(told, told.words(f"line.{quantity}"), told.found.values(quantity), kind)


def _years(told: Told) -> Iterator[Line]:
    """Today, and the last year that all runs have."""
    found, words = told.found, told.words
    last = common_years(told)[-1]
    base_years = {side.case.horizon.base_year for side in found.sides}
    years = (*sorted(base_years)[: len(base_years) == 1], last)
    for quantity, kind in (("co2_location", "co2"), ("co2_market", "co2")):
        for year in years:
            yield _line(told, words(f"line.{quantity}", year=year), found.values(quantity, "", year), kind, yearly=True)
    for quantity in ("co2_location", "co2_market"):
        yield _line(told, words(f"line.{quantity}_change", year=last), found.changed(quantity, last), "percent")
    if found.on_one_horizon:
        yield _line(told, words("line.co2_location_total"), found.values("co2_location_total"), "co2")
    for quantity, kind in (("operating_cost", "money"), ("energy", "tce"), ("renewable_share", "percent")):
        values = found.values(quantity, "", last)
        yield _line(told, words(f"line.{quantity}", year=last), values, kind, yearly=True)


def _scores(told: Told) -> Iterator[Line]:
    """Last year of the data of every scheme."""
    last = {row.item: row for row in told.found.rows("score")}
    for scheme, row in last.items():
        yield _line(told, told.words("line.score", item=scheme, year=row.year), row.values, "points")


def _footings(told: Told) -> Iterator[Line]:
    """Numbers per output, per tce and per output value."""
    found, words = told.found, told.words
    last = common_years(told)[-1]
    for row in found.figures:
        chosen = row.quantity in PER or (row.quantity in PER_YEAR and row.year == last)
        if chosen and any(value is not None for value in row.values):
            name = words(
                f"line.{row.quantity}", item=words(f"footing.{row.item}", currency=told.amounts.coin), year=row.year
            )
            yield Line(name, "" if row.units else _unit(told, row.unit).partition("/")[0], row.values, _own(told, row))


def _own(told: Told, row: Figure) -> tuple[str, ...]:
    """Numbers with the unit of each run where these differ."""
    if not row.units:
        return tuple(rounded(value) for value in row.values)
    return tuple(
        NONE if value is None else f"{rounded(value)} {_unit(told, unit)}"
        for value, unit in zip(row.values, row.units, strict=True)
    )


def _unit(told: Told, unit: str) -> str:
    above, stroke, below = unit.partition("/")
    return (told.amounts.coin if above == told.found.currency else above) + stroke + below


def _line(told: Told, name: str, values: Values, kind: str, yearly: bool = False) -> Line:
    """A line with its numbers in the reader's magnitude."""
    known = [abs(value) for value in values if value is not None]
    largest = max(known, default=0.0)
    if kind in ("money", "co2"):
        scale = told.amounts.money(largest) if kind == "money" else told.amounts.co2(largest)
        shown = tuple(None if value is None else scale.value(value) for value in values)
        digits = 2 if kind == "money" and scale.digits else scale.digits
        return Line(name, scale.yearly if yearly else scale.unit, shown, tuple(plain(value, digits) for value in shown))
    if kind in ("percent", "gap"):
        shown = tuple(None if value is None else 100.0 * value for value in values)
        return Line(name, "%", shown, tuple(plain(value, 2 if kind == "gap" else 1) for value in shown))
    units = {
        "years": told.amounts.year, "plain": f"{told.amounts.coin}/t", "tce": f"tce/{told.amounts.year}",
        "points": told.words("unit.points"),
    }  # fmt: skip
    digits = {"years": 1, "points": 1}.get(kind, 0)
    return Line(name, units[kind], values, tuple(plain(value, digits) for value in values))
