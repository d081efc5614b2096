"""Lines of their own: what arrives and what it costs, what must be used, sold, and covered of the factory's use."""

import pytest

from .bench import books, case, demand, grid, on, proves, solve
from .test_contracts import LINES


def line(**fields):
    """1 MW in every hour at 300 CNY/MWh."""
    return {
        "kind": "direct_line", "profile": "flat", "start": [2026], "tenor": "1 a", "max": "1 MW",
        "energy_price": "300 CNY/MWh", "eligibility": "new_load", **fields,
    }  # fmt: skip


def site(annual="17520 MWh", *, series=None, limit=None, extra=(), **fields):
    connection = {} if limit is None else {"limit": limit}
    given = {
        "demands.light": demand(annual), "supply.grid": grid(components=LINES, **connection),
        "supply.line": line(**fields), **dict(extra),
    }  # fmt: skip
    return case(given, series=series)


@books("direct_line_energy", "direct", "direct_line_environmental", "direct_line_charge")
@proves("delivery_limit")
def test_power_arrives_beside_the_grid():
    """Proves: of 2 MW used, 1 MW comes over the line at 300 + 50 CNY/MWh: no energy, no transport, no CO2 of the grid.

    Sensitivity: 8760 x (1.2e-3 + 3.5e-4) = 13.578; without the limit all of it comes over the line, 6.132.
    """
    answer = solve(site(environmental_value="50 CNY/MWh"))
    assert answer.cost == pytest.approx(13.578)
    assert answer.line("direct_line_energy", "line") == pytest.approx(2.628)
    assert answer.line("direct_line_environmental", "line") == pytest.approx(0.438)
    assert answer.line("direct_line_charge", "line") == pytest.approx(0.0)
    assert answer.entry("direct", "line") == pytest.approx(8760.0)
    assert answer.entry("tce", "line") == pytest.approx(0.1229 * 8760.0)
    for account, factor in (("location", 0.5), ("market", 0.6), ("market_certificates", 0.6)):
        assert answer.pathway.yearly.item(f"scope2_{account}", "line", 2026) == 0
        assert answer.entry(f"scope2_{account}", "grid") == pytest.approx(factor * 8760.0)
    assert solve(site(environmental_value="50 CNY/MWh"), without="delivery_limit").cost == pytest.approx(6.132)


@books("unclaimed")
def test_where_the_seller_keeps_the_attributes_the_power_is_residual():
    """Proves: market-based CO2 at the residual factor, location-based none; the attribute is not paid for.

    Sensitivity: 8760 x (1.2e-3 + 3e-4) = 13.14.
    """
    answer = solve(site(environmental_value="50 CNY/MWh", attributes="seller"))
    assert answer.cost == pytest.approx(13.14)
    assert answer.entry("direct", "line") == answer.entry("unclaimed", "line") == pytest.approx(8760.0)
    for account in ("scope2_market", "scope2_market_certificates"):
        assert answer.entry(account, "line") == pytest.approx(0.6 * 8760.0)


def test_the_line_is_charged_on_its_size():
    """Proves: 100 CNY/MWh on half of 12 x 730 h x 1 MW, used or not.

    Sensitivity: 13.14 + 4380 x 1e-4 = 13.578; on the whole 14.016.
    """
    answer = solve(site(transmission="100 CNY/MWh", load_factor="50 %"))
    assert answer.cost == pytest.approx(13.578)
    assert answer.line("direct_line_charge", "line") == pytest.approx(0.438)
    assert solve(site(transmission="100 CNY/MWh")).cost == pytest.approx(14.016)


@books("direct_line_due")
def test_some_of_the_bill_stays_due():
    """Proves: 200 CNY/MWh of transport are charged on the line's power, too.

    Sensitivity: 13.14 + 8760 x 2e-4 = 14.892.
    """
    answer = solve(site(still_due=["transport"]))
    assert answer.cost == pytest.approx(14.892)
    assert answer.line("direct_line_due", "line.transport") == pytest.approx(1.752)


@books("capex")
def test_the_line_is_paid_for_at_signing():
    """Proves: 7 million save 8760 x 9e-4 = 7.884; 8 million do not, and the line is not signed.

    Sensitivity: 13.14 + 7 = 20.14; 21.024 without a line.
    """
    answer = solve(site(line_capex="7 Mio CNY"))
    assert answer.cost == pytest.approx(20.14)
    assert answer.cash("capex", "line") == pytest.approx(7.0)
    assert solve(site(line_capex="8 Mio CNY")).cost == pytest.approx(21.024)


def test_all_that_is_available_may_have_to_be_paid_for():
    """Proves: 0.7 MW are used, 1 MW is paid for, whole or not at all.

    Sensitivity: 8760 x 3e-4 = 2.628; paid by use 1.8396.
    """
    assert solve(site("6132 MWh", min="1 MW", pays_for="available")).cost == pytest.approx(2.628)
    assert solve(site("6132 MWh", min="1 MW")).cost == pytest.approx(1.8396)


@proves("statement_limit: direct_line.self_use")
def test_most_of_the_available_energy_must_be_used():
    """Proves: 0.5 MW are half of the 1 MW offered, whole or not at all: less than 60 %, so there is no line.

    Sensitivity: 4380 x 1.2e-3 = 5.256; without the statement 4380 x 3e-4 = 1.314.
    """
    given = site("4380 MWh", min="1 MW")
    assert solve(given).cost == pytest.approx(5.256)
    assert solve(given, without="statement_limit").cost == pytest.approx(1.314)
    assert solve(site("4380 MWh", min="1 MW", self_use="50 %")).cost == pytest.approx(1.314)


@books("direct_line_surplus", "direct_sold")
@proves("export_limit")
def test_some_of_the_surplus_may_be_sold():
    """Proves: 0.75 of 1 MW is used; of the 2190 MWh left, 20 % of 8760 are bought at 300 and sold at 350 CNY/MWh.

    Sensitivity: 6570 x 3e-4 - 1752 x 5e-5 = 1.8834; all of the surplus would make it 1.8615.
    """
    given = site("6570 MWh", surplus_price="350 CNY/MWh")
    answer = solve(given)
    assert answer.cost == pytest.approx(1.8834)
    assert answer.entry("direct_sold", "line") == pytest.approx(1752.0)
    assert answer.line("direct_line_surplus", "line") == pytest.approx(-1752.0 * 3.5e-4)
    assert solve(given, without="export_limit").cost == pytest.approx(1.8615)


@proves("surplus_limit")
def test_only_surplus_is_sold():
    """Proves: 0.9 of 1 MW is used, so 876 MWh are left, less than 20 %.

    Sensitivity: 7884 x 3e-4 - 876 x 5e-5 = 2.3214; 1752 MWh would make it 2.2776.
    """
    given = site("7884 MWh", surplus_price="350 CNY/MWh")
    assert solve(given).cost == pytest.approx(2.3214)
    assert solve(given, without="surplus_limit").cost == pytest.approx(2.2776)


@proves("statement_limit: direct_line.load_share")
def test_a_line_covers_its_share_of_the_use():
    """Proves: 1 MW is a quarter of the use of 4 MW, less than 30 %: no line; 25 % it covers.

    Sensitivity: 35040 x 1.2e-3 = 42.048 without a line, 26280 x 1.2e-3 + 2.628 = 34.164 with one.
    """
    given = site("35040 MWh", limit="5 MW", load_share={2026: "30 %"})
    assert solve(given).cost == pytest.approx(42.048)
    assert solve(given, without="statement_limit").cost == pytest.approx(34.164)
    assert solve(site("35040 MWh", limit="5 MW", load_share={2026: "25 %"})).cost == pytest.approx(34.164)


def test_own_power_is_part_of_the_use():
    """Proves: with 1 MW of sun by day the factory still uses 4 MW.

    Sensitivity: the share of 30 % is out of reach, the sun saves 4380 x 1.2e-3 and costs 1 of 42.048.
    """
    sun = {
        "kind": "renewable", "profile": "sun", "capex": "1000 CNY/kW", "life": "1 a", "max": "1 MW",
    }  # fmt: skip
    extra = {"technologies.sun": sun}
    given = site("35040 MWh", series={"sun": on((6, 18))}, limit="5 MW", load_share={2026: "30 %"}, extra=extra)
    assert solve(given).cost == pytest.approx(42.048 - 5.256 + 1.0)


@proves("resale_limit")
def test_power_of_the_line_is_not_fed_into_the_grid():
    """Proves: feeding in pays 400 and the line costs 300: own solar power is sold, the line's power is used.

    Sensitivity: 1 MW of demand from the line, 1 MW of own power sold: 2.628 - 3.504; without the row 1 MW more of the
    line's power is sold at a gain of 0.876.
    """
    standing = {"kind": "existing", "technology": "plant", "capacity": "1 MW", "built": 2020, "only_at": [2040]}
    plant = {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", "life": "30 a", "max": "1 MW"}
    things = {
        "demands.light": demand(), "technologies.plant": plant, "existing.old": standing,
        "supply.grid": grid(export={"price": "400 CNY/MWh", "limit": "2 MW"}),
        "supply.line": line(self_use="0 %", max="2 MW", energy_price="300 CNY/MWh"),
    }  # fmt: skip
    given = case(things)
    assert solve(given).cost == pytest.approx(2.628 - 3.504)
    assert solve(given, without="resale_limit").cost == pytest.approx(2.628 - 3.504 - 0.876)
