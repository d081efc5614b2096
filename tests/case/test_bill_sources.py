"""Bills from tables and packs: what the case states, and what it leaves to the pack."""

from __future__ import annotations

import pytest

from planner.case import lint

from .test_bill import COMPONENTS, MONTHS
from .workshop import Workshop

MONTHLY = ",".join(f"monthly.{month}" for month in range(1, 13))
TABLE = f"""\
name,basis,unit,price,{MONTHLY},factors.peak,index.2026,index.2034,mode
energy,energy,元/kWh,,{",".join(f"0.{40 + month}" for month in range(1, 13))},1.6,1,1.1,
demand,demand,元/kW·月,48,{"," * 11},,,,
fund,fixed,,100 元/月,{"," * 11},,,,
"""


def test_components_as_a_table_with_the_units_of_its_rows(workshop: Workshop) -> None:
    workshop.edit(COMPONENTS, "    components: bill.csv\n").write("bill.csv", TABLE)
    found = workshop.read().of("grid")[0].parameters.components
    assert list(found) == ["energy", "demand", "fund"]
    assert found["energy"].monthly == pytest.approx([0.00041 + 1e-5 * month for month in range(12)])
    assert found["energy"].monthly[3].unit == "CNY/MWh"
    assert found["energy"].index.at(2030) == pytest.approx(1.05)
    assert found["energy"].factors == {"peak": 1.6}
    assert found["demand"].price.at(2030) == pytest.approx(0.048 * 12)
    assert found["fund"].price.at(2030) == pytest.approx(1.2e-3)


def test_mistakes_of_a_table_are_named_by_row(workshop: Workshop) -> None:
    workshop.edit(COMPONENTS, "    components: bill.csv\n")
    errors = workshop.write("bill.csv", TABLE.replace("0.44,", ",")).errors()
    assert errors == ["bill.csv:2: supply.grid.components.energy.monthly: has no value in the column monthly.4"]
    errors = workshop.write("bill.csv", TABLE.replace("元/kW·月,48", "元/kWh,48")).errors()
    assert errors == [
        'bill.csv:3: supply.grid.components.demand.price: the basis "demand" needs a price in CNY/(kW*month), '
        'not CNY/MWh (column "price")'
    ]
    errors = workshop.write("bill.csv", TABLE.replace("fund,fixed,,100 元/月", "fund,fixed,,100")).errors()
    assert 'bill.csv:4: supply.grid.components.fund.price: "100" has no unit' in errors[0]


def test_a_table_of_components_replaces_those_of_the_pack(workshop: Workshop) -> None:
    text = (workshop.folder / "case.yaml").read_text(encoding="utf-8")
    start, end = text.index("    periods:"), text.index("  gas:\n")
    lines = "    components: bill.csv\n    transformer: 5 MVA\n    limit: 5 MW\n"
    workshop.write("case.yaml", text[:start] + lines + text[end:])
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]")
    workshop.edit("site:\n", "site:\n  province: jiangsu\n").write("bill.csv", TABLE)
    grid = workshop.read().of("grid")[0]
    assert list(grid.parameters.components) == ["energy", "demand", "fund"]
    assert grid.parameters.demand_discount.pays == 0.9
    assert grid.sources["demand_discount.pays"].quality == "published"


def packed(workshop: Workshop, lines: str) -> Workshop:
    """The workshop with the grid of Jiangsu from the pack, and these lines of its own."""
    text = (workshop.folder / "case.yaml").read_text(encoding="utf-8")
    start, end = text.index("    periods:"), text.index("  gas:\n")
    workshop.write("case.yaml", text[:start] + lines + text[end:])
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]")
    return workshop.edit("site:\n", "site:\n  province: jiangsu\n")


def test_monthly_prices_stand_in_the_place_of_the_price_of_the_pack(workshop: Workshop) -> None:
    packed(workshop, f"    transformer: 5 MVA\n    components: {{energy: {{monthly: [{MONTHS}]}}}}\n")
    energy = workshop.read().of("grid")[0].parameters.components["energy"]
    assert energy.price is None
    assert energy.monthly[0] == pytest.approx(401e-6)
    assert energy.factors["peak"] == 1.8


def test_price_modes_of_the_pack(workshop: Workshop) -> None:
    packed(workshop, "    transformer: 5 MVA\n    limit: 5 MW\n    mode: {2025: agency_tou, 2028: spot_linked}\n")
    case = workshop.read()
    grid = case.of("grid")[0].parameters
    assert case.horizon.years == (2026, 2028, 2030)
    assert (grid.mode_at(2026), grid.mode_at(2030)) == ("agency_tou", "spot_linked")
    assert case.series["spot_mixed"].shape == (8760,)
    assert lint(case) == []


@pytest.mark.parametrize(
    ("stated", "needed"), [("limit: 5 MW", "transformer, its capacity (in MVA)"), ("transformer: 5 MVA", "limit")]
)
def test_the_discount_of_the_pack_needs_transformer_and_connection(
    workshop: Workshop, stated: str, needed: str
) -> None:
    case = packed(workshop, f"    {stated}\n").read()
    assert case.of("grid")[0].parameters.demand_discount is None
    (note,) = lint(case)
    assert f"the pack's demand_discount is left out: it needs {needed}" in str(note)
