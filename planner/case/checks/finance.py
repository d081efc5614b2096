"""Tax, grants and loans: names, years, and what belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import Finding
from ...text.node import Path
from ..draft import Draft
from ..messages import suggestion
from ..value import Thing
from .registry import check

_SECTIONS = ("technologies", "measures", "supply")


@check
def financed_things_exist(draft: Draft) -> Iterator[Finding]:
    """What a tax class, a credit, a holiday, a grant or the loan is for is an entry of the case that may be built."""
    if any(section in draft.unread for section in _SECTIONS):
        return
    known = {name for section in _SECTIONS for name in draft.names(section)}
    for thing in draft.of("finance"):
        for path, name in _named(thing.parameters):
            if name not in known:
                hint = suggestion(name, known)
                yield draft.finding(thing, path, f'there is no technology, measure or supply "{name}"{hint}')


def _named(given: Any) -> Iterator[tuple[Path, str]]:
    """Names that the section gives, each with its path."""
    yield from ((("class_of", name), name) for name in given.class_of)
    lists: dict[Path, Any] = {("equipment_credit",): given.equipment_credit, ("loan",): given.loan}
    for field in ("holidays", "grants"):
        lists |= {(field, name): part for name, part in getattr(given, field).items()}
    for path, part in lists.items():
        if part is not None:
            yield from (((*path, "of", str(number)), name) for number, name in enumerate(part.of))


@check
def classes_are_declared(draft: Draft) -> Iterator[Finding]:
    """Every investment has a class where there is a tax or tax to be deducted, and every class named is there."""
    for thing in draft.of("finance"):
        given = thing.parameters
        classes = given.classes
        for path, name in [
            (("usual_class",), given.usual_class),
            *((("class_of", k), v) for k, v in given.class_of.items()),
        ]:
            if name is not None and name not in classes:
                yield draft.finding(thing, path, f'there is no class "{name}"{suggestion(name, set(classes))}')
        needed = "tax" if given.tax is not None else "vat.investment" if given.vat.investment == "gross" else None
        if needed is not None and not classes:
            message = "needs classes: write classes: {machinery: {life: 10 a, salvage: 5 %, vat: 13 %}}"
            yield draft.finding(thing, tuple(needed.split(".")), message)
        elif needed is not None and len(classes) > 1 and given.usual_class is None:
            yield draft.finding(thing, ("classes",), f"needs usual_class: which of {', '.join(sorted(classes))}")


@check
def tax_reliefs_have_a_tax(draft: Draft) -> Iterator[Finding]:
    """A credit and a holiday lower a tax that the case states."""
    for thing in draft.of("finance"):
        given = thing.parameters
        if given.tax is None:
            for field in ("equipment_credit", "holidays"):
                if getattr(given, field):
                    yield draft.finding(thing, (field,), "lowers an income tax; write tax: {income: 25 %}")


@check
def holidays_state_their_income(draft: Draft) -> Iterator[Finding]:
    """The income of a project is its generation at a price, or a yearly sum; no two projects share a thing."""
    renewable = {thing.name for thing in draft.of("renewable")}
    for thing in draft.of("finance"):
        owner: dict[str, str] = {}
        for name, holiday in thing.parameters.holidays.items():
            if (holiday.price is None) == (holiday.income is None):
                message = "needs either `price`, at which its generation is booked, or `income`"
                yield draft.finding(thing, ("holidays", name), message)
            for number, part in enumerate(holiday.of):
                path = ("holidays", name, "of", str(number))
                if part in owner:
                    yield draft.finding(thing, path, f'"{part}" belongs to the project "{owner[part]}" already')
                owner[part] = name
                if holiday.price is not None and part not in renewable:
                    message = (
                        f'"{part}" is no solar or wind power, so it has no generation to be priced; write `income`'
                    )
                    yield draft.finding(thing, path, message)


@check
def grants_are_complete(draft: Draft) -> Iterator[Finding]:
    """A grant is a share or an amount, and an amount has its year within the plan."""
    for thing in draft.of("finance"):
        for name, grant in thing.parameters.grants.items():
            path = ("grants", name)
            if (grant.share is None) == (grant.amount is None):
                yield draft.finding(thing, path, "needs either `share` or `amount`")
            elif grant.amount is not None and grant.year is None:
                yield draft.finding(thing, path, "needs `year`, in which the amount is paid")
            yield from _within(draft, thing, (*path, "year"), grant.year)


@check
def loans_can_be_repaid(draft: Draft) -> Iterator[Finding]:
    """Something is left of the tenor after the grace, and the loan is drawn within the plan."""
    for thing in draft.of("finance"):
        loan = thing.parameters.loan
        if loan is not None:
            if loan.grace >= loan.tenor:
                yield draft.finding(thing, ("loan", "grace"), f"{loan.grace:g} a leaves no year of {loan.tenor:g} a")
            yield from _within(draft, thing, ("loan", "until"), loan.until)


@check
def years_of_finance_are_whole(draft: Draft) -> Iterator[Finding]:
    """Lives, tenors and the like count whole years, because money is counted by calendar year."""
    for thing in draft.of("finance"):
        for path, value in _counted(thing.parameters):
            if not float(value).is_integer():
                yield draft.finding(thing, path, f"{value:g} a is not a whole number of years")


def _counted(given: Any) -> Iterator[tuple[Path, float]]:
    parts: Mapping[Path, tuple[Any, tuple[str, ...]]] = {
        ("tax",): (given.tax, ("losses",)),
        ("equipment_credit",): (given.equipment_credit, ("carry",)),
        ("loan",): (given.loan, ("tenor", "grace")),
        **{("classes", name): (part, ("life",)) for name, part in given.classes.items()},
        **{("holidays", name): (part, ("exempt", "half")) for name, part in given.holidays.items()},
    }
    for path, (part, fields) in parts.items():
        if part is not None:
            yield from (((*path, field), getattr(part, field)) for field in fields)


def _within(draft: Draft, thing: Thing, path: Path, year: int | None) -> Iterator[Finding]:
    horizon = draft.horizon
    if year is not None and horizon is not None and not horizon.first_decision <= year <= horizon.end:
        message = f"{year} lies outside the plan, {horizon.first_decision} to {horizon.end}"
        yield draft.finding(thing, path, message)
