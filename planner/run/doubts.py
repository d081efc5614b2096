"""Warnings that only solving brings to light: what a plan may be worse by than its gap says."""

from __future__ import annotations

from ..case.value import Case
from ..errors import Finding
from ..solve.plan import Plan

# Share of the cost above which it is said what the choice of a plan left out.
UNSEEN = 1e-4

# Outside this range of coefficients the solver's tolerances no longer mean what they say.
WELL_SCALED = (1e-6, 1e6)


# Distance of the full year's cost from that of the typical days above which these are said to be too few. [1]
COARSE = 0.03


def doubts(case: Case, plan: Plan) -> tuple[Finding, ...]:
    """Warnings that only solving brings to light."""
    return (*_coarse(case, plan), *_unseen(case, plan), *_badly_scaled(case, plan))


def full_year_deviation(plan: Plan) -> float:
    """How much more a plan costs in the full year than on its typical days. [1]"""
    return (plan.cost - plan.typical.objective) / max(abs(plan.typical.objective), 1e-10)


def _coarse(case: Case, plan: Plan) -> tuple[Finding, ...]:
    """Typical days that tell another story than the full year, if the plan was chosen by them."""
    deviation = full_year_deviation(plan)
    if plan.outcome is not plan.typical or plan.oversteps or abs(deviation) <= COARSE:
        return ()
    message = (
        f"the full year costs {deviation:+.1%} of what the {plan.days} typical days say by which the plan was chosen: "
        f"another plan may be better; choose by more of them (`--days {2 * plan.days}`) or at all hours "
        "(`--resolution full`)"
    )
    return (Finding(case.where("case"), message, "warning"),)


def _unseen(case: Case, plan: Plan) -> tuple[Finding, ...]:
    """What a plan was chosen without regard to, if it matters."""
    share = plan.unseen / max(abs(plan.cost), 1e-10)
    if share <= UNSEEN:
        return ()
    message = (
        f"{share:.2%} of the cost comes from flows that must not run at once and from whole units on line, which the "
        "choice of the plan left out: a plan chosen with regard to them may be cheaper by as much"
    )
    return (Finding(case.where("case"), message, "warning"),)


def _badly_scaled(case: Case, plan: Plan) -> tuple[Finding, ...]:
    """Numbers that differ too much in size."""
    low, high = plan.coefficients
    if WELL_SCALED[0] <= low and high <= WELL_SCALED[1]:
        return ()
    message = (
        f"coefficients of the model reach from {low:.1e} to {high:.1e}; numbers of very different size make the solver "
        "less exact, so check the units of the smallest and largest ones"
    )
    return (Finding(case.where("case"), message, "warning"),)
