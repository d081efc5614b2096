"""What measures leave of an end use or a process stream: the exact product, row by row."""

import pytest

from .bench import books, case, demand, grid, proves, solve

SITE = {"demands.light": demand(), "supply.grid": grid()}


def measure(capex="0 CNY", **saves):
    return {"kind": "measure", "capex": capex, "life": "1 a", "saves": saves}


def row(position):
    """Rows of the chain that stand at a position among the four of every measure."""
    return lambda index: index % 4 == position % 4


@proves("saved_link")
def test_savings_multiply():
    """Proves: 20 % and 30 % leave 0.8 x 0.7 = 0.56, not 0.5; three leave the product of three.

    Sensitivity: 4.9056; added up they would leave 4.38. With the rows gone everything is saved that the bounds allow:
    1 - 0.2 - 0.3.
    """
    given = case({**SITE, "measures.a": measure(light="20 %"), "measures.b": measure(light="30 %")})
    answer = solve(given)
    assert answer.cost == pytest.approx(0.56 * 8.76)
    assert answer.number("remaining", "light") == pytest.approx(0.56)
    assert solve(given, without="saved_link").cost == pytest.approx(0.5 * 8.76)
    three = {
        "measures.a": measure(light="20 %"),
        "measures.b": measure(light="30 %"),
        "measures.c": measure(light="50 %"),
    }
    assert solve(case({**SITE, **three})).cost == pytest.approx(0.28 * 8.76)


@pytest.mark.parametrize(
    ("first", "second", "left"), [("0", "0", 0.56), ("9", "0", 0.7), ("0", "9", 0.8), ("9", "9", 1.0)]
)
def test_every_combination_leaves_its_product(first, second, left):
    """Proves: the chain is exact for each of the four choices of two measures, forced by their price.

    Sensitivity: any other value of the product changes 8.76 x left.
    """
    things = {
        **SITE, "measures.a": measure(f"{first} Mio CNY", light="20 %"),
        "measures.b": measure(f"{second} Mio CNY", light="30 %"),
    }  # fmt: skip
    assert solve(case(things)).cost == pytest.approx(8.76 * left)


@proves("saved_link")
def test_first_row_an_inactive_measure_saves_nothing():
    """Proves: saved <= high x active.

    Sensitivity: neither of two measures pays (9 million each): 8.76. Without the row the second could save 30 % of the
    0.2 that the first may have left between its bounds: 8.76 x (1 - 0.3 x 0.2).
    """
    dear = {"measures.a": measure("9 Mio CNY", light="20 %"), "measures.b": measure("9 Mio CNY", light="30 %")}
    given = case({**SITE, **dear})
    assert solve(given).cost == pytest.approx(8.76)
    assert solve(given, without="saved_link", rows=row(1)).cost == pytest.approx(8.76 * 0.94)


@proves("saved_link")
def test_second_row_bounds_a_broken_choice_from_below():
    """Proves: saved >= low x active, which only the relaxation feels.

    Sensitivity: `a` halves the light for nothing; `b` doubles it, empties the other use, and half of it is paid for.
    Relaxed: 0.5 + 0.5 x 0.5 = 0.75 of the light and half the other use; without the row 0.5 of the light.
    """
    things = {
        "demands.light": demand(), "demands.other": demand("87600 MWh"), "supply.grid": grid(),
        "measures.a": measure(light="50 %"), "measures.b": measure("1 Mio CNY", light="-100 %", other="100 %"),
        "finance.finance": {"kind": "finance", "budget": {"2026": "0.5 Mio CNY"}},
    }  # fmt: skip
    given = case(things)
    assert solve(given, relaxed=True).cost == pytest.approx(0.5 + 0.75 * 8.76 + 43.8)
    assert solve(given, relaxed=True, without="saved_link", rows=row(2)).cost == pytest.approx(0.5 + 0.5 * 8.76 + 43.8)


@proves("saved_link")
def test_third_row_an_active_measure_saves_of_what_is_left():
    """Proves: saved <= factor - low x (1 - active).

    Sensitivity: 0.56 x 8.76; without the row the second measure saves 30 % of the whole: 0.8 - 0.3 = 0.5.
    """
    given = case({**SITE, "measures.a": measure(light="20 %"), "measures.b": measure(light="30 %")})
    assert solve(given).cost == pytest.approx(0.56 * 8.76)
    assert solve(given, without="saved_link", rows=row(3)).cost == pytest.approx(0.5 * 8.76)


@proves("saved_link")
def test_fourth_row_an_active_measure_cannot_spare_what_it_adds():
    """Proves: saved >= factor - high x (1 - active).

    Sensitivity: `b` adds 50 % to the light and empties another use of 87.6: 1.5 x 8.76 = 13.14. With `a` leaving 0.8,
    1.2 x 8.76; without the row the addition would count on the lowest that can be left, which is still 0.8 of itself
    where `a` is too dear: 1 + 0.5 x 0.8 = 1.4.
    """
    things = {
        "demands.light": demand(), "demands.other": demand("87600 MWh"), "supply.grid": grid(),
        "measures.a": measure("9 Mio CNY", light="20 %"), "measures.b": measure(light="-50 %", other="100 %"),
    }  # fmt: skip
    given = case(things)
    assert solve(given).cost == pytest.approx(1.5 * 8.76)
    assert solve(given, without="saved_link", rows=row(4)).cost == pytest.approx(1.4 * 8.76)
    free = case({**things, "measures.a": measure(light="20 %")})
    assert solve(free).cost == pytest.approx(1.2 * 8.76)


@books("scope1_process", "carbon")
def test_process_co2_is_reduced_like_an_end_use():
    """Proves: 1000 t at 100 CNY/t, two measures of 20 % and 30 %: 560 t, 0.056 million.

    Sensitivity: added up 500 t; untouched 1000 t.
    """
    things = {
        **SITE, "demands.lime": {"kind": "process", "co2": "1000 t/a"},
        "measures.a": measure(lime="20 %"), "measures.b": measure(lime="30 %"),
        "carbon.ets": {"kind": "carbon", "scheme": "national", "price": "100 CNY/t"},
    }  # fmt: skip
    answer = solve(case(things))
    assert answer.cost == pytest.approx(8.76 + 0.056)
    assert answer.entry("scope1_process", "lime") == pytest.approx(560.0)
    assert answer.number("process_co2", "lime") == pytest.approx(560.0)
