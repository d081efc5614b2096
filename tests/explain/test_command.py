"""`planner explain` as a user meets it: a run explained by workers, asked again for nothing, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli import main
from planner.run.tables import read_table
from tests.run.tiny import CASE, tiny_run

ASK = ("--only", "motors", "--players", "2")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["explain", *arguments])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_a_run_is_explained_and_nothing_is_asked_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, folder = tmp_path / "why", tiny_run().folder
    code, out, _ = run(capsys, str(folder), "-o", str(place), "--json", *ASK)
    assert code == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines[-1] == {"type": "result", "code": 0, "folder": str(place), "failed": 0}
    said = {(line["what"], line["quantity"]): line for line in lines if line["type"] == "answer"}
    # Worked by hand beside the case: motors cost more than they save.
    assert said["measures.motors", "cost_forced_in"]["low"] > 0.0
    share = said["measures.motors", "breakeven_share"]["value"]
    assert 0.0 < share < 1.0
    bars = read_table(place / "macc.csv")
    summary = tiny_run().summary
    total = next(float(row["share"]) for row in bars if row["player"] == "total" and row["quantity"] == "cost")
    assert total == pytest.approx(summary["npv_cost"] - summary["reference_npv_cost"], abs=1.0)
    assert (place / "explain.html").is_file()
    made = sorted(path.name for path in (place / "runs").iterdir())
    times = {path.name: path.stat().st_mtime_ns for path in (place / "runs").iterdir()}
    code, out, err = run(capsys, str(folder), "-o", str(place), *ASK)
    assert code == 0 and "motors" in out and "begins" not in err
    assert sorted(path.name for path in (place / "runs").iterdir()) == made
    assert {path.name: path.stat().st_mtime_ns for path in (place / "runs").iterdir()} == times


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("RUN", "--only", "motor"), "Did you mean motors?"),
        (("RUN", "--set", "carbon.price=1"), "a run is explained as it is"),
        (("nowhere",), "nowhere"),
    ],
)
def test_what_is_refused(
    arguments: tuple[str, ...], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(tiny_run().folder) if each == "RUN" else each for each in arguments]
    code, _, err = run(capsys, *given, "-o", str(tmp_path / "why"))
    assert code == 2 and says in err
    assert not (tmp_path / "why").exists()


@pytest.mark.long
def test_a_case_that_contradicts_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No CO2 at all is out of reach with what may be built; the lax target has nothing to do with it."""
    changes = ("targets.none={limit: {2028: 0 t/a}}", "targets.lax={limit: {2026: 9000 t/a}}")
    given = [part for change in changes for part in ("--set", change)]
    code, out, _ = run(capsys, str(CASE), *given, "-o", str(tmp_path / "why"))
    assert code == 3
    assert "No plan keeps targets.none.limit in 2028" in out and "lax" not in out
