"""What a technology takes and gives in a year, by carrier, from its hourly flows."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from ..case.value import Thing
from ..site import Site

HOURS = 8760
Amounts = dict[str, float]


def energy_of(solution: xr.Dataset, flow: str, year: int | None) -> NDArray[np.float64]:
    """Hourly power of a flow, zero where the Solution does not have it. [MW]

    Parameters
    ----------
    solution : Dataset
        A Solution.
    flow : str
        Name of the flow.
    year : int or None
        Milestone year; None for the base year.
    """
    table = "base_flow" if year is None else "flow"
    if table not in solution or flow not in solution["flow_item"]:
        return np.zeros(HOURS)
    values = solution[table].sel(flow_item=flow)
    hourly: NDArray[np.float64] = (values if year is None else values.sel(year=year)).to_numpy()
    return hourly


def first_input(thing: Thing, solution: xr.Dataset, year: int | None, ratio: float | NDArray[np.float64]) -> float:
    """Energy that a converter takes of its first input, running units at part load included. [MWh/a]

    Parameters
    ----------
    thing : Thing
        A converter.
    solution : Dataset
        A Solution.
    year : int or None
        Milestone year; None for the base year.
    ratio : float or ndarray (8760,)
        Main output per first input at full load. [1]
    """
    given = thing.parameters
    slope, standing = given.input_line
    taken = slope * energy_of(solution, f"{thing.name}.activity", year)
    if standing != 0.0:
        taken = taken + standing * given.unit * energy_of(solution, f"{thing.name}.on", year)
    return float((taken / ratio).sum())


def exchange(site: Site, thing: Thing, solution: xr.Dataset, year: int | None) -> tuple[Amounts, Amounts]:
    """Amounts that a technology takes and gives in a year, by carrier. [MWh/a; t/a of products]

    Parameters
    ----------
    site : Site
        The factory.
    thing : Thing
        A converter, a route or a capture.
    solution : Dataset
        A Solution.
    year : int or None
        Milestone year; None for the base year.
    """
    given = thing.parameters
    if thing.kind == "route":
        made = float(energy_of(solution, f"{thing.name}.activity", year).sum())
        return {carrier: made * float(ratio) for carrier, ratio in given.inputs.items()}, {given.carrier: made}
    if thing.kind == "capture":
        captured = float(energy_of(solution, f"{thing.name}.captured", year).sum())
        return _captures(given, captured), {}
    main = next(iter(given.outputs))
    ratio = given.outputs[main] if given.carnot is None else site.performance(given.carnot, main)
    first = first_input(thing, solution, year, ratio)
    inputs = {carrier: first * float(share) for carrier, share in given.inputs.items()}
    outputs = {carrier: first * float(share) for carrier, share in given.outputs.items()}
    outputs[main] = float(energy_of(solution, f"{thing.name}.activity", year).sum())
    return inputs, outputs


def _captures(given: Any, captured: float) -> Amounts:
    """Power and heat that capturing takes. [MWh/a]"""
    taken = {carrier: captured * float(ratio) for carrier, ratio in given.heat.items()}
    taken[given.carrier] = taken.get(given.carrier, 0.0) + captured * float(given.electricity)
    return {carrier: energy for carrier, energy in taken.items() if energy > 0.0}
