"""The answer in five sentences, each computed from the run."""

from __future__ import annotations

from collections.abc import Iterator

from .amounts import plain, rounded
from .audited import verdict
from .blocks import Block, Points, Section, Text
from .chart import readable
from .content import Content, Step

NAMED = 5
SMALLER = {"MW": "kW", "MWh": "kWh"}
"""Units of sizes below one."""


def answer(content: Content) -> Section:
    """Cost, capital, CO2, beginning and proof; before them what the plan does not keep."""
    sentences = [_cost(content), _capital(content), _emissions(content), _beginning(content), _proof(content)]
    return Section(
        "answer",
        content.words("answer.title"),
        [*_warnings(content), Points(sentences, ordered=True), *_aim(content), *_scale(content)],
    )


def _warnings(content: Content) -> Iterator[Block]:
    """Statements of the case that an achievable plan of an infeasible case leaves unmet."""
    for violation in content.summary["violations"]:
        by = f"{rounded(violation['by'])} {violation['unit']}"
        yield Text(content.words("answer.unmet", what=violation["key"], year=violation["year"], by=by), "warn")


def _aim(content: Content) -> Iterator[Block]:
    aim = content.summary["aim"]
    if aim:
        value, bound = (f"{plain(aim[key], 1)} {aim['unit']}" for key in ("value", "bound"))
        yield Text(content.words("answer.aim", value=value, bound=bound))


def _scale(content: Content) -> Iterator[Block]:
    """On which scale the plan is the cheapest, where that is not before tax."""
    least, words = content.summary["finance"]["minimised"], content.words
    if least["plan"] is not None:
        scale = content.amounts.money(max(abs(least["plan"]), abs(least["reference"])))
        costs = {"cost": scale.text(least["plan"]), "other": scale.text(least["reference"])}
        key = "answer.scale_aim" if content.summary["aim"] else "answer.scale"
        yield Text(words(key, scale=words(f"scale.{least['flow']}"), **costs))


def _cost(content: Content) -> str:
    summary, words = content.summary, content.words
    cost, other, saving = summary["npv_cost"], summary["reference_npv_cost"], summary["saving"]
    scale = content.amounts.money(max(abs(cost), abs(other)))
    percent = plain(100.0 * abs(saving) / abs(other), 1) if other else "0"
    return words(
        "answer.cheaper" if saving >= 0.0 else "answer.dearer",
        cost=scale.text(cost), other=scale.text(other), saving=scale.text(abs(saving)), percent=percent,
        begin=content.case.horizon.first_decision, end=content.case.horizon.end, price_year=summary["price_year"],
    )  # fmt: skip


def _capital(content: Content) -> str:
    summary, words = content.summary, content.words
    capital = content.amounts.money(summary["capex_total"]).text(summary["capex_total"])
    rate, payback, abatement = summary["irr"], summary["payback_years"], summary["abatement_cost"]
    parts = [words("answer.capital", capital=capital)]
    if rate is not None:
        parts.append(words("answer.irr", rate=plain(100.0 * rate, 1)))
    if payback is not None:
        parts.append(words("answer.payback", years=plain(payback, 1)))
    if abatement is not None:
        parts.append(words("answer.abatement", cost=plain(abatement), currency=content.amounts.coin))
    return words("comma").join(parts) + words("stop")


def _emissions(content: Content) -> str:
    before, after = content.summary["base_year"], content.summary["years"][-1]
    location = [record["scope1"] + record["scope2_location"] for record in (before, after)]
    market = [record["scope1"] + record["scope2_market_certificates"] for record in (before, after)]
    scale = content.amounts.co2(max(*location, *market))
    return content.words(
        "answer.co2", base_year=before["year"], year=after["year"],
        before=scale.text(location[0]), after=scale.text(location[1]), change=_change(*location),
        market_before=scale.text(market[0]), market_after=scale.text(market[1]), market_change=_change(*market),
    )  # fmt: skip


def _change(before: float, after: float) -> str:
    return plain(100.0 * (after - before) / before, 0) if before else "0"


def _beginning(content: Content) -> str:
    """What is built, adopted or signed in the first year that has anything, dearest first."""
    words = content.words
    steps = [step for step in content.steps if step.action in ("build", "adopt", "contract")]
    if not steps:
        return words("answer.nothing")
    year = steps[0].year
    of_year = sorted((step for step in steps if step.year == year), key=lambda step: -step.capex)
    first: dict[str, list[Step]] = {}
    for step in of_year:
        thing = content.thing(step.what)
        first.setdefault(thing.name if thing else step.what, []).append(step)
    names = [_named(content, name, parts) for name, parts in first.items()]
    capital = content.amounts.money(sum(step.capex for step in of_year)).text(sum(step.capex for step in of_year))
    more = words("answer.more", count=len(names) - NAMED) if len(names) > NAMED else ""
    return words("answer.begin", year=year, what=words("and").join(names[:NAMED]) + more, capital=capital)


def _named(content: Content, name: str, parts: list[Step]) -> str:
    sizes = " / ".join(size(content, step.size, step.unit) for step in parts if step.unit != "1")
    return readable(name) + (f" ({sizes})" if sizes else "")


def size(content: Content, value: float, unit: str) -> str:
    """A size with its unit, three significant digits or so; a measure has none."""
    if unit == "1":
        return ""
    if unit == "MWh/a":
        scale = content.amounts.energy(value)
        return f"{scale.bare(value)} {scale.yearly}"
    if unit in SMALLER and value < 1.0:
        value, unit = 1e3 * value, SMALLER[unit]
    return f"{plain(value, 0 if value >= 100 else 1 if value >= 10 else 2)} {unit}"


def _proof(content: Content) -> str:
    summary, words = content.summary, content.words
    status = words.either(f"status.{summary['status']}", summary["status"])
    held = summary["typical_day"].get("held_as_expected", 0)
    kind = "answer.gap_aim" if summary["aim"] else "answer.gap_held" if held else "answer.gap"
    told = summary["gap"] is not None and not summary["violations"]
    gap = words(kind, gap=plain(100.0 * summary["gap"], 2), held=held) if told else ""
    resolution = words.either(f"resolution.{summary['resolution']}", summary["resolution"])
    found = verdict(content)
    outcome = "not_audited" if found.failed else "audited_but" if found.declared else "audited"
    audited = words(f"answer.{outcome}", checks=found.checks, failed=found.failed, declared=found.declared)
    return words("answer.proof", status=status, gap=gap, resolution=resolution, audited=audited)
