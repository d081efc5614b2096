"""Whether the cash flow that a run states, and its figures, are those of its two Solutions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from .financing import Recount
from .gauge import Array, Gauge
from .recalculation import evidence_of
from .result import Audit
from .structure import layout_checks

if TYPE_CHECKING:
    import xarray as xr

    from ..case.value import Case

FLOWS = ("before_tax", "after_tax", "equity")
TRIED = np.concatenate([np.linspace(-0.98, 2.0, 1491), np.geomspace(2.01, 99.0, 200)])
"""Rates at which the sign of the present value is looked at. [1/a]"""
SLACK = 1e-9
ROUNDING = 1e-9
"""Debt service below this is none. [million]"""


def audit_cash_flow(
    case: Case,
    solution: xr.Dataset,
    reference_case: Case,
    reference: xr.Dataset,
    lines: Mapping[str, Mapping[int, float]],
    figures: Mapping[str, Any],
    tolerance: float = 1e-6,
) -> Audit:
    """Recompute the cash flow of a run and compare.

    Parameters
    ----------
    case, reference_case : Case
        The case as solved, and as its reference pathway was.
    solution, reference : Dataset
        Their Solutions.
    lines : mapping of str to mapping of int to float
        Cash flow as stated, by line and calendar year. [million]
    figures : mapping
        The entry `finance` of the summary; money in the currency.
    tolerance : float
        Deviation allowed, absolute in million plus relative. [1]

    Returns
    -------
    Audit
        Checks of the lines, of their ratio to the debt, and of the figures.
    """
    sides = (evidence_of(case, solution, tolerance), evidence_of(reference_case, reference, tolerance))
    broken = [check for side in sides for check in layout_checks(side) if not check.passed]
    if broken:
        return Audit(tuple(broken), tolerance)
    return compare(Recount(*sides), lines, figures, tolerance)


def compare(
    recount: Recount, lines: Mapping[str, Mapping[int, float]], figures: Mapping[str, Any], tolerance: float
) -> Audit:
    """Compare a cash flow as stated with the recount of it; parameters as for `audit_cash_flow`."""
    expected = recount.lines
    flow, cover, figure, rate = (
        Gauge(f"finance.{name}", says, unit, tolerance)
        for name, says, unit in (
            ("cash_flow", "Every line follows from the Solutions and the terms of the case.", "million"),
            ("dscr", "Cash for debt service is divided by the service of each year.", "1"),
            ("present_values", "Present values are those of the flows; so are modified rates and paybacks.", "million"),
            ("rates", "At every rate named the present value is zero, and it changes its sign nowhere else.", "1"),
        )
    )
    years = [int(year) for year in recount.calendar]
    axes = {"calendar": years}
    for name in sorted({*expected, *lines} - {"dscr"}):
        nothing = np.full(len(years), np.nan)
        flow.equal(name, axes, _row(lines.get(name, {}), years), expected.get(name, nothing))
    _cover(cover, lines.get("dscr", {}), expected, years)
    for name in FLOWS:
        if name in expected:
            _figures(figure, rate, name, recount, expected[name], figures.get(name) or {})
        else:
            flow.equal(name, {}, float(figures.get(name) is not None), 0.0)
    least = _least(recount, figures.get("minimised") or {}, tolerance)
    return Audit((flow.check(), cover.check(), figure.check(), rate.check(), least.check()), tolerance)


def _least(recount: Recount, said: Mapping[str, Any], tolerance: float) -> Gauge:
    """What was made least, as each Solution and the summary state it, against the flow that the case names."""
    says = "What is least is the cost on the scale that the case names: before tax, after tax, or to the owners."
    gauge = Gauge("finance.minimised", says, "million", tolerance)
    objective = recount.said("objective") or "before_tax"
    gauge.equal("flow", {}, float(said.get("flow") == objective), 1.0)
    for name, side in (("plan", recount.plan), ("reference", recount.reference)):
        if side is None:
            continue
        attrs = side.stored.solution.attrs
        if objective == "before_tax":
            gauge.equal(name, {}, _stated(attrs.get("minimised_cost")), _stated(attrs.get("npv_cost")))
            gauge.equal(f"{name}.stated", {}, float(said.get(name) is not None), 0.0)
        else:
            cost = Recount(side, None).least
            gauge.equal(name, {}, _stated(attrs.get("minimised_cost")), cost)
            gauge.equal(f"{name}.stated", {}, _number(said.get(name)) / 1e6, cost)
    return gauge


def _stated(value: Any) -> float:
    """A number as an attribute has it; not a number where it is none."""
    return float(value) if isinstance(value, Real) else np.nan


def _row(stated: Mapping[int, float], years: Sequence[int]) -> Array:
    return np.array([stated.get(year, np.nan) for year in years])


def _cover(gauge: Gauge, stated: Mapping[int, float], expected: Mapping[str, Array], years: Sequence[int]) -> None:
    """Debt service cover ratio in the years that have any service."""
    if "debt_service" not in expected:
        gauge.equal("dscr", {}, len(stated), 0.0)
        return
    for year, cash, service in zip(years, expected["cash_for_debt"], expected["debt_service"], strict=True):
        if service > ROUNDING or year in stated:
            gauge.equal("dscr", {}, stated.get(year, np.nan), cash / service if service > ROUNDING else np.nan)


def _figures(figure: Gauge, rate: Gauge, name: str, recount: Recount, flow: Array, said: Mapping[str, Any]) -> None:
    """Present value, rates and paybacks of one flow."""
    horizon, terms = recount.plan.case.horizon, recount.terms
    own = None if terms is None or name != "equity" else terms.equity_rate
    real = float(horizon.discount_rate if own is None else own)
    inflation = 0.0 if terms is None else float(terms.inflation)
    worth = flow / recount.level * (1.0 + real) ** -(recount.calendar - horizon.base_year)
    figure.equal(f"{name}.npv", {}, _number(said.get("npv")) / 1e6, worth.sum())
    if np.abs(flow).max() < 1e-9:
        return
    for key, course in (("payback_years", flow), ("discounted_payback_years", worth)):
        _same(figure, f"{name}.{key}", said.get(key), _payback(course))
    nominal = (1.0 + real) * (1.0 + inflation) - 1.0
    _same(figure, f"{name}.modified_irr", said.get("modified_irr"), _modified(flow, nominal))
    size = np.abs(flow).max()
    rates = [float(each) for each in said.get("rates", [])]
    for each in rates:
        parts = _parts(flow / size, each)
        rate.equal(name, {}, parts.sum(), 0.0, scale=np.abs(parts).sum())
    first = int(np.flatnonzero(np.abs(flow) > 1e-12)[0])
    signs = np.sign((1.0 + TRIED[:, np.newaxis]) ** -(np.arange(len(flow)) - float(first)) @ (flow / size))
    changes = TRIED[1:][np.diff(signs) != 0.0]
    step = np.append(np.diff(TRIED), TRIED[-1])[np.searchsorted(TRIED, changes) - 1]
    near = [
        any(change - width - SLACK <= each <= change + SLACK for each in rates)
        for change, width in zip(changes, step, strict=True)
    ]
    rate.equal(name, {}, float(near.count(False)), 0.0)
    if said.get("irr") is not None:
        rate.equal(name, {}, float(min(abs(said["irr"] - each) for each in rates) if rates else np.nan), 0.0)
        rate.equal(name, {}, _number(said.get("real_irr")), (1.0 + said["irr"]) / (1.0 + inflation) - 1.0)


def _parts(flow: Array, rate: float) -> Array:
    """Flow of each year, discounted to the first year in which money flows."""
    first = int(np.flatnonzero(np.abs(flow) > 1e-12)[0])
    return np.asarray(flow * (1.0 + rate) ** -(np.arange(len(flow)) - float(first)))


def _same(gauge: Gauge, item: str, said: Any, expected: float) -> None:
    """Compare a figure that may not exist."""
    if said is not None or not np.isnan(expected):
        gauge.equal(item, {}, _number(said), expected)


def _number(value: Any) -> float:
    """A figure as stated; not a number where there is none."""
    return np.nan if value is None else float(value)


def _payback(flow: Array) -> float:
    """Years until what has been earned stays above what has been spent; not a number if that is never."""
    sums = np.cumsum(flow)
    if sums[-1] < 0.0:
        return np.nan
    short = [place for place, total in enumerate(sums) if total < 0.0]
    if not short:
        return 0.0
    first = next(place for place, value in enumerate(flow) if value != 0.0)
    last = short[-1]
    return float(last - first + 1 + sums[last] / (sums[last] - sums[last + 1]))


def _modified(flow: Array, rate: float) -> float:
    """Growth of what is spent into what is earned, both carried at the discount rate."""
    flowing = np.flatnonzero(np.abs(flow) > 1e-12 * np.abs(flow).max())
    inside = flow[flowing[0] : flowing[-1] + 1]
    grown = inside * (1.0 + rate) ** np.arange(len(inside) - 1, -1, -1)
    spent, earned = -grown[grown < 0.0].sum(), grown[grown > 0.0].sum()
    if spent <= 0.0 or earned <= 0.0 or len(inside) < 2:
        return np.nan
    return float((1.0 + rate) * (earned / spent) ** (1.0 / (len(inside) - 1)) - 1.0)
