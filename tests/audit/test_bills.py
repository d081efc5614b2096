"""Every term of a tariff and of a contract is looked at: change it, and the cost lines alone are wrong."""

import pytest

from planner.fields import YearPath

from .factory import changed
from .plans import made
from .test_exactly import failing
from .test_statements import nested

PATH = YearPath.constant

COMPONENTS = [
    ("agency", {"factors": {"peak": 1.5}}),
    ("agency", {"price": PATH(410e-6)}),
    ("spot", {"series": None}),
    ("spot", {"price": PATH(390e-6)}),
    ("transmission", {"index": PATH(1.0)}),
    ("transmission", {"monthly": [150e-6] * 12}),
    ("transmission", {"factors": {}}),
    ("transformers", {"price": PATH(12 * 23.1e-3)}),
    ("funds", {"of": []}),
    ("funds", {"price": PATH(21e-6)}),
    ("standby", {"of": ["pv"]}),
    ("standby", {"price": PATH(12 * 6e-3)}),
]


@pytest.mark.parametrize(("label", "fields"), COMPONENTS)
def test_every_component_of_the_tariff_counts(label, fields):
    case, solution = made("portfolio")
    grid = next(thing.parameters for thing in case.things if thing.name == "grid")
    lines = dict(grid.components) | {label: grid.components[label].model_copy(update=fields)}
    assert failing(changed(case, "grid", components=lines), solution) == {"bill.recomputed"}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("grid", {"mode": "agency_tou"}),
        ("grid", {"traded_replaces": ["transmission"]}),
        ("office_grid", {"components": {}}),
        ("wind", {"indexation": None}),
        ("wind", {"indexation": 0.03}),
        ("sun", {"energy_price": PATH(330e-6)}),
        ("block", {"environmental_value": PATH(11e-6)}),
        ("trade", {"energy_price": PATH(346e-6)}),
        ("line", {"energy_price": PATH(310e-6)}),
        ("line", {"pays_for": "available"}),
        ("line", {"environmental_value": PATH(0.0)}),
        ("line", {"transmission": PATH(61e-6)}),
        ("line", {"load_factor": 0.6}),
        ("line", {"still_due": ["spot"]}),
        ("line", {"surplus_price": PATH(210e-6)}),
        ("roof", {"energy_price": PATH(510e-6)}),
        ("roof", {"rent": PATH(5e-6)}),
        ("green", {"price": PATH(7e-6)}),
        ("ccer", {"price": PATH(61e-6)}),
    ],
)
def test_every_term_of_supply_counts(name, fields):
    case, solution = made("portfolio")
    assert failing(changed(case, name, **fields), solution) == {"bill.recomputed"}


@pytest.mark.parametrize(
    ("fields", "also"),
    [
        ({"demand_minimum": 0.6}, "bill.billed"),
        ({"peak_factor": 1.1}, "bill.billed"),
        ({"billing": "demand"}, "bill.billing"),
    ],
)
def test_terms_of_demand_count(fields, also):
    case, solution = made("portfolio")
    assert {"bill.recomputed", also} <= failing(changed(case, "grid", **fields), solution)


def test_discount_counts():
    case, solution = made("portfolio")
    assert failing(nested(case, "grid", "demand_discount", pays=0.8), solution) >= {"bill.recomputed"}
    assert "bill.discounted" in failing(nested(case, "grid", "demand_discount", use=12 * 0.3), solution)


@pytest.mark.parametrize("name", ["wind", "sun", "roof", "line"])
def test_owner_of_the_attributes_counts(name):
    """The other owner: claims, market CO2 and the price of the attribute change."""
    case, solution = made("portfolio")
    owner = {"buyer": "seller", "seller": "buyer"}
    before = next(thing.parameters.attributes for thing in case.things if thing.name == name)
    found = failing(changed(case, name, attributes=owner[before]), solution)
    assert {"bill.recomputed", "accounts.recomputed"} <= found


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("melting", {"opex_fixed": PATH(0.03, "%/a")}),
        ("melting", {"opex_variable": PATH(6e-6)}),
        ("scrubber", {"opex_variable": PATH(31e-6)}),
        ("scrubber", {"transport_storage": PATH(201e-6)}),
        ("engine", {"start_cost": PATH(600e-6)}),
    ],
)
def test_every_term_of_equipment_counts(name, fields):
    case, solution = made("foundry")
    assert failing(changed(case, name, **fields), solution) == {"bill.recomputed"}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("melting", {"inputs": {"electricity": 0.51, "blank": 1.05}}),
        ("melting", {"inputs": {"electricity": 0.5, "blank": 1.06}}),
        ("scrubber", {"electricity": 0.21}),
        ("scrubber", {"heat": {"heat_120": 0.51}}),
        ("engine", {"part_load": {0.5: 0.81}}),
        ("engine", {"part_load": None}),
    ],
)
def test_every_use_of_equipment_counts(name, fields):
    case, solution = made("foundry")
    assert failing(changed(case, name, **fields), solution) == {"balances.carrier"}
