"""A zero-carbon factory: what may be left, what settles it, and how much power is made on the spot."""

import pytest

from .bench import case, demand, fuel, grid, proves, solve

# 8760 MWh of heat: all gas 0.876 million and 1752 t; wood instead saves a tonne for 0.001, an offset costs 0.0001.
BILL = 0.876
HEAT = {
    "demands.oven": demand(carrier="heat"), "supply.wood": fuel("heat", "300 CNY/MWh"),
    "supply.gas": fuel("heat", "100 CNY/MWh", emission_factor="0.2 t/MWh"),
}  # fmt: skip
OFFSETS = {"supply.ccer": {"kind": "offset", "price": "100 CNY/t"}}
BASE = {"scope1_fuel": 1752.0}


def factory(things=(), years=(2026,), **target):
    given = {"kind": "zero_carbon", "by": 2026, "residual": "25 %", "offsets": "none", **target}
    return case({**HEAT, **dict(things), "targets.zero": given}, years=years)


def rows_of(statement):
    return lambda index: index[:2] == ("targets.zero", statement)


@proves("statement_limit: zero_carbon.residual")
def test_little_is_left():
    """Proves: a quarter of 1752 t; the rest is avoided with wood.

    Sensitivity: 0.876 + 1.314; without the statement 0.876.
    """
    given = factory()
    answer = solve(given, base=BASE)
    assert answer.cost == pytest.approx(BILL + 1.314)
    assert answer.entry("scope1_fuel", "gas") == pytest.approx(438.0)
    assert solve(given, base=BASE, without="statement_limit").cost == pytest.approx(BILL)


def test_near_zero_is_five_percent_unless_the_case_says_otherwise():
    """Proves: 5 % of 1752 t are 87.6 t.

    Sensitivity: 0.95 x 1.752 of wood, and 87.6 offsets that settle the rest.
    """
    target = {"kind": "zero_carbon", "by": 2026}
    given = case({**HEAT, **OFFSETS, "targets.zero": target})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 0.95 * 1.752 + 0.00876)


def test_it_holds_from_its_year_on():
    """Proves: by 2027, so in 2027 and 2028 and not in 2026.

    Sensitivity: 3 x 0.876 + 2 x 1.314.
    """
    given = factory(years=(2026, 2027, 2028), by=2027)
    assert solve(given, base=BASE).cost == pytest.approx(3 * BILL + 2 * 1.314)


@proves("statement_limit: zero_carbon.offsets")
def test_what_is_left_is_settled():
    """Proves: 438 t are left and offset.

    Sensitivity: 1.314 + 0.0438; without the statement 1.314; were more offsets allowed, 0.1752.
    """
    given = factory(OFFSETS, offsets="residual_only")
    answer = solve(given, base=BASE)
    assert answer.cost == pytest.approx(BILL + 1.314 + 0.0438)
    assert answer.entry("offset_net", "ccer") == pytest.approx(438.0)
    unsettled = solve(given, base=BASE, without="statement_limit", rows=rows_of("offsets"))
    assert unsettled.cost == pytest.approx(BILL + 1.314)


@proves("statement_limit: zero_carbon.offsets_max")
def test_offsets_settle_no_more_than_they_may():
    """Proves: half of 1752 t may be left, of which 438 t may be offset; so no more than these are left.

    Sensitivity: 1.314 + 0.0438; without the limit 0.876 + 0.0876.
    """
    given = factory(OFFSETS, offsets="residual_only", residual="50 %", offsets_max="25 %")
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 1.314 + 0.0438)
    unlimited = solve(given, base=BASE, without="statement_limit", rows=rows_of("offsets_max"))
    assert unlimited.cost == pytest.approx(BILL + 0.876 + 0.0876)


def test_offsets_of_other_targets_are_among_them():
    """Proves: 438 offsets are used once for both targets, not for each.

    Sensitivity: 1.314 + 0.0438; bought twice 0.0876.
    """
    other = {"targets.net": {"kind": "emission_cap", "net": True, "limit": {2026: "0 t/a"}}}
    given = factory({**OFFSETS, **other}, offsets="residual_only")
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 1.314 + 0.0438)


def test_without_offsets_what_is_left_stays():
    """Proves: nobody has to buy offsets, and nothing to buy them for.

    Sensitivity: 1.314; settled with offsets 0.0438 more.
    """
    assert solve(factory(OFFSETS), base=BASE).cost == pytest.approx(BILL + 1.314)


@proves("statement_limit: zero_carbon.residual_process", "statement_limit: zero_carbon.residual")
def test_process_co2_has_a_share_of_its_own():
    """Proves: of 1000 t of lime 60 % may be left, for which a measure is needed; of 1752 t of gas 25 %.

    Sensitivity: 1 for the measure and 1.314 of wood; without the one 1.314, without the other 1; of all together
    2752 t 688 t may be left: 400 t of lime and 288 t of gas.
    """
    things = {
        "demands.lime": {"kind": "process", "co2": "1000 t/a"},
        "measures.binder": {"kind": "measure", "capex": "1 Mio CNY", "life": "1 a", "saves": {"lime": "60 %"}},
    }  # fmt: skip
    base = {**BASE, "scope1_process": 1000.0}
    given = factory(things, residual_process="60 %")
    assert solve(given, base=base).cost == pytest.approx(BILL + 2.314)
    process = solve(given, base=base, without="statement_limit", rows=rows_of("residual_process"))
    assert process.cost == pytest.approx(BILL + 1.314)
    energy = solve(given, base=base, without="statement_limit", rows=rows_of("residual"))
    assert energy.cost == pytest.approx(BILL + 1.0)
    assert solve(factory(things), base=base).cost == pytest.approx(BILL + 1.0 + 1.464)


def test_what_may_be_left_of_both_may_be_offset():
    """Proves: 438 t of gas and 600 t of lime are settled with 1038 offsets; a tenth more of lime has no offset.

    Sensitivity: 1.314 + 0.1038; were a quarter of all 2352 t the limit, 588 offsets would be too few.
    """
    things = {**OFFSETS, "demands.lime": {"kind": "process", "co2": "600 t/a"}}
    base = {**BASE, "scope1_process": 600.0}
    given = factory(things, residual_process="100 %", offsets="residual_only")
    assert solve(given, base=base).cost == pytest.approx(BILL + 1.314 + 0.1038)


@pytest.mark.parametrize(("basis", "sun"), [("location", 6570.0), ("market", 6570.0), ("market_certificates", 0.0)])
def test_whose_co2_of_electricity_counts(basis, sun):
    """Proves: power for 8760 MWh of light is the whole of the CO2; certificates for nothing lower it where they count.

    Sensitivity: 0.75 MW at 1 million/MW in place of 0.657; by certificates alone 0.876.
    """
    things = {
        "demands.light": demand(), "supply.grid": grid("100 CNY/MWh"),
        "supply.papers": {"kind": "certificate", "price": "0 CNY/MWh"},
        "technologies.pv": {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", "life": "1 a"},
        "targets.zero": {"kind": "zero_carbon", "by": 2026, "residual": "25 %", "offsets": "none", "basis": basis},
    }  # fmt: skip
    base = {"scope2_location": 4380.0, "scope2_market": 5256.0, "scope2_market_certificates": 5256.0}
    assert solve(case(things), base=base).cost == pytest.approx(BILL + sun / 8760.0 - sun * 1e-4)


@proves("statement_limit: zero_carbon.physical_share")
@pytest.mark.parametrize("export", [True, False])
def test_power_made_on_the_spot(export):
    """Proves: a quarter of 8760 MWh comes from the roof: traded green power and certificates do not count.

    Sensitivity: 0.25 MW for 0.25 in place of 0.219; without the statement 0.876; the same where the grid takes power.
    """
    fields = {"export": {"price": "0 CNY/MWh", "limit": "1 MW"}} if export else {}
    things = {
        "demands.light": demand(), "supply.grid": grid("100 CNY/MWh", **fields),
        "supply.papers": {"kind": "certificate", "price": "0 CNY/MWh"},
        "supply.market": {
            "kind": "green_trade", "max": "8760 MWh/a", "energy_price": "100 CNY/MWh",
            "environmental_value": "0 CNY/MWh",
        },
        "technologies.pv": {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", "life": "1 a"},
        "targets.zero": {
            "kind": "zero_carbon", "by": 2026, "residual": "100 %", "offsets": "none", "physical_share": "25 %",
        },
    }  # fmt: skip
    given, base = case(things), {"scope2_market": 5256.0}
    assert solve(given, base=base).cost == pytest.approx(BILL + 0.031)
    assert solve(given, base=base, without="statement_limit").cost == pytest.approx(BILL)


LINE = {"start": [2026], "tenor": "1 a", "profile": "flat", "max": "1 MW", "energy_price": "110 CNY/MWh"}


@pytest.mark.parametrize("owner", ["buyer", "seller"])
@pytest.mark.parametrize("kind", ["direct_line", "onsite_plant"])
def test_power_of_others_on_the_spot_counts_with_its_attributes(kind, owner):
    """Proves: a line, or a plant of others on the site, delivers a quarter at 110 CNY/MWh, if with its attributes.

    Sensitivity: 2190 MWh x 10 CNY/MWh; without attributes there is no plan.
    """
    line = {"eligibility": "new_load"} if kind == "direct_line" else {}
    things = {
        "demands.light": demand(), "supply.grid": grid("100 CNY/MWh"),
        "supply.line": {"kind": kind, **LINE, **line, "attributes": owner},
        "targets.zero": {
            "kind": "zero_carbon", "by": 2026, "residual": "100 %", "offsets": "none", "physical_share": "25 %",
            "basis": "location",
        },
    }  # fmt: skip
    answer = solve(case(things), base={"scope2_location": 5256.0})
    if owner == "buyer":
        assert answer.cost == pytest.approx(BILL + 0.0219)
    else:
        assert answer.status.value == "infeasible"
