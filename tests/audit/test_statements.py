"""Every statement of the case is looked at: tighten or change it, and the check that knows it fails."""

from dataclasses import replace

import pytest

from planner.audit import audit
from planner.audit.layout import LAYOUT
from planner.case.value import Area
from planner.fields import Value, YearPath
from planner.schemes import Benchmark

from .factory import changed

PATH = YearPath.constant
GROSS = ("scope1_fuel.gas", "scope1_process.welding_gas", "scope2_location.grid", "scope2_location.steam")


def nested(case, name, part, **fields):
    """A case in which a part of one thing's parameters has other values."""
    thing = next(thing for thing in case.things if thing.name == name)
    return changed(case, name, **{part: getattr(thing.parameters, part).model_copy(update=fields)})


def component(case, label, **fields):
    """A case in which one line of the grid's bill has other values."""
    grid = next(thing for thing in case.things if thing.name == "grid").parameters
    lines = dict(grid.components)
    lines[label] = lines[label].model_copy(update=fields)
    return changed(case, "grid", components=lines)


STATEMENTS = {
    "decisions.built_when_allowed": [
        ("heat_pump", {"only_at": [2031]}),
        ("rooftop_pv", {"available_from": 2030}),
        ("rooftop_pv", {"lead_time": 3.0}),
    ],
    "decisions.min_build": [("boiler", {"min_build": 3.5}), ("battery", {"min_build": 2.5})],
    "decisions.build_by": [("boiler", {"build_by": 2030})],
    "decisions.adopt_by": [("halogen", {"adopt_by": 2031}), ("sensors", {"adopt_by": 2027})],
    "decisions.max": [("rooftop_pv", {"max": 2.5}), ("battery", {"max_energy": 1.0}), ("battery", {"max_power": 0.5})],
    "decisions.retired_when_allowed": [("old_boiler", {"only_at": [2026]}), ("old_boiler", {"retires": 2028})],
    "decisions.retired": [("old_boiler", {"capacity": 0.5})],
    "decisions.adopted_when_allowed": [("welding", {"only_at": [2031]}), ("welding", {"lead_time": 3.0})],
    "decisions.active": [("led", {"life": 2.0}), ("sensors", {"life": 6.0})],
    "decisions.requires": [("sensors", {"requires": ["halogen"]})],
    "decisions.excludes": [("led", {"excludes": ["sensors"]})],
    "decisions.before": [("halogen", {"before": ["sensors"]}), ("sensors", {"before": ["led"]})],
    "equipment.capacity": [("battery", {"life": 8.0}), ("old_boiler", {"retires": 2035})],
    "equipment.effective": [("rooftop_pv", {"degradation": 0.006}), ("old_pv", {"built": 2019})],
    "equipment.activity": [("boiler", {"availability": "sun"})],
    "equipment.generation": [("rooftop_pv", {"profile": "wind"})],
    "equipment.connection": [("grid", {"limit": 1.2})],
    "storage.content": [
        ("battery", {"efficiency_charge": 0.96}),
        ("battery", {"efficiency_discharge": 0.95}),
        ("battery", {"standing_loss": 0.0}),
    ],
    "contracts.signed_when_offered": [("wind_ppa", {"start": [2031]})],
    "contracts.sign_by": [("sun_ppa", {"sign_by": 2030})],
    "contracts.size": [("wind_ppa", {"min": 0.6}), ("wind_ppa", {"max": 0.4})],
    "contracts.contracted": [("wind_ppa", {"tenor": 10.0})],
    "contracts.traded_as_produced": [("sun_ppa", {"profile": "wind"})],
    "contracts.certificates": [("green", {"max": PATH(400.0)})],
    "limits.area": [("rooftop_pv", {"area": 9000.0}), ("rooftop_pv", {"area_from": "land"})],
    "limits.c_rate": [("battery", {"c_rate": 0.4})],
    "limits.fuel": [("gas", {"limit": PATH(1e6, "m3/a")}), ("gas", {"limit": PATH(1e4, "MWh/a")})],
    "limits.emission_cap": [
        ("co2", {"limit": YearPath(((2031, 2000.0),), step=True)}),
        ("co2", {"reduction": YearPath(((2028, 0.9),), step=True)}),
        ("co2", {"intensity": PATH(10.0)}),
        ("co2", {"basis": "scope1", "limit": PATH(2000.0)}),
    ],
    "limits.emission_budget": [("co2", {"budget": 40000.0})],
    "limits.capital": [("finance", {"budget": {"2026": 5.6}}), ("finance", {"budget": {"2027..2030": 5.0}})],
    "scores.stated": [("recognition", {"lag": 3})],
    "scores.required": [("recognition", {"score": YearPath(((2029, 25.0), (2032, 18.0)), step=True)})],
    "scores.points": [
        ("recognition", {"not_applicable": ["energy"]}),
        ("recognition", {"benchmarks": {"water": Benchmark(baseline=55.0, leading=30.0)}}),
    ],
    "scores.never_above": [("recognition", {"benchmarks": {"functions": Benchmark(leading=12.0)}})],
    "limits.score": [("recognition", {"product": None})],
    "limits.score_floors": [
        ("recognition", {"floors": {"functions": PATH(4.0)}}),
        ("recognition", {"floors": {"nature": PATH(16.0)}}),
    ],
    "limits.score_thresholds": [
        ("recognition", {"thresholds": {"water": PATH(43.0)}}),
        ("recognition", {"thresholds": {"functions": PATH(4.0)}}),
        ("recognition", {"thresholds": {"energy": PATH(500.0)}, "product": None}),
    ],
    "limits.gates": [
        ("recognition", {"gates": {"law": "no"}}),
        ("recognition", {"gates": {"system": "led"}}),
    ],
    "limits.zero_carbon": [
        ("zero", {"residual": 0.7}),
        ("zero", {"residual_process": 0.9}),
        ("zero", {"residual_process": None, "residual": 0.7}),
        ("zero", {"by": 2028, "residual_process": 0.8}),
        ("zero", {"offsets": "residual_only"}),
        ("zero", {"basis": "market_certificates", "residual": 0.5}),
    ],
    "limits.physical_share": [("zero", {"physical_share": 0.8})],
    "cashflow.recomputed": [
        ("boiler", {"capex": PATH(0.61)}),
        ("boiler", {"capex_fixed": PATH(0.0)}),
        ("battery", {"capex_fixed": PATH(0.0)}),
        ("boiler", {"retire_cost": PATH(0.0)}),
        ("boiler", {"life": 21.0}),
        ("welding", {"capex": PATH(2.9)}),
    ],
    "balances.known_flows": [("heat_180", {"dump": False}), ("heat_180", {"serves": []}), ("grid", {"export": None})],
    "balances.carrier": [
        ("boiler", {"outputs": {"heat_180": 0.91}}),
        ("heat_pump", {"inputs": {"electricity": 1.0}}),
        ("lighting", {"profile": "flat"}),
        ("steam", {"carrier": "heat_180"}),
    ],
    "demand.remaining": [("led", {"saves": {"lighting": 0.25}}), ("sensors", {"saves": {"oven": 0.1}})],
    "demand.process_remaining": [("welding", {"saves": {"welding_gas": 0.25, "lighting": -0.01}})],
    "demand.annual": [("oven", {"annual": PATH(8760.0)}), ("lighting", {"follows": None})],
    "demand.process_co2": [("welding_gas", {"co2": PATH(101.0)}), ("welding_gas", {"follows": None})],
    "accounts.recomputed": [
        ("gas", {"emission_factor": PATH(0.0021, "t/m3")}),
        ("gas", {"lhv": 0.011}),
        ("gas", {"tce": Value(0.0013, "tce/m3")}),
        ("steam", {"scope": "scope1"}),
        ("grid", {"residual_factor": PATH(0.7)}),
        ("grid", {"emission_factor": PATH(0.6)}),
        ("grid", {"tce": 0.13}),
        ("wind_ppa", {"attributes": "seller"}),
        ("water", {"annual": PATH(5000.0, "m3/a")}),
        ("water", {"follows": None}),
        ("led", {"saves": {"lighting": 0.2, "water": 0.2}}),
        ("sensors", {"effects": {"functions": 2.0}}),
    ],
    "structure.labels": [("water", {"annual": PATH(5000.0, "t/a")})],
    "bill.recomputed": [
        ("grid", {"billing": "capacity"}),
        ("grid", {"peak_factor": 1.0}),
        ("grid", {"traded_replaces": ["energy", "transmission"]}),
        ("gas", {"price": PATH(3.5e-6, "CNY/m3")}),
        ("wind_ppa", {"surplus_price": None}),
        ("wind_ppa", {"energy_price": PATH(331e-6)}),
        ("wind_ppa", {"environmental_value": PATH(16e-6)}),
        ("green", {"price": PATH(7e-6)}),
        ("carbon", {"scheme": "national"}),
        ("carbon", {"scheme": "pilot", "scopes": ["scope2"]}),
        ("carbon", {"scheme": "pilot", "electricity_factor": PATH(0.5)}),
        ("carbon", {"starts": 2031}),
        ("carbon", {"price": PATH(100e-6)}),
        ("boiler", {"opex_fixed": PATH(0.013, "CNY/(kW*a)")}),
        ("rooftop_pv", {"opex_fixed": PATH(0.012, "%/a")}),
        ("boiler", {"opex_variable": PATH(4e-6)}),
        ("battery", {"opex_variable": PATH(12e-6)}),
        ("battery", {"service_fee": PATH(0.02)}),
        ("battery", {"service_fee": PATH(0.0)}),
        ("sensors", {"opex": PATH(0.0)}),
    ],
}


@pytest.mark.parametrize(
    ("check", "name", "fields"),
    [(check, name, fields) for check, rows in STATEMENTS.items() for name, fields in rows],
    ids=lambda value: str(value)[:60],
)
def test_changed_statement_is_noticed(case, solution, check, name, fields):
    assert check in {failure.name for failure in audit(changed(case, name, **fields), solution).failures}


@pytest.mark.parametrize(
    ("check", "change"),
    {
        "decisions.whole_steps": lambda case: nested(case, "grid", "reinforcement", step=0.4),
        "equipment.export": lambda case: nested(case, "grid", "export", limit=0.5),
        "bill.recomputed": lambda case: nested(case, "grid", "export", price=PATH(310e-6)),
        "balances.carrier": lambda case: nested(case, "heat_pump", "carnot", share=0.51),
        "accounts.recomputed": lambda case: nested(case, "carbon", "allocation", tightening=0.0),
        "limits.area": lambda case: replace(case, areas={"roof": Area(20000.0, 0.6)}),
        "demand.annual": lambda case: replace(case, production={"cars": PATH(100.0)}),
        "cashflow.npv_cost": lambda case: replace(case, horizon=replace(case.horizon, discount_rate=0.07)),
    }.items(),
)
def test_changed_part_is_noticed(case, solution, check, change):
    assert check in {failure.name for failure in audit(change(case), solution).failures}


@pytest.mark.parametrize("label", ["energy", "transmission", "demand", "metering"])
def test_every_component_of_the_bill_is_recomputed(case, solution, label):
    other = component(case, label, price=PATH(0.5))
    assert "bill.recomputed" in {failure.name for failure in audit(other, solution).failures}


def raised(solution, amount, **where):
    """The solution with some numbers of one or more variables raised."""
    changes = {}
    for variable, labels in where.items():
        array = solution[variable].copy()
        rows, *others = labels
        dims = LAYOUT[variable]
        array.loc[dict(zip(dims, [rows, *others], strict=False))] += amount
        changes[variable] = array
    return solution.assign(changes)


@pytest.mark.parametrize(
    ("check", "amount", "where"),
    [
        ("storage.one_way", 0.1, {"flow": (["battery.charge", "battery.discharge"], 2026, 12)}),
        ("storage.energy", 5.0, {"flow": ("battery.soc", 2026, 12)}),
        ("storage.power", 1.5, {"flow": ("battery.charge", 2026, 12)}),
        ("contracts.traded_is_imported", 1.0, {"flow": ("wind_ppa.traded", 2028, 12)}),
        ("contracts.one_owner", 1e5, {"account": ("certificate_claimed.green", 2031)}),
        ("claims.certificates_valid", 1.0, {"account": ("certificate_claimed.green", 2031)}),
        ("contracts.signed_once", 0.5, {"signed": ("wind_ppa", 2031)}),
        ("decisions.once_at_a_time", 1.0, {"active": ("led", 2026)}),
        ("decisions.adopted_whole", -0.5, {"adopted": ("led", 2026)}),
        ("balances.non_negative", -5.0, {"flow": ("gas.bought", 2026, 12)}),
        ("signs.non_negative", -5.0, {"signed": ("wind_ppa", 2026)}),
        ("accounts.scope2_not_negative", -1e6, {"account": ("scope2_market.grid", 2031)}),
        ("limits.emission_cap", 1e6, {"account": ("scope1_fuel.gas", 2028)}),
        ("scores.points", 1e-3, {"points": ("recognition", 2028, "water")}),
        ("scores.points", 1.0, {"points": ("recognition", 2026, "water")}),
        ("scores.never_above", 1e-3, {"score": ("recognition", 2028)}),
        ("scores.total", -1e-3, {"score": ("recognition", 2028)}),
        ("limits.score", 5e4, {"account": ("water_withdrawal.water", 2031)}),
    ],
)
def test_impossible_operation_is_noticed(case, solution, check, amount, where):
    assert check in {failure.name for failure in audit(case, raised(solution, amount, **where)).failures}


def test_import_and_export_exclude_each_other(case, solution):
    """Even where import costs more than export pays, so that it could do no harm; dust of the solver is let pass."""
    both = raised(solution, 0.1, flow=(["grid.import", "grid.export"], 2026, 36))
    failures = {failure.name for failure in audit(case, both).failures}
    assert "balances.carrier" not in failures
    assert "equipment.import_or_export" in failures
    dust = raised(solution, 5e-6, flow=(["grid.import", "grid.export"], 2026, 36))
    assert "equipment.import_or_export" not in {failure.name for failure in audit(case, dust).failures}


def test_co2_must_not_rise_after_the_peak(case, solution):
    """The plan by hand emits more in 2031 than in 2028: wrong after a peak in 2028, right if 2031 is the peak."""
    early, late = (changed(case, "co2", peak=year) for year in (2028, 2031))
    assert "limits.emission_peak" in {failure.name for failure in audit(early, solution).failures}
    assert audit(late, solution).passed
    fallen = raised(solution, -2000.0, account=("scope1_fuel.gas", 2031))
    assert "limits.emission_peak" not in {failure.name for failure in audit(early, fallen).failures}


def test_fewer_points_than_the_exact_score_has_may_be_counted(case, solution):
    """A level below: the plan is not wrong, it is careful."""
    careful = raised(solution, -0.5, points=("recognition", 2028, "energy"), score=("recognition", 2028))
    assert audit(case, careful).passed


def test_plan_for_the_best_score_need_not_reach_the_score_of_the_case(case, solution):
    """Its own total stands in place of the case's, and has to be reached."""
    less = raised(solution, -2.0, required=("recognition", 2028))
    assert "scores.required" in {failure.name for failure in audit(case, less).failures}
    assert audit(case, less.assign_attrs(objective="score")).passed
    more = raised(solution, 2.0, required=("recognition", 2028)).assign_attrs(objective="score")
    assert [failure.name for failure in audit(case, more).failures] == ["limits.score"]


def test_nothing_is_asked_of_a_case_without_targets(case, solution):
    free = replace(case, things=tuple(thing for thing in case.things if thing.kind != "green_factory"))
    without = solution.drop_vars(["points", "score", "score_stated", "required"])
    assert audit(free, without.drop_dims(["target", "indicator"], errors="ignore")).passed


def test_offsets_settle_what_is_left_of_the_co2(case, solution):
    """In 2031 the plan has 77 % of the base year's CO2; offsets of as much settle it, within their limit."""
    left = sum(float(solution["account"].sel(entry=entry, year=2031)) for entry in GROSS)
    labels = ["offset.ccer", "offset_net.ccer"]
    bought = solution.reindex(entry=[*solution["entry"].values.tolist(), *labels], fill_value=0.0)
    bought["account"].loc[{"entry": labels, "year": 2031}] = left
    target = changed(case, "zero", offsets="residual_only")
    found = {failure.name for failure in audit(target, bought).failures}
    assert "limits.zero_carbon" not in found
    strict = changed(target, "zero", offsets_max=0.5)
    assert "limits.zero_carbon" in {failure.name for failure in audit(strict, bought).failures}
