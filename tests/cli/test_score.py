"""`planner score`: today's factory and the years of a plan, by indicator and in total, also after a solve."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console, RenderableType

from planner.cli import main
from planner.cli.results import report
from planner.cli.score_path import path, totals
from planner.cli.score_tables import of_year
from planner.cli.score_words import amount, digits_for, magnitude, points, step
from planner.run.roadmap import roadmap
from tests.cli.command import Command
from tests.run.scored import scored_folder, scored_run
from tests.run.tiny import CASE, tiny_run


@pytest.fixture(scope="module")
def folder() -> Path:
    return scored_folder()


@pytest.fixture(scope="module")
def today(folder: Path) -> str:
    """What is printed of the factory as it stands."""
    found = io.StringIO()
    with redirect_stdout(found), pytest.raises(SystemExit) as ended:
        main(["score", str(folder)])
    assert ended.value.code == 0
    return found.getvalue()


def printed(parts: Any, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    for part in parts:
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_today_by_indicator(today: str) -> None:
    """5,256 t by 20,000 pumps: (0.2628 - 0.32) / (0.15 - 0.32) of 44.4 points."""
    assert "Data of 2025, application in 2026" in today
    assert re.search(r"CO2 per pump +0\.2628 +0\.3200 +0\.1500 +tCO2/unit +15\.0 / 44\.4 +-0\.0038", today)
    assert re.search(r"Reuse of water +75\.95 +70\.00 +90\.00 +% +6\.6 / 22\.2 +\+0\.90", today)
    assert re.search(r"Functions of the platform +3 +0 +8 +8\.3 / 22\.2 +\+1\n", today)
    assert re.search(r"Total +29\.9 / 100", today)


def test_today_says_what_values_are_made_of_and_what_they_rest_on(today: str) -> None:
    assert re.search(r"CO2 per pump +C +5,256 t +20,000 pumps +illustrative +\[1\]", today)
    assert "[1] a guess" in today
    assert re.search(r"Material per pump +11\.1 +the case does not state material", today)
    assert "Does not apply: Pumps by ground" in today
    assert re.search(r"A permit to pump +pass", today)
    assert re.search(r"Somebody who looks after energy +FAIL", today)
    assert "14.9 on published, 15.0 on illustrative" in today
    assert "11.1 of 100 points cannot be scored" in today


def test_the_label_and_that_nothing_is_claimed_stand_below_every_total(planner: Command, today: str) -> None:
    _, of_run, _ = planner("score", scored_run().folder)
    for text in (today, of_run):
        assert "Made for this test and nothing else." in text
        assert "No recognition of any kind is claimed" in text


def test_a_case_without_target_is_shown_by_the_usual_scheme(planner: Command) -> None:
    code, out, _ = planner("score", CASE)
    assert code == 0
    assert "GB/T 36132-2025" in out
    assert "the case does not state" in out
    assert "No recognition of any kind is claimed" in out


def test_another_scheme(planner: Command, folder: Path) -> None:
    code, out, _ = planner("score", folder, "--scheme", "provincial-2025")
    assert code == 0
    assert re.search(r"Functions of the energy and carbon +3 +0 +6 +2 / 4", out)


def test_a_scheme_without_points_shows_values_beside_conditions(planner: Command) -> None:
    _, out, _ = planner("score", scored_run().folder, "--scheme", "zero-carbon-park", "--year", 2025)
    assert re.search(r"Reuse of water +75\.95 +80\.00 +% +NOT KEPT", out)
    assert "/ 0" not in out
    _, out, _ = planner("score", scored_run().folder, "--scheme", "zero-carbon-park")
    assert re.search(r"Reuse of water, % +75\.9", out)
    assert "conditions met, of those known" in out


def test_years_of_a_run_side_by_side(planner: Command) -> None:
    solved = scored_run()
    _, out, _ = planner("score", solved.folder)
    exact = [entry["score_exact"] for entry in (solved.summary["base_year"], *solved.summary["years"])]
    assert re.search(r"data of +2025 +2026 +2028", out)
    assert re.search("Total of 100 +" + " +".join(f"{total:.1f}".replace(".", r"\.") for total in exact), out)
    assert re.search(r"required +– +– +45\.0", out)
    assert re.search(r"requirements without points +fail +\w+ +pass", out)
    assert re.search(r"all that is asked for is kept +– +– +yes", out)
    assert "from a cleaner grid, not own work" in out
    assert re.search(r"CO2 per pump: 0\.\d+, asked for 0\.2500 tCO2/unit: kept", out)
    assert "Nothing is planned for this" in out


def test_one_year_of_a_run(planner: Command) -> None:
    _, out, _ = planner("score", scored_run().folder, "--year", 2028)
    assert "Data of 2028, application in 2029" in out
    assert "the grid's doing, not the factory's" in " ".join(out.split())
    assert "Total: " not in out
    _, out, _ = planner("score", scored_run().folder, "--year", 2029)
    assert "2029 is planned with 2028" in out
    assert "application in 2030" in out


def test_json_holds_every_number(planner: Command, folder: Path) -> None:
    code, out, _ = planner("score", folder, "--json", "--set", "demands.functions.annual=8")
    records = [json.loads(line) for line in out.splitlines()]
    (found,) = (record for record in records if record["type"] == "score")
    (year,) = found["years"]
    rows = {row["indicator"]: row for row in year["indicators"]}
    assert code == 0
    assert rows["functions"]["points"] == pytest.approx(200.0 / 9.0)
    assert year["score_exact"] == pytest.approx(sum(row["points"] for row in rows.values()))
    assert (found["scheme"], found["target"], year["year"]) == ("pumps", "green_factory", 2025)
    assert records[-1] == {"type": "result", "code": 0, "schemes": 1}


@pytest.mark.parametrize(
    ("source", "options", "message"),
    [
        ("case", ("--year", 2030), "score of its base year 2025 only"),
        ("case", ("--scheme", "gbt36132-2052"), "gbt36132-2025"),
        ("run", ("--year", 2040), "2025 and 2026 to 2029"),
        ("run", ("--set", "carbon.price=1"), "need a case"),
        ("run", ("--scheme", "nothing"), "there is no scheme"),
    ],
)
def test_what_cannot_be_shown(planner: Command, source: str, options: tuple[object, ...], message: str) -> None:
    code, _, err = planner("score", CASE if source == "case" else tiny_run().folder, *options)
    assert code == 2
    assert message in err


@pytest.mark.parametrize("width", [80, 100])
def test_nothing_is_cut_off(planner: Command, width: int, folder: Path) -> None:
    _, out, _ = planner("score", folder, "--json")
    record = next(json.loads(line) for line in out.splitlines() if '"type": "score"' in line)
    _, out, _ = planner("score", CASE, "--json")
    bare = next(json.loads(line) for line in out.splitlines() if '"type": "score"' in line)
    (of_plan,) = scored_run().summary["scores"]
    long = {**of_plan, "years": [*of_plan["years"]] * 6}
    shown: list[list[RenderableType]] = [
        *(list(of_year(one, one["years"][0])) for one in (record, bare)),
        list(totals(long, width)),
        list(path(of_plan, width)),
    ]
    for parts in shown:
        text = printed(parts, width)
        assert "…" not in text
        assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    assert printed(shown[2], width).count("Total of 100") > 1


def test_a_plan_that_falls_short_says_what_it_reached_and_where_points_are_lost() -> None:
    (record,) = scored_run().summary["scores"]
    last = record["years"][-1]
    asked = {
        "kind": "score",
        "name": "",
        "title": "total",
        "value": 29.9,
        "wanted": 45.0,
        "unit": "points",
        "kept": False,
    }
    earned = {"co2": 15.0, "reuse": 20.0, "functions": 200.0 / 9.0, "material": 0.0, "ground": 0.0}
    short = {**record, "years": [{**last, "statements": [asked], "points": earned}]}
    text = " ".join(printed(path(short, 100), 100).split())
    assert "Data of 2028: total 29.9 is the most that was found, 45.0 is asked for." in text
    assert "CO2 per pump 29.4, Material per pump 11.1 (cannot be scored), Reuse of water 2.2." in text


def test_the_report_after_a_solve_has_the_totals_and_what_they_rest_on() -> None:
    solved = scored_run()
    actions = roadmap(solved.case, solved.run.solution, solved.run.reference)
    text = printed(report(solved.case, solved.summary, actions, solved.folder, 100), 100)
    assert "Score, Scheme of the pump makers (green_factory)" in text
    assert re.search(r"adopt +centre", text)
    assert "Made for this test and nothing else." in text


def test_today_is_not_held_against_a_plan() -> None:
    (record,) = scored_run().summary["scores"]
    base = record["years"][0]
    floor = {"kind": "floor", "name": "means", "title": "Water and means", "value": 15.0, "wanted": 20.0}
    missed = {**base, "statements": [{**floor, "unit": "points", "kept": False}]}
    text = printed(path({**record, "years": [missed, *record["years"][1:]]}, 100), 100)
    assert "is the most that was found" not in text
    assert re.search(r"all that is asked for is kept +– +– +yes", text)


def test_what_is_printed_after_a_solve_is_the_path_of_the_totals() -> None:
    (record,) = scored_run().summary["scores"]
    text = printed(path(record, 100), 100)
    assert re.search(r"required +– +– +45\.0", text)
    assert "on illustrative benchmarks" in text
    assert "asked for 0.2500" not in text


def test_numbers_stand_in_the_magnitude_of_the_reader() -> None:
    assert magnitude("t/unit", [0.0015, 0.0025]) == ("kg/unit", 1000.0)
    assert magnitude("t/unit", [0.00002]) == ("g/unit", 1e6)
    assert magnitude("tce/unit", [0.2]) == ("tce/unit", 1.0)
    assert (digits_for("t", [0.2]), digits_for("t", [432.1]), digits_for("", [3.0, 8.0]), digits_for("%", [0.0])) == (
        4, 1, 0, 2,
    )  # fmt: skip
    assert (points(8.0), points(7.97)) == ("8", "8.0")
    assert step(1.2, "", 0).plain == "+2"
    assert (amount(2.6e10, "CNY").plain, amount(33960.4, "tce").plain) == ("26,000 Mio CNY", "33,960 tce")
