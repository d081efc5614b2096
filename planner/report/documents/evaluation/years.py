"""For which application a form is filled in, and by the data of which three years.

*Why* blanks: a run knows its base year and its plan. A year before the base year is not known to it, so nothing stands
there; a year between two milestone years has the planned numbers of the milestone before it, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ....run.scores import Path as Scored
from ....run.scores import schemes_of
from ....run.store import Stored
from ....score import Score, score

YEARS: Final = 3
"""Calendar years of data that a form shows, the last being the one that is evaluated."""


@dataclass(frozen=True)
class DataYear:
    """One calendar year of data.

    Attributes
    ----------
    stands : int or None
        Base or milestone year whose numbers it has; None before the base year, of which the run knows nothing.
    score : Score or None
        Its points.
    """

    year: int
    stands: int | None
    score: Score | None


@dataclass(frozen=True)
class Evaluation:
    """One application by one scheme.

    Attributes
    ----------
    path : Scored
        Scheme and target; `scores` are those of the years that are known.
    application : int
        Year of the application.
    years : tuple of DataYear
        The three years, the evaluated one last.
    asked : float or None
        Least total that the case asks of this application.
    """

    path: Scored
    application: int
    years: tuple[DataYear, ...]
    asked: float | None

    @property
    def evaluated(self) -> Score:
        """Points of the evaluated year."""
        made = self.years[-1].score
        assert made is not None  # the evaluated year is not before the base year
        return made


def evaluations(run: Stored) -> tuple[Evaluation, ...]:
    """One evaluation for every target with a scheme, in the order of the case."""
    return tuple(_evaluation(run, *found) for found in schemes_of(run.case) if found[2] is not None)


def _evaluation(run: Stored, name: str, scheme: Any, target: Any) -> Evaluation:
    horizon, lag = run.case.horizon, target.parameters.lag
    asked = target.parameters.score
    evaluated = next(
        (
            year
            for year in range(horizon.base_year, horizon.end + 1)
            if asked is not None and asked.defined(year + lag) and asked.at(year + lag) > 0.0
        ),
        horizon.years[0],
    )
    years = []
    for year in range(evaluated - YEARS + 1, evaluated + 1):
        if year < horizon.base_year:
            years.append(DataYear(year, None, None))
            continue
        stands = max(each for each in (horizon.base_year, *horizon.years) if each <= year)
        years.append(DataYear(year, stands, score(run.case, run.solution, target, scheme, year)))
    known = tuple(year.score for year in years if year.score is not None)
    application = evaluated + lag
    wanted = asked.at(application) if asked is not None and asked.defined(application) else None
    return Evaluation(Scored(name, scheme, target, known), application, tuple(years), wanted)
