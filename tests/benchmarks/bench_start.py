"""How long the command line and the library take to start, and how much memory they hold."""

from __future__ import annotations

import argparse
import sys

from measure import measure, planner
from table import memory, seconds, table, write

SCRIPTS = {
    "python, doing nothing": "pass",
    "import planner": "import planner",
    "planner.load, ready to be called": "import planner; planner.load",
    "planner.solve and all it needs": "import planner; planner.solve; import planner.run.pipeline",
}
COMMANDS = {
    "planner --help": ("--help",),
    "planner check cases/tiny": ("check", "cases/tiny"),
    "planner check cases/auto_plant": ("check", "cases/auto_plant"),
}
GOALS = {"planner --help": "0.3 s"}


def main(times: int) -> int:
    """Measure each thing some times and report the quickest."""
    measured = {
        **{name: [sys.executable, "-c", script] for name, script in SCRIPTS.items()},
        **{name: planner(*arguments) for name, arguments in COMMANDS.items()},
    }
    rows = []
    for name, command in measured.items():
        measure(command)  # for the caches
        found = [measure(command) for _ in range(times)]
        best = min(found, key=lambda each: each.seconds)
        failed = "" if all(each.code == 0 for each in found) else f"exit {best.code}: {best.last}"
        most = max(each.memory for each in found)
        rows.append((name, seconds(best.seconds), memory(most), GOALS.get(name, ""), failed))
    write(
        "start",
        "Start",
        f"Each a process of its own, the quickest of {times} after one for the caches.",
        table(("what", "time", "peak memory", "goal", "failed"), rows),
    )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="measurements of each")
    sys.exit(main(parser.parse_args().times))
