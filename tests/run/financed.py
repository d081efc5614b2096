"""The tiny run under terms of tax and loan; they change no decision, so nothing is solved again."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from planner.audit import Audit
from planner.audit.cash_statement import compare
from planner.audit.financing import Recount
from planner.audit.recalculation import evidence_of
from planner.case import read
from planner.case.value import Case
from planner.run.finance import Finance, finance_block
from planner.run.store import Stored
from planner.site import as_it_goes_on
from tests.run.tiny import CASE, tiny_run

TOLERANCE = 1e-6
CLASSES = """
  classes:
    machinery: {life: 10 a, salvage: 5 %, vat: 13 %}
    electronics: {life: 3 a, salvage: 5 %, vat: 13 %}
  usual_class: machinery
  class_of: {led: electronics}
"""
RELIEFS = """
  equipment_credit: {of: [heat_pump]}
  holidays:
    water: {of: [weir], price: 900 CNY/MWh, exempt: 1 a, half: 2 a}
    lamps: {of: [led], income: 0.9 Mio CNY/a, exempt: 2 a}
"""
GRANTS = """
  grants:
    award: {amount: 10 万元, year: 2028, taxable: no}
    subsidy: {share: 5 %, of: [weir]}
    early: {share: 3 %, year: 2027, taxable: no}
"""
TERMS = {
    "nothing": "finance: {inflation: 2 %/a}",
    "tax": f"finance:\n  tax: {{income: 25 %}}{CLASSES}",
    "company": (
        f"finance:\n  inflation: 2 %/a\n  equity_rate: 12 %/a\n  tax: {{income: 25 %}}{CLASSES}{RELIEFS}{GRANTS}"
        "  vat: {investment: gross, operation: 13 %}\n"
        "  loan: {share: 60 %, rate: 3.5 %/a, tenor: 3 a, grace: 1 a}\n"
    ),
    "project": (
        f"finance:\n  inflation: 1 %/a\n  shadow_carbon: counted\n  tax: {{income: 15 %, base: project}}{CLASSES}"
        f"{RELIEFS}{GRANTS}"
        "  loan: {share: 50 %, rate: 5 %/a, tenor: 2 a, repayment: annuity, of: [weir, heat_pump], until: 2026}\n"
    ),
    "untaxed": "finance:\n  loan: {share: 50 %, rate: 5 %/a, tenor: 2 a}\n",
}


@cache
def financed_case(name: str) -> Case:
    """The tiny case with one of the terms."""
    folder = Path(mkdtemp()) / "case"
    shutil.copytree(CASE, folder)
    path = folder / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + TERMS[name], encoding="utf-8")
    return read(folder)


def financed(name: str) -> Finance:
    """The cash flow of the tiny run under one of the terms."""
    solved = tiny_run()
    return Finance(financed_case(name), solved.run.solution, solved.run.reference)


@cache
def recount(name: str) -> Recount:
    """The second calculation under one of the terms."""
    finance = financed(name)
    return Recount(
        evidence_of(finance.case, finance.solution, TOLERANCE),
        evidence_of(as_it_goes_on(finance.case), finance.reference, TOLERANCE),
    )


def audited(name: str, lines: dict[str, dict[int, float]], figures: dict[str, Any]) -> Audit:
    """What the second calculation says of stated lines and figures."""
    return compare(recount(name), lines, figures, TOLERANCE)


@cache
def stored(name: str) -> Stored:
    """A run folder of its own, as it would have been written under one of the terms."""
    folder = Path(mkdtemp()) / name
    shutil.copytree(tiny_run().folder, folder)
    finance = financed(name)
    summary = {**tiny_run().summary, "finance": finance_block(finance)}
    return Stored(folder, finance.case, finance.solution, finance.reference, summary)
