"""The shipped cases, and how they are solved at a low resolution."""

from __future__ import annotations

from pathlib import Path

from planner.run.pipeline import Options
from planner.shipped import CASE_FILE, EXPECTED, shipped_cases
from planner.text.files import Folder
from planner.text.yaml_reader import read_yaml

CASES = {folder.name: folder for folder in shipped_cases()}

# The workshop is there to be worked out by hand; all others are plants of the sectors that the policies name.
PLANTS = {name: folder for name, folder in CASES.items() if name != "tiny"}

# Few typical days and a wide gap: enough to see that a case is solved, and roughly how.
REDUCED = Options(days=3, gap=0.02)

# What two solves at this resolution may differ in: cost by the gap, emissions and points by the plans within it.
COST, CO2, POINTS = 0.025, 0.08, 3.0


def with_results() -> list[str]:
    """Names of the cases whose expected results are stored."""
    return [name for name in PLANTS if expected_file(name).is_file()]


def scenarios(name: str) -> list[str]:
    """Names of the scenarios of a case."""
    named = read_yaml(Folder(PLANTS[name]), CASE_FILE).child("scenarios")
    return list((named.mapping or {}) if named is not None else {})


def expected_file(name: str) -> Path:
    """Where the expected results of a case stand."""
    return PLANTS[name] / EXPECTED
