"""What a converter takes and gives per unit of activity; performance of heat pumps recomputed from temperatures."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..case.value import Case, Thing
from .gauge import Array
from .paths import HOURS, series

_KELVIN = 273.15


def exchange(case: Case, thing: Thing) -> dict[str, Array]:
    """Power a converter gives (positive) or takes (negative) of each carrier per unit of activity, hour by hour [1]."""
    terms = thing.parameters
    (main, ratio), *others = terms.outputs.items()
    performance = np.full(HOURS, float(ratio))
    if terms.carnot is not None:
        performance = coefficient_of_performance(case, terms.carnot, main)
    first_input = 1.0 / performance
    rates: dict[str, Array] = {main: np.ones(HOURS)}
    for carrier, share in others:
        rates[carrier] = rates.get(carrier, np.zeros(HOURS)) + float(share) * first_input
    for carrier, share in terms.inputs.items():
        rates[carrier] = rates.get(carrier, np.zeros(HOURS)) - float(share) * first_input
    return rates


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
