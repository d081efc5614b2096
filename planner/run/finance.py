"""The cash flow of a run: what the plan pays less what its reference pathway pays, under the terms of the case.

Receives the case and two Solutions; hands on the statement that `planner.finance` makes of them, its figures, and the
rows of `cash_flow.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import xarray as xr

from ..case.value import Case
from ..errors import AuditError
from ..finance.indicators import Indicators, indicators
from ..finance.project import Holiday, Investment, Project, Terms
from ..finance.returns import RULE
from ..finance.statement import Statement, state
from ..models.budget import Parameters
from ..site.blocks import Blocks
from ..site.terms import appraisal_of, has_shadow_carbon, investment_of, stated, terms_of
from .accounts import Ledger
from .capital import Investment as Decided
from .capital import investments, other_payments
from .levelised import levelised

CARBON_LINE = "carbon"
CASH_COLUMNS = ("year", "line", "amount", "unit")
MILLION = 1e6
FLOWS = ("before_tax", "after_tax", "equity")


@dataclass(frozen=True)
class Finance:
    """Cash flow and figures of one run."""

    case: Case
    solution: xr.Dataset
    reference: xr.Dataset

    @cached_property
    def stated(self) -> Parameters:
        """What the case says; nothing, where it has no such section."""
        return stated(self.case)

    @cached_property
    def statement(self) -> Statement:
        """Nominal cash flow. [million]"""
        return state(self.project, self.terms)

    @cached_property
    def figures(self) -> dict[str, Indicators]:
        """Figures of every flow that the case allows for."""
        horizon, lines = self.case.horizon, self.statement.lines
        rates = {"equity": horizon.discount_rate if self.stated.equity_rate is None else self.stated.equity_rate}
        return {
            name: indicators(
                lines[name], rates.get(name, horizon.discount_rate), self.terms.inflation, horizon.base_year,
                self.case.price_year,
            )
            for name in FLOWS
            if name in lines
        }  # fmt: skip

    @cached_property
    def terms(self) -> Terms:
        """Terms of the case as the arithmetic takes them."""
        return terms_of(self.stated)

    @cached_property
    def project(self) -> Project:
        """Plan less reference, in money of the price year."""
        plan, beside = self._side(self.solution, 1.0), self._side(self.reference, -1.0)

        def both(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
            return {year: one[year] + other[year] for year in plan.years}

        return replace(
            plan,
            saving=both(plan.saving, beside.saving),
            carbon=both(plan.carbon, beside.carbon),
            shadow=both(plan.shadow, beside.shadow),
            other=both(plan.other, beside.other),
            investments=(*plan.investments, *beside.investments),
            holidays=tuple(self._holiday(each) for each in self.stated.holidays.values()),
        )

    @cached_property
    def minimised(self) -> tuple[float, float] | None:
        """What plan and reference cost on the scale on which the plan was chosen; None before tax. [million]"""
        scale = appraisal_of(self.case)
        if scale is None:
            return None
        plan, beside = self._side(self.solution, 1.0), self._side(self.reference, 1.0)
        return scale.cost(plan), scale.without_support().cost(beside)

    def _side(self, solution: xr.Dataset, sign: float) -> Project:
        """One pathway against nothing; with a negative sign, as what is spared."""
        case, blocks = self.case, Blocks(self.case.horizon)
        bills, known = self._bills(solution), investments(case, solution)
        rest = other_payments(case, solution, known)
        saving = {year: -sign * bills[year][0] for year in blocks.calendar}
        carbon = {year: -sign * bills[year][1] for year in blocks.calendar}
        nothing = dict.fromkeys(blocks.calendar, 0.0)
        shadow = has_shadow_carbon(case)
        return Project(
            years=blocks.calendar,
            price_year=case.price_year,
            saving=saving,
            carbon=nothing if shadow else carbon,
            shadow=carbon if shadow else nothing,
            other={year: sign * rest[year] for year in blocks.calendar},
            investments=tuple(self._investment(sign, each) for each in known),
        )

    @property
    def _pathways(self) -> tuple[xr.Dataset, xr.Dataset]:
        return self.solution, self.reference

    def _bills(self, solution: xr.Dataset) -> dict[int, tuple[float, float]]:
        """Yearly cost without carbon payments, and carbon payments, by calendar year. [million/a]"""
        blocks, ledger = Blocks(self.case.horizon), Ledger(self.case, solution)
        found: dict[int, tuple[float, float]] = {}
        for year in blocks.years:
            carbon = ledger.bill(CARBON_LINE, year)
            rest = sum(ledger.lines(year).values()) - carbon
            found |= dict.fromkeys(blocks.block(year), (rest, carbon))
        return {year: found.get(year, (0.0, 0.0)) for year in blocks.calendar}

    def _investment(self, sign: float, decided: Decided) -> Investment:
        horizon = self.case.horizon
        return investment_of(
            self.stated,
            owner(self.case, decided.item),
            sign=sign,
            spending={year: spent for year in Blocks(horizon).calendar if (spent := decided.spent(year)) != 0.0},
            begins=decided.year,
            last=horizon.end if decided.life is None else decided.last,
            residual=decided.capital * decided.left(horizon.discount_rate),
        )

    def _holiday(self, given: Any) -> Holiday:
        """Income of a project, its upkeep deducted, as far as the plan has more of it than the reference."""
        blocks, ledgers = Blocks(self.case.horizon), [Ledger(self.case, each) for each in self._pathways]
        income = dict.fromkeys(blocks.calendar, 0.0)
        for year in blocks.years:
            amount = float(given.income) if given.price is None else self._booked(given, ledgers, year)
            income |= dict.fromkeys(blocks.block(year), amount)
        return Holiday(frozenset(given.of), income, round(given.exempt), round(given.half))

    def _booked(self, given: Any, ledgers: list[Ledger], year: int) -> float:
        """Generation at the price it is booked at, less upkeep. [million/a]"""
        power, upkeep = (
            sum(of(year, name, ledgers[0]) - of(year, name, ledgers[1]) for name in given.of)
            for of in (_generation, _upkeep)
        )
        return float(given.price) * power - upkeep


def _generation(year: int, name: str, ledger: Ledger) -> float:
    return ledger.account("generation", year, name)


def _upkeep(year: int, name: str, ledger: Ledger) -> float:
    return ledger.bill("opex_fixed", year, name)


def owner(case: Case, item: str) -> str:
    """Thing that an investment belongs to: `battery` of `battery.energy`, `grid` of `grid.connection`."""
    names = {thing.name for thing in case.things}
    return item if item in names else item.rpartition(".")[0]


def cash_rows(finance: Finance) -> Iterator[tuple[int, str, float, str]]:
    """Rows of `cash_flow.csv`: calendar year, line, nominal amount, unit."""
    lines = finance.statement.lines
    for year in finance.project.years:
        for name, amounts in lines.items():
            if year in amounts:
                unit, scale = ("1", 1.0) if name == "dscr" else (finance.case.currency, MILLION)
                # Adding zero turns the zero that a minus sign leaves into a plain one.
                yield year, name, amounts[year] * scale + 0.0, unit


def stated_lines(rows: Iterable[Mapping[str, str]]) -> dict[str, dict[int, float]]:
    """Lines as `cash_flow.csv` states them. [million; `dscr` 1]

    Raises
    ------
    AuditError
        If a row does not hold a year, a line and an amount.
    """
    lines: dict[str, dict[int, float]] = {}
    for number, row in enumerate(rows, 2):
        try:
            scale = 1.0 if row["unit"] == "1" else MILLION
            lines.setdefault(row["line"], {})[int(row["year"])] = float(row["amount"]) / scale
        except (KeyError, TypeError, ValueError) as error:
            raise AuditError(f"cash_flow.csv: line {number} is damaged: {error}") from error
    return lines


def finance_block(finance: Finance) -> dict[str, Any]:
    """The entry `finance` of `summary.json`; money in the currency."""
    horizon, terms = finance.case.horizon, finance.terms
    lines = finance.statement.lines
    found: dict[str, Any] = {
        "inflation": terms.inflation,
        "discount_rate": horizon.discount_rate,
        "equity_rate": finance.stated.equity_rate,
        "prices": {"investment": finance.stated.vat.investment, "operation_vat": terms.operation_vat},
        "shadow_carbon": finance.stated.shadow_carbon if any(finance.project.shadow.values()) else None,
        "rule": RULE,
    }
    for name in FLOWS:
        found[name] = _figures(finance.figures[name]) if name in finance.figures else None
    found["minimised"] = _minimised(finance)
    found["levelised"] = levelised(finance.case, finance.solution, finance.reference)
    found["loan"] = _covered(lines) if "dscr" in lines else None
    return found


def _minimised(finance: Finance) -> dict[str, Any]:
    """Which flow was least, and what plan and reference cost on its scale; before tax that is the discounted cost."""
    costs = finance.minimised
    plan, reference = (None, None) if costs is None else (each * MILLION for each in costs)
    return {"flow": finance.stated.objective, "plan": plan, "reference": reference}


def _figures(of: Indicators) -> dict[str, Any]:
    return {
        "npv": of.npv * MILLION,
        "irr": of.irr,
        "real_irr": of.real_irr,
        "irr_reason": of.reason or None,
        "rates": list(of.rates),
        "modified_irr": of.modified_irr,
        "payback_years": of.payback,
        "discounted_payback_years": of.discounted_payback,
    }


def _covered(lines: Mapping[str, Mapping[int, float]]) -> dict[str, Any]:
    """How well the debt is served."""
    ratios = lines["dscr"]
    service = sum(lines["debt_service"].values())
    return {
        "drawn": sum(lines["loan_drawn"].values()) * MILLION,
        "interest": -sum(lines["loan_interest"].values()) * MILLION,
        "settled_at_end": -sum(lines["loan_settled"].values()) * MILLION,
        "dscr_least": min(ratios.values()) if ratios else None,
        "dscr_mean": sum(lines["cash_for_debt"][year] for year in ratios) / service if ratios else None,
    }
