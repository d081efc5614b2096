"""`planner matching` as a user meets it: three runs of a small case, and the table beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from planner.cli import main
from planner.cli.matching import exit_code, matching_table
from planner.run.matching import Comparison, Outcome
from planner.run.tables import read_table
from tests.run.tiny import CASE

ONE_YEAR = ("--set", "horizon.years=[2026]")
SUPPLY = """
  sun:
    {kind: ppa, profile: day, settlement: yearly, start: [2026], tenor: 10 a, max: 5 MW, energy_price: 520 CNY/MWh}
  market: {kind: green_trade, max: 3000 MWh/a, energy_price: 560 CNY/MWh, settlement: hourly}
  gec:    {kind: certificate, price: 5 CNY/MWh}
"""
STORE = """
  battery:
    {kind: storage, carrier: electricity, capex_energy: 500 CNY/kWh, capex_power: 200 CNY/kW, life: 15 a}
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny case with traded solar power, more of it in summer, and certificates."""
    folder = tmp_path_factory.mktemp("matching") / "case"
    folder.mkdir()
    text = (CASE / "case.yaml").read_text(encoding="utf-8")
    text = text.replace("\ncarriers:\n", "\nseries: series.csv\n\ncarriers:\n", 1)
    text = text.replace("\nsupply:\n", f"\nsupply:{SUPPLY}", 1).replace(
        "\ntechnologies:\n", f"\ntechnologies:{STORE}", 1
    )
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    hours = np.arange(8760)
    day = (hours % 24 >= 8) & (hours % 24 < 16)
    course = day * np.where((hours // 24 > 90) & (hours // 24 < 270), 1.0, 0.4)
    (folder / "series.csv").write_text("\n".join(["day", *map(str, course)]) + "\n", encoding="utf-8")
    return folder


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.long
def test_closer_matching_never_costs_less(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run("matching", case, "-o", tmp_path / "out", "--share", "60 %", "--days", "2", "--gap", "0", *ONE_YEAR)
    out, err = capsys.readouterr()
    assert code == 0, err
    rows = read_table(tmp_path / "out" / "matching.csv")
    costs = [float(row["npv_cost"]) for row in rows]
    assert costs[0] <= costs[1] * (1 + 1e-9) and costs[1] <= costs[2] * (1 + 1e-9)
    assert costs[2] > costs[0] * 1.001
    assert [row["folder"] for row in rows] == ["yearly", "monthly", "hourly"]
    assert float(rows[0]["gec [MWh/a]"]) > 1000.0 and float(rows[2]["gec [MWh/a]"]) == 0.0
    for text in ("Green power matched by", "Premium over yearly", "CNY/MWh green", "market", "MWh/a"):
        assert text in out
    for level in ("yearly", "monthly", "hourly"):
        resolved = (tmp_path / "out" / level / "case.yaml").read_text(encoding="utf-8")
        assert f'matching: "{level}"' in resolved
        assert f"{level} matching" in err
    assert run("audit", tmp_path / "out" / "monthly") == 0


def test_a_case_without_a_target_is_told_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("matching", CASE, "-o", tmp_path / "out") == 2
    assert "targets: no target of the case is about green power" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_json_ends_with_all_levels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.run import matching

    monkeypatch.setattr(matching, "compare_levels", lambda *_: COMPARISON)
    assert run("matching", CASE, "-o", "out", "--json") == 6
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["type"], last["code"]) == ("result", 6)
    assert [found["premium"] for found in last["levels"]] == [0.0, 0.5e6, None]
    assert last["levels"][0]["sizes"] == {"wind": {"value": 5.0, "unit": "MW"}}


def level(name: str, cost: float, status: str = "optimal") -> Outcome:
    return Outcome(name, status, "", Path(name), cost, cost, 5000.0, 4000.0, {("wind", "MW"): 5.0})


COMPARISON = Comparison(
    "CNY",
    (level("yearly", 10e6), level("monthly", 10.5e6), Outcome("hourly", "not_confirmed", "the audit differs")),
)


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        (["optimal", "optimal", "optimal"], 0),
        (["optimal", "time_limit", "gap_open"], 4),
        (["interrupted", "not_run", "not_run"], 6),
        (["optimal", "optimal", "infeasible_achievable"], 6),
    ],
)
def test_exit_codes(statuses: list[str], code: int) -> None:
    assert exit_code(Comparison("CNY", tuple(level("yearly", 1e6, status) for status in statuses))) == code


def test_the_table_fits_and_leaves_out_what_there_is_not() -> None:
    console = Console(width=80, highlight=False)
    with console.capture() as captured:
        console.print(matching_table(COMPARISON))
    text = captured.get()
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    rows: dict[str, Any] = {line[:20].strip(): line.split() for line in text.splitlines() if line.strip()}
    assert rows["Discounted cost"][2:] == ["10.00", "10.50", "–", "Mio", "CNY"]
    assert "not confirmed" in text
