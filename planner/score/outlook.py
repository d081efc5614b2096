"""How long a score lasts: benchmarks that tighten, peers that improve, and the lowest factories that are struck off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .exact import exact, wide, within
from .ledger import Ledger
from .scorer import evaluate

if TYPE_CHECKING:
    import xarray as xr

    from ..case.value import Case, Thing

# Evaluations in a row among the lowest that end a recognition.
IN_A_ROW = 3


@dataclass(frozen=True)
class OutlookYear:
    """One evaluation.

    Attributes
    ----------
    year, application : int
        Year of the numbers, and of the application.
    total : Decimal
        Points by today's benchmarks.
    drifted : Decimal
        Points by the benchmarks as they will have tightened.
    wanted : Decimal or None
        Points that the factory must have by then; None where nothing is asked.
    bottom : Decimal or None
        Points below which the lowest factories will lie.
    """

    year: int
    application: int
    total: Decimal
    drifted: Decimal
    wanted: Decimal | None
    bottom: Decimal | None

    @property
    def short(self) -> bool:
        """Whether the points are fewer than wanted."""
        return self.wanted is not None and not within(self.drifted, self.wanted, lower=False)

    @property
    def lowest(self) -> bool:
        """Whether the factory is among the lowest."""
        return self.bottom is not None and self.drifted < self.bottom


@dataclass(frozen=True)
class Outlook:
    """What drift does to a plan.

    Attributes
    ----------
    first_short : int or None
        First application year in which the plan falls short of what is wanted; None if it never does.
    first_struck_off : int or None
        First application year in which it is among the lowest for the third time running; None if it never is.
    years : tuple of OutlookYear
        Every calendar year from the base year to the end of the horizon.
    """

    target: str
    first_short: int | None
    first_struck_off: int | None
    years: tuple[OutlookYear, ...]


def outlook(case: Case, solution: xr.Dataset, target: Thing) -> Outlook:
    """How a plan stands as benchmarks tighten and peers improve.

    Baselines and leading values tighten by `drift.thresholds` a year from the base year on, shares up to 100 %; rows on
    evidence do not. Peers gain `drift.peers` points a year from the base year on. Wanted is the score that the target
    asks for, and no less than the peers' average if the case gives one; if it gives none, the score asked for rises
    with the peers.

    Parameters
    ----------
    case : Case
        The factory.
    solution : Dataset
        Its Solution.
    target : Thing
        A `green_factory` target.

    Returns
    -------
    Outlook
        First years of failing, and every year. Only years that the plan can shape count as falling short: those from
        the first milestone year on.
    """
    given, horizon = target.parameters, case.horizon
    scheme = case.schemes[given.scheme]
    with wide():
        ledger = Ledger(case, solution)
        drift = exact(given.drift.thresholds)
        years = []
        for year in range(horizon.base_year, horizon.end + 1):
            now = evaluate(ledger, target, scheme, year)
            later = evaluate(ledger, target, scheme, year, drift)
            rise = exact(given.drift.peers) * (year - horizon.base_year)
            wanted, bottom = _wanted(given, now.application, rise), _risen(given.drift.bottom, rise)
            years.append(OutlookYear(year, now.application, now.total, later.total, wanted, bottom))
        planned = [found for found in years if found.year >= min(horizon.years)]
        return Outlook(
            target=target.name,
            first_short=_first(planned, lambda found: found.short, 1),
            first_struck_off=_first(years, lambda found: found.lowest, IN_A_ROW),
            years=tuple(years),
        )


def _wanted(given: Any, application: int, rise: Decimal) -> Decimal | None:
    """Points that are wanted in an application year."""
    asked = exact(given.score.at(application)) if given.score is not None and given.score.defined(application) else None
    average = _risen(given.drift.peer_average, rise)
    if average is None:
        return None if asked is None else asked + rise
    return average if asked is None else max(asked, average)


def _risen(points: float | None, rise: Decimal) -> Decimal | None:
    return None if points is None else exact(points) + rise


def _first(years: Sequence[OutlookYear], holds: Callable[[OutlookYear], bool], times: int) -> int | None:
    """First application year in which something holds for so many years running."""
    running = 0
    for found in years:
        running = running + 1 if holds(found) else 0
        if running == times:
            return found.application
    return None
