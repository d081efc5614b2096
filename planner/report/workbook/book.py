"""The workbook as a whole: which sheets, in which order, and how they hang together."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from ...run.accounts import Ledger
from ...run.capital import investments, other_payments
from ...run.finance import Finance
from ...run.roadmap import roadmap
from ...run.scores import paths
from ...run.store import Stored
from ..influence import influence
from ..origins import recorded_origins
from .assumptions import write_assumptions
from .bills import write_bills
from .cash_flow import Pathway, write_cash_flow
from .charts import SIZE, cash_chart, cost_chart, emission_chart, saving_chart, score_chart
from .edition import Edition
from .emissions import write_emissions
from .flow import write_flow
from .investments import PLAN, REFERENCE, write_investments
from .paper import Paper
from .roadmap import write_roadmap
from .scores import write_scores
from .summary import write_summary

WORKBOOK: Final = "roadmap.xlsx"
TABS: Final = ("summary", "roadmap", "investments", "cash", "flow", "bills", "emissions", "scores", "assumptions")


def write_workbook(run: Stored, lang: str = "en") -> Path:
    """Write `roadmap.xlsx` into a run folder, complete or not at all.

    Parameters
    ----------
    run : Stored
        A run and its folder.
    lang : str
        Language: en, or zh with money in 万元 and electricity in 万kWh.

    Returns
    -------
    Path
        The workbook. The same run gives the same bytes.
    """
    final = run.folder / WORKBOOK
    handle, draft = tempfile.mkstemp(prefix=".", suffix=".partial", dir=run.folder)
    os.close(handle)
    try:
        _fill(Path(draft), run, lang)
        Path(draft).chmod(0o644)
        Path(draft).replace(final)
    finally:
        Path(draft).unlink(missing_ok=True)
    return final


def _fill(path: Path, run: Stored, lang: str) -> None:
    case = run.case
    scored = paths(case, run.solution) if case.of("green_factory") else ()
    pathways = {}
    for name, solution in ((PLAN, run.solution), (REFERENCE, run.reference)):
        invested = investments(case, solution)
        pathways[name] = Pathway(Ledger(case, solution), invested, other_payments(case, solution, invested))
    edition = Edition(lang, case.currency)
    paper = Paper(path, case.title or case.name, [edition(f"tab.{tab}") for tab in TABS], edition)
    horizon = write_assumptions(paper, case, scored, recorded_origins(run.folder), influence(run))
    write_roadmap(paper, case, roadmap(case, run.solution, run.reference))
    bills = write_bills(paper, case, horizon, pathways[PLAN].ledger, pathways[REFERENCE].ledger)
    ranges = write_investments(paper, case, horizon, pathways[PLAN].invested, pathways[REFERENCE].invested)
    cash = write_cash_flow(paper, case, horizon, bills, ranges, pathways)
    cash.sheet.chart(cash.last + 4, 0, cash_chart(paper, cash))
    cash.sheet.chart(cash.last + 4, 0, saving_chart(paper, cash), right=SIZE["width"] + 20)
    write_flow(paper, Finance(case, run.solution, run.reference))
    emissions = write_emissions(paper, case, run.summary)
    scores = write_scores(paper, case, scored)
    charts = [cost_chart(paper, bills), emission_chart(paper, emissions)]
    write_summary(
        paper, case, run.summary, cash, scores, [*charts, *(score_chart(paper, each) for each in scores.overviews)]
    )
    paper.close()
