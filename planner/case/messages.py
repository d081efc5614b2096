"""What validation found, in plain sentences: what was found, what is allowed, what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..errors import Finding
from ..fields import Declaration
from ..text.node import Node, Path
from .slots import Slot, fields

_BOUNDS = {"greater_than_equal": ("ge", "at least"), "greater_than": ("gt", "above")}
_TAG = re.compile(r"(dict|literal|list)?\[.*\]$")
_BOUNDS |= {"less_than_equal": ("le", "at most"), "less_than": ("lt", "below")}


def findings_of(
    error: ValidationError,
    node: Node,
    key: str,
    declaration: type[Declaration],
    currency: str = "CNY",
    extra: Sequence[str] = (),
) -> Iterator[Finding]:
    """Findings of one declaration's validation, each at its place.

    Parameters
    ----------
    error : ValidationError
        What pydantic raised.
    node : Node
        The text that was validated.
    key : str
        Key path of the text.
    declaration : type of Declaration
        What it was validated against.
    currency : str
        The case's currency.
    extra : sequence of str
        Further keys that may stand there, for suggestions.
    """
    problems = [found for problem in error.errors(include_url=False) if (found := _untagged(problem, node)) is not None]
    meant = {_meant(problem["loc"], declaration) for problem in problems if problem["type"] == "extra_forbidden"}
    for problem in problems:
        loc = tuple(str(part) for part in problem["loc"])
        if problem["type"] == "missing" and loc in meant:
            continue
        points = problem.get("ctx", {}).get("points") if problem["type"] == "path" else None
        for tail, message in points or [("", _sentence(problem, loc, declaration, currency, extra))]:
            path = (*loc, tail) if tail else loc
            yield node.nearest(path).finding(".".join((key, *path)) if key else ".".join(path), message)


def _untagged(problem: ErrorDetails, node: Node) -> ErrorDetails | None:
    """A problem with its key path alone, or None if it is about a way of writing that was not meant.

    Where one value or a mapping may stand, both ways fail, each under a tag of its own; what stands there decides.
    """
    path: list[int | str] = []
    for part in problem["loc"]:
        tag = _TAG.match(str(part))
        if tag is None:
            path.append(part)
            continue
        written = node.at(tuple(map(str, path)))
        is_mapping = written is not None and written.mapping is not None
        if tag[1] and (tag[1] == "dict") != is_mapping:
            return None
    problem["loc"] = tuple(path)
    return problem


def _sentence(
    problem: ErrorDetails,
    loc: Sequence[str],
    declaration: type[Declaration],
    currency: str,
    extra: Iterable[str],
) -> str:
    """One validation problem in words."""
    kind, ctx, given = problem["type"], problem.get("ctx", {}), problem["input"]
    if kind in ("quantity", "path"):
        return str(ctx["message"])
    if kind == "missing":
        return _missing(loc, declaration, currency)
    if kind == "extra_forbidden":
        return _unknown(loc, declaration, extra)
    if given is None:
        return "has no value"
    if kind == "literal_error":
        allowed = [part.strip("' ") for part in str(ctx["expected"]).replace(" or ", ", ").split(", ")]
        return f'"{shown(given)}" is not one of {", ".join(allowed)}{suggestion(str(given), allowed)}'
    if kind in ("bool_parsing", "bool_type"):
        return f'"{shown(given)}" is not yes or no'
    if kind in ("int_parsing", "int_type", "int_from_float", "int_parsing_size"):
        return f'"{shown(given)}" is not a whole number'
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f'"{shown(given)}" must be {words} {ctx[name]}'
    if kind in ("too_short", "too_long"):
        wanted = ctx["min_length" if kind == "too_short" else "max_length"]
        if wanted == 1:
            return "needs at least one entry" if kind == "too_short" else "takes a single entry"
        return f"needs {wanted} entries, not {ctx['actual_length']}"
    if kind == "string_type":
        return f"must be text, not {shown(given)}"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f'must be a mapping of keys and values, not "{shown(given)}"'
    if kind == "list_type":
        return f'must be a list such as [a, b], not "{shown(given)}"'
    return str(problem["msg"])


def _missing(loc: Sequence[str], declaration: type[Declaration], currency: str) -> str:
    name = loc[-1]
    parent = _declared_at(loc[:-1], declaration)
    info = parent.model_fields[name] if parent is not None else None
    unit = fields(parent)[name].unit if parent is not None else None
    meaning = (info.description or "").rstrip(".") if info is not None else ""
    wanted = ""
    if unit is not None:
        wanted = " (a number)" if unit.alternatives[0] == "1" else f" (in {' or '.join(unit.named(currency))})"
    return f'"{name}" is missing: {meaning}{wanted}'


def _meant(loc: Sequence[int | str], declaration: type[Declaration]) -> Path:
    """Place of the field that an unknown key probably stands for."""
    path = tuple(str(part) for part in loc)
    parent = _declared_at(path[:-1], declaration)
    near = nearest(path[-1], fields(parent)) if parent is not None else None
    return (*path[:-1], near or "")


def _unknown(loc: Sequence[str], declaration: type[Declaration], extra: Iterable[str]) -> str:
    parent = _declared_at(loc[:-1], declaration)
    names = list(fields(parent)) if parent is not None else []
    names += list(extra) if len(loc) == 1 else []
    near = suggestion(loc[-1], names)
    return f"unknown key{near}" if near else f"unknown key; there are {', '.join(names)}"


def _declared_at(loc: Sequence[str], declaration: type[Declaration]) -> type[Declaration] | None:
    """The declaration that a part of the text is validated against."""
    slot: Slot | None = Slot(declaration=declaration)
    for part in loc:
        slot = slot.child(part) if slot is not None else None
    return slot.declaration if slot is not None else None


def suggestion(text: str, names: Iterable[str]) -> str:
    """The nearest of some names, as the end of a sentence; empty if none is near."""
    near = nearest(text, names)
    return f'. Did you mean "{near}"?' if near else ""


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The nearest of some names, whatever the case of its letters; None if none is near."""
    known = {name.lower(): name for name in sorted(names)}
    near = get_close_matches(text.lower(), known, n=1)
    return known[near[0]] if near else None


def shown(given: object) -> str:
    """A found value, short enough for a message."""
    if isinstance(given, Mapping):
        return "a mapping"
    if isinstance(given, list | tuple):
        return "a list"
    text = str(given)
    return text if len(text) <= 60 else text[:57] + "..."
