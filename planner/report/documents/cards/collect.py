"""What stands on the cards: decisions that cost money once or change the plant, with their terms, effects and sources.

*Why* an effect may be missing: an optimised plan is one whole. What a single step saves is valued by one rule, that of
the roadmap (`planner.run.effects`): the energy it saves, makes or moves from one carrier to another, at what that
energy costs, emits and takes of purchased energy in the reference pathway. Where that rule says nothing, as for a store
that only shifts energy, nothing is put in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ....case.value import Thing
from ....run.roadmap import DUST, Action, roadmap
from ....run.store import ASSUMPTIONS
from ....run.tables import read_table
from ...page.content import Content

MILLION: Final = 1e6
NOTHING: Final = 1e-6
"""What is rounding alone. [million currency/a, t/a, tce/a]"""
FIELDS: Final = (
    "capex", "capex_energy", "capex_power", "capex_fixed", "line_capex", "opex", "opex_fixed", "opex_variable",
    "service_fee", "savings_share", "life", "tenor", "lead_time", "saves", "effects", "inputs", "outputs", "efficiency",
    "efficiency_charge", "efficiency_discharge", "carnot", "cop", "c_rate", "degradation", "ageing", "reinforcement",
)  # fmt: skip
"""What the case may say of a thing that a reader of its card wants to know, in this order."""


@dataclass(frozen=True)
class Stated:
    """One field of the case: its value as written, where it comes from, and how far it can be relied on."""

    field: str
    value: str
    source: str
    quality: str


@dataclass(frozen=True)
class Card:
    """One project. Money in the case's currency.

    Attributes
    ----------
    kind : str
        Kind of thing, such as measure or converter.
    year : int
        Milestone year from whose start it serves.
    sizes : tuple of (float, str)
        Sizes with their units; none for a measure.
    saving, co2, tce : float or None
        Of the first milestone year of service [currency/a, t/a, tce/a]; None where the rule says nothing.
    life : float or None
        Years of service. [a]
    lead : int
        Years of spending before service. [a]
    """

    name: str
    kind: str
    action: str
    year: int
    sizes: tuple[tuple[float, str], ...]
    capex: float
    saving: float | None
    co2: float | None
    tce: float | None
    life: float | None
    lead: int
    stated: tuple[Stated, ...]

    @property
    def payback(self) -> float | None:
        """Capital by the saving of the first year; None where nothing is saved. [a]"""
        return self.capex / self.saving if self.saving is not None and self.saving > 0.0 else None


def cards(content: Content) -> tuple[Card, ...]:
    """Cards of a run in the order of its roadmap.

    Parameters
    ----------
    content : Content
        The run.

    Returns
    -------
    tuple of Card
        What is adopted or built, and contracts that cost money once; parts of one thing in one year share a card.
    """
    run = content.run
    groups: dict[tuple[str, int], list[Action]] = {}
    for action in roadmap(run.case, run.solution, run.reference):
        if action.size >= DUST and (action.action in ("adopt", "build") or action.capex > 0.0):
            thing = content.thing(action.what)
            groups.setdefault((thing.name if thing else action.what, action.year), []).append(action)
    file = run.folder / ASSUMPTIONS
    recorded = read_table(file) if file.is_file() else []
    return tuple(_card(content, name, year, parts, recorded) for (name, year), parts in groups.items())


def _card(
    content: Content, name: str, year: int, parts: Sequence[Action], recorded: Sequence[Mapping[str, str]]
) -> Card:
    thing = content.thing(parts[0].what)
    given = _terms(thing)
    saving = _sum(part.saving for part in parts)
    return Card(
        name=name,
        kind=thing.kind if thing else "",
        action=parts[0].action,
        year=year,
        sizes=tuple((part.size, part.unit) for part in parts if part.unit != "1"),
        capex=sum(part.capex for part in parts) * MILLION,
        saving=None if saving is None else saving * MILLION,
        co2=_sum(part.co2 for part in parts),
        tce=_sum(part.tce for part in parts),
        life=getattr(given, "life", None) or getattr(given, "tenor", None),
        lead=round(getattr(given, "lead_time", 0.0) or 0.0),
        stated=tuple(_stated(thing, recorded)) if thing else (),
    )


def _terms(thing: Thing | None) -> Any:
    """Parameters that hold life and lead time; those of a grid stand under its reinforcement."""
    if thing is None:
        return None
    return thing.parameters.reinforcement if thing.kind == "grid" else thing.parameters


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    total = sum(known)
    return None if not known else total if abs(total) > NOTHING else 0.0


def _stated(thing: Thing, recorded: Sequence[Mapping[str, str]]) -> Iterator[Stated]:
    """Fields of a thing as the run folder records them; the points of a path or the entries of a table together."""
    prefix = f"{thing.section}.{thing.name}."
    fields: dict[str, list[Mapping[str, str]]] = {}
    for row in recorded:
        if row["key"].startswith(prefix):
            fields.setdefault(row["key"].removeprefix(prefix).partition(".")[0], []).append(row)
    for field in (field for field in FIELDS if field in fields):
        rows = fields[field]
        parts = [(row["key"].removeprefix(prefix + field).strip("."), row["value"]) for row in rows]
        value = "; ".join(f"{name}: {text}" if name else text for name, text in parts)
        yield Stated(field, value, rows[0]["source"], rows[0]["quality"])
