"""All milestone years of a case at 8,760 hours in one problem, its whole numbers dropped, given to HiGHS as it is.

What the planner does by year, other tools do in one piece; this is what the one piece costs. Run as a program it says
its answer as JSON.
"""

from __future__ import annotations

import argparse
import json
import time

import planner
from planner.site import as_it_goes_on, build_site, full_year, in_base_year
from planner.solve.assemble import build_operation, build_pathway
from planner.solve.highs import Settings, solve
from planner.solve.plan import base_accounts, operate_base_year
from planner.solve.split import split_pathway
from planner.solve.whole import join_years


def whole(case_folder: str, overrides: list[str], limit: float) -> dict[str, float | int | str | None]:
    """Build and solve.

    Parameters
    ----------
    case_folder : str
        Folder of the case.
    overrides : list of str
        Changes to it, as `--set` takes them.
    limit : float
        Time given to the solver. [s]

    Returns
    -------
    dict
        Status, sizes, seconds, and objective and bound if there are any. Money in the case's currency.
    """
    settings = Settings(time_limit=limit)
    case = planner.load(case_folder, overrides=overrides)
    base_site = build_site(in_base_year(as_it_goes_on(case)))
    base = base_accounts(operate_base_year(base_site, build_operation(base_site, full_year()), settings))
    began = time.perf_counter()
    site = build_site(case)
    pathway = build_pathway(site, base)
    problem = join_years(split_pathway(pathway), pathway, build_operation(site, full_year())).problem
    built = time.perf_counter()
    outcome = solve(problem.relaxed(), settings)
    solved = time.perf_counter()
    found = outcome.values is not None
    return {
        "status": outcome.status.value,
        "rows": problem.row_low.size,
        "columns": problem.cost.size,
        "nonzeros": problem.matrix.nnz,
        "dropped": int(problem.integer.sum()),
        "build": built - began,
        "solve": solved - built,
        "objective": 1e6 * outcome.objective if found else None,
        "bound": 1e6 * outcome.bound if outcome.bound > -1e300 else None,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case")
    parser.add_argument("--set", dest="overrides", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--limit", type=float, required=True, metavar="SECONDS")
    given = parser.parse_args()
    print(json.dumps(whole(given.case, given.overrides, given.limit)))
