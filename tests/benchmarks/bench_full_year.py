"""All milestone years at 8,760 hours: the planner, by year and proven, beside one piece without any binary."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from measure import Measured, Solved, measure, solve
from table import memory, million, number, seconds, share, table, write

# Time beside that of the search: reading, base year, building, the reference pathway and the audit. [s]
BESIDE = 300.0


def by_year(run: Solved) -> list[str]:
    """What the planner proved."""
    if run.summary is None:
        return [run.fault, *("–" for _ in range(7)), seconds(run.process.seconds), memory(run.process.memory)]
    summary, size, spent = run.summary, run.summary["size"], run.summary["seconds"]
    searched = spent["solve"] + spent.get("all_hours", 0.0) + spent["full_year"]
    return [
        summary["status"],
        f"{number(size.get('rows'))}, {number(size.get('columns'))}",
        number(size.get("binaries")),
        million(summary["bound"]),
        million(summary["objective"]),
        share(summary["gap"]),
        seconds(spent["build"]),
        seconds(searched),
        seconds(run.process.seconds),
        memory(run.process.memory),
    ]


def in_one_piece(run: Measured) -> list[str]:
    """How far HiGHS came with everything at once."""
    found = run.answer()
    if found is None:
        fault = run.last if run.finished else f"did not finish in {run.seconds:.0f} s"
        return [fault, *("–" for _ in range(7)), seconds(run.seconds), memory(run.memory)]
    optimal = found["status"] == "optimal"
    return [
        "optimal" if optimal else f"did not finish in {found['solve']:.0f} s",
        f"{number(found['rows'])}, {number(found['columns'])}",
        f"0 of {number(found['dropped'])}",
        million(found["bound"]),
        # A point of the relaxation is no plan.
        "none",
        "none",
        seconds(found["build"]),
        seconds(found["solve"]),
        seconds(run.seconds),
        memory(run.memory),
    ]


def main(case: str, overrides: list[str], limit: float, gap: float) -> int:
    """Measure one after the other."""
    changes = [part for each in overrides for part in ("--set", each)]
    options = ["--resolution", "full", "--gap", str(gap), "--time-limit", str(limit), *changes]
    ours = solve(case, *options, patience=limit + BESIDE)
    script = str(Path(__file__).with_name("whole_year.py"))
    theirs = measure([sys.executable, script, case, "--limit", str(limit), *changes], limit + BESIDE)
    names = (
        "status", "rows, columns", "binaries", "no plan costs less than", "best plan", "gap", "building",
        "searching", "wall clock of the process", "peak memory",
    )  # fmt: skip
    goals = ("optimal", "", "", "", "", share(gap), "", "", "60 s", "4 GB")
    rows = list(zip(names, goals, by_year(ours), in_one_piece(theirs), strict=True))
    stages = sorted((ours.summary or {"seconds": {}})["seconds"].items(), key=lambda stage: -stage[1])
    write(
        "full_year",
        "All hours of all years",
        f"`planner solve {' '.join([case, *options])}`, and the same case in one piece, all whole-number conditions "
        f"dropped, in HiGHS with a limit of {limit:.0f} s. The rows and columns of the planner are those of its "
        "largest search; its wall clock holds also the base year, the reference pathway and the audit.",
        table(("what", "goal", "the planner, by year", "one piece, no binaries"), rows),
        table(("stage of the planner", "time"), [(stage, seconds(spent)) for stage, spent in stages]),
    )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="cases/auto_plant")
    parser.add_argument("--set", dest="overrides", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--limit", type=float, default=300.0, metavar="SECONDS", help="time given to each search")
    parser.add_argument("--gap", type=float, default=1e-3, metavar="SHARE", help="gap to prove")
    given = parser.parse_args()
    sys.exit(main(given.case, given.overrides, given.limit, given.gap))
