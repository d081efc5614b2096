"""`planner bill` on the shipped case `cases/tiny`: what it prints, what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from rich.console import Console

from planner.bill import Bill
from planner.cli.bill_tables import by_month, by_year, lines_of_month
from planner.cli.bill_words import remarks
from tests.bill.hand_worked import chapters
from tests.cli.command import Command
from tests.run.tiny import CASE, tiny_run


def printed(bill: Bill, width: int, month: int | None = None) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    tables = by_month(bill, "CNY", width) if month is None else lines_of_month(bill, month, "CNY")
    for part in (*tables, *remarks([bill], "CNY")):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_today_by_month(planner: Command) -> None:
    """The workshop draws 1 MW in every hour: January 744 MWh at 500 CNY, 1,000 kW at 30 CNY."""
    code, out, _ = planner("bill", CASE)
    assert code == 0
    assert "thousand CNY" in out
    assert re.search(r"Jan +372 +30 +402 +744 +0\.5403", out)
    assert re.search(r"year +4,380 +360 +4,740 +8,760 +0\.5411", out)


def test_one_month_line_by_line(planner: Command) -> None:
    _, out, _ = planner("bill", CASE, "--month", 1)
    assert re.search(r"energy +energy +744,000 +kWh +0\.50000 +372,000\.00", out)
    assert re.search(r"demand +demand: measured +1,000 +kW +30\.00 +30,000\.00", out)
    assert re.search(r"total +per kWh bought +744,000 +kWh +0\.54032 +402,000\.00", out)


def test_json_holds_every_line(planner: Command) -> None:
    code, out, _ = planner("bill", CASE, "--json", "--set", "supply.grid.components.energy.price=x2")
    records = [json.loads(line) for line in out.splitlines()]
    (bill,) = (record for record in records if record["type"] == "bill")
    assert (code, bill["year"], bill["grid"], len(bill["lines"])) == (0, 2025, "grid", 24)
    assert sum(line["amount"] for line in bill["lines"]) == pytest.approx(bill["total"])
    assert bill["total"] == pytest.approx(2 * 4_380_000 + 360_000)


@pytest.mark.parametrize(
    ("options", "message"),
    [(("--year", 2030), "bill of its base year 2025 only"), (("--month", 13), "range")],
)
def test_what_a_case_cannot_show(planner: Command, options: tuple[object, ...], message: str) -> None:
    code, _, err = planner("bill", CASE, *options)
    assert code == 2
    assert message in err


def test_years_of_a_run_side_by_side(planner: Command) -> None:
    _, out, _ = planner("bill", tiny_run().folder)
    assert re.search(r"2025 +4,380 +360 +4,740 +8,760 +0\.5411", out)
    assert [line.split()[0] for line in out.splitlines() if line.startswith("20")] == ["2025", "2026", "2028"]


def test_a_year_between_milestones_has_the_bill_of_its_milestone(planner: Command) -> None:
    _, out, _ = planner("bill", tiny_run().folder, "--year", 2027)
    assert "2027 is planned with 2026" in out
    assert "Bill of 2026" in out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--month", 3), "--month needs --year"),
        (("--year", 2031), "2025 and 2026 to 2029"),
        (("--set", "carbon.price=1"), "need a case"),
    ],
)
def test_what_a_run_cannot_show(planner: Command, options: tuple[object, ...], message: str) -> None:
    code, _, err = planner("bill", tiny_run().folder, *options)
    assert code == 2
    assert message in err


def test_the_table_of_a_run_adds_up_to_its_summary() -> None:
    solved = tiny_run()
    with (solved.folder / "bills.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for year in (solved.summary["base_year"], *solved.summary["years"]):
        billed = sum(float(row["amount"]) for row in rows if int(row["year"]) == year["year"])
        stated = sum(cost for line, cost in year["cost"].items() if line.startswith("grid_"))
        assert billed == pytest.approx(stated)


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("name", chapters())
def test_nothing_is_cut_off(name: str, width: int) -> None:
    chapter = chapters()[name]
    for month in (None, *chapter.months):
        text = printed(chapter.bill(), width, month)
        assert "…" not in text
        assert max(len(line.rstrip()) for line in text.splitlines()) <= width


def test_many_lines_go_into_further_tables_with_the_total_last() -> None:
    text = printed(chapters()["traded"].bill(), 60)
    assert text.count("Bill of 2028") > 1
    assert re.search(r"Jul +.*790", text)


def test_all_years_of_a_connection_in_one_table() -> None:
    console = Console(file=io.StringIO(), width=100, highlight=False)
    bill = chapters()["traded"].bill()
    for part in by_year([bill, bill], "CNY", 100):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().count("\n2028 ") == 2


def test_a_power_factor_below_the_standard_is_told_with_its_cost() -> None:
    text = " ".join(printed(chapters()["capacity"].bill(), 100).split())
    assert "falls below 0.90 in 2026; in 1 of 12 months of 2026, lowest 0.52 in May (0.38 short, bill +41.00 %)" in text
    assert "+4,845 CNY; this is not in the bill" in text
