"""Fields of valid cases deleted, negated, multiplied, garbled: a finding or a valid case, never anything else."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.case import Case, lint, read, write_resolved
from planner.case.writing import yaml_text
from planner.errors import CaseError
from planner.text.node import plain
from planner.text.yaml_reader import read_yaml_text

from .workshop import WORKSHOP

SHIPPED = Path(planner.__file__).parent.parent / "cases"
GARBAGE: list[Any] = [
    None, "", "x", "-1", "0", "1e9", "nan", "off", "x2", "5 MW", "5 CNY/kW", "12 %", "-3 a", "元", "a; b", "flat",
    "grid", "../x.csv", "missing.csv", "electricity", "2030", [], ["a"], [["a"]], {}, {"2030": "1 CNY/t"},
    {"a": {"b": "c"}}, {"2026": "5 CNY/kW", "hold": "last"}, {"use": "pv_rooftop"},
    "\u202e", "=cmd|' /C calc'!A1", "9" * 60,
]  # fmt: skip


def spots(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of every entry and element."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [spot for key, part in items for spot in ((*path, key), *spots(part, (*path, key)))]


def parent(tree: Any, path: tuple[Any, ...]) -> Any:
    for key in path[:-1]:
        tree = tree[key]
    return tree


def delete(tree: Any, path: tuple[Any, ...], chance: random.Random) -> None:
    del parent(tree, path)[path[-1]]


def replace(tree: Any, path: tuple[Any, ...], chance: random.Random) -> None:
    parent(tree, path)[path[-1]] = chance.choice(GARBAGE)


def rename(tree: Any, path: tuple[Any, ...], chance: random.Random) -> None:
    holder = parent(tree, path)
    if isinstance(holder, dict):
        holder[chance.choice(["", "a.b", "=x", "kind", "use", "name", path[-1] + "x", path[-1][:-1]])] = holder.pop(
            path[-1]
        )


def swap(tree: Any, path: tuple[Any, ...], chance: random.Random) -> None:
    other = chance.choice(spots(tree))
    first, second = parent(tree, path), parent(tree, other)
    if other[: len(path)] != path and path[: len(other)] != other:
        first[path[-1]], second[other[-1]] = second[other[-1]], first[path[-1]]


def distort(tree: Any, path: tuple[Any, ...], chance: random.Random) -> None:
    holder = parent(tree, path)
    text = holder[path[-1]]
    if isinstance(text, str):
        holder[path[-1]] = chance.choice(
            ["-" + text, text + "0", text[::-1], text.upper(), "1e9 " + text, text[:1], text * 3]
        )


MUTATIONS: list[Callable[[Any, tuple[Any, ...], random.Random], None]] = [delete, replace, rename, swap, distort]


def understood(folder: Path) -> Case | None:
    """The case, or None if it has findings."""
    try:
        case = read(folder)
    except CaseError as error:
        assert error.findings
        assert all(str(finding) and finding.where.file for finding in error.findings)
        return None
    lint(case)
    return case


def mutate(text: str, folder: Path, seed: int) -> tuple[int, int]:
    """Damage a case in one or two spots, and read it; returns how many are still valid, and how many were tried."""
    chance = random.Random(seed)
    tree = plain(read_yaml_text(text, "case.yaml"))
    for _ in range(chance.choice([1, 1, 2])):
        chance.choice(MUTATIONS)(tree, chance.choice(spots(tree)), chance)
    (folder / "case.yaml").write_text(yaml_text(tree) if tree else "{}", encoding="utf-8", errors="replace")
    case = understood(folder)
    if case is not None:
        (folder / "again").mkdir(exist_ok=True)
        write_resolved(case, folder / "again")
        assert read(folder / "again").resolved == case.resolved
    return int(case is not None), 1


def test_damaged_workshop(tmp_path: Path) -> None:
    valid = sum(mutate(WORKSHOP, tmp_path, seed)[0] for seed in range(400))
    assert 20 < valid < 300  # the damage is neither always fatal nor harmless


def test_damaged_shipped_case(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "auto_plant", tmp_path, dirs_exist_ok=True)
    text = (SHIPPED / "auto_plant" / "case.yaml").read_text(encoding="utf-8")
    for seed in range(40):
        mutate(text, tmp_path, seed)


@pytest.mark.long
def test_damaged_shipped_case_many_times(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "auto_plant", tmp_path, dirs_exist_ok=True)
    text = (SHIPPED / "auto_plant" / "case.yaml").read_text(encoding="utf-8")
    for seed in range(1000, 3000):
        mutate(text, tmp_path, seed)
