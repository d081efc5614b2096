"""The cash flow of a run once more: from the two Solutions to every line after tax and to equity, in arrays of years.

Written apart from `planner.finance`, of which it uses nothing but discounting: depreciation comes from book values, the
loan from what is still owed of each drawing, and rates of return are only tried, not searched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..finance import pv_annuity
from .evidence import Evidence
from .gauge import Array
from .tax import tax_of
from .vintages import Vintage, unexplained, vintages

Lines = dict[str, Array]


@dataclass(frozen=True)
class Recount:
    """The two pathways of a run, and what the case says of money; without a reference, a pathway against nothing."""

    plan: Evidence
    reference: Evidence | None

    @property
    def _sides(self) -> list[tuple[float, Evidence]]:
        return [(1.0, self.plan), *([(-1.0, self.reference)] if self.reference is not None else [])]

    @cached_property
    def terms(self) -> Any:
        """The section `finance` of the case; None without one."""
        found = self.plan.case.of("finance")
        return found[0].parameters if found else None

    def said(self, *names: str) -> Any:
        """A field of the section, or of a part of it; None where there is none."""
        value = self.terms
        for name in names:
            value = None if value is None else getattr(value, name)
        return value

    @cached_property
    def calendar(self) -> Array:
        """Calendar years."""
        return np.array(self.plan.timeline.calendar)

    @cached_property
    def level(self) -> Array:
        """Prices of each year against those of the price year [1]."""
        inflation = float(self.said("inflation") or 0.0)
        level: Array = np.exp(np.log1p(inflation) * (self.calendar - self.plan.case.price_year))
        return level

    @cached_property
    def signed(self) -> list[tuple[float, Vintage]]:
        """Investments of the plan, and those of the reference with a minus."""
        return [(sign, each) for sign, side in self._sides for each in vintages(side)]

    @cached_property
    def lines(self) -> Lines:
        """Every line that the case calls for (calendar year) [million]."""
        found = self._before()
        if self.said("tax") is not None:
            found |= self._taxed(found)
        if self.said("loan") is not None:
            found |= self._financed(found)
        return found

    @cached_property
    def least(self) -> float:
        """The flow that the case names, as a cost; with a price of CO2 that nobody pays [million].

        A case whose objective is before tax has none.
        """
        owned = self.said("objective") == "equity"
        own = self.said("equity_rate") if owned else None
        rate = float(self.plan.case.horizon.discount_rate if own is None else own)
        order = ("equity", "after_tax", "before_tax")[0 if owned else 1 :]
        flow = next(self.lines[name] for name in order if name in self.lines)
        flow = flow + self.lines.get("shadow_carbon", np.zeros(len(self.calendar)))
        return -float(np.sum(flow / self.level * (1.0 + rate) ** -(self.calendar - self.plan.case.horizon.base_year)))

    def _class(self, thing: str) -> Any:
        """Tax class of a thing."""
        classes = self.said("classes") or {}
        if not classes:
            return None
        name = self.said("class_of").get(thing, self.said("usual_class"))
        return classes[name] if name is not None else next(iter(classes.values()))

    def _without_vat(self, thing: str) -> float:
        """Part of a price that is not deductible tax [1]."""
        given = self._class(thing)
        return (
            1.0 / (1.0 + float(given.vat)) if given is not None and self.said("vat", "investment") == "gross" else 1.0
        )

    def _yearly(self, carbon: bool) -> Array:
        """Bill of the reference less that of the plan in each calendar year [million]."""
        saved = np.zeros(len(self.calendar))
        for sign, side in self._sides:
            for (line, _), row in side.stored.table("cost").items():
                if (line == "carbon") == carbon:
                    for year, length, value in zip(side.years, side.timeline.lengths, row, strict=True):
                        saved[(self.calendar >= year) & (self.calendar < year + length)] -= sign * value
        return saved

    def _before(self) -> Lines:
        carbon = self._yearly(True) * self.level
        schemes = {thing.parameters.scheme for thing in self.plan.case.of("carbon")}
        shadow = "shadow" in schemes and (self.said("shadow_carbon") or "left_out") == "left_out"
        saving = self._yearly(False) * self.level
        rate = float(self.said("vat", "operation") or 0.0)
        invoiced, net, left = (np.zeros(len(self.calendar)) for _ in range(3))
        for sign, each in self.signed:
            kept = self._without_vat(each.thing)
            invoiced += sign * each.paid * self.level
            net += sign * each.paid * self.level * kept
            left[each.last] += sign * each.left * self.level[each.last] * kept
        other = np.sum([sign * unexplained(side, vintages(side)) for sign, side in self._sides], axis=0)
        lines = {
            "operation_saving": saving,
            "carbon_saving": np.zeros_like(carbon) if shadow else carbon,
            "operation_vat": saving / (1.0 + rate) - saving,
            "investment": -invoiced,
            "investment_vat": invoiced - net,
            "other_payments": -other * self.level,
            "grants": np.sum([self._grant(each)[0] for each in self._grants] or [np.zeros(len(self.calendar))], axis=0),
            "residual_value": left,
        }
        lines["before_tax"] = np.sum(list(lines.values()), axis=0)
        return lines | ({"shadow_carbon": carbon} if shadow and np.any(carbon) else {})

    @property
    def _grants(self) -> list[Any]:
        return list((self.said("grants") or {}).values())

    def _grant(self, grant: Any) -> tuple[Array, list[float]]:
        """What a grant pays (calendar year), and how much of it belongs to each investment [million]."""
        until = self.calendar[-1] if grant.year is None else grant.year
        counted = [
            each.paid * self.level * self._without_vat(each.thing) * (self.calendar <= until)
            if sign > 0.0 and (not grant.of or each.thing in grant.of)
            else np.zeros(len(self.calendar))
            for sign, each in self.signed
        ]
        spent = float(np.sum(counted))
        if spent <= 0.0:
            return np.zeros(len(self.calendar)), [0.0] * len(counted)
        whole = float(grant.share) * spent if grant.amount is None else float(grant.amount)
        course = np.sum(counted, axis=0) if grant.year is None else (self.calendar == grant.year) * spent
        return whole * course / spent, [whole * float(row.sum()) / spent for row in counted]

    def _bases(self) -> list[float]:
        """What is written off of each investment [million]."""
        free = [self._grant(each)[1] for each in self._grants if not each.taxable]
        return [
            max(
                float(each.paid @ self.level) * self._without_vat(each.thing) - sum(shares[place] for shares in free),
                0.0,
            )
            for place, (_, each) in enumerate(self.signed)
        ]

    def _book(self, each: Vintage, basis: float) -> Array:
        """Book value at the end of each year of service, nothing before it (calendar year) [million]."""
        terms = self._class(each.thing)
        age = np.clip(np.arange(len(self.calendar)) - each.begins + 1, 0, float(terms.life))
        return np.asarray(basis * (1.0 - (1.0 - float(terms.salvage)) * age / float(terms.life)))

    def _taxed(self, lines: Lines) -> Lines:
        rate = float(self.said("tax", "income"))
        written, gain, credit = (np.zeros(len(self.calendar)) for _ in range(3))
        own: dict[str, Array] = {}
        for (sign, each), basis in zip(self.signed, self._bases(), strict=True):
            book = self._book(each, basis)
            fall = -np.diff(book, prepend=basis)
            fall[each.last + 1 :] = 0.0
            written += sign * fall
            gain[each.last] += sign * (
                each.left * self.level[each.last] * self._without_vat(each.thing) - book[each.last]
            )
            if each.thing in (self.said("equipment_credit", "of") or []):
                credit[each.begins] += sign * float(self.said("equipment_credit", "share")) * basis
            if sign > 0.0:
                own[each.thing] = own.get(each.thing, np.zeros(len(self.calendar))) + fall
        relief = rate * np.sum(
            [self._exempt(each, own) for each in self.said("holidays").values()] or [np.zeros(len(self.calendar))],
            axis=0,
        )
        income = self._running(lines) - written + gain
        for grant in self._grants:
            income = income + (self._grant(grant)[0] if grant.taxable else 0.0)
        tax = tax_of(self.terms, income, credit, relief)
        return {
            "depreciation": written, "disposal_gain": gain, "taxable_income": income, "tax_credit": credit,
            "holiday_relief": relief, "income_tax": -tax, "after_tax": lines["before_tax"] - tax,
        }  # fmt: skip

    def _running(self, lines: Lines) -> Array:
        """What operation brings in and what is removed costs (calendar year) [million]."""
        return np.asarray(
            lines["operation_saving"] + lines["carbon_saving"] + lines["operation_vat"] + lines["other_payments"]
        )

    def _exempt(self, holiday: Any, own: Mapping[str, Array]) -> Array:
        """Income of a qualifying project that is not taxed (calendar year) [million]."""
        starts = [each.begins for sign, each in self.signed if sign > 0.0 and each.thing in holiday.of]
        if not starts:
            return np.zeros(len(self.calendar))
        income = np.zeros(len(self.calendar))
        for place, (year, length) in enumerate(zip(self.plan.years, self.plan.timeline.lengths, strict=True)):
            amount = float(holiday.income) if holiday.price is None else self._booked(holiday, place)
            income[(self.calendar >= year) & (self.calendar < year + length)] = amount
        profit = income * self.level - np.sum([own[name] for name in holiday.of if name in own], axis=0)
        age = np.arange(len(self.calendar)) - min(starts)
        full, half = float(holiday.exempt), float(holiday.half)
        share = np.select([age < 0, age < full, age < full + half], [0.0, 1.0, 0.5], 0.0)
        return np.asarray(share * np.maximum(profit, 0.0))

    def _booked(self, holiday: Any, place: int) -> float:
        """Generation at the price it is booked at less upkeep, in a milestone year [million/a]."""
        amount = 0.0
        for sign, side in self._sides:
            for name in holiday.of:
                power = side.stored.row("account", "generation", name)[place]
                amount += sign * (float(holiday.price) * power - side.stored.row("cost", "opex_fixed", name)[place])
        return float(amount)

    def _financed(self, lines: Lines) -> Lines:
        loan = self.said("loan")
        until = self.calendar[-1] if loan.until is None else loan.until
        drawn = np.zeros(len(self.calendar))
        for sign, each in self.signed:
            if sign > 0.0 and (not loan.of or each.thing in loan.of):
                drawn += float(loan.share) * each.paid * self.level * self._without_vat(each.thing)
        drawn = np.where(self.calendar <= until, drawn, 0.0)
        age = np.arange(len(self.calendar), dtype=float)
        owed = np.sum(
            [np.where(age >= place, amount * _owed(loan, age - place), 0.0) for place, amount in enumerate(drawn)],
            axis=0,
        )
        before = np.concatenate([[0.0], owed[:-1]])
        interest, repaid = float(loan.rate) * before, before + drawn - owed
        settled = np.where(age == age[-1], owed, 0.0)
        running = self._running(lines)
        shield, paid = np.zeros(len(age)), np.zeros(len(age))
        after = lines["before_tax"]
        if self.said("tax") is not None:
            after = lines["after_tax"]
            reliefs = lines["tax_credit"], lines["holiday_relief"]
            shield = -lines["income_tax"] - tax_of(self.terms, lines["taxable_income"] - interest, *reliefs)
            paid = tax_of(self.terms, running - lines["depreciation"] - interest, *reliefs)
        return {
            "interest_tax_shield": shield, "loan_drawn": drawn, "loan_interest": -interest, "loan_repaid": -repaid,
            "loan_settled": -settled, "loan_balance": owed, "cash_for_debt": running - paid,
            "debt_service": interest + repaid, "equity": after + shield + drawn - interest - repaid - settled,
        }  # fmt: skip


def _owed(loan: Any, age: Array) -> Array:
    """Share of a drawing that is still owed some years after it [1]."""
    tenor, grace, rate = round(loan.tenor), round(loan.grace), float(loan.rate)
    left = np.clip(tenor - age, 0, tenor - grace)
    if loan.repayment == "level":
        return np.asarray(left / (tenor - grace))
    return np.array([pv_annuity(rate, float(years)) for years in left]) / pv_annuity(rate, tenor - grace)
