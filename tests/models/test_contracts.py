"""Green power contracts and certificates: delivery, what they replace, who claims what, when they may begin."""

import pytest

from .bench import books, case, demand, fuel, grid, on, proves, solve

# 1000 CNY/MWh of energy, replaced by traded power; 200 CNY/MWh of transport, always due.
LINES = {
    "energy": {"basis": "energy", "price": "1000 CNY/MWh", "factors": {"valley": "0.5"}},
    "transport": {"basis": "energy", "price": "200 CNY/MWh"},
}


def ppa(**fields):
    given = {"profile": "flat", "start": [2026], "tenor": "1 a", "max": "1 MW", "energy_price": "400 CNY/MWh", **fields}
    return {"kind": "ppa", **given}


def site(annual="17520 MWh", *, years=(2026,), series=None, profile="flat", periods=(), **things):
    given = {
        "demands.light": demand(annual, profile=profile), "supply.grid": grid(components=LINES, periods=list(periods)),
        **{f"supply.{name}": fields for name, fields in things.items()},
    }  # fmt: skip
    return case(given, years=years, series=series)


@books("ppa_energy", "ppa_environmental", "traded_replaced", "traded", "scope2_market", "scope2_market_certificates")
@proves("delivery_limit")
def test_delivery_stays_within_the_contracted_output():
    """Proves: of 2 MW used, 1 MW is traded: its energy at 400 + 50 in place of 1000 CNY/MWh, transport stays due.

    Sensitivity: 17520 x 1.2e-3 - 8760 x (1.0 - 0.45) x 1e-3 = 21.024 - 4.818; without the limit all of it, and for the
    attribute alone: - 16.644.
    """
    given = site(wind=ppa(environmental_value="50 CNY/MWh", settlement="hourly"))
    answer = solve(given)
    assert answer.cost == pytest.approx(16.206)
    assert answer.line("ppa_energy", "wind") == pytest.approx(3.504)
    assert answer.line("ppa_environmental", "wind") == pytest.approx(0.438)
    assert answer.line("traded_replaced", "wind") == pytest.approx(-8.76)
    assert answer.entry("traded", "wind") == pytest.approx(8760.0)
    assert answer.entry("scope2_market", "grid") == pytest.approx(0.6 * 8760.0)
    assert answer.entry("scope2_market_certificates", "grid") == pytest.approx(0.6 * 8760.0)
    assert answer.entry("scope2_location", "grid") == pytest.approx(0.5 * 17520.0)
    assert solve(given, without="delivery_limit").cost == pytest.approx(4.38)


@proves("sign_by_logic")
def test_a_contract_that_is_decided_is_signed_in_time():
    """Proves: 1 MW is paid at 1500 for energy that would cost 1000.

    Sensitivity: 17520 x 1.2e-3 + 8760 x 0.5e-3 = 21.024 + 4.38; if it did not have to be signed, 21.024.
    """
    given = site(wind=ppa(energy_price="1500 CNY/MWh", min="1 MW", sign_by=2026))
    assert solve(given).cost == pytest.approx(25.404)
    assert solve(given, without="sign_by_logic").cost == pytest.approx(21.024)


@proves("traded_limit")
def test_traded_power_is_part_of_the_purchase_of_its_hour():
    """Proves: 2 MW by day meet a purchase of 1 MW: 4380 MWh are traded.

    Sensitivity: 10.512 - 4380 x 6e-4 = 7.884; counted over the year alone all 8760 MWh would be, 5.256.
    """
    given = site("8760 MWh", series={"sun": on((6, 18))}, sun=ppa(profile="sun", max="2 MW", settlement="hourly"))
    answer = solve(given)
    assert answer.cost == pytest.approx(7.884)
    assert answer.flow("sun.traded")[:6] == pytest.approx([0.0] * 6)
    assert solve(given, without="traded_limit").cost == pytest.approx(5.256)


def test_traded_power_replaces_the_energy_price_of_its_band():
    """Proves: half price in 12 hours: there 400 replaces 500, elsewhere 1000 CNY/MWh.

    Sensitivity: 8760 x 2e-4 + 8760 x 4e-4 = 5.256; at 600 CNY/MWh 1.752 + 5.256, as the valley comes with the rest; at
    800 CNY/MWh nothing is called for: 1.752 + 2.19 + 4.38.
    """
    valley = [{"band": "valley", "hours": "0-12"}]
    assert solve(site("8760 MWh", periods=valley, wind=ppa())).cost == pytest.approx(5.256)
    assert solve(site("8760 MWh", periods=valley, wind=ppa(energy_price="600 CNY/MWh"))).cost == pytest.approx(7.008)
    assert solve(site("8760 MWh", periods=valley, wind=ppa(energy_price="800 CNY/MWh"))).cost == pytest.approx(8.322)


@books("ppa_surplus")
def test_with_a_surplus_price_all_generation_is_paid_for():
    """Proves: 1 MW contracted, 0.25 MW used, whole or not at all (`min` = `max`): 8760 MWh at 400, 6570 sold at 300.

    Sensitivity: 2190 x 2e-4 + 3.504 - 1.971 = 1.971; without a surplus price it is not signed, 2.628.
    """
    given = site("2190 MWh", wind=ppa(min="1 MW", surplus_price="300 CNY/MWh"))
    answer = solve(given)
    assert answer.cost == pytest.approx(1.971)
    assert answer.line("ppa_energy", "wind") == pytest.approx(3.504)
    assert answer.line("ppa_surplus", "wind") == pytest.approx(-1.971)
    assert solve(site("2190 MWh", wind=ppa(min="1 MW"))).cost == pytest.approx(2.628)


@proves("size_minimum_limit")
def test_a_signed_contract_has_its_smallest_size():
    """Proves: at least 0.5 MW; 0.25 MW would be used, surplus earns 100 of the 400 CNY/MWh paid.

    Sensitivity: 0.438 + 4380 x 4e-4 - 2190 x 1e-4 = 1.971; without the smallest size 0.25 MW: 0.438 + 0.876.
    """
    given = site("2190 MWh", wind=ppa(min="0.5 MW", surplus_price="100 CNY/MWh"))
    assert solve(given).cost == pytest.approx(1.971)
    assert solve(given, without="size_minimum_limit").cost == pytest.approx(1.314)


@proves("size_limit")
def test_only_a_signed_contract_has_a_size():
    """Proves: there is no contract without the yes/no that brings its smallest size.

    Sensitivity: as above 1.971; without the link a contract of 0.25 MW needs no signature, 1.314.
    """
    given = site("2190 MWh", wind=ppa(min="0.5 MW", surplus_price="100 CNY/MWh"))
    assert solve(given).cost == pytest.approx(1.971)
    assert solve(given, without="size_limit").cost == pytest.approx(1.314)


@proves("once_logic")
def test_a_contract_begins_at_most_once():
    """Proves: 1 MW from 2026 or from 2027, for two years; it begins at once and stays 1 MW.

    Sensitivity: 2 MW used: 2 x (21.024 - 5.256) = 31.536; begun twice, 2027 would have 2 MW: 31.536 - 5.256.
    """
    given = site(years=(2026, 2027), wind=ppa(start=[2026, 2027], tenor="2 a"))
    answer = solve(given)
    assert answer.cost == pytest.approx(31.536)
    assert [answer.number("contracted", "wind", year) for year in (2026, 2027)] == pytest.approx([1.0, 1.0])
    assert solve(given, without="once_logic").cost == pytest.approx(26.28)


@proves("taken_balance", "taken_limit")
def test_an_indexed_price_is_that_of_the_year_in_which_the_contract_began():
    """Proves: 400 CNY/MWh from 2026 rise by 10 % to 440; from 2027 it would be 100, but a year later.

    Sensitivity: 1 MW used, 2 x 10.512 - 8760 x (6e-4 + 5.6e-4) = 10.8624. Energy of 2027 taken under the contract that
    has not begun would cost 100 CNY/MWh: 7.884; under none nothing: 7.008.
    """
    prices = {2026: "400 CNY/MWh", 2027: "100 CNY/MWh"}
    called = {"max": "8760 MWh/a", "band": "0 %"}
    wind = ppa(start=[2026, 2027], tenor="2 a", energy_price=prices, indexation="10 %/a", **called)
    given = site("8760 MWh", years=(2026, 2027), wind=wind)
    answer = solve(given)
    assert answer.cost == pytest.approx(10.8624)
    assert answer.line("ppa_energy", "wind", 2027) == pytest.approx(8760.0 * 4.4e-4)
    assert solve(given, without="taken_limit").cost == pytest.approx(7.884)
    assert solve(given, without="taken_balance").cost == pytest.approx(7.008)


def test_all_generation_paid_for_is_indexed_too():
    """Proves: 1 MW contracted, 0.5 MW used: 8760 MWh at 400 and 440, the surplus earns 300.

    Sensitivity: 2 x 0.876 + 8760 x (4e-4 + 4.4e-4) - 2 x 1.314 = 6.4824; at 400 in both years 6.132.
    """
    prices = {2026: "400 CNY/MWh", 2027: "430 CNY/MWh"}
    wind = ppa(start=[2026, 2027], tenor="2 a", energy_price=prices, indexation="10 %/a", surplus_price="300 CNY/MWh")
    answer = solve(site("4380 MWh", years=(2026, 2027), wind={**wind, "min": "1 MW"}))
    assert answer.cost == pytest.approx(6.4824)
    assert answer.line("ppa_energy", "wind", 2027) == pytest.approx(8760.0 * 4.4e-4)


def test_the_seller_keeps_the_attributes():
    """Proves: traded power without its attribute stays at the residual factor, and its value is not paid.

    Sensitivity: 21.024 - 8760 x 6e-4 = 15.768; with the attribute 50 CNY/MWh and 5256 t less, as above.
    """
    answer = solve(site(wind=ppa(environmental_value="50 CNY/MWh", attributes="seller")))
    assert answer.cost == pytest.approx(15.768)
    assert answer.entry("traded", "wind") == pytest.approx(8760.0)
    assert answer.entry("scope2_market", "grid") == pytest.approx(0.6 * 17520.0)


def test_a_size_may_be_an_amount_of_energy():
    """Proves: 4380 MWh a year of a plant that gives 1 MW by day are 1 MW.

    Sensitivity: 10.512 - 4380 x 6e-4 = 7.884.
    """
    answer = solve(site("8760 MWh", series={"sun": on((6, 18))}, sun=ppa(profile="sun", max="4380 MWh/a")))
    assert answer.cost == pytest.approx(7.884)
    assert answer.number("contracted", "sun") == pytest.approx(1.0)


def test_a_contract_ends_with_its_tenor():
    """Proves: one year of delivery from 2026, the year after is bought.

    Sensitivity: 15.768 + 21.024; with a tenor of two years 31.536.
    """
    assert solve(site(years=(2026, 2027), wind=ppa())).cost == pytest.approx(36.792)
    assert solve(site(years=(2026, 2027), wind=ppa(tenor="2 a"))).cost == pytest.approx(31.536)


def heated(limit, **certificate):
    """1 MW of power (0.6 t/MWh market-based), 1 MW of heat from gas (0.2 t/MWh) or dearer biomass, and a cap."""
    things = {
        "demands.light": demand(), "demands.oven": demand(carrier="heat"), "supply.grid": grid(),
        "supply.gas": fuel("heat", "100 CNY/MWh", emission_factor="0.2 t/MWh"),
        "supply.wood": fuel("heat", "300 CNY/MWh"),
        "supply.green": {"kind": "certificate", "price": "10 CNY/MWh", **certificate},
        "targets.co2": {"kind": "emission_cap", "basis": "market_certificates", "limit": {2026: limit}},
    }  # fmt: skip
    return case(things)


@books("certificates", "certificate")
@proves("claim_limit")
def test_claims_never_exceed_the_power_bought():
    """Proves: 8760 certificates bring the power to zero and not below; half of the gas gives way for 876 t.

    Sensitivity: 8.76 + 0.0876 + 0.438 + 1.314 = 10.5996; without the limit 1460 certificates more would pay for the
    other 876 t at 0.6 t/MWh: 8.76 + 0.1022 + 0.876.
    """
    given = heated("876 t/a")
    answer = solve(given)
    assert answer.cost == pytest.approx(10.5996)
    assert answer.line("certificates", "green") == pytest.approx(0.0876)
    assert answer.entry("certificate", "green") == pytest.approx(8760.0)
    assert answer.entry("scope2_market_certificates", "grid") == pytest.approx(0.0, abs=1e-6)
    assert answer.entry("scope2_market", "grid") == pytest.approx(5256.0)
    assert solve(given, without="claim_limit").cost == pytest.approx(9.7382)


def test_contract_and_certificate_claim_each_mwh_once():
    """Proves: 0.5 MW traded leave 4380 MWh for certificates.

    Sensitivity: market-based CO2 of 0 needs 4380 certificates, 0.0438; the contract's price is the grid's.
    """
    things = {
        "demands.light": demand(), "supply.grid": grid(),
        "supply.wind": ppa(energy_price="1000 CNY/MWh", max="0.5 MW"),
        "supply.green": {"kind": "certificate", "price": "10 CNY/MWh"},
        "targets.co2": {"kind": "emission_cap", "basis": "market_certificates", "limit": {2026: "0 t/a"}},
    }  # fmt: skip
    answer = solve(case(things))
    assert answer.cost == pytest.approx(8.76 + 0.0438)
    assert answer.entry("certificate", "green") + answer.entry("traded", "wind") == pytest.approx(8760.0)


def test_no_more_certificates_than_can_be_bought():
    """Proves: 4380 of 8760 certificates: 2628 t stay with the power, so a cap of 2628 t needs all heat from wood.

    Sensitivity: 8.76 + 0.0438 + 2.628 = 11.4318; a cap of 2627 t is out of reach.
    """
    assert solve(heated("2628 t/a", max="4380 MWh/a")).cost == pytest.approx(11.4318)
    assert solve(heated("2627 t/a", max="4380 MWh/a")).status.value == "infeasible"
