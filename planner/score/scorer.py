"""From quantities to points: readings of the rows of a scheme, and their total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from ..schemes import Quality, Row, Scheme, table
from .exact import ZERO, exact, wide
from .ledger import Ledger
from .quantities import Quantities
from .result import Score, Statement
from .rows import read
from .targets import gates, passed, statements

if TYPE_CHECKING:
    import xarray as xr

    from ..case.value import Case, Thing

# Years between the numbers and the application where no target says so.
USUAL_LAG = 1


def score(
    case: Case, solution: xr.Dataset, target: Thing | None, scheme: Scheme, year: int, name: str | None = None
) -> Score:
    """Score a factory by the numbers of one year.

    Parameters
    ----------
    case : Case
        The factory.
    solution : Dataset
        Its Solution; or that of the base year alone.
    target : Thing or None
        A `green_factory` target: what is counted per, own benchmarks, rows that do not apply, gates; none tries the
        scheme as it is.
    scheme : Scheme
        Which indicators, and what they are worth.
    year : int
        Calendar year of the numbers; it has the accounts of the milestone year that stands for it.
    name : str, optional
        What the scheme is called, where neither the target nor the case says so.

    Returns
    -------
    Score
        Every indicator and the total.
    """
    with wide():
        found = evaluate(Ledger(case, solution), target, scheme, year)
        return found if name is None else replace(found, scheme=name)


def scores(case: Case, solution: xr.Dataset) -> tuple[Score, ...]:
    """Scores of every target of the case, by the numbers of the base year and of every milestone year.

    Parameters
    ----------
    case : Case
        The factory.
    solution : Dataset
        Its Solution; years that it does not have are left out.

    Returns
    -------
    tuple of Score
        By target and year.
    """
    with wide():
        ledger = Ledger(case, solution)
        return tuple(
            evaluate(ledger, target, case.schemes[target.parameters.scheme], year)
            for target in case.of("green_factory")
            for year in ledger.years
        )


def thresholds(case: Case, solution: xr.Dataset) -> tuple[Statement, ...]:
    """Status of every value that the case asks for, in the milestone years whose numbers are evaluated.

    Parameters
    ----------
    case : Case
        The factory.
    solution : Dataset
        Its Solution.

    Returns
    -------
    tuple of Statement
        By target and year.
    """
    base = case.horizon.base_year
    return tuple(
        statement
        for found in scores(case, solution)
        if found.year > base
        for statement in found.statements
        if statement.kind == "threshold"
    )


def evaluate(ledger: Ledger, target: Thing | None, scheme: Scheme, year: int, drift: Decimal = ZERO) -> Score:
    """Score by the numbers of a ledger, in a wide context.

    Parameters
    ----------
    ledger : Ledger
        Numbers of a Solution.
    target, scheme, year
        As for `score`.
    drift : Decimal
        Share by which benchmarks become harder to reach each year from the base year on. [1/a]
    """
    given = None if target is None else target.parameters
    numbers = Quantities(ledger, year, scheme, given)
    rows = table(scheme, given, ledger.case)
    weights = _weights(scheme, rows)
    energy = numbers.energy()
    readings = tuple(read(numbers, row, weights[row.name], energy, drift) for row in rows)
    answers = gates(ledger, given, scheme, year)
    application = year + (USUAL_LAG if given is None else given.lag)
    asked = statements(target, scheme, rows, readings, year, application)
    return Score(
        target=None if target is None else target.name,
        scheme=_name(ledger.case, target, scheme),
        title=scheme.title,
        label=scheme.label,
        year=year,
        application=application,
        readings=readings,
        total=_sum(reading.points for reading in readings),
        possible=_sum(reading.weight for reading in readings if reading.status == "scored"),
        missing_weight=_sum(reading.weight for reading in readings if reading.status == "not scorable"),
        dimensions={
            name: _sum(reading.points for reading in readings if reading.dimension == name)
            for name in dict.fromkeys([*scheme.dimensions, *(reading.dimension for reading in readings)])
        },
        by_quality={
            quality: _sum(reading.points for reading in readings if reading.quality == quality)
            for quality in get_args(Quality)
        },
        gates=answers,
        statements=asked,
        passed=passed(answers, asked),
    )


def _name(case: Case, target: Thing | None, scheme: Scheme) -> str:
    """Id of a scheme."""
    if target is not None:
        return str(target.parameters.scheme)
    return next((name for name, known in case.schemes.items() if known is scheme), "")


def _weights(scheme: Scheme, rows: tuple[Row, ...]) -> dict[str, Decimal]:
    """Most points of each row; where the scheme says so, rows that do not apply leave theirs to the others."""
    own = {row.name: exact(row.indicator.weight) if row.applies else ZERO for row in rows}
    applying = _sum(own.values())
    if not scheme.rescale or applying == ZERO or all(row.applies for row in rows):
        return own
    return {name: weight * exact(scheme.total) / applying for name, weight in own.items()}


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, ZERO)
