"""A year-by-year plan for the portfolio, by direct arithmetic: every number follows from the case text.

Years: 2026 and 2027 each for itself, 2028 for two years; discounting at 6 % to the end of 2025.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from .by_hand import DAYS, MONTH, account_unit, table
from .factory import HOUR
from .portfolio import SERIES, TRANSMISSION

YEARS = (2026, 2027, 2028)
ALL = (2025, *YEARS)
CLOCK = HOUR % 24
BAND = np.where((CLOCK >= 8) & (CLOCK < 12), "peak", np.where(CLOCK < 6, "valley", "flat"))
DAYTIME = (CLOCK >= 8) & (CLOCK < 20)
BANDS = ("flat", "flat/day", "flat/flat", "peak/day", "valley/flat")
CLASS = np.char.add(np.char.add(BAND, "/"), np.where(DAYTIME, "day", "flat"))

SUN, WIND = SERIES["sun"], SERIES["wind"]
CONTRACTED = {
    "block": (0.15, 0.15, 0.0), "line": (0, 1.0, 1.0), "roof": (0.5, 0.5, 0.5), "sun": (0, 1.0, 1.0),
    "trade": (0, 0, 0), "wind": (1.0, 1.0, 1.0),
}  # fmt: skip
BOUGHT = {2025: 0.0, 2026: 1000.0, 2027: 0.0, 2028: 900.0}
CLAIMED = {2025: 0.0, 2026: 600.0, 2027: 300.0, 2028: 800.0}
OFFSETS = {2025: (0, 0, 0), 2026: (0, 0, 0), 2027: (0, 0, 0), 2028: (700.0, 400.0, 200.0)}
"""Bought, used against the net target, used for compliance [t]."""
SOLD = {2025: 0.0, 2026: 0.0, 2027: 200.0, 2028: 300.0}


def contracted(name: str, year: int) -> float:
    return CONTRACTED[name][YEARS.index(year)] if year in YEARS else 0.0


def by_class(hourly: np.ndarray) -> np.ndarray:
    """Sums by month and band. [MWh]"""
    return np.array([[hourly[(month == MONTH) & (band == CLASS)].sum() for band in BANDS] for month in range(1, 13)])


def flows(year: int) -> dict[str, np.ndarray]:
    """Hourly operation of a year."""
    works = 30000.0 * SERIES["shift"] / SERIES["shift"].sum()
    line, roof = 0.7 * contracted("line", year) * WIND, contracted("roof", year) * SUN
    net = works - 2.0 * SUN - 0.4 - line - roof
    imported = np.maximum(net, 0.0)
    wind = np.minimum(contracted("wind", year) * WIND, imported)
    block = np.minimum(0.12 if year in (2026, 2027) else 0.0, imported - wind)
    trade = np.minimum(0.1 if year > 2026 else 0.0, imported - wind - block)
    return {
        "grid.import": imported, "grid.export": np.maximum(-net, 0.0), "office_grid.import": np.full(8760, 0.2),
        "pv.generation": 2.0 * SUN, "engine.activity": np.full(8760, 0.45), "gas.bought": np.ones(8760),
        "battery.soc": np.full(8760, 1.0),
        "battery.charge": np.zeros(8760), "battery.discharge": np.zeros(8760),
        "line.delivered": line, "roof.delivered": roof, "wind.traded": wind,
        "block.matched": block, "trade.matched": trade,
    }  # fmt: skip


def settled(name: str, year: int) -> np.ndarray:
    """Energy settled by month and band. [MWh]"""
    if name == "wind":
        return by_class(flows(year)["wind.traded"])
    if name == "sun":
        return 0.2 * contracted("sun", year) * by_class(SUN)
    if name == "trade" and year > 2026:
        return 0.9 * 2000.0 / 8760.0 * by_class(np.ones(8760))
    if name == "block" and contracted("block", year):
        # All of it in the first half of the year: settlement is yearly, by band; a little more, then less than agreed.
        total = by_class(np.full(8760, 0.15)).sum(axis=0) * (1.02 if year == 2026 else 0.95)
        shares = by_class(np.ones(8760))[:6]
        return np.concatenate([shares / np.maximum(shares.sum(axis=0), 1.0) * total, np.zeros((6, len(BANDS)))])
    return np.zeros((12, len(BANDS)))


def nominated(name: str, year: int) -> np.ndarray:
    """Energy called for by month. [MWh]

    All of the wind and of the sun, used or not; of the block what is used in the year, but evenly over its months.
    """
    if name == "wind":
        return contracted("wind", year) * by_class(WIND).sum(axis=1)
    if name == "sun":
        return contracted("sun", year) * by_class(SUN).sum(axis=1)
    if name == "block" and contracted("block", year):
        return 0.15 * (1.02 if year == 2026 else 0.95) * by_class(np.ones(8760)).sum(axis=1)
    return settled(name, year).sum(axis=1)


def month_matched(name: str, year: int) -> np.ndarray:
    """Claims by month. [MWh]"""
    hours = np.array([24 * sum(day.month == month for day in DAYS) for month in range(1, 13)])
    if name == "block":
        return 0.9 * contracted("block", year) * hours
    wind = np.array([WIND[month == MONTH].sum() for month in range(1, 13)])
    return 0.95 * CLAIMED[year] * wind / wind.sum()


def peaks(year: int, grid: str) -> np.ndarray:
    imported = flows(year)[f"{grid}.import"]
    return np.array([imported[month == MONTH].max() for month in range(1, 13)])


def imports(year: int) -> np.ndarray:
    """Import of the works by month. [MWh]"""
    imported = flows(year)["grid.import"]
    return np.array([imported[month == MONTH].sum() for month in range(1, 13)])


def metered(year: int) -> np.ndarray:
    return np.maximum(1.05 * peaks(year, "grid"), 0.55 * 8.0)


def is_discounted(year: int) -> np.ndarray:
    return imports(year) >= 0.190 * 8.0 * 1000.0


def quarters(year: int) -> np.ndarray:
    """1 in each quarter in which 23 CNY/kVA on the transformers is cheaper than 40 CNY/kW on demand."""
    demand = 40.0 * metered(year) * np.where(is_discounted(year), 0.9, 1.0)
    return (demand.reshape(4, 3).sum(axis=1) > 23.0 * 8.0 * 3).astype(float)


def transmission(year: int) -> np.ndarray:
    """Price of every hour. [million CNY/MWh]"""
    monthly = np.array(TRANSMISSION)[MONTH - 1] * (1.0 + 0.02 * (year - 2025)) * 1e-6
    return monthly * np.where(DAYTIME, 1.2, 1.0)


def energy(year: int) -> np.ndarray:
    """Price of every hour of what traded power replaces. [million CNY/MWh]"""
    if year < 2027:
        return 400e-6 * np.select([BAND == "peak", BAND == "valley"], [1.5, 0.5], 1.0)
    return spot()


def spot() -> np.ndarray:
    return 380e-6 * SERIES["spot"] / SERIES["spot"].mean()


def mean_price(price: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted mean by month and band, plain where the weights are zero."""
    plain = by_class(price) / np.maximum(by_class(np.ones(8760)), 1.0)
    total = by_class(weights)
    return np.where(total > 0.0, by_class(price * weights) / np.where(total > 0.0, total, 1.0), plain)


def accounts(year: int) -> dict[str, float]:
    total = {name: float(flow.sum()) for name, flow in flows(year).items()}
    traded = {name: float(settled(name, year).sum()) for name in ("block", "sun", "trade", "wind")}
    own, imported, exported = total["pv.generation"], total["grid.import"], total["grid.export"]
    line, roof, claimed = total["line.delivered"], total["roof.delivered"], CLAIMED[year]
    documented = traded["block"] + traded["trade"] + traded["wind"]
    matched_hours = {name: total[f"{name}.matched"] for name in ("block", "trade")} | {"wind": traded["wind"]}
    matched_months = {"trade": traded["trade"], "wind": traded["wind"]} | {
        name: float(month_matched(name, year).sum()) for name in ("block", "green")
    }
    offset, net, compliance = OFFSETS[year]
    return {
        "import.grid": imported, "import.office_grid": 1752.0, "export.grid": exported, "export.office_grid": 0.0,
        "generation.pv": own, "curtailed.pv": 0.0, "self_use.electricity": own - exported, "roof_area.pv": 10000.0,
        "roof_area.roof": 5000.0 * contracted("roof", year), "direct.line": line, "third_party.roof": roof,
        "unclaimed.roof": roof, "direct_sold.line": SOLD[year], "certificate.green": BOUGHT[year],
        "certificate_claimed.green": claimed, "fuel.gas": 8760.0, "tce.gas": 0.12 * 8760.0,
        "tce.grid": 0.12 * imported, "tce.office_grid": 0.12 * 1752.0, "tce.electricity": 0.12 * (own - exported),
        "tce.line": 0.12 * line, "tce.roof": 0.12 * roof, "scope1_fuel.gas": 0.2 * 8760.0,
        "scope2_location.grid": 0.5 * imported, "scope2_location.office_grid": 876.0,
        "scope2_market.grid": 0.6 * (imported - documented), "scope2_market.office_grid": 0.6 * 1752.0,
        "scope2_market_certificates.grid": 0.6 * (imported - documented - claimed),
        "scope2_market_certificates.office_grid": 0.6 * 1752.0, "scope2_market.roof": 0.6 * roof,
        "scope2_market_certificates.roof": 0.6 * roof, "offset.ccer": offset, "offset_net.ccer": net,
        "offset_compliance.carbon": compliance,
    } | {f"traded.{name}": amount for name, amount in traded.items()} | {
        f"matched_{level}.{name}": amount
        for level, matched in (("hourly", matched_hours), ("monthly", matched_months))
        for name, amount in matched.items()
    }  # fmt: skip


def costs(year: int) -> dict[str, float]:
    """Cost lines of a year. [million CNY]"""
    of, amount = flows(year), accounts(year)
    imported = of["grid.import"]
    on_capacity = np.repeat(quarters(year), 3)
    demand = 40e-3 * metered(year) * np.where(is_discounted(year), 0.9, 1.0) * (1.0 - on_capacity)
    agency = year < 2027
    profiles = {"wind": WIND, "sun": SUN, "block": np.ones(8760), "trade": np.ones(8760)}
    replaced = {
        name: -float((settled(name, year) * mean_price(energy(year), shape)).sum()) for name, shape in profiles.items()
    }
    released = 0.2 * 8760.0 + 0.5 * (amount["import.grid"] + 1752.0)
    line = by_class(of["line.delivered"])
    paid = {name: float(nominated(name, year).sum()) for name in ("wind", "sun", "block", "trade")}
    mw, price = {name: contracted(name, year) for name in CONTRACTED}, dict.fromkeys(("wind",), 350e-6)
    price["wind"] *= 1.02 ** max(year - 2026, 0)
    return {
        "grid_energy.grid.agency": float((imported * energy(year)).sum()) * agency,
        "grid_energy.grid.spot": float((imported * spot()).sum()) * (not agency),
        "grid_energy.grid.transmission": float((imported * transmission(year)).sum()),
        "grid_demand.grid.demand": float(demand.sum()),
        "grid_capacity.grid.transformers": 23e-3 * 8.0 * float(on_capacity.sum()),
        "grid_generation.grid.funds": 20e-6 * amount["generation.pv"],
        "grid_own_capacity.grid.standby": 12 * 5e-3 * (2.0 + 0.9 * 0.4 / 0.45),
        "grid_energy.office_grid.energy": 700e-6 * 1752.0,
        "export_revenue.grid": -300e-6 * amount["export.grid"],
        "fuel.gas": 350e-6 * 8760.0,
        "ppa_energy.wind": price["wind"] * paid["wind"],
        "ppa_environmental.wind": 15e-6 * amount["traded.wind"],
        "ppa_energy.sun": 320e-6 * paid["sun"],
        "ppa_energy.block": 360e-6 * paid["block"],
        "ppa_environmental.block": 10e-6 * amount["traded.block"],
        "ppa_energy.trade": 345e-6 * paid["trade"],
        "ppa_environmental.trade": 12e-6 * amount["traded.trade"],
        "direct_line_energy.line": 300e-6 * (amount["direct.line"] + SOLD[year]),
        "direct_line_environmental.line": 8e-6 * amount["direct.line"],
        "direct_line_charge.line": 60e-6 * 0.5 * 730 * 12 * mw["line"],
        "direct_line_due.line.transmission": float((of["line.delivered"] * transmission(year)).sum()),
        "direct_line_due.line.spot": float((line * mean_price(spot(), WIND)).sum()) * (not agency),
        "direct_line_surplus.line": -200e-6 * SOLD[year],
        "onsite_energy.roof": 500e-6 * mw["roof"] * float(SUN.sum()),
        "onsite_rent.roof": -4e-6 * 5000.0 * mw["roof"],
        "certificates.green": 6e-6 * BOUGHT[year],
        "offsets.ccer": 60e-6 * OFFSETS[year][0],
        "carbon.carbon": 80e-6 * (released - OFFSETS[year][2]) * (year >= 2026),
    } | {f"traded_replaced.{name}": value for name, value in replaced.items()}  # fmt: skip


def npv(payments: float) -> float:
    """Everything paid, discounted year by year to the end of 2025. [million CNY]"""
    total = {year: sum(costs(year).values()) for year in YEARS}
    yearly = {2026: total[2026], 2027: total[2027] + payments, 2028: total[2028], 2029: total[2028]}
    return sum(value / 1.06 ** (year - 2025) for year, value in yearly.items())


def portfolio_plan() -> xr.Dataset:
    """The Solution."""
    existing = ["old_battery", "old_engine", "old_pv"]
    standing = {"battery.energy": 4.0, "battery.power": 1.0, "engine": 0.9, "pv": 2.0}
    uses = {"baths": 3942.0, "office": 1752.0, "works": 30000.0}
    grids, claims = ["grid", "office_grid"], ["block", "green"]
    coords: dict[str, Any] = {
        "year": list(YEARS), "calendar": [2026, 2027, 2028, 2029], "hour": HOUR, "month": np.arange(1, 13),
        "quarter": np.arange(1, 5), "band": list(BANDS), "asset": list(standing), "existing": existing,
        "end_use": list(uses), "grid": grids, "contract": list(CONTRACTED), "certificate": ["green"], "claim": claims,
        "cash_item": ["capex.line"],
    }  # fmt: skip
    made: dict[str, tuple[tuple[str, ...], np.ndarray]] = {}
    three = np.ones(3)
    capacity = np.outer(list(standing.values()), three)
    made["capacity"] = made["effective"] = (("asset", "year"), capacity)
    made["built"] = (("asset", "year"), 0.0 * capacity)
    made["retired"] = (("existing", "year"), np.zeros((3, 3)))
    made["annual"] = (("end_use", "year"), np.outer(list(uses.values()), three))
    made["base_annual"] = (("end_use",), np.array(list(uses.values())))
    made["remaining"] = (("end_use", "year"), np.ones((3, 3)))
    signed = {name: [size if year == begun else 0.0 for year, size in zip(YEARS, sizes, strict=True)]
              for name, sizes in CONTRACTED.items()
              for begun in [2027 if name in ("line", "sun") else 2026]}  # fmt: skip
    made["signed"] = (("contract", "year"), np.array(list(signed.values())))
    made["contracted"] = (("contract", "year"), np.array(list(CONTRACTED.values()), dtype=float))
    made["certificates"] = (("certificate", "year"), np.array([[BOUGHT[year] for year in YEARS]]))
    made["traded"] = (
        ("contract", "year", "month", "band"),
        np.array([[settled(name, year) for year in YEARS] for name in CONTRACTED]),
    )
    made["nominated"] = (
        ("contract", "year", "month"), np.array([[nominated(name, year) for year in YEARS] for name in CONTRACTED])
    )  # fmt: skip
    made["month_matched"] = (
        ("claim", "year", "month"), np.array([[month_matched(name, year) for year in YEARS] for name in claims])
    )  # fmt: skip
    monthly = {
        "peak": peaks,
        "billed": lambda year, grid: metered(year) * (1 - np.repeat(quarters(year), 3)) * (grid == "grid"),
        "discounted": lambda year, grid: is_discounted(year) * (1 - np.repeat(quarters(year), 3)) * (grid == "grid"),
        "billing": lambda year, grid: quarters(year) * (grid == "grid"),
    }
    for variable, function in monthly.items():
        inner = "quarter" if variable == "billing" else "month"
        rows = np.array([[function(year, grid) for year in ALL] for grid in grids], dtype=float)
        made[variable] = (("grid", "year", inner), rows[:, 1:])
        made[f"base_{variable}"] = (("grid", inner), rows[:, 0])
    for variable, dim, function in (
        ("flow", "flow_item", flows), ("cost", "line_item", costs), ("account", "entry", accounts),
    ):  # fmt: skip
        coords[dim], values = table(function(year) for year in ALL)
        inner = ("hour",) if variable == "flow" else ()
        made[variable] = ((dim, "year", *inner), values[:, 1:])
        made[f"base_{variable}"] = ((dim, *inner), values[:, 0])
    made["cash"] = (("cash_item", "calendar"), np.array([[0.0, 2.0, 0.0, 0.0]]))
    coords["unit"] = ("entry", [account_unit(name) for name in coords["entry"]])
    return xr.Dataset(made, coords, {"case": "by_hand", "scenario": "base", "npv_cost": npv(2.0)})
