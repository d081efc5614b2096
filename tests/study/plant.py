"""A factory of measures alone, whose operation nothing changes: every plan can be tried by hand."""

from __future__ import annotations

from itertools import product
from typing import Any

from planner.site import build_site
from planner.solve.family import Family, family
from planner.solve.highs import Settings
from tests.solve.small import PLANT, Things, case_of

# Measure: capital [million], share of the process CO2 that it saves, functions it brings.
MEASURES = {"first": (1.0, 0.30, 2), "second": (1.5, 0.20, 3), "third": (2.2, 0.55, 4), "fourth": (0.4, 0.05, 0)}
EXACT = Settings(gap=1e-9)


def things(price: float, **more: dict[str, Any]) -> Things:
    found: Things = {
        "carriers.electricity": {"kind": "carrier"},
        "demands.lighting": {"kind": "demand", "carrier": "electricity", "annual": "100 MWh"},
        "demands.gases": {"kind": "process", "co2": "4000 t/a"},
        "supply.grid": PLANT["supply.grid"],
        "carbon.carbon": {"kind": "carbon", "scheme": "shadow", "price": f"{price} CNY/t"},
    }
    for name, (capex, saved, _) in MEASURES.items():
        found[f"measures.{name}"] = {
            "kind": "measure", "capex": f"{capex} Mio CNY", "life": "10 a", "saves": {"gases": f"{100 * saved} %"},
            "only_at": [2026],
        }  # fmt: skip
    return {**found, **{f"targets.{name}": fields for name, fields in more.items()}}


def priced(low: float, high: float, **more: dict[str, Any]) -> Family | str:
    """The factory at carbon prices from low to high. [CNY/t]"""
    cases = [case_of(things(price, **more), years=(2026,), end=2027) for price in (low, 0.5 * (low + high), high)]
    first, second, third = (build_site(case) for case in cases)
    return family((first, second, third), ({}, {}, {}), 1, EXACT)


def selections() -> list[tuple[str, ...]]:
    """Every selection of measures."""
    return [
        tuple(name for name, yes in zip(MEASURES, chosen, strict=True) if yes)
        for chosen in product((False, True), repeat=len(MEASURES))
    ]
