"""`planner library` and schemes: what there is, and every row of one with its source."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from planner.cli import main

Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Standard output of `planner library`."""

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["library", *arguments])
        assert ended.value.code == 0
        return capsys.readouterr().out

    return run


def test_schemes_are_listed_with_rows_and_points(said: Said) -> None:
    listed = said("china-2025")
    (line,) = [line for line in listed.splitlines() if line.startswith("gbt36132-2025")]
    assert line.split()[-2:] == ["14", "100"]
    assert "zero-carbon-2026" in listed


def test_a_scheme_is_shown_with_its_label_and_its_values_as_written(said: Said) -> None:
    shown = said("provincial-2025")
    assert "UNOFFICIAL" in shown and "1.2 万元/m2" in shown and "by size" in shown and "33.03 %" in shown
    assert "waste_used / (waste_generated +" in shown and "four_systems" in shown
    assert "[1] Form of a provincial portal" in shown


def test_rows_are_records(said: Said) -> None:
    rows = [json.loads(line) for line in said("gbt36132-2025", "--json").splitlines()]
    assert [row["id"] for row in rows][:2] == ["energy_intensity", "carbon_intensity"]
    assert all(row["type"] == "indicator" and row["source"] and row["quality"] == "published" for row in rows)
    listed = [json.loads(line) for line in said("--json").splitlines()]
    assert {row["id"]: row["total"] for row in listed if row["type"] == "scheme"}["gbt36132-2018"] == 30.0


def test_the_nearest_scheme_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["library", "gbt36132-2024"])
    assert "Did you mean gbt36132-2025?" in capsys.readouterr().err
