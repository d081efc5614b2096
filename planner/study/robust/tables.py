"""Tidy tables of a robust study. Money is in the case's currency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...run.tables import Row, write_table
from .advice import advise
from .measures import by_name, measures
from .study import Found, Outcome
from .values import Values

REGRETS, MEASURES, VERDICTS, PLANS, ADVICE, VALUES = (
    "regrets.csv", "measures.csv", "verdicts.csv", "plans.csv", "advice.csv", "values.csv",
)  # fmt: skip
REGRET_COLUMNS: Final = (
    "plan", "scenario", "weight", "state", "status", "npv_cost", "least_cost", "regret", "oversteps", "not_available",
    "reason", "folder",
)  # fmt: skip
MEASURE_COLUMNS: Final = ("scenario", "action", "what", "year", "size", "unit")
VERDICT_COLUMNS: Final = ("action", "what", "verdict", "share", "earliest", "latest", "least", "most", "unit")
PLAN_COLUMNS: Final = ("plan", "scenario", "action", "what", "year", "size", "unit", "common")
ADVICE_COLUMNS: Final = ("advice", "action", "what", "scenario", "year", "size", "unit")
VALUE_COLUMNS: Final = ("quantity", "plan", "value", "unit")


def write_tables(found: Found) -> None:
    """Write every table of a study into its folder."""
    root = found.root
    write_table(root / REGRETS, REGRET_COLUMNS, regret_rows(found))
    write_table(root / MEASURES, MEASURE_COLUMNS, measure_rows(found))
    write_table(root / VERDICTS, VERDICT_COLUMNS, verdict_rows(found))
    write_table(root / ADVICE, ADVICE_COLUMNS, advice_rows(found))
    write_table(root / VALUES, VALUE_COLUMNS, value_rows(found))
    write_table(root / PLANS, PLAN_COLUMNS, plan_rows(found))


def regret_rows(found: Found) -> Iterator[Row]:
    """Every plan in every future."""
    values, futures = Values(found), found.futures
    weights = dict(zip(futures.names, futures.chances, strict=True))
    for (plan, future), each in found.outcomes.items():
        state = "failed" if each.failure is not None else "holds" if found.holds(plan, future) else "oversteps"
        reason = None if each.failure is None else " | ".join(each.failure.reason.splitlines())
        status = each.failure.kind if each.failure is not None else each.summary["status"]
        gone = "; ".join(f"{one.name} {one.year}" for one in each.lost) or None
        yield (
            plan, future, weights[future], state, status, each.cost, values.best.get(future),
            values.regret(plan, future), "; ".join(each.missed) or None, gone, reason, place_of(found, each),
        )  # fmt: skip


def place_of(found: Found, each: Outcome) -> str | None:
    """Run folder of a plan, below that of the study."""
    return None if each.failure is not None else each.folder.relative_to(found.root).as_posix()


def measure_rows(found: Found) -> Iterator[Row]:
    """What the plans that the futures have by themselves do, step by step."""
    for measure in measures(found):
        for future, steps in measure.steps.items():
            for step in steps:
                yield (future, measure.action, measure.what, step.year, step.size, step.unit)


def verdict_rows(found: Found) -> Iterator[Row]:
    """Whether something is always, usually, seldom or never done."""
    for each in measures(found):
        years = each.first.values()
        sizes = [sum(step.size for step in steps) for steps in each.steps.values() if steps]
        unit = next((step.unit for steps in each.steps.values() for step in steps), None)
        yield (
            each.action, each.what, each.verdict, each.share, min(years, default=None), max(years, default=None),
            min(sizes, default=None), max(sizes, default=None), unit,
        )  # fmt: skip


def plan_rows(found: Found) -> Iterator[Row]:
    """What the plans for all futures do in each, and whether it is common to all."""
    names = found.futures.names
    for plan in found.plans:
        there = [name for name in names if (plan, name) in found.outcomes]
        runs = {name: found.outcomes[plan, name] for name in there}
        if plan in names:
            continue
        done = by_name({name: run.decisions for name, run in runs.items() if run.failure is None}, found.futures)
        for measure in done:
            for future, steps in measure.steps.items():
                asked = {(one.name, one.year) for one in runs[future].asked}
                for step in steps:
                    common = int((measure.what, step.year) in asked)
                    yield (plan, future, measure.action, measure.what, step.year, step.size, step.unit, common)


def advice_rows(found: Found) -> Iterator[Row]:
    """What to do when, in every future."""
    for each in advise(found):
        for future, steps in each.measure.steps.items():
            for step in steps or (None,):
                rest = (None, None, None) if step is None else (step.year, step.size, step.unit)
                yield (each.kind, each.measure.action, each.measure.what, future, *rest)


def value_rows(found: Found) -> Iterator[Row]:
    """Expected costs, greatest regrets, and what knowing and planning are worth."""
    values, currency = Values(found), found.futures.cases[0].currency
    for plan in found.plans:
        yield ("expected_cost", plan, values.expected(plan), currency)
        yield ("greatest_regret", plan, values.greatest(plan), currency)
    yield ("expected_cost_foreseen", None, values.foreseen, currency)
    yield ("expected_cost_here_and_now", None, values.here_and_now, currency)
    yield ("value_of_perfect_information", None, values.knowing, currency)
    yield ("value_of_stochastic_solution", values.simple_plan, values.planning, currency)
    yield ("price_of_least_regret", "regret", values.price_of_safety, currency)
    yield ("left_open_by_gaps", None, values.uncertain, currency)
