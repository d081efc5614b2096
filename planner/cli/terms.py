"""Terms of every kind of supply in one line, as `planner check` prints them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .amounts import price, value_of, worded

if TYPE_CHECKING:
    from ..case.value import Case


def _grid(case: Case, given: Any, year: int) -> str:
    count = len(given.components)
    limit = "no limit" if given.limit is None else f"{given.limit:g} MW"
    export = "no export" if given.export is None else f"export up to {given.export.limit:g} MW"
    factor = price(case, given.emission_factor, year)
    billing = "demand or capacity by quarter" if given.billing == "choose" else given.billing
    return f"bill of {count} components, billed by {billing}; {limit}; {export}; CO2 {factor}"


def _fuel(case: Case, given: Any, year: int) -> str:
    return f"{price(case, given.price, year)}; CO2 {price(case, given.emission_factor, year)}"


def _contract(case: Case, given: Any) -> str:
    """Size, start, tenor, price and owner of the attributes."""
    starts, first = ", ".join(map(str, given.start)), given.start[0]
    most, least = worded(given.max, case.currency), worded(given.min, case.currency).split(" ")[0]
    course = given.profile or "constant power"
    kept = "" if given.attributes == "buyer" else "; green attribute stays with the seller"
    energy = price(case, given.energy_price, first)
    return f"{least}..{most} of {course} from {starts} for {given.tenor:g} a; {energy} in {first}{kept}"


def _ppa(case: Case, given: Any, year: int) -> str:
    return f"{_contract(case, given)}; settled {given.settlement}"


def _green_trade(case: Case, given: Any, year: int) -> str:
    first = max(year, given.available_from or year)
    most = f"at most {value_of(given.max, first):,.0f} MWh/a"
    return f"{price(case, given.energy_price, first)} in {first}; {most}; settled {given.settlement}"


def _direct_line(case: Case, given: Any, year: int) -> str:
    used = f"at least {100.0 * given.self_use:g} % used"
    return f"{_contract(case, given)}; {given.eligibility.replace('_', ' ')}; {used}"


def _onsite_plant(case: Case, given: Any, year: int) -> str:
    return f"{_contract(case, given)}; pays for what is {given.pays_for}"


def _bought(unit: str) -> Callable[[Case, Any, int], str]:
    """Terms of what is bought by the year."""

    def terms(case: Case, given: Any, year: int) -> str:
        most = "" if given.max is None else f"; at most {value_of(given.max, year):,.0f} {unit}"
        return f"{price(case, given.price, year)}{most}"

    return terms


def _waste_heat(case: Case, given: Any, year: int) -> str:
    heat = f"{value_of(given.annual, year):,.0f} MWh/a"
    return f"{heat} at {given.temperature:g} degC, down to {given.down_to:g} degC, into {', '.join(given.into)}"


TERMS: dict[str, Callable[[Case, Any, int], str]] = {
    "grid": _grid,
    "fuel": _fuel,
    "ppa": _ppa,
    "green_trade": _green_trade,
    "direct_line": _direct_line,
    "onsite_plant": _onsite_plant,
    "certificate": _bought("MWh/a"),
    "offset": _bought("t/a"),
    "waste_heat": _waste_heat,
}
