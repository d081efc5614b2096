"""Writing a resolved case: a case.yaml, a series.csv and its schemes, that read back to the same values.

Texts stay as they were written (`2800 CNY/kW`), so no number changes by a rounding of units; series are written in
canonical units with as many digits as they have. Texts are quoted unless they are whole numbers, `true` or `false`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .reading import CASE_FILE, SERIES_FILE
from .schemes import scheme_file
from .value import Case

_PLAIN_VALUE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})|true|false")
_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*|[1-9][0-9]{3}")
_WORDS = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
_HEADING = "# A resolved case: packs, scenario and overrides are applied.\n"
_SCHEME_HEADING = "# A scheme of a resolved case.\n"


def write_case(case: Case, folder: str | os.PathLike[str]) -> None:
    """Write a case; see `planner.case.write_resolved`."""
    place = Path(folder)
    if case.series:
        (place / SERIES_FILE).write_text(series_text(case), encoding="utf-8", newline="\n")
    for name, text in case.resolved_schemes.items():
        file = place / scheme_file(name)
        file.parent.mkdir(exist_ok=True)
        file.write_text(_SCHEME_HEADING + yaml_text(text), encoding="utf-8", newline="\n")
    (place / CASE_FILE).write_text(_HEADING + yaml_text(case.resolved), encoding="utf-8", newline="\n")


def series_text(case: Case) -> str:
    """CSV of the series a case uses, in canonical units.

    Parameters
    ----------
    case : Case
        A case as read.
    """
    units = {name: case.series_units.get(name, "1") for name in case.series}
    header = ",".join(name if unit == "1" else f"{name} [{unit}]" for name, unit in units.items())
    rows = np.column_stack(list(case.series.values())).tolist()
    return "\n".join([header, *(",".join(map(repr, row)) for row in rows)]) + "\n"


def yaml_text(tree: Mapping[str, Any]) -> str:
    """YAML of a tree of mappings, lists and texts, in block style down to the fields of a thing.

    Parameters
    ----------
    tree : mapping
        Such as `Case.resolved`.
    """
    return "\n".join(_block(tree, 0)) + "\n"


def _block(tree: Mapping[str, Any], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, value in tree.items():
        if depth == 0:
            yield ""
        if isinstance(value, Mapping) and value and depth < 3 and not _is_short(value):
            yield f"{indent}{_key(key)}:"
            yield from _block(value, depth + 1)
        else:
            yield f"{indent}{_key(key)}: {_flow(value)}"


def _is_short(value: Mapping[str, Any]) -> bool:
    """Whether a mapping of texts fits on a line."""
    return len(_flow(value)) <= 80 and not any(isinstance(part, Mapping | list) for part in value.values())


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if value is None:
        return "null"
    text = str(value)
    return text if _PLAIN_VALUE.fullmatch(text) else quoted(text)


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _WORDS else quoted(key)


def quoted(text: str) -> str:
    """Text in double quotes as YAML reads it; what is not printable is escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    r"""One character within double quotes: YAML knows \xhh, \uhhhh and \Uhhhhhhhh."""
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
