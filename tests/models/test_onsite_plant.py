"""Plants of others on the site: what is paid, who owns the attributes, which area they take and what it earns."""

import pytest

from .bench import books, case, demand, grid, on, solve


def plant(**fields):
    """1 MW by day at 300 CNY/MWh."""
    return {
        "kind": "onsite_plant", "profile": "sun", "start": [2026], "tenor": "1 a", "max": "1 MW",
        "energy_price": "300 CNY/MWh", "attributes": "buyer", **fields,
    }  # fmt: skip


def site(annual="8760 MWh", roof=None, **fields):
    given = {"demands.light": demand(annual), "supply.grid": grid(), "supply.sun": plant(**fields)}
    return case(given, series={"sun": on((6, 18))}, roof=roof)


@books("onsite_energy", "third_party", "self_use", "onsite_environmental")
def test_the_power_used_is_paid_for():
    """Proves: 2 MW by day meet a use of 1 MW: 4380 MWh at 300 + 50 CNY/MWh, the rest is the owner's.

    Sensitivity: 8.76 - 4380 x 6.5e-4 = 5.913.
    """
    answer = solve(site(max="2 MW", environmental_value="50 CNY/MWh"))
    assert answer.cost == pytest.approx(5.913)
    assert answer.line("onsite_energy", "sun") == pytest.approx(1.314)
    assert answer.line("onsite_environmental", "sun") == pytest.approx(0.219)
    assert answer.entry("third_party", "sun") == answer.entry("self_use", "sun") == pytest.approx(4380.0)
    assert answer.entry("tce", "sun") == pytest.approx(0.1229 * 4380.0)
    assert answer.entry("scope2_market", "grid") == pytest.approx(0.6 * 4380.0)


def test_all_that_is_available_may_have_to_be_paid_for():
    """Proves: 2 MW, whole or not at all, generate 8760 MWh, of which 4380 are used.

    Sensitivity: 8.76 - 4.38 + 2.628 = 7.008; paid by use 5.694.
    """
    assert solve(site(min="2 MW", max="2 MW", pays_for="available")).cost == pytest.approx(7.008)
    assert solve(site(min="2 MW", max="2 MW")).cost == pytest.approx(5.694)


@books("unclaimed")
def test_the_owner_may_keep_the_attributes():
    """Proves: the power counts at the residual factor, is no self-use of the factory, and its value is not paid.

    Sensitivity: 8.76 - 4380 x 7e-4 = 5.694.
    """
    answer = solve(site(attributes="seller", environmental_value="50 CNY/MWh"))
    assert answer.cost == pytest.approx(5.694)
    assert answer.entry("third_party", "sun") == answer.entry("unclaimed", "sun") == pytest.approx(4380.0)
    assert answer.pathway.yearly.item("self_use", "sun", 2026) == 0
    assert answer.pathway.yearly.item("scope2_location", "sun", 2026) == 0
    for account in ("scope2_market", "scope2_market_certificates"):
        assert answer.entry(account, "sun") == pytest.approx(0.6 * 4380.0)


@books("onsite_rent", "roof_area")
def test_the_plant_rents_its_area():
    """Proves: 1000 m2 half usable carry 0.1 MW at 5 m2/kW, and earn 10 CNY/(m2*a).

    Sensitivity: 8.76 - 438 x 7e-4 - 500 x 1e-5 = 8.4484.
    """
    answer = solve(site(roof=1000.0, area="5 m2/kW", area_from="roof", rent="10 CNY/(m2*a)"))
    assert answer.cost == pytest.approx(8.4484)
    assert answer.line("onsite_rent", "sun") == pytest.approx(-0.005)
    assert answer.entry("roof_area", "sun") == pytest.approx(500.0)
