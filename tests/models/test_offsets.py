"""Offsets: what they are used for, how many there may be, and when."""

from dataclasses import replace

import pytest

from .bench import books, case, demand, fuel, proves, solve

# 8760 MWh of heat: all gas 0.876 million and 1752 t; wood instead saves a tonne for 0.001, an offset costs 0.0001.
BILL = 0.876
BASE = {"scope1_fuel": 1752.0}


def factory(target=None, carbon=None, more=None, years=(2026,), **offset):
    things = {
        "demands.oven": demand(carrier="heat"), "supply.wood": fuel("heat", "300 CNY/MWh"),
        "supply.gas": fuel("heat", "100 CNY/MWh", emission_factor="0.2 t/MWh"),
        "supply.ccer": {"kind": "offset", "price": "100 CNY/t", **offset},
    }  # fmt: skip
    if target is not None:
        things["targets.co2"] = {"kind": "emission_cap", **target}
    if carbon is not None:
        things["carbon.ets"] = {"kind": "carbon", "scheme": "national", "price": "200 CNY/t", **carbon}
    return case(things | (more or {}), years=years)


def net(limit, **fields):
    return {"net": True, "limit": {2026: limit}, **fields}


def rows_of(name, statement):
    """One kind of statement of one thing."""
    return lambda index: index[:2] == (name, statement)


@books("offset", "offset_net", "offsets")
@proves("use_limit")
def test_an_offset_is_bought_and_used_once():
    """Proves: 876 t against the target and 876 t, half of 1752 t, under the carbon scheme take 1752 offsets.

    Sensitivity: 0.876 + 0.1752 + 876 t paid at 200; counted twice 876 offsets, 0.0876; not bought at all 0.
    """
    given = factory(net("876 t/a"), {"offset_share": "50 %"})
    answer = solve(given)
    assert answer.cost == pytest.approx(BILL + 0.1752 + 0.1752)
    assert answer.entry("offset", "ccer") == pytest.approx(1752.0)
    assert answer.entry("offset_net", "ccer") == pytest.approx(876.0)
    assert answer.line("offsets", "ccer") == pytest.approx(0.1752)
    assert solve(given, without="use_limit").cost == pytest.approx(BILL + 0.1752)


@pytest.mark.parametrize(("target", "cost"), [(net("876 t/a"), 0.0876), ({"limit": {2026: "876 t/a"}}, 0.876)])
def test_only_a_net_target_takes_offsets(target, cost):
    """Proves: 876 offsets in place of 4380 MWh of wood.

    Sensitivity: 0.876 + 0.0876; a gross target needs the wood, 0.876 + 0.876.
    """
    assert solve(factory(target)).cost == pytest.approx(BILL + cost)


def test_a_net_budget_takes_offsets():
    """Proves: 1752 t less 876 offsets keep a budget of 876 t.

    Sensitivity: 0.0876; gross 0.876.
    """
    assert solve(factory({"net": True, "budget": "876 t"})).cost == pytest.approx(BILL + 0.0876)


@proves("statement_limit: offset.max")
def test_no_more_offsets_than_are_offered():
    """Proves: 438 offsets; the other 438 t are avoided with wood.

    Sensitivity: 0.0438 + 0.438; without the limit 0.0876.
    """
    given = factory(net("876 t/a"), max="438 t/a")
    assert solve(given).cost == pytest.approx(BILL + 0.4818)
    answer = solve(given, without="statement_limit", rows=rows_of("supply.ccer", "max"))
    assert answer.cost == pytest.approx(BILL + 0.0876)


@proves("statement_limit: offset.max_share")
def test_offsets_bought_are_a_share_of_the_base_year():
    """Proves: a quarter of 1752 t are 438 t; scope 2 counts by location.

    Sensitivity: 0.0438 + 0.438; without the limit 0.0876.
    """
    given = factory(net("876 t/a"), max_share="25 %")
    base = {"scope1_fuel": 1000.0, "scope1_process": 252.0, "scope2_location": 500.0, "scope2_market": 1e6}
    assert solve(given, base=base).cost == pytest.approx(BILL + 0.4818)
    answer = solve(given, base=base, without="statement_limit", rows=rows_of("supply.ccer", "max_share"))
    assert answer.cost == pytest.approx(BILL + 0.0876)


@proves("statement_limit: emission_cap.offsets_max")
def test_offsets_used_against_targets_are_a_share_of_the_base_year():
    """Proves: a quarter of 1752 t, 438 t, are used against the target; the carbon scheme's are not among them.

    Sensitivity: 0.0438 + 0.438 and, of 1314 t left, 657 handed in and 657 paid: 0.0657 + 0.1314; without the limit
    876 used, 876 handed in, 876 paid.
    """
    given = factory(net("876 t/a", offsets_max="25 %"), {"offset_share": "50 %"})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 0.4818 + 0.1971)
    answer = solve(given, base=BASE, without="statement_limit", rows=rows_of("targets.co2", "offsets_max"))
    assert answer.cost == pytest.approx(BILL + 0.0876 + 0.0876 + 0.1752)


def test_the_share_for_targets_holds_while_its_target_is_stated():
    """Proves: a target for 2027 with 25 % leaves the 1314 offsets of 2026, under another target, alone.

    Sensitivity: 2 x 0.876 + 0.1314 + 0.0438 + 1.314 (438 offsets and wood for 1314 t); held in 2026 as well, 0.876
    more of wood there and 876 offsets less.
    """
    other = {"kind": "emission_cap", "net": True, "limit": {2026: "438 t/a"}}
    target = {"net": True, "limit": {2027: "0 t/a"}, "offsets_max": "25 %"}
    given = factory(target, more={"targets.other": other}, years=(2026, 2027))
    assert solve(given, base=BASE).cost == pytest.approx(2 * BILL + 0.1314 + 0.0438 + 1.314)


@proves("statement_limit: offset.after_reduction", "entitled_limit")
def test_offsets_come_after_the_reduction():
    """Proves: at most half of 1752 t before any offset: 876 t avoided with wood, 876 t offset.

    Sensitivity: 0.876 + 0.0876; without either rule 1752 offsets, 0.1752.
    """
    given = factory(net("0 t/a"), after_reduction="50 %")
    answer = solve(given, base=BASE)
    assert answer.cost == pytest.approx(BILL + 0.9636)
    assert answer.entry("scope1_fuel", "gas") == pytest.approx(876.0)
    statement = solve(given, base=BASE, without="statement_limit", rows=rows_of("supply.ccer", "after_reduction"))
    assert statement.cost == pytest.approx(BILL + 0.1752)
    assert solve(given, base=BASE, without="entitled_limit").cost == pytest.approx(BILL + 0.1752)


def test_a_year_that_is_not_entitled_does_without():
    """Proves: 252 t avoided with wood are cheaper than half of all, after which offsets are cheap.

    Sensitivity: 0.252; offsets from the first tonne 0.0252, after half the reduction 0.876.
    """
    answer = solve(factory(net("1500 t/a"), after_reduction="50 %"), base=BASE)
    assert answer.cost == pytest.approx(BILL + 0.252)
    assert answer.entry("offset", "ccer") == pytest.approx(0.0, abs=1e-6)


@books("offset_compliance")
@proves("statement_limit: carbon.offset_share")
def test_a_share_of_what_a_scheme_covers_is_settled_with_offsets():
    """Proves: a quarter of 1752 t, 438 t, at 100; the rest at 200 CNY/t.

    Sensitivity: 0.0438 + 0.2628; without the limit all 876 offsets there are: 0.0876 + 0.1752; without offsets 0.3504.
    """
    given = factory(carbon={"offset_share": "25 %"}, max="876 t/a")
    answer = solve(given)
    assert answer.cost == pytest.approx(BILL + 0.3066)
    assert answer.entry("offset_compliance", "ets") == pytest.approx(438.0)
    assert answer.line("carbon", "ets") == pytest.approx(0.2628)
    without = solve(given, without="statement_limit", rows=rows_of("carbon.ets", "offset_share"))
    assert without.cost == pytest.approx(BILL + 0.2628)
    assert solve(factory(carbon={})).cost == pytest.approx(BILL + 0.3504)


def test_nothing_is_settled_where_there_is_nothing_to_settle_with():
    """Proves: before the scheme starts no offset is handed in, and without offsets all is paid for.

    Sensitivity: 0.876, then 0.876 + 0.0438 + 0.2628; without offsets 0.876 + 0.3504.
    """
    starting = factory(carbon={"offset_share": "25 %", "starts": 2027}, years=(2026, 2027))
    assert solve(starting).cost == pytest.approx(2 * BILL + 0.3066)
    alone = factory(carbon={"offset_share": "25 %"})
    alone = replace(alone, things=tuple(thing for thing in alone.things if thing.kind != "offset"))
    assert solve(alone).cost == pytest.approx(BILL + 0.3504)
