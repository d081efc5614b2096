"""The curve with interactions: two measures by hand, sums that are exact, targets as a player of their own."""

from __future__ import annotations

import pytest

from planner.explain.levers import levers
from planner.explain.macc import TARGETS, Macc, find_macc, grouped
from tests.explain.factory import Straight, measure, workshop
from tests.solve.small import Things


def curve(things: Things, *, targets: bool, players: int = 6) -> Macc:
    asker = Straight(workshop(things))
    found = find_macc(
        asker, levers(asker.case), asker.plan(), targets=targets, players=players, samples=6, seed=0  # type: ignore[arg-type]
    )  # fmt: skip
    assert found is not None
    return found


def test_two_measures_on_one_end_use_by_hand() -> None:
    """The bill is 8.76, CO2 4380 t. LED halves it for 1, sensors save 20 % for 0.5; both leave 40 %.

    LED alone saves 4.38, last 0.8 x 4.38 = 3.504, mean 3.942; sensors alone 1.752, last 0.876, mean 1.314; together
    5.256. A static curve counts 6.132, 0.876 too much.
    """
    found = curve({"measures.led": measure("50 %", "1"), "measures.sensors": measure("20 %", "0.5")}, targets=False)
    bars = {bar.player: bar for bar in found.bars}
    led, sensors = bars["measures.led"], bars["measures.sensors"]
    assert (led.cost.alone, led.cost.last, led.cost.share) == pytest.approx((-3.38, -2.504, -2.942), abs=1e-7)
    assert (sensors.cost.alone, sensors.cost.last) == pytest.approx((-1.252, -0.376), abs=1e-7)
    assert sensors.cost.share == pytest.approx(-0.814, abs=1e-7)
    assert (led.avoided.share, sensors.avoided.share) == pytest.approx((1971.0, 657.0), abs=1e-4)
    assert sum(bar.cost.share for bar in found.bars) == pytest.approx(found.cost, abs=1e-6)
    assert sum(bar.avoided.share for bar in found.bars) == pytest.approx(found.avoided, abs=1e-6)
    assert found.cost == pytest.approx(-5.256 + 1.5, abs=1e-7)
    assert found.static_error == pytest.approx((-0.876, 438.0), abs=1e-4)


def test_what_runs_in_any_case_owes_nothing_to_the_target() -> None:
    """A plant built for the cap runs for nothing once it stands: its cost is its own, none is the target's."""
    things: Things = {
        "measures.led": measure("50 %", "1"),
        "technologies.plant": {
            "kind": "renewable", "profile": "flat", "capex": "12000 CNY/kW", "life": "1 a", "max": "0.4 MW",
        },
        "targets.cap": {"kind": "emission_cap", "limit": {2026: "2000 t/a"}},
    }  # fmt: skip
    found = curve(things, targets=True)
    bars = {bar.player: bar for bar in found.bars}
    assert set(bars) == {"measures.led", "technologies.plant", TARGETS}
    assert bars[TARGETS].cost.share == pytest.approx(0.0, abs=1e-7)
    assert sum(bar.cost.share for bar in found.bars) == pytest.approx(found.cost, abs=1e-6)
    assert sum(bar.avoided.share for bar in found.bars) == pytest.approx(2380.0, abs=1e-4)
    assert found.reference == pytest.approx(8.76, abs=1e-7)
    # With the target: nothing, LED, the plant. Without it nothing can be missed.
    assert found.short == 3
    assert bars[TARGETS].per_tonne(found) is None
    led = bars["measures.led"]
    assert led.per_tonne(found) == pytest.approx(led.cost.share / led.avoided.share)
    assert led.cost.low == pytest.approx(led.cost.share, abs=1e-6) == pytest.approx(led.cost.high, abs=1e-6)


def test_what_is_bought_for_a_target_alone_is_shared_with_it() -> None:
    """Certificates that cost money are bought for the target alone: without it they are worth nothing.

    The certificates and the target share the price equally, as neither buys any without the other.
    """
    things: Things = {
        "supply.gec": {"kind": "certificate", "price": "100 CNY/MWh"},
        "targets.green": {"kind": "green_share", "share": {2026: "50 %"}},
    }
    found = curve(things, targets=True)
    bars = {bar.player: bar for bar in found.bars}
    assert found.cost == pytest.approx(0.438, abs=1e-7)
    assert bars["supply.gec"].cost.alone == pytest.approx(0.0, abs=1e-9)
    assert bars["supply.gec"].cost.share == pytest.approx(0.219, abs=1e-7)
    assert bars[TARGETS].cost.share == pytest.approx(0.219, abs=1e-7)


def test_a_measure_that_needs_another_does_nothing_without_it() -> None:
    things: Things = {
        "measures.control": measure("0 %", "0.5"),
        "measures.dimming": measure("50 %", "0.5", requires=["control"]),
    }
    found = curve(things, targets=False)
    bars = {bar.player: bar for bar in found.bars}
    assert bars["measures.dimming"].cost.alone == pytest.approx(0.0, abs=1e-9)
    assert bars["measures.dimming"].avoided.share == pytest.approx(1095.0, abs=1e-4)
    assert sum(bar.cost.share for bar in found.bars) == pytest.approx(found.cost, abs=1e-6)


def test_many_levers_are_grouped_or_sampled() -> None:
    """Nine measures of 10 %: as three players all orders are looked at, as nine they are sampled; sums stay exact."""
    things: Things = {f"measures.m{number}": measure("10 %", f"0.{number + 1}") for number in range(9)}
    asker = Straight(workshop(things))
    plan = asker.plan()
    chosen = [lever for lever in levers(asker.case) if lever.key in plan.decided]
    assert len(chosen) >= 3
    groups = grouped(chosen, plan, 2)
    assert len(groups) == 2 and sorted(key for keys in groups.values() for key in keys) == sorted(plan.decided)
    found = curve(things, targets=False, players=2)
    assert len(found.bars) == 2 and found.orders == 0
    assert sum(bar.cost.share for bar in found.bars) == pytest.approx(found.cost, abs=1e-6)
    assert sum(bar.avoided.share for bar in found.bars) == pytest.approx(found.avoided, abs=1e-6)
