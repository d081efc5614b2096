"""From the text of a case to the Case: files, tables, overrides, packs, validation, checks of meaning."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from ..errors import CaseError, Finding
from ..packs import Pack, open_pack
from ..text.files import Folder, folder_of
from ..text.node import Node, places, plain
from ..text.yaml_reader import read_yaml
from . import checks, overrides
from .draft import Draft
from .layout import SINGLE_SECTIONS, sections, top_keys
from .merging import merged
from .messages import nearest, shown
from .milestones import with_milestones
from .overlay import is_off
from .overrides import Override
from .tables import expanded
from .understanding import understood, used_series
from .value import Case

CASE_FILE = "case.yaml"
SERIES_FILE = "series.csv"
BASE = "base"


def read_case(path: str | os.PathLike[str], scenario: str | None, sets: Sequence[str]) -> Case:
    """Read a case; see `planner.case.read`."""
    folder, file = folder_of(path, CASE_FILE)
    findings: list[Finding] = []
    unread: set[str] = set()
    root, scenarios = _sections_of(read_yaml(folder, file), folder, findings, unread)
    changes = _changes(scenarios, scenario, sets, findings)
    text, packs = _composed(root, changes, folder, findings)
    if not findings and not changes:
        findings.extend(_scenario_faults(root, scenarios, folder))
    draft = understood(text, packs, folder)
    draft.unread |= unread
    _mark_scenario(draft, scenario or draft.header.scenario or BASE)
    with_milestones(draft)
    findings.extend([*draft.findings, *checks.run(draft)])
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise CaseError(_ordered(errors))
    draft.notes.extend(finding for finding in findings if finding.severity == "warning")
    return _case(draft, packs, folder, scenario or draft.header.scenario or BASE)


def _changes(
    scenarios: Node | None, scenario: str | None, sets: Sequence[str], findings: list[Finding]
) -> list[Override]:
    """Changes of the scenario, then those of the command line."""
    found: list[Override] = []
    try:
        found.extend(overrides.scenario_overrides(scenarios, scenario))
    except CaseError as error:
        findings.extend(error.findings)
    try:
        found.extend(overrides.from_command_line(sets))
    except CaseError as error:
        findings.extend(error.findings)
    return found


def _ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Findings without repetition, by file and line."""
    distinct = dict.fromkeys(findings)
    return sorted(distinct, key=lambda found: (found.where.file != CASE_FILE, found.where.file, found.where.line or 0))


def _sections_of(root: Node, folder: Folder, findings: list[Finding], unread: set[str]) -> tuple[Node, Node | None]:
    """Text of the case with tables read and things by name; and its scenarios."""
    known = top_keys()
    for key, node in (root.mapping or {}).items():
        if key not in known:
            meant = nearest(key, known)
            hint = f'. Did you mean "{meant}"?' if meant else f"; there are {', '.join(known)}"
            findings.append(node.origin.finding(key, f"unknown key{hint}"))
            root = root.with_entry(key, None)
            if meant is not None and root.child(meant) is None:
                root = root.with_entry(meant, node)
    scenarios = root.child("scenarios")
    root = root.with_entry("scenarios", None)
    for section in ("production", *sections()):
        part = root.child(section)
        if part is not None:
            before = len(findings)
            whole = _by_name(expanded(part, folder, (section,), findings), section, findings)
            if len(findings) > before:
                unread.add(section)
            root = root.with_entry(section, whole)
    return root, _scenarios(scenarios, folder, findings)


def _by_name(node: Node, section: str, findings: list[Finding]) -> Node | None:
    """A section as a mapping of names, also when it is written as a list of entries with `name`."""
    if node.content is None or is_off(node):
        return None
    if node.mapping is not None:
        return node
    if not isinstance(node.content, list) or section in SINGLE_SECTIONS:
        findings.append(node.origin.finding(section, f'must be a mapping, not "{shown(node.content)}"'))
        return None
    entries: dict[str, Node] = {}
    for number, part in enumerate(node.content):
        name = part.child("name")
        key = f"{section}.{number}"
        if name is None or name.text is None or part.mapping is None:
            findings.append(part.origin.finding(key, 'must be a mapping of fields with a "name"'))
        elif name.text in entries:
            message = f'the name "{name.text}" is given twice, first in line {entries[name.text].origin.line}'
            findings.append(part.origin.finding(key, message))
        else:
            entries[name.text] = part.with_entry("name", None)
    return Node(entries, node.origin)


def _scenarios(node: Node | None, folder: Folder, findings: list[Finding]) -> Node | None:
    """Scenarios by name, each a mapping of key paths."""
    if node is None or node.content is None:
        return None
    if node.mapping is None:
        findings.append(node.origin.finding("scenarios", "must be a mapping of names to changes"))
        return None
    found = {}
    for name, part in node.mapping.items():
        if part.content is None:
            found[name] = Node({}, part.origin)
        elif part.mapping is None:
            findings.append(part.origin.finding(f"scenarios.{name}", "must be a mapping such as {carbon.price: x2}"))
        else:
            found[name] = expanded(part, folder, ("scenarios", name), findings)
    return Node(found, node.origin)


def _composed(
    root: Node, changes: Sequence[Override], folder: Folder, findings: list[Finding]
) -> tuple[Node, tuple[Pack, ...]]:
    """The complete text of the case with changes applied, and its packs."""
    early: list[Override] = []
    late: list[Override] = []
    for change in changes:
        for single in overrides.unfolded(root, change):
            (early if overrides.is_early(single) else late).append(single)
    root = _applied(root, early, findings)
    packs = _packs(root, folder, findings)
    root = merged(root, packs, findings)
    unfolded = [single for change in late for single in overrides.unfolded(root, change)]
    return _applied(root, unfolded, findings), packs


def _applied(root: Node, changes: Sequence[Override], findings: list[Finding]) -> Node:
    for change in changes:
        try:
            root = overrides.applied(root, change)
        except CaseError as error:
            findings.extend(error.findings)
    return root


def _packs(root: Node, folder: Folder, findings: list[Finding]) -> tuple[Pack, ...]:
    """The packs that the case names, as far as they exist."""
    node = root.at(("case", "packs"))
    if node is None:
        return ()
    listed = node.content if isinstance(node.content, list) else []
    names = [part for part in listed if part.text] or [
        Node(text.strip(), node.origin) for text in (node.text or "").split(";") if text.strip()
    ]
    packs = []
    for name in names:
        try:
            packs.append(open_pack(name.text or "", name.origin, folder.path))
        except CaseError as error:
            findings.extend(error.findings)
    return tuple(packs)


def _scenario_faults(root: Node, scenarios: Node | None, folder: Folder) -> list[Finding]:
    """What is wrong with the paths of scenarios that are not chosen now."""
    findings: list[Finding] = []
    for scenario in ((scenarios.mapping or {}) if scenarios is not None else {}).values():
        _composed(root, overrides.changes(scenario), folder, findings)
    return findings


def _mark_scenario(draft: Draft, scenario: str) -> None:
    """Keep the name of the scenario in the text, so that the resolved case knows it is one, and of which scenario."""
    node = draft.root.child("case")
    if node is not None and node.mapping is not None:
        draft.root = draft.root.with_entry("case", node.with_entry("scenario", Node(scenario, node.origin)))


def _case(draft: Draft, packs: Sequence[Pack], folder: Folder, scenario: str) -> Case:
    """The finished Case."""
    assert draft.horizon is not None, "a case without errors has a horizon"
    header, used = draft.header, used_series(draft)
    return Case(
        name=re.sub(r"[^\w-]+", "_", header.name).strip("_") or "case",
        title=header.title or header.name,
        sector=header.sector,
        currency=header.currency,
        price_year=header.price_year,
        scenario=scenario,
        packs=tuple(pack.name for pack in packs),
        province=draft.site.province,
        areas=draft.areas,
        horizon=draft.horizon,
        production=draft.production,
        things=tuple(draft.things),
        series={name: series.values for name, series in used.items()},
        places=dict(places(draft.root)),
        resolved=_resolved(draft, bool(used)),
        folder=folder.path,
        series_units={name: series.unit for name, series in used.items()},
        schemes={name: found.scheme for name, found in draft.schemes.items()},
        resolved_schemes={name: found.text for name, found in draft.schemes.items()},
        notes=(*draft.notes, *checks.unused_series(draft, used)),
    )


def _resolved(draft: Draft, has_series: bool) -> dict[str, object]:
    """The case as a case file that needs no packs: plain texts, in the order of sections and names."""
    text = plain(draft.root)
    head = {key: value for key, value in text["case"].items() if key != "packs"}
    found: dict[str, object] = {"case": head}
    for section in ("site", "horizon", "production"):
        if text.get(section):
            found[section] = text[section]
    if draft.horizon is not None:
        found["horizon"] = {**text["horizon"], "years": [str(year) for year in draft.horizon.years]}
    if has_series:
        found["series"] = SERIES_FILE
    for section in sections():
        things = text.get(section)
        if things:
            single = section in SINGLE_SECTIONS
            found[section] = things if single else {name: things[name] for name in sorted(things)}
    return found
