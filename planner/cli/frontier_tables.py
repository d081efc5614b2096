"""What `planner frontier` prints: the points, and what is proven of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..report.study.plans import percent
from .cells import number, plain_table

if TYPE_CHECKING:
    from rich.table import Table

    from ..study.frontier import Frontier


def points_table(found: Frontier) -> Table:
    """The points from the cheapest to the best; a star marks the knee."""
    name = "CO2, kt" if found.against == "co2" else "Score"
    table = plain_table(f"cost against {found.against}", "Point", "Cost, million", name, "Capital, million", "Gap")
    for each in found.points:
        figures = each.figures
        reached = number(figures.co2 / 1e3, 2) if found.against == "co2" else number(each.score, 1)
        mark = " *" if each.is_knee else ""
        table.add_row(
            f"{each.number}{mark}", number(figures.cost / 1e6, 2), reached, number(figures.capital / 1e6, 2),
            percent(each.gap),
        )  # fmt: skip
    return table


def sentences(found: Frontier) -> list[str]:
    """What is proven."""
    best = f"{found.best / 1e3:,.4g} kt" if found.against == "co2" else f"{found.best:,.4g} points"
    below = "emits less than" if found.against == "co2" else "has more than"
    lines = [f"No plan {below} {best}, on typical days."]
    if any(each.is_knee for each in found.points):
        lines.append("* The knee: farthest from the straight line between the ends, both scaled to their range.")
    lines.append(
        "Gap: how much cheaper, at most, a plan may be that reaches as much, on typical days. "
        f"Further points may lie in {percent(found.unexplored)} of the area between the ends. "
        "Cost, capital and what is reached: full years."
    )
    return lines
