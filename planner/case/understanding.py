"""From complete text to a draft: every part validated by its declaration, every fault a finding at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from pydantic import ValidationError

from .. import units
from ..errors import CaseError, Finding
from ..fields import Declaration
from ..packs import COURSES, Pack
from ..text.files import Folder
from ..text.node import Node, Origin, Path, leaves, plain
from .draft import Draft, references
from .layout import (
    SINGLE_SECTIONS,
    Header,
    HorizonTerms,
    ProductionTerms,
    SeriesTerms,
    SiteTerms,
    kinds,
    sections,
)
from .messages import findings_of, suggestion
from .names import name_fault
from .schemes import read_scheme
from .series import FLAT, Series, SeriesFile, over_year, read_series
from .shifts import ENDINGS as SHIFTS
from .shifts import read_shifts
from .value import Horizon, Thing

_Declared = TypeVar("_Declared", bound=Declaration)


def understood(root: Node, packs: Sequence[Pack], folder: Folder) -> Draft:
    """Validate the text of a case.

    Parameters
    ----------
    root : Node
        Complete text: tables in place, packs merged, overrides applied.
    packs : sequence of Pack
        The case's packs, for their weather.
    folder : Folder
        Where the files of series lie.

    Returns
    -------
    Draft
        What could be validated, with all findings.
    """
    findings: list[Finding] = []
    header = _part(root, "case", Header, findings, "CNY") or _assumed_header(root)
    draft = Draft(root, header, findings=findings)
    findings.extend(_head_faults(root, header))
    currency = header.currency
    draft.site = _part(root, "site", SiteTerms, findings, currency) or SiteTerms()
    terms = _part(root, "horizon", HorizonTerms, findings, currency)
    draft.horizon = _horizon(terms) if terms is not None else None
    production = _wrapped(root, "production", ProductionTerms, findings, currency)
    draft.production = dict(sorted(production.production.items())) if production is not None else {}
    draft.things = list(_things(root, findings, currency))
    draft.things.extend(_mentioned_carriers(draft))
    draft.things.sort(key=lambda thing: (list(sections()).index(thing.section), thing.name))
    _gather_schemes(draft, packs, folder)
    listed = _wrapped(root, "series", SeriesTerms, findings, currency)
    _gather_series(draft, listed.series if listed is not None else [], packs, folder)
    return draft


def _part(
    root: Node, section: str, declaration: type[_Declared], findings: list[Finding], currency: str
) -> _Declared | None:
    """A part of the head, validated; None if it is not."""
    node = root.child(section)
    if node is None or node.content is None:
        if any(info.is_required() for info in declaration.model_fields.values()):
            findings.append(root.origin.finding(section, f'the section "{section}" is missing'))
        return None
    return _validated(node, section, declaration, findings, currency)


def _wrapped(
    root: Node, section: str, declaration: type[_Declared], findings: list[Finding], currency: str
) -> _Declared | None:
    """A part of the head that is one field of its declaration."""
    node = root.child(section)
    entries = {section: node} if node is not None and node.content is not None else {}
    return _validated(Node(dict(entries), root.origin), "", declaration, findings, currency)


def _validated(
    node: Node,
    key: str,
    declaration: type[_Declared],
    findings: list[Finding],
    currency: str,
    extra: Sequence[str] = (),
) -> _Declared | None:
    try:
        return declaration.model_validate(plain(node), context={"currency": currency})
    except ValidationError as error:
        findings.extend(findings_of(error, node, key, declaration, currency, extra))
        return None


def _assumed_header(root: Node) -> Header:
    """A head to go on with when the case's own is wrong: its currency, if it has one."""
    node = root.at(("case", "currency"))
    known = node is not None and node.text in units.CURRENCIES
    currency = node.text if node is not None and known else "CNY"
    return Header(name="case", currency=currency or "CNY", price_year=2025)


def _head_faults(root: Node, header: Header) -> list[Finding]:
    """Faults of the head that its declaration cannot see."""
    found = []
    if header.currency not in units.CURRENCIES:
        origin = root.nearest(("case", "currency"))
        hint = suggestion(header.currency, units.CURRENCIES)
        found.append(origin.finding("case.currency", f'"{header.currency}" is not a currency such as CNY or EUR{hint}'))
    production = root.child("production")
    for name, node in ((production.mapping or {}) if production is not None else {}).items():
        fault = name_fault(name)
        if fault:
            found.append(node.origin.finding(f"production.{name}", fault))
    return found


def _horizon(terms: HorizonTerms) -> Horizon:
    first = terms.first_decision if terms.first_decision is not None else terms.base_year + 1
    return Horizon(terms.base_year, first, tuple(terms.years), terms.end, float(terms.discount_rate))


def _things(root: Node, findings: list[Finding], currency: str) -> list[Thing]:
    """Every thing that validates."""
    found = []
    for section in sections():
        node = root.child(section)
        if node is None:
            continue
        single = section in SINGLE_SECTIONS
        for name, part in {section: node}.items() if single else (node.mapping or {}).items():
            thing = _thing(section, name, part, (section,) if single else (section, name), findings, currency)
            if thing is not None:
                found.append(thing)
    return found


def _thing(section: str, name: str, node: Node, path: Path, findings: list[Finding], currency: str) -> Thing | None:
    key = ".".join(path)
    kind = node.child("kind")
    if kind is None or kind.text not in kinds():
        return None
    own = node.with_entry("kind", None)
    extra = ("kind", "use")
    parameters = _validated(own, key, kinds()[kind.text], findings, currency, extra)
    if parameters is None:
        return None
    cited = ((".".join(inner), leaf.origin.source) for inner, leaf in leaves(own))
    sources = {field: source for field, source in cited if source is not None}
    return Thing(name, kind.text, section, parameters, node.origin.where(key), sources)


def _mentioned_carriers(draft: Draft) -> list[Thing]:
    """Carriers that things name and the case does not list: an energy form needs no entry."""
    known, found = draft.names("carriers"), {}
    for thing in draft.things:
        for reference in references(thing.parameters):
            name = reference.name
            if reference.section != "carriers" or name in known or name in found or thing.kind == "carrier":
                continue
            fault = name_fault(name)
            if fault:
                draft.findings.append(draft.finding(thing, reference.path, fault))
                continue
            where = draft.finding(thing, reference.path, "").where
            found[name] = Thing(name, "carrier", "carriers", kinds()["carrier"](), where)
    return list(found.values())


def _gather_schemes(draft: Draft, packs: Sequence[Pack], folder: Folder) -> None:
    """Read the schemes that targets name, each once."""
    names = [pack.name for pack in packs]
    counted = {thing.parameters.quantity for thing in draft.of("resource")}
    asked: dict[str, Thing] = {}
    for thing in draft.of("green_factory"):
        asked.setdefault(thing.parameters.scheme, thing)
    for name, thing in sorted(asked.items()):
        place = draft.finding(thing, ("scheme",), "").where
        cited = Origin(place.file, place.line)
        try:
            draft.schemes[name] = read_scheme(
                name, folder.path, names, counted, draft.header.currency, cited, place.key
            )
        except CaseError as error:
            draft.findings.extend(error.findings)


def _gather_series(draft: Draft, files: Sequence[str], packs: Sequence[Pack], folder: Folder) -> None:
    """Read the case's series, file by file, and for names it does not have the weather of its province.

    Later files may build on earlier ones and on the weather.
    """
    own: dict[str, Series] = {}
    given = {**_courses(draft, packs), **_weather(draft, packs)}
    listed = draft.root.child("series")
    for number, name in enumerate(files):
        part = listed.child(str(number)) if listed is not None else None
        cited = (part or listed or draft.root).origin
        try:
            columns = _columns(draft, name, folder, cited, {**given, **own})
        except CaseError as error:
            draft.findings.extend(error.findings)
            draft.unread.add("series")
            continue
        for title, series in columns.items():
            if title in own:
                message = f"is given twice, first in {own[title].origin.file}"
                draft.findings.append(replace(series.origin, column="").finding(f"series.{title}", message))
            own.setdefault(title, series)
    draft.series = {**given, **own}
    draft.own_series = frozenset(own)


def _columns(
    draft: Draft, name: str, folder: Folder, cited: Origin, weather: Mapping[str, Series]
) -> Mapping[str, Series]:
    """Series of one file: a table of hours, or shifts from which the hours are made."""
    if name.endswith(SHIFTS):
        year = draft.horizon.base_year if draft.horizon is not None else draft.header.price_year
        return read_shifts(folder, name, cited, year, weather)
    read = read_series(folder, name, cited, draft.header.currency)
    _note_year(draft, read, folder.shown(name))
    return read.columns


def _courses(draft: Draft, packs: Sequence[Pack]) -> dict[str, Series]:
    """Hourly courses of the packs, every day of a month alike; the first pack that has one wins."""
    found: dict[str, Series] = {}
    for pack in reversed(packs):
        try:
            courses = pack.courses
        except CaseError as error:
            draft.findings.extend(error.findings)
            draft.unread.add("series")
            continue
        origin = Origin(f"{pack.name}/{COURSES}")
        found.update({name: Series(over_year(days), "1", origin) for name, days in courses.items()})
    return found


def _note_year(draft: Draft, read: SeriesFile, file: str) -> None:
    """Warn where the weekdays of a file of series are not those of the plan."""
    base = draft.horizon.base_year if draft.horizon is not None else None
    if base is not None and read.year is not None and read.year != base:
        where = draft.root.origin.where("series")
        message = f"its times are of {read.year}; hours are taken by position, with the weekdays of {base}"
        draft.notes.append(Finding(replace(where, file=file, line=2), message, "warning"))


def _weather(draft: Draft, packs: Sequence[Pack]) -> dict[str, Series]:
    """Hourly weather of the case's province from its packs."""
    province = draft.site.province
    if province is None or not packs:
        return {}
    fault = name_fault(province)
    if fault:
        draft.findings.append(draft.at(("site", "province"), fault))
        return {}
    for pack in packs:
        file = pack.weather(province)
        if file is not None:
            try:
                return _pack_weather(pack, file)
            except CaseError as error:
                draft.findings.extend(error.findings)
                draft.unread.add("series")
    return {}


@lru_cache(maxsize=8)
def _pack_weather(pack: Pack, file: str) -> dict[str, Series]:
    return read_series(pack.folder, file, Origin(f"{pack.name}/{file}")).columns


def used_series(draft: Draft) -> dict[str, Series]:
    """Series that a thing of the case names, by name."""
    named = {
        reference.name
        for thing in draft.things
        for reference in references(thing.parameters)
        if reference.section == "series"
    }
    return {name: draft.series[name] for name in sorted(named - {FLAT}) if name in draft.series}
