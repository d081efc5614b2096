"""Scores of a run: worked out by hand for today's factory, the same in table and Solution for every year."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from planner.case import read
from planner.errors import CaseError
from planner.run.scores import SCORE_COLUMNS, Shown, paths, score_rows, shown
from planner.run.store import load_run
from planner.run.tables import read_table
from planner.run.today import todays_operation
from planner.run.verify import verify
from tests.run.scored import CO2, FUNCTIONS, OTHERS, REUSE, scored_folder, scored_run
from tests.run.tiny import tiny_run


@pytest.fixture(scope="module")
def today() -> dict[str, Shown]:
    """Rows of the base year, from operating it alone."""
    case = read(scored_folder())
    (path,) = paths(case, todays_operation(case), (2025,))
    return {row.indicator: row for row in shown(case, path, path.scores[0])}


def test_todays_points_are_those_worked_out_by_hand(today: dict[str, Shown]) -> None:
    assert {name: row.points for name, row in today.items()} == pytest.approx(
        {"co2": CO2, "reuse": REUSE, "functions": FUNCTIONS, "material": 0.0, "ground": 0.0}
    )
    assert today["co2"].weight == pytest.approx(40.0 * OTHERS)


def test_values_are_in_the_unit_of_the_indicator_with_what_they_are_made_of(today: dict[str, Shown]) -> None:
    co2, reuse = today["co2"], today["reuse"]
    assert (co2.value, co2.unit, co2.numerator, co2.numerator_unit) == (pytest.approx(0.2628), "tCO2/unit", 5256.0, "t")
    assert (co2.denominator, co2.denominator_unit) == (20000.0, "pumps")
    assert (reuse.value, reuse.baseline, reuse.leading, reuse.unit) == pytest.approx((30000.0 / 395.0, 70.0, 90.0, "%"))
    assert (co2.quality, co2.source, reuse.quality) == ("illustrative", "a guess", "published")


def test_what_is_missing_to_the_next_point_brings_one_point(today: dict[str, Shown]) -> None:
    co2, reuse = today["co2"], today["reuse"]
    assert co2.missing == pytest.approx(-(0.32 - 0.15) / co2.weight)
    assert reuse.missing == pytest.approx(20.0 / reuse.weight)


def test_rows_without_points_say_why(today: dict[str, Shown]) -> None:
    assert (today["material"].status, today["ground"].status) == ("not scorable", "not applicable")
    assert "material" in today["material"].reason
    assert today["material"].weight == pytest.approx(10.0 * OTHERS)
    assert today["ground"].weight == 0.0


def test_the_table_has_every_indicator_of_every_year_the_base_year_first() -> None:
    rows = read_table(scored_run().folder / "scores.csv")
    assert tuple(rows[0]) == SCORE_COLUMNS
    assert [row["year"] for row in rows] == [year for year in ("2025", "2026", "2028") for _ in range(5)]
    first = rows[0]
    assert (first["scheme"], first["indicator"], first["target"]) == ("pumps", "co2", "green_factory")
    assert float(first["points"]) == pytest.approx(CO2)
    assert [row["application"] for row in rows[::5]] == ["2026", "2027", "2029"]


def test_value_is_numerator_by_denominator_and_points_add_up_to_the_summary() -> None:
    solved = scored_run()
    rows = read_table(solved.folder / "scores.csv")
    for row in rows:
        if row["value"] and row["unit"] == "tCO2/unit":
            assert float(row["value"]) == pytest.approx(float(row["numerator"]) / float(row["denominator"]))
    for entry in (solved.summary["base_year"], *solved.summary["years"]):
        earned = sum(float(row["points"]) for row in rows if int(row["year"]) == entry["year"])
        assert entry["score_exact"] == pytest.approx(earned)


def test_a_changed_score_is_seen(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(scored_run().folder, tmp_path / "run"))
    table = folder / "scores.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("0.2628,", "0.2728,", 1), encoding="utf-8")
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    summary["years"][1]["score_exact"] += 1.0
    summary["scores"][0]["years"][0]["gates"]["manager"] = "pass"
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    found = {(mismatch.file, mismatch.place) for mismatch in verify(load_run(folder))}
    assert found == {
        ("scores.csv", "line 2, value"),
        ("summary.json", "years[1].score_exact"),
        ("summary.json", "scores[0].years[0].gates.manager"),
    }


def test_a_case_without_target_has_no_scores_but_can_be_tried_by_any_scheme() -> None:
    solved = tiny_run()
    case, solution = solved.run.case, solved.run.solution
    assert list(score_rows(case, solution)) == []
    assert (solved.summary["scores"], solved.summary["years"][0]["score_exact"]) == ([], None)
    (usual,) = paths(case, solution)
    assert (usual.name, usual.target, [made.year for made in usual.scores]) == (
        "gbt36132-2025",
        None,
        [2025, 2026, 2028],
    )
    with pytest.raises(CaseError, match="there is no scheme"):
        paths(case, solution, name="gbt36132-2052")
