"""The CSV tables: every account, line and payment once, readable by spreadsheet programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.run.roadmap import roadmap
from planner.run.tables import (
    ACCOUNT_COLUMNS,
    ROADMAP_COLUMNS,
    account_rows,
    read_table,
    roadmap_rows,
    write_table,
)
from tests.run.workshop import plan_solution, reference_solution, workshop_case


def test_accounts_hold_every_number_of_the_base_year_the_milestones_and_the_calendar() -> None:
    plan = plan_solution()
    rows = list(account_rows(workshop_case(), plan))
    sizes = [plan[name].size for name in ("base_account", "account", "base_cost", "cost", "cash")]
    assert len(rows) == sum(sizes)
    values = {row[:5]: row[5] for row in rows}
    assert values["base", 2026, "import", "grid", "MWh"] == 7008.0
    assert values["base", 2028, "grid_energy", "grid.energy", "CNY/a"] == pytest.approx(4.161e6)
    assert values["base", 2026, "capex", "led", "CNY"] == 1e6
    assert values["base", 2025, "import", "grid", "MWh"] == 2.0
    assert [row[1] for row in rows] == sorted(int(str(row[1])) for row in rows)


def test_roadmap_rows_are_in_currency_and_leave_unknowns_empty(tmp_path: Path) -> None:
    case = workshop_case()
    path = tmp_path / "roadmap.csv"
    write_table(path, ROADMAP_COLUMNS, roadmap_rows(case, roadmap(case, plan_solution(), reference_solution())))
    rows = {(row["year"], row["action"], row["what"]): row for row in read_table(path)}
    pv, retired = rows["2026", "build", "pv"], rows["2028", "retire", "old_boiler"]
    assert float(pv["capex"]) == pytest.approx(0.3e6)
    assert float(pv["saving"]) == pytest.approx(0.438e6)
    assert float(pv["CO2"]) == pytest.approx(-438.0)
    assert (pv["unit"], pv["currency"], pv["score effect"]) == ("MW", "CNY", "")
    assert (retired["saving"], retired["CO2"]) == ("", "")


def test_text_begins_with_a_byte_order_mark_and_keeps_every_digit(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    write_table(path, ACCOUNT_COLUMNS, [("base", 2026, "fuel", "天然气", "MWh", 1.0 / 3.0)])
    assert path.read_bytes().startswith(b"\xef\xbb\xbfscenario,")
    (row,) = read_table(path)
    assert row["item"] == "天然气"
    assert float(row["value"]) == 1.0 / 3.0
