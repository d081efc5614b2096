"""Measures: adopted once while they serve, what they need, forbid and precede, and their service life."""

import pytest

from .bench import books, case, demand, grid, proves, solve

SITE = {"demands.light": demand(), "supply.grid": grid()}


def measure(saves="0 %", **fields):
    return {"kind": "measure", "capex": "0 CNY", "life": "1 a", "saves": {"light": saves}, **fields}


@books("capex", "measure_opex")
def test_a_measure_saves_its_share_and_costs_its_investment_and_upkeep():
    """Proves: 25 % of 8.76 saved for 1 million and 0.1 a year.

    Sensitivity: 1 + 0.1 + 6.57 = 7.67; at 3 million it is left, 8.76.
    """
    given = case({**SITE, "measures.led": measure("25 %", capex="1 Mio CNY", opex="100000 CNY/a")})
    answer = solve(given)
    assert answer.cost == pytest.approx(7.67)
    assert answer.cash("capex", "led") == pytest.approx(1.0)
    assert answer.line("measure_opex", "led") == pytest.approx(0.1)
    assert answer.number("adopted", "led") == answer.number("active", "led") == pytest.approx(1.0)
    assert answer.number("annual", "light") == pytest.approx(6570.0)
    dear = case({**SITE, "measures.led": measure("25 %", capex="3 Mio CNY")})
    assert solve(dear).cost == pytest.approx(8.76)
    assert solve(dear, relaxed=True).cost == pytest.approx(8.76)


@proves("adopt_by_logic")
def test_a_measure_that_is_decided_is_adopted_in_time():
    """Proves: 10 million are spent for nothing by 2027 at the latest.

    Sensitivity: 2 x 8.76 + 10; if it did not have to be, 2 x 8.76.
    """
    given = case({**SITE, "measures.led": measure(capex="10 Mio CNY", life="9 a", adopt_by=2026)}, years=(2026, 2027))
    answer = solve(given)
    left = 10.0 * 7.0 / 9.0
    assert answer.cost == pytest.approx(2 * 8.76 + 10.0 - left)
    assert [answer.number("adopted", "led", year) for year in (2026, 2027)] == pytest.approx([1.0, 0.0])
    assert solve(given, without="adopt_by_logic").cost == pytest.approx(2 * 8.76)


@proves("once_logic")
def test_a_measure_is_not_adopted_anew_while_it_serves():
    """Proves: an upkeep saved of 1 million a year is saved once a year.

    Sensitivity: 2 x 8.76 - 2; adopted in both years and active twice in the second it would save 3.
    """
    given = case({**SITE, "measures.led": measure(opex="-1 Mio CNY/a", life="2 a")}, years=(2026, 2027))
    assert solve(given).cost == pytest.approx(2 * 8.76 - 2.0)
    assert solve(given, without="once_logic").cost == pytest.approx(2 * 8.76 - 3.0)


def test_a_measure_may_be_adopted_anew_after_its_life():
    """Proves: a life of 1 year, two years: 50 % saved in both for 1 million each.

    Sensitivity: 2 + 8.76; if it could be adopted but once, 1 + 4.38 + 8.76.
    """
    answer = solve(case({**SITE, "measures.led": measure("50 %", capex="1 Mio CNY")}, years=(2026, 2027)))
    assert answer.cost == pytest.approx(10.76)
    assert [answer.number("adopted", "led", year) for year in (2026, 2027)] == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize(("life", "served"), [(4, 1), (5, 2), (6, 2)])
def test_life_is_rounded_to_whole_blocks(life, served):
    """Proves: blocks of 3 and 4 years; the second is served if at least 2 of its 4 years lie within the life.

    Sensitivity: a life of 4 has 1 year in it and serves 3; 5 has 2 and serves 7. What is paid is the years served: at
    1 million for the life without discounting, served / life.
    """
    things = {**SITE, "measures.led": measure("50 %", capex="1 Mio CNY", life=f"{life} a", only_at=[2026])}
    answer = solve(case(things, years=(2026, 2029), end=2032))
    years = 3 if served == 1 else 7
    assert answer.number("active", "led", 2029) == pytest.approx(served - 1.0)
    assert answer.cost == pytest.approx(years * 4.38 + (7 - years) * 8.76 + years / life)


@proves("requires_logic")
def test_what_a_measure_requires_is_in_service_with_it():
    """Proves: 50 % saved by a sensor that needs a network for 2 million.

    Sensitivity: 2 + 4.38; without the condition 4.38.
    """
    network = measure(capex="2 Mio CNY")
    given = case({**SITE, "measures.sensor": measure("50 %", requires=["network"]), "measures.network": network})
    answer = solve(given)
    assert answer.cost == pytest.approx(6.38)
    assert answer.number("adopted", "network") == pytest.approx(1.0)
    assert solve(given, without="requires_logic").cost == pytest.approx(4.38)


@proves("requires_logic")
def test_a_requirement_holds_in_every_year_of_service():
    """Proves: a sensor of 2 years needs the network in its second year too, and this cannot be had before 2027.

    Sensitivity: it waits for 2027: 8.76 + 4.38; without the condition 2 x 4.38.
    """
    things = {
        **SITE, "measures.sensor": measure("50 %", life="2 a", requires=["network"]),
        "measures.network": measure(available_from=2027),
    }  # fmt: skip
    given = case(things, years=(2026, 2027))
    assert solve(given).cost == pytest.approx(8.76 + 4.38)
    assert solve(given, without="requires_logic").cost == pytest.approx(2 * 4.38)


@proves("excludes_logic")
def test_what_a_measure_excludes_is_not_in_service_with_it():
    """Proves: of two free savings of 50 % and 20 % one can be had.

    Sensitivity: 4.38; both would leave 0.5 x 0.8 x 8.76 = 3.504.
    """
    given = case({**SITE, "measures.led": measure("50 %", excludes=["halogen"]), "measures.halogen": measure("20 %")})
    assert solve(given).cost == pytest.approx(4.38)
    assert solve(given, without="excludes_logic").cost == pytest.approx(3.504)


@proves("before_logic")
def test_what_comes_later_is_adopted_only_afterwards():
    """Proves: a retrofit that saves 50 % waits for a relining that may be had in 2027 for 1 million.

    Sensitivity: 8.76 + 1 + 4.38; without the order 2 x 4.38.
    """
    things = {
        **SITE, "measures.retrofit": measure("50 %"),
        "measures.relining": measure(capex="1 Mio CNY", only_at=[2027], before=["retrofit"]),
    }  # fmt: skip
    given = case(things, years=(2026, 2027))
    assert solve(given).cost == pytest.approx(14.14)
    assert solve(given, without="before_logic").cost == pytest.approx(8.76)


def test_having_been_adopted_is_enough_to_come_before():
    """Proves: the relining of 2026 lasts one year; the retrofit may follow in 2027 when it no longer serves.

    Sensitivity: adopted once for 1 million: 1 + 2 x 4.38; if it had to be in service, 2 + 2 x 4.38.
    """
    things = {
        **SITE, "measures.retrofit": measure("50 %"),
        "measures.relining": measure(capex="1 Mio CNY", before=["retrofit"]),
    }  # fmt: skip
    assert solve(case(things, years=(2026, 2027))).cost == pytest.approx(1.0 + 8.76)


@pytest.mark.parametrize(
    ("fields", "years"),
    [
        ({}, 3),
        ({"only_at": [2027]}, 1),
        ({"available_from": 2027}, 2),
        ({"lead_time": "1 a"}, 2),
        ({"lead_time": "3 a"}, 0),
    ],
)
def test_a_measure_enters_service_when_it_may(fields, years):
    """Proves: permission, availability and lead time after the first decision year.

    Sensitivity: a free saving of 50 % for a year: each year more or less changes the bill by 4.38.
    """
    given = case({**SITE, "measures.led": measure("50 %", **fields)}, years=(2026, 2027, 2028))
    assert solve(given).cost == pytest.approx(3 * 8.76 - years * 4.38)
