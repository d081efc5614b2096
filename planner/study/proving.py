"""Plans chosen on typical days, operated in all hours: what they truly cost and emit, and whether they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import xarray as xr

from ..audit import audit
from ..case.value import Case
from ..errors import AuditError
from ..run.roadmap import Action, decisions
from ..solve.aims import Aim, Objective, measured
from ..solve.assemble import Operation
from ..solve.family import Family, Member
from ..solve.full_year import FullYear, WholeYears
from ..solve.objective import discounted_cost
from ..solve.repair import UNREPAIRED, Repair, describe, improve, surprises
from ..solve.solution import build_solution, evaluate, load_values, with_base_year
from .ground import Ground

MILLION = 1e6

# How often plans are chosen anew because one of them did not hold in its full years.
REPAIRS = 3


@dataclass(frozen=True)
class Figures:
    """What a plan is, as its full years have it.

    Attributes
    ----------
    cost, capital : float
        Present value of everything paid; investments, undiscounted. [currency]
    co2 : float
        Gross scope 1 and location-based scope 2 of all calendar years. [t]
    co2_by_year : mapping of int to float
        The same of every milestone year. [t/a]
    actions : tuple of Action
        Its roadmap.
    """

    cost: float
    capital: float
    co2: float
    co2_by_year: Mapping[int, float]
    actions: tuple[Action, ...]


class Years:
    """The full years of a family, kept with the solver from plan to plan."""

    def __init__(self, family: Family, ground: Ground, operation: Operation, objective: Objective = "cost") -> None:
        self._family, self._ground, self._operation, self._objective = family, ground, operation, objective
        self._years: WholeYears | None = None

    def operate(self, member: Member, tightened: Repair = UNREPAIRED) -> FullYear:
        """Operate a plan in all hours, priced at its value.

        Parameters
        ----------
        member : Member
            The plan.
        tightened : Repair, optional
            Statements drawn tighter for this plan, to be kept in the full year.

        Returns
        -------
        FullYear
            Operation, and what is not kept.

        Raises
        ------
        SolverError
            If the solver fails.
        """
        family = self._family
        split, threads = family.at(member.share), family.settings.threads
        split = replace(split, problem=tightened.apply(split.problem))
        self._years = WholeYears(split, family.pathway, self._operation, threads, self._years)
        return self._years.operate(member.values)

    def lesson(self, member: Member, result: FullYear, repair: Repair) -> tuple[Repair, str]:
        """What has to change because a plan does not hold, and why; no reason if it holds."""
        pathway = self._family.pathway
        otherwise = surprises(pathway, result) & member.expected
        if otherwise:
            opened = Repair(repair.days, repair.room, repair.opened | otherwise)
            return opened, f"{len(otherwise)} quarters or months are billed otherwise than expected"
        if result.oversteps:
            return improve(repair, pathway, self._operation, result), describe(result)
        return repair, ""

    def figures(self, case: Case, member: Member, result: FullYear) -> Figures:
        """What a plan is.

        Parameters
        ----------
        case : Case
            The case at the value of the plan.
        member, result : Member, FullYear
            The plan and its full years.

        Returns
        -------
        Figures
            Of the full years.

        Raises
        ------
        AuditError
            If the independent recalculation does not confirm the plan.
        """
        pathway = self._family.pathway
        solution = build_solution(pathway, self._operation, result)
        self._confirm(solution)
        actions = decisions(case, solution)
        blocks = pathway.yearly.site.blocks
        by_year = {year: emitted(self._family, year) for year in blocks.years}
        return Figures(
            cost=self._family.cost(result.values, member.share) * MILLION,
            capital=sum(action.capex for action in actions) * MILLION,
            co2=sum(len(blocks.block(year)) * amount for year, amount in by_year.items()),
            co2_by_year=by_year,
            actions=actions,
        )

    def _confirm(self, solution: xr.Dataset) -> None:
        """Have a plan recalculated, at the prices that the problem was put together with."""
        case = self._ground.case
        cost = evaluate(discounted_cost(self._family.pathway.yearly))
        signed = with_base_year(solution, self._ground.base_year).assign_attrs(
            case=case.name, scenario=case.scenario, currency=case.currency, price_year=case.price_year,
            status="optimal", resolution="typical", objective=self._objective, npv_cost=cost,
            search_objective=cost, search_bound=cost, gap=0.0,
        )  # fmt: skip
        failures = audit(case, signed).failures
        if failures:
            found = "\n".join(str(check) for check in failures)
            raise AuditError(f"the independent recalculation does not confirm a plan; nothing was written\n{found}")


def emitted(family: Family, year: int) -> float:
    """Gross scope 1 and location-based scope 2 of the plan whose values are loaded. [t/a]"""
    from ..models.parts.gross import gross

    return evaluate(gross(family.pathway.yearly, "location", year))


def measure(family: Family, aim: Aim, member: Member) -> float:
    """What a plan reaches on its typical days of what an aim drives. [points; t]"""
    load_values(family.pathway, member.values)
    return sum(evaluate(each) for each in measured(aim, family.pathway.yearly).values())
