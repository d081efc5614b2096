"""The command answers at once: what it loads before it knows what is wanted."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "numpy", "pyomo", "pandas", "xarray", "rich", "highspy", "pydantic", "yaml", "networkx", "scipy", "plotly",
    "jinja2",
)  # fmt: skip
COMMANDS = (
    "init",
    "check",
    "bill",
    "score",
    "solve",
    "matching",
    "audit",
    "sweep",
    "robust",
    "report",
    "library",
    "schema",
)


@pytest.mark.parametrize("arguments", [["--help"], ["solve", "--help"], ["--version"], ["solve"], ["matching"]])
def test_help_loads_click_alone(arguments: list[str]) -> None:
    script = f"""
import sys
from planner.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
loaded = [name for name in {HEAVY!r} if name in sys.modules]
assert not loaded, loaded
"""
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_help_lists_the_commands_in_the_order_of_work() -> None:
    found = subprocess.run([sys.executable, "-m", "planner", "--help"], check=True, capture_output=True, text=True)
    listed = found.stdout.partition("Commands:")[2].partition("Exit codes:")[0]
    assert tuple(line.split()[0] for line in listed.splitlines() if line.strip()) == COMMANDS
    assert "..." not in listed


def test_public_names_are_those_of_the_interface() -> None:
    script = """
import sys, planner
assert not any(name in sys.modules for name in ("numpy", "click"))
assert planner.__version__ and planner.CaseError.exit_code == 2
import planner.solve.matrix
assert callable(planner.solve) and callable(planner.load)
assert planner.solve.matrix.__name__ == "planner.solve.matrix"
"""
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True, capture_output=True)
