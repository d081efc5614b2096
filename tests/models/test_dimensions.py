"""Units: a case told in other units of measure costs the same, and every price times its amount is money a year."""

import operator
from dataclasses import replace
from functools import reduce
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from planner.case.value import Area
from planner.fields import Unit, Value, YearPath
from planner.models import modules
from planner.units import DIMENSIONS, scale

from .bench import solve
from .everything import BASE, BASE_UNITS, everything

FACTORS = {"money": 8.0, "power": 4.0, "apparent": 2.0, "mass": 0.5, "coal": 4.0, "length": 2.0}


def unit_of(annotation: Any, metadata: Any = ()) -> Unit | None:
    """The unit of a field, wherever in its annotation it stands."""
    for each in (*metadata, *getattr(annotation, "__metadata__", ())):
        if isinstance(each, Unit):
            return each
    return next((found for part in get_args(annotation) if (found := unit_of(part)) is not None), None)


def told(value: Any, unit: Unit | None, base: str) -> Any:
    """A value of a declaration with one base unit of measure made smaller by its factor."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return value.model_copy(
            update={
                name: told(getattr(value, name), unit_of(field.annotation, field.metadata), base)
                for name, field in fields.items()
            }
        )
    if isinstance(value, dict):
        return {key: told(part, unit, base) for key, part in value.items()}
    if isinstance(value, list):
        return [told(part, unit, base) for part in value]
    if unit is None or isinstance(value, bool) or not isinstance(value, float | YearPath):
        return value
    factor = factor_of(getattr(value, "unit", "") or unit.alternatives[0], base)
    return value.scaled(factor) if isinstance(value, YearPath) else Value(value * factor, getattr(value, "unit", ""))


def factor_of(unit: str, base: str) -> float:
    return FACTORS[base] ** scale(unit).dimension[DIMENSIONS.index(base)]


def retold(base: str, skip: str = "") -> Any:
    """The whole case, every number of it but those of one thing or scheme, with one base unit of measure smaller."""
    case = everything()
    things = tuple(
        each if each.name == skip else replace(each, parameters=told(each.parameters, None, base))
        for each in case.things
    )
    production = {
        name: path.scaled(factor_of(path.unit, base)) if path.unit else path for name, path in case.production.items()
    }
    areas = {name: Area(area.area * factor_of("m2", base), area.usable) for name, area in case.areas.items()}
    schemes = {name: each if name == skip else told(each, None, base) for name, each in case.schemes.items()}
    return replace(case, things=things, areas=areas, production=production, schemes=schemes)


def accounts_of_base_year(base: str) -> dict[str, float]:
    """The accounts of the base year, with one base unit of measure made smaller."""
    return {account: value * factor_of(BASE_UNITS.get(account, "t"), base) for account, value in BASE.items()}


@pytest.fixture(scope="module")
def plain():
    return solve(everything(), base=BASE, relaxed=True)


@pytest.mark.parametrize("base", FACTORS)
def test_units_of_measure_change_nothing_but_the_numbers(plain, base):
    """Proves: every product in the models is of fitting dimensions; a term that forgets one no longer scales.

    Sensitivity: the cost counts in money only; every account in the dimension of its own unit.
    """
    answer = solve(retold(base), base=accounts_of_base_year(base), relaxed=True)
    assert answer.cost == pytest.approx(plain.cost * factor_of("CNY", base))
    keys = {(key.account, key.item, year): key.unit for key, year in plain.pathway.yearly.entries}
    for (account, item, year), unit in keys.items():
        expected = plain.entry(account, item, year) * factor_of(unit, base)
        assert answer.entry(account, item, year) == pytest.approx(expected, rel=1e-5, abs=1e-4), (account, item, year)


@pytest.mark.parametrize(
    ("base", "thing"), [("money", "ets"), ("power", "battery"), ("mass", "gas"), ("coal", "proof"), ("length", "water")]
)
def test_a_number_that_is_not_told_anew_shows(plain, base, thing):
    """Proves: the test above sees one thing's dimension go wrong.

    Sensitivity: the cost no longer scales by more than 1e-6.
    """
    answer = solve(retold(base, skip=thing), base=accounts_of_base_year(base), relaxed=True)
    assert answer.cost != pytest.approx(plain.cost * factor_of("CNY", base), rel=1e-6)


def field(kind: str, *path: str) -> Unit:
    """The unit of a declared field."""
    module = modules()[kind]
    declaration = getattr(module, path[0]) if len(path) > 1 else module.Parameters
    found = declaration.model_fields[path[-1]]
    unit = unit_of(found.annotation, found.metadata)
    assert unit is not None
    return unit


# Every product that a cost line is made of: the declared price in one of its alternatives, and what it multiplies.
PRODUCTS = {
    "grid_energy": (("grid", "Component", "price"), "CNY/MWh", "MWh/a"),
    "grid_demand": (("grid", "Component", "price"), "CNY/(kW*month)", "MW"),
    "grid_capacity": (("grid", "Component", "price"), "CNY/(kVA*month)", "MVA"),
    "grid_fixed": (("grid", "Component", "price"), "CNY/month", "1"),
    "export_revenue": (("grid", "Export", "price"), "CNY/MWh", "MWh/a"),
    "fuel": (("fuel", "price"), "CNY/MWh", "MWh/a"),
    "ppa_energy": (("ppa", "energy_price"), "CNY/MWh", "MWh/a"),
    "ppa_environmental": (("ppa", "environmental_value"), "CNY/MWh", "MWh/a"),
    "ppa_surplus": (("ppa", "surplus_price"), "CNY/MWh", "MWh/a"),
    "traded_replaced": (("grid", "Component", "price"), "CNY/MWh", "MWh/a"),
    "grid_generation": (("grid", "Component", "price"), "CNY/MWh", "MWh/a"),
    "grid_own_capacity": (("grid", "Component", "price"), "CNY/(kW*month)", "MW"),
    "direct_line_energy": (("direct_line", "energy_price"), "CNY/MWh", "MWh/a"),
    "direct_line_charge": (("direct_line", "transmission"), "CNY/MWh", "MWh/a"),
    "direct_line_due": (("grid", "Component", "price"), "CNY/MWh", "MWh/a"),
    "direct_line_surplus": (("direct_line", "surplus_price"), "CNY/MWh", "MWh/a"),
    "direct_line_environmental": (("direct_line", "environmental_value"), "CNY/MWh", "MWh/a"),
    "onsite_energy": (("onsite_plant", "energy_price"), "CNY/MWh", "MWh/a"),
    "onsite_rent": (("onsite_plant", "rent"), "CNY/(m2*a)", "m2"),
    "onsite_environmental": (("onsite_plant", "environmental_value"), "CNY/MWh", "MWh/a"),
    "certificates": (("certificate", "price"), "CNY/MWh", "MWh/a"),
    "offsets": (("offset", "price"), "CNY/t", "t/a"),
    "carbon": (("carbon", "price"), "CNY/t", "t/a"),
    "measure_opex": (("measure", "opex"), "CNY/a", "1"),
    "opex_fixed": (("converter", "opex_fixed"), "CNY/(kW*a)", "MW"),
    "opex_variable": (("storage", "opex_variable"), "CNY/MWh", "MWh/a"),
    "service_fee": (("storage", "service_fee"), "CNY/(kWh*a)", "MWh"),
    "start_cost": (("converter", "start_cost"), "CNY", "1/a"),
    "transport_storage": (("capture", "transport_storage"), "CNY/t", "t/a"),
}
ONCE = {
    "capex": [(("converter", "capex"), "CNY/kW", "MW"), (("storage", "capex_energy"), "CNY/kWh", "MWh"),
              (("measure", "capex"), "CNY", "1"), (("grid", "Reinforcement", "capex"), "CNY/kW", "MW"),
              (("route", "capex"), "CNY/(t/a)", "t/a"), (("capture", "capex"), "CNY/(t/h)", "t/h"),
              (("direct_line", "line_capex"), "CNY", "1")],
    "retirement": [(("converter", "retire_cost"), "CNY/kW", "MW"), (("route", "retire_cost"), "CNY/(t/h)", "t/h")],
    "residual_value": [(("converter", "capex"), "CNY/kW", "MW")],
}  # fmt: skip


def product(*units: str) -> tuple[int, ...]:
    return tuple(reduce(lambda one, other: map(operator.add, one, other), [scale(unit).dimension for unit in units]))


@pytest.mark.parametrize("line", PRODUCTS)
def test_price_times_amount_is_money_a_year(line):
    path, price, amount = PRODUCTS[line]
    assert price in field(*path).alternatives
    assert product(price, amount) == scale("CNY/a").dimension


@pytest.mark.parametrize("line", ONCE)
def test_price_times_size_is_money(line):
    for path, price, size in ONCE[line]:
        assert price in field(*path).alternatives
        assert product(price, size) == scale("CNY").dimension


def test_every_line_has_its_product(plain):
    yearly = plain.pathway.yearly
    assert {line for line, _, _ in yearly.costs} == set(PRODUCTS)
    assert {line for line, _, _ in yearly.cash} == set(ONCE)
