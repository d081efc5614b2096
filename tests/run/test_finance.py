"""The cash flow of a run: that of its Solutions, the same before tax as the cost of the plan, and confirmed twice."""

from __future__ import annotations

import copy

import pytest

from planner.finance import npv
from planner.run.finance import Finance, cash_rows, finance_block, stated_lines
from planner.run.store import CASH_FLOW
from planner.run.tables import read_table
from tests.run.financed import TERMS, audited, financed
from tests.run.tiny import tiny_run


def test_before_tax_it_is_the_saving_of_the_plan_without_the_shadow_price() -> None:
    solved = tiny_run()
    finance = Finance(solved.run.case, solved.run.solution, solved.run.reference)
    lines = finance.statement.lines
    shadow = npv(0.1, lines["shadow_carbon"], 2025)
    # 100 and 200 CNY/t on the CO2 that is avoided: 876 t and 1,095 t a year.
    assert lines["shadow_carbon"] == pytest.approx({2026: 0.0876, 2027: 0.0876, 2028: 0.219, 2029: 0.219})
    assert solved.summary["finance"]["before_tax"]["npv"] == pytest.approx(solved.summary["saving"] - shadow * 1e6)
    assert solved.summary["finance"]["after_tax"] is solved.summary["finance"]["equity"] is None


def test_counted_the_shadow_price_gives_the_figures_of_the_summary() -> None:
    block, summary = finance_block(financed("project")), tiny_run().summary
    # Grants apart: they are the only money that the plan did not know of.
    finance = financed("project")
    lines = finance.statement.lines
    grants = sum(value * (1.01 * 1.1) ** (2025 - year) for year, value in lines["grants"].items())
    assert block["before_tax"]["npv"] == pytest.approx(summary["saving"] + grants * 1e6)
    assert block["shadow_carbon"] is None


def test_depreciation_by_hand() -> None:
    # Weir 3 Mio and heat pump 1.8 Mio over ten years, LED 1.2 Mio over three, 95 % of each; the plan of the reference
    # invests nothing. The LED serve four years and are written off after three.
    written = financed("tax").statement.lines["depreciation"]
    led, weir, heat_pump = 0.95 * 1.2 / 3, 0.95 * 3.0 / 10, 0.95 * 1.8 / 10
    expected = {2026: led + weir, 2027: led + weir, 2028: led + weir + heat_pump, 2029: weir + heat_pump}
    assert written == pytest.approx(expected)


def test_income_of_a_holiday_by_hand() -> None:
    # 876 MWh at 900 CNY less upkeep of 2 % of 3 Mio, and 0.9 Mio of the LED, at prices of 2026, less what is written
    # off: grants of 3 % and of 0.1 Mio on the whole investment are free of tax and lower it.
    finance = financed("project")
    weir = 0.7884 - 0.06
    found = finance.statement.lines["holiday_relief"][2026]
    spent = sum(-value for value in finance.statement.lines["investment"].values())
    share = 0.1 / spent
    written = 0.95 * 3.0 * 1.01 / 10 * (1.0 - 0.03 - share)
    led = 0.9 * 1.01 - 0.95 * 1.2 * 1.01 * (1.0 - 0.03 - share) / 3
    assert found == pytest.approx(0.15 * (weir * 1.01 - written + led))


@pytest.mark.parametrize("name", TERMS)
def test_the_second_calculation_confirms(name: str) -> None:
    finance = financed(name)
    lines = stated_lines(_as_text(finance))
    found = audited(name, lines, finance_block(finance))
    assert found.passed, [str(check) for check in found.failures]
    assert sum(check.compared for check in found.checks) > 30


@pytest.mark.parametrize("name", ["company", "project"])
def test_every_changed_amount_is_found(name: str) -> None:
    finance = financed(name)
    lines, figures = stated_lines(_as_text(finance)), finance_block(finance)
    for line, amounts in lines.items():
        for year in amounts:
            changed = copy.deepcopy(lines)
            changed[line][year] += 1e-4
            assert not audited(name, changed, figures).passed, (line, year)
            break
        missing = {key: value for key, value in lines.items() if key != line}
        assert not audited(name, missing, figures).passed, line


@pytest.mark.parametrize("flow", ["before_tax", "after_tax", "equity"])
def test_every_changed_figure_is_found(flow: str) -> None:
    name = "company"
    finance = financed(name)
    lines, figures = stated_lines(_as_text(finance)), finance_block(finance)
    for key in ("npv", "irr", "real_irr", "modified_irr", "payback_years", "discounted_payback_years"):
        changed = copy.deepcopy(figures)
        changed[flow][key] *= 1.001
        assert not audited(name, lines, changed).passed, key
    for rates in ([], [0.5]):
        changed = copy.deepcopy(figures)
        changed[flow]["rates"] = rates
        assert not audited(name, lines, changed).passed, rates
    without = {**figures, flow: None}
    assert not audited(name, lines, without).passed


def test_the_table_of_a_run_folder_holds_the_lines() -> None:
    solved = tiny_run()
    finance = Finance(solved.run.case, solved.run.solution, solved.run.reference)
    stored = stated_lines(read_table(solved.folder / CASH_FLOW))
    assert stored.keys() == finance.statement.lines.keys()
    for name, amounts in finance.statement.lines.items():
        assert stored[name] == pytest.approx(dict(amounts), abs=1e-12)


def test_decisions_and_figures_of_before_do_not_depend_on_the_terms() -> None:
    found = finance_block(financed("nothing"))
    assert found["before_tax"]["npv"] == pytest.approx(tiny_run().summary["finance"]["before_tax"]["npv"])
    assert found["before_tax"]["real_irr"] == pytest.approx(tiny_run().summary["finance"]["before_tax"]["irr"])


def _as_text(finance: Finance) -> list[dict[str, str]]:
    """Rows of the table as they are read back."""
    return [
        dict(zip(("year", "line", "amount", "unit"), map(str, row), strict=True)) for row in cash_rows(finance)
    ]  # fmt: skip


def test_levelised_costs_by_hand() -> None:
    # The weir: 3 Mio at the end of 2026, 0.06 Mio a year, 876 MWh a year, and what its other 16 years are worth.
    found = {row["what"]: row for row in tiny_run().summary["finance"]["levelised"]}
    years = [1.1**-each for each in (1, 2, 3, 4)]
    left = 3.0 * (1.0 - 1.1**-16) / (1.0 - 1.1**-20)
    cost = 3.0 * years[0] + 0.06 * sum(years) - left * years[3]
    assert found["weir"]["cost"] == pytest.approx(cost * 1e6 / (876.0 * sum(years)))
    assert found["weir"]["unit"] == "CNY/MWh"
    assert found["energy"]["unit"] == "CNY/tce"
    assert found["energy"]["cost"] > 0.0
