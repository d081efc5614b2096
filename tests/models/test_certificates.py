"""Certificates bought apart from the power: how many, how long they last, in which month they count."""

import numpy as np
import pytest

from .bench import DAY_OF_YEAR, FIRST_HALF, TWO_DAYS, books, case, demand, grid, proves, solve

# 8760 MWh bought for 8.76 million; market-based CO2 of 0.6 t/MWh.
BILL = 8.76


def certificate(price="10 CNY/MWh", **fields):
    return {"kind": "certificate", "price": price, **fields}


def clean(limit=None, years=(2026,), end=None, **certificates):
    """No market-based CO2 is left, unless told otherwise."""
    things = {
        "demands.light": demand(), "supply.grid": grid(),
        **{f"supply.{name}": fields for name, fields in certificates.items()},
        "targets.co2": {"kind": "emission_cap", "basis": "market_certificates", "limit": limit or {2026: "0 t/a"}},
    }  # fmt: skip
    return case(things, years=years, end=end)


def rows_of(name):
    """Statements of one thing."""
    return lambda index: index[0] == name


PRICES = {2026: "10 CNY/MWh", 2027: "30 CNY/MWh", 2028: "50 CNY/MWh"}


@books("certificate_claimed")
@proves("vintage_limit")
def test_a_certificate_is_kept_while_it_is_valid():
    """Proves: 8760 certificates bought at 10 in 2026 are claimed in 2027, where they would cost 30 CNY/MWh.

    Sensitivity: 2 x 8.76 + 0.0876; without the limit on what was kept they would cost nothing.
    """
    given = clean({2027: "0 t/a"}, years=(2026, 2027), green=certificate(PRICES, validity="2 a"))
    answer = solve(given)
    assert answer.cost == pytest.approx(2 * BILL + 0.0876)
    assert [answer.entry("certificate", "green", year) for year in (2026, 2027)] == pytest.approx([8760.0, 0.0])
    assert [answer.entry("certificate_claimed", "green", year) for year in (2026, 2027)] == pytest.approx([0.0, 8760.0])
    assert answer.number("certificates", "green", 2026) == pytest.approx(8760.0)
    assert answer.entry("scope2_market_certificates", "grid", 2026) == pytest.approx(0.6 * 8760.0)
    assert solve(given, without="vintage_limit").cost == pytest.approx(2 * BILL)


@pytest.mark.parametrize(
    ("validity", "years", "end", "price"),
    [
        ("1 a", (2026, 2027), 2027, 0.2628),
        ("2 a", (2026, 2027, 2028), 2028, 0.2628),
        ("3 a", (2026, 2027, 2028), 2028, 0.0876),
        ("2 a", (2026, 2028), 2028, 0.438),
        ("3 a", (2026, 2028), 2028, 0.438),
    ],
)
def test_how_long_a_certificate_is_valid(validity, years, end, price):
    """Proves: valid for n years it serves the year of purchase and n - 1 after it, between years that stand alone.

    Sensitivity: for a cap in the last year, certificates of the cheapest year still valid; 2026 standing for two years
    keeps nothing.
    """
    given = clean({years[-1]: "0 t/a"}, years=years, end=end, green=certificate(PRICES, validity=validity))
    assert solve(given).cost == pytest.approx((end - 2025) * BILL + price)


@proves("statement_limit: certificate.max")
def test_no_more_is_bought_than_is_offered():
    """Proves: 4380 at 10, the other 4380 at 30 CNY/MWh.

    Sensitivity: 8.76 + 0.0438 + 0.1314; without the limit 8.76 + 0.0876.
    """
    given = clean(cheap=certificate(max="4380 MWh/a"), dear=certificate("30 CNY/MWh"))
    assert solve(given).cost == pytest.approx(BILL + 0.1752)
    assert solve(given, without="statement_limit", rows=rows_of("supply.cheap")).cost == pytest.approx(BILL + 0.0876)


def test_what_is_kept_is_bought_in_its_own_year():
    """Proves: 4380 offered a year: 4380 of 2026 at 10 and 4380 of 2027 at 30 CNY/MWh cover 2027.

    Sensitivity: 0.0438 + 0.1314; if what is kept did not count as bought, 0.0876.
    """
    green = certificate(PRICES, validity="2 a", max="4380 MWh/a")
    assert solve(clean({2027: "0 t/a"}, years=(2026, 2027), green=green)).cost == pytest.approx(2 * BILL + 0.1752)


@proves("statement_limit: certificate.max_share")
def test_only_a_share_of_the_purchase_may_be_covered():
    """Proves: a quarter at 10, three quarters at 30 CNY/MWh.

    Sensitivity: 0.0219 + 0.1971; without the limit 0.0876.
    """
    given = clean(cheap=certificate(max_share="25 %"), dear=certificate("30 CNY/MWh"))
    assert solve(given).cost == pytest.approx(BILL + 0.219)
    assert solve(given, without="statement_limit", rows=rows_of("supply.cheap")).cost == pytest.approx(BILL + 0.0876)


# 4416 MWh from July to December.
LATE = {"late": (DAY_OF_YEAR >= FIRST_HALF).astype(float), "january": (np.arange(8760) < 744).astype(float)}


def green_half(matching, target="green_share", **certificates):
    asked = {
        "green_share": {"kind": "green_share", "share": {2026: "50 %"}},
        "emission_cap": {"kind": "emission_cap", "basis": "market_certificates", "limit": {2026: "1324.8 t/a"}},
    }
    things = {
        "demands.light": demand("4416 MWh", profile="late"), "supply.grid": grid(),
        **{f"supply.{name}": fields for name, fields in certificates.items()},
        "targets.green": {**asked[target], "matching": matching},
    }  # fmt: skip
    return case(things, series=LATE)


@books("matched_monthly")
@proves("issue_limit")
@pytest.mark.parametrize("target", ["green_share", "emission_cap"])
def test_certificates_count_in_the_months_of_their_issue(target):
    """Proves: issued evenly through the year, 4416 of 8760 fall into the months of the purchase: 4380 cover 2208 MWh.

    Sensitivity: 4.416 + 0.0438; over the year 2208 certificates, 0.02208; without the limit they match unbought.
    """
    given = green_half("monthly", target, green=certificate(profile="flat"))
    answer = solve(given, steps=TWO_DAYS)
    assert answer.cost == pytest.approx(4.416 + 0.0438)
    assert answer.entry("matched_monthly", "green") == pytest.approx(2208.0)
    assert answer.entry("certificate_claimed", "green") == pytest.approx(4380.0)
    assert solve(given, steps=TWO_DAYS, without="issue_limit").cost == pytest.approx(4.416)
    yearly = green_half("yearly", target, green=certificate(profile="flat"))
    assert solve(yearly, steps=TWO_DAYS).cost == pytest.approx(4.416 + 0.02208)


@pytest.mark.parametrize(("matching", "profile"), [("monthly", None), ("hourly", None), ("hourly", "flat")])
def test_where_certificates_never_count(matching, profile):
    """Proves: without months of issue they match no month, and nothing makes them match hours.

    Sensitivity: half the power has no other source, so there is no plan; matched by the year there is.
    """
    given = green_half(matching, green=certificate(profile=profile))
    assert solve(given, steps=TWO_DAYS).status.value == "infeasible"


@proves("month_claim_limit")
def test_claims_of_a_month_stay_within_its_purchase():
    """Proves: issued in January, at 10, or evenly, at 30 CNY/MWh; 744 MWh are bought in January and 4380 claimed.

    Sensitivity: x of January and y even ones with x + y x 744 / 8760 = 744 and x + y = 4380: y = 3973.5, x = 406.5,
    cost 0.0041 + 0.1192; without the limit 4380 of January, 0.0438.
    """
    things = {
        "demands.light": demand(), "supply.grid": grid(), "supply.cheap": certificate(profile="january"),
        "supply.dear": certificate("30 CNY/MWh", profile="flat"),
        "targets.green": {"kind": "green_share", "share": {2026: "50 %"}, "matching": "monthly"},
    }  # fmt: skip
    given = case(things, series=LATE)
    even = (4380.0 - 744.0) / (1.0 - 744.0 / 8760.0)
    assert solve(given).cost == pytest.approx(BILL + 10e-6 * (4380.0 - even) + 30e-6 * even)
    assert solve(given, without="month_claim_limit").cost == pytest.approx(BILL + 0.0438)
