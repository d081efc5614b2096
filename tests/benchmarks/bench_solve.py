"""How long `cases/auto_plant` takes from the command line to the run folder, stage by stage. Measures, asserts nothing.

Run it with `make bench`, or with another case: ``python tests/benchmarks/bench_solve.py cases/tiny``.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CASE = "cases/auto_plant"
STAGES = ("read", "base_year", "build", "solve", "full_year", "solution", "reference", "audit", "report", "total")


def timed(command: list[str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Seconds that a command takes, and what became of it."""
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    return time.perf_counter() - began, done


def planner(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "planner", *arguments]


def row(name: str, value: str) -> None:
    print(f"  {name:<28}{value:>16}")


def seconds(name: str, value: float) -> None:
    row(name, f"{value:.2f} s")


def of_solve(summary: dict[str, Any], wall: float) -> None:
    """The table of one run."""
    spent = summary["seconds"]
    for stage in (*STAGES, *sorted(set(spent) - set(STAGES))):
        if stage in spent:
            seconds(stage, spent[stage])
    seconds("wall clock of the command", wall)
    row("status", summary["status"])
    row("gap", "none" if summary["gap"] is None else f"{summary['gap']:.2e}")
    row("net present cost", f"{summary['npv_cost'] / 1e6:,.3f} M")
    for name in ("rows", "columns", "nonzeros", "binaries"):
        if name in summary["size"]:
            row(name, f"{summary['size'][name]:,}")
    for name, value in summary["typical_day"].items():
        if isinstance(value, int | float):
            row(f"typical {name}", f"{value:.6g}")
        else:
            row(f"typical {name}", str(len(value)))
    row("fingerprint", summary["fingerprint"])


def main(case: str) -> int:
    """Measure and print."""
    print(f"  {platform.python_version()} on {platform.system()}, {os.cpu_count()} processors")
    timed(planner("--help"))  # once for the caches
    seconds("planner --help", min(timed(planner("--help"))[0] for _ in range(3)))
    seconds(f"planner check {case}", timed(planner("check", case))[0])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "run"
        wall, done = timed(planner("solve", case, "--out", str(place)))
        file = place / "summary.json"
        if not file.exists():
            print(f"planner solve {case} ended with {done.returncode} after {wall:.1f} s", file=sys.stderr)
            print(done.stderr[-4000:] or done.stdout[-4000:], file=sys.stderr)
            return 1
        print(f"  planner solve {case}")
        of_solve(json.loads(file.read_text(encoding="utf-8")), wall)
        spent, done = timed(planner("audit", str(place)))
        seconds(f"planner audit (exit {done.returncode})", spent)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else CASE))
