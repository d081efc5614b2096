"""Six milestone years on typical days: from the command to the run folder, stage by stage."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from measure import Measured, measure, planner
from table import memory, million, number, seconds, share, table, write

# Stages in the order in which they happen; a run may have more.
STAGES = ("read", "search", "base_year", "build", "solve", "full_year", "solution", "bound", "points", "reference")
LAST = ("audit", "report", "total")

# What comes before the answer on typical days; the rest checks, compares and writes.
TO_SOLVED = ("read", "search", "base_year", "build", "solve")


def stages(spent: dict[str, float]) -> list[tuple[str, str]]:
    """Seconds of each stage."""
    order = [*STAGES, *sorted(set(spent) - {*STAGES, *LAST}), *LAST]
    return [(stage, seconds(spent[stage])) for stage in order if stage in spent]


def goals(summary: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The goals, and what was reached."""
    spent = summary["seconds"]
    solved = sum(spent.get(stage, 0.0) for stage in TO_SOLVED)
    plan = spent.get("build", 0.0) + spent["solve"] + spent["full_year"]
    return [
        ("from the command to solved", "15 s", seconds(solved)),
        ("building, of that", "under 10 %", share(spent["build"] / solved)),
        ("the full-year check", "at most 20 s", seconds(spent["full_year"])),
        ("the reference pathway", f"at most the plan: {seconds(plan)}", seconds(spent["reference"])),
    ]


def facts(summary: dict[str, Any], process: Measured) -> list[tuple[str, str]]:
    """What was solved and how well."""
    typical = summary["typical_day"]
    return [
        ("wall clock of the command", seconds(process.seconds)),
        ("peak memory", memory(process.memory)),
        ("status", summary["status"]),
        ("milestone years, typical days of each", f"{len(summary['years'])}, {typical['days']}"),
        *((name, number(value)) for name, value in summary["size"].items()),
        ("gap on typical days", share(typical["gap"])),
        ("cost in the full year", million(summary["npv_cost"])),
        ("full year against typical days", share(typical["full_year_deviation"])),
        ("bound by average days", million(typical["average_bound"])),
        ("repairs", number(len(typical["repairs"]))),
        ("fingerprint", summary["fingerprint"]),
    ]


def main(case: str, options: list[str]) -> int:
    """Solve, audit and report."""
    command = f"planner solve {' '.join([case, *options])}"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "run"
        process = measure(planner("solve", case, "-q", "-o", str(place), *options))
        file = place / "summary.json"
        if not file.exists():
            write("typical", "Typical days", f"`{command}` ended with {process.code}: {process.last}")
            return 1
        summary = json.loads(file.read_text(encoding="utf-8"))
        audit = measure(planner("audit", "-q", str(place)))
    alone = [(f"planner audit (exit {audit.code})", seconds(audit.seconds))]
    write(
        "typical",
        "Typical days",
        f"`{command}`",
        table(("what", "goal", "measured"), goals(summary)),
        table(("stage", "time"), [*stages(summary["seconds"]), *alone]),
        table(("what", "measured"), facts(summary, process)),
    )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, epilog="Other options go to planner solve.")
    parser.add_argument("case", nargs="?", default="cases/auto_plant")
    chosen, others = parser.parse_known_args()
    sys.exit(main(chosen.case, others))
