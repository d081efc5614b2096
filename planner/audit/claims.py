"""The ledger of claims: every green MWh has one owner and one use, in the year and, where asked, in month and hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..case.value import Thing
from .evidence import Operation
from .gauge import Array, Gauge
from .offers import TRADED, available, is_claimed, things
from .paths import series
from .result import Check


def claims(operation: Operation, grid: str, kinds: tuple[str, ...] = (*TRADED, "certificate")) -> dict[str, Array]:
    """Green power claimed on what a grid delivers, by contract and certificate (year) [MWh]."""
    found = {}
    for thing in things(operation.case, kinds, grid):
        if thing.kind == "certificate":
            found[thing.name] = operation.decided("certificate_claimed", thing.name)
        elif is_claimed(thing):
            found[thing.name] = operation.traded(thing).sum(axis=1)
    return found


def is_monthly_decision(thing: Thing) -> bool:
    """Whether the months in which a claim is used are decided: settled yearly, or a certificate with issue months."""
    if thing.kind == "certificate":
        return thing.parameters.profile is not None
    return bool(thing.parameters.settlement == "yearly" and is_claimed(thing))


def monthly(operation: Operation, grid: str) -> dict[str, Array]:
    """Claims matched with use month by month (year, month) [MWh]."""
    found, classes = {}, operation.evidence.classes[grid]
    for thing in things(operation.case, (*TRADED, "certificate"), grid):
        if is_monthly_decision(thing):
            found[thing.name] = operation.evidence.stored.row("month_matched", thing.name)
        elif thing.kind != "certificate" and is_claimed(thing):
            found[thing.name] = classes.by_month(operation.traded(thing))
    return found


def hourly(operation: Operation, grid: str) -> dict[str, Array]:
    """Claims matched with use hour by hour (year, hour) [MW]."""
    return {
        thing.name: operation.flow(hourly_flow(thing))
        for thing in things(operation.case, TRADED, grid)
        if is_claimed(thing)
    }


def hourly_flow(thing: Thing) -> str:
    """Flow that says when a contract's power is used."""
    settlement = getattr(thing.parameters, "settlement", None)
    return f"{thing.name}.{'matched' if settlement in ('monthly', 'yearly') else 'traded'}"


def matched(operation: Operation, grid: str, level: str) -> dict[str, Array]:
    """Claims that count at a level of matching, by contract and certificate (year) [MWh]."""
    if level == "yearly":
        return claims(operation, grid)
    rows = monthly(operation, grid) if level == "monthly" else hourly(operation, grid)
    return {name: row.sum(axis=1) for name, row in rows.items()}


def claim_checks(operation: Operation) -> list[Check]:
    """Traded power and certificates together never claim more than a grid delivered."""
    gauge = operation.gauge(
        "contracts.one_owner",
        "Every green MWh has one claim: traded power and certificates together cover no more than the import of a "
        "year, and generation used on site none of it.",
        "MWh",
    )
    for grid in operation.case.of("grid"):
        claimed = sum(claims(operation, grid.name).values(), np.zeros(len(operation.years)))
        imported = operation.flow(f"{grid.name}.import").sum(axis=1)
        gauge.at_most(grid.name, operation.yearly, claimed, imported)
    produced = operation.gauge("claims.matched_as_produced", "No month or hour claims more than is produced.", "MWh")
    for thing in things(operation.case, (*TRADED, "certificate")):
        _produced(operation, thing, produced)
    return [gauge.check(), *([produced.check()] if operation.prefix else _matching_checks(operation, produced))]


def _matching_checks(operation: Operation, produced: Gauge) -> list[Check]:
    """Where months or hours are asked, claims fall where the power was used, and once."""
    imported = operation.gauge("claims.matched_is_imported", "No month or hour claims more than is imported.", "MWh")
    within = operation.gauge("claims.matched_within_claim", "No more is matched than is claimed at all.", "MWh")
    levels = operation.evidence.matchings
    for grid in operation.case.of("grid"):
        _imported(operation, grid.name, imported)
        claimed = claims(operation, grid.name)
        for level in sorted(levels):
            for name, amount in matched(operation, grid.name, level).items():
                within.at_most(f"{name} {level}", operation.yearly, amount, claimed[name])
    known = {thing.name for thing in operation.case.things} if "monthly" in levels else set()
    for name, row in operation.evidence.stored.rows("month_matched").items():
        if name not in known:
            produced.at_most(name, _months(operation), np.abs(row), 0.0)
    return [produced.check(), imported.check(), within.check()]


def _months(operation: Operation) -> Mapping[str, Sequence[int]]:
    return {"year": operation.years, "month": range(1, 13)}


def _imported(operation: Operation, grid: str, gauge: Gauge) -> None:
    """No month, no hour claims more than the grid delivered in it."""
    imports, levels = operation.flow(f"{grid}.import"), operation.evidence.matchings
    classes = operation.evidence.classes[grid]
    if "monthly" in levels:
        most = classes.by_month(classes.sums(imports))
        total = sum(monthly(operation, grid).values(), np.zeros_like(most))
        gauge.at_most(f"{grid} by month", _months(operation), total, most)
    if "hourly" in levels:
        total = sum(hourly(operation, grid).values(), np.zeros_like(imports))
        gauge.at_most(f"{grid} by hour", operation.hourly, total, imports)


def _produced(operation: Operation, thing: Thing, gauge: Gauge) -> None:
    """A claim whose months or hours are decided stays within what is produced, or issued, in them."""
    levels, stored = operation.evidence.matchings, operation.evidence.stored
    if "monthly" in levels and not operation.prefix:
        row = stored.row("month_matched", thing.name)
        gauge.at_most(thing.name, _months(operation), row, _monthly_output(operation, thing))
    if "hourly" in levels and hourly_flow(thing).endswith(".matched") and is_claimed(thing):
        gauge.at_most(thing.name, operation.hourly, operation.flow(hourly_flow(thing)), available(operation, thing))


def _monthly_output(operation: Operation, thing: Thing) -> Array:
    """What a contract produces, or of a year's certificates is issued, in each month (year, month) [MWh]."""
    classes = operation.evidence.classes[thing.parameters.grid]
    if not is_monthly_decision(thing):
        return np.zeros((len(operation.years), 12))
    if thing.kind != "certificate":
        return classes.by_month(classes.sums(available(operation, thing)))
    course = series(operation.case, thing.parameters.profile)
    issued = classes.by_month(classes.sums(course[np.newaxis] / course.sum()))
    return np.asarray(operation.decided("certificate_claimed", thing.name)[:, np.newaxis] * issued)
