"""Stores and peaks: the highest purchase of every month before and after, and what each store does in a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from ...case.value import Thing
from ...run.claims import ELECTRICITY
from ...run.exchange import HOURS, energy_of
from .amounts import NONE, plain
from .blocks import Block, Chart, Section, Table, Text
from .chart import category_axis, chooser, figure, readable, titled
from .colours import GRID, INK, STORE, lighter
from .content import Content

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months of a year of 8,760 hours."""
ENDS: Final = np.cumsum(LENGTHS) * 24
EXISTS = 1e-3
"""Content or power below which there is no store. [MWh, MW]"""

Array = NDArray[np.float64]


def peaks(content: Content) -> Section:
    """Peaks of the purchase by month, and the stores."""
    words = content.words
    blocks: list[Block] = []
    if content.case.of("grid"):
        blocks += [Chart(_figure(content), words("peak.says")), _highest(content)]
    rows = list(_stores(content))
    if rows:
        scale = content.amounts.energy(1e3)
        names = ("store", "year", "content", "power", "given", "cycles", "losses")
        columns = [words(f"peak.{name}", unit=scale.yearly) for name in names]
        blocks.append(Table(columns, rows, 2, title=words("peak.stores")))
    if blocks:
        blocks.append(Text(words("peak.note"), "faint"))
    return Section("peaks", words("peak.title"), blocks)


def _bought(content: Content, solution: xr.Dataset, year: int) -> Array:
    """Hourly purchase over all grids. [MW]"""
    courses = [energy_of(solution, f"{grid.name}.import", year) for grid in content.case.of("grid")]
    return np.asarray(np.sum(courses, axis=0))


def _standing_still(content: Content, year: int) -> Array:
    """Purchase of the plan if its electric stores stood still and all else ran as it does. [MW]"""
    power = _bought(content, content.solution, year)
    for store in _electric(content):
        discharge, charge = (energy_of(content.solution, f"{store}.{way}", year) for way in ("discharge", "charge"))
        power = power + discharge - charge
    return np.maximum(power, 0.0)


def _electric(content: Content) -> list[str]:
    return [thing.name for thing in content.case.of("storage") if thing.parameters.carrier == ELECTRICITY]


def _by_month(power: Array) -> list[float]:
    """Highest hour of every month. [MW]"""
    return [float(part.max()) for part in np.split(power[:HOURS], ENDS[:-1])]


def _figure(content: Content) -> Figure:
    import plotly.graph_objects as go

    words, years = content.words, content.case.horizon.years
    months = [words("peak.month", month=month) for month in range(1, 13)]
    traces: list[Any] = []
    owners: list[int] = []
    for year in years:
        courses: list[tuple[str, str, Array]] = [
            ("reference", lighter(INK, 0.6), _bought(content, content.reference, year)),
            ("peak.still", lighter(STORE, 0.3), _standing_still(content, year)),
            ("peak.plan", GRID, _bought(content, content.solution, year)),
        ]
        if not _works(content, year):
            del courses[1]
        for name, colour, power in courses:
            values = [round(value, 3) for value in _by_month(power)]
            traces.append(
                go.Bar(
                    name=words(name), x=months, y=values, marker={"color": colour}, visible=year == years[-1],
                    hovertemplate="%{y:.2f} MW",
                )
            )  # fmt: skip
            owners.append(year)
    return figure(
        traces,
        400,
        barmode="group",
        bargap=0.25,
        updatemenus=chooser(
            [str(year) for year in years], [[owner == year for owner in owners] for year in years], len(years) - 1
        ),
        margin={"l": 70, "r": 20, "t": 50, "b": 50},
        xaxis=category_axis(),
        yaxis=titled(words("axis.peak"), rangemode="tozero"),
    )


def _works(content: Content, year: int) -> bool:
    """Whether electric stores do anything in a year."""
    return any(energy_of(content.solution, f"{store}.discharge", year).max() > EXISTS for store in _electric(content))


def _highest(content: Content) -> Table:
    """Highest hour of every year, before and after."""
    words, years = content.words, content.case.horizon.years
    before = [float(_bought(content, content.reference, year).max()) for year in years]
    still = [float(_standing_still(content, year).max()) if _works(content, year) else None for year in years]
    after = [float(_bought(content, content.solution, year).max()) for year in years]
    shares = [100.0 * (new - old) / old if old else None for old, new in zip(before, after, strict=True)]

    def row(name: str, values: Sequence[float | None], digits: int) -> list[str]:
        return [words(name), *(plain(value, digits) for value in values)]

    rows = [row("reference", before, 2)]
    if any(value is not None for value in still):
        rows.append(row("peak.still", still, 2))
    rows += [row("peak.plan", after, 2), row("peak.change", shares, 1)]
    return Table([words("axis.peak"), *map(str, years)], rows)


def _stores(content: Content) -> Iterator[tuple[str, ...]]:
    """Size and work of every store in every year that has it."""
    for thing in content.case.of("storage"):
        for year in content.case.horizon.years:
            energy, power = (_capacity(content, f"{thing.name}.{part}", year) for part in ("energy", "power"))
            if max(energy, power) > EXISTS:
                yield _store(content, thing, year, energy, power)


def _store(content: Content, thing: Thing, year: int, energy: float, power: float) -> tuple[str, ...]:
    scale = content.amounts.energy(1e3)
    given, taken = (
        float(energy_of(content.solution, f"{thing.name}.{way}", year).sum()) for way in ("discharge", "charge")
    )
    return (
        readable(thing.name),
        str(year),
        plain(energy, 2),
        plain(power, 2),
        scale.bare(given, 2),
        plain(given / energy) if energy > EXISTS else NONE,
        scale.bare(max(taken - given, 0.0), 2),
    )


def _capacity(content: Content, asset: str, year: int) -> float:
    """Size on line. [MWh or MW]"""
    if "capacity" not in content.solution or asset not in content.solution["asset"]:
        return 0.0
    return float(content.solution["capacity"].sel(asset=asset, year=year))
