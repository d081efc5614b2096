"""The JSON schema for editors: whole, described, and satisfied by the shipped cases."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.case import read, schema
from planner.case.layout import kinds
from planner.text.files import Folder
from planner.text.node import plain
from planner.text.yaml_reader import read_yaml

from .workshop import Workshop

SHIPPED = Path(planner.__file__).parent.parent / "cases"
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}


class Checker:
    """As much of JSON Schema as the case schema uses."""

    def __init__(self, whole: dict[str, Any]) -> None:
        self.whole = whole

    def accepts(self, value: Any, part: dict[str, Any]) -> bool:
        if "$ref" in part:
            part = {
                **self.whole["$defs"][part["$ref"].removeprefix("#/$defs/")],
                **{k: v for k, v in part.items() if k != "$ref"},
            }
        rules = {
            "anyOf": lambda ways: any(self.accepts(value, way) for way in ways),
            "allOf": lambda ways: all(self.accepts(value, way) for way in ways),
            "not": lambda inner: not self.accepts(value, inner),
            "const": lambda wanted: value == wanted,
            "enum": lambda wanted: value in wanted,
            "type": lambda wanted: any(
                self._is(value, name) for name in ([wanted] if isinstance(wanted, str) else wanted)
            ),
            "pattern": lambda wanted: not isinstance(value, str) or re.search(wanted, value) is not None,
            "required": lambda names: not isinstance(value, dict) or set(names) <= set(value),
            "items": lambda inner: not isinstance(value, list) or all(self.accepts(item, inner) for item in value),
            "minimum": lambda least: not isinstance(value, int) or value >= least,
            "maximum": lambda most: not isinstance(value, int) or value <= most,
            "minItems": lambda least: not isinstance(value, list) or len(value) >= least,
            "minProperties": lambda least: not isinstance(value, dict) or len(value) >= least,
        }
        known = {*rules, "properties", "patternProperties", "additionalProperties", "if", "then", "$defs", "$schema"}
        assert set(part) <= known | {"title", "description", "examples"}, set(part) - known
        if not all(rule(part[name]) for name, rule in rules.items() if name in part):
            return False
        if "if" in part and self.accepts(value, part["if"]) and not self.accepts(value, part["then"]):
            return False
        return not isinstance(value, dict) or all(self._entry(key, inner, part) for key, inner in value.items())

    def _entry(self, key: str, value: Any, part: dict[str, Any]) -> bool:
        if key in part.get("properties", {}):
            return self.accepts(value, part["properties"][key])
        for pattern, inner in part.get("patternProperties", {}).items():
            if re.search(pattern, key):
                return self.accepts(value, inner)
        rest = part.get("additionalProperties", True)
        return rest if isinstance(rest, bool) else self.accepts(value, rest)

    @staticmethod
    def _is(value: Any, name: str) -> bool:
        if name == "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def as_an_editor_reads(value: Any) -> Any:
    """Texts of a case with the types that YAML 1.2 gives them."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads(part) for part in value]
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+", value):
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]*\.[0-9]+", value):
        return float(value)
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(dict(schema()))


def accepts(checker: Checker, folder: Path) -> bool:
    tree = as_an_editor_reads(plain(read_yaml(Folder(folder), "case.yaml")))
    return checker.accepts(tree, checker.whole)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in SHIPPED.glob("*/case.yaml")))
def test_shipped_cases_satisfy_it(checker: Checker, name: str) -> None:
    assert accepts(checker, SHIPPED / name)


def test_resolved_cases_satisfy_it(checker: Checker, workshop: Workshop) -> None:
    assert checker.accepts(as_an_editor_reads(workshop.read().resolved), checker.whole)
    assert checker.accepts(as_an_editor_reads(read(SHIPPED / "auto_plant").resolved), checker.whole)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("sector: example", "sectr: example"),
        ("price_year: 2025", "price_year: lately"),
        ("  price_year: 2025\n", ""),
        ("max_energy: 4 MWh", "max_enrgy: 4 MWh"),
        ("battery: {kind: storage", "battery: {kind: store"),
        ("battery: {kind: storage", "battery: {kind: converter"),
        ("life: 12 a", "life: 12"),
        ("scheme: shadow", "scheme: dark"),
        ("{2026: 80 CNY/t, 2034: 200 CNY/t}", "{2026: 80 CNY/t, next: 200 CNY/t}"),
        ("{basis: location, reduction", "{base: location, reduction"),
        ("demands:", "demand:"),
    ],
)
def test_mistakes_are_seen_in_the_editor(checker: Checker, workshop: Workshop, right: str, wrong: str) -> None:
    assert accepts(checker, workshop.folder)
    assert not accepts(checker, workshop.edit(right, wrong).folder)


def test_every_field_of_every_kind_is_described(checker: Checker) -> None:
    definitions = checker.whole["$defs"]
    names = {
        name.split("_", 1)[1] if name.split("_", 1)[0] in checker.whole["properties"] else name for name in definitions
    }
    assert set(kinds()) <= names
    for name, part in definitions.items():
        for field, inner in part["properties"].items():
            described = "description" in inner or field == "name"
            assert described, f"{name}.{field}"


def test_it_is_plain_json_without_defaults(checker: Checker) -> None:
    text = json.dumps(schema(), ensure_ascii=False, allow_nan=False)
    assert '"default"' not in text
    assert json.loads(text) == checker.whole
