"""Targets of a scheme: whether what they name is in it, and whether it can be measured and scored."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from ... import units
from ...errors import Finding
from ...fields import YearPath
from ...quantities import counted, per_year
from ...schemes import Row, Scheme, answer, table
from ...text.node import Path
from ..draft import Draft
from ..messages import suggestion
from ..scheme_faults import dimension_of, formula_of, is_beyond
from ..value import Thing
from .registry import check

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_MONEY = ("output_value", "value_added")
_PER_OUTPUT_VALUE = "output_value_3y"
_SLIP = 1e-9
_LEFT_OUT = "is among those that do not apply"


def _targets(draft: Draft) -> Iterator[tuple[Thing, Scheme]]:
    """Targets whose scheme could be read."""
    for thing in draft.of("green_factory"):
        found = draft.schemes.get(thing.parameters.scheme)
        if found is not None:
            yield thing, found.scheme


@check
def scheme_names_exist(draft: Draft) -> Iterator[Finding]:
    """Whatever a target names is an indicator, a dimension or a gate of its scheme."""
    for thing, scheme in _targets(draft):
        given = thing.parameters
        rows, groups = scheme.indicators, scheme.dimensions
        named: list[tuple[str, Path, str, Collection[str]]] = [
            *((name, ("floors", name), "indicator or dimension", (*rows, *groups)) for name in given.floors),
            *((name, ("thresholds", name), "indicator", rows) for name in given.thresholds),
            *((name, ("benchmarks", name), "indicator", rows) for name in given.benchmarks),
            *((name, ("credit", name), "indicator", rows) for name in given.credit),
            *((name, ("gates", name), "gate", scheme.gates) for name in given.gates),
            *(
                (name, ("not_applicable", str(number)), "indicator", rows)
                for number, name in enumerate(given.not_applicable)
            ),
        ]
        for name, path, word, known in named:
            if name not in known:
                hint = suggestion(name, known) or f"; there are {', '.join(known) or 'none'}"
                yield draft.finding(thing, path, f'{given.scheme} has no {word} "{name}"{hint}')


@check
def gates_are_answered(draft: Draft) -> Iterator[Finding]:
    """A gate is answered by yes, no, or a measure of the case."""
    measures = draft.names("measures")
    for thing in draft.of("green_factory"):
        for gate, text in thing.parameters.gates.items():
            if answer(text) is None and text not in measures and "measures" not in draft.unread:
                hint = suggestion(text, {*measures, "yes", "no"})
                yield draft.finding(
                    thing, ("gates", gate), f'"{text}" is neither yes nor no nor a measure of the case{hint}'
                )


@check
def benchmarks_fit_their_indicator(draft: Draft) -> Iterator[Finding]:
    """Benchmarks have the unit of their indicator, the right order, and the scheme's rule for electricity."""
    for thing, scheme in _targets(draft):
        given, known = thing.parameters, counted(draft, thing.parameters)
        for row in table(scheme, given, draft):
            own = given.benchmarks.get(row.name)
            here: Path = ("benchmarks", row.name) if own is not None else ("scheme",)
            for field in ("baseline", "leading"):
                value = getattr(own, field) if own is not None else getattr(row.indicator, field)
                yield from _unit_fault(draft, thing, (*here, *((field,) if own else ())), row, value, known)
            if own is None:
                continue
            if row.baseline is not None and row.leading is not None:
                direction = row.indicator.direction
                if is_beyond(direction, row.baseline, row.leading):
                    message = f"its baseline is better than its leading value, though {direction} is better"
                    yield draft.finding(thing, here, f"{message}; are they exchanged?")
            if own.electricity is not None and own.electricity != scheme.electricity:
                message = f"counts the CO2 of electricity {own.electricity}, but {given.scheme} {scheme.electricity}"
                yield draft.finding(thing, (*here, "electricity"), f"{message}; the two cannot be compared")
        for row in table(scheme, given, draft):
            path = given.thresholds.get(row.name)
            if path is not None:
                yield from _unit_fault(draft, thing, ("thresholds", row.name), row, path, known)


def _unit_fault(
    draft: Draft, thing: Thing, path: Path, row: Row, value: object, known: dict[str, str]
) -> Iterator[Finding]:
    """Finding about a value that is not in the unit of the indicator, if that is known."""
    unit = getattr(value, "unit", "")
    wanted = dimension_of(row.numerator, row.denominator, known)
    if value is None or not unit or wanted is None or units.scale(unit).dimension == wanted:
        return
    where = f"the value of {row.name} is in {unit}" if path == ("scheme",) else f"is in {unit}"
    yield draft.finding(thing, path, f"{where}, but {_expected(row, known)}")


def _expected(row: Row, known: dict[str, str]) -> str:
    """Unit of an indicator, in words."""
    above = known[row.numerator[0]]
    below = known[row.denominator[0]] if row.denominator else "1"
    unit = above if below == "1" else "a share" if above == below else f"{above}/{below}"
    what = formula_of(row.numerator, row.denominator)
    return f"here it is {what}, in {unit}" if unit != "1" else f"here it is {what}, a plain number"


@check
def production_of_indicators_is_there(draft: Draft) -> Iterator[Finding]:
    """Product, output value and value added are entries of production, of the right unit, where a row needs them."""
    for thing, scheme in _targets(draft):
        given = thing.parameters
        rows = [row for row in table(scheme, given, draft) if row.applies and _is_read(given, row)]
        for field in _MONEY:
            entry = getattr(given, field)
            names = {field, _PER_OUTPUT_VALUE} if field == "output_value" else {field}
            users = [row.name for row in rows if names & {*row.numerator, *row.denominator}]
            if entry in draft.production:
                if per_year(draft.production[entry].unit) != "CNY":
                    unit = draft.production[entry].unit
                    yield draft.finding(thing, (field,), f'"{entry}" is in {unit}; it must be money, CNY/a')
            elif (users or field in given.model_fields_set) and "production" not in draft.unread:
                needed = f"; {', '.join(users)} needs it" if users else ""
                per = ", or a product" if given.product is None and field == "output_value" else ""
                message = f'production has no entry "{entry}"{needed}; give it in CNY/a{per}'
                yield draft.finding(thing, (field,), message + suggestion(entry, draft.production))


def _is_read(given: Any, row: Row) -> bool:
    """Whether points or a value of a row are looked at."""
    stated = row.name in given.thresholds or row.name in given.floors
    return stated or (row.weight > 0.0 and row.has_benchmarks)


@check
def statements_can_be_met(draft: Draft) -> Iterator[Finding]:
    """Nothing is asked of a row that does not apply, no value of what nobody counts, nor more points than there are."""
    for thing, scheme in _targets(draft):
        given = thing.parameters
        rows = {row.name: row for row in table(scheme, given, draft)}
        if given.score is not None and scheme.total == 0.0:
            message = f"{given.scheme} gives no points; ask for values with thresholds"
            yield draft.finding(thing, ("score",), message)
        elif given.score is not None:
            yield from _too_many(draft, thing, ("score",), given.score, float(scheme.total), given.scheme)
        for name, path in given.floors.items():
            here = ("floors", name)
            if name in rows and not rows[name].applies:
                yield draft.finding(thing, here, _LEFT_OUT)
            elif name in rows and rows[name].weight == 0.0:
                yield draft.finding(thing, here, "has no points; ask for a value with thresholds")
            weight = sum(row.weight for row in rows.values() if row.applies and name in _owners(row))
            yield from _too_many(draft, thing, here, path, weight, name)
        for name in given.thresholds:
            here = ("thresholds", name)
            if name in rows and not rows[name].applies:
                yield draft.finding(thing, here, _LEFT_OUT)
            elif name in rows and rows[name].missing:
                missing = ", ".join(dict.fromkeys(rows[name].missing))
                yield draft.finding(thing, here, f"cannot be measured: the case does not count {missing}")


def _owners(row: Row) -> tuple[str, str]:
    return row.name, row.indicator.dimension


def _too_many(draft: Draft, thing: Thing, path: Path, asked: YearPath, most: float, name: str) -> Iterator[Finding]:
    """Finding about the first value that asks for more points than there are."""
    for year, points in asked.points:
        if points > most + _SLIP and most > 0.0:
            here = path if asked.is_constant else (*path, str(year))
            yield draft.finding(thing, here, f"asks for {points:g} points; {name} has at most {most:g}")
            return


@check
def history_is_of_years(draft: Draft) -> Iterator[Finding]:
    """History is given by calendar year, investment up to the base year."""
    for thing in draft.of("green_factory"):
        for field in ("investment", "output_value"):
            for year in getattr(thing.parameters.history, field):
                path = ("history", field, year)
                if not _YEAR.fullmatch(year):
                    yield draft.finding(thing, path, f'"{year}" is not a year')
                elif field == "investment" and draft.horizon is not None and int(year) > draft.horizon.base_year:
                    message = f"is later than the base year {draft.horizon.base_year}; from then on the plan counts"
                    yield draft.finding(thing, path, message)


@check
def offsets_have_a_meaning(draft: Draft) -> Iterator[Finding]:
    """A limit of offsets belongs to a target that uses them."""
    for thing in draft.of("zero_carbon"):
        given = thing.parameters
        if given.offsets_max is not None and given.offsets == "none":
            yield draft.finding(thing, ("offsets_max",), 'has no meaning with "offsets: none"')
