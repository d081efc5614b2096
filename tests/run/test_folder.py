"""A run folder is complete or not there, whatever happens while it is written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.errors import CaseError
from planner.run.folder import check_place, file_name, write_whole


def run_like(folder: Path, text: str = "new") -> None:
    for name in ("summary.json", "provenance.json"):
        (folder / name).write_text(text)


def test_a_whole_folder_appears_under_its_name(tmp_path: Path) -> None:
    place = tmp_path / "results" / "case" / "base-1"
    write_whole(place, run_like)
    assert sorted(path.name for path in place.iterdir()) == ["provenance.json", "summary.json"]
    assert [path.name for path in place.parent.iterdir()] == ["base-1"]
    assert place.stat().st_mode & 0o777 == 0o777 & ~current_umask()


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fails(folder: Path) -> None:
        run_like(folder)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "run", fails)
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_fails_keeps_the_earlier_run(tmp_path: Path) -> None:
    place = tmp_path / "run"
    write_whole(place, lambda folder: run_like(folder, "old"))

    def fails(folder: Path) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(place, fails)
    assert (place / "summary.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_an_earlier_run_is_replaced_whole(tmp_path: Path) -> None:
    place = tmp_path / "run"
    write_whole(place, lambda folder: run_like(folder, "old"))
    (place / "extra.txt").write_text("old")
    write_whole(place, run_like)
    assert (place / "summary.json").read_text() == "new"
    assert not (place / "extra.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_failed_rename_brings_the_earlier_run_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "run"
    write_whole(place, lambda folder: run_like(folder, "old"))
    rename = Path.rename

    def only_drafts_fail(self: Path, target: Path) -> Path:
        if self.name.endswith(".partial"):
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", only_drafts_fail)
    with pytest.raises(OSError, match="Input/output"):
        write_whole(place, run_like)
    assert (place / "summary.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


SLOW_WRITER = """
import sys, time
from pathlib import Path
from planner.run.folder import write_whole

def fill(folder):
    for number in range(10_000):
        (folder / f"{number}.txt").write_text("x" * 1000)
        print(number, flush=True)
        time.sleep(0.001)

write_whole(Path(sys.argv[1]), fill)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_writer_leaves_nothing_under_the_final_name(tmp_path: Path) -> None:
    place = tmp_path / "run"
    writer = subprocess.Popen([sys.executable, "-c", SLOW_WRITER, str(place)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(0.05)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    assert not place.exists()


@pytest.mark.parametrize("content", ["file", "foreign folder"])
def test_what_is_not_a_run_is_never_replaced(tmp_path: Path, content: str) -> None:
    place = tmp_path / "mine"
    if content == "file":
        place.write_text("precious")
    else:
        place.mkdir()
        (place / "precious.txt").write_text("precious")
    with pytest.raises(CaseError, match="not a run folder"):
        check_place(place)


def test_the_current_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CaseError, match="current folder"):
        check_place(Path())


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CaseError, match="not a folder"):
        check_place(tmp_path / "file" / "run")


@pytest.mark.parametrize(
    ("text", "name"),
    [("auto_plant", "auto_plant"), ("a/b\\c", "a-b-c"), ("..", "-"), ("车间 一", "车间 一"), ("x\0y", "x-y")],
)
def test_names_of_cases_become_names_of_folders(text: str, name: str) -> None:
    assert file_name(text) == name


def test_long_names_fit_into_a_file_system() -> None:
    assert len(file_name("乘用车" * 100).encode()) <= 150
