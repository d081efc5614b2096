"""What a green share costs when it must be matched by the year, by the month or by the hour: three runs of one case.

Receives where the case stands and how it is changed; hands on one outcome a level, and writes them as a table. Every
run goes into a folder of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import xarray as xr

from ..case.value import Case, Where
from ..errors import AuditError, CaseError, Finding, InfeasibleError, PlannerError, SolverError, StoppedError
from ..site.blocks import Blocks
from ..site.terms import only_before_tax
from .claims import ClaimLedger
from .delivery import Delivery, deliver, load
from .folder import check_place, is_run
from .options import Options
from .pipeline import Progress
from .tables import Cell, write_table

LEVELS = ("yearly", "monthly", "hourly")
INDEX = "matching.csv"
OWN_TARGET = "green_share"
FOUND = frozenset({"optimal", "time_limit", "interrupted", "gap_open"})
FAILURES: Mapping[type[PlannerError], str] = {
    InfeasibleError: "infeasible",
    StoppedError: "stopped",
    AuditError: "not_confirmed",
    SolverError: "solver_failed",
}
NOT_RUN = "not_run"

# Share of the cost up to which plan and bound count as one.
CLOSED = 1e-7

COLUMNS = (
    "matching", "status", "reason", "folder", "currency", "npv_cost", "bound", "premium", "premium_per_mwh",
    "green_mwh",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A case as the user names and changes it.

    Attributes
    ----------
    share : str or None
        Green share to ask for in place of that of the case, such as ``"50 %"``.
    """

    path: str | Path
    scenario: str | None = None
    overrides: tuple[str, ...] = ()
    share: str | None = None


@dataclass(frozen=True)
class Outcome:
    """One level. Money in the case's currency.

    Attributes
    ----------
    status : str
        As in `summary.json`, or why there is no run.
    bound : float
        What no plan of the level can cost less than, as proven on typical days.
    green : float
        Green power that is matched at the level, over all years of the plan. [MWh]
    discounted : float
        The same, each year discounted like money. [MWh]
    sizes : dict
        Largest size over the years of contracts, on-site generation and stores, by name and unit.
    """

    level: str
    status: str
    reason: str = ""
    folder: Path | None = None
    npv_cost: float | None = None
    bound: float | None = None
    green: float | None = None
    discounted: float | None = None
    sizes: Mapping[tuple[str, str], float] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether a plan was found that keeps the target."""
        return self.status in FOUND


@dataclass(frozen=True)
class Comparison:
    """Outcomes of all levels."""

    currency: str
    outcomes: tuple[Outcome, ...]

    def premium(self, outcome: Outcome) -> float | None:
        """Discounted cost above that of yearly matching. [currency]"""
        base = self.outcomes[0]
        if outcome.npv_cost is None or base.npv_cost is None or not (outcome.found and base.found):
            return None
        return outcome.npv_cost - base.npv_cost

    def is_open(self, outcome: Outcome) -> bool:
        """Whether a premium is so small that the search may have left it over, or below zero for that reason."""
        base, premium = self.outcomes[0], self.premium(outcome)
        if outcome is base or premium is None:
            return False
        left = [each.npv_cost - each.bound for each in (base, outcome) if each.npv_cost and each.bound is not None]
        widest = max(left, default=0.0)
        return widest > CLOSED * abs(base.npv_cost or 0.0) and abs(premium) <= widest

    def premium_per_mwh(self, outcome: Outcome) -> float | None:
        """The premium for each MWh of green power matched, both discounted. [currency/MWh]"""
        premium = self.premium(outcome)
        return premium / outcome.discounted if premium is not None and outcome.discounted else None

    @property
    def sizes(self) -> tuple[tuple[str, str], ...]:
        """Name and unit of everything that has a size at some level, in order of name."""
        return tuple(sorted({key for outcome in self.outcomes for key in outcome.sizes}))

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Levels without a plan that keeps the target."""
        return tuple(outcome for outcome in self.outcomes if not outcome.found)


def compare_levels(
    question: Question, options: Options, place: Path, progress: Callable[[Progress], None]
) -> Comparison:
    """Solve a case at every level of matching, one after the other.

    Parameters
    ----------
    question : Question
        The case.
    options : Options
        How to solve it.
    place : Path
        Folder for the three run folders and `matching.csv`.
    progress : callable
        Told how far the run at hand is.

    Returns
    -------
    Comparison
        What each level costs. A level that fails says why; one that is interrupted ends the study.

    Raises
    ------
    CaseError
        If the case or the place is wrong, or no target of the case is about green power.
    """
    cases = {level: load(question.path, question.scenario, texts) for level, texts in variations(question).items()}
    _check(place)
    outcomes: list[Outcome] = []
    for level, case in cases.items():
        if any(outcome.status == "interrupted" for outcome in outcomes):
            outcomes.append(Outcome(level, NOT_RUN, "the study was interrupted before"))
        else:
            outcomes.append(_solve(level, case, options, place / level, progress))
        comparison = Comparison(case.currency, tuple(outcomes))
        place.mkdir(parents=True, exist_ok=True)
        write_table(place / INDEX, *table(comparison))
    return Comparison(case.currency, tuple(outcomes))


def variations(question: Question) -> dict[str, tuple[str, ...]]:
    """Changes of the case that make it ask for each level.

    Raises
    ------
    CaseError
        If no target can be matched, or the plan is not chosen by the cost before tax.
    """
    case = only_before_tax(load(question.path, question.scenario, question.overrides), "matching")
    own = [thing.name for thing in case.of("green_share") if not thing.parameters.obligation]
    caps = [thing.name for thing in case.of("emission_cap") if thing.parameters.basis.startswith("market")]
    asked: list[str] = []
    if question.share is not None and own:
        asked = [f"targets.{name}.share={question.share}" for name in own]
    elif question.share is not None:
        name = OWN_TARGET if all(thing.name != OWN_TARGET for thing in case.of("green_share")) else f"own_{OWN_TARGET}"
        asked, own = [f"targets.{name}={{kind: green_share, share: {question.share}}}"], [name]
    if not own and not caps:
        message = (
            "no target of the case is about green power: give a share to ask for, such as --share '50 %', or write a "
            "target of kind green_share, or an emission cap with a market basis"
        )
        raise CaseError([Finding(case.where("targets"), message)])
    return {
        level: (*question.overrides, *asked, *(f"targets.{name}.matching={level}" for name in (*own, *caps)))
        for level in LEVELS
    }


def _check(place: Path) -> None:
    """Refuse a folder that holds anything but an earlier study of this kind."""
    known = {*LEVELS, INDEX}
    if is_run(place) or (place.is_dir() and any(path.name not in known for path in place.iterdir())):
        message = "holds something else; choose an empty folder or one of an earlier comparison"
        raise CaseError([Finding(Where("--out", None, str(place)), message)])
    for level in LEVELS:
        check_place(place / level)


def _solve(level: str, case: Case, options: Options, place: Path, progress: Callable[[Progress], None]) -> Outcome:
    def told(news: Progress) -> None:
        progress(replace(news, message=f"{level} matching: {news.message}" if news.message else f"{level} matching"))

    try:
        delivery = deliver(case, options, place, told)
    except tuple(FAILURES) as error:
        return Outcome(level, FAILURES[type(error)], str(error))
    return _outcome(level, case, delivery)


def _outcome(level: str, case: Case, delivery: Delivery) -> Outcome:
    status, summary = delivery.run.status, delivery.summary
    green, blocks = matched_green(case, delivery.run.solution, level), Blocks(case.horizon)
    reasons = (f"{found['where']} cannot be kept in {found['year']}" for found in summary["violations"])
    return Outcome(
        level=level,
        status=status,
        reason="; ".join(reasons),
        folder=delivery.place,
        npv_cost=summary["npv_cost"],
        bound=summary["bound"],
        green=sum(len(blocks.block(year)) * energy for year, energy in green.items()),
        discounted=sum(blocks.weight(year) * energy for year, energy in green.items()),
        sizes=dict(_sizes(case, summary["years"])),
    )


def matched_green(case: Case, solution: xr.Dataset, level: str) -> dict[int, float]:
    """Green power of each milestone year that is matched at a level. [MWh/a]"""
    claims = ClaimLedger(case, solution).claims
    return {year: sum(claim.matched(level) for claim in claims if claim.year == year) for year in case.horizon.years}


def _sizes(case: Case, years: Sequence[Mapping[str, Mapping[str, float]]]) -> Iterator[tuple[tuple[str, str], float]]:
    """Largest size over the years of contracts, on-site generation and stores."""
    units = {
        **{thing.name: "MW" for thing in case.of("renewable")},
        **{f"{thing.name}.energy": "MWh" for thing in case.of("storage")},
        **{f"{thing.name}.power": "MW" for thing in case.of("storage")},
    }
    bought = {"certificate": "MWh/a", "green_trade": "MWh/a", "offset": "t/a"}
    contracts = {thing.name: bought.get(thing.kind, "MW") for thing in case.things if thing.section == "supply"}
    for group, named in (("capacity", units), ("contracts", contracts)):
        for name, unit in named.items():
            largest = max(entry[group].get(name, 0.0) for entry in years)
            if largest > 0.0:
                yield (name, unit), largest


def table(comparison: Comparison) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Columns and rows of `matching.csv`: one row a level, a column for everything that has a size."""
    sizes = comparison.sizes
    rows: list[tuple[Cell, ...]] = [
        (
            outcome.level, outcome.status, outcome.reason, outcome.level if outcome.folder else "",
            comparison.currency, outcome.npv_cost, outcome.bound, comparison.premium(outcome),
            comparison.premium_per_mwh(outcome), outcome.green,
            *(outcome.sizes.get(key, 0.0) if outcome.folder else None for key in sizes),
        )
        for outcome in comparison.outcomes
    ]  # fmt: skip
    return (*COLUMNS, *(f"{name} [{unit}]" for name, unit in sizes)), rows
