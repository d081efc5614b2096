"""A store of somebody else on shared savings: the fee that is written down is that of its hours, and is audited."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pytest

from planner.audit import audit
from planner.case import read
from planner.case.value import Case
from planner.run.options import Options
from planner.run.pipeline import Run, solve_case

# Half a day at 300, half at 900 CNY/MWh, twice as much from July on; 60 % of the spread are the owner's.
TEXT = """\
case: {name: Night and day, sector: example, currency: CNY, price_year: 2025}
horizon: {base_year: 2025, first_decision: 2026, years: [2026], end: 2027, discount_rate: 10 %/a}
demands:
  lighting: {carrier: electricity, annual: 8760 MWh}
technologies:
  theirs: {kind: storage, service_fee: 30 CNY/(kWh*a), savings_share: 60 %, life: 2 a, efficiency_charge: 90 %,
    max_energy: 10 MWh, max_power: 5 MW}
supply:
  grid:
    periods: [{band: peak, hours: 12-24}, {band: valley, hours: 0-12}]
    components:
      energy:
        basis: energy
        monthly: [600 CNY/MWh, 600 CNY/MWh, 600 CNY/MWh, 600 CNY/MWh, 600 CNY/MWh, 600 CNY/MWh,
          1200 CNY/MWh, 1200 CNY/MWh, 1200 CNY/MWh, 1200 CNY/MWh, 1200 CNY/MWh, 1200 CNY/MWh]
        factors: {peak: 1.5, valley: 0.5}
      transport: {basis: energy, price: 100 CNY/MWh}
    emission_factor: 0.5 t/MWh
    residual_factor: 0.6 t/MWh
"""


@cache
def solved() -> Run:
    folder = Path(mkdtemp())
    (folder / "case.yaml").write_text(TEXT, encoding="utf-8")
    return solve_case(read(folder), Options(days=2), lambda news: None)


def fee(run: Run) -> float:
    """Fee of a year. [million]"""
    return float(run.solution["cost"].sel(line_item="service_fee.theirs", year=2026))


def changed(case: Case, **fields: Any) -> Case:
    """The case with other terms of the store."""
    (thing,) = case.of("storage")
    other = replace(thing, parameters=thing.parameters.model_copy(update=fields))
    return replace(case, things=tuple(other if each is thing else each for each in case.things))


def test_the_fee_is_a_share_of_what_its_hours_save() -> None:
    run = solved()
    hours = np.arange(8760)
    month = np.searchsorted(np.cumsum([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) * 24, hours, side="right") + 1
    price = np.where(month > 6, 1200.0, 600.0) * np.where(hours % 24 >= 12, 1.5, 0.5) + 100.0
    charge, discharge = (
        run.solution["flow"].sel(flow_item=f"theirs.{name}", year=2026).to_numpy() for name in ("charge", "discharge")
    )
    # All that fits is filled at night and given by day: 10 MWh, of which nothing is lost on the way out.
    assert discharge.sum() == pytest.approx(3650.0, rel=1e-6)
    saved = float(price @ (discharge - charge)) * 1e-6
    by_hand = 10.0 * (181 * (1000.0 - 400.0 / 0.9) + 184 * (1900.0 - 700.0 / 0.9)) * 1e-6
    assert saved == pytest.approx(by_hand, rel=1e-6)
    assert fee(run) == pytest.approx(0.6 * saved + 0.03 * 10.0, rel=1e-6)


def test_the_audit_confirms_it_and_finds_other_terms() -> None:
    run = solved()
    assert run.audit.passed, [str(each) for each in run.audit.failures]
    for terms in ({"savings_share": 0.61}, {"savings_share": None}):
        failures = {each.name for each in audit(changed(run.case, **terms), run.solution).failures}
        assert "bill.recomputed" in failures, terms
