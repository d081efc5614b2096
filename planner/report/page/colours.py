"""Colours: the Okabe-Ito palette, which the colour-blind can tell apart; the same colour for the same thing everywhere.

A thing has the colour of its group; things of one group differ in lightness, by their place in the case.

References
----------
.. [1] M. Okabe and K. Ito, "Color Universal Design," 2008, https://jfly.uni-koeln.de/color/.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from ...case.value import Case

GRID, FUEL, SUN, CONTRACT = "#0072B2", "#D55E00", "#E69F00", "#F0E442"
MEASURE, CONVERTER, STORE = "#009E73", "#56B4E9", "#CC79A7"
CARBON, UPKEEP, OTHER, INK = "#4D4D4D", "#999999", "#CCCCCC", "#222222"
LINES: Final = (GRID, FUEL, MEASURE, STORE, SUN, CONVERTER, CARBON, UPKEEP)
"""Lines that stand for no thing of a case, in the order in which they are told apart best."""
SOLD: Final = "#8A5A00"
"""What leaves the site for the grid: a dark shade of what it is mostly made of."""

KINDS: Final = {
    "grid": GRID,
    "fuel": FUEL,
    "process": "#8C3B00",
    "renewable": SUN,
    "onsite_plant": CONTRACT,
    "direct_line": CONTRACT,
    "ppa": CONTRACT,
    "green_trade": CONTRACT,
    "certificate": CONTRACT,
    "offset": CARBON,
    "measure": MEASURE,
    "converter": CONVERTER,
    "existing": CONVERTER,
    "route": CONVERTER,
    "capture": CARBON,
    "waste_heat": MEASURE,
    "storage": STORE,
    "demand": UPKEEP,
    "carrier": OTHER,
}
SINGLE: Final = ("measure", "demand", "carrier", "existing", "converter")
"""Kinds whose things need not be told apart by colour."""


def colour_of(case: Case, name: str, kind: str) -> str:
    """Colour of a thing of the case. [#RRGGBB]

    Parameters
    ----------
    case : Case
        The case, whose order decides on the lightness.
    name, kind : str
        The thing.
    """
    base = KINDS.get(kind, OTHER)
    if kind in SINGLE:
        return base
    alike = [thing.name for thing in case.things if KINDS.get(thing.kind) == base and thing.kind not in SINGLE]
    place = alike.index(name) if name in alike else 0
    return lighter(base, min(0.3 * place, 0.6))


@cache
def lighter(colour: str, share: float) -> str:
    """A colour mixed with a share of white.

    Examples
    --------
    >>> lighter("#000000", 0.5), lighter("#E69F00", 0.0)
    ('#808080', '#E69F00')
    """
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


def faint(colour: str, opacity: float) -> str:
    """A colour that lets others shine through."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
