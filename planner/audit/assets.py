"""The things of the case in which capital can be invested, with what the case says about each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..case.value import Case, Thing
from .paths import HOURS


@dataclass(frozen=True)
class Asset:
    """One row of the asset dimension.

    Attributes
    ----------
    name : str
        Name of the technology; of a storage with ``.energy`` or ``.power``; of a grid connection with ``.connection``.
    thing : Thing
        The thing of the case it belongs to.
    terms : object
        Where life, lead time and years allowed are stated.
    price : YearPath
        Investment per unit of capacity. [million/MW, /MWh or /(t/h)]
    fixed : YearPath or None
        Investment per project. [million]
    most : float or None
        Most capacity that may stand at once. [MW, MWh or t/h]
    least : float
        Smallest project. [MW, MWh or t/h]
    """

    name: str
    thing: Thing
    terms: Any
    price: Any
    fixed: Any
    most: float | None
    least: float

    @property
    def part(self) -> str:
        """Which part of the thing it is: energy, power, connection or, of a simple technology, nothing."""
        return self.name.removeprefix(self.thing.name).lstrip(".")

    @property
    def unit(self) -> float | None:
        """Size of one unit, if only whole units stand. [MW]"""
        found = getattr(self.terms, "unit", None)
        return None if found is None else float(found)

    @property
    def only_at(self) -> tuple[int, ...]:
        """Milestone years in which it may enter service; empty means any."""
        return tuple(getattr(self.terms, "only_at", ()))

    @property
    def available_from(self) -> int | None:
        """First year in which it may enter service."""
        found: int | None = getattr(self.terms, "available_from", None)
        return found


def assets_of(case: Case) -> dict[str, Asset]:
    """Everything the case allows to be built, by asset name."""
    return {asset.name: asset for thing in case.things for asset in _assets(thing)}


def _assets(thing: Thing) -> Iterator[Asset]:
    terms = thing.parameters
    if thing.kind in ("converter", "renewable", "route", "capture"):
        price = investment_price(terms.capex)
        yield Asset(thing.name, thing, terms, price, terms.capex_fixed, terms.max, float(terms.min_build))
    elif thing.kind == "storage":
        least = float(terms.min_build)
        yield Asset(
            f"{thing.name}.energy", thing, terms, terms.capex_energy, terms.capex_fixed, terms.max_energy, least
        )
        yield Asset(f"{thing.name}.power", thing, terms, terms.capex_power, None, terms.max_power, 0.0)
    elif thing.kind == "grid" and terms.reinforcement is not None:
        larger = terms.reinforcement
        most = float(larger.step) * larger.max_steps
        yield Asset(f"{thing.name}.connection", thing, larger, larger.capex, None, most, 0.0)


def investment_price(path: Any) -> Any:
    """Price per capacity; one per yearly tonne becomes one per tonne an hour [million/MW, /MWh or /(t/h)]."""
    return path.scaled(float(HOURS)) if path.unit == "CNY/(t/a)" else path


def retirement_year(unit: Thing, technologies: Mapping[str, Thing]) -> int:
    """First year in which an existing unit is out of service."""
    terms = unit.parameters
    if terms.retires is not None:
        return int(terms.retires)
    return int(terms.built) + round(float(technologies[terms.technology].parameters.life))
