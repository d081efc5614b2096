"""Expected results of the shipped cases: solve them at the default and at the low resolution and write what came out.

What they bring also becomes a table of the README.

python -m tests.cases.expected            # all
python -m tests.cases.expected data_centre steel_mill
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xarray as xr

import planner
from planner.case import Case, read
from planner.run.delivery import deliver
from planner.run.pipeline import Options

from .library import PLANTS, REDUCED, expected_file

README = Path(__file__).parents[2] / "README.md"
MARK = "<!-- cases: written by `python -m tests.cases.expected` -->\n"

# Sectors whose product is energy that the pack counts in kWh.
BY_KWH = {"lithium_battery"}

# What a plant makes is the one line of its production that is neither money nor made on the way.
NOT_THE_PRODUCT = {"output_value", "value_added", "clinker"}

# Gap of the results that stand in the notes.
FULL = Options(gap=0.005)


def results(name: str, options: Options) -> dict[str, Any]:
    """What a solve of a case brought, as far as it is expected again. Money in million, CO2 in t."""
    with tempfile.TemporaryDirectory() as folder:
        case = planner.load(PLANTS[name])
        delivery = deliver(case, options, Path(folder) / "run", lambda progress: None)
    usual = magnitudes(case, delivery.summary, delivery.run.solution)
    return {"days": options.days, "gap_asked": options.gap, **figures(delivery.summary), "base_year": usual}


def magnitudes(case: Case, summary: Mapping[str, Any], solution: xr.Dataset) -> dict[str, float]:
    """Base year by the unit of product that the pack counts in: kgce and t of CO2; mean power price in CNY/MWh."""
    year, base = case.horizon.base_year, summary["base_year"]
    (product,) = case.production.keys() - NOT_THE_PRODUCT
    made = case.production[product].at(year) * (1e3 if case.sector in BY_KWH else 1.0)
    (grid,) = case.of("grid")
    bought = float(solution["base_flow"].sel(flow_item=f"{grid.name}.import").sum())
    paid = sum(amount for line, amount in base["cost"].items() if line.split(".")[1:2] == [grid.name])
    return {
        "energy": round(1e3 * base["energy_tce"] / made, 6),
        "co2": round((base["scope1"] + base["scope2_location"]) / made, 6),
        "power_price": round(paid / bought, 1),
    }


def figures(summary: Mapping[str, Any]) -> dict[str, Any]:
    """Cost, bound and gap, and the path of emissions and score."""
    years = (summary["base_year"], *summary["years"])
    return {
        "status": summary["status"],
        "npv_cost": round(summary["npv_cost"] / 1e6, 3),
        "reference_npv_cost": round(summary["reference_npv_cost"] / 1e6, 3),
        "typical_days_cost": round(summary["typical_day"]["objective"] / 1e6, 3),
        "bound": round(summary["bound"] / 1e6, 3),
        "gap": round(summary["gap"], 5),
        "seconds": round(summary["seconds"]["total"]),
        "co2_location": {str(of["year"]): round(of["scope1"] + of["scope2_location"]) for of in years},
        "co2_market": {str(of["year"]): round(of["scope1"] + of["scope2_market"]) for of in years},
        "score": {str(of["year"]): of["score_exact"] and round(of["score_exact"], 2) for of in years},
    }


def table() -> str:
    """The cases and their results, as Markdown."""
    rows = []
    for name, folder in PLANTS.items():
        case, path = read(folder), expected_file(name)
        if not path.is_file():
            continue
        found = json.loads(path.read_text(encoding="utf-8"))["default"]
        years, co2 = list(found["co2_location"]), list(found["co2_location"].values())
        saving = 100.0 * (1.0 - found["npv_cost"] / found["reference_npv_cost"])
        rows.append(
            f"| [{name}](cases/{name}) | {case.sector} | {case.province} | {found['npv_cost']:,.0f} | "
            f"{saving:+.0f} % | "
            f"{co2[0] / 1e3:,.0f} | {100.0 * (co2[-1] / co2[0] - 1.0):+.0f} % | {100.0 * found['gap']:.2f} % | "
            f"{100.0 * (found['npv_cost'] / found['typical_days_cost'] - 1.0):+.1f} % | {found['seconds']} s |\n"
        )
    head = (
        f"| case | sector | province | plan, million CNY | saving | kt CO2 {years[0]} | until {years[-1]} "
        "| gap | full year | time |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(rows)


def main(names: list[str]) -> None:
    """Solve and write."""
    for name in names or list(PLANTS):
        found = {
            "planner": planner.__version__,
            "date": dt.date.today().isoformat(),
            "default": results(name, FULL),
            "reduced": results(name, REDUCED),
        }
        expected_file(name).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8", newline="\n")
        print(f"{name}: {found['default']['seconds']} s, gap {100 * found['default']['gap']:.2f} %")
    before, _, rest = README.read_text(encoding="utf-8").partition(MARK)
    after = rest[rest.index("\n\n") :]
    README.write_text(before + MARK + table().rstrip("\n") + after, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
