"""What the README says is so: its commands end as it states, its case and its program run, its tests exist."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner import cli, units
from planner.case import lint, read
from tests.docs.from_run import MARK, PICTURE, README, ROOT

TEXT = README.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(planner .*?)\s*(?:#\s*(?:exit (\d+))?.*)?")
QUICK = (
    "check",
    "library",
    "schema",
    "init",
    "audit",
    "report",
    "bill",
    "score",
    "solve cases/tiny",
    "solve --help",
    "sweep --help",
    "explain --help",
    "robust --help",
    "switch --help",
    "frontier --help",
    "matching cases/tiny",
    "compare results/",
)


def blocks(language: str) -> Iterator[str]:
    return (content for found, content in BLOCK.findall(TEXT) if found == language)


def commands() -> list[tuple[str, int]]:
    """Command lines with the exit code each should have."""
    lines = (line for block in blocks("sh") for line in block.splitlines())
    matched = (COMMAND.fullmatch(line) for line in lines)
    return [(found.group(1), int(found.group(2) or 0)) for found in matched if found]


def ended(command: str, capsys: pytest.CaptureFixture[str]) -> int | str | None:
    """Run a command line in this process; what it prints goes where the line sends it."""
    line, _, target = command.partition(" > ")
    with pytest.raises(SystemExit) as end:
        cli.main(shlex.split(line)[1:])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    if target:
        Path(target).write_text(printed.out, encoding="utf-8")
    return end.value.code


def test_commands_end_as_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = {command: ended(command, capsys) for command, _ in commands()}
    assert found == dict(commands())
    assert (tmp_path / "results" / "tiny" / "summary.json").is_file()


def test_there_are_commands_and_none_of_them_is_long() -> None:
    assert len(commands()) >= 10
    assert all(command.removeprefix("planner ").startswith(QUICK) for command, _ in commands())


def test_every_command_and_every_exit_code_is_named() -> None:
    table = TEXT.partition("| exit code | meaning |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| (\d+) ", table, re.MULTILINE) == re.findall(r"^  (\d+) ", cli.EXIT_CODES, re.MULTILINE)
    assert {command.split()[1] for command, _ in commands()} == set(cli.commands.commands)


def test_the_case_is_valid_and_raises_no_doubt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case,) = blocks("yaml")
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")
    assert ended(f"planner check {shlex.quote(str(tmp_path))}", capsys) == 0
    assert lint(read(tmp_path)) == []
    assert ended(f"planner check {shlex.quote(str(tmp_path))} --scenario high_carbon", capsys) == 0


def test_the_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (program,) = blocks("python")
    exec(compile(program, "README.md", "exec"), {})
    assert "optimal" in capsys.readouterr().out
    assert (tmp_path / "results" / "library" / "summary.json").is_file()


def test_quantities_are_numbers_with_units() -> None:
    line = next(part for part in TEXT.split("\n- ") if part.startswith("Units are written"))
    quantities = [text for text in re.findall(r"`([^`]+)`", line) if text[0].isdigit()]
    assert len(quantities) >= 5
    for text in quantities:
        assert units.scale(units.split(text)[1])
    assert units.scale("元/kVA·月")


def test_every_promise_names_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)
    assert len(named) >= 15
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"


def test_links_and_files_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / target).exists(), target


def test_targets_of_make_exist() -> None:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`make (\w+)`", TEXT)) | set(re.findall(r"^make (\w+)", TEXT, re.MULTILINE))
    assert {"demo", "test", "bench"} <= named
    assert all(re.search(rf"^{name}:", rules, re.MULTILINE) for name in named)


def test_measured_numbers_and_picture_come_from_a_run() -> None:
    table = TEXT.partition(MARK)[2].partition("\n\n")[0]
    total = re.search(r"from command to run folder \| (\d+) s", table)
    picture = PICTURE.read_text(encoding="utf-8").replace("&#160;", " ")
    shown = re.search(r"· ([\d.]+) s<", picture)
    assert total is not None and shown is not None
    assert abs(float(shown.group(1)) - float(total.group(1))) < 1.0
    assert set(re.findall(r"https?://[^\s\"<]+", picture)) == {"http://www.w3.org/2000/svg"}
