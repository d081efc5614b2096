"""`iamc.csv`: plan and reference in the long format of the Integrated Assessment Modeling Consortium.

Which account becomes which variable stands in `iamc_variables.csv`: within a group every entry goes to the first row
that fits it by table, label, kind of thing, and words in its name, carrier and profile. Names of the common definitions
are used where the meaning is theirs; all others begin with ``Planner|``. A row with ``{item}`` gives a variable per
thing, any other the sum.

Amounts stand at the base year and the milestone years, money at the end of them; investment stands in the calendar year
in which it is paid. Money is real, of the price year.

References
----------
.. [1] Scenario community, "Common definitions", https://github.com/IAMconsortium/common-definitions.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import xarray as xr

from ..case.value import Case, Thing
from .accounts import Ledger
from .claims import ClaimLedger
from .entries import Entry, entries
from .tables import MILLION, Row

IAMC_COLUMNS: Final = ("Model", "Scenario", "Region", "Variable", "Unit", "Year", "Value")
MODEL: Final = "planner"
OWN: Final = "Planner|"
VARIABLES: Final = "iamc_variables.csv"
ByYear = dict[int, float]


@dataclass(frozen=True)
class Rule:
    """A row of the mapping."""

    group: str
    variable: str
    unit: str
    table: str
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    like: re.Pattern[str] | None

    def fits(self, entry: Entry, kind: str, words: str) -> bool:
        """Whether an entry of the table belongs to it."""
        return (
            (not self.labels or entry.label in self.labels)
            and (not self.kinds or kind in self.kinds)
            and (self.like is None or self.like.search(words) is not None)
        )


def iamc_rows(case: Case, solution: xr.Dataset, reference: xr.Dataset) -> Iterator[Row]:
    """Rows of `iamc.csv`: the plan, then the reference pathway as a scenario of its own.

    Parameters
    ----------
    case : Case
        The case solved.
    solution, reference : Dataset
        Solutions of the plan and of the reference pathway.

    Yields
    ------
    tuple
        Model, Scenario, Region, Variable, Unit, Year, Value. Variables of single things that are zero in all years are
        left out.
    """
    for scenario, dataset in ((case.scenario, solution), (f"{case.scenario} reference", reference)):
        for variable, unit, values in _variables(case, dataset):
            if variable.startswith(OWN) and not any(values.values()):
                continue
            for year, value in sorted(values.items()):
                yield MODEL, scenario, case.name, variable, unit, year, value


def _variables(case: Case, solution: xr.Dataset) -> Iterator[tuple[str, str, ByYear]]:
    """Every variable with its unit and values, in the order of the mapping."""
    pathway = _Pathway(case, solution)
    found: dict[tuple[str, str], ByYear] = {}
    for group in dict.fromkeys(rule.group for rule in rules()):
        of_group = [rule for rule in rules() if rule.group == group]
        for entry in pathway.table(of_group[0].table):
            kind, words = pathway.kind(entry), pathway.words(entry)
            rule = next((rule for rule in of_group if rule.fits(entry, kind, words)), None)
            if rule is not None:
                name = rule.variable.format(item=entry.item.replace(".", "|"), label=entry.label)
                sums = found.setdefault((name, rule.unit.format(money=f"{case.currency}_{case.price_year}")), {})
                for year, value in entry.values.items():
                    sums[year] = sums.get(year, 0.0) + value
    for (name, unit), values in found.items():
        yield name, unit, values


@cache
def rules() -> tuple[Rule, ...]:
    """The mapping, as its file says it."""
    text = files(__package__).joinpath(VARIABLES).read_text(encoding="utf-8")
    return tuple(
        Rule(
            group=row["group"],
            variable=row["variable"],
            unit=row["unit"],
            table=row["table"],
            labels=tuple(filter(None, row["label"].split("|"))),
            kinds=tuple(filter(None, row["kind"].split("|"))),
            like=re.compile(row["like"], re.IGNORECASE) if row["like"] else None,
        )
        for row in csv.DictReader(text.splitlines(), strict=True)
    )


class _Pathway:
    """Tables of one pathway as entries in the units of the run folder."""

    def __init__(self, case: Case, solution: xr.Dataset) -> None:
        self._case, self._solution = case, solution
        self._ledger = Ledger(case, solution)
        ordered = sorted(case.things, key=lambda thing: thing.section != "carriers")
        self._things = {thing.name: thing for thing in ordered}

    def table(self, name: str) -> list[Entry]:
        """Entries of a table, money in the case's currency."""
        years = (self._case.horizon.base_year, *self._case.horizon.years)
        if name == "account":
            return self._ledger.accounts
        if name == "cost":
            return [_money(entry) for entry in self._ledger.bills]
        if name == "cash":
            return [_money(entry) for entry in entries(self._solution, "cash")]
        if name == "use":
            claims = ClaimLedger(self._case, self._solution)
            return [Entry("electricity", "", "MWh", {year: claims.use(year) for year in years})]
        return self._capacities() if name == "capacity" else list(self._prices())

    def _capacities(self) -> list[Entry]:
        """What is on line in the milestone years."""
        if "capacity" not in self._solution:
            return []
        values = self._solution["capacity"].transpose("asset", "year")
        years = [int(year) for year in values["year"].to_numpy().tolist()]
        return [
            Entry("", str(asset), "", dict(zip(years, map(float, numbers), strict=True)))
            for asset, numbers in zip(values["asset"].to_numpy().tolist(), values.to_numpy().tolist(), strict=True)
        ]

    def _prices(self) -> Iterator[Entry]:
        """Price of CO2 in the milestone years in which it is paid."""
        for thing in self._case.of("carbon"):
            given = thing.parameters
            first = given.starts if given.starts is not None else self._case.horizon.first_decision
            years = (year for year in self._case.horizon.years if year >= first)
            yield Entry("carbon", thing.name, "", {year: given.price.at(year) * MILLION for year in years})

    def kind(self, entry: Entry) -> str:
        """Kind of the thing that an entry belongs to."""
        thing = self._thing(entry)
        return thing.kind if thing else ""

    def words(self, entry: Entry) -> str:
        """Name of an entry, then what its thing gives and after which profile."""
        given = getattr(self._thing(entry), "parameters", None)
        return " ".join([entry.item, *(str(getattr(given, name, "") or "") for name in ("profile", "carrier"))])

    def _thing(self, entry: Entry) -> Thing | None:
        name = entry.item
        while name and name not in self._things:
            name = name.rpartition(".")[0]
        return self._things.get(name)


def _money(entry: Entry) -> Entry:
    return Entry(entry.label, entry.item, entry.unit, {year: value * MILLION for year, value in entry.values.items()})
