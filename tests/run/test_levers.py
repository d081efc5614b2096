"""Levers add up to what a plan changes, and say what a person works out; a tonne costs what its step costs."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.run.accounts import Ledger
from planner.run.levers import BASES, REST, TOTAL, abatement, lever_check, wedges
from planner.run.levers.attribution import Wedge, _gain, _level
from planner.run.levers.parts import parts
from planner.run.store import load_run
from planner.run.verify import verify
from planner.run.worth import Worth
from planner.site import build_site, in_base_year
from tests.audit.plans import MADE, made
from tests.run.scored import scored_run
from tests.run.tiny import tiny_run


@pytest.fixture(scope="module")
def tiny() -> tuple[Wedge, ...]:
    run = tiny_run().run
    return wedges(run.case, run.solution, run.reference)


@pytest.mark.parametrize("name", MADE)
def test_whatever_energy_is_valued_at_contributions_add_up_to_the_accounts(name: str) -> None:
    case, solution = made(name)
    chance = np.random.default_rng(7)
    values = {thing.name: float(chance.uniform(0.0, 2.0)) for thing in case.of("carrier")}
    for year in (case.horizon.base_year, *case.horizon.years):
        site = build_site(in_base_year(case) if year == case.horizon.base_year else case)
        found = parts(site, solution, year)
        level = _level(Ledger(case, solution), year)
        for basis in BASES:
            given = -sum(_gain(part, Worth({}, values, values), basis) for part in found)
            assert given == pytest.approx(level.co2(basis), rel=1e-9, abs=1e-3), (year, basis)


def test_levers_of_the_workshop_are_those_worked_out_by_hand(tiny: tuple[Wedge, ...]) -> None:
    # Lighting halves (876 MWh), the weir gives 876 MWh, the heat pump spares 4,380 MWh of gas and takes 1,314 MWh.
    first, second = (wedge.by_lever("location") for wedge in tiny)
    for year in (first, second):
        assert year["efficiency"] == pytest.approx(-876.0 * 0.5)
        assert year["onsite"] == pytest.approx(-876.0 * 0.5)
    assert first["electrification"] == 0.0
    assert second["electrification"] == pytest.approx(1314.0 * 0.5 - 4380.0 * 0.2)
    market = tiny[1].by_lever("market")
    assert market["electrification"] == pytest.approx(1314.0 * 0.6 - 4380.0 * 0.2)
    assert market["onsite"] == pytest.approx(-876.0 * 0.6)
    assert tiny[0].today.location == pytest.approx(8760.0 * 0.5 + 4380.0 * 0.2)


def test_the_grids_own_change_is_that_of_its_factor() -> None:
    run = scored_run().run
    last = wedges(run.case, run.solution, run.reference)[-1]
    factor = next(thing.parameters.emission_factor for thing in run.case.of("grid")).at(2028)
    assert last.by_lever("location")["grid_factor"] == pytest.approx(8760.0 * (factor - 0.5))
    assert last.by_lever("location")["activity"] == pytest.approx(0.0, abs=1e-6)
    assert last.by_lever("market")["grid_factor"] == 0.0


def test_bars_of_every_year_add_up_to_plan_less_reference(tiny: tuple[Wedge, ...]) -> None:
    check = lever_check(tiny)
    assert check.passed and check.compared == 2 * len(tiny)
    for wedge in tiny:
        for basis in BASES:
            sums = wedge.by_lever(basis)
            whole = wedge.plan.co2(basis) - wedge.today.co2(basis)
            assert sum(sums.values()) == pytest.approx(whole, abs=1e-6 * wedge.reference.co2(basis))
            assert abs(wedge.unattributed(basis)) <= 1e-6 * wedge.reference.co2(basis)


def test_a_lever_that_is_lost_is_found(tiny: tuple[Wedge, ...]) -> None:
    first = tiny[0]
    kept = tuple(each for each in first.levers if each.lever != "onsite")
    found = lever_check([Wedge(first.year, first.today, first.reference, first.plan, first.changes, kept)])
    assert not found.passed
    assert found.residual == pytest.approx(876.0 * 0.6)


def test_measures_on_one_use_share_its_saving_by_logarithms() -> None:
    # Together they halve the lighting as before: 0.8 x 0.625.
    run = tiny_run().run
    saves = {"led": {"lighting": 0.2}, "motors": {"lighting": 0.375}}
    things = tuple(
        replace(thing, parameters=thing.parameters.model_copy(update={"saves": saves[thing.name]}))
        if thing.kind == "measure"
        else thing
        for thing in run.case.things
    )
    both = run.solution.assign(active=run.solution["active"] * 0.0 + 1.0)
    found = wedges(replace(run.case, things=things), both, run.reference)[0]
    shares = {each.item: each.location for each in found.levers if each.kind == "measure"}
    assert shares == pytest.approx(
        {"led": -438.0 * math.log(0.8) / math.log(0.5), "motors": -438.0 * math.log(0.625) / math.log(0.5)}
    )


def test_a_tonne_costs_what_its_step_costs(tiny: tuple[Wedge, ...]) -> None:
    solved = tiny_run()
    run = solved.run
    steps = {step.what: step for step in abatement(run.case, run.solution, run.reference, tiny)}
    years = sum(1.1**-year for year in (1, 2, 3, 4))
    led = steps["led"]
    assert led.capital == pytest.approx(1.2 / 1.1)
    assert led.energy == pytest.approx(876.0 * 500e-6 * years)
    assert led.avoided == pytest.approx(438.0 * years)
    assert led.per_tonne == pytest.approx((1.2 / 1.1 - 0.438 * years) / (438.0 * years))
    assert steps[REST].per_tonne is None
    total = steps[TOTAL]
    assert total.per_tonne is not None
    assert total.per_tonne * 1e6 == pytest.approx(solved.summary["abatement_cost"])
    others = [step for name, step in steps.items() if name != TOTAL]
    for part in ("capital", "running", "energy", "cost", "avoided"):
        assert sum(getattr(step, part) for step in others) == pytest.approx(getattr(total, part), abs=1e-9)


def test_a_changed_lever_of_a_folder_is_found(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_run().folder, tmp_path / "run"))
    assert not verify(load_run(folder))
    for name in ("levers.csv", "abatement.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        row = next(line for line in text.splitlines() if "led" in line)
        cells = row.split(",")
        place = -1 if name == "levers.csv" else -4
        cells[place] = str(float(cells[place]) * 1.01)
        (folder / name).write_text(text.replace(row, ",".join(cells)), encoding="utf-8")
    assert {mismatch.file for mismatch in verify(load_run(folder))} == {"levers.csv", "abatement.csv"}


def test_the_audit_of_a_run_holds_the_check() -> None:
    stored = json.loads((tiny_run().folder / "audit.json").read_text(encoding="utf-8"))
    assert stored["levers"]["name"] == "levers.sum"
    assert stored["levers"]["passed"]
