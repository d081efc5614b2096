"""What differs between runs, against numbers a person can work out; what may not be compared is refused or said."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.comparison import compare_runs
from planner.comparison.decisions import Difference, differences
from planner.comparison.grounds import cautions
from planner.comparison.inputs import changes
from planner.comparison.labels import labels, tell_apart
from planner.comparison.proof import bound, cost_difference
from planner.comparison.side import Side
from planner.errors import AuditError, CaseError
from planner.run.store import Stored
from tests.comparison.runs import base, idle, renamed, retold, scored, variant
from tests.solve.small import case_of

MILLION = 1e6


def decided(first: Stored, second: Stored, tolerance: float = 0.05) -> dict[str, Difference]:
    found = differences(Side("a", first), Side("b", second), tolerance)
    return {each.what: each for each in found}


def test_half_the_weir_is_found_with_its_money_and_its_co2() -> None:
    found = compare_runs([base(), variant("small")])
    (pair,) = found.pairs
    (weir,) = pair.decisions
    assert (weir.action, weir.what, weir.years, weir.sized) == ("build", "weir", 0, (("", "MW"),))
    assert weir.base is not None and weir.other is not None
    assert (weir.base.capex - weir.other.capex) == pytest.approx(0.05 * 30 * MILLION)
    emitted = found.values("co2_location_total")
    assert emitted[1] is not None and emitted[0] is not None
    assert emitted[1] - emitted[0] == pytest.approx(4 * 0.05 * 8760 * 0.5)
    assert [(each.key, each.base, each.other) for each in pair.changes] == [
        ("technologies.weir.max", "0.1 MW", "0.05 MW")
    ]
    assert pair.cost is not None
    assert pair.cost.found == pytest.approx(variant("small").summary["npv_cost"] - base().summary["npv_cost"])


def test_what_comes_later_or_not_at_all_is_told_apart() -> None:
    found = decided(base(), variant("late"))
    assert found["led"].years == 2
    assert "weir" not in found
    none = decided(base(), idle())
    assert {what for what, each in none.items() if each.other is None} >= {"led", "weir"}
    assert {what for what, each in decided(idle(), base()).items() if each.base is None} >= {"led", "weir"}


def test_sizes_within_the_tolerance_count_as_equal() -> None:
    assert decided(base(), variant("small"), tolerance=0.51) == {}
    assert set(decided(base(), variant("small"), tolerance=0.49)) == {"weir"}


def test_a_run_without_investment_is_compared() -> None:
    found = compare_runs([idle(), base()])
    assert found.values("capex_total")[0] == pytest.approx(0.0)
    assert found.values("saving")[0] == pytest.approx(0.0, abs=1.0)
    assert all(row.values[0] == 0.0 for row in found.rows("invested"))
    assert sum(row.values[1] or 0.0 for row in found.rows("invested")) == pytest.approx(base().summary["capex_total"])


def test_figures_are_those_of_the_summaries() -> None:
    runs = [base(), variant("small")]
    found = compare_runs(runs)
    for year in (2025, 2026, 2028):
        for place, run in enumerate(runs):
            record = next(each for each in (run.summary["base_year"], *run.summary["years"]) if each["year"] == year)
            assert found.values("co2_location", "", year)[place] == record["scope1"] + record["scope2_location"]
            assert found.values("operating_cost", "", year)[place] == sum(record["cost"].values())
    kinds = found.rows("invested_by_kind")
    assert sum(row.values[0] or 0.0 for row in kinds) == pytest.approx(runs[0].summary["capex_total"])


def test_different_factories_stand_on_one_footing() -> None:
    found = compare_runs([scored(), renamed(base(), name="other", title="Other")])
    assert not found.one_factory
    assert found.pairs[0].decisions == ()
    summary = scored().summary
    pumps = {year: 20000 + 500 * (year - 2025) for year in range(2026, 2030)}
    discounted = sum(amount / 1.1 ** (year - 2025) for year, amount in pumps.items())
    (per,) = (row for row in found.rows("npv_cost_per", "output"))
    assert per.values == (pytest.approx(summary["npv_cost"] / discounted), None)
    assert per.unit == "CNY/pumps"
    (today,) = (row for row in found.rows("capex_per", "tce"))
    assert today.values[0] == pytest.approx(summary["capex_total"] / summary["base_year"]["energy_tce"])


def test_output_of_different_units_is_not_subtracted(tmp_path: Path) -> None:
    twin = replace(scored(), folder=Path(shutil.copytree(scored().folder, tmp_path / "twin")))
    other = renamed(twin, name="fans", production={"fans": scored().case.production["pumps"]})
    things = tuple(thing for thing in other.case.things if thing.kind != "green_factory")
    found = compare_runs([scored(), renamed(other, things=things)])
    (row,) = found.rows("npv_cost_per", "output")
    assert row.units == ("CNY/pumps", "CNY/fans") and row.unit == "CNY/unit"
    assert found.differences(row) == (None,)
    (energy,) = found.rows("npv_cost_per", "tce")
    assert found.differences(energy) == (pytest.approx(0.0),)


def test_names_tell_runs_apart(tmp_path: Path) -> None:
    here = base()
    assert labels([here, renamed(here, scenario="dear")]) == ("base", "dear")
    assert labels([renamed(here, province="hunan"), renamed(here, province="qinghai")]) == ("hunan", "qinghai")
    assert labels([here, scored()]) == ("Tiny workshop", "Pump makers")
    folders = [replace(here, folder=tmp_path / name) for name in ("one", "two", "deep/one")]
    assert labels(folders[:2]) == ("one", "two")
    assert labels(folders) == ("one", "two", "one (2)")
    for name, change in (("one", "carbon.price=0"), ("two", "carbon.price=100")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "record.json").write_text(json.dumps({"overrides": [change]}))
    assert labels(folders[:2]) == ("carbon.price=0", "carbon.price=100")
    assert tell_apart(["a", "a", "a (2)", "a"]) == ("a", "a (3)", "a (2)", "a (4)")


def test_provinces_of_one_factory_are_one_factory() -> None:
    found = compare_runs([renamed(base(), province="hunan"), renamed(variant("small"), province="qinghai")])
    assert found.one_factory and found.labels == ("hunan", "qinghai")


def told(cost: float, bound: float | None, **more: Any) -> Side:
    typical = {"average_bound": bound, "objective": cost, "bound": cost, **more.pop("typical", {})}
    summary = {"npv_cost": cost, "bound": bound, "aim": {}, "violations": [], "resolution": "typical", **more}
    return Side("run", retold(base(), **summary, typical_day=typical))


@pytest.mark.parametrize(
    ("first", "second", "proven", "interval"),
    [
        (told(100.0, 99.0), told(103.0, 102.0), "all_hours", (2.0, 4.0)),
        (told(100.0, 95.0), told(103.0, 99.0), "typical_days", (-1.0, 8.0)),
        (told(100.0, 95.0), told(103.0, 99.0, typical={"bound": 99.5}), "open", (-1.0, 8.0)),
        (told(103.0, 99.0, typical={"bound": 99.5}), told(100.0, 95.0), "open", (-8.0, 1.0)),
        (told(100.0, None), told(103.0, 99.0), "typical_days", (None, None)),
        (told(100.0, 99.0, resolution="full"), told(103.0, 99.5, resolution="full"), "open", (-0.5, 4.0)),
        (told(100.0, 99.0, aim={"objective": "co2"}), told(103.0, 102.0), "not_cost", (None, None)),
        (told(100.0, 99.0), told(103.0, 102.0, violations=[{}]), "not_cost", (None, None)),
    ],
)
def test_a_difference_is_proven_only_outside_the_gaps(
    first: Side, second: Side, proven: str, interval: tuple[float | None, float | None]
) -> None:
    found = cost_difference(first, second)
    assert (found.proven, (found.low, found.high)) == (proven, interval)
    assert found.found == second.summary["npv_cost"] - first.summary["npv_cost"]


def test_the_bound_of_a_plan_chosen_after_tax_is_none_of_its_cost_before() -> None:
    side = told(103.0, 102.0)
    after = case_of({"finance.finance": {"kind": "finance", "objective": "after_tax"}}).things
    taxed = Side("run", renamed(side.run, things=(*side.case.things, *after)))
    found = cost_difference(told(100.0, 99.0), taxed)
    assert (found.proven, found.low, found.high) == ("not_cost", None, None)
    assert bound(side) == 102.0 and bound(taxed) is None
    assert ("run", "cost (after_tax)") in [
        value for each in cautions([side, taxed]) if each.what == "objective" for value in each.values
    ]


def test_bounds_of_plans_billed_as_expected_are_said_to_be_such() -> None:
    held = told(100.0, 99.0, typical={"held_as_expected": 3})
    assert cost_difference(held, told(103.0, 102.0)).held == 3
    assert cost_difference(told(100.0, 99.0), told(103.0, 102.0)).held == 0


def test_inputs_stand_by_the_money_that_hangs_on_them() -> None:
    def with_inputs(**values: str) -> Stored:
        resolved = json.loads(json.dumps(base().case.resolved))
        for key, value in values.items():
            section, name, field = key.split("__")
            resolved.setdefault(section, {}).setdefault(name, {})[field] = value
        return renamed(base(), resolved=resolved)

    other = with_inputs(
        measures__motors__life="5 a", supply__gas__price="600 CNY/MWh", carbon__x__price="7 CNY/t",
        supply__gas__tce="0.12290001 tce/MWh",
    )  # fmt: skip
    found = changes(Side("a", base()), Side("b", other))
    assert [each.key for each in found] == [
        "carbon.x.price", "supply.gas.price", "supply.gas.tce", "measures.motors.life",
    ]  # fmt: skip
    gas = sum(2 * record["cost"].get("fuel.gas", 0.0) for record in base().summary["years"])
    assert found[1].weight == pytest.approx(gas / 2.0)
    asked = changes(Side("a", base()), Side("b", other), shared_only=True)
    assert [each.key for each in asked] == ["carbon.x.price"]


@pytest.mark.parametrize(
    ("changed", "reason"), [({"currency": "EUR"}, "currency EUR"), ({"price_year": 2020}, "price year 2020")]
)
def test_money_of_another_kind_is_refused(changed: dict[str, Any], reason: str, tmp_path: Path) -> None:
    other = replace(retold(base(), **changed), folder=Path(shutil.copytree(base().folder, tmp_path / "run")))
    with pytest.raises(CaseError, match=reason):
        compare_runs([base(), other])


def test_one_run_and_the_same_run_twice_are_refused() -> None:
    with pytest.raises(CaseError, match="two or more"):
        compare_runs([base()])
    with pytest.raises(CaseError, match="given twice"):
        compare_runs([base(), variant("small"), base()])


def test_a_run_that_the_audit_does_not_confirm_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(variant("small").folder, tmp_path / "run"))
    audit = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    audit["checks"][3].update(passed=False, residual=None)
    (folder / "audit.json").write_text(json.dumps(audit), encoding="utf-8")
    with pytest.raises(AuditError, match=f"does not confirm this run(.|\n)*{audit['checks'][3]['name']}"):
        compare_runs([base(), replace(variant("small"), folder=folder)])


def test_a_run_of_another_format_is_refused() -> None:
    summary = {key: value for key, value in variant("small").summary.items() if key != "aim"}
    with pytest.raises(AuditError, match="of another format: lacks 'aim'"):
        compare_runs([base(), replace(variant("small"), summary=summary)])


def test_other_horizons_and_rates_are_said_and_nothing_is_subtracted() -> None:
    horizon = variant("small").case.horizon
    for change, what in (({"end": 2031}, "horizon"), ({"discount_rate": 0.05}, "discounting")):
        other = renamed(variant("small"), horizon=replace(horizon, **change))
        found = compare_runs([base(), other])
        assert [caution.what for caution in found.cautions] == [what]
        assert found.pairs[0].cost is None
        (cost,) = found.rows("npv_cost")
        assert found.differences(cost) == (None,)
        (co2,) = (row for row in found.rows("co2_location") if row.year == 2028)
        assert found.differences(co2) != (None,)


def test_another_version_pack_aim_or_status_is_said(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(variant("small").folder, tmp_path / "run"))
    provenance = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    provenance["versions"]["planner-green-factory"] = "0.0.1"
    provenance["packs"] = {"china-2025": {"sha256": "0" * 64}}
    (folder / "provenance.json").write_text(json.dumps(provenance), encoding="utf-8")
    violation = {"where": "case.yaml:1", "key": "targets.x", "year": 2028, "by": 7.0, "unit": "t"}
    other = retold(
        replace(variant("small"), folder=folder), aim={"objective": "co2"}, resolution="full", violations=[violation]
    )
    assert [caution.what for caution in compare_runs([base(), other]).cautions] == [
        "version", "packs", "objective", "resolution", "unmet",
    ]  # fmt: skip
    stopped = retold(variant("small"), status="time_limit")
    assert [caution.what for caution in compare_runs([base(), stopped]).cautions] == ["status"]
