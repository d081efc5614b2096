"""What of a pathway belongs to a thing: its decisions, its size, and what its price makes of the cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray

from ..case.value import Case, Thing
from ..models.accounts import Expression
from ..site import Site
from .assemble import Pathway
from .coefficients import Linear, linear

Array = NDArray[np.float64]

YEARLY = ("green_trade", "certificate", "offset")
"""Kinds that are bought year by year: their purchases are their decisions."""

PAID = ("ppa_energy", "direct_line_energy", "onsite_energy", "certificates", "offsets")
"""Cost lines of the price that a contract or a purchase has."""

# Decisions nearer to zero are none. [MW; MWh; 1]
TAKEN = 1e-6

CAPITAL = ("capex", "residual_value")


@dataclass(frozen=True)
class Column:
    """A decision: its column, the variable, the milestone year and the part of the thing that it belongs to."""

    column: int
    name: str
    year: int
    what: str
    item: str = ""


class Things:
    """Columns and cost of every thing of a pathway.

    Parameters
    ----------
    case : Case
        The case.
    site : Site
        Its site.
    pathway : Pathway
        The compiled pathway.
    width : int
        Columns of the problem that plans are chosen in.

    Attributes
    ----------
    named : dict of str to Thing
        The things by section and name.
    """

    def __init__(self, case: Case, site: Site, pathway: Pathway, width: int) -> None:
        self.named = {f"{thing.section}.{thing.name}": thing for thing in case.things}
        self._site, self._pathway, self._width = site, pathway, width
        self._columns: dict[str, list[Column]] = {}
        self._spending: dict[str, Linear] = {}

    def columns(self, name: str) -> list[Column]:
        """Decisions of a thing."""
        if name not in self._columns:
            self._columns[name] = list(self._decisions(self.named[name]))
        return self._columns[name]

    def _decisions(self, thing: Thing) -> Iterator[Column]:
        pathway, names = self._pathway, self._pathway.columns
        block = pathway.yearly.own(thing)
        for variable in block.component_objects(pyo.Var):
            for index, element in variable.items():
                column = pathway.compiled.of(element)
                if column >= 0:
                    yield Column(column, variable.local_name, _year_of(index), names[column], _item_of(index))
        if thing.kind not in YEARLY:
            return
        for year in self._site.years:
            for index, element in pathway.model.year[year].trade.items():
                column = pathway.compiled.of(element)
                if column >= 0 and (index == thing.name or index.startswith(f"{thing.name}.")):
                    yield Column(column, "trade", year, names[column])

    def forcing(self, name: str, size: float) -> tuple[list[int], float]:
        """Columns whose sum must reach a number, so that a thing is had."""
        found: dict[str, list[int]] = {}
        for each in self.columns(name):
            found.setdefault(each.name, []).append(each.column)
        for yes_or_no in ("adopted", "chosen"):
            if size == 0.0 and yes_or_no in found:
                return found[yes_or_no], 1.0
        sized = found.get("signed") or self.built(name)
        return sized, size

    def built(self, name: str) -> list[int]:
        """Columns of the size that a technology counts by: its power, or the content of a store."""
        thing = self.named[name]
        main = f"{thing.name}.energy" if thing.kind == "storage" else thing.name
        return [each.column for each in self.columns(name) if each.name == "built" and each.item == main]

    def had(self, name: str, values: Array) -> list[Column]:
        """Decisions that are taken on a thing; none if it is signed at no size."""
        taken = [each for each in self.columns(name) if abs(values[each.column]) > TAKEN]
        sized = any(each.name == "signed" for each in self.columns(name))
        return taken if not sized or any(each.name == "signed" for each in taken) else []

    def spending(self, name: str) -> Linear:
        """What the price of a thing makes of the discounted cost. [million]"""
        if name not in self._spending:
            width = self._width
            self._spending[name] = linear(self._pathway, self._spent(self.named[name]), width)
        return self._spending[name]

    def _spent(self, thing: Thing) -> Expression:
        yearly, blocks = self._pathway.yearly, self._site.blocks
        if thing.section == "supply":
            return sum(
                blocks.weight(year) * value
                for (line, item, year), value in yearly.costs.items()
                if line in PAID and item == thing.name
            )
        items = {thing.name, f"{thing.name}.energy", f"{thing.name}.power"}
        return sum(
            blocks.discount(year) * value
            for (line, item, year), value in yearly.cash.items()
            if line in CAPITAL and item in items
        )

    def is_decided(self, name: str) -> bool:
        """Whether having a thing is yes/no."""
        return any(each.name in ("adopted", "chosen") for each in self.columns(name))

    def size(self, name: str, values: Array) -> float:
        """What is built, signed, adopted or bought of a thing in all. [MW; MWh]"""
        thing = self.named[name]
        if thing.section == "technologies":
            return float(values[self.built(name)].sum())
        wanted = {"measures": "adopted"}.get(thing.section, "signed")
        found = [each.column for each in self.columns(name) if each.name == wanted]
        if thing.kind in YEARLY:
            lengths = {year: len(self._site.blocks.block(year)) for year in self._site.years}
            plain = f"trade[{thing.name}]"
            return sum(
                lengths[each.year] * float(values[each.column])
                for each in self.columns(name)
                if each.what.endswith(plain) or thing.kind == "green_trade"
            )
        return float(values[found].sum())


def _year_of(index: Any) -> int:
    """Milestone year of a decision: the first number of its index."""
    parts = index if isinstance(index, tuple) else (index,)
    return next(int(part) for part in parts if isinstance(part, int))


def _item_of(index: Any) -> str:
    """The part of a thing that a decision is about, as the power of a store."""
    return index[0] if isinstance(index, tuple) and isinstance(index[0], str) else ""
