"""The numbers of a comparison: one row per quantity, item and year, with a value for every run.

Money in the case's currency, energy in MWh, CO2 in t, as in a run folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .footing import Footing, footings
from .side import Record, Side, location, market, operating

Values = tuple[float | None, ...]


@dataclass(frozen=True)
class Figure:
    """A quantity of every run; None where a run has none.

    Attributes
    ----------
    quantity : str
        What it is.
    item : str
        Thing, kind, target or footing; empty for the whole factory.
    year : int or None
        Base, milestone or calendar year; None for the whole plan.
    unit : str
        Unit; of a footing that counts pieces, `unit` for the piece.
    values : tuple of float or None
        In the order of the runs.
    units : tuple of str
        Unit by run, where pieces of output differ; else empty.
    """

    quantity: str
    item: str
    year: int | None
    unit: str
    values: Values
    units: tuple[str, ...] = ()


YEARLY: dict[str, tuple[str, Callable[[Record], float | None]]] = {
    "operating_cost": ("{currency}/a", operating),
    "co2_location": ("t/a", location),
    "co2_market": ("t/a", market),
    "co2_scope1": ("t/a", lambda record: record["scope1"]),
    "offsets": ("t/a", lambda record: record["offsets"]),
    "energy": ("tce/a", lambda record: record["energy_tce"]),
    "electricity_use": ("MWh/a", lambda record: record["electricity_use"]),
    "renewable_share": ("1", lambda record: record["renewable_share"]),
    "physical_share": ("1", lambda record: record["physical_share"]),
}
"""Quantities of a yearly record."""
BESIDE: dict[str, tuple[str, Callable[[Record], float]]] = {
    "reference_operating_cost": ("{currency}/a", operating),
    "reference_co2_location": ("t/a", location),
    "reference_co2_market": ("t/a", market),
}
"""Quantities of a yearly record of the reference pathway."""
SUMMARY = {
    "npv_cost": "{currency}", "reference_npv_cost": "{currency}", "saving": "{currency}", "capex_total": "{currency}",
    "irr": "1/a", "payback_years": "a", "abatement_cost": "{currency}/t", "gap": "1",
}  # fmt: skip
"""Quantities of the whole plan that the summary names."""


def figures(sides: Sequence[Side]) -> tuple[Figure, ...]:
    """Every number of a comparison.

    Parameters
    ----------
    sides : sequence of Side
        The runs, of one currency.

    Returns
    -------
    tuple of Figure
        Whole plan, then by year, by kind and thing, and on one footing.
    """
    return (*_whole(sides), *_by_year(sides), *_scores(sides), *_money(sides), *_sizes(sides), *_on_footings(sides))


def _whole(sides: Sequence[Side]) -> Iterator[Figure]:
    currency = sides[0].case.currency

    def row(quantity: str, unit: str, value: Callable[[Side], float | None]) -> Figure:
        return Figure(quantity, "", None, unit.format(currency=currency), tuple(value(side) for side in sides))

    for key, unit in SUMMARY.items():
        yield row(key, unit, lambda side, key=key: side.summary[key])  # type: ignore[misc]
    yield row("saving_share", "1", _saving_share)
    for name, of in (("co2_location", location), ("co2_market", market)):
        yield row(f"{name}_total", "t", lambda side, of=of: _total(side, side.records, of))  # type: ignore[misc]
        yield row(f"{name}_avoided", "t", lambda side, of=of: _avoided(side, of))  # type: ignore[misc]
        yield row(f"{name}_change", "1", lambda side, of=of: _change(side, of))  # type: ignore[misc]


def _saving_share(side: Side) -> float | None:
    other = side.summary["reference_npv_cost"]
    return side.summary["saving"] / other if other else None


def _total(side: Side, records: dict[int, Record], of: Callable[[Record], float]) -> float:
    return side.over_horizon({year: of(records[year]) for year in side.blocks.years})


def _avoided(side: Side, of: Callable[[Record], float]) -> float:
    return _total(side, side.reference, of) - _total(side, side.records, of)


def _change(side: Side, of: Callable[[Record], float]) -> float | None:
    """Change from the base year to the last milestone year. [1]"""
    before, after = (of(record) for record in (side.summary["base_year"], side.summary["years"][-1]))
    return (after - before) / before if before else None


def _by_year(sides: Sequence[Side]) -> Iterator[Figure]:
    currency = sides[0].case.currency
    for quantity, (unit, of) in YEARLY.items():
        for year in sorted({year for side in sides for year in side.records}):
            values = tuple(of(side.records[year]) if year in side.records else None for side in sides)
            yield Figure(quantity, "", year, unit.format(currency=currency), values)
    for quantity, (unit, beside) in BESIDE.items():
        for year in sorted({year for side in sides for year in side.reference}):
            values = tuple(beside(side.reference[year]) if year in side.reference else None for side in sides)
            yield Figure(quantity, "", year, unit.format(currency=currency), values)


def _scores(sides: Sequence[Side]) -> Iterator[Figure]:
    """Exact points by scheme and year of the data."""
    found = [
        {
            (record["scheme"], year["year"]): year["score_exact"]
            for record in side.summary["scores"]
            for year in record["years"]
        }
        for side in sides
    ]
    for scheme, year in sorted({key for points in found for key in points}):
        yield Figure("score", scheme, year, "points", tuple(points.get((scheme, year)) for points in found))


def _money(sides: Sequence[Side]) -> Iterator[Figure]:
    """Capital by calendar year and by kind of thing."""
    currency = sides[0].case.currency
    by_year, by_kind = [], []
    for side in sides:
        years: dict[int, float] = {}
        kinds: dict[str, float] = {}
        for name, spent in side.invested.items():
            for year, value in spent.items():
                years[year] = years.get(year, 0.0) + value
                kinds[side.kind(name)] = kinds.get(side.kind(name), 0.0) + value
        by_year.append(years)
        by_kind.append(kinds)
    for year in sorted({year for years in by_year for year in years}):
        yield Figure("invested", "", year, currency, tuple(years.get(year, 0.0) for years in by_year))
    for kind in dict.fromkeys(kind for kinds in by_kind for kind in kinds):
        yield Figure("invested_by_kind", kind, None, currency, tuple(kinds.get(kind, 0.0) for kinds in by_kind))


def _sizes(sides: Sequence[Side]) -> Iterator[Figure]:
    """Capacity on line and contracts in force, by thing and milestone year."""
    for quantity in ("capacity", "contracts"):
        names = dict.fromkeys(
            name
            for side in sides
            for record in side.summary["years"]
            for name, size in record[quantity].items()
            if size
        )
        for name in names:
            unit = next(filter(None, (_unit(side, name) for side in sides)), "MW")
            for year in sorted({year for side in sides for year in side.blocks.years}):
                values = tuple(
                    side.records[year][quantity].get(name, 0.0) if year in side.blocks.years else None for side in sides
                )
                yield Figure(quantity, name, year, unit, values)


def _unit(side: Side, name: str) -> str:
    """Unit of the size of a thing of the summary; empty where the case does not have it."""
    kind = side.kind(name)
    if kind in ("green_trade", "certificate"):
        return "MWh/a"
    if kind == "offset":
        return "t/a"
    if kind in ("route", "capture"):
        return "t/h"
    return "" if not kind else "MWh" if name.endswith(".energy") else "MW"


def _on_footings(sides: Sequence[Side]) -> Iterator[Figure]:
    """Cost, saving, capital and CO2 per output, per tce and per output value."""
    found = [footings(side) for side in sides]
    for name in dict.fromkeys(name for each in found for name in each):
        denominators = [each.get(name) for each in found]
        yield from _on_one(sides, name, denominators)


def _on_one(sides: Sequence[Side], name: str, denominators: Sequence[Footing | None]) -> Iterator[Figure]:
    currency = sides[0].case.currency
    own = tuple(footing.unit if footing else "" for footing in denominators)
    alike = len(set(filter(None, own))) <= 1
    below = next(filter(None, own)) if alike else "unit"

    def row(quantity: str, year: int | None, above: str, value: Callable[[Side, Footing], float | None]) -> Figure:
        values = tuple(
            None if footing is None else value(side, footing) for side, footing in zip(sides, denominators, strict=True)
        )
        units = () if alike else tuple(f"{above}/{unit}" if unit else "" for unit in own)
        return Figure(quantity, name, year, f"{above}/{below}", values, units)

    yield row("output_today", None, "1", lambda _, footing: footing.today)
    for quantity, key in (("npv_cost_per", "npv_cost"), ("saving_per", "saving")):
        yield row(
            quantity,
            None,
            currency,
            lambda side, footing, key=key: side.summary[key] / footing.discounted(side),  # type: ignore[misc]
        )
    yield row("capex_per", None, currency, lambda side, footing: side.summary["capex_total"] / footing.today)
    for year in sorted({year for side in sides for year in side.records}):
        for quantity, above, of in (("operating_cost_per", currency, operating), ("co2_location_per", "t", location)):
            yield row(
                quantity,
                year,
                above,
                lambda side, footing, of=of, year=year: (  # type: ignore[misc]
                    of(side.records[year]) / footing.amounts[year] if year in side.records else None
                ),
            )
