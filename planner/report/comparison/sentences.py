"""The differences in words: what a run costs, emits and decides otherwise than the first one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...comparison.compared import Pair
from ...comparison.decisions import Difference
from ...comparison.figures import Figure, Values
from ...comparison.grounds import on_one_horizon
from ...run.roadmap import PURCHASES
from ..page.amounts import plain, rounded
from .told import NOTHING, Told, percent, plus

BRIEF = 3
MANIFOLD = 5.0
"""From here on a size is no longer told in percent of the smaller one."""


def headline(told: Told, pair: Pair) -> str:
    """One line: the weightiest decisions, cost, CO2."""
    words, found = told.words, list(pair.decisions)
    parts = [_brief(told, difference) for difference in found[:BRIEF]]
    if len(found) > BRIEF:
        parts.append(words("headline.more", count=len(found) - BRIEF))
    if not found:
        parts.append(words("headline.alike"))
    if pair.cost is not None:
        parts.append(words("signed.cost", amount=told.more_money(pair.cost.found)))
        emitted = _over_horizon(told, pair, "co2_location_total")
        parts.append(words("signed.co2", amount=told.more_co2(emitted)))
    return words("headline", other=pair.other.label, base=pair.base.label, parts=words("comma").join(parts))


def sentences(told: Told, pair: Pair) -> list[str]:
    """Everything that differs, cost first, then CO2, scores and decisions; of different factories on one footing."""
    if not told.found.one_factory:
        return [*_beside(told, pair), *_scores(told, pair)]
    return [*_cost(told, pair), *_capital(told, pair), *_co2(told, pair), *_scores(told, pair), *decided(told, pair)]


def decided(told: Told, pair: Pair) -> list[str]:
    """What is decided otherwise; nothing to be said of different factories."""
    if not told.found.one_factory:
        return []
    if not pair.decisions:
        return [told.words("decision.alike", tolerance=plain(100.0 * told.found.tolerance, 0))]
    return [_decision(told, pair, difference) for difference in pair.decisions]


def ranking(told: Told) -> list[str]:
    """Different factories on one footing: who is lowest and highest."""
    return list(_ranked(told))


def _ranked(told: Told) -> Iterator[str]:
    for line in _footing(told):
        known = sorted(
            (value, label) for value, label in zip(line.values, told.found.labels, strict=True) if value is not None
        )
        if len(known) > 1 and known[0][0] != known[-1][0]:
            (low, first), (high, last) = known[0], known[-1]
            yield told.words(
                "lowest", what=line.what, label=first, amount=line.told(low), other=last, other_amount=line.told(high)
            )


@dataclass(frozen=True)
class Ground:
    """A number by which factories of any sector may be compared."""

    what: str
    values: Values
    unit: str

    def told(self, value: float) -> str:
        """A value with its unit."""
        return f"{percent(value)} %" if self.unit == "%" else f"{rounded(value)} {self.unit}"


def _footing(told: Told) -> Iterator[Ground]:
    """Savings, CO2 and cost on one footing; what depends on the horizon only where all have the same."""
    found, words, year = told.found, told.words, common_years(told)[-1]
    whole = found.on_one_horizon
    if whole:
        yield Ground(words("sector.saving"), found.values("saving_share"), "%")
        yield Ground(words("sector.abatement"), found.values("abatement_cost"), f"{told.amounts.coin}/t")
    yield Ground(words("sector.change", year=year), found.changed("co2_location", year), "%")
    for footing in ("output_value", "tce"):
        per = words(f"footing.{footing}", currency=told.amounts.coin)
        for key, quantity, unit in (("cost", "npv_cost_per", told.amounts.coin), ("co2", "co2_location_per", "t")):
            values = found.values(quantity, footing, None if key == "cost" else year)
            if whole or key == "co2":
                yield Ground(words(f"sector.{key}", unit=per, year=year), values, unit)


def _beside(told: Told, pair: Pair) -> Iterator[str]:
    """A factory beside another one."""
    for line in _footing(told):
        before, after = _pair_values(told, pair, line.values)
        if before is not None and after is not None:
            names = {"other": pair.other.label, "base": pair.base.label}
            yield told.words(
                "sector.pair", what=line.what, amount=line.told(after), base_amount=line.told(before), **names
            )


def common_years(told: Told) -> list[int]:
    """Milestone years that every run has; the union where they have none in common."""
    sets = [set(side.blocks.years) for side in told.found.sides]
    return sorted(set.intersection(*sets) or set.union(*sets))


def _pair_values(told: Told, pair: Pair, row: Values) -> tuple[float | None, float | None]:
    """Values of the base and of the other run."""
    sides = told.found.sides
    return row[sides.index(pair.base)], row[sides.index(pair.other)]


def _over_horizon(told: Told, pair: Pair, quantity: str) -> float:
    before, after = _pair_values(told, pair, told.found.values(quantity))
    return (after or 0.0) - (before or 0.0)


def _cost(told: Told, pair: Pair) -> Iterator[str]:
    words, other, base = told.words, pair.other, pair.base
    names = {"other": other.label, "base": base.label}
    if pair.cost is None:
        yield words("cost.not_comparable", **names)
        return
    horizon, cost = base.case.horizon, pair.cost
    whole = base.summary["npv_cost"]
    share = plain(100.0 * cost.found / abs(whole), 2) if whole else "0"
    span = {"begin": horizon.first_decision, "end": horizon.end, "price_year": base.summary["price_year"]}
    key = "cost.more" if cost.found >= 0.0 else "cost.less"
    yield words(key, amount=told.money(abs(cost.found)), percent=plus(cost.found, share), **names, **span)
    yield _proof(told, pair)
    if cost.held and cost.proven in ("all_hours", "typical_days"):
        yield words("proven.held", held=cost.held)
    references = [side.summary["reference_npv_cost"] for side in (base, other)]
    apart = references[1] - references[0]
    word = "same" if abs(apart) < NOTHING else "more" if apart > 0.0 else "less"
    saved = {"saved": told.money(other.summary["saving"]), "base_saved": told.money(base.summary["saving"])}
    amount = {} if word == "same" else {"amount": told.money(abs(apart))}
    yield words(f"reference.{word}", **names, **saved, **amount)


def _proof(told: Told, pair: Pair) -> str:
    """What is proven of a difference in cost."""
    words, cost = told.words, pair.cost
    assert cost is not None
    if cost.proven == "not_cost":
        return words("proven.not_cost")
    if cost.low is None or cost.high is None:
        return words("proven.typical_only" if cost.proven == "typical_days" else "proven.unbounded")
    low, high = told.more_money(cost.low), told.more_money(cost.high)
    if low == high:
        return words("proven.exact")
    return words(f"proven.{cost.proven}", low=low, high=high)


def _capital(told: Told, pair: Pair) -> Iterator[str]:
    amount, base_amount = (side.summary["capex_total"] for side in (pair.other, pair.base))
    yield told.words(
        "capital", other=pair.other.label, base=pair.base.label, amount=told.money(amount),
        base_amount=told.money(base_amount), difference=told.more_money(amount - base_amount),
    )  # fmt: skip


def _co2(told: Told, pair: Pair) -> Iterator[str]:
    words, horizon = told.words, pair.base.case.horizon
    year = max(set(pair.base.blocks.years) & set(pair.other.blocks.years), default=None)
    names = {"other": pair.other.label, "base": pair.base.label}
    amounts = {}
    if year is not None:
        before, after = _pair_values(told, pair, told.found.values("co2_location", "", year))
        amounts = {"year": year, "amount": told.co2(after or 0.0), "base_amount": told.co2(before or 0.0)}
    if on_one_horizon((pair.base, pair.other)):
        yield words(
            "co2", begin=horizon.years[0], end=horizon.end, **names, **amounts,
            difference=told.more_co2(_over_horizon(told, pair, "co2_location_total")),
            market=told.more_co2(_over_horizon(told, pair, "co2_market_total")),
        )  # fmt: skip
    elif amounts:
        yield words("co2.year", **names, **amounts)
    if pair.cost is not None and pair.cost.proven != "all_hours":
        yield words("co2.open")


def _scores(told: Told, pair: Pair) -> Iterator[str]:
    """The last year of the data that both have, by scheme."""
    last: dict[str, Figure] = {}
    for row in told.found.rows("score"):
        if None not in _pair_values(told, pair, row.values):
            last[row.item] = row
    for scheme, row in last.items():
        before, after = _pair_values(told, pair, row.values)
        assert before is not None and after is not None
        difference = plus(after - before, plain(after - before, 1))
        yield told.words(
            "score", scheme=scheme, year=row.year, points=plain(after, 1), base_points=plain(before, 1),
            difference=difference, other=pair.other.label, base=pair.base.label,
        )  # fmt: skip


def _brief(told: Told, difference: Difference) -> str:
    """A difference in a few words."""
    words, what = told.words, told.name(difference.what)
    if difference.base is None or difference.other is None:
        return words("brief.only_other" if difference.base is None else "brief.only_base", what=what)
    if difference.years:
        key = "brief.earlier" if difference.years < 0 else "brief.later"
        return words(key, what=what, years=told.years(abs(difference.years)))
    larger = {difference.other.sizes.get(part, 0.0) > difference.base.sizes.get(part, 0.0) for part in difference.sized}
    return words("brief.sized" if len(larger) > 1 else "brief.larger" if larger.pop() else "brief.smaller", what=what)


def _decision(told: Told, pair: Pair, difference: Difference) -> str:
    """A difference in a whole sentence."""
    words, what = told.words, told.name(difference.what)
    bought = any(side.kind(difference.what) in PURCHASES for side in (pair.base, pair.other))
    verb = words("verb.buy" if bought else f"verb.{difference.action}")
    base, other = difference.base, difference.other
    if base is None or other is None:
        run, without = (pair.other, pair.base) if base is None else (pair.base, pair.other)
        decision = other or base
        assert decision is not None
        capital = words("decision.capital", difference=told.money(decision.capex)) if decision.capex else ""
        return words(
            "decision.only", run=run.label, without=without.label, verb=verb, what=what, sizes=told.sizes(decision),
            year=decision.year, capital=capital,
        )  # fmt: skip
    apart = other.capex - base.capex
    values = {
        "other": pair.other.label, "verb": verb, "what": what, "year": other.year,
        "capital": words("decision.capital", difference=told.more_money(apart)) if abs(apart) >= NOTHING else "",
    }  # fmt: skip
    sized = _sized(told, difference)
    if difference.years == 0:
        return words("decision.size", sized=sized, **values)
    key = "decision.earlier" if difference.years < 0 else "decision.later"
    joined = words("comma").rstrip() + sized if sized else ""
    return words(key, years=told.years(abs(difference.years)), base_year=base.year, sized=joined, **values)


def _sized(told: Told, difference: Difference) -> str:
    """Parts that are larger or smaller."""
    words, base, other = told.words, difference.base, difference.other
    assert base is not None and other is not None
    parts = []
    for part in difference.sized:
        before, after = base.sizes.get(part, 0.0), other.sizes.get(part, 0.0)
        name = told.name(part[0])
        sizes = {"size": told.size(part, after), "base_size": told.size(part, before)}
        if after > MANIFOLD * before:
            said = words("decision.resized", part=name, **sizes)
        else:
            change = plus(after - before, plain(100.0 * (after - before) / before, 0))
            said = words("decision.larger", part=name, difference=change, **sizes)
        parts.append(said.strip())
    return words("decision.sized", parts=words("and").join(parts)) if parts else ""
