"""Marginal abatement with interactions: cost and CO2 of a plan shared out among what it consists of.

A coalition is a part of the plan's levers with the decisions that the plan takes on them, its other levers left out;
what every factory decides anyhow, such as replacing what dies, is decided anew for it, and so is the operation. Targets
are a player of their own: without them the levers are used as is cheapest, with them as the targets ask. So nothing is
the reference pathway, all together is the plan, and the shares add up to the difference of the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import InfeasibleError
from ..solve.found import Found
from .asking import Asker
from .levers import Lever
from .shapley import MOST_ENUMERATED, Coalition, Share, needed, orders, shares

TARGETS = "targets"

# Share of all CO2 avoided below which a cost per tonne would say nothing. [1]
TELLING = 0.01

# Coalitions of one job: few enough that little is lost with it.
OF_A_JOB = 8


@dataclass(frozen=True)
class Bar:
    """A player: what it costs and avoids.

    Attributes
    ----------
    members : tuple of str
        Keys of the levers it stands for; none for the targets.
    cost : Share
        Added to the discounted cost; negative where it saves. [million]
    avoided : Share
        CO2 avoided over all years. [t]
    """

    player: str
    members: tuple[str, ...]
    cost: Share
    avoided: Share

    def per_tonne(self, macc: Macc) -> float | None:
        """What a tonne costs; None for a player that avoids next to nothing or adds CO2. [million/t]"""
        tonnes = self.avoided.share
        return self.cost.share / tonnes if tonnes > max(TELLING * macc.avoided, 0.0) else None


@dataclass(frozen=True)
class Macc:
    """Cost and abatement of a plan against its reference, shared out.

    Attributes
    ----------
    cost, avoided : float
        What the shares add up to: plan less reference on typical days. [million; t]
    plan, reference : float
        Discounted cost of both. [million]
    orders : int
        Orders that were sampled; 0 where all were looked at.
    coalitions : int
        Coalitions that were tried.
    open : float
        By how much the cost of a combination may be too high at most, as each is proven within a gap only. [million]
    short : int
        Combinations that cannot keep every target: their cost is that of missing them by as little as can be.
    """

    bars: tuple[Bar, ...]
    cost: float
    avoided: float
    plan: float
    reference: float
    orders: int
    coalitions: int
    open: float
    short: int

    @property
    def static_error(self) -> tuple[float, float]:
        """By how much the sums of what each costs and avoids alone miss the whole. [million; t]"""
        cost = sum(bar.cost.alone for bar in self.bars) - self.cost
        return cost, sum(bar.avoided.alone for bar in self.bars) - self.avoided


def find_macc(
    asker: Asker, levers: Sequence[Lever], plan: Found, *, targets: bool, players: int, samples: int, seed: int
) -> Macc | None:
    """Share out a plan.

    Parameters
    ----------
    asker : Asker
        Asks for the coalitions.
    levers : sequence of Lever
        Levers of the case.
    plan : Found
        The plan, with its decisions.
    targets : bool
        Whether the case has targets that the reference does not keep.
    players : int
        Players at most, targets among them; what is more is grouped.
    samples, seed : int
        Orders to be sampled where there are too many players to look at all.

    Returns
    -------
    Macc or None
        None if a question failed, or there is nothing to share out.

    Raises
    ------
    InfeasibleError
        If a part of the plan leaves demand unserved, and so has no cost.
    """
    chosen = [lever for lever in levers if lever.key in plan.decided]
    if not chosen:
        return None
    groups = grouped(chosen, plan, max(players - targets, 1))
    names = [*groups, *([TARGETS] if targets else [])]
    sampled = None if len(names) <= MOST_ENUMERATED else orders(names, samples, seed)
    wanted = needed(names, sampled)
    found = _values(asker, wanted, groups, plan, targets)
    if found is None:
        return None
    values = {who: (value["cost"], value["co2"]) for who, value in found.items()}
    least = {who: min(value["bound"], value["cost"]) for who, value in found.items()}
    cost = shares(names, lambda who: values[who][0], sampled, least.__getitem__)
    avoided = shares(names, lambda who: -values[who][1], sampled)
    everyone, nobody = values[frozenset(names)], values[frozenset()]
    bars = tuple(Bar(name, groups.get(name, ()), cost[name], avoided[name]) for name in names)
    return Macc(
        bars=bars,
        cost=everyone[0] - nobody[0],
        avoided=nobody[1] - everyone[1],
        plan=everyone[0],
        reference=nobody[0],
        orders=len(sampled or ()),
        coalitions=len(wanted),
        open=max(values[who][0] - bound for who, bound in least.items()),
        short=sum(not value["keeps"] for who, value in found.items() if TARGETS in who or not targets),
    )


def grouped(chosen: Sequence[Lever], plan: Found, most: int) -> dict[str, tuple[str, ...]]:
    """Players and the levers they stand for: those on which most is spent stand alone, others by their group.

    Parameters
    ----------
    chosen : sequence of Lever
        Levers of the plan.
    plan : Found
        Says what is spent on each.
    most : int
        Players at most.
    """
    ranked = sorted(chosen, key=lambda lever: -abs(plan.spent.get(lever.key, 0.0)))
    for alone in range(len(ranked), -1, -1):
        rest: dict[str, list[str]] = {}
        for lever in ranked[alone:]:
            rest.setdefault(lever.group, []).append(lever.key)
        if alone + len(rest) <= most:
            break
    else:
        rest, alone = {"all": [lever.key for lever in ranked]}, 0
    singles = {lever.key: (lever.key,) for lever in ranked[:alone]}
    joined = {(keys[0] if len(keys) == 1 else f"{group} ({len(keys)})"): tuple(keys) for group, keys in rest.items()}
    return {**singles, **joined}


def _values(
    asker: Asker, wanted: Sequence[Coalition], groups: Mapping[str, tuple[str, ...]], plan: Found, targets: bool
) -> dict[Coalition, Mapping[str, Any]] | None:
    """What coalitions cost and emit, as the runner answers. [million; t]"""
    # Neighbours stand together, those that keep the targets apart from those that do not.
    ordered = sorted(wanted, key=lambda who: (TARGETS in who, len(who), sorted(who)))
    pieces = [ordered[start : start + OF_A_JOB] for start in range(0, len(ordered), OF_A_JOB)]
    questions = []
    for place, piece in enumerate(pieces):
        members = [[_levers(groups, who), TARGETS in who or not targets] for who in piece]
        asks = {"ask": "coalitions", "coalitions": members, "decided": plan.decided}
        questions.append((f"parts of the plan, {place + 1} of {len(pieces)}", asks))
    found: dict[Coalition, Mapping[str, Any]] = {}
    for piece, answer in zip(pieces, asker.ask(questions), strict=True):
        if answer is None:
            return None
        for who, value in zip(piece, answer["values"], strict=True):
            if value["unserved"] > 0.0:
                without = ", ".join(sorted(set(groups) - who)) or "nothing"
                raise InfeasibleError(f"the plan without {without} leaves demand unserved, so parts of it have no cost")
            found[who] = value
    return found


def _levers(groups: Mapping[str, tuple[str, ...]], who: Coalition) -> list[str]:
    return sorted(key for player in who for key in groups.get(player, ()))
