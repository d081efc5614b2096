"""What a converter takes and gives; performance of heat pumps recomputed from temperatures, of units at part load."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..case.value import Case, Thing
from .gauge import Array
from .paths import HOURS, series

_KELVIN = 273.15


def exchange(case: Case, thing: Thing, activity: Array, units: Array) -> dict[str, Array]:
    """Power a converter gives (positive) or takes (negative) of each carrier.

    Parameters
    ----------
    case : Case
        For series and carriers.
    thing : Thing
        The converter.
    activity : ndarray (year, hour)
        Its first output. [MW]
    units : ndarray (year, hour)
        Units running; matters only where efficiency falls at part load. [1]

    Returns
    -------
    dict of str to ndarray (year, hour)
        Exchange by carrier. Further outputs and inputs count on the first input. [MW]
    """
    terms = thing.parameters
    (main, ratio), *others = terms.outputs.items()
    performance = np.full(HOURS, float(ratio))
    if terms.carnot is not None:
        performance = coefficient_of_performance(case, terms.carnot, main)
    taken = full_load_output(terms, activity, units) / performance
    flows: dict[str, Array] = {main: np.array(activity, dtype=float)}
    for carrier, share in others:
        flows[carrier] = flows.get(carrier, np.zeros_like(taken)) + float(share) * taken
    for carrier, share in terms.inputs.items():
        flows[carrier] = flows.get(carrier, np.zeros_like(taken)) - float(share) * taken
    return flows


def full_load_output(terms: Any, activity: Array, units: Array) -> Array:
    """Output that the input would give at full-load efficiency: a straight line through full load and one other point.

    At full load a unit needs as much as it gives; at the other point its output divided by the efficiency there.
    """
    if terms.part_load is None:
        return np.asarray(activity)
    ((load, efficiency),) = terms.part_load.items()
    at_point = float(load) / float(efficiency)
    slope = (1.0 - at_point) / (1.0 - float(load))
    return np.asarray(slope * activity + (1.0 - slope) * float(terms.unit) * units)


def coefficient_of_performance(case: Case, carnot: Any, main: str) -> Array:
    """Coefficient of performance from the temperatures of source and sink.

    Parameters
    ----------
    case : Case
        For the temperature series and carriers.
    carnot : declaration
        Share of the ideal performance, source, sink, approach and upper limit.
    main : str
        Main output carrier, whose temperature is the sink unless one is given.

    Returns
    -------
    ndarray (hour)
        Heat given per power taken; the upper limit where there is no lift. [1]
    """
    sink = carnot.sink
    if sink is None:
        sink = next(thing.parameters.temperature for thing in case.of("carrier") if thing.name == main)
    hot = float(sink) + float(carnot.approach) + _KELVIN
    source = series(case, carnot.source_series) if carnot.source_series else np.full(HOURS, float(carnot.source))
    lift = hot - (source - float(carnot.approach) + _KELVIN)
    ideal = np.divide(hot, lift, out=np.full(HOURS, np.inf), where=lift > 0.0)
    return np.asarray(np.minimum(float(carnot.highest), float(carnot.share) * ideal))
