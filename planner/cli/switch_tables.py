"""What `planner switch` prints: plans with where they are the cheapest, and every switch in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..report.study.plans import percent
from .cells import number, plain_table, size_text
from .voice import printable

if TYPE_CHECKING:
    from rich.table import Table

    from ..study.switching import Chosen, Switching

PROVEN = (
    "Switches are intervals: below each the one plan, above it the other is certainly the cheaper of the two. "
    "Gap: how much cheaper, at most, any plan may be where this one is shown, on typical days. "
    "Cost, CO2 and capital: full years, at the middle of the range."
)


def plans_table(found: Switching) -> Table:
    """The plans in the order of their ranges."""
    table = plain_table(
        f"{printable(found.span.key)} from {told(found, 0.0)} to {told(found, 1.0)}",
        "Plan", "Range", "Cost, million", "CO2, kt", "Capital, million", "Gap",
    )  # fmt: skip
    plans = {plan.letter: plan for plan in found.plans}
    for each in found.stretches:
        plan = plans[str(each.key)]
        figures = plan.figures
        table.add_row(
            plan.letter, _range(found, each.low, each.high), number(figures.cost / 1e6, 2),
            number(figures.co2 / 1e3, 2), number(figures.capital / 1e6, 2), percent(plan.gap),
        )  # fmt: skip
    return table


def sentences(found: Switching) -> list[str]:
    """Every switch, what each plan decides, and what is proven."""
    lines = [
        f"{each.before} -> {each.after} between {told(found, each.low, -1)} and {told(found, each.high, 1)}"
        for each in found.switches
    ] or ["One plan is the cheapest of those found everywhere."]
    lines += ["", *(f"{plan.letter}: {printable(decided(plan))}" for plan in found.plans), ""]
    near = [plan.letter for plan in found.plans if plan.advantage <= found.gap]
    if near:
        lines.append(
            f"{', '.join(near)}: no further ahead of the other plans than the gap, so that other plans may be as good."
        )
    state = "" if found.closed else f", more than the {percent(found.terms.tolerance)} asked for"
    lines.append(f"No plan is cheaper than these by more than {percent(found.gap)} anywhere in the range{state}.")
    lines.append(f"Sizes are equal within {percent(found.terms.step)} of the largest of each thing. {PROVEN}")
    if found.fixed_bills:
        lines.append("Bounds are of plans billed as was expected and turned out so.")
    return lines


def decided(plan: Chosen) -> str:
    """Decisions of a plan in one line."""
    from ..run.roadmap import DUST

    said = [
        f"{action.year} {action.action} {action.what} {size_text(action.size, action.unit).plain}".strip()
        for action in plan.figures.actions
        if action.size >= DUST
    ]
    return "; ".join(said) or "nothing is decided"


def told(found: Switching, share: float, side: int = 0) -> str:
    """A value with its unit, to a ten-thousandth of the range."""
    from ..study.values import valued

    return printable(valued(found.span, found.unit, share, side))


def _range(found: Switching, low: float, high: float) -> str:
    if low == 0.0 and high == 1.0:
        return "all"
    if low == 0.0:
        return f"below {told(found, high)}"
    return f"above {told(found, low)}" if high == 1.0 else f"{told(found, low)} to {told(found, high)}"
