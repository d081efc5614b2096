"""Quantities that the formulas of a scheme are made of, as expressions over the accounts of a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .gross import BASES, gross

if TYPE_CHECKING:
    from ...schemes import Scheme
    from ..accounts import Expression, Yearly

# Years whose investment and output value an evaluation adds up.
YEARS = 3

Quantity = Callable[["Yearly", "Scheme", Any, int], "Expression"]


def quantity(yearly: Yearly, scheme: Scheme, given: Any, name: str, year: int) -> Expression:
    """A quantity of a milestone year.

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway, complete.
    scheme : Scheme
        Which CO2 of electricity counts, and whether own renewable power counts as energy.
    given : Parameters
        Of a `green_factory` target: entries of production, history.
    name : str
        What is asked for; anything that is not known here is what resources count as.
    year : int
        A milestone year.

    Returns
    -------
    expression or float
        Canonical units.
    """
    return KNOWN[name](yearly, scheme, given, year) if name in KNOWN else yearly.sum(name, year)


def of_base_year(yearly: Yearly, scheme: Scheme, name: str) -> float | None:
    """A quantity of the base year, if it follows from the accounts; all energy counts as electricity. Canonical."""
    if name == "co2":
        return sum(yearly.base.get(account, 0.0) for account in BASES[scheme.electricity])
    if name == "electricity":
        factors = [grid.parameters.tce for grid in yearly.site.case.of("grid") if grid.parameters.tce > 0.0]
        return yearly.base.get("tce", 0.0) / min(factors) if factors else None
    return yearly.base.get({"energy": "tce"}.get(name, name))


def _energy(yearly: Yearly, scheme: Scheme, _given: Any, year: int) -> Expression:
    own = sorted(
        {carrier for (carrier, of) in yearly.sources if of == year and yearly.given(carrier, year, "renewable")}
    )
    uncounted = [] if scheme.onsite_energy else own
    return yearly.sum("tce", year) - sum(yearly.item("tce", carrier, year) for carrier in uncounted)


def _co2(yearly: Yearly, scheme: Scheme, _given: Any, year: int) -> Expression:
    return gross(yearly, scheme.electricity, year)


def _renewable_energy(yearly: Yearly, _scheme: Scheme, _given: Any, year: int) -> Expression:
    return yearly.renewable[year]


def _electricity(yearly: Yearly, _scheme: Scheme, _given: Any, year: int) -> Expression:
    return electricity(yearly, year)


def _physical(yearly: Yearly, _scheme: Scheme, _given: Any, year: int) -> Expression:
    return physical_electricity(yearly, year)


def electricity(yearly: Yearly, year: int) -> Expression:
    """Electricity that the site uses, wherever it comes from, less what it feeds in. [MWh/a]"""
    return sum(yearly.use(carrier, year) for carrier in yearly.site.grid_carriers)


def physical_electricity(yearly: Yearly, year: int) -> Expression:
    """Green power generated and used on the site, or delivered by direct lines, whose attributes it owns. [MWh/a]

    Exports draw on the site's own generation first.
    """
    carriers = yearly.site.grid_carriers
    own = sum(yearly.energy(carrier, year, "renewable") - yearly.exported[carrier, year] for carrier in carriers)
    others = [source for carrier in carriers for source in yearly.given(carrier, year, "third_party", "direct")]
    return own + sum(source.energy for source in others if source.attributes)


def _captured(yearly: Yearly, _scheme: Scheme, _given: Any, year: int) -> Expression:
    return yearly.sum("captured", year)


def _green_investment(yearly: Yearly, _scheme: Scheme, given: Any, year: int) -> Expression:
    """Capital of three calendar years. [million]"""
    years = range(year - YEARS + 1, year + 1)
    base = yearly.site.case.horizon.base_year
    history = {int(of): float(money) for of, money in given.history.investment.items() if int(of) <= base}
    before = sum(history.get(of, 0.0) for of in years)
    return before + sum(
        spent for (line, _, of), spent in yearly.cash.items() if line == "capex" and of in years and of > base
    )


def _output_value_of_three_years(yearly: Yearly, _scheme: Scheme, given: Any, year: int) -> float:
    """Output value of three calendar years, none unless all of them are known. [million]"""
    history = {int(of): float(money) for of, money in given.history.output_value.items()}
    path = yearly.site.case.production[given.output_value]
    years = range(year - YEARS + 1, year + 1)
    if not all(path.defined(of) or of in history for of in years):
        return 0.0
    return sum(path.at(of) if path.defined(of) else history[of] for of in years)


def _produced(entry: str) -> Quantity:
    def found(yearly: Yearly, _scheme: Scheme, given: Any, year: int) -> float:
        return yearly.site.case.production[getattr(given, entry)].at(year)

    return found


def _land(yearly: Yearly, _scheme: Scheme, _given: Any, _year: int) -> float:
    area = yearly.site.case.areas.get("land")
    return area.area if area is not None else 0.0


KNOWN: Mapping[str, Quantity] = {
    "energy": _energy,
    "co2": _co2,
    "renewable_energy": _renewable_energy,
    "electricity": _electricity,
    "physical_renewable_electricity": _physical,
    "captured": _captured,
    "green_investment": _green_investment,
    "output_value_3y": _output_value_of_three_years,
    "output": _produced("product"),
    "output_value": _produced("output_value"),
    "value_added": _produced("value_added"),
    "land": _land,
}
