"""Green power through the grid: how it is settled, what it may deliver, what it replaces, how it matches in time."""

import numpy as np
import pytest

from .bench import FIRST_HALF, TWO_DAYS, books, on, proves, solve
from .test_contracts import LINES, case, demand, grid, ppa, site

VALLEY = [{"band": "valley", "hours": "0-12"}]
WINTER = {"winter": np.where(np.arange(8760) // 24 < FIRST_HALF, 1.0, 0.0)}


def green(**fields):
    given = {"kind": "green_trade", "max": "4380 MWh/a", "energy_price": "400 CNY/MWh", **fields}
    return {"settlement": "monthly", **given}


@proves("settled_limit")
def test_each_price_class_settles_what_is_generated_in_it():
    """Proves: 1 MW from 6 to 18 h meets half of the valley (0-12 h, 500 CNY/MWh) and half of the rest (1000).

    Sensitivity: 2.19 + 4.38 + 1.752 - 2190 x (1e-4 + 6e-4) = 6.789; settled without regard to what is nominated, the
    energy costs nothing: 1.752.
    """
    given = site("8760 MWh", periods=VALLEY, series={"sun": on((6, 18))}, sun=ppa(profile="sun"))
    answer = solve(given)
    assert answer.cost == pytest.approx(6.789)
    assert answer.entry("traded", "sun") == pytest.approx(4380.0)
    assert solve(given, without="settled_limit").cost == pytest.approx(1.752)


@pytest.mark.parametrize("settlement", ["yearly", "monthly", "hourly"])
@proves("nominated_limit")
def test_no_more_is_called_for_than_the_seller_can_give(settlement):
    """Proves: of 2 MW used, 1 MW is called for at 400 in place of 1000 CNY/MWh.

    Sensitivity: 21.024 - 8760 x 6e-4 = 15.768; without the limit all is called for, 10.512; where hours are settled the
    hourly flow keeps to the power that is called.
    """
    given = site(wind=ppa(settlement=settlement, max="8760 MWh/a", band="0 %"))
    assert solve(given).cost == pytest.approx(15.768)
    assert solve(given, without="nominated_limit").cost == pytest.approx(10.512)


def test_the_cheap_hours_of_a_course_come_with_the_dear_ones():
    """Proves: 1 MW at 700 replaces 500 in the valley and 1000 elsewhere: 50 CNY/MWh are saved on all, not 300 on half.

    Sensitivity: 8.322 - 8760 x 5e-5 = 7.884, however it is settled; with the choice of the hours 8.322 - 1.314.
    """
    for settlement in ("yearly", "monthly", "hourly"):
        wind = ppa(energy_price="700 CNY/MWh", settlement=settlement)
        answer = solve(site("8760 MWh", periods=VALLEY, wind=wind))
        assert answer.cost == pytest.approx(7.884)
        assert answer.entry("traded", "wind") == pytest.approx(8760.0)


def test_what_is_called_for_and_not_used_is_paid_all_the_same():
    """Proves: 1 MW round the clock for 1 MW used by day: half of it is lost, at 400 in place of 1000 CNY/MWh.

    Sensitivity: 4380 x 1.2e-3 - 4380 x 1e-3 + 8760 x 4e-4 = 4.38; paid on use alone 2.628.
    """
    given = site("4380 MWh", profile="day", series={"day": on((6, 18))}, wind=ppa(settlement="hourly"))
    answer = solve(given)
    assert answer.cost == pytest.approx(4.38)
    assert answer.line("ppa_energy", "wind") == pytest.approx(3.504)


@proves("traded_class_limit")
def test_traded_power_is_part_of_the_purchase_of_its_month():
    """Proves: 2 MW in January to June meet a purchase of 1 MW: 4344 MWh are traded.

    Sensitivity: 10.512 - 4344 x 6e-4 = 7.9056; counted over the year alone 8688 MWh would be, 5.2992.
    """
    given = site("8760 MWh", series=WINTER, wind=ppa(profile="winter", max="2 MW"))
    answer = solve(given, steps=TWO_DAYS)
    assert answer.cost == pytest.approx(7.9056)
    assert answer.entry("traded", "wind") == pytest.approx(4344.0)
    assert solve(given, steps=TWO_DAYS, without="traded_class_limit").cost == pytest.approx(5.2992)


def test_the_year_settles_by_band():
    """Proves: over the year 2 MW of January to June meet the purchase of all months, band by band.

    Sensitivity: 8688 MWh in either band of 4344: 10.512 - 2.19 - (8688 / 2) x (1e-4 + 6e-4) = 5.2812; by the month
    4344 MWh are traded, 6.8016.
    """
    wind = ppa(profile="winter", max="2 MW", settlement="yearly")
    given = site("8760 MWh", periods=VALLEY, series=WINTER, wind=wind)
    assert solve(given, steps=TWO_DAYS).cost == pytest.approx(5.2812)
    monthly = site("8760 MWh", periods=VALLEY, series=WINTER, wind={**wind, "settlement": "monthly"})
    assert solve(monthly, steps=TWO_DAYS).cost == pytest.approx(6.8016)


def test_closer_settlement_never_pays():
    """Proves: by the year, the month, the hour, the same contract trades ever less.

    Sensitivity: 2 MW from 6 to 18 h in January to June for 1 MW: 4344, 4344 and 2172 MWh in a tariff without bands.
    """
    sun = {"sun": on((6, 18)) * WINTER["winter"]}
    costs = []
    for settlement in ("yearly", "monthly", "hourly"):
        given = site("8760 MWh", series=sun, sun=ppa(profile="sun", max="3 MW", settlement=settlement))
        costs.append(solve(given, steps=TWO_DAYS).cost)
    assert costs == pytest.approx([10.512 - traded * 6e-4 for traded in (6516.0, 4344.0, 2172.0)])


def test_constant_power_needs_no_plant():
    """Proves: 0.5 MW of baseload trade 4380 MWh.

    Sensitivity: 10.512 - 4380 x 6e-4 = 7.884.
    """
    wind = {**ppa(shape="baseload", max="0.5 MW"), "profile": None}
    assert solve(site("8760 MWh", wind=wind)).cost == pytest.approx(7.884)


@proves("statement_limit: ppa.band")
def test_a_contracted_amount_must_nearly_be_used():
    """Proves: of 8760 MWh at 600 CNY/MWh, whole or not at all, 6570 must be used: 2226 from July on, in place of 500.

    Sensitivity: 1.752 + 4.344 + 2.208 - 4344 x 4e-4 + 2226 x 1e-4 = 6.789; without the statement nothing is called for
    from July on, 6.5664.
    """
    wind = ppa(energy_price="600 CNY/MWh", min="8760 MWh/a", max="8760 MWh/a", band="25 %")
    given = site("8760 MWh", periods=[{"band": "valley", "months": [7, 8, 9, 10, 11, 12]}], wind=wind)
    answer = solve(given)
    assert answer.cost == pytest.approx(6.789)
    assert answer.entry("traded", "wind") == pytest.approx(6570.0)
    assert solve(given, without="statement_limit").cost == pytest.approx(6.5664)


def test_a_contracted_amount_may_be_exceeded_within_its_band():
    """Proves: 7008 MWh with a band of 25 % deliver 8760.

    Sensitivity: 10.512 - 8760 x 6e-4 = 5.256; without a band 7008 x 6e-4 are saved, 6.3072.
    """
    assert solve(site("8760 MWh", wind=ppa(max="7008 MWh/a", band="25 %"))).cost == pytest.approx(5.256)
    assert solve(site("8760 MWh", wind=ppa(max="7008 MWh/a"))).cost == pytest.approx(6.3072)


@pytest.mark.parametrize("settlement", ["monthly", "hourly"])
def test_it_replaces_the_spot_price_of_its_hours(settlement):
    """Proves: by day the price is 1500, at night 500 CNY/MWh: 1 MW by day at 400 saves 1100.

    Sensitivity: 8.76 - 4380 x 1.1e-3 = 3.942; at the plain mean of 1000 CNY/MWh it would save 600.
    """
    spot = {"energy": {"basis": "energy", "price": "1000 CNY/MWh", "series": "spot"}}
    series = {"sun": on((6, 18)), "spot": on((6, 18), high=3.0, low=1.0)}
    things = {
        "demands.light": demand(), "supply.grid": grid(components=spot),
        "supply.sun": ppa(profile="sun", settlement=settlement),
    }  # fmt: skip
    answer = solve(case(things, series=series))
    assert answer.cost == pytest.approx(3.942)
    assert answer.line("traded_replaced", "sun") == pytest.approx(-4380.0 * 1.5e-3)


def test_a_price_out_of_force_is_not_replaced():
    """Proves: the agency's price holds in 2026, the retail price of 500 CNY/MWh from 2027; only that is replaced then.

    Sensitivity: 8760 x (1e-3 - 6e-4) in 2026 and 8760 x (5e-4 - 1e-4) in 2027, with 400 CNY/MWh paid.
    """
    lines = {
        "agency": {"basis": "energy", "price": "1000 CNY/MWh", "mode": "agency_tou"},
        "retail": {"basis": "energy", "price": "500 CNY/MWh", "mode": "retail_fixed"},
    }
    things = {
        "demands.light": demand(), "supply.wind": ppa(tenor="2 a"),
        "supply.grid": grid(components=lines, mode={2026: "agency_tou", 2027: "retail_fixed"}),
    }  # fmt: skip
    answer = solve(case(things, years=(2026, 2027)))
    assert answer.line("traded_replaced", "wind", 2026) == pytest.approx(-8.76)
    assert answer.line("traded_replaced", "wind", 2027) == pytest.approx(-4.38)
    assert answer.cost == pytest.approx(2 * 8760.0 * 4e-4)


def test_green_power_is_bought_without_a_contract():
    """Proves: 4380 MWh a year at 400 + 50 CNY/MWh from 2027.

    Sensitivity: 2 x 10.512 - 4380 x 5.5e-4 = 18.615; from 2026 on 16.206.
    """
    trade = green(environmental_value="50 CNY/MWh")
    answer = solve(site("8760 MWh", years=(2026, 2027), market={**trade, "available_from": 2027}))
    assert answer.cost == pytest.approx(18.615)
    assert answer.entry("traded", "market", 2027) == pytest.approx(4380.0)
    assert answer.entry("scope2_market", "grid", 2027) == pytest.approx(0.6 * 4380.0)
    assert answer.line("ppa_environmental", "market", 2027) == pytest.approx(0.219)
    assert solve(site("8760 MWh", years=(2026, 2027), market=trade)).cost == pytest.approx(16.206)


def test_green_power_by_the_hour_follows_its_course():
    """Proves: 8760 MWh a year by day are 2 MW, of which 1 MW is used.

    Sensitivity: 10.512 - 4380 x 6e-4 = 7.884; by the month 5.256.
    """
    trade = green(profile="sun", max="8760 MWh/a", settlement="hourly")
    hourly = site("8760 MWh", series={"sun": on((6, 18), high=7.0)}, market=trade)
    assert solve(hourly).cost == pytest.approx(7.884)


def asked(level, *, share="50 %", price="1300 CNY/MWh", settlement="yearly", **fields):
    """1 MW used, a share of it green; power of a plant with dearer energy than the grid's, and one dearer still."""
    things = {
        "demands.light": demand(), "supply.grid": grid(components=LINES),
        "supply.wind": ppa(energy_price=price, settlement=settlement, **fields),
        "supply.water": green(energy_price="2000 CNY/MWh", max="8760 MWh/a", profile="night"),
        "targets.green": {"kind": "green_share", "share": {2026: share}, "matching": level},
    }  # fmt: skip
    series = {"winter": WINTER["winter"], "mill": on((6, 18), high=2.0, low=0.25), "night": on((0, 6), (18, 24))}
    return case(things, series=series)


@books("matched_monthly")
@proves("month_generation_limit", "month_claim_limit")
def test_by_the_month_only_what_is_generated_in_it_matches():
    """Proves: 2 MW of January to June, settled over the year, trade 8688 MWh but match the 4344 used in these months.

    Sensitivity: 75 % or 6570 MWh green: 10.512 + 4344 x 3e-4 + 2226 x 1e-3 = 14.0412. Without regard to the month of
    generation, or of use, all comes from the plant: 10.512 + 6570 x 3e-4 = 12.483.
    """
    given = asked("monthly", share="75 %", profile="winter", max="2 MW")
    answer = solve(given, steps=TWO_DAYS)
    assert answer.cost == pytest.approx(14.0412)
    assert answer.entry("matched_monthly", "wind") == pytest.approx(4344.0)
    assert solve(given, steps=TWO_DAYS, without="month_generation_limit").cost == pytest.approx(12.483)
    assert solve(given, steps=TWO_DAYS, without="month_claim_limit").cost == pytest.approx(12.483)
    yearly = asked("yearly", share="75 %", profile="winter", max="2 MW")
    assert solve(yearly, steps=TWO_DAYS).cost == pytest.approx(12.483)


@books("matched_hourly")
@proves("matched_limit", "delivery_limit")
def test_by_the_hour_only_what_is_generated_in_it_matches():
    """Proves: 2 MW by day and 0.25 MW at night, settled by the month, match 1 and 0.25 MW of the 1 MW used.

    Sensitivity: 75 % or 6570 MWh green: 10.512 + 5475 x 3e-4 + 1095 x 1e-3 = 13.2495. Without regard to the hour of
    use, or of generation, all comes from the plant: 12.483.
    """
    called = {"max": "9855 MWh/a", "band": "100 %"}
    given = asked("hourly", share="75 %", settlement="monthly", profile="mill", **called)
    answer = solve(given)
    assert answer.cost == pytest.approx(13.2495)
    assert answer.entry("matched_hourly", "wind") == pytest.approx(5475.0)
    assert answer.flow("wind.matched") == pytest.approx([0.25] * 6 + [1.0] * 12 + [0.25] * 6)
    assert solve(given, without="matched_limit").cost == pytest.approx(12.483)
    assert solve(given, without="delivery_limit").cost == pytest.approx(12.483)


@pytest.mark.parametrize("level", ["monthly", "hourly"])
@proves("matched_trade_limit")
def test_only_traded_power_matches(level):
    """Proves: 4380 MWh must match, so 4380 MWh are traded at 1300 in place of 1000 CNY/MWh.

    Sensitivity: 10.512 + 4380 x 3e-4 = 11.826; matched without being traded it costs nothing more, 10.512.
    """
    given = asked(level, profile="flat", max="8760 MWh/a", band="100 %")
    answer = solve(given)
    assert answer.cost == pytest.approx(11.826)
    assert answer.entry(f"matched_{level}", "wind") == pytest.approx(4380.0)
    assert solve(given, without="matched_trade_limit").cost == pytest.approx(10.512)


def test_what_is_settled_as_closely_matches_as_it_is():
    """Proves: power settled by the month counts by the month, power settled by the hour by the hour.

    Sensitivity: as above 11.826, with no hourly flow and no decision beside the settlement.
    """
    for level in ("monthly", "hourly"):
        answer = solve(asked(level, settlement=level, profile="flat"))
        assert answer.cost == pytest.approx(11.826)
        assert "wind.matched" not in answer.operation.hourly.flows


def test_power_without_its_attribute_matches_nothing():
    """Proves: where the seller keeps the attributes all green power is the dearer one.

    Sensitivity: 10.512 + 4380 x 1e-3 = 14.892.
    """
    assert solve(asked("hourly", profile="flat", attributes="seller")).cost == pytest.approx(14.892)
