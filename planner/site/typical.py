"""Which days stand for the year of a site: what they are compared by, what keeps them apart, which are extreme."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .calendar import DAYS
from .classes import FLAT
from .factory import Site
from .steps import Steps, typical_days

Array = NDArray[np.float64]

FEW = 4

# Share of the mean daily energy below which a plant stands still.
STOPPED = 0.2

# Kinds whose output follows the weather.
PLANTS = ("renewable", "ppa", "green_trade", "direct_line", "onsite_plant")


def choose_days(site: Site, count: int, extra: tuple[int, ...] = ()) -> Steps:
    """Typical days of a site.

    Parameters
    ----------
    site : Site
        The factory.
    count : int
        Days in all, extreme ones included; raised where tariff bands and day types need more.
    extra : tuple of int
        Further calendar days that must stand for themselves.

    Returns
    -------
    Steps
        The representation.
    """
    loads, weather = _loads(site), _weather(site)
    extremes = sorted({*_extremes(loads, weather), *extra})
    return typical_days(features(site), _groups(site), count - len(_extremes(loads, weather)), extremes)


def few_days(site: Site) -> Steps:
    """A handful of days that need not tell tariff bands apart: enough for a first design.

    Parameters
    ----------
    site : Site
        The factory.

    Returns
    -------
    Steps
        The representation.
    """
    loads, weather = _loads(site), _weather(site)
    return typical_days({**loads, **weather}, [0] * DAYS, FEW, _extremes(loads, weather)[:2])


def features(site: Site) -> dict[str, Array]:
    """What days are compared by: loads, weather and prices. [MW; 1]"""
    return {**_loads(site), **_weather(site), **_prices(site)}


def _loads(site: Site) -> dict[str, Array]:
    """Demand of every carrier in the first year; output of a product as the energy that making it takes. [MW]"""
    year = site.years[0]
    carriers = dict.fromkeys(thing.parameters.carrier for thing in site.case.of("demand"))
    loads = {f"load {carrier}": site.load(carrier, year) for carrier in carriers}
    for thing in site.case.of("product"):
        given = thing.parameters
        energy = _energy_of_a_tonne(site, given.carrier) * site.case.production[given.production].at(year)
        key = f"load {given.carrier}"
        loads[key] = loads.get(key, np.zeros(site.calendar.hour.size)) + energy * site.shape(given.profile)
    return loads


def _energy_of_a_tonne(site: Site, carrier: str) -> float:
    """Energy that the routes which make a product take, at most; a measure of how much its output weighs. [MWh/t]"""
    routes = [thing.parameters for thing in site.case.of("route") if thing.parameters.carrier == carrier]
    return max((sum(route.inputs.values()) for route in routes), default=0.0) or 1.0


def _weather(site: Site) -> dict[str, Array]:
    """Every availability that a plant or a contract follows. [1]"""
    names = {thing.parameters.profile for kind in PLANTS for thing in site.case.of(kind) if thing.parameters.profile}
    return {f"weather {name}": site.hourly(name) for name in sorted(names - {FLAT})}


def _prices(site: Site) -> dict[str, Array]:
    """Hourly courses of prices that follow the spot market. [1]"""
    names = {
        component.series
        for thing in site.case.of("grid")
        for name, component in thing.parameters.components.items()
        if component.series is not None and any(thing.parameters.in_force(name, year) for year in site.years)
    }
    return {f"price {name}": site.hourly(name) for name in sorted(names)}


def day_types(site: Site) -> list[str]:
    """Working day, weekend or stop, of every day.

    A stop that were spread over the days beside it would leave equipment free all year that runs at its limit whenever
    the plant runs.
    """
    energy = np.sum([load.reshape(DAYS, 24).sum(axis=1) for load in _loads(site).values()], axis=0)
    weekend = site.calendar.weekend.reshape(DAYS, 24)[:, 0]
    types = np.where(energy < STOPPED * energy.mean(), "stop", np.where(weekend, "weekend", "weekday"))
    return [str(kind) for kind in types]


def _groups(site: Site) -> list[tuple[object, ...]]:
    """Tariff bands of every hour and day type: days that differ in these are never mixed."""
    types = day_types(site)
    bands = [_bands(site, thing.name) for thing in site.case.of("grid")]
    return [(types[day], *(tuple(labels[day].tolist()) for labels in bands)) for day in range(DAYS)]


def _bands(site: Site, grid: str) -> NDArray[np.str_]:
    """Bands of every hour in every set of periods of a tariff (day, hour)."""
    classes = site.classes(grid)
    return np.array(classes.bands)[classes.label].reshape(DAYS, 24)


def _extremes(loads: dict[str, Array], weather: dict[str, Array]) -> list[int]:
    """Days that size equipment: peaks of every carrier and of all together, and the widest gaps to the weather."""
    together = {**loads, "all": np.asarray(sum(loads.values())), "heat": _without_largest(loads)}
    days = [int(load.argmax()) // 24 for load in together.values()]
    days.extend(int(load.reshape(DAYS, 24).sum(axis=1).argmax()) for load in together.values())
    if weather:
        supply = sum(values / max(float(values.mean()), 1e-9) for values in weather.values()) / len(weather)
        for load in loads.values():
            short = load / max(float(load.mean()), 1e-9) - supply
            days.append(int(short.reshape(DAYS, 24).sum(axis=1).argmax()))
    return sorted(set(days))


def _without_largest(loads: dict[str, Array]) -> Array:
    """Sum of all loads but the one with the most energy: what converters of that carrier must serve at once."""
    order = sorted(loads, key=lambda name: float(loads[name].sum()))
    return np.asarray(sum(loads[name] for name in order[:-1])) if len(order) > 1 else loads[order[0]]
