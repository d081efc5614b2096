"""What is said of a plan that is not for the least cost, and of what more points of its score would cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text

from .cells import number, plain_table
from .voice import printable

if TYPE_CHECKING:
    from rich.console import RenderableType

MILLION = 1e6
WHAT = {"score": "Highest totals", "co2": "Least CO2 of all years"}

NO_PRICE = {"out_of_reach": "out of reach", "not_found": "none found in time"}


def further(summary: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Aim and next points of a run.

    Parameters
    ----------
    summary : Mapping
        Contents of `summary.json`.

    Yields
    ------
    renderables
        For a rich console; nothing where neither was asked for.
    """
    currency = summary["currency"]
    if summary["aim"]:
        yield _aim(summary["aim"], currency)
    if summary["next_points"]:
        table = plain_table(
            f"What more points cost, Mio {currency} (typical days)", "Statement", "Data", "More", "Cost", "+/-"
        )
        for step in summary["next_points"]:
            price = [Text(NO_PRICE.get(step["found"], "")), Text("")]
            if step["cost"] is not None:
                price = [number(max(step["cost"], 0.0) / MILLION, 2), number(step["uncertainty"] / MILLION, 2)]
            name = Text(printable(step["statement"].removeprefix("targets.")))
            table.add_row(name, Text(str(step["year"])), number(step["more"], signed=True), *price)
        yield table
        flow = summary["finance"]["minimised"]["flow"].replace("_", " ")
        yield Text(
            f"Discounted, on the scale of the plan ({flow}); each plan is proven within the gap only, hence +/-.",
            style="dim",
        )


def _aim(aim: Mapping[str, Any], currency: str) -> Text:
    """How far the budget reached."""
    digits = 1 if aim["unit"] == "points" else 0
    within = "" if aim["budget"] is None else f" for {aim['budget'] / MILLION:,.1f} Mio {currency}"
    return Text(
        f"\n{WHAT[aim['objective']]}{within}: {aim['value']:,.{digits}f} {aim['unit']}; no plan surpasses "
        f"{aim['bound']:,.{digits}f} on typical days. Of the plans that reach it this is the cheapest."
    )
