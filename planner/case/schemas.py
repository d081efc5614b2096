"""JSON schema of the whole case file, built from the declarations: completion, hover texts and checks in an editor.

It is looser than the reader: what a pack supplies need not be given, tables may stand in the place of sections, and
references are not followed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..fields import Declaration
from .layout import (
    SINGLE_SECTIONS,
    Header,
    HorizonTerms,
    ProductionTerms,
    SeriesTerms,
    SiteTerms,
    kinds,
    sections,
    usual_kind,
)

_TABLE = {"type": "string", "pattern": r"\.(csv|CSV|xlsx|xlsm)(#.*)?$", "description": "A table in the case folder."}
_OFF = {"const": "off"}
_REF = "#/$defs/"


def case_schema() -> dict[str, Any]:
    """JSON schema (2020-12) of a case file."""
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {
        "case": _declared(Header, definitions),
        "site": _declared(SiteTerms, definitions),
        "horizon": _declared(HorizonTerms, definitions),
        "production": _or_table(_field(ProductionTerms, "production", definitions)),
        "series": _field(SeriesTerms, "series", definitions),
    }
    properties["series"] = {"anyOf": [{"type": "string"}, properties["series"]]}
    for section, known in sections().items():
        if section in SINGLE_SECTIONS:
            properties[section] = _thing(section, known[0], known, definitions)
        else:
            properties[section] = _section(section, known, definitions)
    properties["scenarios"] = {
        "type": "object",
        "description": "Named changes: key paths such as carbon.price, with a value, x1.5, or off.",
        "additionalProperties": {"type": ["object", "null"]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "planner case",
        "type": "object",
        "properties": properties,
        "required": ["case", "horizon"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _section(section: str, known: tuple[str, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    """Section of named things: a mapping, a list, or a table. An entry named like a kind is of that kind."""
    thing = _entry(section, known, usual_kind(section, ""), definitions)
    named = {kind: _entry(section, known, kind, definitions) for kind in known} if len(known) > 1 else {}
    mapping = {
        "type": "object",
        "properties": {name: _or_off(entry) for name, entry in named.items()},
        "additionalProperties": _or_off(thing),
    }
    return {"anyOf": [mapping, {"type": "array", "items": thing}, _TABLE, {"type": "null"}]}


def _entry(section: str, known: tuple[str, ...], usual: str | None, definitions: dict[str, Any]) -> dict[str, Any]:
    """Entry of a section, of the kind that it states; without one, of the usual kind."""
    if len(known) == 1:
        return _thing(section, known[0], known, definitions)
    stated = {"kind": {"enum": list(known)}, "use": {"type": "string"}}
    choices = [_choice(section, kind, known, definitions, is_usual=kind == usual) for kind in known]
    return {"type": "object", "properties": stated, "allOf": choices}


def _or_off(entry: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [entry, _OFF, {"type": "null"}]}


def _choice(
    section: str, kind: str, known: tuple[str, ...], definitions: dict[str, Any], *, is_usual: bool
) -> dict[str, Any]:
    """Schema of a thing that applies where it states this kind, or, for the usual kind, none."""
    stated = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
    unstated = {"not": {"anyOf": [{"required": ["kind"]}, {"required": ["use"]}]}}
    condition = {"anyOf": [stated, unstated]} if is_usual else stated
    return {"if": condition, "then": _thing(section, kind, known, definitions)}


def _thing(section: str, kind: str, known: tuple[str, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    """Reference to the schema of a kind, defined on first use."""
    name = f"{section}_{kind}"
    if name not in definitions:
        definitions[name] = {}
        body = _body(kinds()[kind], definitions)
        choices = {
            "kind": {"enum": list(known), "description": "Kind of thing."},
            "use": {"type": "string", "description": "Entry of a pack whose fields stand where none are given here."},
        }
        if "inputs" in body["properties"]:
            choices["input"] = {"type": "string", "description": "Carrier in the place of the pack's heat or cooling."}
            choices["output"] = choices["input"]
        body["properties"] = {**choices, **body["properties"], "name": {"type": "string"}}
        definitions[name] = body
    return {"$ref": _REF + name}


def _declared(declaration: type[Declaration], definitions: dict[str, Any]) -> dict[str, Any]:
    """Schema of a part of the head; what it requires is required."""
    body = _body(declaration, definitions)
    required = [name for name, info in declaration.model_fields.items() if info.is_required()]
    return {**body, "required": required} if required else body


def _body(declaration: type[Declaration], definitions: dict[str, Any]) -> dict[str, Any]:
    """Schema of a declaration without what a pack may supply being required."""
    schema = declaration.model_json_schema(ref_template=_REF + "{model}")
    for name, inner in schema.pop("$defs", {}).items():
        definitions.setdefault(name, _loosened(inner))
    return _loosened(schema)


def _field(declaration: type[Declaration], name: str, definitions: dict[str, Any]) -> dict[str, Any]:
    return dict(_body(declaration, definitions)["properties"][name])


def _or_table(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, _TABLE]}


def _loosened(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Without requirements, which a pack may meet, and without defaults, which are in canonical units."""
    body = {key: value for key, value in schema.items() if key not in ("required", "title")}
    body["properties"] = {name: _property(part) for name, part in schema.get("properties", {}).items()}
    return body


def _property(schema: Mapping[str, Any]) -> dict[str, Any]:
    body = {key: value for key, value in schema.items() if key != "default"}
    described = {"description": body.pop("description")} if "description" in body else {}
    ways = body.pop("anyOf") if set(body) <= {"anyOf", "title"} and "anyOf" in body else [body]
    extra: list[dict[str, Any]] = [_OFF]
    if any(_holds_things(way) for way in ways):
        extra.append(_TABLE)
    if any(way.get("type") == "array" for way in ways):
        # YAML reads a single year in such a text as a number.
        extra.append({"type": ["string", "integer"], "description": "Entries with ; between."})
    return {**described, "anyOf": [*ways, *extra]}


def _holds_things(way: Mapping[str, Any]) -> bool:
    """Whether a schema is a list or a mapping of declared parts, for which a table may stand."""
    inner = way.get("items") or way.get("additionalProperties")
    return isinstance(inner, Mapping) and "$ref" in inner
