"""Which prices of a case move its result most: the change of the discounted cost if one value were 10 % higher.

Decisions, operation and quantities stay as planned, so it is the slope at the plan, not what a new plan would cost.
Prices, contract prices, upkeep, capital and the discount rate have such a figure; what acts through quantities, such as
a demand or an efficiency, has none here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..case.value import Case
from ..finance import npv
from ..run.accounts import Ledger
from ..run.capital import Investment, investments
from ..run.merit import yearly_cost
from ..run.store import Stored
from ..site.blocks import Blocks
from ..units import UnitError, canonical, split

STEP: Final = 0.1
YEAR: Final = re.compile("[0-9]{4}")
CONTRACTS: Final = {
    "energy_price": "ppa_energy",
    "environmental_value": "ppa_environmental",
}
PRICED: Final = {"fuel": "fuel", "certificate": "certificates", "offset": "offsets"}
"""Line of the bill that the price of a supply stands behind, by kind."""


def influence(run: Stored) -> dict[str, float]:
    """Change of the discounted cost of a plan if a value of its case were 10 % higher and every decision stayed.

    Parameters
    ----------
    run : Stored
        A run.

    Returns
    -------
    dict of str to float
        By key of the case; of a path over the years, by the key of each of its points. [million currency]
    """
    found: dict[str, float] = {}
    for key, by_year in _worths(run):
        given = _at(run.case.resolved, key)
        for point, amount in _shared(given, by_year).items():
            name = ".".join((*key, *point))
            found[name] = found.get(name, 0.0) + STEP * amount
    found["horizon.discount_rate"] = _of_rate(run)
    return {key: value for key, value in found.items() if value}


def _worths(run: Stored) -> Iterator[tuple[tuple[str, ...], dict[int, float]]]:
    """Key of a value or a path, and the present value of what is paid by it, by the year whose value counts."""
    case, ledger, blocks = run.case, Ledger(run.case, run.solution), Blocks(run.case.horizon)

    def line(label: str, item: str | None = None) -> dict[int, float]:
        return {year: ledger.bill(label, year, item) * blocks.weight(year) for year in case.horizon.years}

    for grid in case.of("grid"):
        for component in grid.parameters.components:
            item = f"{grid.name}.{component}"
            labels = {row.label for row in ledger.bills if row.item == item}
            for label in sorted(labels):
                yield ("supply", grid.name, "components", component, "price"), line(label, item)
        yield ("supply", grid.name, "export", "price"), line("export_revenue", grid.name)
    for kind, label in PRICED.items():
        for thing in case.of(kind):
            yield ("supply", thing.name, "price"), line(label, thing.name)
    for thing in case.of("ppa", "green_trade"):
        for field, label in CONTRACTS.items():
            yield ("supply", thing.name, field), line(label, thing.name)
    yield ("carbon", "price"), line("carbon")
    for thing in case.of("measure"):
        yield ("measures", thing.name, "opex"), line("measure_opex", thing.name)
    for thing in (thing for thing in case.things if thing.section == "technologies"):
        for field in ("opex_fixed", "opex_variable", "service_fee"):
            yield ("technologies", thing.name, field), line(field, thing.name)
    yield from _capital(case, investments(case, run.solution), ledger, blocks)


def _capital(
    case: Case, invested: Sequence[Investment], ledger: Ledger, blocks: Blocks
) -> Iterator[tuple[tuple[str, ...], dict[int, float]]]:
    """Prices of what is built or adopted, less what is left at the end; upkeep stated as a share of them goes along."""
    rate = case.horizon.discount_rate
    sections = {thing.name: thing.section for thing in case.things if thing.section in ("technologies", "measures")}
    totals: dict[str, float] = {}
    for each in invested:
        name = each.item if each.item in sections else each.item.rpartition(".")[0]
        totals[name] = totals.get(name, 0.0) + each.capital
    for each in invested:
        name = each.item if each.item in sections else each.item.rpartition(".")[0]
        if name not in sections or each.capital <= 0.0:
            continue
        paid = sum(each.spent(year) * blocks.discount(year) for year in blocks.calendar)
        paid -= each.capital * each.left(rate) * blocks.discount(each.last) if each.life is not None else 0.0
        upkeep = sum(ledger.bill("opex_fixed", year, name) * blocks.weight(year) for year in case.horizon.years)
        paid += upkeep * each.capital / totals[name]
        part = each.item[len(name) + 1 :]
        field = f"capex_{part}" if part else "capex"
        yield (sections[name], name, field), {each.year: paid * (each.capital - each.fixed) / each.capital}
        if each.fixed and sections[name] == "technologies":
            yield (sections[name], name, "capex_fixed"), {each.year: paid * each.fixed / each.capital}


def _of_rate(run: Stored) -> float:
    """Change of the discounted cost with the discount rate; residual values stay what they are."""
    rate, base = run.case.horizon.discount_rate, run.case.horizon.base_year
    costs = yearly_cost(run.case, run.solution)
    return npv(rate * (1.0 + STEP), costs, base) - npv(rate, costs, base)


def _at(tree: Mapping[str, Any], key: Sequence[str]) -> Any:
    """Value of a key; None where the case does not give it."""
    found: Any = tree
    for part in key:
        if not isinstance(found, Mapping) or part not in found:
            return None
        found = found[part]
    return found


def _shared(given: Any, by_year: Mapping[int, float]) -> dict[tuple[str, ...], float]:
    """Amounts by the point of a path that they hang on: between two points each year leans on both of them."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        return {(): sum(by_year.values())}
    points = sorted((int(year), _amount(text)) for year, text in given.items() if YEAR.fullmatch(str(year)))
    found: dict[tuple[str, ...], float] = {}
    for year, amount in by_year.items():
        for place, weight in _leaning(points, year):
            key = (str(points[place][0]),)
            found[key] = found.get(key, 0.0) + amount * weight
    return found


def _leaning(points: Sequence[tuple[int, float]], year: int) -> list[tuple[int, float]]:
    """Share of a year's value that comes from each point of a path.

    Examples
    --------
    >>> _leaning([(2020, 100.0), (2030, 300.0)], 2025)
    [(0, 0.25), (1, 0.75)]
    >>> _leaning([(2020, 100.0)], 2025)
    [(0, 1.0)]
    """
    after = next((place for place, (when, _) in enumerate(points) if when >= year), None)
    if not points:
        return []
    if after is None or after == 0 or points[after][0] == year:
        return [(len(points) - 1 if after is None else after, 1.0)]
    (first, low), (last, high) = points[after - 1], points[after]
    along = (year - first) / (last - first)
    parts = ((1.0 - along) * low, along * high)
    whole = sum(parts)
    return [(after - 1, parts[0] / whole), (after, parts[1] / whole)] if whole else []


def _amount(text: Any) -> float:
    """Number of a text with a unit, in canonical units."""
    try:
        number, unit = split(str(text))
        return canonical(number, unit or "1")
    except UnitError:
        return 0.0
