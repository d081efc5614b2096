"""Tax, grants and loans: what does not fit together, each where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.case import read
from planner.errors import CaseError
from tests.run.financed import CLASSES
from tests.run.tiny import CASE

TAX = "  tax: {income: 25 %}\n"
LOAN = "  loan: {share: 50 %, rate: 4 %/a, tenor: 5 a"
AFTER = "  objective: after_tax\n" + TAX + CLASSES
ERRORS = {
    "class that is not there": (TAX + CLASSES.replace("led: elec", "led: elek"), 'there is no class "elektronics"'),
    "tax without classes": (TAX, "finance.tax: needs classes"),
    "several classes, none usual": (TAX + CLASSES.replace("  usual_class: machinery\n", ""), "needs usual_class"),
    "thing that is not there": (
        TAX + CLASSES.replace("led:", "ledd:"),
        'there is no technology, measure or supply "ledd"',
    ),
    "credit without a tax": ("  equipment_credit: {of: [heat_pump]}\n", "lowers an income tax"),
    "holiday without income": (TAX + CLASSES + "  holidays: {x: {of: [weir]}}\n", "needs either `price`"),
    "price of a heat pump": (
        TAX + CLASSES + "  holidays: {x: {of: [heat_pump], price: 1 CNY/MWh}}\n",
        "no solar or wind",
    ),
    "thing in two projects": (
        TAX + CLASSES + "  holidays:\n    x: {of: [weir], price: 1 CNY/MWh}\n    y: {of: [weir], price: 1 CNY/MWh}\n",
        'belongs to the project "x" already',
    ),
    "grant of nothing": ("  grants: {x: {of: [weir]}}\n", "needs either `share` or `amount`"),
    "amount without a year": ("  grants: {x: {amount: 1 万元}}\n", "needs `year`"),
    "year outside the plan": ("  grants: {x: {amount: 1 万元, year: 2050}}\n", "2050 lies outside the plan"),
    "grace as long as the tenor": (f"{LOAN}, grace: 5 a}}\n", "leaves no year"),
    "part of a year": (f"{LOAN.replace('5 a', '4.5 a')}}}\n", "4.5 a is not a whole number of years"),
    "drawing after the end": (f"{LOAN}, until: 2031}}\n", "2031 lies outside the plan"),
    "loan without a rate": ("  loan: {share: 50 %, tenor: 5 a}\n", '"rate" is missing'),
    "rate without a unit": (f"{LOAN.replace('4 %/a', '0.04')}}}\n", "has no unit"),
    "after tax without one": ("  objective: after_tax\n", "finance.objective: after_tax needs a tax"),
    "owners without a loan": ("  objective: equity\n" + TAX + CLASSES, "equity needs a loan"),
    "losses that wait": (AFTER.replace("25 %", "25 %, base: project"), "finance.tax.base: project: losses that wait"),
    "holiday after tax": (AFTER + "  holidays: {x: {of: [weir], price: 1 CNY/MWh}}\n", "takes no holidays"),
    "amount after tax": (AFTER + "  grants: {x: {amount: 1 万元, year: 2026}}\n", "needs grants by `share`"),
    "grants above all": (
        AFTER + "  grants: {x: {share: 60 %, taxable: no}, y: {share: 50 %, of: [weir], taxable: no}}\n",
        'tax-free grants for "weir" (x, y) are 110 % of the investment',
    ),
    "objective that is not there": ("  objective: after_taxes\n", '"after_taxes"'),
}


def written(folder: Path, text: str) -> Path:
    """The tiny case with a section on finance."""
    path = folder / "case.yaml"
    path.write_text((CASE / "case.yaml").read_text(encoding="utf-8") + f"\nfinance:\n{text}", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ERRORS)
def test_mistakes_are_found_where_they_stand(name: str, tmp_path: Path) -> None:
    text, message = ERRORS[name]
    with pytest.raises(CaseError) as caught:
        read(written(tmp_path, text))
    found = [str(finding) for finding in caught.value.findings]
    assert any(message in each and "case.yaml:" in each and "finance." in each for each in found), found


def test_a_pack_states_tax_and_classes_with_their_sources(tmp_path: Path) -> None:
    path = written(tmp_path, "  use: high_tech_tax\n  inflation: 2 %/a\n")
    path.write_text(
        path.read_text(encoding="utf-8").replace("  price_year: 2025\n", "  price_year: 2025\n  packs: [china-2025]\n")
    )
    (thing,) = read(path).of("finance")
    given = thing.parameters
    assert (given.tax.income, given.usual_class, given.inflation) == (0.15, "machinery", 0.02)
    assert {name: (each.life, each.salvage, each.vat) for name, each in given.classes.items()} == {
        "machinery": (10.0, 0.05, 0.13), "tools": (5.0, 0.05, 0.13), "electronics": (3.0, 0.05, 0.13),
        "construction": (20.0, 0.05, 0.09),
    }  # fmt: skip
    assert all(source.source for source in thing.sources.values())
