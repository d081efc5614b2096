"""Small factories over one or two days of the year, and the shortest way from one of them to an optimum."""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from planner.case.value import Case, Horizon, Thing, Where
from planner.models import modules
from planner.site import Site, Steps, build_site
from planner.solve.assemble import Operation, Pathway, build_operation, build_pathway
from planner.solve.full_year import oversteps
from planner.solve.highs import Outcome, Settings
from planner.solve.solution import evaluate, load_amounts, load_values
from planner.solve.split import Split, split_pathway
from planner.solve.whole import join_years, solve_whole

HOUR = np.arange(8760)
SUMMER = (HOUR // 24 >= 91) & (HOUR // 24 < 274)
EXACT = Settings(gap=1e-9)

SERIES = {
    "shift": np.where((HOUR % 24 >= 7) & (HOUR % 24 < 19), 1.0, 0.3),
    "sun": np.clip(np.sin((HOUR % 24 - 6) / 12 * np.pi), 0.0, None) * np.where(SUMMER, 0.9, 0.4),
    "wind": np.where(SUMMER, 0.2, 0.5) * (1.0 + 0.5 * np.cos(HOUR % 24 / 24 * 2 * np.pi)),
}

Things = dict[str, dict[str, Any]]

# Power and heat, both bought; everything else is added by a test.
PLANT: Things = {
    "carriers.electricity": {"kind": "carrier"},
    "carriers.gas": {"kind": "carrier"},
    "carriers.heat": {"kind": "carrier", "temperature": "80 degC", "dump": True},
    "demands.machines": {"kind": "demand", "carrier": "electricity", "annual": "8000 MWh", "profile": "shift"},
    "demands.lighting": {"kind": "demand", "carrier": "electricity", "annual": "2000 MWh"},
    "demands.washing": {"kind": "demand", "carrier": "heat", "annual": "4000 MWh", "profile": "shift"},
    "technologies.boiler": {
        "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"heat": "90 %"}, "capex": "500 CNY/kW",
        "opex_fixed": "2 %/a", "life": "20 a",
    },
    "existing.old_boiler": {"kind": "existing", "technology": "boiler", "capacity": "1 MW", "built": 2020},
    "supply.grid": {
        "kind": "grid",
        "periods": [{"band": "peak", "hours": "8-11,17-22"}, {"band": "valley", "hours": "22-6"}],
        "components": {
            "energy": {"basis": "energy", "price": "500 CNY/MWh", "factors": {"peak": 1.6, "valley": 0.4}},
            "demand": {"basis": "demand", "price": "30 CNY/(kW*month)"},
        },
        "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
    },
    "supply.fuel": {
        "kind": "fuel", "carrier": "gas", "price": "300 CNY/MWh", "emission_factor": "0.2 t/MWh",
        "tce": "0.1229 tce/MWh",
    },
}  # fmt: skip

PV: dict[str, Any] = {
    "kind": "renewable", "profile": "sun", "capex": "3500 CNY/kW", "opex_fixed": "1 %/a", "life": "20 a", "max": "4 MW",
}  # fmt: skip
BATTERY: dict[str, Any] = {
    "kind": "storage", "capex_energy": "700 CNY/kWh", "capex_power": "200 CNY/kW", "opex_fixed": "1 %/a",
    "life": "12 a", "efficiency_charge": "95 %", "efficiency_discharge": "95 %",
    "max_energy": "10 MWh", "max_power": "5 MW",
}  # fmt: skip
HEAT_PUMP: dict[str, Any] = {
    "kind": "converter", "inputs": {"electricity": "100 %"}, "outputs": {"heat": "300 %"}, "capex": "4000 CNY/kW",
    "life": "15 a",
}  # fmt: skip
LED: dict[str, Any] = {"kind": "measure", "capex": "1 Mio CNY", "life": "10 a", "saves": {"lighting": "50 %"}}
CARBON: dict[str, Any] = {"kind": "carbon", "scheme": "shadow", "price": {2026: "100 CNY/t", 2040: "300 CNY/t"}}


def thing(path: str, fields: Mapping[str, Any], currency: str = "CNY") -> Thing:
    """One thing of a case, its parameters read by the declaration of its kind."""
    section, name = path.split(".")
    given = {key: value for key, value in fields.items() if key != "kind"}
    parameters = modules()[fields["kind"]].Parameters.model_validate(given, context={"currency": currency})
    return Thing(name, fields["kind"], section, parameters, Where("case.yaml", None, path))


def case_of(
    things: Mapping[str, Mapping[str, Any]],
    *,
    years: Sequence[int] = (2026, 2028),
    end: int = 2029,
    rate: float = 0.1,
    currency: str = "CNY",
    series: Mapping[str, Any] = SERIES,
) -> Case:
    """A case of these things; the base year is 2025."""
    return Case(
        name="small",
        title="Small",
        sector="example",
        currency=currency,
        price_year=2025,
        scenario="base",
        packs=(),
        province=None,
        areas={},
        horizon=Horizon(2025, 2026, tuple(years), end, rate),
        production={},
        things=tuple(thing(path, fields, currency) for path, fields in things.items()),
        series=series,
        places={},
        resolved={},
        folder=Path(),
    )


def days(count: int) -> Steps:
    """Days that each stand for an equal part of the year, the first beginning in winter."""
    assignment = np.arange(365) * count // 365
    centre = np.array([int(np.flatnonzero(assignment == day)[0]) for day in range(count)])
    return Steps("typical", centre, assignment)


@dataclass(frozen=True)
class Parts:
    """A case put together."""

    site: Site
    pathway: Pathway
    operation: Operation
    split: Split


def assemble(
    case: Case, steps: Steps | None = None, base: Mapping[str, float] | None = None, severity: float = 1.0
) -> Parts:
    """Put a case together over a few days."""
    site = build_site(case)
    pathway = build_pathway(site, base or {})
    return Parts(site, pathway, build_operation(site, steps or days(1)), split_pathway(pathway, severity))


@dataclass(frozen=True)
class Answered:
    """The optimum of a case over a few days."""

    parts: Parts
    outcome: Outcome
    values: Any
    hours: Mapping[int, Any]

    @property
    def cost(self) -> float:
        """Present value of the plan, with the price of overstepping. [million]"""
        return self.outcome.objective

    @property
    def oversteps(self) -> dict[str, float]:
        """Statements that are not kept."""
        found = oversteps(self.parts.split, self.parts.pathway, self.values)
        return {f"{slack.where.key}@{slack.year}": amount for slack, amount in found}

    def number(self, quantity: str, name: str, year: int) -> float:
        """A decision or a state of the plan."""
        self._load()
        return float(evaluate(self.parts.pathway.yearly.numbers[quantity, name, year]))

    def account(self, account: str, year: int) -> float:
        """A yearly account."""
        self._load()
        return float(evaluate(self.parts.pathway.yearly.sum(account, year)))

    def co2(self, year: int) -> float:
        """Scope 1 and location-based scope 2. [t/a]"""
        return sum(self.account(name, year) for name in ("scope1_fuel", "scope1_process", "scope2_location"))

    def entry(self, account: str, item: str, year: int) -> float:
        """One entry of a yearly account."""
        self._load()
        return float(evaluate(self.parts.pathway.yearly.item(account, item, year)))

    def spent(self, line: str, item: str, calendar_year: int) -> float:
        """Money paid once. [million]"""
        self._load()
        return float(evaluate(self.parts.pathway.yearly.cash.get((line, item, calendar_year), 0.0)))

    def details(self, quantity: str, year: int) -> dict[tuple[Any, ...], float]:
        """Decisions and states within a year, by their keys."""
        self._load()
        found = self.parts.pathway.yearly.details.items()
        return {keys: float(evaluate(value)) for (of, keys, at), value in found if (of, at) == (quantity, year)}

    def _load(self) -> None:
        load_values(self.parts.pathway, self.values)
        load_amounts(self.parts.pathway, self.parts.operation, self.hours)


def optimum(
    case: Case,
    steps: Steps | None = None,
    base: Mapping[str, float] | None = None,
    settings: Settings = EXACT,
    severity: float = 1.0,
) -> Answered:
    """Solve a case in one piece; `severity` is a factor on the price of overstepping."""
    parts = assemble(case, steps, base, severity)
    joined = join_years(parts.split, parts.pathway, parts.operation)
    outcome, values = solve_whole(
        joined, joined.problem.cost.size, settings, lambda cost, bound: None, threading.Event()
    )
    hours = {} if values is None else {year: values[place] for year, place in joined.places.items()}
    return Answered(parts, outcome, None if values is None else values[: parts.split.problem.cost.size], hours)


def random_things(seed: int) -> Things:
    """A plant with a random selection of every kind of yes/no decision."""
    draw = random.Random(seed)
    uniform = draw.uniform
    things: Things = deepcopy(PLANT)
    names = ["led", "drives", "insulation"]
    targets = {"led": "lighting", "drives": "machines", "insulation": "washing"}
    for name in names:
        other = draw.choice(["lighting", "machines", "washing"])
        saves = {targets[name]: f"{uniform(5, 50):.3f} %"}
        saves.setdefault(other, f"{uniform(-10, 25):.3f} %")
        things[f"measures.{name}"] = {
            "kind": "measure", "capex": f"{uniform(0.05, 1.5):.4f} Mio CNY", "opex": f"{uniform(-20, 60):.3f} kCNY/a",
            "life": f"{draw.choice([2, 4, 10])} a", "saves": saves,
        }  # fmt: skip
    first, second, third = draw.sample(names, 3)
    if draw.random() < 0.6:
        things[f"measures.{second}"][draw.choice(["requires", "excludes", "before"])] = [first]
    if draw.random() < 0.4:
        things[f"measures.{third}"]["only_at"] = [2028]
    if draw.random() < 0.7:
        things["technologies.pv"] = {
            **PV, "capex": f"{uniform(2500, 5000):.2f} CNY/kW", "min_build": f"{uniform(0.2, 3):.3f} MW",
        }  # fmt: skip
    if draw.random() < 0.5:
        things["technologies.battery"] = {
            **BATTERY, "capex_energy": f"{uniform(200, 800):.2f} CNY/kWh",
            "capex_fixed": f"{uniform(0, 0.3):.3f} Mio CNY",
        }  # fmt: skip
    if draw.random() < 0.5:
        things["technologies.pump"] = {**HEAT_PUMP, "capex": f"{uniform(1000, 6000):.2f} CNY/kW"}
    if draw.random() < 0.6:
        things["supply.wind_ppa"] = {
            "kind": "ppa", "profile": "wind", "start": [2026, 2028], "tenor": f"{draw.choice([2, 5])} a",
            "min": f"{uniform(0.1, 1):.3f} MW", "max": "2 MW", "energy_price": f"{uniform(250, 520):.2f} CNY/MWh",
            "environmental_value": "10 CNY/MWh",
            **({"surplus_price": f"{uniform(100, 240):.2f} CNY/MWh"} if draw.random() < 0.5 else {}),
        }  # fmt: skip
    if draw.random() < 0.5:
        things["carbon.carbon"] = dict(CARBON)
    return things


def with_thing(things: Mapping[str, Mapping[str, Any]], path: str, **fields: Any) -> Things:
    """The things with one more, or with one changed."""
    return deepcopy({**things, path: {**things.get(path, {}), **fields}})


def in_order(case: Case, order: Sequence[int]) -> Case:
    """The same case, its things in another order."""
    return replace(case, things=tuple(case.things[place] for place in order))
