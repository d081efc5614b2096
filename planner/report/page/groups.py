"""Groups of the lines of a bill: what people compare when they look at a year's money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .colours import CARBON, CONTRACT, FUEL, GRID, OTHER, SOLD, UPKEEP, lighter

GROUPS: Final = {
    "group.grid_energy": ("grid_energy",),
    "group.grid_demand": ("grid_demand", "grid_capacity"),
    "group.fuel": ("fuel",),
    "group.green": ("ppa_", "traded_replaced", "direct_line_", "onsite_", "certificates"),
    "group.carbon": ("carbon", "offsets", "transport_storage"),
    "group.upkeep": ("opex_", "service_fee", "measure_opex", "start_cost"),
    "group.sold": ("export_revenue",),
}
"""Beginnings of the labels of each group; what fits none is `group.other`."""
GROUP_COLOURS: Final = {
    "group.grid_energy": GRID,
    "group.grid_demand": lighter(GRID, 0.5),
    "group.fuel": FUEL,
    "group.green": CONTRACT,
    "group.carbon": CARBON,
    "group.upkeep": UPKEEP,
    "group.sold": SOLD,
    "group.other": OTHER,
}


def group_of(line: str) -> str:
    """Group of a line of the bill, `<label>.<thing>`.

    Examples
    --------
    >>> group_of("grid_demand.grid.demand"), group_of("tolls.bridge")
    ('group.grid_demand', 'group.other')
    """
    found = (group for group, labels in GROUPS.items() if any(line.startswith(label) for label in labels))
    return next(found, "group.other")


def grouped(lines: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Sums by group, in the order of the groups."""
    sums = dict.fromkeys(GROUP_COLOURS, 0.0)
    for line, value in lines:
        sums[group_of(line)] += value
    return sums
