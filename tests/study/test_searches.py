"""Searches on the engine: stopped again and again they lose no job, repeat none, and find the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import CaseError, InfeasibleError, StudyError
from planner.solve.repair import Repair
from planner.study.engine import Engine
from planner.study.frontier import search_frontier
from planner.study.frontier_tables import write_frontier
from planner.study.grid import read_spans
from planner.study.plan import Subject
from planner.study.search.asker import RUNNER
from planner.study.search.task import Choose, Goal, Lay, Operate, task_key, task_of, told
from planner.study.switch_tables import write_switching
from planner.study.switching import Switching, Terms, read_range, search_switches
from tests.study.here import engine_here
from tests.study.light import light

OPTIONS = {"gap": 1e-6, "days": 1, "time_limit": None, "threads": 1, "resolution": "typical"}
SPAN = read_spans(["supply.grid.components.energy.price=200:900"])[0]


def switch(engine: Engine, case: Path) -> None:
    subject = Subject(str(case), options=OPTIONS, warm=False)
    found = search_switches(engine, 1, subject, SPAN, read_range(subject, SPAN), Terms(1e-4), lambda text: None)
    assert isinstance(found, Switching) and len(found.plans) == 2
    write_switching(found, engine.store.root)


def frontier(engine: Engine, case: Path) -> None:
    subject = Subject(str(case), "cheap", options=OPTIONS, warm=False)
    found = search_frontier(engine, 1, subject, subject.read(), "co2", 3, lambda text: None)
    assert len(found.points) == 2
    write_frontier(found, engine.store.root)


@pytest.mark.parametrize("jobs", [5, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("search", [switch, frontier])
def test_stopped_again_and_again_a_search_finds_what_one_left_alone_finds(
    search: Callable[[Engine, Path], None], jobs: int, tmp_path: Path
) -> None:
    case = light(tmp_path / "case")
    # Jobs that share a process share what they learn, so that only those alone are the same to the last digit anyhow.
    engine, alone = engine_here(tmp_path / "alone", RUNNER, fresh=jobs == 1)
    with engine:
        search(engine, case)
    done, ended = list[str](), False
    while not ended:
        engine, here = engine_here(tmp_path / "stopped", RUNNER, most=jobs)
        with engine:
            try:
                search(engine, case)
                ended = True
            except KeyboardInterrupt:
                assert len(here.done) == jobs
        done += [job.key for job in here.done]
    assert Counter(done) == Counter(job.key for job in alone.done)
    assert max(Counter(done).values()) == 1
    tables = sorted((tmp_path / "alone").glob("*.csv"))
    assert len(tables) >= 2
    for table in [*tables, tmp_path / "alone" / "summary.json"]:
        assert table.read_bytes() == (tmp_path / "stopped" / table.name).read_bytes(), table.name


def test_what_failed_is_told_again_and_tried_again_only_when_asked(tmp_path: Path) -> None:
    case = light(tmp_path / "case")
    subject = Subject(str(case), overrides=("supply.grid.limit=0.01 MW",), options=OPTIONS)
    runs = []
    for retry in (False, False, True):
        engine, here = engine_here(tmp_path / "study", RUNNER)
        engine._retry = retry
        with engine, pytest.raises(InfeasibleError, match="cannot serve the base year"):
            search_frontier(engine, 1, subject, subject.read(), "co2", 3, lambda text: None)
        runs.append(len(here.done))
    assert runs == [1, 0, 1]


def test_a_case_that_is_changed_during_the_search_is_refused(tmp_path: Path) -> None:
    case = light(tmp_path / "case")
    engine, _ = engine_here(tmp_path / "study", RUNNER, most=1)
    with engine, pytest.raises(KeyboardInterrupt):
        switch(engine, case)
    subject = Subject(str(case), options=OPTIONS, warm=False)
    cases = read_range(subject, SPAN)
    text = (case / "case.yaml").read_text(encoding="utf-8")
    (case / "case.yaml").write_text(text.replace("1.6 Mio CNY", "1.5 Mio CNY"), encoding="utf-8")
    engine, _ = engine_here(tmp_path / "study", RUNNER)
    with engine, pytest.raises(CaseError, match="has changed since the study began"):
        search_switches(engine, 1, subject, SPAN, cases, Terms(1e-4), lambda text: None)


def test_a_run_that_dies_is_a_failure_of_the_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("one by nothing")

    monkeypatch.setattr("planner.study.search.desk.grounds", broken)
    engine, _ = engine_here(tmp_path / "study", RUNNER)
    with engine, pytest.raises(StudyError, match=r"crash.*one by nothing"):
        switch(engine, light(tmp_path / "case"))


@pytest.mark.parametrize(
    "task",
    [
        Lay(("a=1", "a=2", "a=3")),
        Choose(0.1, Goal("co2", 1e9, 7e-6), ((3, 0.5, 1.5),), 12.5, Repair((4, 9), ((7, 0.25),), frozenset({2, 1}))),
        Operate("0" * 32, "a=2", Goal("score", 0.0)),
    ],
)
def test_a_task_is_told_and_read_back(task: Lay | Choose | Operate) -> None:
    import json

    assert task_of(json.loads(json.dumps(told(task)))) == task
    assert task_key("one", task) == task_key("one", task_of(told(task))) != task_key("other", task)
