"""Every way a command may end has its exit code, and no user ever meets a traceback."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from planner.case.value import Where
from planner.cli import errors
from planner.cli.voice import Voice, printable, speaking
from planner.errors import AuditError, CaseError, Finding, InfeasibleError, PlannerError, SolverError, StoppedError

FINDINGS = [
    Finding(Where("case.yaml", 12, "battery.c_rat"), "unknown key. Did you mean c_rate?"),
    Finding(Where("case.yaml", None, "supply"), "is missing"),
    Finding(Where("series.csv", 3, "pv"), "looks large", "warning"),
]


def ends_with(error: BaseException | int) -> click.Command:
    @click.command("ends")
    @speaking
    def command(voice: Voice) -> int:
        if isinstance(error, BaseException):
            raise error
        return error

    return command


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (0, 0),
        (4, 4),
        (CaseError(FINDINGS), 2),
        (InfeasibleError("no plan"), 3),
        (StoppedError("no time"), 4),
        (AuditError("not confirmed"), 5),
        (SolverError("lost"), 1),
        (PlannerError("lost"), 1),
        (KeyboardInterrupt(), 130),
        (click.UsageError("no"), 2),
        (click.BadParameter("no"), 2),
        (OSError(errno.ENOSPC, "No space left on device", "run.nc"), 2),
        (PermissionError(errno.EACCES, "Permission denied", "run.nc"), 2),
        (BrokenPipeError(), 0),
        (ZeroDivisionError("division by zero"), 1),
        (MemoryError(), 1),
    ],
)
def test_exit_codes(error: BaseException | int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert errors.run(ends_with(error), []) == code


def test_findings_are_lines_of_file_line_key_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert errors.run(ends_with(CaseError(FINDINGS)), []) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "case.yaml:12: battery.c_rat: unknown key. Did you mean c_rate?",
        "case.yaml: supply: is missing",
        "series.csv:3: pv: warning: looks large",
        "2 problems found",
    ]


def test_json_says_the_same_in_objects(capsys: pytest.CaptureFixture[str]) -> None:
    assert errors.run(ends_with(CaseError(FINDINGS)), ["--json"]) == 2
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["type"] for line in lines] == ["finding", "finding", "finding", "error"]
    assert lines[0] == {
        "type": "finding",
        "severity": "error",
        "file": "case.yaml",
        "line": 12,
        "key": "battery.c_rat",
        "message": "unknown key. Did you mean c_rate?",
    }
    assert lines[-1]["code"] == 2


def test_a_crash_names_a_file_and_keeps_the_traceback_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert errors.run(ends_with(ZeroDivisionError("division by zero")), []) == 1
    out, err = capsys.readouterr()
    (crash,) = tmp_path.iterdir()
    assert "Traceback" not in out + err
    assert f"please send {crash.name}" in err
    text = crash.read_text(encoding="utf-8")
    assert "Traceback" in text and "division by zero" in text and "planner 0." in text
    assert str(tmp_path) not in text and str(Path.home()) not in text


def test_a_crash_shows_the_traceback_only_with_v(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    errors.run(ends_with(ZeroDivisionError("division by zero")), ["-v"])
    assert "Traceback" in capsys.readouterr().err


def test_a_crash_where_nothing_can_be_written_still_ends_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert errors.run(ends_with(ZeroDivisionError("x")), []) == 1
    assert "run again with -v" in capsys.readouterr().err


def test_quiet_leaves_errors_and_drops_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    errors.run(ends_with(CaseError(FINDINGS)), ["-q"])
    err = capsys.readouterr().err
    assert "unknown key" in err and "looks large" not in err


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 车间", "plain 车间"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("two\nlines", r"two\nlines"),
        ("\u202eevil", r"\u202eevil"),
    ],
)
def test_control_characters_never_reach_the_terminal(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    script = "from planner.cli import main; main(['library', '--json'])"
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.skipif(os.name == "nt", reason="needs SIGINT")
def test_ctrl_c_that_a_package_turns_into_its_own_error_is_still_ctrl_c() -> None:
    @click.command("import")
    def command() -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(10.0)
        except KeyboardInterrupt:
            raise ImportError("initialization failed") from None

    before = signal.getsignal(signal.SIGINT)
    assert errors.run(command, []) == 130
    assert signal.getsignal(signal.SIGINT) is before
