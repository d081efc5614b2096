"""Library use does what the command does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xarray as xr

import planner
from planner.run import delivery
from planner.run.folder import is_run
from tests.run.tiny import CASE, tiny_run


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny_run()  # Solved before a test replaces the pipeline.
    monkeypatch.chdir(tmp_path)


def pipeline(*_: object) -> Any:
    return tiny_run().run


def test_solve_returns_the_solution_and_writes_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "solve_case", pipeline)
    solution = planner.solve(planner.load("cases/tiny"), gap=0.01)
    assert isinstance(solution, xr.Dataset)
    assert solution.attrs["status"] == "optimal"
    (run,) = Path("results").glob("*/*")
    assert is_run(run)


def test_a_place_may_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "solve_case", pipeline)
    planner.solve(planner.load(CASE), out="here")
    assert is_run(Path("here"))


def test_scenario_and_changes_are_those_of_the_command() -> None:
    base, dearer = planner.load(CASE), planner.load(CASE, overrides=["carbon.price=x2"])
    paths = [case.of("carbon")[0].parameters.price for case in (base, dearer)]
    assert paths[1].at(2026) == 2.0 * paths[0].at(2026)


def test_a_missing_case_is_named() -> None:
    with pytest.raises(planner.CaseError, match="nowhere: case: there is no such case"):
        planner.load("nowhere")


def test_a_folder_of_the_user_wins_over_a_shipped_case() -> None:
    own = Path("cases/tiny")
    own.mkdir(parents=True)
    (own / "case.yaml").write_text(
        (CASE / "case.yaml").read_text(encoding="utf-8").replace("Tiny", "My"), encoding="utf-8"
    )
    assert planner.load("cases/tiny").title == "My workshop"
