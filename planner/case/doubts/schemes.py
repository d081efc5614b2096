"""Doubts about scores: rows without points, benchmarks that show only the way, years that nothing can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...errors import Finding
from ...quantities import BUILT_IN, COUNTED
from ...schemes import Row, Scheme, answer, table
from ..messages import suggestion
from ..value import Case, Thing
from .registry import doubt, warning

_INVESTMENT, _OUTPUT_VALUE = "green_investment", "output_value_3y"
_YEARS_ADDED = 3


def _targets(case: Case) -> Iterator[tuple[Thing, Scheme, tuple[Row, ...]]]:
    for thing in case.of("green_factory"):
        scheme = case.schemes[thing.parameters.scheme]
        yield thing, scheme, table(scheme, thing.parameters, case)


def _points(rows: Iterable[Row]) -> str:
    return f"{sum(row.weight for row in rows):g} points"


@doubt
def rows_without_score(case: Case) -> Iterator[Finding]:
    """A score that is asked for although some rows cannot be scored."""
    for thing, scheme, rows in _targets(case):
        given = thing.parameters
        lost = [row for row in rows if row.applies and row.weight > 0.0 and not row.scorable]
        if given.score is None or not lost:
            continue
        reached = sum(row.weight for row in rows if row.scorable)
        causes = {
            "the case does not count what they are made of": [
                f"{row.name} ({', '.join(dict.fromkeys(row.missing))})" for row in lost if row.missing
            ],
            "they have no benchmarks": [row.name for row in lost if not row.missing],
        }
        told = "; ".join(f"{', '.join(names)}: {cause}" for cause, names in causes.items() if names)
        most = f"{_points(lost)} cannot be scored, {reached:g} of {scheme.total:g} at most"
        asked = max(points for _, points in given.score.points)
        short = f" and {asked:g} are asked for" if asked > reached else ""
        yield warning(case, thing, ("score",), f"{most}{short}. {told}")


@doubt
def floors_without_score(case: Case) -> Iterator[Finding]:
    """Points asked of an indicator that cannot be scored."""
    for thing, _, rows in _targets(case):
        for row in rows:
            if row.name in thing.parameters.floors and row.applies and not row.scorable:
                missing = ", ".join(dict.fromkeys(row.missing))
                why = f"the case does not count {missing}" if missing else "it has no baseline and leading value"
                message = f"cannot be scored, so no plan has these points: {why}"
                yield warning(case, thing, ("floors", row.name), message)


@doubt
def illustrative_benchmarks(case: Case) -> Iterator[Finding]:
    """Points that rest on numbers which nobody has published."""
    for thing, _, rows in _targets(case):
        found = [row for row in rows if row.scorable and row.quality == "illustrative" and row.weight > 0.0]
        if thing.parameters.score is not None and found:
            names = ", ".join(row.name for row in found)
            message = (
                f"{_points(found)} rest on illustrative benchmarks: {names}; put those of the sector in their place"
            )
            yield warning(case, thing, ("benchmarks",), message)


@doubt
def data_before_the_plan(case: Case) -> Iterator[Finding]:
    """An evaluation by the data of a year before the first decision."""
    first = case.horizon.first_decision
    for thing in case.of("green_factory"):
        given = thing.parameters
        paths = {"score": given.score, **{f"floors.{name}": path for name, path in given.floors.items()}}
        paths |= {f"thresholds.{name}": path for name, path in given.thresholds.items()}
        for key, path in paths.items():
            for year, _ in path.points if path is not None and not path.is_constant else ():
                if year - given.lag < first:
                    message = (
                        f"an application in {year} is evaluated by the data of {year - given.lag}, before the first "
                        f"decision in {first}; nothing in the plan changes them"
                    )
                    yield warning(case, thing, (*key.split("."), str(year)), message)


@doubt
def gates_left_open(case: Case) -> Iterator[Finding]:
    """Gates of which nothing is known, and gates that are not passed."""
    for thing, scheme, _ in _targets(case):
        given = thing.parameters
        open_gates = [name for name in scheme.gates if name not in given.gates]
        if open_gates and given.score is not None:
            message = f"says nothing about {', '.join(open_gates)}: whether the factory passes stays unknown"
            yield warning(case, thing, ("gates",), message)
        for gate, text in given.gates.items():
            if answer(text) is False:
                yield warning(case, thing, ("gates", gate), "is not met: no plan passes, whatever its points")


@doubt
def scheme_of_another_sector(case: Case) -> Iterator[Finding]:
    """A scheme that is meant for other factories."""
    for thing, scheme, _ in _targets(case):
        if scheme.sector is not None and case.sector and scheme.sector != case.sector:
            message = f'is meant for the sector "{scheme.sector}"; this case is of "{case.sector}"'
            yield warning(case, thing, ("scheme",), message)


@doubt
def history_with_gaps(case: Case) -> Iterator[Finding]:
    """Years before the plan that an indicator adds up, and of which the case gives nothing."""
    base = case.horizon.base_year
    years = range(base - _YEARS_ADDED + 1, base + 1)
    for thing, _, rows in _targets(case):
        given = thing.parameters
        users = [row.name for row in rows if row.scorable and row.weight > 0.0]
        reading = {row.name: {*row.numerator, *row.denominator} for row in rows if row.name in users}
        lacking = {
            _INVESTMENT: [year for year in years if str(year) not in given.history.investment],
            _OUTPUT_VALUE: [year for year in years if not _has_output_value(case, given, year)],
        }
        for quantity, found in lacking.items():
            names = [name for name, used in reading.items() if quantity in used]
            if found and names:
                field = "investment" if quantity == _INVESTMENT else "output_value"
                shown = ", ".join(map(str, found))
                message = f"gives no {field} of {shown}, which {', '.join(names)} adds up; they count as zero"
                yield warning(case, thing, ("history",), message)


def _has_output_value(case: Case, given: Any, year: int) -> bool:
    path = case.production.get(given.output_value)
    return str(year) in given.history.output_value or (path is not None and path.defined(year))


@doubt
def resource_that_no_scheme_reads(case: Case) -> Iterator[Finding]:
    """A resource that counts what no indicator is made of."""
    read = {
        quantity
        for scheme in case.schemes.values()
        for row in scheme.indicators.values()
        for quantity in (*row.numerator, *row.denominator)
    }
    for thing in case.of("resource"):
        quantity = thing.parameters.quantity
        if quantity not in read and quantity not in COUNTED:
            hint = suggestion(quantity, {*read, *COUNTED} - {*BUILT_IN})
            message = f'counts "{quantity}", of which no indicator is made{hint}'
            yield warning(case, thing, ("quantity",), message)
