"""What a case asks of a score: gates, least totals and points, values to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..schemes import answer
from .exact import ZERO, exact, within
from .result import Reading, Statement, Verdict

if TYPE_CHECKING:
    from decimal import Decimal

    from ..case.value import Thing
    from ..schemes import Row, Scheme
    from .ledger import Ledger


def gates(ledger: Ledger, given: Any, scheme: Scheme, year: int) -> dict[str, Verdict]:
    """Whether each requirement without points is met: as the case says, or with the measure that brings it.

    Parameters
    ----------
    ledger : Ledger
        Measures in service.
    given : Parameters or None
        Of a `green_factory` target.
    scheme : Scheme
        Which requirements there are.
    year : int
        Year of the numbers.
    """
    stated = {} if given is None else given.gates
    return {name: _verdict(ledger, stated[name], year) if name in stated else "unknown" for name in scheme.gates}


def _verdict(ledger: Ledger, text: str, year: int) -> Verdict:
    said = answer(text)
    met = ledger.active(text, year) if said is None else said
    return "pass" if met else "fail"


def statements(
    target: Thing | None,
    scheme: Scheme,
    rows: tuple[Row, ...],
    readings: tuple[Reading, ...],
    year: int,
    application: int,
) -> tuple[Statement, ...]:
    """What is asked of the numbers of a year, and how they stand to it."""
    given = None if target is None else target.parameters
    name = None if target is None else target.name
    found = [*_points(given, readings, application), *_values(given, scheme, rows, readings, application)]
    return tuple(
        Statement(name, kind, of, year, application, value, wanted, kept) for kind, of, value, wanted, kept in found
    )


Found = tuple[Any, str, "Decimal | None", "Decimal", "bool | None"]


def _points(given: Any, readings: tuple[Reading, ...], application: int) -> Iterator[Found]:
    """Least total, least points of indicators and dimensions."""
    if given is None:
        return
    wanted = _defined({"": given.score}, application)
    floors = _defined(given.floors, application)
    for kind, asked in (("score", wanted), ("floor", floors)):
        for name, least in asked.items():
            of = (reading for reading in readings if name in ("", reading.indicator, reading.dimension))
            earned = sum((reading.points for reading in of), ZERO)
            yield kind, name, earned, least, within(earned, least, lower=False)


def _values(
    given: Any, scheme: Scheme, rows: tuple[Row, ...], readings: tuple[Reading, ...], application: int
) -> Iterator[Found]:
    """Values that the case asks for; where it does not, those that the scheme names as conditions."""
    asked = {} if given is None else _defined(given.thresholds, application)
    for row, reading in zip(rows, readings, strict=True):
        named = row.indicator.threshold
        if row.name in asked:
            kind, wanted = "threshold", asked[row.name]
        elif named is not None and row.applies:
            kind, wanted = "condition", exact(named)
        else:
            continue
        value, lower = reading.value, reading.direction == "lower"
        yield kind, row.name, value, wanted, None if value is None else within(value, wanted, lower=lower)


def _defined(paths: Mapping[str, Any], year: int) -> dict[str, Decimal]:
    """Values of the step paths that state something for a year."""
    return {name: exact(path.at(year)) for name, path in paths.items() if path is not None and path.defined(year)}


def passed(answers: Mapping[str, Verdict], asked: tuple[Statement, ...]) -> bool | None:
    """Whether a year meets every gate and every statement of the case; None where that is not known, or nothing is."""
    kept = [statement.kept for statement in asked if statement.kind != "condition"]
    known = [verdict == "pass" for verdict in answers.values() if verdict != "unknown"]
    if False in kept or False in known:
        return False
    return None if None in kept or len(known) < len(answers) or not (kept or known) else True
