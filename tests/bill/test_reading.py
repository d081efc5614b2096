"""Readings from a Solution: the model's own bill of a year is the calculator's, and contracts are read as stored."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pytest
import xarray as xr

from planner.bill import billing_of, monthly_bill, own_plants, usage_of
from planner.case import read
from planner.case.value import Case
from planner.run.bills import bill_rows, bills
from planner.run.today import todays_operation
from tests.bill.hand_worked import case_of

# Two accounts, one with every basis and the choice by quarter, on a factory with photovoltaics and cogeneration.
CASE = """
case: {name: two accounts, sector: example, currency: CNY, price_year: 2025}
horizon: {base_year: 2025, years: [2026], end: 2026, discount_rate: 5 %/a}
carriers: {heat: {temperature: 80 degC}, second: {}}
series: series.csv
demands:
  machines: {carrier: electricity, annual: 20 GWh, profile: shift}
  washing: {carrier: heat, annual: 3 GWh, profile: shift}
  offices: {carrier: second, annual: 2 GWh}
existing:
  old_chp: {technology: chp, capacity: 0.6 MW, built: 2015, retires: 2040}
  old_boiler: {technology: boiler, capacity: 1 MW, built: 2015, retires: 2040}
  old_pv: {technology: pv, capacity: 2 MW, built: 2020}
technologies:
  chp: {kind: converter, inputs: {gas: 100 %}, outputs: {heat: 45 %, electricity: 36 %}, capex: 6000 CNY/kW, life: 20 a}
  boiler: {kind: converter, inputs: {gas: 100 %}, outputs: {heat: 90 %}, capex: 500 CNY/kW, life: 20 a}
  pv: {kind: renewable, profile: sun, capex: 3000 CNY/kW, life: 25 a}
supply:
  grid:
    mode: {2025: agency_tou}
    periods: [{band: peak, hours: "14-22"}, {band: valley, months: [6, 7, 8], hours: "0-6,11-13"}]
    billing: choose
    limit: 40 MW
    transformer: 5 MVA
    peak_factor: 1.04
    demand_minimum: 0.5 kW/kVA
    demand_discount: {use: 180 kWh/(kVA*month), pays: 90 %}
    power_factor: {today: 0.94}
    components:
      energy: {basis: energy, mode: agency_tou, price: 400 CNY/MWh, factors: {peak: 1.6, valley: 0.4}}
      spot: {basis: energy, price: 20 CNY/MWh, series: spot}
      retail: {basis: energy, mode: retail_fixed, price: 410 CNY/MWh}
      transmission:
        {basis: energy, price: 100 CNY/MWh, periods: [{band: weekend, days: weekend}], factors: {weekend: 0.8}}
      losses: {basis: energy, monthly: [10 CNY/MWh, 11 CNY/MWh, 12 CNY/MWh, 13 CNY/MWh, 14 CNY/MWh, 15 CNY/MWh,
        16 CNY/MWh, 17 CNY/MWh, 18 CNY/MWh, 19 CNY/MWh, 20 CNY/MWh, 21 CNY/MWh]}
      demand: {basis: demand, price: 44 CNY/(kW*month)}
      capacity: {basis: capacity, price: 26 CNY/(kVA*month)}
      meter: {basis: fixed, price: 500 CNY/month}
      funds: {basis: generation, price: 29 CNY/MWh}
      backup: {basis: own_capacity, price: 22 CNY/(kW*month), of: [chp]}
    export: {price: 300 CNY/MWh, limit: 2 MW}
    emission_factor: 0.5 t/MWh
    residual_factor: 0.6 t/MWh
  office_grid:
    kind: grid
    carrier: second
    components: {energy: {basis: energy, price: 700 CNY/MWh}, demand: {basis: demand, price: 30 CNY/(kW*month)}}
    emission_factor: 0.5 t/MWh
    residual_factor: 0.6 t/MWh
  gas: {kind: fuel, carrier: gas, price: 300 CNY/MWh, emission_factor: 0.2 t/MWh, tce: 0.1229 tce/MWh}
"""


@cache
def operated() -> tuple[Case, xr.Dataset]:
    """The base year of the case, operated once."""
    folder = Path(mkdtemp())
    hour = np.arange(8760)
    columns = {
        "shift": 1.0 + (hour % 24 >= 8) * (hour % 168 < 120) + 0.5 * np.cos(hour / 8760 * 2 * np.pi),
        "sun": np.maximum(0.0, np.sin((hour % 24 - 6) / 12 * np.pi)) * (0.5 + 0.3 * np.sin(hour / 8760 * np.pi)),
        "spot": 300.0 + 100.0 * np.sin(hour / 24 * 2 * np.pi) + 50.0 * np.cos(hour / 700),
    }
    rows = np.column_stack(list(columns.values()))
    np.savetxt(folder / "series.csv", rows, delimiter=",", header=",".join(columns), comments="", fmt="%.6f")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    case = read(folder)
    return case, todays_operation(case)


def test_the_bill_of_the_model_is_that_of_the_calculator() -> None:
    case, base = operated()
    costs = base["cost"].isel(year=0)
    stored = dict(zip(costs["line_item"].to_numpy().tolist(), costs.to_numpy().tolist(), strict=True))
    billed = {".".join(key): amount for bill in bills(case, base, (2025,)) for key, amount in bill.costs().items()}
    of_grids = {label: cost for label, cost in stored.items() if label.startswith(("grid_", "export_"))}
    assert {label for label, cost in of_grids.items() if abs(cost) > 1e-9} == set(billed)
    for label, amount in billed.items():
        assert amount == pytest.approx(of_grids[label], rel=1e-9, abs=1e-9), label


def test_left_to_itself_the_calculator_settles_what_the_model_did() -> None:
    case, base = operated()
    (grid, _) = case.of("grid")
    usage = usage_of(case, base, grid, 2025)
    settled, free = billing_of(base, "grid", 2025), monthly_bill(case, grid, 2025, usage)
    assert free.capacity_billed == settled.capacity
    assert free.discounted == settled.discounted
    assert len({*free.capacity_billed}) == 2
    assert len({*free.discounted}) == 2
    assert free.billed == pytest.approx(tuple(base["billed"].sel(grid="grid", year=2025).to_numpy()), abs=1e-6)


def test_own_plants_are_those_that_give_the_carrier() -> None:
    case, base = operated()
    (grid, _) = case.of("grid")
    usage = usage_of(case, base, grid, 2025)
    assert [plant.name for plant in own_plants(case, "electricity")] == ["chp", "pv"]
    assert usage.capacity == {"chp": pytest.approx(0.6 * 0.8), "pv": pytest.approx(2.0)}
    activity = base["flow"].sel(flow_item="chp.activity", year=2025).to_numpy()
    assert usage.generation["chp"] == pytest.approx(0.8 * activity)


def test_rows_hold_every_line_of_every_bill() -> None:
    case, base = operated()
    stored = base.rename({name: f"base_{name}" for name in base.data_vars}).squeeze("year", drop=True)
    plan = xr.merge([stored, xr.Dataset({"flow": base["flow"].assign_coords(year=[2026])})], join="outer")
    rows = list(bill_rows(case, plan))
    assert {row[1:3] for row in rows} == {(year, name) for year in (2025, 2026) for name in ("grid", "office_grid")}
    before = sum(float(row[-1]) for row in rows if row[1] == 2025)
    assert before == pytest.approx(sum(bill.total() for bill in bills(case, base, (2025,))))


def contracts() -> tuple[Case, xr.Dataset]:
    """A PPA that began in 2026 and a direct line that began in 2028, as a Solution stores them."""
    terms = {"profile": "flat", "start": [2026, 2028], "tenor": "10 a", "max": "5 MW", "energy_price": "400 CNY/MWh"}
    case = case_of(
        {
            "grid grid": {"components": {"energy": {"basis": "energy", "price": "0.5 CNY/kWh"}}},
            "ppa wind": terms,
            "direct_line line": {**terms, "eligibility": "new_load", "surplus_price": "200 CNY/MWh"},
        },
        {},
    )
    years, names = [2026, 2028], ["line", "wind"]
    flow = np.zeros((2, 2, 8760))
    flow[0], flow[1] = 2.0, 0.25
    traded = np.zeros((2, 2, 12, 2))
    traded[1, 1, 6] = (100.0, 0.0)
    nominated = np.zeros((2, 2, 12))
    nominated[1, 1, 6] = 120.0
    contract = {"contract": names, "year": years}
    solution = xr.Dataset(
        {
            "flow": (("flow_item", "year", "hour"), flow),
            "signed": (("contract", "year"), [[0.0, 1.5], [2.0, 0.0]]),
            "contracted": (("contract", "year"), [[0.0, 1.5], [2.0, 2.0]]),
            "traded": (("contract", "year", "month", "band"), traded),
            "nominated": (("contract", "year", "month"), nominated),
            "account": (("entry", "year"), [[0.0, 365.0]]),
        },
        coords={**contract, "flow_item": ["grid.import", "line.delivered"], "hour": np.arange(8760),
                "month": np.arange(1, 13), "band": ["flat", "peak"], "entry": ["direct_sold.line"]},
    )  # fmt: skip
    return case, solution


def test_contracts_are_read_with_their_start() -> None:
    case, solution = contracts()
    (grid,) = case.of("grid")
    usage = usage_of(case, solution, grid, 2028)
    wind, line = usage.contracts["wind"], usage.contracts["line"]
    assert (wind.size, wind.start, wind.traded) == (2.0, 2026, {(7, "flat"): 100.0})
    assert wind.nominated == {month: 120.0 if month == 7 else 0.0 for month in range(1, 13)}
    assert (line.size, line.start, line.sold) == (1.5, 2028, 365.0)
    assert line.delivered is not None
    assert usage.used == pytest.approx(np.full(8760, 2.25))


def test_what_a_solution_does_not_say_is_left_to_the_calculator() -> None:
    case, solution = contracts()
    assert billing_of(solution, "grid", 2028).capacity is None
    bill = next(bills(case, solution, (2028,)))
    assert bill.costs()["traded_replaced", "wind"] == pytest.approx(-0.05)
    assert bill.costs()["direct_line_surplus", "line"] == pytest.approx(-0.073)
    assert bill.costs()["ppa_energy", "wind"] == pytest.approx(120.0 * 400e-6)


def test_without_nominations_what_is_traded_is_paid() -> None:
    case, solution = contracts()
    bill = next(bills(case, solution.drop_vars("nominated"), (2028,)))
    assert bill.costs()["ppa_energy", "wind"] == pytest.approx(100.0 * 400e-6)
