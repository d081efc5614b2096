"""Filling what the case leaves out from its packs: `use: id` puts an entry of a pack under a thing's own fields."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import CaseError, Finding
from ..packs import Pack
from ..text.node import Node, Origin
from ..text.rows import is_table
from .layout import SINGLE_SECTIONS, sections, usual_kind
from .messages import shown, suggestion
from .names import name_fault
from .obligations import OBLIGATION, obligation
from .overlay import is_off, overlay
from .slots import Slot, fields, thing_slot

PLACEHOLDERS = ("heat", "cooling")
_COMPONENTS = "components"
_PRICES = ("price", "monthly")
_DISCOUNT, _NEEDED = "demand_discount", {"transformer": "its capacity (in MVA)", "limit": "the connection (in MW)"}
_STAND_INS = {"output": "outputs", "input": "inputs"}
GRID = "grid"


def merged(root: Node, packs: Sequence[Pack], findings: list[Finding]) -> Node:
    """The case's text with every thing complete: packs under it, its kind stated, switched-off things gone.

    Parameters
    ----------
    root : Node
        Text of the case, tables in place.
    packs : sequence of Pack
        The case's packs; the first that has an entry wins.
    findings : list of Finding
        Takes what is wrong.
    """
    for section in sections():
        node = root.child(section)
        if node is None:
            continue
        if section in SINGLE_SECTIONS:
            thing = _thing(root, section, section, node, packs, findings)
            root = root.with_entry(section, thing)
            continue
        done = {}
        for name, part in (node.mapping or {}).items():
            thing = _thing(root, section, name, part, packs, findings)
            if thing is not None:
                done[name] = thing
        root = root.with_entry(section, Node(done, node.origin))
    return root


def _thing(
    root: Node, section: str, name: str, node: Node, packs: Sequence[Pack], findings: list[Finding]
) -> Node | None:
    """One thing with its kind and its pack's fields; without kind if it cannot be read, None if it is switched off."""
    key = section if section in SINGLE_SECTIONS else f"{section}.{name}"
    if is_off(node):
        return None
    own = Node({}, node.origin) if node.content is None else node
    if own.mapping is None:
        findings.append(node.origin.finding(key, f"must be a mapping of fields, not {shown(own.content)}"))
        return Node({}, node.origin)
    fault = name_fault(name)
    if fault:
        findings.append(node.origin.finding(key, fault))
    try:
        return _complete(root, section, name, own, packs, findings)
    except CaseError as error:
        findings.extend(error.findings)
        return own.with_entry("kind", None)


def _complete(root: Node, section: str, name: str, own: Node, packs: Sequence[Pack], findings: list[Finding]) -> Node:
    """The thing's text over that of its pack."""
    path = (section,) if section in SINGLE_SECTIONS else (section, name)
    key = ".".join(path)
    below = _from_pack(root, section, name, own, packs, key)
    kind = _kind(section, name, own, below, key)
    slot = thing_slot(section, name, kind)
    own = own.with_entry("use", None)
    if below is not None and slot is not None:
        below, own = _renamed(below, own, slot, key)
        below = _without_replaced(_without_discount(below, own, key, findings), own)
        laid = overlay(below.with_entry("kind", None), own.with_entry("kind", None), slot, path)
        own = laid if laid is not None else own
    return Node({**(kind.mapping or {}), **(own.with_entry("kind", None).mapping or {})}, own.origin)


def _from_pack(root: Node, section: str, name: str, own: Node, packs: Sequence[Pack], key: str) -> Node | None:
    """Entry of a pack that the thing uses, or None."""
    use = own.child("use")
    if use is None:
        return _usual_grid(root, section, name, packs, key)
    if use.text is None:
        raise use.origin.error(f"{key}.use", "must be the id of an entry of a pack")
    if use.text == OBLIGATION and section == "targets":
        return obligation(root, packs, f"{key}.use", use.origin)
    for pack in packs:
        if use.text in pack.ids(section):
            return pack.tree(section, use.text)
    if not packs:
        raise use.origin.error(f"{key}.use", "the case names no pack; write case: {packs: [...]}")
    ids = [found for pack in packs for found in pack.ids(section)]
    hint = suggestion(use.text, ids) or (f"; there are {', '.join(ids)}" if len(ids) <= 12 else "")
    raise use.origin.error(f"{key}.use", f'no pack of this case has "{use.text}" for the section {section}{hint}')


def _usual_grid(root: Node, section: str, name: str, packs: Sequence[Pack], key: str) -> Node | None:
    """The grid of the case's province, under the entry `grid` of the supply."""
    province = root.at(("site", "province"))
    if (section, name) != ("supply", GRID) or province is None or province.text is None:
        return None
    ids = [(pack, found) for pack in packs for found in pack.ids(section, GRID)]
    fitting = [(pack, found) for pack, found in ids if found == province.text]
    fitting = fitting or [(pack, found) for pack, found in ids if found.startswith(f"{province.text}_")]
    if len(fitting) > 1 and fitting[0][1] != province.text:
        choices = ", ".join(found for _, found in fitting)
        raise province.origin.error(f"{key}.use", f"there are several grids for {province.text}; use one of {choices}")
    return fitting[0][0].tree(section, fitting[0][1]) if fitting else None


def _kind(section: str, name: str, own: Node, below: Node | None, key: str) -> Node:
    """A mapping that states the thing's kind, with the place of the statement."""
    known = sections()[section]
    stated, packed = own.child("kind"), below.child("kind") if below is not None else None
    if stated is not None and stated.text not in known:
        given = shown(stated.content)
        message = f'"{given}" is not a kind of {section}; there are {", ".join(known)}{suggestion(given, known)}'
        raise stated.origin.error(f"{key}.kind", message)
    if stated is not None and packed is not None and stated.text != packed.text:
        raise stated.origin.error(f"{key}.kind", f'is "{stated.text}", but the entry of the pack is "{packed.text}"')
    chosen = stated or packed
    if chosen is not None:
        return Node({"kind": chosen}, chosen.origin)
    usual = usual_kind(section, name)
    if usual is None:
        message = f'needs "kind" ({", ".join(known)}), or "use" with the id of an entry of a pack'
        raise own.origin.error(key, message)
    return Node({"kind": Node(usual, own.origin)}, own.origin)


def _without_discount(below: Node, own: Node, key: str, findings: list[Finding]) -> Node:
    """The pack's entry without its rule for steady use, which cannot be applied to a connection that is not stated."""
    if below.child(_DISCOUNT) is None or own.child(_DISCOUNT) is not None:
        return below
    lacking = {name: what for name, what in _NEEDED.items() if all(node.child(name) is None for node in (own, below))}
    if not lacking:
        return below
    needed = " and ".join(f"{name}, {what}" for name, what in lacking.items())
    message = f"the pack's {_DISCOUNT} is left out: it needs {needed}"
    findings.append(Finding(own.origin.where(key), message, "warning"))
    return below.with_entry(_DISCOUNT, None)


def _without_replaced(below: Node, own: Node) -> Node:
    """The pack's entry without what the case states in another way.

    A table of components is a whole bill. A component's `monthly` stands in the place of its `price`, and the reverse.
    """
    stated, packed = own.child(_COMPONENTS), below.child(_COMPONENTS)
    if stated is None or packed is None:
        return below
    if is_table(stated.origin.file):
        return below.with_entry(_COMPONENTS, None)
    for name, component in (stated.mapping or {}).items():
        ways = [way for way in _PRICES if component.child(way) is not None]
        part = packed.child(name)
        if len(ways) == 1 and part is not None:
            other = _PRICES[1 - _PRICES.index(ways[0])]
            packed = packed.with_entry(name, part.with_entry(other, None))
    return below.with_entry(_COMPONENTS, packed)


def _renamed(below: Node, own: Node, slot: Slot, key: str) -> tuple[Node, Node]:
    """The pack's entry with the case's carrier in the place of `heat` or `cooling`, as `output` and `input` say."""
    for word, field in _STAND_INS.items():
        given = own.child(word)
        names = fields(slot.declaration) if slot.declaration is not None else {}
        if given is None or word in names or field not in names:
            continue
        own = own.with_entry(word, None)
        carriers = (below.child(field) or Node({}, Origin(""))).mapping or {}
        present = [carrier for carrier in PLACEHOLDERS if carrier in carriers]
        if given.text is None or len(present) != 1:
            raise given.origin.error(
                f"{key}.{word}", f"the entry of the pack leaves no carrier open here; write {field} in full"
            )
        below = below.with_entry(
            field,
            Node(
                {given.text if carrier == present[0] else carrier: part for carrier, part in carriers.items()},
                given.origin,
            ),
        )
    return below, own
