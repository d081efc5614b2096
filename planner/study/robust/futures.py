"""The futures of a study: named scenarios of one case, how likely each is, and whether they can be set side by side."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...case.value import Case, Where
from ...errors import CaseError, Finding
from ...site.terms import only_before_tax
from ..plan import Subject

BASE = "base"
PLANS = ("expected", "regret", "average", "likeliest")
OPTION, WEIGHTS, UNTIL = "--scenarios", "--weights", "--until"

# What has to be the same for plans to be compared year by year.
SHAPE: Mapping[str, Callable[[Case], Any]] = {
    "horizon.base_year": lambda case: case.horizon.base_year,
    "horizon.first_decision": lambda case: case.horizon.first_decision,
    "horizon.years": lambda case: ", ".join(map(str, case.horizon.years)),
    "horizon.end": lambda case: case.horizon.end,
    "case.currency": lambda case: case.currency,
    "case.price_year": lambda case: case.price_year,
}


@dataclass(frozen=True)
class Futures:
    """Scenarios of a case.

    Attributes
    ----------
    chances : tuple of float
        How likely each is; they sum to one. [1]
    until : int or None
        Last year in which decisions are common to all; None where all decisions are.
    """

    subject: Subject
    names: tuple[str, ...]
    chances: tuple[float, ...]
    cases: tuple[Case, ...]
    until: int | None

    def scenario(self, name: str) -> str | None:
        """What to read the case with; ``base`` is the case as it stands."""
        return scenario_of(name, self.cases[0])

    @property
    def rates(self) -> dict[str, float]:
        """Discount rates; where they differ, expected costs add unlike present values. [1/a]"""
        return {name: case.horizon.discount_rate for name, case in zip(self.names, self.cases, strict=True)}

    @property
    def partly(self) -> dict[str, tuple[str, ...]]:
        """Things that some of the futures lack, by key, with the futures that have them."""
        found = {}
        for section, name in sorted(self._names()):
            having = tuple(
                future for future, case in zip(self.names, self.cases, strict=True) if _has(case, section, name)
            )
            if len(having) < len(self.names):
                found[f"{section}.{name}"] = having
        return found

    def _names(self) -> set[tuple[str, str]]:
        sections = ("technologies", "measures", "existing", "supply")
        return {
            (thing.section, thing.name) for case in self.cases for thing in case.things if thing.section in sections
        }


def read_futures(subject: Subject, names: Sequence[str], weights: Sequence[float] | None, until: int | None) -> Futures:
    """Read every scenario and check that they fit together.

    Parameters
    ----------
    subject : Subject
        The case, without a scenario.
    names : sequence of str
        Scenarios; ``base`` is the case as it stands.
    weights : sequence of float, optional
        How likely each is, in any unit; equal if not given.
    until : int, optional
        Last year of common decisions.

    Returns
    -------
    Futures
        With weights that sum to one.

    Raises
    ------
    CaseError
        With everything that is wrong with any scenario, the weights, or their being set side by side.
    """
    chances = _chances(names, weights)
    cases, wrong = [], dict[Finding, None]()
    plain = subject.read()
    for name in names:
        try:
            case = Subject(subject.case, scenario_of(name, plain), subject.overrides).read()
            cases.append(only_before_tax(case, "robust"))
        except CaseError as error:
            wrong |= dict.fromkeys(error.findings)
    if wrong:
        raise CaseError(list(wrong))
    findings = [*_unlike(names, cases), *_too_early(until, cases[0])]
    if findings:
        raise CaseError(findings)
    return Futures(subject, tuple(names), chances, tuple(cases), until)


def scenario_of(name: str, case: Case) -> str | None:
    """Scenario by the name of a future; ``base`` is none, unless the case has a scenario of that name."""
    return None if name == BASE and BASE not in (case.resolved.get("scenarios") or {}) else name


def _chances(names: Sequence[str], weights: Sequence[float] | None) -> tuple[float, ...]:
    wrong = []
    if len(names) < 1 or any(not name for name in names):
        wrong.append(_finding(OPTION, ",".join(names), "write the names of scenarios, such as base,high_carbon"))
    repeated = sorted({name for name in names if names.count(name) > 1})
    wrong.extend(_finding(OPTION, name, "is named twice") for name in repeated)
    wrong.extend(
        _finding(OPTION, name, "is what a plan of this study is called; give the scenario another name")
        for name in names
        if name in PLANS
    )
    given = [1.0] * len(names) if weights is None else list(weights)
    if len(given) != len(names):
        wrong.append(_finding(WEIGHTS, str(len(given)), f"give one weight for each of the {len(names)} scenarios"))
    if any(not (0.0 < weight < math.inf) for weight in given):
        wrong.append(_finding(WEIGHTS, ",".join(map(str, given)), "every weight is a number above zero"))
    if wrong:
        raise CaseError(wrong)
    return tuple(weight / sum(given) for weight in given)


def _unlike(names: Sequence[str], cases: Sequence[Case]) -> list[Finding]:
    """What keeps plans of the scenarios from being compared year by year and thing by thing."""
    found = []
    for key, value in SHAPE.items():
        values = {name: value(case) for name, case in zip(names, cases, strict=True)}
        if len(set(values.values())) > 1:
            said = "; ".join(f"{name}: {each}" for name, each in values.items())
            found.append(Finding(cases[0].where(key), f"must be the same in all scenarios of a robust plan ({said})"))
    kinds: dict[tuple[str, str], dict[str, str]] = {}
    for name, case in zip(names, cases, strict=True):
        for thing in case.things:
            kinds.setdefault((thing.section, thing.name), {})[name] = thing.kind
    for (section, item), by in kinds.items():
        if len(set(by.values())) > 1:
            said = "; ".join(f"{name}: {kind}" for name, kind in by.items())
            message = f"is not the same kind of thing in all scenarios ({said}); give one of them another name"
            found.append(Finding(cases[0].where(f"{section}.{item}"), message))
    return found


def _too_early(until: int | None, case: Case) -> list[Finding]:
    if until is None or case.horizon.first_decision <= until < case.horizon.years[-1]:
        return []
    first, last = case.horizon.first_decision, case.horizon.years[-1]
    message = f"decisions are common until a year from {first} to {last - 1}; leave it out to have all in common"
    return [_finding(UNTIL, str(until), message)]


def _has(case: Case, section: str, name: str) -> bool:
    return any((thing.section, thing.name) == (section, name) for thing in case.things)


def _finding(option: str, text: str, message: str) -> Finding:
    return Finding(Where(option, None, text[:80] or "?"), message)
