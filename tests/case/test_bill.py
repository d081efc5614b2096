"""The bill as a case states it: components, prices by month, bands, price modes; as YAML or as a table."""

from __future__ import annotations

import pytest

from .workshop import Workshop, series_text

ENERGY = "energy: {basis: energy, price: 500 CNY/MWh, factors: {peak: 1.6}}"
DEMAND = "demand: {basis: demand, price: 40 元/kW·月}"
COMPONENTS = f"    components:\n      {ENERGY}\n      {DEMAND}\n"
GRID = "    residual_factor: 0.6 t/MWh"
MONTHS = ", ".join(f"{number} CNY/MWh" for number in range(401, 413))
MODED = ENERGY.replace("energy: {", "energy: {mode: agency_tou, ")
WIND = "  wind: {kind: ppa, profile: flat, start: [2030], tenor: 9 a, max: 5 MW, energy_price: 300 CNY/MWh}\n  gas:\n"

ERRORS = {
    "no price": (
        "basis: energy, price: 500 CNY/MWh, factors",
        "basis: energy, factors",
        'supply.grid.components.energy: "price" is missing (in CNY/MWh), or "monthly" with the prices of the twelve',
    ),
    "two prices": (
        "price: 500 CNY/MWh,",
        f"price: 500 CNY/MWh, monthly: [{MONTHS}],",
        'case.yaml:47: supply.grid.components.energy.monthly: is given beside "price"; give one of the two',
    ),
    "eleven months": (
        "price: 500 CNY/MWh,",
        f"monthly: [{MONTHS.partition(', ')[2]}],",
        "case.yaml:47: supply.grid.components.energy.monthly: needs 12 entries, not 11",
    ),
    "thirteen months": (
        "price: 500 CNY/MWh,",
        f"monthly: [{MONTHS}, 400 CNY/MWh],",
        "supply.grid.components.energy.monthly: needs 12 entries, not 13",
    ),
    "a month in another unit": (
        "price: 500 CNY/MWh,",
        f"monthly: [{MONTHS.replace('412 CNY/MWh', '412 CNY/month')}],",
        'supply.grid.components.energy.monthly.11: the basis "energy" needs a price in CNY/MWh, not CNY/month',
    ),
    "index of nothing": (
        "price: 500 CNY/MWh,",
        "price: 500 CNY/MWh, index: 2,",
        'supply.grid.components.energy.index: has no meaning without "monthly", the prices it multiplies',
    ),
    "unit of generation": (
        DEMAND,
        "fund: {basis: generation, price: 40 元/kW·月}",
        'supply.grid.components.fund.price: the basis "generation" needs a price in CNY/MWh, not CNY/(kW*month)',
    ),
    "unit of backup": (
        DEMAND,
        "backup: {basis: own_capacity, price: 40 元/kVA·月}",
        'supply.grid.components.backup.price: the basis "own_capacity" needs a price in CNY/(kW*month)',
    ),
    "own bands": (
        "factors: {peak: 1.6}",
        "factors: {peak: 1.6}, periods: [{band: night, hours: 22-6}]",
        'supply.grid.components.energy.factors.peak: no period has the band "peak"; there are flat, night',
    ),
    "own hours": (
        "factors: {peak: 1.6}",
        "factors: {night: 0.5}, periods: [{band: night, hours: 22-26}]",
        'supply.grid.components.energy.periods.0.hours: "22-26" is not a range of hours',
    ),
    "course of demand": (
        "price: 40 元/kW·月}",
        "price: 40 元/kW·月, series: flat}",
        "supply.grid.components.demand.series: only an energy component has an hourly course",
    ),
    "course with bands": (
        "factors: {peak: 1.6}",
        "factors: {peak: 1.6}, series: flat",
        'supply.grid.components.energy.factors: has no meaning beside "series", which sets the course',
    ),
    "no such course": (
        "factors: {peak: 1.6}",
        "series: spot",
        'supply.grid.components.energy.series: there is no series "spot"; there are flat',
    ),
    "minimum without transformer": (
        GRID,
        f"{GRID}\n    demand_minimum: 0.4 kW/kVA",
        'supply.grid: "transformer" is missing: demand_minimum needs the installed transformer capacity (in MVA); '
        "or write demand_minimum: off",
    ),
    "discount without transformer": (
        GRID,
        f"{GRID}\n    demand_discount: {{use: 260 kWh/(kVA*month), pays: 90 %}}",
        'supply.grid: "transformer" is missing: demand_discount needs the installed transformer capacity (in MVA)',
    ),
    "choice without transformer": (
        GRID,
        f"{GRID}\n    billing: choose",
        'supply.grid: "transformer" is missing: choose billing needs the installed transformer capacity (in MVA)',
    ),
    "nothing to choose": (
        GRID,
        f"{GRID}\n    billing: choose\n    transformer: 5 MVA",
        "supply.grid.billing: there is nothing to choose: no component has the basis capacity",
    ),
    "plants of a price": (
        "price: 40 元/kW·月}",
        "price: 40 元/kW·月, of: [boiler]}",
        "supply.grid.components.demand.of: only components of the basis generation or own_capacity",
    ),
    "no such plant": (
        DEMAND,
        "fund: {basis: generation, price: 20 CNY/MWh, of: [boiler]}",
        'supply.grid.components.fund.of.0: no plant that generates electricity is called "boiler"; there are none',
    ),
    "no mode": (
        ENERGY,
        MODED,
        'supply.grid: "mode" is missing: energy is charged only in the price mode it belongs to',
    ),
    "mode without price": (
        COMPONENTS,
        f"{COMPONENTS.replace(ENERGY, MODED)}    mode: {{2026: agency_tou, 2030: spot_linked}}\n",
        "supply.grid.mode: no energy component is priced in the mode spot_linked, in force in 2030; there are agency",
    ),
    "unknown mode": (
        GRID,
        f"{GRID}\n    mode: retail_tuo",
        'supply.grid.mode: "retail_tuo" is not one of agency_tou, retail_fixed, retail_tou, spot_linked. '
        'Did you mean "retail_tou"?',
    ),
    "unknown mode of a year": (
        GRID,
        f"{GRID}\n    mode: {{2030: spot}}",
        'supply.grid.mode.2030: "spot" is not one of agency_tou',
    ),
    "mode after the end": (
        GRID,
        f"{GRID}\n    mode: {{2025: agency_tou, 2040: spot_linked}}",
        "supply.grid.mode.2040: 2040 lies outside the plan, 2026 to 2034",
    ),
    "nothing called energy to replace": (
        f"{COMPONENTS}    emission_factor: 0.55 kgCO2/kWh\n{GRID}\n  gas:\n",
        f"{COMPONENTS.replace('energy: {', 'purchase: {')}    emission_factor: 0.55 kgCO2/kWh\n{GRID}\n{WIND}",
        'supply.grid: "traded_replaces" is missing: which energy components green power replaces; there are purchase',
    ),
}


@pytest.mark.parametrize(("right", "wrong", "message"), ERRORS.values(), ids=ERRORS)
def test_slip_in_the_bill_is_an_error(workshop: Workshop, right: str, wrong: str, message: str) -> None:
    errors = workshop.edit(right, wrong).errors()
    assert any(message in error for error in errors), errors


VALID = {
    "monthly prices": ("price: 500 CNY/MWh,", f"monthly: [{MONTHS}], index: {{2026: 1, 2034: 1.2}},"),
    "own bands": ("factors: {peak: 1.6}", "factors: {night: 0.5}, periods: [{band: night, hours: 22-6}]"),
    "plants that are charged": (
        DEMAND,
        "fund: {basis: generation, price: 20 CNY/MWh, of: [pv]}\n"
        "      backup: {basis: own_capacity, price: 10 CNY/kW/month}",
    ),
}
PV = "  pv: {kind: renewable, profile: flat, capex: 3000 CNY/kW, life: 25 a, max: 1 MW}\n  battery:"


@pytest.mark.parametrize(("right", "other"), VALID.values(), ids=VALID)
def test_other_ways_of_writing_a_bill(workshop: Workshop, right: str, other: str) -> None:
    assert workshop.edit("  battery:", PV).edit(right, other).errors() == []


def modes(workshop: Workshop) -> Workshop:
    """The workshop with a price for each of two modes, each known in its own years only."""
    lines = (
        "      before: {basis: energy, mode: agency_tou, price: {2026: 500 CNY/MWh, 2029: 500 CNY/MWh}}\n"
        "      after: {basis: energy, mode: retail_fixed, price: {2030: 450 CNY/MWh, 2034: 450 CNY/MWh}}\n"
    )
    return workshop.edit(COMPONENTS, f"    components:\n{lines}    mode: {{2025: agency_tou, 2031: retail_fixed}}\n")


def test_a_price_needs_values_only_while_its_mode_is_in_force(workshop: Workshop) -> None:
    (error,) = modes(workshop).errors()
    assert "supply.grid.components.before.price: has no value in 2030 (given: 2026 to 2029)" in error
    workshop.edit("2031: retail_fixed", "2030: retail_fixed")
    assert workshop.errors() == []


def test_a_year_of_a_price_mode_becomes_a_milestone(workshop: Workshop) -> None:
    modes(workshop).edit("2031: retail_fixed", "2029: retail_fixed").edit("2030: 450 CNY/MWh", "2029: 450 CNY/MWh")
    assert workshop.read().horizon.years == (2026, 2029, 2030)


def test_the_mean_of_a_course_is_above_zero(workshop: Workshop) -> None:
    workshop.write("s.csv", series_text(spot=-1.0)).edit("carriers:", "series: s.csv\ncarriers:")
    errors = workshop.edit("factors: {peak: 1.6}", "series: spot").errors()
    assert any('the mean of the series "spot" is not above zero' in error for error in errors), errors
    workshop.write("s.csv", series_text(spot=[2.0, -1.0] * 4380))
    assert workshop.errors() == []
    assert "spot" in workshop.read().series
