"""Supply and bill against complete enumeration: every choice worked out apart, by linear programs written by hand.

All series repeat day by day, or day by day within a quarter, so that typical days are exact. Money flows at the end of
its year, discounted at 10 % to 2025.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array

from planner.site import Steps
from tests.solve.small import Things, case_of, days, optimum

Array = NDArray[np.float64]
RATE = 0.1
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
HOUR = np.arange(24)
BAND = np.where(np.isin(HOUR, [8, 9, 10, *range(17, 22)]), 1.6, np.where((HOUR >= 22) | (HOUR < 6), 0.4, 1.0))
PERIODS = [{"band": "peak", "hours": "8-11,17-22"}, {"band": "valley", "hours": "22-6"}]
SHIFT = np.where((HOUR >= 7) & (HOUR < 19), 1.0, 0.3)
SUN = np.clip(np.sin((HOUR - 6) / 12 * np.pi), 0.0, None) * 0.7
BREEZE = 0.35 * (1.0 + 0.6 * np.cos(HOUR / 24 * 2 * np.pi))


def factor(year: int) -> float:
    """Present value of money at the end of a year."""
    return float((1.0 + RATE) ** (2025 - year))


def weight(block: Sequence[int]) -> float:
    """Present value of money in every year of a block."""
    return sum(map(factor, block))


class Program:
    """A linear program whose columns have names."""

    def __init__(self) -> None:
        self.place: dict[Any, int] = {}
        self.costs: dict[int, float] = defaultdict(float)
        self.bounds: list[tuple[float, float | None]] = []
        self.rows: dict[bool, list[tuple[list[tuple[int, float]], float]]] = {False: [], True: []}
        self.constant = 0.0

    def column(self, name: Any, low: float = 0.0, high: float | None = None) -> None:
        self.place[name] = len(self.bounds)
        self.bounds.append((low, high))

    def pay(self, price: float, name: Any) -> None:
        self.costs[self.place[name]] += price

    def keep(
        self, terms: Iterator[tuple[Any, float]] | list[tuple[Any, float]], most: float, equal: bool = False
    ) -> None:
        """Keep a sum at most at a number, or equal to it."""
        self.rows[equal].append(([(self.place[name], value) for name, value in terms], most))

    def matrix(self, equal: bool) -> Any:
        rows = self.rows[equal]
        entries = [(row, column, value) for row, (terms, _) in enumerate(rows) for column, value in terms]
        at, to, values = zip(*entries, strict=True) if entries else ((), (), ())
        return coo_array((values, (at, to)), shape=(len(rows), len(self.bounds)))

    def solve(self) -> float:
        """Least cost; infinite if nothing keeps the rows."""
        cost = np.zeros(len(self.bounds))
        cost[list(self.costs)] = list(self.costs.values())
        upper, equal = ([most for _, most in self.rows[kind]] for kind in (False, True))
        found = linprog(cost, self.matrix(False), upper, self.matrix(True), equal, self.bounds)
        assert found.status in (0, 2)
        return float(found.fun) + self.constant if found.status == 0 else np.inf


# Contracts: two PPAs and a direct line, each with two possible beginnings, over three blocks of two years.
BLOCKS = {2026: (2026, 2027), 2028: (2028, 2029), 2030: (2030, 2031)}
MONTH = np.repeat(np.arange(12), np.array(LENGTHS) * 24)
SEASON = np.where((MONTH >= 3) & (MONTH < 9), 0.6, 1.1)
SERIES = {
    "shift": np.tile(SHIFT, 365),
    "wind": np.tile(BREEZE, 365) * SEASON,
    "steady_wind": np.tile(BREEZE, 365),
}
LOAD = 8000.0 * SHIFT / SHIFT.sum() / 365.0
ENERGY, WIRES, DEMAND = 450e-6, 110e-6, 28e-3  # million per MWh, per MWh, per MW and month


def drawn(seed: int) -> dict[str, float]:
    """Numbers that decide whether and when which contract is signed."""
    uniform = random.Random(seed).uniform
    return {
        "wind": uniform(290, 400), "later": uniform(230, 330), "rise": uniform(-3, 5), "least": uniform(0.2, 0.8),
        "base": uniform(330, 430), "cheaper": uniform(290, 380), "volume": uniform(900, 2500),
        "band": uniform(0, 30), "line": uniform(200, 420), "capex": uniform(0.1, 1.5), "surplus": uniform(100, 250),
    }  # fmt: skip


def contracts(number: Mapping[str, float]) -> Things:
    return {
        "carriers.electricity": {"kind": "carrier"},
        "demands.machines": {"kind": "demand", "carrier": "electricity", "annual": "8000 MWh", "profile": "shift"},
        "supply.grid": {
            "kind": "grid", "periods": PERIODS, "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
            "components": {
                "energy": {"basis": "energy", "price": "450 CNY/MWh", "factors": {"peak": 1.6, "valley": 0.4}},
                "wires": {"basis": "energy", "price": "110 CNY/MWh"},
                "peak": {"basis": "demand", "price": "28 CNY/(kW*month)"},
            },
        },
        "supply.wind": {
            "kind": "ppa", "profile": "wind", "start": [2026, 2028], "tenor": "3 a", "min": f"{number['least']} MW",
            "max": "2 MW", "indexation": f"{number['rise']} %/a", "environmental_value": "12 CNY/MWh",
            "energy_price": {2026: f"{number['wind']} CNY/MWh", 2028: f"{number['later']} CNY/MWh"},
            **({"surplus_price": f"{number['surplus']} CNY/MWh"} if number["surplus"] > 180 else {}),
        },
        "supply.base": {
            "kind": "ppa", "shape": "baseload", "settlement": "yearly", "start": [2028, 2030], "tenor": "4 a",
            "min": f"{number['volume']} MWh/a", "max": "6000 MWh/a", "band": f"{number['band']} %",
            "energy_price": {2028: f"{number['base']} CNY/MWh", 2030: f"{number['cheaper']} CNY/MWh", "hold": "last"},
        },
        "supply.line": {
            "kind": "direct_line", "eligibility": "new_load", "profile": "steady_wind", "start": [2026, 2030],
            "tenor": "4 a", "max": "3 MW", "energy_price": f"{number['line']} CNY/MWh", "still_due": ["wires"],
            "transmission": "15 CNY/MWh", "load_factor": "50 %", "line_capex": f"{number['capex']} Mio CNY",
            "surplus_price": "120 CNY/MWh",
        },
    }  # fmt: skip


Starts = tuple[int | None, int | None, int | None]
CLASSES = [(month, band) for month in range(12) for band in (0.4, 1.0, 1.6)]


def served(start: int | None, tenor: int) -> list[int]:
    """A block is served if at least half of it lies within the tenor."""
    if start is None:
        return []
    return [year for year in BLOCKS if year == start or (year > start and start + tenor >= year + 1)]


def in_class(hourly: Array, month: int, band: float) -> Array:
    """Share of each hour of the day in a price class, in days of the year; of a daily course its energy."""
    return hourly * LENGTHS[month] * np.equal(BAND, band)


def in_contract(number: Mapping[str, float], starts: Starts) -> float:
    """Least cost of one choice of beginnings, sizes and amounts left free."""
    wind, base, line = starts
    program = Program()
    generated = {key: float((SERIES["wind"].reshape(365, 24) * _days(key)).sum()) for key in CLASSES}
    steady = float(SERIES["steady_wind"].sum())
    if wind is not None:
        program.column("wind", number["least"], 2.0)
    if base is not None:
        program.column("base", number["volume"] / 8760.0, 6000.0 / 8760.0)
    if line is not None:
        program.column("line", 0.0, 3.0)
        program.constant += number["capex"] * factor(line)
    for year, block in BLOCKS.items():
        worth = weight(block)
        ppas = [name for name, start, tenor in (("wind", wind, 3), ("base", base, 4)) if year in served(start, tenor)]
        lined = year in served(line, 4)
        program.column(("peak", year))
        program.pay(worth * 12 * DEMAND, ("peak", year))
        for hour in HOUR:
            bought: list[tuple[Any, float]] = [(("peak", year), -1.0)]
            rate = float(BAND[hour]) * ENERGY + WIRES
            program.constant += worth * 365 * rate * LOAD[hour]
            if lined:
                program.column(("line", year, hour), 0.0, float(LOAD[hour]))
                program.keep([(("line", year, hour), 1.0), ("line", -BREEZE[hour])], 0.0)
                program.pay(worth * 365 * (number["line"] * 1e-6 + WIRES - rate), ("line", year, hour))
                bought.append((("line", year, hour), -1.0))
            program.keep(bought, -float(LOAD[hour]))
        if lined:
            delivered = [(("line", year, hour), 365.0) for hour in HOUR]
            program.pay(worth * 15e-6 * 0.5 * 8760, "line")
            program.keep([*((name, -value) for name, value in delivered), ("line", 0.6 * steady)], 0.0)
            program.column(("sold", year))
            program.pay(worth * (number["line"] - 120.0) * 1e-6, ("sold", year))
            program.keep([(("sold", year), 1.0), ("line", -0.2 * steady)], 0.0)
            program.keep([*delivered, (("sold", year), 1.0), ("line", -steady)], 0.0)
        for name in ppas:
            for month, band in CLASSES:
                program.column((name, year, month, band))
        for month, band in CLASSES:
            traded = [((name, year, month, band), 1.0) for name in ppas]
            hours = in_class(np.ones(24), month, band)
            lines = [(("line", year, hour), float(hours[hour])) for hour in HOUR] if lined else []
            program.keep([*traded, *lines], float(hours @ LOAD))
        if wind is not None and "wind" in ppas:
            price = number["wind"] if wind == 2026 else number["later"]
            price *= 1e-6 * (1.0 + number["rise"] / 100.0) ** (year - wind)
            surplus = number["surplus"] * 1e-6 if number["surplus"] > 180 else 0.0
            program.pay(worth * (price - surplus) * sum(generated.values()), "wind")
            for key in CLASSES:
                program.pay(worth * (surplus + 12e-6 - key[1] * ENERGY), ("wind", year, *key))
                program.keep([(("wind", year, *key), 1.0), ("wind", -generated[key])], 0.0)
        if "base" in ppas:
            price = (number["base"] if year == 2028 else number["cheaper"]) * 1e-6
            slack = number["band"] / 100.0
            for key in CLASSES:
                program.pay(-worth * key[1] * ENERGY, ("base", year, *key))
            for month in range(12):
                program.column(("base called", year, month))
                program.pay(worth * price, ("base called", year, month))
                most = (1.0 + slack) * 24.0 * LENGTHS[month]
                program.keep([(("base called", year, month), 1.0), ("base", -most)], 0.0)
            for kind in (0.4, 1.0, 1.6):
                of_band = [(("base", year, month, kind), 1.0) for month in range(12)]
                share = float(np.equal(BAND, kind).mean())
                program.keep([*of_band, *((("base called", year, month), -share) for month in range(12))], 0.0)
            used = [(("base", year, *key), -1.0) for key in CLASSES]
            program.keep([*used, ("base", (1.0 - slack) * 8760.0)], 0.0)
    return program.solve()


def _days(key: tuple[int, float]) -> Array:
    """Hours of the year that belong to a price class (day, hour)."""
    month, band = key
    of_month = np.equal(np.repeat(np.arange(12), LENGTHS), month).astype(float)
    return np.outer(of_month, np.equal(BAND, band))


CHOICES = list(itertools.product((None, 2026, 2028), (None, 2028, 2030), (None, 2026, 2030)))


@pytest.mark.parametrize("seed", range(4))
def test_no_choice_of_contracts_is_cheaper(seed: int) -> None:
    number = drawn(seed)
    case = case_of(contracts(number), years=tuple(BLOCKS), end=2031, rate=RATE, series=SERIES)
    found = optimum(case, days(1))
    costs = {starts: in_contract(number, starts) for starts in CHOICES}
    best = min(costs, key=lambda starts: costs[starts])
    assert not found.oversteps
    assert found.cost == pytest.approx(costs[best], rel=1e-7)
    wind, base, line = (
        next((year for year in BLOCKS if found.number("signed", name, year) > 1e-6), None)
        for name in ("wind", "base", "line")
    )
    # Different beginnings may cost the same; those of the plan cost no more than the best.
    assert costs[wind, base, line] == pytest.approx(costs[best], rel=1e-7)


# The bill: capacity or demand by the quarter, a least billed demand, a discount for steady months; a standing battery
# shapes the purchase, and a PV plant of one size may be built early, late, twice or never.
QUARTERS = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (9, 10, 11))
QUARTER_OF_DAY = np.repeat(np.arange(12) // 3, LENGTHS)
YEARS = {2026: (2026, 2027), 2028: (2028, 2029)}
KEPT, CYCLE, STORE, SPEED = 0.96, 0.95, 1.5, 0.7  # degradation, efficiency each way, MWh, MW


def by_quarter() -> Steps:
    """One typical day for each quarter."""
    firsts = np.array([int(np.flatnonzero(quarter == QUARTER_OF_DAY)[0]) for quarter in range(4)])
    return Steps("typical", firsts, QUARTER_OF_DAY)


def metered(seed: int) -> dict[str, Any]:
    """A tariff, a load and a plant, drawn at random."""
    draw = random.Random(seed)
    uniform = draw.uniform
    return {
        "load": [uniform(0.5, 2.2) for _ in range(4)], "sun": [uniform(0.2, 0.8) for _ in range(4)],
        "demand": uniform(34, 42), "capacity": uniform(20, 36), "minimum": draw.choice([None, uniform(0.3, 0.6)]),
        "use": draw.choice([None, uniform(80, 420), uniform(80, 420)]), "pays": uniform(60, 95),
        "factor": uniform(1.0, 1.15),
        "price": uniform(1200, 3800), "cheaper": uniform(1200, 3500), "life": draw.choice([2, 4, 9]),
    }  # fmt: skip


def billed(given: Mapping[str, Any]) -> tuple[Things, dict[str, Array]]:
    load = np.concatenate([given["load"][quarter] * SHIFT for quarter in QUARTER_OF_DAY])
    sun = np.concatenate([given["sun"][quarter] * SUN for quarter in QUARTER_OF_DAY])
    terms: dict[str, Any] = {}
    if given["minimum"] is not None:
        terms["demand_minimum"] = f"{given['minimum']} kW/kVA"
    if given["use"] is not None:
        terms["demand_discount"] = {"use": f"{given['use']} kWh/(kVA*month)", "pays": f"{given['pays']} %"}
    things: Things = {
        "carriers.electricity": {"kind": "carrier"},
        "demands.line": {"kind": "demand", "carrier": "electricity", "annual": f"{load.sum()} MWh", "profile": "load"},
        "supply.grid": {
            "kind": "grid", "periods": PERIODS, "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
            "billing": "choose", "transformer": "2 MVA", "limit": "6 MW", "peak_factor": given["factor"],
            "components": {
                "energy": {"basis": "energy", "price": "450 CNY/MWh", "factors": {"peak": 1.6, "valley": 0.4}},
                "demand": {"basis": "demand", "price": f"{given['demand']} CNY/(kW*month)"},
                "capacity": {"basis": "capacity", "price": f"{given['capacity']} CNY/(kVA*month)"},
            },
            **terms,
        },
        "technologies.battery": {
            "kind": "storage", "capex_energy": "0 CNY/kWh", "life": "20 a", "available_from": 2090,
            "efficiency_charge": f"{100 * CYCLE} %", "efficiency_discharge": f"{100 * CYCLE} %",
        },
        "existing.old_battery": {
            "kind": "existing", "technology": "battery", "capacity": f"{SPEED} MW", "energy": f"{STORE} MWh",
            "built": 2025,
        },
        "technologies.pv": {
            "kind": "renewable", "profile": "sun", "min_build": "1 MW", "max": "1 MW", "life": f"{given['life']} a",
            "capex": {2026: f"{given['price']} CNY/kW", 2028: f"{given['cheaper']} CNY/kW"},
            "opex_fixed": "20 CNY/(kW*a)", "degradation": f"{100 * (1 - KEPT)} %/a",
        },
    }  # fmt: skip
    return things, {"load": load, "sun": sun}


def quarter_cost(given: Mapping[str, Any], quarter: int, plant: float) -> tuple[float, tuple[bool, int]]:
    """Least bill of one quarter, and whether capacity was billed and how many months earned the discount."""
    months = [LENGTHS[month] for month in QUARTERS[quarter]]
    flags = [(0, 0, 0)] if given["use"] is None else itertools.product((0, 1), repeat=3)
    ways = [(True, (0, 0, 0)), *((False, flag) for flag in flags)]
    costs = {way: _quarter(given, quarter, plant, months, *way) for way in ways}
    best = min(costs, key=lambda way: costs[way])
    return costs[best], (best[0], sum(best[1]))


def _quarter(
    given: Mapping[str, Any], quarter: int, plant: float, months: list[int], capacity: bool, flags: Sequence[int]
) -> float:
    """Bill of one quarter under one way of billing. [million]"""
    program = Program()
    least = 0.0 if given["minimum"] is None else given["minimum"] * 2.0
    program.column("billed", least)
    if capacity:
        program.constant += 3 * 2.0 * given["capacity"] * 1e-3
    else:
        paid = sum(given["pays"] / 100.0 if flag else 1.0 for flag in flags)
        program.pay(given["demand"] * 1e-3 * paid, "billed")
    for hour in HOUR:
        for name, most in (("in", SPEED), ("out", SPEED), ("soc", STORE), ("bought", None)):
            program.column((name, hour), 0.0, most)
        program.column(("sun", hour), 0.0, float(plant * given["sun"][quarter] * SUN[hour]))
        program.pay(float(BAND[hour]) * ENERGY * sum(months), ("bought", hour))
        program.keep([(("bought", hour), given["factor"]), ("billed", -1.0)], 0.0)
    for hour in HOUR:
        supply = [(("bought", hour), 1.0), (("sun", hour), 1.0), (("out", hour), 1.0), (("in", hour), -1.0)]
        program.keep(supply, float(given["load"][quarter] * SHIFT[hour]), equal=True)
        program.keep([(("in", hour), 1.0), (("out", hour), 1.0)], SPEED)
        content = [(("soc", hour), 1.0), (("soc", (hour - 1) % 24), -1.0)]
        program.keep([*content, (("in", hour), -CYCLE), (("out", hour), 1.0 / CYCLE)], 0.0, equal=True)
    for length, flag in zip(months, flags, strict=True):
        if flag:
            program.keep([(("bought", hour), -float(length)) for hour in HOUR], -given["use"] * 2.0)
    return program.solve()


def plant_in(given: Mapping[str, Any], starts: Sequence[int]) -> dict[int, float] | None:
    """Output of the plants on line relative to a new one, by year; None if two would stand at once."""
    on_line = {
        year: [start for start in starts if year == start or (year > start and start + given["life"] >= year + 1)]
        for year in YEARS
    }
    if any(len(standing) > 1 for standing in on_line.values()):
        return None
    return {year: sum(KEPT ** (year - start) for start in standing) for year, standing in on_line.items()}


def paid_for(given: Mapping[str, Any], start: int) -> float:
    """Present value of a plant, less what is left of its life. [million]"""
    price = given["price" if start == 2026 else "cheaper"] * 1e-3
    life, last = given["life"], 2029 if start == 2028 or given["life"] >= 3 else 2027
    yearly = price * RATE / (1.0 - (1.0 + RATE) ** -life)
    left = sum(yearly * (1.0 + RATE) ** -later for later in range(1, life - (last - start + 1) + 1))
    return float(price * factor(start) - left * factor(last))


@pytest.mark.parametrize("seed", [3, 8, 11, 12])
def test_no_billing_and_no_vintage_is_cheaper(seed: int) -> None:
    given = metered(seed)
    things, series = billed(given)
    found = optimum(case_of(things, years=tuple(YEARS), end=2029, rate=RATE, series=series), by_quarter())
    best = np.inf
    for starts in ((), (2026,), (2028,), (2026, 2028)):
        output = plant_in(given, starts)
        if output is None:
            continue
        cost = sum(paid_for(given, start) for start in starts)
        for year, block in YEARS.items():
            bills = sum(quarter_cost(given, quarter, output[year])[0] for quarter in range(4))
            cost += weight(block) * (bills + (0.02 if output[year] else 0.0))
        best = min(best, cost)
    assert not found.oversteps
    assert found.cost == pytest.approx(best, rel=1e-7)


def test_the_random_bills_choose_in_every_way() -> None:
    """Both ways of billing occur, with and without the discount, beside a purchase shaped to earn it."""
    ways: set[tuple[bool, int]] = set()
    for seed in (3, 8, 11, 12):
        ways |= {quarter_cost(metered(seed), quarter, plant)[1] for quarter in range(4) for plant in (0.0, 1.0)}
    assert {capacity for capacity, _ in ways} == {True, False}
    assert {0, 3} <= {months for capacity, months in ways if not capacity}


# Certificates of several years: each is bought in the cheapest year in which it is still valid.
@pytest.mark.parametrize("seed", range(3))
def test_no_year_of_purchase_is_cheaper(seed: int) -> None:
    draw = random.Random(seed)
    years = (2026, 2027, 2028, 2029)
    price = {year: draw.uniform(2, 30) for year in years}
    share = {year: draw.uniform(10, 90) for year in years}
    validity = draw.choice([1, 2, 3])
    grid = contracts(drawn(0))["supply.grid"]
    things: Things = {
        "carriers.electricity": {"kind": "carrier"}, "supply.grid": grid,
        "demands.line": {"kind": "demand", "carrier": "electricity", "annual": "5000 MWh"},
        "supply.papers": {
            "kind": "certificate", "price": {year: f"{value} CNY/MWh" for year, value in price.items()},
            "validity": f"{validity} a",
        },
        "targets.green": {"kind": "green_share", "share": {year: f"{value} %" for year, value in share.items()}},
    }  # fmt: skip
    found = optimum(case_of(things, years=years, end=2029, rate=RATE), days(1))
    cost = 0.0
    bill = 5000.0 * float(BAND.mean() * ENERGY + WIRES) + 5000.0 / 8760.0 * 12 * DEMAND
    for year in years:
        valid = [earlier for earlier in years if 0 <= year - earlier < validity]
        cost += factor(year) * bill
        cost += 50.0 * share[year] * min(factor(earlier) * price[earlier] * 1e-6 for earlier in valid)
    assert found.cost == pytest.approx(cost, rel=1e-8)
