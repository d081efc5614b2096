"""Money over time: discounting, when capital is spent, what is left of it, upkeep and replacement."""

import pytest

from .bench import books, case, demand, grid, solve

SITE = {"demands.light": demand(), "supply.grid": grid()}
TENTH = 1.1


def plant(**fields):
    return {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", "life": "1 a", **fields}


def test_a_yearly_cost_is_paid_at_the_end_of_each_year_it_stands_for():
    """Proves: blocks 2026-2027 and 2028-2030: five payments of 8.76, the first after one year.

    Sensitivity: 8.76 x (1.1^-1 + ... + 1.1^-5) = 33.2073; undiscounted 43.8, from the start of the year 36.528.
    """
    answer = solve(case(SITE, years=(2026, 2028), end=2030, rate=0.1))
    assert answer.cost == pytest.approx(8.76 * sum(TENTH**-year for year in range(1, 6)))
    assert answer.cost == pytest.approx(33.207292)


def test_prices_of_a_milestone_hold_for_its_block():
    """Proves: 1000 CNY/MWh in 2026 and 1600 in 2029 are 1000 in 2026-2027 and, interpolated, 1400 in 2028-2029.

    Sensitivity: 2 x 8.76 x (1 + 1.4).
    """
    bill = {"energy": {"basis": "energy", "price": {2026: "1000 CNY/MWh", 2029: "1600 CNY/MWh"}}}
    things = {**SITE, "supply.grid": grid(components=bill)}
    assert solve(case(things, years=(2026, 2028), end=2029)).cost == pytest.approx(2 * 8.76 * 2.4)


@books("capex")
def test_capital_is_spent_evenly_over_the_lead_time():
    """Proves: 1 million for service from 2028, two years ahead: 0.5 at the end of 2026 and of 2027.

    Sensitivity: 0.5 / 1.1 + 0.5 / 1.21; spent in 2028 it would be 1 / 1.331. A life of one year leaves nothing.
    """
    answer = solve(case({**SITE, "technologies.plant": plant(lead_time="2 a")}, years=(2028,), rate=0.1))
    assert answer.cost == pytest.approx(0.5 / TENTH + 0.5 / TENTH**2)
    assert [answer.cash("capex", "plant", year) for year in (2026, 2027)] == pytest.approx([0.5, 0.5])


@books("residual_value", "capex")
def test_what_is_left_of_an_investment_is_worth_the_annuities_of_the_years_to_come():
    """Proves: life 10, served 4: the value is the annuity times the present value of 6 more.

    Sensitivity: at 10 % the annuity is 0.1 / (1 - 1.1^-10), six of them are (1 - 1.1^-6) / 0.1: 0.708799 of the
    investment at the end of 2029. By the straight line it would be 0.6, without it 0.
    """
    answer = solve(case({**SITE, "technologies.plant": plant(life="10 a")}, end=2029, rate=0.1))
    left = (1 - TENTH**-6) / (1 - TENTH**-10)
    assert left == pytest.approx(0.708799, abs=1e-6)
    assert answer.cost == pytest.approx(1 / TENTH - left / TENTH**4)
    assert answer.cash("residual_value", "plant", 2029) == pytest.approx(-left)


@books("residual_value")
def test_service_beyond_the_life_is_charged_its_annuities():
    """Proves: life 3, and the block of 4 years is served whole: one annuity more, compounded to its end.

    Sensitivity: without interest 1/3 of the investment: 1 + 1/3; with 10 % the annuity 0.1 / (1 - 1.1^-3) = 0.402115.
    """
    given = {**SITE, "technologies.plant": plant(life="3 a")}
    assert solve(case(given, end=2029)).cost == pytest.approx(4 / 3)
    answer = solve(case(given, end=2029, rate=0.1))
    assert answer.cash("residual_value", "plant", 2029) == pytest.approx(0.1 / (1 - TENTH**-3))


def test_capital_costs_what_its_years_of_service_cost_whatever_the_horizon():
    """Proves: paid a year ahead, an investment costs the annuities of the years it serves, for every horizon.

    Sensitivity: lead time 1, life 10: the annuity of 10 % in each year of service; a wrong rest varies with the end.
    """
    annuity = 0.1 / (1 - TENTH**-10)
    given = {**SITE, "technologies.plant": plant(life="10 a", lead_time="1 a")}
    for end in (2027, 2030, 2036):
        paid = annuity * sum(TENTH ** -(year - 2025) for year in range(2027, end + 1))
        assert solve(case(given, years=(2027,), end=end, rate=0.1)).cost == pytest.approx(paid)


@books("opex_fixed")
def test_upkeep_as_a_share_follows_the_price_of_its_year():
    """Proves: 10 % a year of 1 million/MW in 2026 and of 0.5 in 2027; per kW it is what is stated.

    Sensitivity: life 2: 1 + 0.1 + 0.05; on what was paid it would be 1.2, per kW 1 + 2 x 0.08.
    """
    fields = {"life": "2 a", "only_at": [2026], "capex": {2026: "1000 CNY/kW", 2027: "500 CNY/kW"}}
    shared = case({**SITE, "technologies.plant": plant(**fields, opex_fixed="10 %/a")}, years=(2026, 2027))
    assert solve(shared).cost == pytest.approx(1.15)
    assert solve(shared).line("opex_fixed", "plant", 2027) == pytest.approx(0.05)
    stated = case({**SITE, "technologies.plant": plant(**fields, opex_fixed="80 CNY/(kW*a)")}, years=(2026, 2027))
    assert solve(stated).cost == pytest.approx(1.16)


def test_what_dies_is_replaced_at_the_price_of_its_year():
    """Proves: a life of 2 years in 4 single years: built in 2026 at 1 and in 2028 at 0.5 million.

    Sensitivity: 1.5; living on it would cost 1, replaced at the old price 2.
    """
    path = {2026: "1000 CNY/kW", 2027: "1000 CNY/kW", 2028: "500 CNY/kW", 2029: "500 CNY/kW"}
    given = case({**SITE, "technologies.plant": plant(life="2 a", capex=path)}, years=(2026, 2027, 2028, 2029))
    answer = solve(given)
    assert answer.cost == pytest.approx(1.5)
    assert [answer.number("built", "plant", year) for year in given.horizon.years] == pytest.approx([1, 0, 1, 0])


def test_waiting_for_a_lower_price_is_worth_its_discount():
    """Proves: a plant of life 1 is worth 8.76 in each year; at 8.7 million it is built, at 8.8 it is not.

    Sensitivity: 8.7 in 2026, 8.76 in 2027 at 8.8.
    """
    path = {2026: "8700 CNY/kW", 2027: "8800 CNY/kW"}
    given = case({**SITE, "technologies.plant": plant(capex=path)}, years=(2026, 2027), rate=0.1)
    assert solve(given).cost == pytest.approx(8.7 / TENTH + 8.76 / TENTH**2)
