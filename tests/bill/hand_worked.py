"""Reads `BY_HAND.md`: each chapter is a tariff, meter readings and the bill worked out by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import yaml

from planner.bill import Bill, ContractUse, Usage, monthly_bill
from planner.case.value import Case, Horizon, Thing, Where
from planner.models import modules

BASE_YEAR = 2025
FACTORS = {"emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh"}
SECTIONS = {"grid": "supply", "ppa": "supply", "green_trade": "supply", "direct_line": "supply",
            "onsite_plant": "supply", "converter": "technologies", "renewable": "technologies"}  # fmt: skip
CHAPTER = re.compile(r"^## (\w+):.*?\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
STATED = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Row:
    """One line of a bill worked out by hand."""

    month: int
    line: str
    component: str
    basis: str
    quantity: float
    unit: str
    price: float
    amount: float


@dataclass(frozen=True)
class Chapter:
    """A bill worked out by hand, and what it is worked out from."""

    name: str
    stated: dict[str, Any]
    rows: tuple[Row, ...]

    @property
    def months(self) -> set[int]:
        return {row.month for row in self.rows}

    def case(self) -> Case:
        series = {name: hourly(parts) for name, parts in self.stated.get("series", {}).items()}
        return case_of(self.stated["things"], series)

    def bill(self, grid: str = "grid") -> Bill:
        case, stated = self.case(), self.stated
        (account,) = (thing for thing in case.of("grid") if thing.name == grid)
        base = stated.get("base")
        return monthly_bill(
            case, account, stated["year"], usage(stated[grid]), base=usage(base) if base is not None else None
        )


def case_of(things: dict[str, dict[str, Any]], series: dict[str, np.ndarray]) -> Case:
    """A case of some things, written as `kind name: fields`."""
    made = []
    for title, fields in things.items():
        kind, name = title.split()
        given = {**fields, **(FACTORS if kind == "grid" else {})}
        parameters = modules()[kind].Parameters.model_validate(given, context={"currency": "CNY"})
        made.append(Thing(name, kind, SECTIONS[kind], parameters, Where("BY_HAND.md", None, name)))
    return Case(
        name="by_hand", title="", sector="example", currency="CNY", price_year=BASE_YEAR, scenario="base", packs=(),
        province=None, areas=MappingProxyType({}), horizon=Horizon(BASE_YEAR, 2026, (2026, 2028), 2029, 0.06),
        production=MappingProxyType({}), things=tuple(made), series=series, places=MappingProxyType({}),
        resolved=MappingProxyType({}), folder=Path(),
    )  # fmt: skip


def hourly(parts: list[dict[str, Any]]) -> np.ndarray:
    """Power in every hour, from parts such as {months: [7], days: [1, 2], hours: [14, 15], power: 2}; others are 0."""
    days = np.arange(f"{BASE_YEAR}", f"{BASE_YEAR + 1}", dtype="datetime64[D]")
    month = np.repeat(days.astype("datetime64[M]").astype(int) % 12 + 1, 24)
    day = np.repeat((days - days.astype("datetime64[M]")).astype(int) + 1, 24)
    hour = np.tile(np.arange(24), days.size)
    power = np.zeros(hour.size)
    for part in parts:
        chosen = np.isin(month, part.get("months", range(1, 13)))
        chosen &= np.isin(day, part.get("days", range(1, 32))) & np.isin(hour, part.get("hours", range(24)))
        power[chosen] = part["power"]
    return power


def usage(stated: dict[str, Any]) -> Usage:
    """Readings as a chapter states them."""
    contracts = {}
    for name, terms in stated.get("contracts", {}).items():
        fields = dict(terms)
        fields["traded"] = {(month, bands): energy for month, bands, energy in terms.get("traded", [])}
        fields["delivered"] = hourly(terms["delivered"]) if "delivered" in terms else None
        contracts[name] = ContractUse(**fields)
    return Usage(
        imported=hourly(stated["import"]),
        exported=hourly(stated["export"]) if "export" in stated else None,
        generation={name: hourly(parts) for name, parts in stated.get("generation", {}).items()},
        capacity=stated.get("capacity", {}),
        contracts=contracts,
        used=hourly(stated["used"]) if "used" in stated else None,
    )


@cache
def chapters() -> dict[str, Chapter]:
    """All chapters by name."""
    text = (Path(__file__).parent / "BY_HAND.md").read_text(encoding="utf-8")
    found = {}
    for name, body in CHAPTER.findall(text):
        (stated,) = STATED.findall(body)
        found[name] = Chapter(name, yaml.safe_load(stated), tuple(_rows(body)))
    return found


def _rows(body: str) -> list[Row]:
    rows = []
    for text in body.splitlines():
        cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
        if text.startswith("|") and len(cells) == 8 and cells[0].isdigit():
            month, line, component, basis, quantity, unit, price, amount = cells
            rows.append(
                Row(int(month), line, component, basis, _number(quantity), unit, _number(price), _number(amount))
            )
    return rows


def _number(text: str) -> float:
    return float(text.replace(",", ""))
