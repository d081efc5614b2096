"""A run whose plan is chosen for its owners after tax: what was least is what the cash flow says, and is audited."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from rich.console import Console

from planner.audit import audit_cash_flow
from planner.audit.result import Audit
from planner.case import read
from planner.cli.results import report
from planner.run.delivery import deliver
from planner.run.finance import Finance, finance_block
from planner.run.options import Options
from planner.run.roadmap import roadmap
from planner.run.store import Stored, load_run
from planner.run.verify import verify
from planner.site import as_it_goes_on

# LED that are replaced after two years, an old boiler that is replaced in 2028 with and without the plan, and a heat
# pump that may take its place; what is left of them, what is removed, CO2 that is paid for.
TEXT = """\
case: {name: Light and heat, sector: example, currency: CNY, price_year: 2024}
horizon: {base_year: 2025, first_decision: 2026, years: [2026, 2028], end: 2029, discount_rate: 8 %/a}
carriers: {heat: {temperature: 80 degC}}
demands:
  lighting: {carrier: electricity, annual: 2000 MWh}
  washing: {carrier: heat, annual: 1000 MWh}
existing: {old: {technology: boiler, capacity: 0.2 MW, built: 2010, retires: 2028}}
technologies:
  boiler:
    {kind: converter, inputs: {gas: 100 %}, outputs: {heat: 90 %}, capex: 500 CNY/kW, life: 20 a,
     retire_cost: 90 CNY/kW}
  heat_pump:
    {kind: converter, inputs: {electricity: 100 %}, outputs: {heat: 300 %}, capex: 2000 CNY/kW, life: 10 a,
     lead_time: 2 a}
measures:
  led: {capex: 0.6 Mio CNY, life: 2 a, saves: {lighting: 50 %}}
supply:
  grid:
    components: {energy: {basis: energy, price: 500 CNY/MWh}}
    emission_factor: 0.5 t/MWh
    residual_factor: 0.6 t/MWh
  gas: {kind: fuel, carrier: gas, price: 300 CNY/MWh, emission_factor: 0.2 t/MWh, tce: 0.1229 tce/MWh}
carbon: {scheme: shadow, price: 100 CNY/t}
finance:
  objective: equity
  inflation: 2 %/a
  equity_rate: 12 %/a
  tax: {income: 25 %}
  classes:
    machinery: {life: 10 a, salvage: 5 %, vat: 13 %}
    lamps: {life: 3 a, salvage: 5 %, vat: 9 %}
  usual_class: machinery
  class_of: {led: lamps}
  equipment_credit: {of: [heat_pump], share: 5 %}
  grants:
    subsidy: {share: 8 %, of: [led, boiler]}
    early: {share: 3 %, year: 2027, taxable: no}
  vat: {investment: gross, operation: 13 %}
  loan: {share: 60 %, rate: 3.5 %/a, tenor: 3 a, grace: 1 a, until: 2027}
"""


@cache
def solved() -> Stored:
    """The run, written and read back."""
    folder = Path(mkdtemp())
    (folder / "case.yaml").write_text(TEXT, encoding="utf-8")
    deliver(read(folder), Options(), folder / "run", lambda news: None)
    return load_run(folder / "run")


AIM = {"objective": "co2", "unit": "t", "budget": None, "value": 5.0, "bound": 5.0, "gap": 0.0}


def printed(run: Stored) -> str:
    """What the terminal shows of a run."""
    console = Console(file=StringIO(), width=200, highlight=False)
    for part in report(run.case, run.summary, roadmap(run.case, run.solution, run.reference), run.folder, 200):
        console.print(part)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def audited(figures: dict[str, Any], **attributes: float) -> Audit:
    run = solved()
    lines = Finance(run.case, run.solution, run.reference).statement.lines
    solution = run.solution.assign_attrs(attributes)
    return audit_cash_flow(run.case, solution, as_it_goes_on(run.case), run.reference, lines, figures)


def test_what_was_least_is_the_cash_flow_of_the_owners() -> None:
    run = solved()
    least, npv = run.summary["finance"]["minimised"], run.summary["finance"]["equity"]["npv"]
    flow = Finance(run.case, run.solution, run.reference).statement.lines["shadow_carbon"]
    shadow = sum(value * 1e6 / (1.12 ** (year - 2025) * 1.02 ** (year - 2024)) for year, value in flow.items())
    assert least["flow"] == "equity"
    assert run.summary["objective"] == pytest.approx(least["plan"], rel=1e-6)
    assert least["reference"] - least["plan"] == pytest.approx(npv + shadow, rel=1e-6)
    assert run.summary["objective"] < run.summary["npv_cost"]
    assert run.summary["bound"] <= run.summary["objective"] * (1.0 + 1e-9)
    assert run.summary["gap"] <= 1e-3
    # Otherwise nothing of this is tried: LED twice, and something in place of the boiler.
    assert {year["year"]: year["measures"] for year in run.summary["years"]} == {2026: ["led"], 2028: ["led"]}
    assert "other_payments" in Finance(run.case, run.solution, run.reference).statement.lines


def test_a_second_calculation_confirms_what_was_least_and_finds_every_change() -> None:
    run = solved()
    figures = run.summary["finance"]
    assert audited(figures).passed
    assert verify(run) == ()
    cost = float(run.solution.attrs["minimised_cost"])
    assert [each.name for each in audited(figures, minimised_cost=cost * 1.00001).failures] == ["finance.minimised"]
    for key, value in (("flow", "after_tax"), ("plan", cost * 1.00001e6), ("reference", 0.0)):
        changed = {**figures, "minimised": {**figures["minimised"], key: value}}
        assert [each.name for each in audited(changed).failures] == ["finance.minimised"], key


def test_the_terminal_says_what_was_least_and_what_the_proof_is_of() -> None:
    run = solved()
    least = run.summary["finance"]["minimised"]
    costs = [f"{least[side] / 1e6:,.2f} Mio CNY" for side in ("plan", "reference")]
    assert f"least discounted cost to equity: {costs[0]}, reference {costs[1]}; bound and gap are of" in printed(run)
    driven = replace(run, summary={**run.summary, "aim": AIM})
    assert f"cheapest of the plans that reach as far to equity: {costs[0]}" in printed(driven)
    assert "bound and gap" not in printed(driven)


def test_the_page_says_what_was_least() -> None:
    page = (solved().folder / "report.html").read_text(encoding="utf-8")
    assert "Chosen for the least discounted cost to the owners, after tax and loan" in page
    assert "bound and gap are of this cost" in page


def test_the_same_decisions_before_tax_have_no_other_scale() -> None:
    run = solved()
    (thing,) = run.case.of("finance")
    plain = replace(thing, parameters=thing.parameters.model_copy(update={"objective": "before_tax"}))
    case = replace(run.case, things=tuple(plain if each is thing else each for each in run.case.things))
    found = finance_block(Finance(case, run.solution, run.reference))["minimised"]
    assert found == {"flow": "before_tax", "plan": None, "reference": None}
    assert json.loads(json.dumps(run.summary))["finance"]["minimised"]["flow"] == "equity"
