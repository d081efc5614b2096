"""What is printed after a solve says what the summary says, and fits a terminal of 80 columns."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from planner.cli.cells import number, size_text
from planner.cli.results import report
from planner.cli.terms import TERMS
from planner.cli.understanding import understanding
from planner.cli.yearly import line_name
from planner.fields import YearPath
from planner.models import modules
from planner.run.roadmap import roadmap
from planner.run.summary import Facts, summarise
from tests.run.portfolio import MORE, portfolio_case, portfolio_solution
from tests.run.workshop import plan_solution, reference_solution, workshop_case

FACTS = Facts("optimal", "typical", 17.82, 17.80, 0.0011, {"total": 3.2}, {"rows": 10})


def printed(width: int, facts: Facts = FACTS, **changes: Any) -> str:
    case, plan, reference = workshop_case(), plan_solution(), reference_solution()
    summary = {**summarise(case, plan, reference, facts), **changes}
    console = Console(file=io.StringIO(), width=width, highlight=False)
    for part in report(case, summary, roadmap(case, plan, reference), Path("results/workshop/base-12345678"), width):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [80, 100])
def test_nothing_is_cut_off(width: int) -> None:
    text = printed(width)
    assert "…" not in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width


def test_every_action_stands_in_the_roadmap() -> None:
    lines = [re.split(r"\s{2,}", line.strip()) for line in printed(100).splitlines()]
    assert ["2026", "adopt", "led", "1.00", "0.44", "-438"] in lines
    assert ["build", "pv", "0.10 MW", "0.30", "0.44", "-438"] in lines
    assert ["2028", "build", "heat_pump", "0.45 MW", "1.80", "0.66", "-219"] in lines
    assert ["retire", "old_boiler", "0.50 MW"] in lines


def test_the_three_rules_of_scope_2_stand_side_by_side_with_the_reference() -> None:
    assert re.search(r"2026 +876 +3,504 +4,205 +3,605 +4,380 +5,081 +4,481 +5,256", printed(100))


def test_green_power_is_shown_by_what_claims_it() -> None:
    text = printed(100)
    assert re.search(r"2026 +7,884 +876 +0 +1,000 +6,008 +23.8 +11.1", text)
    assert re.search(r"2028 +9,198 +876 +1,752 +1,000 +5,570 +39.4 +9.5", text)
    assert "Direct" not in text


def test_every_instrument_of_a_portfolio_fits_and_adds_up() -> None:
    case, plan = portfolio_case(), portfolio_solution()
    summary = summarise(case, plan, reference_solution(), FACTS)
    console = Console(file=io.StringIO(), width=80, highlight=False)
    for part in report(case, summary, roadmap(case, plan, reference_solution()), Path("results/run"), 80):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "…" not in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    assert re.search(r"2026 +9,538 +1,400 +400 +1,500 +2,000 +250 +3,988 +58.2 +34.6", text)
    assert "2026: 100 t, net 2,400 t" in text
    assert "grid by capacity Q1 Q4" in text


def test_the_bill_adds_up_beside_that_of_the_reference() -> None:
    text = printed(100)
    assert re.search(r"grid.energy +1.00 +3.50 +4.16", text)
    assert re.search(r"total +6.00 +5.26 +4.41", text)
    assert re.search(r"total, reference +6.22 +6.22", text)


def test_many_years_go_into_tables_that_fit() -> None:
    case, plan, reference = workshop_case(), plan_solution(), reference_solution()
    summary = summarise(case, plan, reference, FACTS)
    years = [{**summary["years"][0], "year": year} for year in range(2026, 2046)]
    text = printed(80, years=years)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    assert text.count("Energy bill") == 3


def test_a_missing_figure_gives_its_reason() -> None:
    text = printed(100, irr=None, irr_reason="more than one rate (0.1000, 0.2000)")
    assert re.search(r"Internal rate of return +none +more than one rate", text)


def test_an_achievable_plan_says_what_it_does_not_meet() -> None:
    violations = ({"where": "case.yaml:40: targets.co2.limit", "year": 2028, "by": 12.5, "unit": "t/a"},)
    text = printed(100, replace(FACTS, status="infeasible_achievable", violations=violations))
    assert "cannot be met" in text
    assert re.search(r"case.yaml:40: targets.co2.limit +2028 +12.500 +t/a", text)


def test_names_are_never_markup_or_control_characters() -> None:
    assert "[bold]x[/nothing] \\x1b" in printed(100, title="[bold]x[/nothing] \x1b")


@pytest.mark.parametrize(
    ("size", "unit", "text"),
    [
        (0.123456, "MW", "0.12 MW"),
        (0.004567, "MW", "0.0046 MW"),
        (12.345, "MW", "12.3 MW"),
        (1234.5, "MWh/a", "1,234 MWh/a"),
        (1.0, "1", ""),
    ],
)
def test_sizes_have_three_digits_or_so(size: float, unit: str, text: str) -> None:
    assert size_text(size, unit).plain == text


def test_there_is_no_negative_zero() -> None:
    assert number(-0.001, 2).plain == "0.00"


def test_large_numbers_are_never_cut_off() -> None:
    case, plan, reference = workshop_case(), plan_solution(), reference_solution()
    years = []
    for entry in summarise(case, plan, reference, FACTS)["years"]:
        larger = {key: 1e4 * value for key, value in entry.items() if key.startswith("scope")}
        years.append({**entry, **larger, "cost": {line: 1e4 * value for line, value in entry["cost"].items()}})
    text = printed(80, years=years)
    assert "…" not in text
    assert "CO2, kt/a" in text and "43,800" in text and "52,610.00" in text


def test_lines_of_the_bill_in_words() -> None:
    assert line_name("grid_energy.grid.energy") == "grid.energy"
    assert line_name("carbon.carbon") == "carbon"


@pytest.mark.parametrize("width", [80, 100])
def test_what_check_prints_fits(width: int) -> None:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    for part in understanding(workshop_case()):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    for name in ("Workshop", "lighting", "heat_pump", "led", "wind", "carbon", "electricity → heat"):
        assert name in text
    assert re.search(r"old_boiler +boiler +0.50 +2015 +2035", text)
    assert "price 100 CNY/t; scheme shadow" in text


def test_check_knows_the_terms_of_every_kind_of_supply() -> None:
    supply = {kind for kind, module in modules().items() if module.Parameters.section == "supply"}
    assert set(TERMS) == supply


def test_check_prints_a_whole_portfolio_and_process_routes() -> None:
    more = {
        **MORE,
        ("demands", "product", "steel"): {"carrier": "steel", "production": "tonnes"},
        ("technologies", "route", "furnace"): {
            "carrier": "steel", "inputs": {"electricity": "0.5 MWh/t"}, "capex": "1000 CNY/(t/a)", "life": "20 a",
        },
        ("technologies", "capture", "amine"): {
            "streams": ["gas"], "rate": "90 %", "capex": "2 Mio CNY/(t/h)", "life": "20 a",
        },
        ("supply", "waste_heat", "flue"): {
            "annual": "800 MWh/a", "temperature": "200 degC", "down_to": "60 degC", "into": ["heat"],
        },
        ("targets", "green_share", "green"): {"share": {2026: "30 %"}, "matching": "hourly"},
    }  # fmt: skip
    case = replace(workshop_case(more), production={"tonnes": YearPath.constant(1200.0)})
    console = Console(file=io.StringIO(), width=100, highlight=False)
    for part in understanding(case):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    text = re.sub(r"\s+", " ", console.file.getvalue())
    for words in (
        "electricity → steel", "1000 CNY/(t/a)", "CO2 of gas", "steel, t/a 1,200",
        "0..1 MW of flat from 2026 for 10 a; 400 CNY/MWh in 2026; settled monthly",
        "green attribute stays with the seller", "exporter; at least 60 % used",
        "410 CNY/MWh in 2028; at most 500 MWh/a", "80 CNY/t", "800 MWh/a at 200 degC, down to 60 degC, into heat",
        "billed by demand or capacity by quarter", "matching hourly",
    ):  # fmt: skip
        assert words in text, words
