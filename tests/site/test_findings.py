"""What the structure of a factory tells before anything is solved."""

import pytest

from planner.errors import CaseError
from planner.fields import YearPath
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


STEEL = {"steel": YearPath.constant(8760.0, "t/a")}


def found(things, severity="error"):
    findings = site_findings(case(things, production=STEEL))
    return [str(finding) for finding in findings if finding.severity == severity]


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


ARC = {
    "kind": "route",
    "carrier": "steel",
    "inputs": {"electricity": "0.5 MWh/t"},
    "capex": "1 CNY/(t/a)",
    "life": "9 a",
}
WORKS = {
    **FACTORY,
    "demands.steel": {"kind": "product", "carrier": "steel", "production": "steel"},
    "technologies.arc": ARC,
}


def test_a_product_needs_a_route():
    assert found(WORKS) == found(WORKS, "warning") == []
    (message,) = found({name: fields for name, fields in WORKS.items() if name != "technologies.arc"})
    assert "demands.steel" in message
    assert "nothing makes `steel`" in message


def test_a_product_that_is_bought_needs_no_inputs():
    assert found({**WORKS, "technologies.arc": {**ARC, "inputs": {}}}) == []


def test_a_route_with_an_input_that_nothing_supplies_can_never_run():
    inputs = {"electricity": "0.5 MWh/t", "iron": "1.1 t/t"}
    (message,) = found({**WORKS, "technologies.arc": {**ARC, "inputs": inputs}}, "warning")
    assert "technologies.arc" in message
    assert "nothing supplies its input `iron`" in message


def test_a_route_to_a_product_that_nobody_takes_is_a_warning():
    (message,) = found({**WORKS, "technologies.mill": {**ARC, "carrier": "rails"}}, "warning")
    assert "technologies.mill" in message
    assert "no end use" in message


def test_more_tonnes_may_not_stand_than_may_stand():
    unit = {"kind": "existing", "technology": "arc", "capacity": "2 t/h", "built": 2015}
    (message,) = found({**WORKS, "technologies.arc": {**ARC, "max": "1 t/h"}, "existing.old": unit})
    assert "2 t/h of it stand already, more than the 1 t/h" in message


CAPTURE = {
    "kind": "capture", "streams": ["gas"], "rate": "90 %", "electricity": "0.1 MWh/t", "capex": "1 CNY/(t/h)",
    "life": "20 a", "heat": {"steam": "0.7 MWh/t"},
}  # fmt: skip


def test_capture_is_a_use_of_power_and_heat():
    things = {**FACTORY, "technologies.amine": CAPTURE, "supply.steam": fuel("steam", "100 CNY/MWh")}
    assert site_findings(case(things)) == []
    (message,) = found({**FACTORY, "technologies.amine": CAPTURE}, "warning")
    assert "nothing supplies its input `steam`" in message


FLUE = {
    "kind": "waste_heat", "annual": "1 GWh", "temperature": "120 degC", "down_to": "60 degC", "into": ["heat"],
}  # fmt: skip
WARM = {**FACTORY, "carriers.heat": {"kind": "carrier", "temperature": "90 degC"}, "supply.flue": FLUE}


def test_waste_heat_supplies_its_carriers():
    alone = {name: fields for name, fields in WARM.items() if name not in ("supply.gas", "technologies.boiler")}
    assert site_findings(case(alone)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"supply.flue": {**FLUE, "down_to": "120 degC"}}, "120 degC cannot cool down to 120 degC"),
        ({"carriers.heat": {"kind": "carrier"}}, "`heat` receives waste heat and needs a temperature"),
        ({"supply.flue": {**FLUE, "approach": "30 K"}}, "120 degC, 30 K apart, cannot serve `heat` at 90 degC"),
    ],
)
def test_waste_heat_flows_downhill(changes, said):
    (message,) = found({**WARM, **changes})
    assert said in message


def test_waste_heat_that_nobody_needs_is_a_warning():
    things = {**FACTORY, "carriers.pool": {"kind": "carrier", "temperature": "30 degC"}}
    (message,) = found({**things, "supply.flue": {**FLUE, "into": ["pool"]}}, "warning")
    assert "none of its carriers leads to an end use" in message
