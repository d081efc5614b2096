"""The commands as a user meets them, on the shipped case `cases/tiny`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xarray as xr

from planner.case.value import Where
from planner.errors import InfeasibleError, StoppedError
from planner.run import delivery
from planner.run.pipeline import Violation
from tests.cli.command import Command
from tests.run.tiny import CASE, tiny_run


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the pipeline return the run of `cases/tiny`, changed, or raise."""

    def arrange(raised: BaseException | None = None, **changes: Any) -> None:
        run = replace(tiny_run().run, **changes)

        def pipeline(*_: object) -> Any:
            if raised is not None:
                raise raised
            return run

        monkeypatch.setattr(delivery, "solve_case", pipeline)

    return arrange


def records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_solve_writes_and_prints_a_roadmap(planner: Command, tmp_path: Path) -> None:
    code, out, err = planner("solve", "cases/tiny")
    assert code == 0
    for text in ("Roadmap", "heat_pump", "CO2, t/a", "Energy bill", "Against the reference pathway", "Run folder"):
        assert text in out
    assert [line.split()[2] for line in err.splitlines()][:3] == ["read", "base", "build"]
    (run,) = (tmp_path / "results").glob("*/*")
    assert run.name.startswith("base-") and len(run.name) == len("base-") + 8
    assert planner("audit", run)[0] == 0


def test_solve_again_replaces_the_same_folder(planner: Command, solved: Callable[..., None], tmp_path: Path) -> None:
    solved()
    assert planner("solve", CASE)[0] == planner("solve", CASE)[0] == 0
    assert len(list((tmp_path / "results").glob("*/*"))) == 1
    assert planner("solve", CASE, "--set", "carbon.price=x2")[0] == 0
    assert len(list((tmp_path / "results").glob("*/*"))) == 2


def test_json_ends_with_the_result(planner: Command, solved: Callable[..., None]) -> None:
    solved()
    code, out, err = planner("solve", CASE, "--json", "-o", "run")
    last = records(out)[-1]
    assert (code, err) == (0, "")
    assert (last["type"], last["code"], last["folder"]) == ("result", 0, "run")
    assert last["summary"] == json.loads(Path("run/summary.json").read_text(encoding="utf-8"))


def test_quiet_prints_nothing(planner: Command, solved: Callable[..., None]) -> None:
    solved()
    assert planner("solve", CASE, "-q") == (0, "", "")


@pytest.mark.parametrize("status", ["time_limit", "interrupted", "gap_open"])
def test_a_plan_found_before_a_limit_is_kept_and_labelled(
    planner: Command, solved: Callable[..., None], status: str
) -> None:
    solved(status=status, gap=0.05)
    code, out, _ = planner("solve", CASE, "-o", "run")
    assert code == 4
    assert "5.00 %" in out
    assert json.loads(Path("run/summary.json").read_text(encoding="utf-8"))["status"] == status


def test_an_achievable_plan_of_an_infeasible_case_is_labelled(planner: Command, solved: Callable[..., None]) -> None:
    overstep = Violation(Where("case.yaml", 9, "targets.co2.limit"), 2028, 12.5, "t")
    solved(status="infeasible_achievable", violations=(overstep,))
    code, out, _ = planner("solve", CASE, "-o", "run")
    assert code == 3
    assert "cannot be met" in out and "case.yaml:9: targets.co2.limit" in out
    assert "case.yaml:9: targets.co2.limit: cannot be kept in 2028" in planner("solve", CASE, "-o", "run", "-q")[2]
    assert json.loads(Path("run/summary.json").read_text(encoding="utf-8"))["violations"][0]["by"] == 12.5


@pytest.mark.parametrize(
    ("raised", "code"),
    [(InfeasibleError("nothing fits"), 3), (StoppedError("no plan yet"), 4), (KeyboardInterrupt(), 130)],
)
def test_without_a_plan_nothing_is_written(
    planner: Command, solved: Callable[..., None], tmp_path: Path, raised: BaseException, code: int
) -> None:
    solved(raised)
    assert planner("solve", CASE)[0] == code
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_the_audit_does_not_confirm_is_never_written(
    planner: Command, solved: Callable[..., None], tmp_path: Path
) -> None:
    audit = tiny_run().run.audit
    wrong = replace(audit.checks[0], passed=False, residual=1.0)
    solved(audit=replace(audit, checks=(wrong, *audit.checks[1:])))
    code, _, err = planner("solve", CASE)
    assert code == 5
    assert wrong.name in err and "nothing was written" in err
    assert list(tmp_path.iterdir()) == []


def test_a_foreign_folder_is_refused_before_anything_is_solved(
    planner: Command, solved: Callable[..., None], tmp_path: Path
) -> None:
    solved(AssertionError("must not be reached"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("precious")
    code, _, err = planner("solve", CASE, "-o", "mine")
    assert code == 2
    assert "--out: mine: exists and is not a run folder" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve"],
        ["solve", "nowhere"],
        ["solve", CASE, "--gap", "2"],
        ["solve", CASE, "--time-limit", "soon"],
        ["solve", CASE, "--days", "0"],
        ["solve", CASE, "--resolution", "weekly"],
        ["solve", CASE, "--scenario", "unknown"],
        ["solve", CASE, "--set", "carbon.pric=1"],
        ["solve", CASE, "--set", "nonsense"],
        ["matching", CASE],
        ["matching", CASE, "-o", "out"],
        ["matching", CASE, "-o", "out", "--share", "much"],
        ["check", "x" * 5000],
        ["check", "../" * 20 + "etc/passwd"],
        ["audit", "nowhere"],
        ["library", "batery_li"],
        ["init", "new", "--sector", "unknown"],
        ["init", "new"],
        ["fly"],
    ],
)
def test_a_wrong_command_line_ends_in_words(planner: Command, tmp_path: Path, arguments: list[object]) -> None:
    code, out, err = planner(*arguments)
    assert (code, out) == (2, "")
    assert err.strip()
    assert list(tmp_path.iterdir()) == []


def test_check_says_what_was_understood(planner: Command) -> None:
    code, out, _ = planner("check", "cases/tiny")
    assert code == 0
    for text in ("Tiny workshop", "machines", "heat_pump", "The case is valid"):
        assert text in out


def test_check_in_json(planner: Command) -> None:
    code, out, _ = planner("check", CASE, "--json")
    (result,) = records(out)
    assert (code, result["type"], result["years"]) == (0, "result", [2026, 2028])
    assert result["sections"]["technologies"]["heat_pump"] == "converter"


def test_check_prints_every_finding(planner: Command, tmp_path: Path) -> None:
    text = (CASE / "case.yaml").read_text(encoding="utf-8")
    wrong = text.replace("lead_time: 1 a", "leed_time: 1 a").replace("capex: 500 CNY/kW", "capex: 500 CNY")
    (tmp_path / "case.yaml").write_text(wrong, encoding="utf-8")
    code, _, err = planner("check", ".")
    assert code == 2
    assert any(line.startswith("case.yaml:") and "lead_time" in line for line in err.splitlines())
    assert any("technologies.boiler.capex" in line for line in err.splitlines())
    assert "2 problems found" in err


def test_audit_lists_every_check_with_v(planner: Command) -> None:
    code, out, _ = planner("audit", tiny_run().folder, "-v")
    assert code == 0
    assert "cashflow.npv_cost" in out and "The run is confirmed" in out


@pytest.mark.parametrize("group", [None, "reference"])
def test_audit_finds_a_changed_number(planner: Command, tmp_path: Path, group: str | None) -> None:
    folder = Path(shutil.copytree(tiny_run().folder, tmp_path / "run"))
    solution, reference = tiny_run().run.solution.copy(deep=True), tiny_run().run.reference.copy(deep=True)
    changed: xr.Dataset = solution if group is None else reference
    changed["flow"][0, 0, 4000] += 0.01
    from planner.run.store import write_solutions

    write_solutions(folder / "solution.nc", solution, reference)
    code, out, err = planner("audit", folder, "--json")
    assert code == 5
    assert records(out)[-1] == {"type": "result", "code": 5, "passed": False, "mismatches": []}
    assert "the run is not confirmed" in err


def test_audit_finds_a_changed_summary(planner: Command, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_run().folder, tmp_path / "run"))
    file = folder / "summary.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"npv_cost": ', '"npv_cost": 1'), encoding="utf-8")
    code, _, err = planner("audit", folder)
    assert code == 5
    assert "summary.json: npv_cost: says" in err


def test_a_factory_that_cannot_go_on_by_itself_is_said_to_be_so(planner: Command) -> None:
    """The plan may build heat pumps; the reference has the boiler alone, and that may not grow."""
    more = "demands.washing.annual={2025: 3942 MWh, 2027: 3942 MWh, 2028: 5000 MWh, hold: last}"
    code, _, err = planner("solve", "cases/tiny", "--set", "technologies.boiler.max=0.45 MW", "--set", more)
    assert code == 3
    assert "the factory as it would go on by itself" in err
    assert "washing in 2028" in err or "heat in 2028" in err


def test_a_plan_that_leaves_demand_unserved_is_none(planner: Command, tmp_path: Path) -> None:
    """More washing at once, before any heat pump can stand, and the boiler may not grow."""
    more = "demands.washing.annual={2025: 3942 MWh, 2026: 5000 MWh, hold: last}"
    asked = ("--set", "technologies.boiler.max=0.45 MW", "--set", more, "-o", tmp_path / "run")
    code, _, err = planner("solve", "cases/tiny", *asked)
    assert code == 3
    assert "no plan serves every demand" in err and "demand of heat in 2026" in err
    assert not (tmp_path / "run").exists()


def test_library_lists_packs_and_cites_every_number(planner: Command) -> None:
    code, out, _ = planner("library")
    assert code == 0 and "china-2025" in out and "battery_li" in out
    code, out, _ = planner("library", "battery_li")
    assert code == 0 and "capex_energy.2025" in out and "estimate" in out and "[1]" in out
    assert "saves 6-12 kWh per t ground" in " ".join(planner("library", "roller_press")[1].split())
    code, out, _ = planner("library", "battery_li", "--json")
    values = records(out)
    assert all(value["quality"] in ("official", "published", "estimate") for value in values)
    assert planner("library", "china-2025")[0] == 0


def test_library_offers_the_nearest_name(planner: Command) -> None:
    assert "Did you mean battery_li?" in planner("library", "batery_li")[2]


def test_schema_is_json_on_one_line_or_many(planner: Command) -> None:
    code, out, _ = planner("schema")
    assert code == 0 and "properties" in json.loads(out)
    assert len(planner("schema", "--json")[1].splitlines()) == 1


@pytest.mark.parametrize("exists", [False, True])
def test_init_makes_a_case_that_is_valid(planner: Command, tmp_path: Path, exists: bool) -> None:
    if exists:
        (tmp_path / "mine").mkdir()
    code, out, _ = planner("init", "mine", "--sector", "example")
    assert code == 0 and "Tiny workshop" in out
    assert planner("check", "mine")[0] == 0


def test_init_never_overwrites(planner: Command, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "case.yaml").write_text("precious")
    code, _, err = planner("init", "mine", "--sector", "example")
    assert code == 2 and "nothing is overwritten" in err
    assert (tmp_path / "mine" / "case.yaml").read_text() == "precious"


def test_init_names_the_sectors_there_are(planner: Command) -> None:
    err = planner("init", "mine", "--sector", "steal")[2]
    assert "automobile" in err and "example" in err
