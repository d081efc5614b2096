"""`planner compare` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

from planner.report.comparison import FILES
from tests.cli.command import Command
from tests.comparison.runs import base, idle, variant


def test_the_command_writes_and_tells(planner: Command, tmp_path: Path) -> None:
    code, out, err = planner("compare", base().folder, variant("small").folder, "-o", "out", "--lang", "zh")
    assert (code, err) == (0, "")
    text = " ".join(out.split())
    for part in (
        "Side by side", "Discounted cost of the plan", "small beside base: weir smaller", "technologies.weir.max",
        "0.05 MW", "That is proven at all hours", "out/comparison.html",
    ):  # fmt: skip
        assert part in text
    assert max(map(len, out.splitlines())) <= 100
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)
    assert 'lang="zh"' in (tmp_path / "out" / "comparison.html").read_text(encoding="utf-8")


def test_many_runs_fill_several_tables_and_json_holds_all(planner: Command, tmp_path: Path) -> None:
    runs = (base().folder, *(run.folder for run in (variant("small"), variant("late"), idle())))
    code, out, _ = planner("compare", *runs, "-o", "out", "--tolerance", "60%")
    assert code == 0
    assert out.count("Side by side") == 2
    assert "small beside base: the same decisions" in out
    code, out, _ = planner("compare", *runs, "-o", "out", "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert [line["type"] for line in found] == ["comparison", "result"]
    assert [pair["run"] for pair in found[0]["pairs"]] == ["small", "late", "idle"]
    assert (found[1]["code"], found[1]["folder"]) == (0, "out")
    assert planner("compare", *runs, "-o", "out", "-q") == (0, "", "")


def test_what_is_no_run_or_too_few_is_refused(planner: Command, tmp_path: Path) -> None:
    code, _, err = planner("compare", base().folder, tmp_path, "-o", "out")
    assert code == 2 and "not a run folder" in err
    code, _, err = planner("compare", base().folder, "-o", "out")
    assert code == 2 and "two or more" in err
    assert planner("compare", base().folder, variant("small").folder)[0] == 2
    assert not (tmp_path / "out").exists()
