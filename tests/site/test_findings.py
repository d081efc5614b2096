"""What the structure of a factory tells before anything is solved."""

import pytest

from planner.errors import CaseError
from planner.site import build_site, carrier_graph, site_findings
from tests.models.bench import case, demand, fuel, grid

BOILER = {
    "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"heat": "90 %"}, "capex": "400 CNY/kW", "life": "20 a",
}  # fmt: skip
FACTORY = {
    "supply.grid": grid(),
    "supply.gas": fuel("gas", "300 CNY/MWh"),
    "demands.light": demand(),
    "demands.oven": demand(carrier="heat"),
    "technologies.boiler": BOILER,
}


def found(things, severity="error"):
    return [str(finding) for finding in site_findings(case(things)) if finding.severity == severity]


def test_a_sound_factory_has_no_findings():
    assert site_findings(case(FACTORY)) == []
    graph = carrier_graph(case(FACTORY))
    assert {(source, target) for source, target, _ in graph.edges} == {
        ("outside", "electricity"), ("outside", "gas"), ("electricity", "use"), ("heat", "use"), ("gas", "heat"),
    }  # fmt: skip


def test_a_carrier_that_nothing_supplies_is_an_error():
    things = {name: fields for name, fields in FACTORY.items() if name != "supply.gas"}
    (message,) = found(things)
    assert "demands.oven" in message
    assert "nothing supplies `heat`" in message
    with pytest.raises(CaseError):
        build_site(case(things))


def test_a_dead_end_is_a_warning():
    things = {**FACTORY, "supply.oil": fuel("oil", "500 CNY/MWh")}
    (message,) = found(things, "warning")
    assert "supply.oil" in message
    assert "no end use" in message


def test_heat_does_not_run_uphill():
    things = {
        **FACTORY,
        "carriers.heat": {"kind": "carrier", "temperature": "90 degC", "serves": ["steam"]},
        "carriers.steam": {"kind": "carrier", "temperature": "180 degC"},
    }
    (message,) = found(things)
    assert "90 degC cannot serve `steam` at 180 degC" in message


def test_prerequisites_may_not_form_a_circle():
    measure = {"kind": "measure", "capex": "1 CNY", "life": "5 a", "saves": {"light": "1 %"}}
    things = {**FACTORY, "measures.a": {**measure, "requires": ["b"]}, "measures.b": {**measure, "requires": ["a"]}}
    (message,) = found(things)
    assert "prerequisites form a circle" in message


@pytest.mark.parametrize("field", [{"min_build": "1 MW"}, {"capex_fixed": "1000 CNY"}])
def test_a_yes_no_build_needs_a_largest_size(field):
    (message,) = found({**FACTORY, "technologies.boiler": {**BOILER, **field}})
    assert "technologies.boiler.max" in message
    assert found({**FACTORY, "technologies.boiler": {**BOILER, **field, "max": "9 MW"}}) == []


def test_more_may_not_stand_than_may_stand():
    unit = {"kind": "existing", "technology": "boiler", "capacity": "2 MW", "built": 2015}
    things = {**FACTORY, "technologies.boiler": {**BOILER, "max": "1 MW"}, "existing.old": unit}
    (message,) = found(things)
    assert "2 MW of it stand already, more than the 1 MW" in message
