"""Reads the shipped pack as plain text and numbers, apart from the planner's own reader."""

import csv
from functools import cache
from pathlib import Path

import yaml

import planner

FOLDER = Path(planner.__file__).parent / "packs" / "china-2025"
TABLES = ("technologies", "measures", "supply", "targets")
MORE = ("carbon", "finance", "sectors")
ALL = (*TABLES, *MORE)


def rows(table):
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def entries(table):
    """Fields of each id as a case would state them."""
    found = {}
    for row in rows(table):
        node = found.setdefault(row["id"], {})
        *parents, last = row["field"].split(".")
        for parent in parents:
            node = node.setdefault(parent, {})
        node[int(last) if last.isdigit() else last] = stated(row["value"], row["unit"])
    return found


def stated(value, unit):
    if unit == "-":
        return {"true": True, "false": False}.get(value, value)
    return float(value) if unit == "1" else f"{value} {unit}"


@cache
def grids():
    with (FOLDER / "grids.yaml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def is_leaf(node):
    return isinstance(node, dict) and "value" in node


def leaves(node, path=()):
    """Every annotated leaf of the grid file with its path."""
    if is_leaf(node):
        yield path, node
    elif isinstance(node, dict):
        for key, below in node.items():
            yield from leaves(below, (*path, key))


def plain(node):
    """A grid without its annotations and title."""
    if is_leaf(node):
        return node["value"]
    return {key: plain(below) for key, below in node.items() if key != "title"} if isinstance(node, dict) else node
