"""Exit codes of `planner switch` and `planner frontier`, and what a stop leaves, on a case that a pencil can follow."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from planner.run.tables import read_table
from planner.study.engine import Ended, Engine
from planner.study.job import Job
from tests.cli.command import Command
from tests.study.here import Here
from tests.study.light import light

PRICE = "supply.grid.components.energy.price"
SWITCH = ("switch", "--vary", f"{PRICE}=200:900")
FRONTIER = ("frontier", "--scenario", "cheap", "--points", "3")
BOTH = pytest.mark.parametrize("search", [SWITCH, FRONTIER], ids=["switch", "frontier"])


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The case, in a place of its own; jobs are done in this process."""
    monkeypatch.setattr("planner.study.engine.Crew", Here)
    (tmp_path / "elsewhere").mkdir()
    return light(tmp_path / "elsewhere" / "case")


def asked(search: Sequence[str], case: Path, *more: object) -> list[object]:
    """The command line of a search on one typical day."""
    return [search[0], case, *search[1:], "--days", "1", "-o", "study", *more]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("switch",), "--vary"),
        (("switch", "--vary", "carbon.price"), "write KEY=A:B"),
        (("switch", "--vary", "carbon.price=1,2"), "write KEY=A:B"),
        (("switch", "--vary", "carbon.price=cheap:dear"), "is not a number"),
        (("switch", "--vary", f"{PRICE}=900:200"), "900 is not below 200"),
        (("switch", "--vary", f"{PRICE}=2 CNY/MWh:3 EUR/MWh"), "same unit"),
        (("switch", "--vary", "carbon.prise=0:500"), "carbon.prise"),
        (("switch", "--vary", "measures.led.capex=1 MW:2"), "measures.led.capex"),
        (("switch", "--vary", f"{PRICE}=200:900", "--step", "0"), "--step must be above zero"),
        (("switch", "--vary", f"{PRICE}=200:900", "--tolerance", "2"), "not a share"),
        (("switch", "--vary", f"{PRICE}=200:900", "--solves", "1"), "--solves"),
        (("switch", "--vary", f"{PRICE}=200:900", "--time-limit", "soon"), "not a time"),
        (("frontier", "--between", "cost,fun"), "--between"),
        (("frontier", "--between", "cost,score"), "states no score"),
        (("frontier", "--points", "1"), "--points"),
        (("frontier", "--scenario", "none"), "none"),
        (("frontier", "--set", "measures.led.capex=dear"), "measures.led.capex"),
        (("frontier", "--run-limit", "never"), "not a time"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    planner: Command, case: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = planner(arguments[0], case, *arguments[1:], "-o", "study")
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "study").exists()


@BOTH
def test_a_case_that_is_not_there(planner: Command, case: Path, tmp_path: Path, search: tuple[str, ...]) -> None:
    code, _, err = planner(*asked(search, Path("nowhere")))
    assert code == 2 and "nowhere" in err
    assert not (tmp_path / "study").exists()


@BOTH
def test_a_folder_of_something_else_is_refused(
    planner: Command, case: Path, tmp_path: Path, search: tuple[str, ...]
) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "letter.txt").write_text("dear")
    code, _, err = planner(*asked(search, case))
    assert code == 2 and "is not a study" in err
    assert [path.name for path in (tmp_path / "study").iterdir()] == ["letter.txt"]


@BOTH
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (("supply.grid.limit=0.01 MW",), "cannot serve the base year"),
        (("targets={cap: {basis: location, reduction: {2026: 90 %}}}",), "keeps every statement"),
    ],
    ids=["base year", "target"],
)
def test_what_cannot_be_is_infeasible_and_not_tried_again(
    planner: Command, case: Path, tmp_path: Path, search: tuple[str, ...], changes: tuple[str, ...], said: str
) -> None:
    sets = [part for change in changes for part in ("--set", change)]
    for _ in range(2):
        code, _, err = planner(*asked(search, case, *sets))
        assert code == 3 and said in err
    kept = [json.loads(file.read_text(encoding="utf-8")) for file in (tmp_path / "study" / "failed").iterdir()]
    assert {each["kind"] for each in kept} == {"infeasible"}


@BOTH
def test_done_is_done_and_told_in_json(planner: Command, case: Path, search: tuple[str, ...]) -> None:
    code, out, _ = planner(*asked(search, case, "--json"))
    last = json.loads(out.splitlines()[-1])
    assert code == 0
    assert (last["type"], last["code"], last["folder"]) == ("result", 0, "study")
    assert last["summary"] == json.loads(Path("study/summary.json").read_text(encoding="utf-8"))
    before = {path: path.stat().st_mtime_ns for path in Path("study/runs").glob("*/record.json")}
    assert planner(*asked(search, case, "-q", "--lang", "zh"))[:2] == (0, "")
    assert {path: path.stat().st_mtime_ns for path in Path("study/runs").glob("*/record.json")} == before


@BOTH
def test_stopped_by_hand_it_says_how_far_it_is_and_goes_on(
    planner: Command, case: Path, search: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, calls = Engine.run, []

    def interrupted(self: Engine, chains: Any) -> Ended:
        calls.append(1)
        if len(calls) == stop:
            raise KeyboardInterrupt
        return run(self, chains)

    monkeypatch.setattr(Engine, "run", interrupted)
    stop = 1
    assert planner(*asked(search, case))[0] == 130
    calls.clear()
    stop = 3
    code, _, err = planner(*asked(search, case))
    assert code == 4
    assert "3 runs are done; the same command goes on from there" in err


@BOTH
def test_a_run_that_fails_is_kept_and_tried_again_when_asked(
    planner: Command, case: Path, search: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Job] = []

    def broken(*_: object) -> None:
        made.append(Job("0", "case"))
        raise ZeroDivisionError("one by nothing")

    with monkeypatch.context() as patched:
        patched.setattr("planner.study.search.desk.grounds", broken)
        for _ in range(2):
            code, _, err = planner(*asked(search, case))
            assert code == 6
            assert "one by nothing" in err and "--retry-failed tries it again" in err
    assert len(made) == 1
    assert planner(*asked(search, case, "--retry-failed"))[0] == 0


@BOTH
def test_a_search_that_time_ends_early_is_no_proof(
    planner: Command, case: Path, search: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every bound is a tenth of the cost too low, as if its solve had been stopped."""
    from planner.solve.family import Family, Member

    choose = Family.choose

    def stopped(self: Family, *arguments: Any, **more: Any) -> Member:
        from dataclasses import replace

        member = choose(self, *arguments, **more)
        return replace(member, bound=member.bound - 0.1 * abs(member.bound), complete=False)

    monkeypatch.setattr(Family, "choose", stopped)
    code, _, _ = planner(*asked(search, case))
    assert code == 4
    assert json.loads(Path("study/summary.json").read_text(encoding="utf-8"))["gap"] > 0.05


@pytest.mark.long
def test_where_nothing_can_be_proven_a_sweep_is_made_and_named_so(planner: Command, case: Path) -> None:
    limit = ("switch", "--vary", "supply.grid.limit=0.25 MW:0.35", "--points", "3")
    code, out, err = planner(*asked(limit, case))
    assert code == 0
    assert "nothing can be proven between single values; a sweep is made" in err
    assert "nothing is proven of the 2 spaces between them" in " ".join(out.split())
    assert json.loads(Path("study/summary.json").read_text(encoding="utf-8"))["proof"] == "sweep"
    assert [row["state"] for row in read_table(Path("study/runs.csv"))] == ["done"] * 3
