"""Plans for several futures against hand-worked numbers and against enumeration of everything decided first."""

from __future__ import annotations

import itertools
import threading
from dataclasses import replace

import numpy as np
import pytest

from planner.case.value import Case
from planner.site import build_site, full_year
from planner.solve.assemble import Operation, build_operation
from planner.solve.averaged import averaged
from planner.solve.common import common_decisions, decision_year
from planner.solve.joint import Together, holding
from planner.solve.weighing import BESIDE, expected, least_regret
from tests.solve.futures import LIGHT, alone, chosen, future, held_cost, one_block, priced, together
from tests.solve.small import CARBON, HEAT_PUMP, LED, PLANT, PV, Things, case_of, days, optimum

# One block of four years at 10 %: a million a year is worth this, and LED are paid at the end of 2026.
WORTH = sum(1.1**-year for year in range(1, 5))
CAPEX = 1.6 / 1.1
CHEAP, DEAR = 200.0, 800.0
SAVED = {CHEAP: 0.2 * WORTH, DEAR: 0.8 * WORTH}


def _light(*, by_year: bool = False) -> Together:
    cases = {"cheap": one_block(priced(LIGHT, CHEAP)), "dear": one_block(priced(LIGHT, DEAR))}
    return together(cases, by_year=by_year)


@pytest.mark.parametrize("by_year", [False, True])
@pytest.mark.parametrize("chances", [(0.5, 0.5), (0.8, 0.2)])
def test_adopts_where_the_expected_saving_pays(chances: tuple[float, float], by_year: bool) -> None:
    planned = _light(by_year=by_year)
    designs = chosen(planned, expected(chances))
    without = chances[0] * 0.4 * WORTH + chances[1] * 1.6 * WORTH
    with_led = without + CAPEX - chances[0] * SAVED[CHEAP] - chances[1] * SAVED[DEAR]
    assert designs.outcome.objective == pytest.approx(min(without, with_led), rel=1e-6)
    assert (with_led < without) == (chances[0] == 0.5)
    assert designs.outcome.bound <= designs.outcome.objective + 1e-9


def test_without_the_joining_rows_every_future_decides_by_itself() -> None:
    planned = _light()
    apart = chosen(replace(planned, common=()), expected((0.5, 0.5)))
    foreseen = 0.5 * 0.4 * WORTH + 0.5 * (1.6 * WORTH + CAPEX - SAVED[DEAR])
    assert apart.outcome.objective == pytest.approx(foreseen, rel=1e-6)
    joined = chosen(planned, expected((0.5, 0.5)))
    # What knowing is worth: LED are not bought where power is cheap.
    assert joined.outcome.objective - foreseen == pytest.approx(0.5 * (CAPEX - SAVED[CHEAP]), rel=1e-5)


@pytest.mark.parametrize("by_year", [False, True])
def test_least_regret_by_hand(by_year: bool) -> None:
    planned = _light(by_year=by_year)
    best = alone(planned)
    designs = chosen(planned, least_regret((0.8, 0.2), best))
    regrets = np.array(designs.costs) - best
    # Not to buy is to regret 1.08 million where power is dear; to buy 0.82 million where it is cheap.
    assert regrets.max() == pytest.approx(CAPEX - SAVED[CHEAP], rel=1e-5)
    assert SAVED[DEAR] - CAPEX > CAPEX - SAVED[CHEAP]
    cheapest = chosen(planned, expected((0.8, 0.2)))
    price = np.dot((0.8, 0.2), designs.costs) - np.dot((0.8, 0.2), cheapest.costs)
    assert price == pytest.approx(CAPEX - 0.8 * SAVED[CHEAP] - 0.2 * SAVED[DEAR], rel=1e-5)


# Two measures, and photovoltaics and a heat pump of any size later: what is common is yes or no.
WORKS: Things = {
    **PLANT, "carbon.carbon": CARBON,
    "measures.led": {**LED, "capex": "1.5 Mio CNY", "life": "4 a"},
    "measures.drives": {"kind": "measure", "capex": "1.2 Mio CNY", "life": "4 a", "saves": {"machines": "8 %"}},
    "technologies.pv": {**PV, "available_from": 2028, "min_build": "1 MW"},
    "technologies.pump": {**HEAT_PUMP, "capex": "9000 CNY/kW", "available_from": 2028},
}  # fmt: skip
FUTURES: dict[str, Things] = {
    "base": WORKS,
    "carbon": {**WORKS, "carbon.carbon": {**CARBON, "price": "700 CNY/t"}},
    "gas": {**WORKS, "supply.fuel": {**PLANT["supply.fuel"], "price": "1100 CNY/MWh"},
            "demands.machines": {**PLANT["demands.machines"], "annual": "4000 MWh"}},
}  # fmt: skip
CHANCES = (0.5, 0.2, 0.3)


def _cases() -> dict[str, Case]:
    return {name: case_of(things) for name, things in FUTURES.items()}


@pytest.fixture(scope="module")
def enumerated() -> dict[tuple[float, float], list[float]]:
    """Least cost of every future for every combination of what is decided in 2026."""
    return {
        (led, drives): [
            held_cost(case, [("adopted", "led", 2026, led), ("adopted", "drives", 2026, drives)])
            for case in _cases().values()
        ]
        for led, drives in itertools.product((0.0, 1.0), repeat=2)
    }


@pytest.fixture(scope="module", params=[False, True], ids=["whole", "by year"])
def works(request: pytest.FixtureRequest) -> Together:
    return together(_cases(), 2026, by_year=request.param)


def test_least_expectation_of_all_first_choices(
    works: Together, enumerated: dict[tuple[float, float], list[float]]
) -> None:
    designs = chosen(works, expected(CHANCES))
    means = {choice: float(np.dot(CHANCES, costs)) for choice, costs in enumerated.items()}
    assert designs.outcome.objective == pytest.approx(min(means.values()), rel=2e-6)
    best = min(means, key=lambda choice: means[choice])
    # The futures disagree, so that deciding for all of them is a matter of its own.
    wanted = {min(enumerated, key=lambda choice: enumerated[choice][place]) for place in range(3)}
    assert len(wanted) > 1
    taken = {each.name[1]: [term.at(designs.values[term.future]) for term in each.terms] for each in works.common}
    assert taken["led"] == pytest.approx([best[0]] * 3, abs=1e-6)
    assert taken["drives"] == pytest.approx([best[1]] * 3, abs=1e-6)


def test_least_regret_of_all_first_choices(works: Together, enumerated: dict[tuple[float, float], list[float]]) -> None:
    least = np.array([min(costs[place] for costs in enumerated.values()) for place in range(3)])
    best = alone(works)
    assert best == pytest.approx(least.tolist(), rel=2e-6)
    designs = chosen(works, least_regret(CHANCES, best))
    greatest = min(float((np.array(costs) - least).max()) for costs in enumerated.values())
    found = float((np.array(designs.costs) - least).max())
    assert greatest > 0.01
    assert found <= greatest * (1.0 + BESIDE) + 5e-6 * least.max()
    assert found >= greatest - 5e-6 * least.max()


def test_one_future_is_an_ordinary_plan() -> None:
    case = case_of(WORKS)
    planned = together({"only": case}, None)
    designs = chosen(planned, expected((1.0,)))
    assert designs.outcome.objective == pytest.approx(optimum(case, days(1)).cost, rel=1e-8)


def test_a_thing_that_one_future_lacks_is_common_to_the_others() -> None:
    things = dict(priced(LIGHT, DEAR))
    del things["measures.led"]
    cases = {
        "cheap": one_block(priced(LIGHT, CHEAP)), "dear": one_block(priced(LIGHT, DEAR)), "none": one_block(things),
    }  # fmt: skip
    planned = together(cases)
    led = next(each for each in planned.common if each.name[1] == "led")
    assert [term.future for term in led.terms] == [0, 1]
    designs = chosen(planned, expected((0.4, 0.4, 0.2)))
    bought = 0.4 * 0.4 * WORTH + 0.6 * 1.6 * WORTH + 0.8 * CAPEX - 0.4 * (SAVED[CHEAP] + SAVED[DEAR])
    assert designs.outcome.objective == pytest.approx(bought, rel=1e-6)


def test_decisions_are_common_by_the_year_in_which_they_are_taken() -> None:
    slow = {**LIGHT, "measures.led": {**LIGHT["measures.led"], "lead_time": "2 a"}}
    pathway = future("slow", case_of(slow, years=(2026, 2028))).pathway
    assert decision_year(pathway.yearly.site, ("adopted", "led", 2028)) == 2026
    names = [each.name for each in common_decisions([pathway, pathway], 2026)]
    assert ("adopted", "led", 2028) in names
    assert not common_decisions([pathway, pathway], 2025)


def test_a_statement_is_kept_even_in_a_future_of_little_weight() -> None:
    share = {"targets.cap": {"kind": "emission_cap", "basis": "location", "limit": {2026: "600 t/a"}}}
    cases = {"free": one_block(priced(LIGHT, CHEAP)), "bound": one_block({**priced(LIGHT, CHEAP), **share})}
    planned = together(cases)
    designs = chosen(planned, expected((0.999, 0.001)))
    # 2,000 MWh emit 1,000 t; LED alone keep them below 600 t, though they pay in neither future.
    assert not designs.oversteps
    assert designs.outcome.objective == pytest.approx(0.4 * WORTH + CAPEX - SAVED[CHEAP], rel=1e-6)


def test_the_average_future_is_the_one_of_average_prices() -> None:
    futures = [future("cheap", one_block(priced(LIGHT, CHEAP))), future("dear", one_block(priced(LIGHT, DEAR)))]
    mean = averaged(futures, (0.25, 0.75), 1)
    assert mean is not None
    single = Together([mean], (), 1, _light().settings)
    found = chosen(single, expected((1.0,)))
    assert found.outcome.objective == pytest.approx(optimum(one_block(priced(LIGHT, 650.0)), days(1)).cost, rel=1e-8)


def test_futures_of_different_things_have_no_average() -> None:
    without = {name: fields for name, fields in LIGHT.items() if name != "measures.led"}
    futures = [future("with", one_block(LIGHT)), future("without", one_block(without))]
    assert averaged(futures, (0.5, 0.5), 1) is None


def test_what_the_full_year_of_one_future_demands_is_built_in_all() -> None:
    load = np.ones(8760)
    load[5000] = 3.0
    things: Things = {
        **{name: fields for name, fields in LIGHT.items() if name != "measures.led"},
        "carriers.gas": {"kind": "carrier"},
        "demands.lighting": {**LIGHT["demands.lighting"], "profile": "load"},
        "supply.grid": {**LIGHT["supply.grid"], "limit": "0.3 MW"},
        "supply.fuel": PLANT["supply.fuel"],
        "technologies.engine": {
            "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"electricity": "40 %"},
            "capex": "1000 CNY/kW", "life": "20 a",
        },
    }  # fmt: skip
    cases = {
        name: case_of(priced(things, price), years=(2026,), end=2029, series={"load": load})
        for name, price in (("cheap", CHEAP), ("dear", 400.0))
    }
    planned = together(cases)
    whole_year = build_operation(build_site(cases["dear"]), full_year())

    def looked_at(checked: dict[int, Operation]) -> tuple[list[float], int]:
        designs, repairs = holding(planned, expected((0.5, 0.5)), checked, lambda *_: None, threading.Event())
        engine = next(each for each in planned.common if each.name == ("built", "engine", 2026))
        return [term.at(designs.values[term.future]) for term in engine.terms], len(repairs)

    # The typical day knows nothing of the one hour in which the connection is too small.
    assert looked_at({}) == (pytest.approx([0.0, 0.0], abs=1e-6), 0)
    needed = 2000.0 * 3.0 / load.sum() - 0.3
    assert looked_at({1: whole_year}) == (pytest.approx([needed, needed], rel=1e-5), 1)
