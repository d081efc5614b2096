"""Values of a number at which the roadmap changes, each as an interval, with what is proven of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from ..case.value import Case, Where
from ..errors import AuditError, CaseError, Finding
from ..solve.decided import Rounding, rounding
from ..solve.family import Family, Member, family
from ..solve.highs import Settings
from .bracket import Bracketed, bracket
from .branches import Branches, Stretch, Switch, shares_of
from .envelope import Envelope, Line
from .grid import NUMBER, OPTION, Span
from .ground import grounds, whole_year
from .plan import Subject
from .proving import Figures, Years

REPAIRS = 3

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
    """The search over one family of problems."""

    family: Family
    terms: Terms
    tell: Tell
    members: list[Member] = field(default_factory=list)
    held: dict[tuple[Hashable, float], Member] = field(default_factory=dict)

    def run(self, text: Callable[[float], str]) -> tuple[Bracketed, Branches, list[Stretch], Rounding]:
        """Follow the least cost, and settle which roadmap is the cheapest where."""

        def solve(share: float) -> Member:
            self.tell(f"{len(self.members) + 1}: the cheapest plan at {text(share)}")
            self.members.append(self.family.choose(share))
            return self.members[-1]

        def tolerance(cost: float) -> float:
            return self.terms.tolerance * abs(cost)

        found = bracket(solve, tolerance, self.terms.most)
        rounded = rounding(self.family.pathway, [member.values for member in self.members], self.terms.step)
        known: dict[Hashable, Envelope] = {}
        for member in self.members:
            key = rounded.roadmap(member.values)
            known[key] = known.get(key, Envelope()).extended([Line(member.low, member.high)], [])

        def evaluate(key: Hashable, share: float) -> Member:
            self.tell(f"{len(self.members) + len(self.held) + 1}: one of {len(known)} roadmaps at {text(share)}")
            assert isinstance(key, tuple)
            if (key, share) not in self.held:
                self.held[key, share] = self.family.choose(share, rounded.held(key))
            return self.held[key, share]

        branches = Branches(found.envelope, known, evaluate)
        stretches = branches.settle(NARROW)
        return found, branches, stretches, rounded


def search_switches(
    subject: Subject, span: Span, settings: Settings, days: int, terms: Terms, tell: Tell
) -> Switching | str:
    """Find where the roadmap changes.

    Parameters
    ----------
    subject : Subject
        What is studied.
    span : Span
        The number and its range.
    settings : Settings
        Gap of a solve, threads.
    days : int
        Typical days.
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
    CaseError
        If the case is wrong at either end.
    InfeasibleError
        If statements of the case contradict each other.
    AuditError
        If a plan does not hold in the full year, whatever is repaired.
    """
    tell("reading and comparing the case at both ends and half-way")
    cases = [subject.read((f"{span.key}={span.at(share)}",)) for share in (0.0, 0.5, 1.0)]
    check_number(cases, span)
    low, middle, high = grounds(cases, settings)
    put = family((low.site, middle.site, high.site), (low.base, middle.base, high.base), days, settings)
    if isinstance(put, str):
        return put
    years = Years(put, middle, whole_year(middle.site))
    repairs: list[str] = []
    while True:
        search = Search(put, terms, tell)
        found, branches, stretches, _ = search.run(lambda share: f"{span.key}={span.at(round(share, 6))}")
        plans, reason = _operated(subject, span, put, years, branches, stretches, tell)
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
    return Switching(
        span=span,
        unit=unit_of(middle.case, span),
        terms=terms,
        case=middle.case,
        plans=tuple(plans.values()),
        stretches=tuple(Stretch(names[each.key], each.low, each.high) for each in stretches),
        switches=switches,
        envelope=every,
        gap=gap,
        closed=gap <= terms.tolerance * (1.0 + 1e-9),
        solves=len(search.members) + len(search.held),
        held=len(search.held),
        days=days,
        repairs=tuple(repairs),
        fixed_bills=any(member.expected for member in search.members),
    )


def _operated(
    subject: Subject, span: Span, put: Family, years: Years, branches: Branches, stretches: list[Stretch], tell: Tell
) -> tuple[dict[Hashable, Chosen], str]:
    """Every roadmap in the full year; or why one of them does not hold."""
    chosen: dict[Hashable, Chosen] = {}
    repair, reasons = put.repair, []
    for number, (key, share) in enumerate(shares_of(stretches).items()):
        member = branches.evaluate(key, share)
        letter = letters(number)
        value = span.at(round(share, 6))
        tell(f"plan {letter} in all hours at {span.key}={value}")
        assert isinstance(member, Member)
        result = years.operate(member)
        repair, reason = years.lesson(member, result, repair)
        if reason:
            reasons.append(reason)
            continue
        figures = years.figures(subject.read((f"{span.key}={value}",)), member, result)
        mine = tuple(each for each in stretches if each.key == key)
        cost = max(abs(member.at(share)), 1e-10)
        gap = max(branches.gap(each) for each in mine) / cost
        places = [place for place, each in enumerate(stretches) if each.key == key]
        advantage = max(branches.advantage(stretches, place) for place in places) / cost
        chosen[key] = Chosen(letter, member, mine, figures, gap, advantage)
    put.repair = repair
    return chosen, "; ".join(dict.fromkeys(reasons))


def letters(number: int) -> str:
    """Name of a plan: A to Z, then AA and on.

    Examples
    --------
    >>> letters(0), letters(25), letters(26), letters(53)
    ('A', 'Z', 'AA', 'BB')
    """
    repeated, place = divmod(number, 26)
    return chr(ord("A") + place) * (repeated + 1)


def check_number(cases: list[Case], span: Span) -> None:
    """Refuse a key that names nothing which could differ between the ends.

    Raises
    ------
    CaseError
        If the case at both ends is the same.
    """
    if cases[0].resolved == cases[-1].resolved:
        message = f"the case is the same at {span.at(0.0)} and at {span.at(1.0)}"
        raise CaseError([Finding(Where(OPTION, None, span.key), message)])


def unit_of(case: Case, span: Span) -> str:
    """Unit in which the values of a range are meant: that of the range, else that of the case."""
    if span.unit or span.prefix:
        return span.unit
    found: Any = case.resolved
    for part in span.key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    while isinstance(found, dict) and found:
        found = next(iter(found.values()))
    match = NUMBER.fullmatch(found) if isinstance(found, str) else None
    return match.group(3) if match is not None else ""
