"""Schemes: sets of indicators by which a factory is scored, as data.

A scheme says what is measured and what it is worth; the model plans for it and the scorer scores by it, each with its
own arithmetic. What both need to know beforehand stands here: which rows a factory has, and by which benchmarks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from .fields import Declaration, Unit
from .quantities import Counting, counted

Quality = Literal["official", "published", "estimate", "user", "illustrative"]
Per = Literal["output", "output_value"]

# Dimensions that a benchmark may have; "1" comes first, so that counts need no unit.
AMOUNTS = ("tce", "t", "m3", "MWh", "CNY")
PER = ("CNY", "m2", "t", "MWh", "tce", "m3")
_UNITS = ("1", "%", *AMOUNTS, *(f"{amount}/{per}" for amount in AMOUNTS for per in PER if amount != per), "1/m2")
BENCHMARK = Unit(*_UNITS)
BENCHMARK_STEPS = Unit(*_UNITS, step=True)


class SizeClass(Declaration):
    """Benchmarks of factories that use at least so much energy."""

    energy: Annotated[float, Unit("tce", ge=0)] = Field(description="Comprehensive energy from which it holds.")
    baseline: Annotated[float, BENCHMARK] | None = Field(default=None, description="Value that earns the first point.")
    leading: Annotated[float, BENCHMARK] | None = Field(default=None, description="Value that earns all points.")


class Indicator(Declaration):
    """One row: a ratio of quantities, scored between a baseline and a leading value."""

    dimension: str = Field(description="Dimension it belongs to.")
    name: str = Field(description="Name in English.")
    name_zh: str = Field(default="", description="Name in Chinese.")
    weight: Annotated[float, Unit("1", ge=0)] = Field(description="Most points.")
    direction: Literal["lower", "higher"] = Field(description="Which way is better.")
    unit: str = Field(default="", description="Unit in which it is shown; `{per}` stands for what it is counted per.")
    formula: str = Field(default="", description="Id of the formula in the scheme's text.")
    numerator: list[str] = Field(
        min_length=1, description="Quantities that are added above the line; `per` is the output or the output value."
    )
    denominator: list[str] = Field(
        default=[], description="Quantities that are added below the line, like those above."
    )
    baseline: Annotated[float, BENCHMARK] | None = Field(default=None, description="Value that earns the first point.")
    leading: Annotated[float, BENCHMARK] | None = Field(default=None, description="Value that earns all points.")
    classes: list[SizeClass] = Field(default=[], description="Benchmarks by size, the smallest first.")
    qualitative: bool = Field(default=False, description="All points or none, on evidence.")
    threshold: Annotated[float, BENCHMARK] | None = Field(default=None, description="Value named as a condition.")
    clause: str = Field(default="", description="Where the scheme's text has it.")
    source: str = Field(description="Where the row comes from.")
    year: int = Field(description="Year of the source.")
    quality: Quality = Field(description="How far the benchmarks can be relied on.")
    note: str = Field(default="", description="What a reader should know.")


class Dimension(Declaration):
    """A group of indicators."""

    name: str = Field(description="Name in English.")
    name_zh: str = Field(default="", description="Name in Chinese.")
    weight: Annotated[float, Unit("1", ge=0)] = Field(description="Sum of the weights of its indicators.")


class Gate(Declaration):
    """A requirement without points: missing one fails the factory."""

    name: str = Field(description="What is required.")
    name_zh: str = Field(default="", description="The same in Chinese.")
    source: str = Field(description="Where it comes from.")
    quality: Quality = Field(description="How far it can be relied on.")


class Scheme(Declaration):
    """A set of indicators with its rules."""

    title: str = Field(description="Name in English.")
    title_zh: str = Field(default="", description="Name in Chinese.")
    label: str = Field(description="What must be said wherever a total is shown.")
    label_zh: str = Field(default="", description="The same in Chinese.")
    total: Annotated[float, Unit("1", ge=0)] = Field(description="Sum of all weights; zero if nothing is scored.")
    sector: str | None = Field(default=None, description="Sector that it is meant for; none means any.")
    electricity: Literal["location", "market", "market_certificates"] = Field(
        default="location", description="Which CO2 of electricity counts."
    )
    onsite_energy: bool = Field(
        default=True, description="Whether renewable power made and used on site counts in comprehensive energy."
    )
    rescale: bool = Field(
        default=True, description="Whether the points of rows that do not apply go to the others in proportion."
    )
    dimensions: dict[str, Dimension] = Field(default={}, description="Groups of indicators.")
    indicators: dict[str, Indicator] = Field(min_length=1, description="The rows, in order.")
    gates: dict[str, Gate] = Field(default={}, description="Requirements without points.")


class Benchmark(Declaration):
    """What a case knows of an indicator's benchmarks."""

    baseline: Annotated[float, BENCHMARK] | None = Field(default=None, description="Value that earns the first point.")
    leading: Annotated[float, BENCHMARK] | None = Field(default=None, description="Value that earns all points.")
    electricity: Literal["location", "market", "market_certificates"] | None = Field(
        default=None, description="Which CO2 of electricity the benchmark counts; it must be the scheme's."
    )
    quality: Quality = Field(default="user", description="How far it can be relied on.")
    source: str = Field(default="", description="Where it comes from.")


@dataclass(frozen=True)
class Row:
    """An indicator as it is for one factory.

    Attributes
    ----------
    weight : float
        Most points, after the points of rows that do not apply have gone to the others.
    baseline, leading : float or None
        Without size classes. Canonical units.
    numerator, denominator : tuple of str
        Quantities, with `per` replaced.
    missing : tuple of str
        Those of them that the case does not know.
    applies : bool
        Whether the row counts for the factory at all.
    quality, source : str
        Of the benchmarks in use.
    """

    name: str
    indicator: Indicator
    weight: float
    baseline: float | None
    leading: float | None
    classes: tuple[SizeClass, ...]
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    missing: tuple[str, ...]
    applies: bool
    quality: Quality
    source: str

    @property
    def has_benchmarks(self) -> bool:
        """Whether a baseline and a leading value are known."""
        return bool(self.classes) or (self.baseline is not None and self.leading is not None)

    @property
    def scorable(self) -> bool:
        """Whether it applies, can be measured and has benchmarks."""
        return self.applies and not self.missing and self.has_benchmarks


def answer(given: str) -> bool | None:
    """What a gate's text says: yes, no, or None where it names a measure.

    Examples
    --------
    >>> answer("yes"), answer("False"), answer("energy_management")
    (True, False, None)
    """
    return {"yes": True, "true": True, "no": False, "false": False}.get(given.strip().lower())


def table(scheme: Scheme, target: Any = None, case: Counting | None = None) -> tuple[Row, ...]:
    """Rows of a scheme for one factory.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    target : Parameters, optional
        Of a `green_factory` target: what it is counted per, own benchmarks, rows that do not apply.
    case : Case, optional
        The factory; without it every quantity passes for known.

    Returns
    -------
    tuple of Row
        In the order of the scheme.
    """
    left_out = set(target.not_applicable) if target is not None else set()
    benchmarks: Mapping[str, Benchmark] = target.benchmarks if target is not None else {}
    per: Per = "output" if target is not None and target.product is not None else "output_value"
    applying = sum(float(row.weight) for name, row in scheme.indicators.items() if name not in left_out)
    factor = float(scheme.total) / applying if scheme.rescale and left_out and applying > 0.0 else 1.0
    known = counted(case, target) if case is not None else None
    rows = []
    for name, indicator in scheme.indicators.items():
        own = benchmarks.get(name)
        if own is not None and own.baseline is None and own.leading is None:
            own = None
        above = tuple(per if quantity == "per" else quantity for quantity in indicator.numerator)
        below = tuple(per if quantity == "per" else quantity for quantity in indicator.denominator)
        rows.append(
            Row(
                name=name,
                indicator=indicator,
                weight=factor * float(indicator.weight),
                baseline=own.baseline if own is not None and own.baseline is not None else indicator.baseline,
                leading=own.leading if own is not None and own.leading is not None else indicator.leading,
                classes=() if own is not None else tuple(indicator.classes),
                numerator=above,
                denominator=below,
                missing=tuple(part for part in (*above, *below) if known is not None and part not in known),
                applies=name not in left_out,
                quality=own.quality if own is not None else indicator.quality,
                source=own.source if own is not None else indicator.source,
            )
        )
    return tuple(rows)
