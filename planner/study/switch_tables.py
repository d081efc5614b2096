"""What a study of switches is written as: `switch.csv`, `plans.csv`, `investments.csv`, `envelope.csv`, `summary.json`.

Money is in the case's currency, CO2 in t. Costs of plans are those of the full years at the value given beside them;
gaps, switches and the envelope are those of the typical days.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..run.tables import Row
from .proving import MILLION
from .search.tables import INVESTMENTS, ROADMAP_COLUMNS, head, roadmap_rows, write_search
from .switching import Chosen, Switching

SWITCHES, PLANS, ENVELOPE = "switch.csv", "plans.csv", "envelope.csv"
SWITCH_COLUMNS: Final = ("key", "unit", "before", "after", "low", "best", "high", "gap", "proof")
PLAN_COLUMNS: Final = ("plan", "key", "value", "quantity", "year", "unit", "amount")
ENVELOPE_COLUMNS: Final = ("key", "unit", "value", "cost", "bound", "gap")
PROOF: Final = "interval"


def switch_rows(found: Switching) -> Iterator[Row]:
    """Every switch: between `low` and `high` the second plan becomes the cheaper of the two."""
    for each in found.switches:
        low, best, high = (found.value(share) for share in (each.low, each.best, each.high))
        yield (
            found.span.key,
            found.unit,
            str(each.before),
            str(each.after),
            low,
            best,
            high,
            each.gap * MILLION,
            PROOF,
        )


def plan_rows(found: Switching) -> Iterator[Row]:
    """What every plan is, one amount a row."""
    currency = found.case.currency
    for plan in found.plans:
        head = (plan.letter, found.span.key, found.value(plan.member.share))
        for number, each in enumerate(plan.stretches, 1):
            yield (*head, f"from {number}", None, found.unit, found.value(each.low))
            yield (*head, f"to {number}", None, found.unit, found.value(each.high))
        figures = plan.figures
        yield (*head, "npv_cost", None, currency, figures.cost)
        yield (*head, "npv_cost_typical", None, currency, plan.member.at(plan.member.share) * MILLION)
        yield (*head, "capex_total", None, currency, figures.capital)
        yield (*head, "co2_total", None, "t", figures.co2)
        for year, amount in figures.co2_by_year.items():
            yield (*head, "co2", year, "t/a", amount)
        yield (*head, "gap", None, "1", plan.gap)
        if math.isfinite(plan.advantage):
            yield (*head, "advantage", None, "1", plan.advantage)


def envelope_rows(found: Switching) -> Iterator[Row]:
    """Least cost of the plans found and what no plan costs less than, wherever either bends."""
    for share in found.envelope.kinks():
        upper, gap = found.envelope.upper(share), found.envelope.gap(share)
        yield (found.span.key, found.unit, found.value(share), upper * MILLION, (upper - gap) * MILLION, gap * MILLION)


def summary(found: Switching) -> dict[str, Any]:
    """Contents of `summary.json`."""
    return {
        **head("switch", found.case),
        "key": found.span.key,
        "unit": found.unit,
        "low": found.value(0.0),
        "high": found.value(1.0),
        "proof": PROOF,
        "tolerance": found.terms.tolerance,
        "step": found.terms.step,
        "gap": found.gap,
        "closed": found.closed,
        "solves": found.solves,
        "days": found.days,
        "repairs": list(found.repairs),
        "bills_held_as_expected": found.fixed_bills,
        "switches": [dict(zip(SWITCH_COLUMNS, row, strict=True)) for row in switch_rows(found)],
        "plans": [_plan(found, plan) for plan in found.plans],
    }


def _plan(found: Switching, plan: Chosen) -> dict[str, Any]:
    figures = plan.figures
    return {
        "plan": plan.letter,
        "ranges": [[found.value(each.low), found.value(each.high)] for each in plan.stretches],
        "value": found.value(plan.member.share),
        "npv_cost": figures.cost,
        "capex_total": figures.capital,
        "co2_total": figures.co2,
        "gap": plan.gap,
        "advantage": plan.advantage if math.isfinite(plan.advantage) else None,
        "cost_per_unit": (plan.member.high - plan.member.low) * MILLION / (found.value(1.0) - found.value(0.0)),
    }


def write_switching(found: Switching, root: Path) -> dict[str, Any]:
    """Write the tables of a study into its folder.

    Parameters
    ----------
    found : Switching
        What was found.
    root : Path
        Folder of the study.

    Returns
    -------
    dict
        The summary.
    """
    said = summary(found)
    tables = {
        SWITCHES: (SWITCH_COLUMNS, switch_rows(found)),
        PLANS: (PLAN_COLUMNS, plan_rows(found)),
        INVESTMENTS: (("plan", *ROADMAP_COLUMNS), roadmap_rows((plan.letter, plan.figures) for plan in found.plans)),
        ENVELOPE: (ENVELOPE_COLUMNS, envelope_rows(found)),
    }
    write_search(root, tables, said)
    return said
