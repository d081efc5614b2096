"""Problems at several values of a number: told apart by what differs, and followed against trying every plan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from planner.site import build_site
from planner.solve.decided import decisions_of, rounding
from planner.solve.family import Family, Member, family
from planner.study.bracket import bracket
from planner.study.branches import Branches, Stretch
from planner.study.envelope import Envelope, Line
from tests.solve.small import BATTERY, PLANT, PV, Things, case_of, optimum
from tests.study.plant import EXACT, MEASURES, priced, selections, things

HIGH = 2000.0


@cache
def followed() -> tuple[Family, tuple[Member, ...], Branches, tuple[Stretch, ...]]:
    """The factory of measures from 0 to 2,000 CNY/t, solved once."""
    put = priced(0.0, HIGH)
    assert isinstance(put, Family)
    members: list[Member] = []

    def solve(shares: Sequence[float]) -> list[Member]:
        members.extend(put.choose(share) for share in shares)
        return members[-len(shares) :]

    found = bracket(solve, lambda cost: 1e-7, 100)
    assert found.closed
    rounded = rounding(decisions_of(put.pathway), [member.values for member in members], 0.1)
    known: dict[Any, Envelope] = {}
    for member in members:
        key = rounded.roadmap(member.values)
        known[key] = known.get(key, Envelope()).extended([Line(member.low, member.high)], [])
    branches = Branches(
        found.envelope, known, lambda wanted: [put.choose(share, rounded.held(key)) for key, share in wanted]
    )  # type: ignore[arg-type]
    return put, tuple(members), branches, tuple(branches.settle(1e-3))


def costs(price: float) -> dict[tuple[str, ...], float]:
    """Cost of every selection by hand: capital less what is left of it, and the price of what is emitted. [million]"""
    rate, first, second = 0.1, 1.1**-1, 1.1**-2
    share = rate / (1.0 - 1.1**-10)
    left = share * sum(1.1**-later for later in range(1, 9))
    found = {}
    for chosen in selections():
        emitted = 4000.0
        for name in chosen:
            emitted *= 1.0 - MEASURES[name][1]
        capital = sum(MEASURES[name][0] for name in chosen) * (first - left * second)
        found[chosen] = capital + (emitted + 50.0) * price * 1e-6 * (first + second)
    return found


def true_kinks() -> list[float]:
    """Prices at which the cheapest selection changes, by trying all pairs. [CNY/t]"""
    low, high = costs(0.0), costs(HIGH)
    every = [Line(low[chosen], high[chosen]) for chosen in low]
    found = set()
    for place, one in enumerate(every):
        for other in every[place + 1 :]:
            share = one.meets(other)
            if share is not None and 0 < share < 1 and one.at(share) <= min(each.at(share) for each in every) + 1e-12:
                found.add(round(share * HIGH, 6))
    return sorted(found)


def test_all_switches_are_found_with_two_solves_for_each_and_one_more() -> None:
    _, members, branches, stretches = followed()
    expected = true_kinks()
    assert len(expected) >= 3
    assert len(members) == 2 * len(expected) + 1
    switches = branches.switches(stretches)
    assert len(switches) == len(expected)
    for each, price in zip(switches, expected, strict=True):
        assert each.low * HIGH - 1e-3 <= price <= each.high * HIGH + 1e-3
        assert (each.high - each.low) * HIGH < 1e-2
        assert each.gap < 1e-6


def test_a_plan_is_a_line_that_solving_elsewhere_confirms() -> None:
    put, members, _, _ = followed()
    for member in members:
        for share in (0.1, 0.9):
            held = {
                int(column): (member.values[column],) * 2
                for column in put.pathway.compiled.problem.integer.nonzero()[0]
            }
            assert put.choose(share, held).at(share) == pytest.approx(member.at(share), abs=1e-6)


@pytest.mark.parametrize("price", [0.0, 500.0, 2000.0])
def test_the_family_is_the_case_at_every_value(price: float) -> None:
    put, _, branches, _ = followed()
    alone = optimum(case_of(things(price), years=(2026,), end=2027)).cost
    assert put.choose(price / HIGH).at(price / HIGH) == pytest.approx(alone, abs=1e-6)
    assert branches.whole.upper(price / HIGH) == pytest.approx(alone, abs=1e-6)
    differences = {chosen: cost - costs(price)[()] for chosen, cost in costs(price).items()}
    idle = optimum(
        case_of({key: each for key, each in things(price).items() if "measures" not in key}, years=(2026,), end=2027)
    ).cost
    assert alone - idle == pytest.approx(min(differences.values()), abs=1e-6)


def test_emissions_never_rise_with_the_price() -> None:
    _, members, branches, _ = followed()
    ordered = sorted(members, key=lambda member: member.share)
    assert all(after.high - after.low <= before.high - before.low + 1e-9 for before, after in pairwise(ordered))
    values = [branches.whole.upper(n / 100) for n in range(101)]
    slopes = [after - before for before, after in pairwise(values)]
    assert all(after <= before + 1e-9 for before, after in pairwise(slopes))


def varied(*three: Things) -> Family | str:
    first, second, third = (build_site(case_of(each)) for each in three)
    return family((first, second, third), ({}, {}, {}), 1, EXACT)


def factory(**changes: dict[str, Any]) -> Things:
    found: Things = {**PLANT, "technologies.pv": PV, "technologies.battery": BATTERY}
    for path, fields in changes.items():
        key = path.replace("__", ".")
        found[key] = {**found.get(key, {}), **fields}
    return found


@pytest.mark.parametrize(
    ("path", "field", "values"),
    [
        ("technologies__pv", "capex", ("2000 CNY/kW", "3000 CNY/kW", "4000 CNY/kW")),
        ("supply__fuel", "price", ("0 CNY/MWh", "300 CNY/MWh", "600 CNY/MWh")),
    ],
)
def test_a_price_enters_the_objective_alone(path: str, field: str, values: tuple[str, ...]) -> None:
    assert isinstance(varied(*(factory(**{path: {field: value}}) for value in values)), Family)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([{"technologies__pv": {"max": f"{size} MW"}} for size in (2, 3, 4)], "limit"),
        ([{"technologies__battery": {"efficiency_charge": f"{share} %"}} for share in (80, 85, 90)], "hours"),
        ([{"technologies__pv": {"capex": f"{price} CNY/kW"}} for price in (2000, 2500, 4000)], "not affine"),
        ([{"demands__lighting": {"annual": f"{energy} MWh"}} for energy in (1000, 2000, 3000)], "constraint"),
    ],
)
def test_what_enters_more_than_the_objective_is_told(changes: list[dict[str, Any]], words: str) -> None:
    found = varied(*(factory(**each) for each in changes))
    assert isinstance(found, str)
    assert words in found


def test_capex_under_a_budget_enters_a_constraint() -> None:
    budget = {"finance__finance": {"kind": "finance", "budget": {"2026": "3 Mio CNY"}}}
    found = varied(*(factory(**budget, technologies__pv={"capex": f"{price} CNY/kW"}) for price in (2000, 3000, 4000)))
    assert isinstance(found, str)
    assert "constraint" in found
