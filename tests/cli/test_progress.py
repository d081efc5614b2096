"""Progress in a pipe, on a terminal and in JSON."""

from __future__ import annotations

import json
import math
from types import SimpleNamespace
from typing import Any

import pytest

from planner.cli.progress import Reporter, describe
from planner.cli.voice import Voice


def progress(stage: str, message: str = "", **numbers: Any) -> Any:
    known = {"incumbent": None, "bound": None, "gap": None}
    return SimpleNamespace(stage=stage, message=message, **{**known, **numbers})


STEPS = [
    progress("build", "6 years"),
    progress("solve", incumbent=412.311, bound=400.0, gap=0.0299),
    progress("solve", incumbent=410.0, bound=409.7, gap=0.0007),
    progress("audit"),
]


def test_a_pipe_gets_a_line_when_a_stage_begins(capsys: pytest.CaptureFixture[str]) -> None:
    with Reporter(Voice()) as reporter:
        for step in STEPS:
            reporter(step)
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split()[2] for line in err.splitlines()] == ["build", "solve", "audit"]
    assert "incumbent 412.31   bound 400.00   gap 2.99 %" in err


def test_json_gets_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    with Reporter(Voice(json=True)) as reporter:
        for step in STEPS:
            reporter(step)
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert err == ""
    assert [line["stage"] for line in lines] == ["build", "solve", "solve", "audit"]
    assert lines[1].pop("seconds") >= 0.0
    numbers = {"incumbent": 412.311, "bound": 400.0, "gap": 0.0299}
    assert lines[1] == {"type": "progress", "stage": "solve", "message": "", **numbers}


def test_infinity_means_that_there_is_no_number_yet(capsys: pytest.CaptureFixture[str]) -> None:
    with Reporter(Voice(json=True)) as reporter:
        reporter(progress("solve", incumbent=math.inf, bound=-math.inf))
    assert json.loads(capsys.readouterr().out)["bound"] is None
    assert describe(progress("solve", "begins", bound=math.inf)) == "begins"


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with Reporter(Voice(quiet=True)) as reporter:
        for step in STEPS:
            reporter(step)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_keeps_a_line_for_every_finished_stage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with Reporter(Voice()) as reporter:
        for step in STEPS:
            reporter(step)
    err = capsys.readouterr().err
    assert err.count("✓") == 3
    assert "410.00" in err


def test_description_has_thousands_and_percent() -> None:
    assert (
        describe(progress("solve", "node 3", incumbent=1234.5, gap=0.01)) == "node 3   incumbent 1,234.50   gap 1.00 %"
    )
