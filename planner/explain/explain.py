"""A case or a run explained: what its plan is worth part by part, or why there is none that keeps everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..case.value import Case
from ..errors import InfeasibleError
from ..solve.found import Found, Statement
from ..study.store import Failure
from .asking import Asker
from .conflict import smallest_conflict
from .levers import levers
from .macc import Macc, find_macc
from .subject import Known
from .worth import PARTS, Worth, find_worth


@dataclass(frozen=True)
class Contradiction:
    """Why no plan keeps everything.

    Attributes
    ----------
    conflict : tuple of Statement
        Statements of which each can be kept only if one of the others is given up; empty if it is not the statements.
    oversteps : mapping of str to float
        What the nearest plan oversteps, and by how much, by ``key@year``. [unit of each]
    units : mapping of str to str
        Unit of every statement.
    """

    conflict: tuple[Statement, ...]
    oversteps: Mapping[str, float]
    units: Mapping[str, str]
    unserved: float


@dataclass(frozen=True)
class Explanation:
    """What was found; either `worth` or `contradiction` is there.

    Attributes
    ----------
    beyond : tuple of float or None
        What cost and CO2 avoided of the run that is explained have beyond those of typical days. [million; t]
    otherwise : tuple of str
        Names of what only one of the run and the plan chosen anew has; both are as good within the gap.
    """

    case: Case
    worth: Worth | None
    macc: Macc | None
    contradiction: Contradiction | None
    failures: tuple[tuple[str, Failure], ...]
    beyond: tuple[float, float] | None = None
    otherwise: tuple[str, ...] = ()


def explain(
    asker: Asker,
    *,
    only: frozenset[str],
    parts: frozenset[str] = PARTS,
    players: int,
    samples: int,
    seed: int,
    known: Known | None = None,
) -> Explanation:
    """Explain a case.

    Parameters
    ----------
    asker : Asker
        Asks the questions.
    only : frozenset of str
        Keys of the levers that are asked about; all if empty.
    parts : frozenset of str
        What is answered: chosen, rejected, binding, macc.
    players : int
        Players of the abatement curve at most; 0 for no curve.
    samples, seed : int
        Orders that are sampled where there are many players.
    known : Known, optional
        What the run that is explained says of itself.

    Returns
    -------
    Explanation
        With what failed beside it.

    Raises
    ------
    PlannerError
        If there is no plan to explain.
    """
    asker.find_footing()
    base = asker.ask([("the plan", {"ask": "base"})], needed=True)[0]
    assert base is not None, "what is needed is there or an error is raised"
    plan = Found(**base["plan"])
    statements = [Statement(**each) for each in base["statements"]]
    if not plan.keeps:
        return Explanation(asker.case, None, None, _contradiction(asker, plan, statements), tuple(asker.failures))
    every = levers(asker.case)
    worth = find_worth(asker, every, base, only, parts)
    wanted = any(not each.is_law for each in statements)
    macc = None
    if players and "macc" in parts:
        try:
            macc = find_macc(asker, every, plan, targets=wanted, players=players, samples=samples, seed=seed)
        except InfeasibleError as error:
            # All else is answered, and stays so.
            asker.failures.append(("the abatement curve", Failure("", (), None, "infeasible", str(error), 0.0, 1)))
    beyond: tuple[float, float] | None = None
    otherwise: tuple[str, ...] = ()
    if known is not None:
        names = {lever.name for lever in every}
        chosen = {lever.name for lever in every if lever.key in plan.decided}
        otherwise = tuple(sorted(chosen ^ (known.decided & names)))
    if known is not None and macc is not None:
        beyond = (known.totals[0] - macc.cost, known.totals[1] - macc.avoided)
    return Explanation(asker.case, worth, macc, None, tuple(asker.failures), beyond, otherwise)


def _contradiction(asker: Asker, plan: Found, statements: list[Statement]) -> Contradiction:
    def keeps(places: frozenset[str]) -> bool:
        asks: Mapping[str, Any] = {"ask": "keeps", "places": sorted(places)}
        answer = asker.ask([(f"{len(places)} statements together", asks)], needed=True)[0]
        assert answer is not None, "what is needed is there or an error is raised"
        return bool(answer["keeps"])

    conflict = smallest_conflict(statements, keeps) if statements else None
    units = {each.place: each.unit for each in statements}
    return Contradiction(tuple(conflict or ()), plan.oversteps, units, plan.unserved)
