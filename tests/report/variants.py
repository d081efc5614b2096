"""Runs that a page must stand: no investment, one year, a target out of reach, and two hundred measures."""

from __future__ import annotations

import csv
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from planner.run.delivery import deliver, load
from tests.run.tiny import CASE, OPTIONS, tiny_run

DEAR = (
    "measures.led.capex=900 Mio CNY", "measures.motors.capex=900 Mio CNY", "technologies.weir.capex=9000000 CNY/kW",
    "technologies.heat_pump.capex=9000000 CNY/kW",
)  # fmt: skip
OUT_OF_REACH = "\ntargets:\n  deep: {kind: emission_cap, basis: location, reduction: {2028: 99 %}}\n"
MANY = 200


@cache
def nothing_built() -> Path:
    """A run in which going on as before is best."""
    return _solved(CASE, DEAR)


@cache
def one_year() -> Path:
    """A run with a single milestone year."""
    return _solved(_changed("years: [2026, 2028]", "years: [2026]"))


@cache
def achievable() -> Path:
    """A run of a case that cannot be met: the nearest achievable plan."""
    return _solved(_changed("\ncarbon:", OUT_OF_REACH + "\ncarbon:"))


@cache
def many_measures() -> Path:
    """A stored run whose tables name two hundred measures more."""
    folder = Path(shutil.copytree(tiny_run().folder, Path(mkdtemp()) / "run"))
    _repeat(folder / "roadmap.csv", "led", "what")
    _repeat(folder / "abatement.csv", "led", "what")
    _repeat(folder / "levers.csv", "led", "item")
    return folder


def _solved(case: Path, overrides: tuple[str, ...] = ()) -> Path:
    place = Path(mkdtemp()) / "run"
    return deliver(load(case, overrides=overrides), OPTIONS, place, lambda progress: None).place


def _changed(old: str, new: str) -> Path:
    folder = Path(mkdtemp()) / "case"
    folder.mkdir()
    text = (CASE / "case.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "case.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def _repeat(file: Path, name: str, column: str) -> None:
    """Write the rows of one thing two hundred times more, each time under another name."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    more = [
        {**row, column: f"{name}_of_hall_{number}"} for row in rows if row[column] == name for number in range(MANY)
    ]
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows[:-1], *more, rows[-1]])
