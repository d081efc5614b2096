"""What `planner check` prints: the case as it was understood, in the units people use.

Receives a Case; prices are shown in its currency, energy in GWh, sizes in MW.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from .amounts import in_unit, price, unit_name, value_of, worded
from .cells import number, plain_table
from .terms import TERMS
from .voice import printable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..case.value import Case, Thing
    from ..fields import Declaration, Value, YearPath

HANDLING = ("route", "capture")
PER_KW = 1000.0
"""Millions a MW as plain currency a kW, and millions a MWh as plain currency a kWh."""


def understanding(case: Case, scenarios: Sequence[str] = ()) -> list[RenderableType]:
    """Everything a case says, for a rich console; `scenarios` are the names that `--scenario` takes."""
    tables = (
        _carriers, _demands, _resources, _existing, _technologies, _handling, _measures, _supply, _statements, _series,
    )  # fmt: skip
    shown = [_head(case, scenarios), *(table(case) for table in tables)]
    return [part for part in shown if not (isinstance(part, Table) and part.row_count == 0)]


def record(case: Case) -> dict[str, Any]:
    """The same in JSON: horizon, and the names of the things by section."""
    horizon = case.horizon
    sections: dict[str, dict[str, str]] = {}
    for thing in case.things:
        sections.setdefault(thing.section, {})[thing.name] = thing.kind
    return {
        "case": case.name,
        "title": case.title,
        "sector": case.sector,
        "scenario": case.scenario,
        "currency": case.currency,
        "price_year": case.price_year,
        "packs": list(case.packs),
        "province": case.province,
        "base_year": horizon.base_year,
        "years": list(horizon.years),
        "end": horizon.end,
        "sections": sections,
        "series": sorted(case.series),
    }


def _head(case: Case, scenarios: Sequence[str]) -> RenderableType:
    horizon = case.horizon
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    areas = (f"{name} {area.area:,.0f} m2, {area.available:,.0f} usable" for name, area in case.areas.items())
    ends = (horizon.base_year, horizon.end)
    production = (
        f"{name} " + ", ".join(f"{price(case, path, year)} in {year}" for year in ends)
        for name, path in case.production.items()
    )
    milestones = ", ".join(str(year) for year in horizon.years)
    rows = {
        "case": f"{case.title or case.name}",
        "scenario": case.scenario + (f"   (there are: {', '.join(scenarios)})" if scenarios else ""),
        "money": f"{case.currency} of {case.price_year}, discounted at {100.0 * horizon.discount_rate:g} %/a",
        "years": f"base year {horizon.base_year}; decisions in {milestones}; to the end of {horizon.end}",
        "sector": case.sector,
        "packs": ", ".join(case.packs),
        "site": "; ".join([*([case.province] if case.province else []), *areas]),
        "production": "; ".join(production),
    }
    for name, text in rows.items():
        if text:
            grid.add_row(name, Text(printable(text)))
    return grid


def _carriers(case: Case) -> Table:
    table = _table("Carriers", "Carrier", "Temperature", "Serves", left=(2,))
    for thing in case.of("carrier"):
        given = thing.parameters
        heat = "" if given.temperature is None else f"{given.temperature:g} degC"
        table.add_row(_name(thing), heat, ", ".join(given.serves))
    return table


def _demands(case: Case) -> Table:
    base, end = case.horizon.base_year, case.horizon.end
    table = _table("Demands, GWh/a", "End use", "Carrier", str(base), str(end), "Profile", "Follows", left=(1, 4, 5))
    for thing in case.of("demand"):
        given = thing.parameters
        amounts = [_grown(case, given.annual, given.follows, year) / 1000.0 for year in (base, end)]
        table.add_row(_name(thing), given.carrier, *(number(a, 2) for a in amounts), given.profile, given.follows or "")
    for thing in case.of("process"):
        given = thing.parameters
        amounts = [_grown(case, given.co2, given.follows, year) for year in (base, end)]
        table.add_row(_name(thing), "CO2, t/a", *(number(a) for a in amounts), "", given.follows or "")
    for thing in case.of("product"):
        given = thing.parameters
        amounts = [value_of(case.production[given.production], year) for year in (base, end)]
        what = Text(printable(f"{given.carrier}, t/a"))
        table.add_row(_name(thing), what, *(number(a) for a in amounts), given.profile, given.production)
    return table


def _resources(case: Case) -> Table:
    """What is used or given besides energy, and what is counted for scores."""
    base, end = case.horizon.base_year, case.horizon.end
    table = _table("Resources", "Name", "Counts as", str(base), str(end), "Unit", "Follows", left=(1, 4, 5))
    for thing in case.of("resource"):
        given = thing.parameters
        amounts = [_grown(case, given.annual, given.follows, year) for year in (base, end)]
        digits = 0 if all(amount >= 100.0 or amount.is_integer() for amount in amounts) else 2
        unit = unit_name(given.annual.unit, case.currency)
        cells = (number(amount, digits) for amount in amounts)
        table.add_row(_name(thing), Text(printable(given.quantity)), *cells, unit, given.follows or "")
    return table


def _existing(case: Case) -> Table:
    table = _table("Existing", "Unit", "Technology", "MW\nor t/h", "MWh", "Built", "Retires", left=(1,))
    lives = {thing.name: thing.parameters.life for thing in case.things if thing.section == "technologies"}
    for thing in case.of("existing"):
        given = thing.parameters
        retires = given.retires
        if retires is None and given.technology in lives:
            retires = given.built + round(lives[given.technology])
        sizes = (number(given.capacity, 2), number(given.energy, 2))
        table.add_row(_name(thing), given.technology, *sizes, str(given.built), str(retires or ""))
    return table


def _technologies(case: Case) -> Table:
    year = case.horizon.years[0]
    prices = (f"Capex {year}\n{case.currency}/kW", f"\n{case.currency}/kWh")
    table = _table("Technologies", "Technology", "Kind", "Turns", *prices, "Life\na", "Most\nMW", left=(1, 2))
    table.columns[2].no_wrap, table.columns[2].overflow = False, "fold"
    for thing in case.things:
        if thing.section != "technologies" or thing.kind in HANDLING:
            continue
        given = thing.parameters
        storage = thing.kind == "storage"
        power = number(PER_KW * value_of(given.capex_power if storage else given.capex, year))
        content = number(PER_KW * value_of(given.capex_energy, year)) if storage else Text("")
        most = given.max_power if storage else given.max
        table.add_row(_name(thing), thing.kind, _turns(thing), power, content, number(given.life), number(most, 1))
    return table


def _handling(case: Case) -> Table:
    """Technologies that are sized by the tonnes they handle: process routes and captures."""
    year = case.horizon.years[0]
    table = _table(
        "Process routes and capture",
        "Technology",
        "Kind",
        "Handles",
        f"Capex {year}",
        "Life\na",
        "Most\nt/h",
        left=(1, 2),
    )
    table.columns[2].no_wrap, table.columns[2].overflow = False, "fold"
    for kind in HANDLING:
        for thing in case.of(kind):
            given = thing.parameters
            taken = (*given.inputs, "→", given.carrier) if kind == "route" else ("CO2 of", ", ".join(given.streams))
            cells = (Text(printable(" ".join(taken))), price(case, given.capex, year), number(given.life))
            table.add_row(_name(thing), kind, *cells, number(given.max, 1))
    return table


def _turns(thing: Thing) -> Text:
    """Carriers in and out."""
    given = thing.parameters
    if thing.kind == "converter":
        return Text(printable(f"{' + '.join(given.inputs)} → {' + '.join(given.outputs)}"))
    return Text(printable(given.carrier))


def _measures(case: Case) -> Table:
    year = case.horizon.years[0]
    columns = ("Measure", f"Capex {year}\nMio {case.currency}", "Life a", "Saves, adds", "Conditions")
    table = _table("Measures", *columns, left=(3, 4))
    for column in table.columns[3:]:
        column.no_wrap, column.overflow = False, "fold"
    for thing in case.of("measure"):
        given = thing.parameters
        saves = [f"{use} {100.0 * share:g} %" for use, share in given.saves.items()]
        saves += [_added(case, name, value) for name, value in given.effects.items()]
        table.add_row(
            _name(thing), number(value_of(given.capex, year), 2), number(given.life), ", ".join(saves),
            _conditions(given),
        )  # fmt: skip
    return table


def _added(case: Case, name: str, value: Value) -> str:
    """An effect, with the sign that tells it from a saving."""
    sign = "+" if value >= 0.0 else ""
    return f"{name} {sign}{in_unit(value, value.unit)} {unit_name(value.unit, case.currency)}".strip()


def _conditions(given: Any) -> str:
    named = (("needs", given.requires), ("not with", given.excludes), ("before", given.before), ("only", given.only_at))
    return "; ".join(f"{word} {', '.join(map(str, values))}" for word, values in named if values)


def _supply(case: Case) -> Table:
    year = case.horizon.years[0]
    table = _table("Supply", "Name", "Kind", "Carrier", f"Terms in {year}", left=(1, 2, 3))
    table.columns[3].no_wrap, table.columns[3].overflow = False, "fold"
    for thing in case.things:
        if thing.section == "supply":
            carrier = getattr(thing.parameters, "carrier", "")
            table.add_row(_name(thing), thing.kind, carrier, TERMS[thing.kind](case, thing.parameters, year))
    return table


def _statements(case: Case) -> Table:
    """Targets, the price of CO2 and limits on capital: whatever was said about them."""
    table = _table("Targets, carbon and finance", "Name", "Says", left=(1,))
    table.columns[1].no_wrap, table.columns[1].overflow = False, "fold"
    for thing in case.things:
        if thing.section in ("targets", "carbon", "finance"):
            table.add_row(_name(thing), Text("; ".join(_said(thing.parameters, case.currency))))
    return table


def _said(given: Declaration, currency: str) -> Iterator[str]:
    """Fields that a declaration was given; of benchmarks the names, as `planner score` shows their values."""
    for field in sorted(given.model_fields_set):
        value = getattr(given, field)
        yield f"{field} {', '.join(value) if field == 'benchmarks' else worded(value, currency)}"


def _series(case: Case) -> Table:
    table = _table("Series, 8,760 hours", "Name", "Least", "Mean", "Most")
    for name, values in sorted(case.series.items()):
        table.add_row(
            Text(printable(name)), *(number(float(v), 3) for v in (values.min(), values.mean(), values.max()))
        )
    return table


def _table(title: str, *columns: str, left: tuple[int, ...] = ()) -> Table:
    table = plain_table(title, *columns)
    for index in left:
        table.columns[index].justify = "left"
    return table


def _name(thing: Thing) -> Text:
    return Text(printable(thing.name))


def _grown(case: Case, path: YearPath, follows: str | None, year: int) -> float:
    """Yearly amount before measures, scaled with the output it follows."""
    amount = value_of(path, year)
    if follows is None:
        return amount
    output = case.production[follows]
    return amount * value_of(output, year) / value_of(output, case.horizon.base_year)
