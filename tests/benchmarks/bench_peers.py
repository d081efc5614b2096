"""One small factory in the planner and in other tools: the same optimum, and what each takes to find it."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from measure import Measured, measure, solve
from peer_environments import HERE, tools
from table import memory, number, seconds, table, write

SCRIPTS = {
    "pypsa": "peer_pypsa.py",
    "oemof.solph": "peer_oemof.py",
    "calliope": "peer_calliope.py",
    "flixopt": "peer_flixopt.py",
}

# Largest difference between optima that are the same. [1]
SAME = 1e-6


@dataclass(frozen=True)
class Answer:
    """What one tool came to, or why it did not.

    Attributes
    ----------
    cost : float or None
        Yearly cost of the factory. [CNY/a]
    """

    name: str
    process: Measured | None
    cost: float | None
    rows: float | None = None
    columns: float | None = None
    fault: str = ""


def by_script(name: str, python: str, script: str, patience: float) -> Answer:
    """Run a script that prints its answer."""
    run = measure([python, str(HERE / script)], patience)
    found = run.answer()
    if found is None or run.code != 0:
        fault = f"failed: {run.last}" if run.finished else f"did not finish in {run.seconds:.0f} s"
        return Answer(name, run, None, fault=fault)
    return Answer(f"{name} {found['version']}", run, found["objective"], found.get("rows"), found.get("columns"))


def by_command(patience: float) -> Answer:
    """The whole command: with base year, reference pathway, audit and run folder, which the other tools do not have."""
    name = "planner solve --resolution full"
    # The factory is written by another process, so that this one stays small.
    with tempfile.TemporaryDirectory() as folder:
        say = "import sys, pathlib, peer_factory as f; f.write_case(pathlib.Path(sys.argv[1])); print(f.WEIGHT)"
        written = subprocess.run(
            [sys.executable, "-c", say, folder], capture_output=True, text=True, check=True, cwd=HERE
        )  # fmt: skip
        run = solve(folder, "--resolution", "full", "--gap", str(SAME), patience=patience)
    if run.summary is None:
        return Answer(name, run.process, None, fault=run.fault)
    size = run.summary["size"]
    cost = run.summary["npv_cost"] / float(written.stdout)
    return Answer(name, run.process, cost, size.get("rows"), size.get("columns"))


def row(answer: Answer, cost: float | None) -> tuple[str, ...]:
    """A line of the table; costs are compared with that of the planner."""
    process = answer.process
    measured = ("–", "–") if process is None else (seconds(process.seconds), memory(process.memory))
    if answer.cost is None:
        return (answer.name, answer.fault, "–", *measured, "–", "–")
    away = "–" if cost is None else f"{abs(answer.cost / cost - 1.0):.0e}"
    return (answer.name, f"{answer.cost:,.2f}", away, *measured, number(answer.rows), number(answer.columns))


def main(patience: float) -> int:
    """Measure one after the other."""
    answers = [by_script("planner", sys.executable, "peer_planner.py", patience), by_command(patience)]
    for tool in tools():
        fault = tool.install()
        if fault:
            answers.append(Answer(tool.name, None, None, fault=fault))
            continue
        answers.append(by_script(tool.name, str(tool.python), SCRIPTS[tool.name], patience))
    cost = answers[0].cost
    others = [answer.cost for answer in answers[1:] if answer.cost is not None]
    agree = cost is not None and all(abs(other / cost - 1.0) <= SAME for other in others)
    head = ("tool", "cost, CNY/a", "away by", "command to result", "peak memory", "rows", "columns")
    write(
        "peers",
        "The same factory in other tools",
        "The factory of `peer_factory.py`: electricity and heat demand, PV, a battery with energy and power apart, a "
        "heat pump, a gas boiler, electricity by time of use, gas; 8,760 hours, all capacities free, no yes/no "
        "decision. Each tool is a process of its own in its own environment, timed from its start to its end, with the "
        "same HiGHS.",
        table(head, [row(answer, cost) for answer in answers]),
        f"The optima {'agree' if agree else 'DO NOT agree'} within {SAME:.0e}.",
        "The first line is what the other tools do: read, build, solve. The second is the whole command, proven to "
        f"{SAME:.0e}: it also operates the base year, plans the reference pathway, audits both and writes the run "
        "folder.",
        "Monthly peak charges and decisions over several years are left out, for not all tools have them. PyPSA takes "
        "a row of its own to give charging and discharging the same power. Calliope builds on the part of Pyomo that "
        "HiGHS is not connected to: it writes the problem as a file, which HiGHS reads, and what it does with results "
        "is not in its time.",
    )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patience", type=float, default=300.0, metavar="SECONDS", help="time given to each tool")
    sys.exit(main(parser.parse_args().patience))
