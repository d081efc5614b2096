"""The factory as arrays: everything the models ask of a case, in canonical units, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import xarray as xr
from numpy.typing import NDArray

from ..case.value import Case, Thing
from ..errors import CaseError, Finding
from .blocks import Blocks
from .calendar import Calendar, calendar_of
from .classes import FLAT, Classes, classes_of
from .graph import carrier_graph, graph_findings

Array = NDArray[np.float64]
KELVIN = 273.15


@dataclass(frozen=True)
class Site:
    """A case ready for modelling.

    Attributes
    ----------
    series : Dataset (hour)
        Every hourly series of the case, canonical units.
    graph : MultiDiGraph
        Carriers, joined by the things that turn one into another.
    """

    case: Case
    blocks: Blocks
    calendar: Calendar
    series: xr.Dataset
    graph: nx.MultiDiGraph

    @property
    def years(self) -> tuple[int, ...]:
        """Milestone years."""
        return self.blocks.years

    @cached_property
    def carriers(self) -> Mapping[str, Any]:
        """Parameters of every carrier, in order of name."""
        return {thing.name: thing.parameters for thing in self.case.of("carrier")}

    @cached_property
    def grid_carriers(self) -> tuple[str, ...]:
        """Carriers that a public grid supplies, in order of name."""
        return tuple(sorted({thing.parameters.carrier for thing in self.case.of("grid")}))

    def existing(self, technology: str) -> Iterator[Thing]:
        """Units of a technology that already stand."""
        return (thing for thing in self.case.of("existing") if thing.parameters.technology == technology)

    def technology(self, name: str) -> Thing:
        """One technology by name."""
        return next(thing for thing in self.case.things if (thing.section, thing.name) == ("technologies", name))

    def thing(self, kind: str, name: str) -> Thing:
        """One thing by kind and name."""
        return next(thing for thing in self.case.of(kind) if thing.name == name)

    def hourly(self, name: str) -> Array:
        """A series of the case by name, all hours of a year."""
        if name == FLAT:
            return np.ones(self.calendar.hour.size)
        values: Array = self.series[name].to_numpy()
        return values

    @cached_property
    def _classes(self) -> Mapping[str, Classes]:
        return {thing.name: classes_of(thing.parameters, self.calendar) for thing in self.case.of("grid")}

    def classes(self, grid: str) -> Classes:
        """Price classes of a grid's tariff."""
        return self._classes[grid]

    @cached_property
    def matchings(self) -> frozenset[str]:
        """How closely in time the targets of the case ask green power to match its use: yearly, monthly, hourly."""
        return frozenset(
            thing.parameters.matching
            for thing in self.case.things
            if thing.section == "targets" and hasattr(thing.parameters, "matching")
        )

    def shape(self, profile: str) -> Array:
        """Power per yearly energy in every hour; sums to one. [1/h]"""
        values = self.hourly(profile)
        share: Array = values / values.sum()
        return share

    def growth(self, follows: str | None, year: int) -> float:
        """Output of a year relative to the base year. [1]"""
        if follows is None:
            return 1.0
        path = self.case.production[follows]
        base = path.at(self.case.horizon.base_year)
        return path.at(year) / base

    def expansion(self, year: int) -> float:
        """How far a year exceeds the base year, by whatever grows most, never below one. [1]

        Compared are the output of every entry of production, the end uses of every carrier and of all together, and
        process CO2.
        """
        base = self.case.horizon.base_year
        groups = defaultdict(list, {("product", name): [(path, None)] for name, path in self.case.production.items()})
        for thing in self.case.of("demand"):
            given = thing.parameters
            for group in (("carrier", given.carrier), ("carrier", "")):
                groups[group].append((given.annual, given.follows))
        for thing in self.case.of("process"):
            groups["process", ""].append((thing.parameters.co2, thing.parameters.follows))
        found = [1.0]
        for members in groups.values():
            before = sum(path.at(max(base, path.points[0][0])) for path, _ in members)
            now = sum(path.at(year) * self.growth(follows, year) for path, follows in members)
            if before > 0.0:
                found.append(now / before)
        return max(found)

    def load(self, carrier: str, year: int) -> Array:
        """Power of a carrier's end uses before measures in every hour. [MW]"""
        load = np.zeros(self.calendar.hour.size)
        for thing in self.case.of("demand"):
            given = thing.parameters
            if given.carrier == carrier:
                load += given.annual.at(year) * self.growth(given.follows, year) * self.shape(given.profile)
        return load

    def demand(self, carrier: str, year: int) -> Iterator[float]:
        """Yearly amounts of a carrier's end uses before measures, or of a product's output. [MWh/a; t/a]"""
        for thing in self.case.of("demand"):
            if thing.parameters.carrier == carrier:
                yield thing.parameters.annual.at(year) * self.growth(thing.parameters.follows, year)
        for thing in self.case.of("product"):
            if thing.parameters.carrier == carrier:
                yield self.case.production[thing.parameters.production].at(year)

    def performance(self, carnot: Any, output: str) -> Array:
        """Coefficient of performance of a heat pump in every hour.

        Parameters
        ----------
        carnot : Carnot
            Share of the ideal performance, temperatures and approach.
        output : str
            Main output carrier, whose temperature is the sink's unless stated.

        Returns
        -------
        ndarray (8760,)
            Heat given per electricity taken. [1]
        """
        sink = carnot.sink if carnot.sink is not None else self.carriers[output].temperature
        source = self.hourly(carnot.source_series) if carnot.source_series is not None else carnot.source
        hot = sink + carnot.approach + KELVIN
        lift = hot - (source - carnot.approach + KELVIN)
        ideal = np.where(lift > 0.0, hot / np.where(lift > 0.0, lift, 1.0), np.inf)
        performance = np.minimum(carnot.highest, carnot.share * ideal)
        return np.broadcast_to(performance, self.calendar.hour.shape)


def build_site(case: Case) -> Site:
    """Turn a case into a site.

    Parameters
    ----------
    case : Case
        A checked case.

    Returns
    -------
    Site
        Its arrays, calendar and carrier graph.

    Raises
    ------
    CaseError
        If the carrier graph cannot work: a carrier that is used but supplied by nothing, a cycle of prerequisites.
    """
    errors = [finding for finding in site_findings(case) if finding.severity == "error"]
    if errors:
        raise CaseError(errors)
    names = {name: ("hour", np.asarray(values, dtype=float)) for name, values in sorted(case.series.items())}
    series = xr.Dataset(names, coords={"hour": np.arange(8760)})
    return Site(
        case=case,
        blocks=Blocks(case.horizon),
        calendar=calendar_of(case.horizon.base_year),
        series=series,
        graph=carrier_graph(case),
    )


def site_findings(case: Case) -> list[Finding]:
    """What is wrong with a factory before any solve.

    Parameters
    ----------
    case : Case
        A checked case.

    Returns
    -------
    list of Finding
        Errors and warnings of the carrier graph, yes/no builds without a largest size, more standing than may stand.
    """
    return [*graph_findings(case), *_unbounded_decisions(case), *_too_much_standing(case)]


def _unbounded_decisions(case: Case) -> list[Finding]:
    """Yes/no builds need a largest size, from which the model takes its bounds."""
    findings = []
    for thing in case.things:
        if thing.section != "technologies":
            continue
        given = thing.parameters
        yes_no = given.min_build > 0.0 or max(value for _, value in given.capex_fixed.points) > 0.0
        limits = ("max_energy", "max_power") if thing.kind == "storage" else ("max",)
        for limit in limits:
            if yes_no and getattr(given, limit) is None:
                where = replace(thing.where, key=f"{thing.where.key}.{limit}")
                findings.append(
                    Finding(where, f"a technology with `min_build` or `capex_fixed` needs `{limit}`, its largest size")
                )
    return findings


def _too_much_standing(case: Case) -> list[Finding]:
    """What stands already must fit what may stand at once."""
    findings = []
    for thing in case.things:
        if thing.section != "technologies":
            continue
        units = [unit.parameters for unit in case.of("existing") if unit.parameters.technology == thing.name]
        standing = {"max": sum(unit.capacity for unit in units), "max_power": sum(unit.capacity for unit in units)}
        standing["max_energy"] = sum(unit.energy or 0.0 for unit in units)
        for limit, amount in standing.items():
            most = getattr(thing.parameters, limit, None)
            if most is not None and amount > most:
                where = replace(thing.where, key=f"{thing.where.key}.{limit}")
                unit = "MWh" if limit == "max_energy" else "t/h" if thing.kind in {"route", "capture"} else "MW"
                message = f"{amount:g} {unit} of it stand already, more than the {most:g} {unit} that may stand at once"
                findings.append(Finding(where, message))
    return findings
