"""What is wrong with a scheme by itself: sums of weights, benchmarks the wrong way round, quantities nobody knows."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from .. import units
from ..errors import Finding
from ..quantities import BUILT_IN, COUNTED
from ..schemes import Indicator, Scheme
from ..text.node import Node, Path
from .messages import suggestion
from .names import name_fault

PER = "per"
_SLIP = 1e-6
_PER_SHOWN = "{per}"


def faults(scheme: Scheme, node: Node, counted: Collection[str] = ()) -> Iterator[Finding]:
    """Everything that the declaration of a scheme cannot see.

    Parameters
    ----------
    scheme : Scheme
        A scheme whose fields are valid.
    node : Node
        Its text, for the places.
    counted : collection of str
        Quantities that resources of the case count.

    Yields
    ------
    Finding
        Errors.
    """
    for path, message in (*_names(scheme), *_weights(scheme), *_rows(scheme, counted)):
        yield node.nearest(path).finding(".".join(path), message)


def is_beyond(direction: str, baseline: float, leading: float) -> bool:
    """Whether a baseline is better than the leading value. The two may be equal: then all points or none."""
    return baseline < leading if direction == "lower" else baseline > leading


def dimension_of(
    numerator: Sequence[str], denominator: Sequence[str], known: Mapping[str, str]
) -> units.Dimension | None:
    """Dimension of a ratio of quantities with units; None if a unit is not known, or they do not add up."""
    sides = []
    for names in (numerator, denominator):
        found = {units.scale(known[name]).dimension for name in names if name in known}
        if len(found) > 1 or any(name not in known for name in names):
            return None
        sides.append(found.pop() if found else units.scale("1").dimension)
    return tuple(above - below for above, below in zip(*sides, strict=True))


def _names(scheme: Scheme) -> Iterator[tuple[Path, str]]:
    """Ids are names, and an indicator is not called like a dimension."""
    for section in ("dimensions", "indicators", "gates"):
        for name in getattr(scheme, section):
            fault = name_fault(name)
            if fault:
                yield (section, name), fault
    for name in scheme.indicators:
        if name in scheme.dimensions:
            yield ("indicators", name), "is the name of a dimension, too; floors could not tell them apart"


def _weights(scheme: Scheme) -> Iterator[tuple[Path, str]]:
    """Weights sum to the total, and to the weight of each dimension."""
    weights = {name: float(row.weight) for name, row in scheme.indicators.items()}
    sum_of_all = math.fsum(weights.values())
    if abs(sum_of_all - scheme.total) > _SLIP:
        yield ("total",), f"is {scheme.total:g}, but the weights of the indicators sum to {sum_of_all:g}"
    strange = [name for name, row in scheme.indicators.items() if row.dimension not in scheme.dimensions]
    for name in strange:
        asked = scheme.indicators[name].dimension
        hint = suggestion(asked, scheme.dimensions) or f"; there are {', '.join(scheme.dimensions) or 'none'}"
        yield ("indicators", name, "dimension"), f'there is no dimension "{asked}"{hint}'
    for dimension, given in scheme.dimensions.items() if not strange else ():
        found = math.fsum(weights[name] for name, row in scheme.indicators.items() if row.dimension == dimension)
        if abs(found - given.weight) > _SLIP:
            message = f"is {given.weight:g}, but the weights of its indicators sum to {found:g}"
            yield ("dimensions", dimension, "weight"), message


def _rows(scheme: Scheme, counted: Collection[str]) -> Iterator[tuple[Path, str]]:
    for name, row in scheme.indicators.items():
        here = ("indicators", name)
        for path, message in (*_quantities(row, counted), *_benchmarks(row), *_classes(row), *_units(row)):
            yield (*here, *path), message


def _quantities(row: Indicator, counted: Collection[str]) -> Iterator[tuple[Path, str]]:
    """Quantities are built in, used by shipped schemes, or counted by a resource of the case."""
    known = {*BUILT_IN, *COUNTED, *counted, PER}
    for side in ("numerator", "denominator"):
        for number, quantity in enumerate(getattr(row, side)):
            if quantity not in known:
                hint = suggestion(quantity, known) or "; a resource of the case would have to count it"
                yield (side, str(number)), f'there is no quantity "{quantity}"{hint}'


def _benchmarks(row: Indicator) -> Iterator[tuple[Path, str]]:
    """The baseline is not better than the leading value."""
    if row.baseline is not None and row.leading is not None and is_beyond(row.direction, row.baseline, row.leading):
        yield ("baseline",), f"is better than the leading value, though {row.direction} is better; are they exchanged?"


def _classes(row: Indicator) -> Iterator[tuple[Path, str]]:
    """Classes ascend from zero, each with a baseline and a leading value."""
    for number, (before, after) in enumerate(zip(row.classes, row.classes[1:], strict=False), start=1):
        if after.energy <= before.energy:
            message = (
                f"{after.energy:g} tce is not above {before.energy:g} tce of the class before; the smallest is first"
            )
            yield ("classes", str(number), "energy"), message
    if row.classes and row.classes[0].energy > 0.0:
        message = f"leaves out factories below {row.classes[0].energy:g} tce; begin with energy: 0 tce"
        yield ("classes", "0", "energy"), message
    for number, size in enumerate(row.classes):
        baseline = size.baseline if size.baseline is not None else row.baseline
        leading = size.leading if size.leading is not None else row.leading
        path = ("classes", str(number))
        if baseline is None or leading is None:
            lacking = "baseline" if baseline is None else "leading"
            yield path, f'"{lacking}" is missing, here and for the indicator as a whole'
        elif (size.baseline is not None or size.leading is not None) and is_beyond(row.direction, baseline, leading):
            yield path, f"its baseline is better than its leading value, though {row.direction} is better"


def _units(row: Indicator) -> Iterator[tuple[Path, str]]:
    """The unit shown, and those of benchmarks, are the formula's; a lack of a denominator is told by its unit."""
    value_units = {name: unit for name, (unit, _) in {**COUNTED, **BUILT_IN}.items()}
    found = dimension_of(row.numerator, row.denominator, {**value_units, PER: "CNY"})
    if not row.denominator and ("/" in row.unit or _PER_SHOWN in row.unit):
        yield (), f'"denominator" is missing: its value is in {row.unit}'
        return
    try:
        shown = units.scale(row.unit.replace(_PER_SHOWN, "CNY")).dimension if row.unit else found
    except units.UnitError:
        shown = found
    if found is not None and shown != found:
        missing = "" if row.denominator else "; is the denominator missing?"
        yield ("unit",), f'"{row.unit}" is not the unit of {formula_of(row.numerator, row.denominator)}{missing}'
    if found is None or PER in (*row.numerator, *row.denominator):
        return
    for field in ("baseline", "leading", "threshold"):
        value = getattr(row, field)
        if value is not None and units.scale(value.unit).dimension != found:
            message = f"is in {value.unit}, which is not the unit of {formula_of(row.numerator, row.denominator)}"
            yield (field,), message


def formula_of(numerator: Sequence[str], denominator: Sequence[str]) -> str:
    """A ratio in words."""
    above, below = " + ".join(numerator), " + ".join(denominator)
    if not below:
        return above
    return f"{above} / ({below})" if len(denominator) > 1 else f"{above} / {below}"
