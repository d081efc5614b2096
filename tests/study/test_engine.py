"""The engine: what is done is never done again, what goes wrong costs one run, and the folders are the truth."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from planner.errors import CaseError
from planner.study.engine import Engine, Standing
from planner.study.job import Job
from planner.study.store import Store

QUICK, TROUBLED = "tests.study.runners:quick", "tests.study.runners:troubled"


def job(marks: Path, number: int, **options: Any) -> Job:
    marks.mkdir(exist_ok=True)
    return Job(f"{number:032x}", str(marks), None, (str(number),), options)


def runs_of(marks: Path) -> dict[int, int]:
    """How often each job was run."""
    return {int(file.name, 16): file.stat().st_size for file in marks.iterdir()}


def test_all_jobs_are_done_once_and_nothing_is_done_again(tmp_path: Path) -> None:
    marks, root = tmp_path / "marks", tmp_path / "study"
    jobs = [job(marks, number) for number in range(6)]
    with Engine(root, jobs=2, runner=QUICK) as engine:
        ended = engine.run([jobs[:3], jobs[3:], jobs[:2]])
        assert set(ended.records) == {each.key for each in jobs}
        assert [(engine.folder(each) / "answer.txt").read_text() for each in jobs] == ["0", "1", "4", "9", "16", "25"]
        assert engine.run([jobs]).repeated == 6
    with Engine(root, jobs=2, runner=QUICK) as engine:
        assert engine.run([[*jobs, job(marks, 6)]]).repeated == 6
    assert runs_of(marks) == dict.fromkeys(range(7), 1)
    assert not any((root / "work").glob("*-*/run"))


def test_a_job_that_stands_twice_in_a_chain_is_done_and_counted_once(tmp_path: Path) -> None:
    marks, seen = tmp_path / "marks", list[Standing]()
    first, second = job(marks, 1), job(marks, 2)
    with Engine(tmp_path / "study", runner=QUICK, watch=seen.append) as engine:
        ended = engine.run([[first, second, first, first]])
    assert runs_of(marks) == {1: 1, 2: 1}
    assert ended.repeated == 0
    assert [each.done for each in seen][-1] == 2 and min(each.done for each in seen) == 0


def test_jobs_of_a_chain_share_a_memory_and_cold_jobs_share_nothing(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    jobs = [job(marks, number) for number in range(3)]
    with Engine(tmp_path / "warm", jobs=1, runner=QUICK) as engine:
        engine.run([jobs])
        assert [(engine.folder(each) / "seen.txt").read_text() for each in jobs] == ["0", "0 1", "0 1 2"]
    with Engine(tmp_path / "cold", jobs=1, runner=QUICK, cold=True) as engine:
        engine.run([jobs])
        assert [(engine.folder(each) / "seen.txt").read_text() for each in jobs] == ["0", "1", "2"]
        assert len({(engine.folder(each) / "process.txt").read_text() for each in jobs}) == 3


def test_each_way_to_go_wrong_is_one_named_failure(tmp_path: Path) -> None:
    marks, root = tmp_path / "marks", tmp_path / "study"
    ways = ["segfault", None, "infeasible", "bug", None, "half", "killed once", None]
    jobs = [job(marks, number, way=way) for number, way in enumerate(ways)]
    with Engine(root, jobs=2, runner=TROUBLED) as engine:
        ended = engine.run([jobs])
    assert {int(key, 16) for key in ended.records} == {1, 4, 6, 7}
    found = {int(key, 16): (each.kind, each.reason) for key, each in ended.failures.items()}
    assert {number: kind for number, (kind, _) in found.items()} == {0: "died", 2: "infeasible", 3: "crash", 5: "crash"}
    assert "SIGSEGV" in found[0][1]
    assert found[2][1] == "nothing serves the demand"
    assert "one by nothing" in found[3][1] and "runners.py" in found[3][1]
    # Only what died without a word is tried once more.
    assert runs_of(marks) == {0: 2, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 2 + 1, 7: 1}
    table = sqlite3.connect(root / "index.sqlite")
    assert dict(table.execute("SELECT state, count(*) FROM run GROUP BY state")) == {"done": 4, "failed": 4}
    table.close()


def test_failures_are_kept_and_tried_again_only_when_asked(tmp_path: Path) -> None:
    marks, root = tmp_path / "marks", tmp_path / "study"
    failing = job(marks, 1, way="infeasible")
    for retry, runs in ((False, 1), (False, 1), (True, 2)):
        with Engine(root, runner=TROUBLED, retry_failed=retry) as engine:
            ended = engine.run([[failing]])
            assert [each.kind for each in ended.failures.values()] == ["infeasible"]
        assert runs_of(marks) == {1: runs}
    # What went wrong for a reason that is gone leaves no trace.
    healed = Job(failing.key, failing.case, None, failing.overrides, {"way": None})
    with Engine(root, runner=TROUBLED, retry_failed=True) as engine:
        ended = engine.run([[healed]])
    assert ended.failures == {} and list(ended.records) == [healed.key]
    assert not list((root / "failed").iterdir())


def test_a_run_that_takes_too_long_is_ended_and_the_rest_goes_on(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    jobs = [job(marks, 0), job(marks, 1, way="hang"), job(marks, 2)]
    with Engine(tmp_path / "study", runner=TROUBLED, limit=1.5) as engine:
        ended = engine.run([jobs])
    assert [each.kind for each in ended.failures.values()] == ["timeout"]
    assert {int(key, 16) for key in ended.records} == {0, 2}


def test_the_index_is_made_anew_from_the_folders(tmp_path: Path) -> None:
    marks, root = tmp_path / "marks", tmp_path / "study"
    with Engine(root, runner=QUICK) as engine:
        engine.run([[job(marks, number) for number in range(3)]])
    (root / "index.sqlite").write_bytes(b"not a database at all")
    (root / "work" / "left over").mkdir()
    with Store(root) as store:
        assert store.finished(f"{2:032x}") is not None
    assert not (root / "work" / "left over").exists()
    table = sqlite3.connect(root / "index.sqlite")
    assert table.execute("SELECT count(*) FROM run WHERE state = 'done'").fetchone() == (3,)
    table.close()


def test_a_run_with_a_changed_file_is_put_aside_and_made_again(tmp_path: Path) -> None:
    marks, root = tmp_path / "marks", tmp_path / "study"
    jobs = [job(marks, number) for number in (4, 5)]
    with Engine(root, runner=QUICK) as engine:
        engine.run([jobs])
    (root / "runs" / jobs[0].key / "answer.txt").write_text("17")
    with Engine(root, runner=QUICK) as engine:
        assert engine.store.damaged == [jobs[0].key]
        engine.run([jobs])
        assert (engine.folder(jobs[0]) / "answer.txt").read_text() == "16"
    assert runs_of(marks) == {4: 2, 5: 1}


def test_a_folder_serves_one_study_at_a_time_and_nothing_else(tmp_path: Path) -> None:
    with Store(tmp_path / "study"), pytest.raises(CaseError, match="another study is running"):
        Store(tmp_path / "study")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("dear")
    with pytest.raises(CaseError, match="is not a study"):
        Store(tmp_path / "other")


def test_progress_says_how_many_and_how_long(tmp_path: Path) -> None:
    told: list[Standing] = []
    jobs = [job(tmp_path / "marks", number) for number in range(3)]
    with Engine(tmp_path / "study", runner=QUICK, watch=told.append) as engine:
        engine.run([jobs])
    ends = [each for each in told if each.event.what == "done"]
    assert [(each.done, each.total) for each in ends] == [(1, 3), (2, 3), (3, 3)]
    assert all(each.left is not None for each in ends) and ends[-1].left == 0.0
    assert "squaring 2" in [each.event.text for each in told]
