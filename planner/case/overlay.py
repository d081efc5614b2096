"""Laying text over text: a case's fields over a pack's, an override over a case's.

``off`` removes what is there. ``x1.5`` scales the numbers that are there. Declared fields merge one by one; everything
else (paths over the years, lists, shares by carrier) is put in the place of what was there.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction

from .. import units
from ..text.node import Node, Path
from .slots import Slot

OFF = "off"
_SCALE = re.compile(r"[x×*]\s*([0-9]{1,20}(?:\.[0-9]{0,20})?(?:[eE][+-]?[0-9]{1,2})?)")
_EXACT = Context(prec=200)


def is_off(node: Node, slot: Slot | None = None) -> bool:
    """Whether a text removes what it is laid over; where yes and no are declared, `off` means no."""
    return node.text is not None and node.text.lower() == OFF and not (slot is not None and slot.is_switch)


def scale_of(node: Node) -> str | None:
    """Factor of a text such as ``x1.5``, or None."""
    match = _SCALE.fullmatch(node.text.strip()) if node.text is not None else None
    return match.group(1) if match else None


def overlay(base: Node | None, over: Node, slot: Slot | None, path: Path) -> Node | None:
    """Text that results from laying one over another.

    Parameters
    ----------
    base : Node or None
        What is there.
    over : Node
        What is laid over it.
    slot : Slot or None
        What the place may hold, if that is known.
    path : tuple of str
        Key path of the place, for messages.

    Returns
    -------
    Node or None
        None if the place is removed.

    Raises
    ------
    CaseError
        If a factor is laid over what is no number.
    """
    if is_off(over, slot):
        return None
    factor = scale_of(over)
    if factor is not None and (slot is None or slot.scales or slot.merges):
        if base is None or slot is None or not slot.scales:
            found = "there is nothing yet" if base is None else "this is not a number with a unit"
            raise over.origin.error(".".join(path), f'"{over.text}" scales what is there, but {found}')
        return scaled(base, factor, over, path)
    if base is None or base.mapping is None or over.mapping is None or slot is None:
        return _settled(over, slot, path)
    merged = dict(base.mapping) if slot.merges else {}
    for key, part in over.mapping.items():
        result = overlay(base.mapping.get(key), part, slot.child(key), (*path, key))
        if result is None:
            merged.pop(key, None)
        else:
            merged[key] = result
    return Node(merged, over.origin)


def _settled(over: Node, slot: Slot | None, path: Path) -> Node:
    """New text without the entries it switches off."""
    if over.mapping is None or slot is None:
        return over
    kept = {}
    for key, part in over.mapping.items():
        result = overlay(None, part, slot.child(key), (*path, key))
        if result is not None:
            kept[key] = result
    return Node(kept, over.origin)


def scaled(base: Node, factor: str, over: Node, path: Path) -> Node:
    """The same text with every number multiplied exactly.

    Raises
    ------
    CaseError
        If a text holds no number.
    """
    if base.mapping is not None:
        return Node(
            {
                key: Node(part.text, over.origin) if key == "hold" else scaled(part, factor, over, (*path, key))
                for key, part in base.mapping.items()
            },
            over.origin,
        )
    try:
        number, unit = units.split(base.text or "")
    except units.UnitError:
        shown = base.text if base.text is not None else "a list"
        raise over.origin.error(".".join(path), f'"{over.text}" cannot scale "{shown}"') from None
    return Node(f"{times(number, factor)} {unit}".strip(), over.origin)


def times(number: Fraction, factor: str) -> str:
    """Exact product of two decimal numbers, as text.

    Examples
    --------
    >>> times(Fraction("2.5"), "1.2")
    '3'
    """
    first = _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    product = _EXACT.normalize(_EXACT.multiply(first, Decimal(factor)))
    return f"{product:f}"


def adopted(over: Node, base: Node | None, slot: Slot | None) -> Node:
    """Text whose bare numbers have taken the unit of what they replace.

    Parameters
    ----------
    over : Node
        A text, or a mapping of years or names to texts.
    base : Node or None
        What is there.
    slot : Slot or None
        What the place may hold.
    """
    if base is None or slot is None:
        return over
    if over.mapping is not None and slot.scales:
        parts = {key: adopted(part, base.child(key) or base, slot.child(key)) for key, part in over.mapping.items()}
        return Node(parts, over.origin)
    if over.text is None or slot.unit is None or slot.unit.alternatives[0] == "1":
        return over
    try:
        _, unit = units.split(over.text)
    except units.UnitError:
        return over
    usual = "" if unit else _unit_in(base)
    return Node(f"{over.text} {usual}", over.origin) if usual else over


def _unit_in(node: Node) -> str:
    """Unit of a text, or of the first entry of a mapping that has one."""
    if node.mapping is not None:
        return next((unit for unit in map(_unit_in, node.mapping.values()) if unit), "")
    try:
        return units.split(node.text or "")[1]
    except units.UnitError:
        return ""
