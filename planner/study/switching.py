"""Values of a number at which the roadmap changes, each as an interval, with what is proven of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from ..case.value import Case, Where
from ..errors import AuditError, CaseError, Finding
from ..solve.decided import Decisions, Rounding, rounding
from ..solve.family import Member
from ..solve.repair import UNREPAIRED, Repair
from .bracket import Bracketed, bracket
from .branches import Branches, Stretch, Switch, shares_of
from .engine import Engine
from .envelope import Envelope, Line
from .grid import OPTION, Span
from .plan import Subject
from .proving import REPAIRS, Figures
from .search.asker import Asker, Asks, Kept
from .search.task import Choose, Operate
from .values import unit_in

# Values are told apart by this share of the range: a switch is looked for as near as this. [1]
NARROW = 1e-3

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Terms:
    """How switches are looked for.

    Attributes
    ----------
    tolerance : float
        Gap, as a share of the cost, to which the least cost is followed. [1]
    step : float
        Step to which sizes are rounded, as a share of the largest size of each thing. [1]
    most : int
        Solves of the whole problem at most.
    """

    tolerance: float
    step: float = 0.1
    most: int = 60


@dataclass(frozen=True)
class Chosen:
    """A roadmap that is the cheapest of those found in one or more stretches.

    Attributes
    ----------
    letter : str
        What it is called.
    member : Member
        The plan that stands for it, chosen at a value in its longest stretch.
    stretches : tuple of Stretch
        Where it is the cheapest.
    figures : Figures
        What it is, at that value.
    gap : float
        How much cheaper any plan may be in its stretches, as a share of the cost. [1]
    advantage : float
        What the other roadmaps found would cost more there, at most, as a share of the cost. [1]
    """

    letter: str
    member: Member
    stretches: tuple[Stretch, ...]
    figures: Figures
    gap: float
    advantage: float


@dataclass(frozen=True)
class Switching:
    """What was found. Costs on typical days in millions.

    Attributes
    ----------
    switches : tuple of Switch
        Between letters of `plans`.
    gap : float
        How much cheaper than the known plans any plan may be, as a share of the cost, at the worst value. [1]
    closed : bool
        Whether the gap is within the tolerance everywhere.
    solves, held : int
        How many plans were chosen, and how many of them with a roadmap held.
    """

    span: Span
    unit: str
    terms: Terms
    case: Case
    plans: tuple[Chosen, ...]
    stretches: tuple[Stretch, ...]
    switches: tuple[Switch, ...]
    envelope: Envelope
    gap: float
    closed: bool
    solves: int
    held: int
    days: int
    repairs: tuple[str, ...]
    fixed_bills: bool

    def value(self, share: float) -> float:
        """The value at a share of the range, in the unit of the case."""
        return float(self.span.low) + (float(self.span.high) - float(self.span.low)) * share


@dataclass
class Search:
    """The search over one problem.

    Attributes
    ----------
    repair : Repair
        What full years have shown to be needed.
    """

    asks: Asks
    span: Span
    decisions: Decisions
    terms: Terms
    tell: Tell
    repair: Repair
    members: list[Member] = field(default_factory=list)
    held: dict[tuple[Hashable, float], Kept] = field(default_factory=dict)

    def run(self) -> tuple[Bracketed, Branches, list[Stretch]]:
        """Follow the least cost, and settle which roadmap is the cheapest where."""

        def tolerance(cost: float) -> float:
            return self.terms.tolerance * abs(cost)

        found = bracket(self._cheapest, tolerance, self.terms.most)
        rounded = rounding(self.decisions, [member.values for member in self.members], self.terms.step)
        known: dict[Hashable, Envelope] = {}
        for member in self.members:
            key = rounded.roadmap(member.values)
            known[key] = known.get(key, Envelope()).extended([Line(member.low, member.high)], [])

        def evaluate(wanted: Sequence[tuple[Hashable, float]]) -> list[Member]:
            return self._held(wanted, rounded, len(known))

        branches = Branches(found.envelope, known, evaluate)
        return found, branches, branches.settle(NARROW)

    def _cheapest(self, shares: Sequence[float]) -> list[Member]:
        self.tell(f"{len(self.members)} plans chosen, {len(shares)} more to choose")
        asked = [
            (f"the cheapest plan at {self.value(share)}", Choose(share, repair=self.repair)) for share in sorted(shares)
        ]
        found = [each.planned.member for each in self.asks.choose(asked)]
        self.members += found
        return found

    def _held(self, wanted: Sequence[tuple[Hashable, float]], rounded: Rounding, count: int) -> list[Member]:
        """Plans with roadmaps held; those of one roadmap are neighbours."""
        fresh = [each for each in wanted if each not in self.held]
        self.tell(f"{len(self.members) + len(self.held)} plans chosen, {len(fresh)} more of {count} roadmaps to choose")
        asked, names = [], list(dict.fromkeys(key for key, _ in wanted))
        for key, share in fresh:
            assert isinstance(key, tuple)
            held = tuple((column, *bounds) for column, bounds in rounded.held(key).items())
            asked.append(
                (
                    f"roadmap {names.index(key) + 1} of {len(names)} at {self.value(share)}",
                    Choose(share, held=held, repair=self.repair),
                )
            )
        self.held |= zip(fresh, self.asks.choose(asked), strict=True)
        return [self.held[each].planned.member for each in wanted]

    def value(self, share: float) -> str:
        """A share of the range as a change of the case."""
        return f"{self.span.key}={self.span.at(round(share, 6))}"


def search_switches(
    engine: Engine, jobs: int, subject: Subject, span: Span, cases: Sequence[Case], terms: Terms, tell: Tell
) -> Switching | str:
    """Find where the roadmap changes.

    Parameters
    ----------
    engine : Engine
        A study with the runner of searches.
    jobs : int
        Workers among which plans are shared.
    subject : Subject
        What is studied.
    span : Span
        The number and its range.
    cases : sequence of Case
        As of `read_range`.
    terms : Terms
        Tolerance, rounding.
    tell : callable
        Told what is being done.

    Returns
    -------
    Switching or str
        Plans and switches; or why nothing can be proven, where the number enters more than the objective.

    Raises
    ------
    InfeasibleError
        If statements of the case contradict each other.
    AuditError
        If a plan does not hold in the full year, whatever is repaired.
    PlannerError
        As the run that failed.
    """
    tell("comparing the case at both ends and half-way")
    asks = Asker(engine, subject, jobs, _changes(span))
    layout = asks.lay(cases)
    if layout.refusal:
        return layout.refusal
    repair, repairs = UNREPAIRED, list[str]()
    while True:
        search = Search(asks, span, layout.decisions, terms, tell, repair)
        found, branches, stretches = search.run()
        plans, repair, reason = _operated(search, branches, stretches)
        if not reason:
            break
        if len(repairs) == REPAIRS:
            raise AuditError(f"a plan does not hold in the full year: {reason}")
        repairs.append(reason)
        tell(f"a plan does not hold in the full year, so all are chosen anew: {reason}")
    names = {key: plan.letter for key, plan in plans.items()}
    switches = tuple(
        Switch(names[each.before], names[each.after], each.low, each.high, each.best, each.gap)
        for each in branches.switches(stretches)
    )
    every = found.envelope.extended([line for each in branches.known.values() for line in each.lines], [])
    gap = max(every.gap(share) / max(abs(every.upper(share)), 1e-10) for share in every.kinks())
    case = cases[1]
    return Switching(
        span=span,
        unit=span.unit if span.unit or span.prefix else unit_in(case, span.key),
        terms=terms,
        case=case,
        plans=tuple(plans.values()),
        stretches=tuple(Stretch(names[each.key], each.low, each.high) for each in stretches),
        switches=switches,
        envelope=every,
        gap=gap,
        closed=gap <= terms.tolerance * (1.0 + 1e-9),
        solves=len(search.members) + len(search.held),
        held=len(search.held),
        days=subject.options["days"],
        repairs=tuple(repairs),
        fixed_bills=any(member.expected for member in search.members),
    )


def _operated(
    search: Search, branches: Branches, stretches: list[Stretch]
) -> tuple[Mapping[Hashable, Chosen], Repair, str]:
    """Every roadmap in the full year; or what has to change because one of them does not hold, and why."""
    shares = shares_of(stretches)
    members = dict(zip(shares, branches.evaluate(list(shares.items())), strict=True))
    asked = [
        (f"plan {letters(number)} at {search.value(share)}",
         Operate(search.held[key, share].key, search.value(share), repair=search.repair))
        for number, (key, share) in enumerate(shares.items())
    ]  # fmt: skip
    search.tell(f"{len(asked)} plans in all hours")
    results = search.asks.operate(asked)
    reason = "; ".join(dict.fromkeys(each.reason for each in results if each.reason))
    if reason:
        return {}, reduce(Repair.merged, (each.repair for each in results)), reason
    chosen = {}
    for number, ((key, share), result) in enumerate(zip(shares.items(), results, strict=True)):
        member = members[key]
        assert isinstance(member, Member) and result.figures is not None
        mine = tuple(each for each in stretches if each.key == key)
        cost = max(abs(member.at(share)), 1e-10)
        gap = max(branches.gap(each) for each in mine) / cost
        places = [place for place, each in enumerate(stretches) if each.key == key]
        advantage = max(branches.advantage(stretches, place) for place in places) / cost
        chosen[key] = Chosen(letters(number), member, mine, result.figures, gap, advantage)
    return chosen, search.repair, ""


def letters(number: int) -> str:
    """Name of a plan: A to Z, then AA and on.

    Examples
    --------
    >>> letters(0), letters(25), letters(26), letters(53)
    ('A', 'Z', 'AA', 'BB')
    """
    repeated, place = divmod(number, 26)
    return chr(ord("A") + place) * (repeated + 1)


def read_range(subject: Subject, span: Span) -> list[Case]:
    """The case at the lower end of a range, half-way and at its upper end.

    Raises
    ------
    CaseError
        If it is wrong at one of them, or the same at both ends.
    """
    cases = [subject.read((change,)) for change in _changes(span)]
    if cases[0].resolved == cases[-1].resolved:
        message = f"the case is the same at {span.at(0.0)} and at {span.at(1.0)}"
        raise CaseError([Finding(Where(OPTION, None, span.key), message)])
    return cases


def _changes(span: Span) -> list[str]:
    return [f"{span.key}={span.at(share)}" for share in (0.0, 0.5, 1.0)]
