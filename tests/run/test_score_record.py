"""What a summary says of the scores: of what is asked, of what the plan counted, of what totals rest on."""

from __future__ import annotations

import json

import pytest

from planner.run.store import load_run
from planner.run.tables import read_table
from planner.run.verify import verify
from tests.run.scored import CO2, FUNCTIONS, OTHERS, REUSE, scored_run


def test_the_plan_counts_only_years_that_are_stated_and_never_more_than_the_exact_score() -> None:
    summary = scored_run().summary
    assert summary["base_year"]["score"] is None
    first, second = summary["years"]
    assert first["score"] is None
    assert 45.0 - 1e-6 <= second["score"] <= second["score_exact"] + 1e-6


def test_the_summary_tells_what_is_asked_and_what_the_total_rests_on() -> None:
    (record,) = scored_run().summary["scores"]
    assert (record["target"], record["scheme"], record["label"]) == (
        "green_factory", "pumps", "Made for this test and nothing else.",
    )  # fmt: skip
    base, _, last = record["years"]
    assert (base["required"], last["required"], last["application"]) == (None, 45.0, 2029)
    assert base["by_quality"]["illustrative"] == pytest.approx(CO2)
    assert base["by_quality"]["published"] == pytest.approx(REUSE + FUNCTIONS)
    assert base["missing_weight"] == pytest.approx(10.0 * OTHERS)
    assert base["gates"] == {"permit": "pass", "manager": "fail"}
    assert last["gates"] == {"permit": "pass", "manager": "pass"}
    assert {(one["kind"], one["name"]): one["kept"] for one in last["statements"]} == {
        ("score", ""): True, ("floor", "means"): True, ("threshold", "co2"): True,
    }  # fmt: skip
    assert last["passed"] is True
    assert record["outlook"]["drift"]["peer_average"] == 20.0
    assert [year["year"] for year in record["outlook"]["years"]] == [2025, 2026, 2027, 2028, 2029]


def test_what_the_grid_did_is_told_apart_from_the_factory() -> None:
    """In 2028 the grid's factor is 0.4625 instead of 0.5 t/MWh."""
    solved = scored_run()
    (record,) = solved.summary["scores"]
    base, _, last = record["years"]
    bought = sum(
        float(row["value"])
        for row in read_table(solved.folder / "accounts.csv")
        if (row["year"], row["account"], row["item"]) == ("2028", "import", "grid")
    )
    change = 0.0375 * bought / 21500.0
    assert base["from_grid"] == 0.0
    row = next(row for row in read_table(solved.folder / "scores.csv") if row["year"] == "2028")
    frozen = float(row["value with the base year's grid"])
    assert frozen - float(row["value"]) == pytest.approx(change)
    assert last["from_grid"] == pytest.approx(40.0 * OTHERS * (min(frozen, 0.32) - float(row["value"])) / 0.17)


def test_the_summary_is_json_and_the_folder_agrees_with_its_solution() -> None:
    solved = scored_run()
    assert json.loads((solved.folder / "summary.json").read_text(encoding="utf-8"))["scores"]
    assert verify(load_run(solved.folder)) == ()
