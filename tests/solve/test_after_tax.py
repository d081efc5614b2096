"""Plans chosen after tax, or for the owners: the investment at which the answer flips, worked out by hand.

LED of some investment save 0.5 million of electricity at the end of each of four years, 2026 to 2029, and serve these
four. Money is discounted at 10 % to the end of 2025, so a million a year is worth A = 3.169865. The LED are paid at the
end of 2026 and written off over ten years, a tenth each year; the other six tenths are lost in 2029.
"""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import CaseError
from planner.solve.objective import discounted_cost
from planner.solve.solution import evaluate
from tests.solve.small import Answered, case_of, optimum, with_thing

D = {year: 1.1 ** -(year - 2025) for year in range(2026, 2030)}
A = sum(D.values())
SAVES = 0.5
TEN = {"machinery": {"life": "10 a", "vat": "13 %"}}
TAX: dict[str, Any] = {"objective": "after_tax", "tax": {"income": "25 %"}, "classes": TEN}
LIGHT = {
    "carriers.electricity": {"kind": "carrier"},
    "demands.lighting": {"kind": "demand", "carrier": "electricity", "annual": "2000 MWh"},
    "supply.grid": {
        "kind": "grid", "components": {"energy": {"basis": "energy", "price": "500 CNY/MWh"}},
        "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
    },
}  # fmt: skip


def answer(capex: float, finance: dict[str, Any], **carbon: Any) -> Answered:
    """The optimum with LED of some million."""
    led = {"kind": "measure", "capex": f"{capex} Mio CNY", "life": "4 a", "saves": {"lighting": "50 %"}}
    things = {**LIGHT, "measures.led": led, "finance.finance": {"kind": "finance", **finance}}
    if carbon:
        things = with_thing(things, "carbon.carbon", kind="carbon", **carbon)
    return optimum(case_of(things, years=(2026,)))


def adopted(capex: float, finance: dict[str, Any], **carbon: Any) -> bool:
    return answer(capex, finance, **carbon).number("adopted", "led", 2026) > 0.5


# Depreciation spares 25 % of a tenth each year, and of the rest at the end.
WRITTEN = D[2026] - 0.25 * (0.1 * A + 0.6 * D[2029])
# Half is repaid in two years, the rest in the last: without interest.
LENT = 0.25 * (D[2027] + D[2028]) + 0.5 * D[2029]
BORROWED = {"share": "100 %", "rate": "0 %/a", "tenor": "4 a"}
AT_20 = {year: 1.2 ** -(year - 2025) for year in D}

THRESHOLDS: dict[str, tuple[dict[str, Any], float]] = {
    "before tax": ({}, SAVES * A / D[2026]),
    "after tax": (TAX, 0.75 * SAVES * A / WRITTEN),
    "written off at once": (
        {**TAX, "classes": {"machinery": {"life": "1 a"}}},
        SAVES * A / D[2026],
    ),
    "credit": (
        {**TAX, "equipment_credit": {"of": ["led"], "share": "10 %"}},
        0.75 * SAVES * A / (WRITTEN - 0.1 * D[2026]),
    ),
    "deductible tax on the investment": ({**TAX, "vat": {"investment": "gross"}}, 1.13 * 0.75 * SAVES * A / WRITTEN),
    "deductible tax on electricity": ({**TAX, "vat": {"operation": "13 %"}}, 0.75 * SAVES * A / WRITTEN / 1.13),
    "taxable grant": (
        {**TAX, "grants": {"g": {"share": "20 %"}}},
        0.75 * SAVES * A / (WRITTEN - 0.75 * 0.2 * D[2026]),
    ),
    "tax-free grant, paid later": (
        {**TAX, "grants": {"g": {"share": "20 %", "year": 2028, "taxable": False}}},
        0.75 * SAVES * A / (0.8 * WRITTEN + 0.2 * (D[2026] - D[2028])),
    ),
    # Written off at prices of 2026, which are worth less with every year.
    "inflation": (
        {**TAX, "inflation": "5 %/a"},
        0.75 * SAVES * A
        / (D[2026] - 0.25 * (sum(0.1 * D[y] * 1.05 ** (2026 - y) for y in D) + 0.6 * D[2029] * 1.05**-3)),
    ),
    "loan": ({"objective": "equity", "loan": BORROWED}, SAVES * A / LENT),
    "loan and owners at 20 %": (
        {"objective": "equity", "equity_rate": "20 %/a", "loan": BORROWED},
        SAVES * sum(AT_20.values()) / (0.25 * (AT_20[2027] + AT_20[2028]) + 0.5 * AT_20[2029]),
    ),
    # A tenth of the debt as interest at the end of 2027, 2028, 2029, of which tax pays a quarter.
    "loan with interest, taxed": (
        {**TAX, "objective": "equity", "loan": {**BORROWED, "rate": "10 %/a"}},
        0.75 * SAVES * A
        / (WRITTEN - D[2026] + LENT + 0.075 * (D[2027] + 0.75 * D[2028] + 0.5 * D[2029])),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", THRESHOLDS)
def test_the_answer_flips_where_hand_arithmetic_says(name: str) -> None:
    finance, threshold = THRESHOLDS[name]
    assert adopted(threshold * 0.999, finance)
    assert not adopted(threshold * 1.001, finance)


def test_before_and_after_tax_disagree_between_their_thresholds() -> None:
    """1.63 million of LED pay after tax, 1.74 before it: what costs 1.7 is bought only by who forgets the tax."""
    before, after = (THRESHOLDS[name][1] for name in ("before tax", "after tax"))
    assert (before, after) == pytest.approx((1.743426, 1.634193), abs=1e-6)
    assert adopted(1.7, {}) and not adopted(1.7, TAX)
    assert adopted(1.8, THRESHOLDS["credit"][0]) and not adopted(1.8, {})


def test_the_least_cost_is_that_after_tax_and_the_cost_before_it_stands_beside() -> None:
    found = answer(1.6, TAX)
    assert found.cost == pytest.approx(0.75 * 0.5 * A + 1.6 * WRITTEN)
    assert found.number("adopted", "led", 2026) == 1.0
    assert evaluate(discounted_cost(found.parts.pathway.yearly)) == pytest.approx(0.5 * A + 1.6 * D[2026])


@pytest.mark.parametrize(("treated", "kept"), [("left_out", 1.0), ("counted", 0.75)])
def test_a_shadow_price_counts_in_full_and_a_paid_one_after_tax(treated: str, kept: float) -> None:
    """Half a tonne a megawatt-hour at 200 CNY: 0.1 million a year that the LED spare."""
    threshold = (0.75 * SAVES + 0.1 * kept) * A / WRITTEN
    for share, expected in ((0.999, True), (1.001, False)):
        finance = {**TAX, "shadow_carbon": treated}
        assert adopted(threshold * share, finance, scheme="shadow", price="200 CNY/t") is expected


def test_what_is_left_at_the_end_is_sold_and_its_gain_taxed() -> None:
    """LED of eight years leave a share after four; of it, what is above the book value of six tenths is taxed."""
    led = {"kind": "measure", "capex": "1 Mio CNY", "life": "8 a", "saves": {"lighting": "50 %"}, "adopt_by": 2026}
    things = {**LIGHT, "measures.led": led, "finance.finance": {"kind": "finance", **TAX}}
    left = (1.0 - 1.1**-4) / (1.0 - 1.1**-8)
    cost = D[2026] - left * D[2029] - 0.25 * (0.1 * A - (left - 0.6) * D[2029])
    assert optimum(case_of(things, years=(2026,))).cost == pytest.approx(0.75 * 0.5 * A + cost)


def test_removal_is_an_expense_of_its_year() -> None:
    """An old lamp of 1 MW leaves in 2026 for 100 CNY/kW: 0.1 million, deducted at once and without deductible tax."""
    lamp = {
        "kind": "renewable", "profile": "flat", "capex": "1 Mio CNY/kW", "life": "5 a", "retire_cost": "100 CNY/kW",
        "max": "1 MW",
    }  # fmt: skip
    old = {"kind": "existing", "technology": "lamp", "capacity": "1 MW", "built": 2020, "retires": 2026}
    finance = {**TAX, "vat": {"operation": "13 %"}}
    things = {
        **LIGHT,
        "technologies.lamp": lamp,
        "existing.old": old,
        "finance.finance": {"kind": "finance", **finance},
    }
    cost = optimum(case_of(things, years=(2026,))).cost
    assert cost == pytest.approx(0.75 * (1.0 * A / 1.13 + 0.1 * D[2026]))


def test_support_beyond_the_cost_is_refused() -> None:
    """Grants of 90 % and a credit of 50 %: whatever the LED do, each million brings money."""
    finance = {
        **TAX, "grants": {"g": {"share": "90 %"}}, "equipment_credit": {"of": ["led"], "share": "50 %"},
    }  # fmt: skip
    with pytest.raises(CaseError, match=r"every 1 CNY invested in led for service from 2026 brings 0.341 CNY more"):
        answer(1.0, finance)
