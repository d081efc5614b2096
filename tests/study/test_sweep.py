"""A sweep of the shipped workshop: run folders that can be audited, tables, a page, and exit codes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.errors import CaseError
from planner.run.tables import read_table
from planner.study.outcome import outcomes
from planner.study.plan import Subject, plan_points
from planner.study.store import Store
from planner.study.tornado import ranges
from tests.docs.from_run import ROOT
from tests.run.tiny import tiny_run

CASE = ROOT / "cases" / "tiny"
KEY = "supply.grid.limit"
VARY = f"{KEY}=0.1 MW,3 MW,4 MW"


def planner(*arguments: object) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, str]]:
    """A sweep in which the first point has too small a connection to serve the base year."""
    folder = tmp_path_factory.mktemp("sweep") / "study"
    code, out, err = planner("sweep", CASE, "--vary", VARY, "-o", folder, "--run-limit", "280s")
    assert code == 6, err
    yield folder, out, err
    shutil.rmtree(folder)


def test_a_point_that_fails_is_named_and_the_others_are_there(swept: tuple[Path, str, str]) -> None:
    folder, out, err = swept
    assert f"failed: {KEY}=0.1 MW: infeasible: the equipment that stands cannot serve the base year" in err
    assert "3 points, 0 of them there before" in out
    rows = read_table(folder / "runs.csv")
    assert [(row[KEY], row["state"], row["status"]) for row in rows] == [
        ("0.1 MW", "failed", "infeasible"), ("3 MW", "done", "optimal"), ("4 MW", "done", "optimal"),
    ]  # fmt: skip
    assert "cannot serve the base year" in rows[0]["reason"]
    assert (folder / rows[1]["folder"] / "solution.nc").is_file()


@pytest.mark.long
def test_a_limit_that_does_not_bind_changes_nothing(swept: tuple[Path, str, str]) -> None:
    """The second and third point begin from each other, the run beside them from nothing."""
    folder, _, _ = swept
    alone = tiny_run().summary
    for row in read_table(folder / "runs.csv")[1:]:
        gaps = alone["gap"] + float(row["gap"])
        assert abs(float(row["npv_cost"]) - alone["npv_cost"]) <= (gaps + 1e-9) * alone["npv_cost"]
        assert row["fingerprint"] == alone["fingerprint"]


def test_a_run_of_a_sweep_passes_the_audit(swept: tuple[Path, str, str]) -> None:
    folder, _, _ = swept
    place = folder / read_table(folder / "runs.csv")[2]["folder"]
    code, out, _ = planner("audit", place)
    assert code == 0 and "The run is confirmed." in out
    assert not (place / "report.html").exists()


def test_the_tables_say_what_the_summaries_say(swept: tuple[Path, str, str]) -> None:
    folder, _, _ = swept
    place = folder / read_table(folder / "runs.csv")[1]["folder"]
    summary: dict[str, Any] = json.loads((place / "summary.json").read_text(encoding="utf-8"))
    told = {
        (int(row["year"]), row["quantity"]): float(row["value"])
        for row in read_table(folder / "years.csv")
        if row["point"] == "2"
    }
    for record in summary["years"]:
        assert told[record["year"], "scope1"] == record["scope1"]
        assert told[record["year"], "scope2_location"] == record["scope2_location"]
    # 2026 and 2028 stand for two years each.
    co2 = sum(2.0 * (record["scope1"] + record["scope2_location"]) for record in summary["years"])
    assert float(read_table(folder / "runs.csv")[1]["co2_total"]) == pytest.approx(co2)
    invested = [row for row in read_table(folder / "investments.csv") if row["point"] == "2"]
    roadmap = [row for row in read_table(place / "roadmap.csv") if row["action"] in ("build", "adopt", "retire")]
    assert [(row["year"], row["what"], row["size"]) for row in invested] == [
        (row["year"], row["what"], row["size"]) for row in roadmap
    ]


def test_the_page_holds_every_point_and_fetches_nothing(swept: tuple[Path, str, str]) -> None:
    text = (swept[0] / "study.html").read_text(encoding="utf-8")
    assert all(value in text for value in ("0.1 MW", "3 MW", "4 MW", "cannot serve the base year"))
    assert "default-src 'none'" in text and 'src="http' not in text


@pytest.mark.long
def test_begun_again_nothing_is_run_again(swept: tuple[Path, str, str]) -> None:
    folder, _, _ = swept
    before = {path: path.stat().st_mtime_ns for path in (folder / "runs").glob("*/summary.json")}
    code, out, _ = planner("sweep", CASE, "--vary", VARY, "-o", folder, "--lang", "zh", "--json")
    assert code == 6
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines[-1]["repeated"] == 3 and lines[-1]["failed"] == 1
    assert {path: path.stat().st_mtime_ns for path in (folder / "runs").glob("*/summary.json")} == before
    assert "方案研究" in (folder / "study.html").read_text(encoding="utf-8")
    with Store(folder) as store:
        found = outcomes(store, plan_points(Subject(str(CASE)), [(f"{KEY}=4 MW",)]))
    assert found[0].failure is None and found[0].cost == pytest.approx(tiny_run().summary["npv_cost"], rel=1e-3)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--vary", "carbon.prise=0:10:5"), "--vary: carbon.prise: "),
        (("--vary", "carbon.price=0:10"), "a range needs a step"),
        (("--vary", "carbon.price=1,2", "--vary", "horizon.discount_rate=much,5%"), "--vary: horizon.discount_rate: "),
        ((), "say what is varied"),
        (("--tornado", "*.capex", "--vary", "a.b=1,2"), "leave out --vary"),
        (("--tornado", "*.capex"), "no field that a pack gives"),
        (("--screen", "sobol", "--vary", "carbon.price=0:10", "--samples", "9"), "a power of two"),
        (("--scheduler", "tcp://127.0.0.1:9", "--vary", "carbon.price=1,2"), "no scheduler answers"),
    ],
)
def test_what_is_wrong_is_said_before_anything_runs(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.study.cluster.PATIENCE", 0.5)
    code, _, err = planner("sweep", CASE, *arguments, "-o", tmp_path / "study")
    assert code == 2
    assert said in err


def test_all_wrong_values_are_said_at_once() -> None:
    with pytest.raises(CaseError) as caught:
        plan_points(Subject(str(CASE)), [("carbon.price=dear",), ("carbon.prise=1",), ("carbon.price=1",)])
    assert len(caught.value.findings) == 2


def test_ranges_of_a_tornado_are_those_of_the_pack() -> None:
    case = Subject(str(ROOT / "cases" / "machinery_plant")).read()
    found = {each.key: each for each in ranges(case, ["technologies.battery.*", "measures.*.life"])}
    assert all(key.startswith(("technologies.battery.", "measures.")) for key in found)
    battery = found["technologies.battery.capex_energy"]
    assert battery.low.startswith("{2025: 550 CNY/kWh") and battery.low.endswith("hold: last}")
    assert battery.high.startswith("{2025: 1000 CNY/kWh")
    # The middle of the range is the case itself.
    points = plan_points(
        Subject(str(ROOT / "cases" / "machinery_plant")),
        [(), (f"{battery.key}={battery.central}",), battery.changes[:1]],
    )
    assert points[0].job.key == points[1].job.key != points[2].job.key
    # A value of the case's own has no range of the pack.
    assert "technologies.electric_furnace.capex" not in {each.key for each in ranges(case, ["*"])}
