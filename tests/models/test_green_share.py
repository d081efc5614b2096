"""The green share of the use: what counts, what is counted, and how closely in time green power must meet the use."""

import numpy as np
import pytest

from planner.site import Steps

from .bench import HOUR, case, demand, grid, on, proves, solve

# 8760 MWh at 100 CNY/MWh.
BILL = 0.876
LINE = {"start": [2026], "tenor": "1 a", "profile": "flat", "max": "1 MW", "energy_price": "100 CNY/MWh"}
PV = {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", "life": "1 a"}

# Sources of green power that cost more than the grid by 0.062 million for 4380 MWh: 14.155 CNY/MWh.
PREMIUM = 0.062
DEAR = f"{100 + PREMIUM / 4380 * 1e6} CNY/MWh"
EXTRA = f"{PREMIUM / 4380 * 1e6} CNY/MWh"


def green(share="50 %", **fields):
    return {"kind": "green_share", "share": {2026: share}, **fields}


def factory(things, series=None, years=(2026,), **target):
    """1 MW all year, half of it green."""
    given = {"demands.light": demand(), "supply.grid": grid("100 CNY/MWh"), "targets.green": green(**target)}
    return case({**given, **things}, series=series, years=years)


@proves("statement_limit: green_share.share")
def test_a_share_of_the_use_is_green():
    """Proves: certificates at 10 CNY/MWh for half of 8760 MWh.

    Sensitivity: 0.876 + 0.0438; without the target 0.876.
    """
    given = factory({"supply.green": {"kind": "certificate", "price": "10 CNY/MWh"}})
    assert solve(given).cost == pytest.approx(BILL + 0.0438)
    assert solve(given, without="statement_limit").cost == pytest.approx(BILL)


def test_a_share_holds_from_its_year_on():
    """Proves: nothing in 2026, 25 % from 2027, 50 % from 2029; 2028 keeps 25 %.

    Sensitivity: 4 x 0.876 + 2 x 0.0219 + 0.0438; a share that grew in between would cost more in 2028.
    """
    green_power = {"kind": "certificate", "price": "10 CNY/MWh"}
    target = green() | {"share": {2027: "25 %", 2029: "50 %"}}
    things = {"demands.light": demand(), "supply.grid": grid("100 CNY/MWh"), "supply.green": green_power}
    given = case({**things, "targets.green": target}, years=(2026, 2027, 2028, 2029))
    assert solve(given).cost == pytest.approx(4 * BILL + 0.0876)


TRADE = {"kind": "green_trade", "max": "8760 MWh/a", "energy_price": "100 CNY/MWh", "environmental_value": EXTRA}
SOURCES = {
    "self_use": [PV, {"kind": "onsite_plant", **LINE, "energy_price": DEAR, "attributes": "buyer"}],
    "direct": [{"kind": "direct_line", **LINE, "energy_price": DEAR, "eligibility": "new_load"}],
    "traded": [{"kind": "ppa", **LINE, "environmental_value": EXTRA}, TRADE],
    "certificate": [{"kind": "certificate", "price": EXTRA}],
}
EACH = [(source, thing) for source, things in SOURCES.items() for thing in things]


def place(thing):
    return {"technologies.source" if thing["kind"] == "renewable" else "supply.source": thing}


@pytest.mark.parametrize(("source", "thing"), EACH)
def test_what_counts(source, thing):
    """Proves: each source serves half of the use for 0.062 more than the grid, where it counts and only there.

    Sensitivity: 0.876 + 0.062 (own plant: 0.5 MW for 0.5 save 0.438); not counted, there is no plan.
    """
    assert solve(factory(place(thing))).cost == pytest.approx(BILL + PREMIUM)
    assert solve(factory(place(thing), counts=[source])).cost == pytest.approx(BILL + PREMIUM)
    others = [other for other in SOURCES if other != source]
    assert solve(factory(place(thing), counts=others)).status.value == "infeasible"


@pytest.mark.parametrize("kind", ["onsite_plant", "direct_line", "ppa"])
def test_power_whose_attribute_the_seller_keeps_never_counts(kind):
    """Proves: what the seller sells elsewhere is not green here.

    Sensitivity: at the price of the grid it costs 0.876 without the target; with it there is no plan.
    """
    line = {"eligibility": "new_load"} if kind == "direct_line" else {}
    things = place({"kind": kind, **LINE, **line, "attributes": "seller"})
    assert solve(factory(things, share="0 %")).cost == pytest.approx(BILL)
    assert solve(factory(things, share="10 %")).status.value == "infeasible"


def test_exports_draw_on_own_generation_first():
    """Proves: 4380 MWh of 0.5 MW earn 150 CNY/MWh in the grid; for 25 % of the use, 2190 MWh stay at home.

    Sensitivity: 0.5 + 6570 x 1e-4 - 2190 x 1.5e-4 = 0.8285; exported power counted as green: 0.719.
    """
    things = {
        "technologies.pv": {**PV, "max": "0.5 MW"},
        "supply.grid": grid("100 CNY/MWh", export={"price": "150 CNY/MWh", "limit": "1 MW"}),
    }
    assert solve(factory(things, share="25 %")).cost == pytest.approx(0.8285)
    assert solve(factory(things, share="0 %")).cost == pytest.approx(0.719)


def test_own_generation_is_part_of_the_use():
    """Proves: with 0.5 MW of an engine on gas the use is still 8760 MWh.

    Sensitivity: 50 % are 4380 certificates at 10 CNY/MWh, all the power that is bought; 0.0438 + 4380 x 5e-5 + 0.438.
    """
    engine = {"kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"electricity": "100 %"}, "capex": "0 CNY/kW"}
    gas = {"kind": "fuel", "carrier": "gas", "price": "50 CNY/MWh", "emission_factor": "0 t/MWh", "tce": "0 tce/MWh"}
    things = {
        "technologies.engine": {**engine, "life": "1 a", "max": "0.5 MW"}, "supply.gas": gas,
        "supply.green": {"kind": "certificate", "price": "10 CNY/MWh"},
    }  # fmt: skip
    assert solve(factory(things)).cost == pytest.approx(0.0438 + 0.219 + 0.438)


@pytest.mark.parametrize(
    ("matching", "premium"), [("yearly", 0.1314), ("monthly", 0.1314), ("hourly", 0.0876 + 0.219)]
)  # fmt: skip
def test_how_closely_green_power_meets_the_use(matching, premium):
    """Proves: of 75 %, 6570 MWh, sun at 20 covers 4380 hours by day; the night needs even power at 100 CNY/MWh.

    Sensitivity: by year or month 6570 x 2e-5; by the hour 4380 x 2e-5 + 2190 x 1e-4.
    """
    trade = {**TRADE, "settlement": "yearly"}
    things = {
        "supply.sun": {**trade, "profile": "sun", "environmental_value": "20 CNY/MWh"},
        "supply.even": {**trade, "environmental_value": "100 CNY/MWh"},
    }
    given = factory(things, series={"sun": on((6, 18))}, share="75 %", matching=matching)
    assert solve(given).cost == pytest.approx(BILL + premium)


MONTH = np.repeat(np.arange(12), [744, 672, 744, 720, 744, 720, 744, 744, 720, 744, 720, 744])
MONTH_STARTS = np.flatnonzero(np.diff(MONTH[::24], prepend=-1))
# A day for every month, so that months and hours are exact where all days of a month are alike.
TWELVE_DAYS = Steps("typical", centre=MONTH_STARTS, assignment=MONTH[::24].astype(np.int64))


def course(draw):
    """A series of random months and hours, some of them empty."""
    months, hours = draw.uniform(0.0, 1.0, 12), draw.uniform(0.0, 1.0, 24)
    months[draw.permutation(12)[: draw.integers(0, 5)]] = 0.0
    hours[draw.permutation(24)[: draw.integers(0, 12)]] = 0.0
    values = months[MONTH] * hours[HOUR] + (draw.uniform() < 0.3) * 0.2
    return np.maximum(values, 0.01)


def portfolio(seed, matching, target):
    """A random portfolio of contracts, certificates, own sun and a store under one target."""
    draw = np.random.default_rng(seed)
    series = {name: course(draw) for name in ("load", "sun", "wind")}
    settlements, profiles = ("hourly", "monthly", "yearly"), ("sun", "wind")

    def price(low, high):
        return f"{draw.uniform(low, high)} CNY/MWh"

    things = {
        "demands.light": demand(profile="load"),
        "supply.grid": grid("500 CNY/MWh", periods=[{"band": "peak", "hours": "8-12"}]),
        "technologies.battery": {
            "kind": "storage", "capex_energy": f"{draw.uniform(20, 200)} CNY/kWh", "life": "1 a",
            "efficiency_charge": "90 %",
        },
        "technologies.pv": {**PV, "profile": "sun", "capex": f"{draw.uniform(200, 2000)} CNY/kW", "max": "0.3 MW"},
        "supply.green": {"kind": "certificate", "price": price(5, 300), "profile": str(draw.choice(profiles))},
        "targets.green": {**target, "matching": matching},
    }  # fmt: skip
    for number in range(3):
        extra = {"environmental_value": price(5, 100), "settlement": str(draw.choice(settlements))}
        extra |= {"profile": str(draw.choice(profiles)), "energy_price": price(400, 600)}
        contract = {"kind": "ppa", **LINE, "max": f"{draw.uniform(1, 8)} MW"}
        offer = {"kind": "green_trade", "max": f"{draw.uniform(2000, 20000)} MWh/a"}
        things[f"supply.contract{number}"] = {**(contract if draw.uniform() < 0.5 else offer), **extra}
    return case(things, series=series)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "target",
    [green("40 %"), {"kind": "emission_cap", "basis": "market_certificates", "limit": {2026: "3200 t/a"}}],
    ids=["share", "cap"],
)
def test_closer_matching_never_costs_less(seed, target):
    """Proves: what matches by the hour matches by the month, and what matches by the month matches by the year.

    Sensitivity: a source that counts more closely matched than by the year would break the order.
    """
    costs = []
    for matching in ("yearly", "monthly", "hourly"):
        answer = solve(portfolio(seed, matching, target), steps=TWELVE_DAYS)
        costs.append(answer.cost if answer.status.value == "optimal" else np.inf)
    yearly, monthly, hourly = costs
    assert np.isfinite(yearly)
    assert yearly <= monthly * (1.0 + 1e-7)
    assert monthly <= hourly * (1.0 + 1e-7)
