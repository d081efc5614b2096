"""Every bill of `BY_HAND.md`, line by line and to the cent."""

from __future__ import annotations

import pytest

from tests.bill.hand_worked import chapters

CENT = 0.005 + 1e-6


@pytest.mark.parametrize("name", chapters())
def test_bill_is_the_one_worked_out_by_hand(name: str) -> None:
    chapter = chapters()[name]
    bill = chapter.bill()
    lines = [line for line in bill.lines if line.month in chapter.months]
    found = [(line.month, line.line, line.component, line.basis, line.unit) for line in lines]
    assert found == [(row.month, row.line, row.component, row.basis, row.unit) for row in chapter.rows]
    for line, row in zip(lines, chapter.rows, strict=True):
        assert line.quantity == pytest.approx(row.quantity, rel=1e-6)
        assert line.price == pytest.approx(row.price, rel=1e-6)
        assert line.amount == pytest.approx(row.amount, abs=CENT)
        assert line.amount == pytest.approx(line.quantity * line.price, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "month", "total"),
    [
        ("agency_tou", 7, 948830.40),
        ("retail_fixed", 1, 199337.40),
        ("retail_fixed", 2, 362508.53),
        ("retail_tou", 3, 365660.00),
        ("spot_linked", 4, 137700.00),
        ("capacity", 5, 11816.16),
        ("bands_published", 6, 18600.00),
        ("choose", None, 2360000.00),
        ("traded", 7, 790046.50),
        ("traded_spot", 4, 225000.00),
        ("traded_spot", 5, 2800.00),
        ("own_plants", 1, 508155.00),
        ("beside_the_grid", 1, 1160771.80),
        ("jiangsu_published", 10, 1979.36),
    ],
)
def test_lines_add_up_to_the_total_worked_out_by_hand(name: str, month: int | None, total: float) -> None:
    assert chapters()[name].bill().total(month) == pytest.approx(total, abs=CENT)


def test_second_account_is_billed_alone() -> None:
    bill = chapters()["accounts"].bill("second")
    assert bill.total(9) == pytest.approx(246000.0, abs=CENT)
    assert bill.billed == (0.0,) * 12


@pytest.mark.parametrize(("name", "month", "share", "amount"), [
    ("bands_published", 6, -0.0015, -27.90), ("capacity", 5, 0.41, 4844.63),
])  # fmt: skip
def test_adjustment_for_the_power_factor_stands_beside_the_bill(
    name: str, month: int, share: float, amount: float
) -> None:
    bill = chapters()[name].bill()
    (remark,) = bill.memo  # the other months take no power
    assert remark.month == month
    assert remark.share == pytest.approx(share)
    assert remark.amount == pytest.approx(amount, abs=CENT)
    assert bill.total(month) == pytest.approx(remark.counted_on)
