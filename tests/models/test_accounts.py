"""What joins everything: balances of carriers, numbers handed down and up, no demand unserved, areas shared."""

import pytest

from .bench import FREE_LIFE, books, case, demand, grid, proves, solve

# 1 MW in every hour at 1000 CNY/MWh: 8760 MWh x 0.001 million = 8.76 million.
FACTORY = {"demands.light": demand(), "supply.grid": grid()}


@books("grid_energy", "import", "tce", "scope2_location", "scope2_market", "scope2_market_certificates")
@proves("carrier_balance")
def test_what_is_used_must_be_given():
    """Proves: every hour's use is bought.

    Sensitivity: 8.76; without the balance nothing is bought, 0.
    """
    answer = solve(case(FACTORY))
    assert answer.cost == pytest.approx(8.76)
    assert answer.flow("grid.import") == pytest.approx([1.0] * 24)
    assert answer.line("grid_energy", "grid.energy") == pytest.approx(8.76)
    assert answer.entry("import", "grid") == pytest.approx(8760.0)
    assert answer.entry("tce", "grid") == pytest.approx(0.1229 * 8760.0)
    assert answer.entry("scope2_location", "grid") == pytest.approx(0.5 * 8760.0)
    assert answer.entry("scope2_market", "grid") == pytest.approx(0.6 * 8760.0)
    assert answer.entry("scope2_market_certificates", "grid") == pytest.approx(0.6 * 8760.0)
    assert solve(case(FACTORY), without="carrier_balance").cost == pytest.approx(0.0)


@proves("amount_balance")
def test_what_operation_uses_is_handed_up():
    """Proves: the yearly amount is the hourly flow times the days it stands for.

    Sensitivity: 8.76; if amounts were free, 0.
    """
    answer = solve(case(FACTORY))
    assert sum(answer.amount(f"grid.import.{month}") for month in range(12)) == pytest.approx(24 * 365)
    assert solve(case(FACTORY), without="amount_balance").cost == pytest.approx(0.0)


@proves("link_balance")
def test_what_the_pathway_decides_is_handed_down():
    """Proves: the operation serves the demand that the pathway states.

    Sensitivity: 8.76; if the link were free, no demand would be chosen, 0.
    """
    assert solve(case(FACTORY)).cost == pytest.approx(8.76)
    assert solve(case(FACTORY), without="link_balance").cost == pytest.approx(0.0)


@proves("service_limit")
def test_no_demand_is_left_unserved():
    """Proves: energy may not be missing.

    Sensitivity: 8.76; if it might, 0.
    """
    answer = solve(case(FACTORY), without="service_limit")
    assert solve(case(FACTORY)).cost == pytest.approx(8.76)
    assert answer.cost == pytest.approx(0.0)
    assert answer.amount("electricity.missing") == pytest.approx(8760.0)


def test_unserved_demand_shows_as_an_overstep():
    """Proves: an overstep is exactly what is missing, at 0.1 million/MWh.

    Sensitivity: grid of 0.25 MW for 1 MW: 0.75 x 8760 = 6570 MWh missing; closed, the case is infeasible.
    """
    short = case({"demands.light": demand(), "supply.grid": grid(limit="0.25 MW")})
    answer = solve(short, oversteps=True)
    assert answer.overstepped == {("demand of electricity", 2026): pytest.approx(6570.0)}
    assert answer.cost == pytest.approx(0.25 * 8.76 + 0.1 * 6570.0)
    assert solve(short).status.value == "infeasible"


@books("roof_area", "generation", "self_use", "curtailed", "opex_fixed")
@proves("area_limit")
def test_what_stands_on_a_roof_fits_it():
    """Proves: 1000 m2 half usable, at 5 m2/kW, carry 0.1 MW.

    Sensitivity: 0.1 MW built at 1 million/MW saves 0.876: 0.1 + 8.76 - 0.876 = 7.984;
    without the roof's limit 1 MW is built: 1.
    """
    solar = {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", **FREE_LIFE, "area": "5 m2/kW",
             "area_from": "roof"}  # fmt: skip
    given = case({**FACTORY, "technologies.pv": solar}, roof=1000.0)
    answer = solve(given)
    assert answer.cost == pytest.approx(7.984)
    assert answer.number("built", "pv") == pytest.approx(0.1)
    assert answer.entry("roof_area", "pv") == pytest.approx(500.0)
    assert answer.entry("generation", "pv") == answer.entry("self_use", "electricity") == pytest.approx(876.0)
    assert answer.entry("curtailed", "pv") == pytest.approx(0.0)
    assert answer.entry("tce", "electricity") == pytest.approx(0.1229 * 876.0)
    assert solve(given, without="area_limit").cost == pytest.approx(1.0)
