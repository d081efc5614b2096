"""Numbers of the sectors: ranges, limits and quotas in order; carbon regimes that a case takes with `use`."""

import pytest

from planner.case import read
from planner.models.carbon import Parameters
from tests.case.workshop import Workshop

from .shipped import entries, rows

SECTORS = {
    "automobile", "lithium_battery", "photovoltaics", "electronics", "household_appliances", "machinery",
    "light_industry", "computing", "steel", "aluminium", "petrochemicals", "cement", "textiles",
}  # fmt: skip
CARBON = """\
carbon:
  scheme: shadow
  price: {2026: 80 CNY/t, 2034: 200 CNY/t}
"""


def amount(text):
    return float(str(text).split()[0])


def by_field(sector):
    return {row["field"]: row for row in rows("sectors") if row["id"] == f"sector_{sector}"}


def test_the_thirteen_sectors_are_there():
    assert set(entries("sectors")) == {f"sector_{name}" for name in SECTORS}


@pytest.mark.parametrize("sector", sorted(SECTORS))
def test_sector_has_product_ranges_and_water(sector):
    fields = by_field(sector)
    per = {fields[name]["unit"].partition("/")[2] for name in ("energy", "co2", "water.general", "water.advanced")}
    assert len(per) == 1 and per != {""}, per  # all per the same unit of product
    assert [fields[name]["unit"].partition("/")[0] for name in ("energy", "co2", "water.general")] == [
        "kgce",
        "t",
        "m3",
    ]
    assert fields["power_price"]["unit"] == "CNY/MWh"
    for name in ("energy", "co2", "power_price"):
        low, value, high = (float(fields[name][key]) for key in ("low", "value", "high"))
        assert 0.0 < low < value < high, name
    assert float(fields["water.advanced"]["value"]) < float(fields["water.general"]["value"])


@pytest.mark.parametrize("sector", sorted(SECTORS))
def test_limits_loosen_with_the_level(sector):
    for name, levels in entries("sectors")[f"sector_{sector}"].get("limit", {}).items():
        values = [amount(levels[level]) for level in sorted(levels)]
        assert len(values) in (1, 2, 3) and values == sorted(values), name
        assert set(levels) <= {"level_1", "level_2", "level_3"}


def test_limits_are_those_of_the_standards():
    limits = {name: entries("sectors")[f"sector_{name}"]["limit"] for name in ("cement", "aluminium", "steel")}
    assert list(limits["cement"]["clinker_energy"].values()) == ["100 kgce/t", "107 kgce/t", "117 kgce/t"]
    assert list(limits["aluminium"]["molten_electricity"].values()) == ["12950 kWh/t", "13000 kWh/t", "13350 kWh/t"]
    assert list(limits["steel"]["eaf"].values()) == ["61 kgce/t", "64 kgce/t", "72 kgce/t"]


def test_both_ends_of_a_range_or_none():
    assert [row for row in rows("sectors") + rows("carbon") if bool(row["low"]) != bool(row["high"])] == []


@pytest.mark.parametrize("name", sorted(entries("carbon")))
def test_regime_satisfies_its_declaration(name):
    fields = dict(entries("carbon")[name])
    assert fields.pop("kind") == Parameters.kind == "carbon"
    if "allocation" in fields:
        fields["allocation"] = fields["allocation"] | {"product": "parts"}
    given = Parameters.model_validate(fields, context={"currency": "CNY"})
    assert [given.price.at(year) * 1e6 for year in (2026, 2030, 2060)] == pytest.approx([80.0, 120.0, 300.0])
    assert (given.scheme == "national") == name.startswith("national_") == (given.allocation is not None)


def test_case_takes_a_national_regime_and_names_its_product(tmp_path):
    workshop = Workshop(tmp_path)
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]")
    workshop.edit(CARBON, "carbon: {use: national_cement, allocation: {product: parts}, offset_share: 3 %}\n")
    (regime,) = read(workshop.folder).of("carbon")
    given = regime.parameters
    assert (given.scheme, given.allocation.product) == ("national", "parts")
    assert given.allocation.benchmark == pytest.approx(0.82)
    assert given.allocation.tightening == pytest.approx(0.01)
    assert given.offset_share == pytest.approx(0.03)
    assert regime.sources["allocation.benchmark"].quality == "estimate"
