"""How time, size and gap grow with the number of milestone years and with the number of options.

The factory is that of `peer_factory`, whose hours differ, with upgrades beside its technologies: each a yes or no in
every milestone year.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from measure import measure, solve
from peer_environments import HERE
from table import memory, number, seconds, share, table, write

YEARS = (3, 6, 10, 15)
UPGRADES = (0, 8, 32)

# What stands still while the other grows.
OF_YEARS, OF_UPGRADES = 6, 8

FIRST = 2027
HEAD = ("milestone years", "upgrades", "resolution", "rows", "columns", "binaries", "gap", "status", "building",
        "searching", "command", "peak memory")  # fmt: skip


def upgrades(count: int) -> str:
    """Upgrades of the case: some pay well, some hardly, some not; each third needs the one before it."""
    lines = ["measures: {}"] if count == 0 else ["measures:"]
    for place in range(count):
        capex = 0.25 + 0.09 * (7 * place % 16)
        saves = ("machines", "washing")[place % 2]
        needs = f", requires: [upgrade_{place - 1}]" if place % 3 == 2 else ""
        amount = 1.0 + 0.1 * (5 * place % 8)
        lines.append(
            f"  upgrade_{place}: {{capex: {capex:.2f} Mio CNY, life: 12 a, saves: {{{saves}: {amount:.1f} %}}{needs}}}"
        )
    return "\n".join(lines) + "\n"


def one(folder: Path, plain: str, years: int, count: int, resolution: str, limit: float, days: int) -> tuple[str, ...]:
    """A line of the table: the factory with so many years and upgrades."""
    (folder / "case.yaml").write_text(plain + upgrades(count), encoding="utf-8")
    chosen = list(range(FIRST, FIRST + years))
    run = solve(
        str(folder), "--resolution", resolution, "--days", str(days), "--time-limit", str(limit),
        "--set", f"horizon.years={chosen}", "--set", f"horizon.end={chosen[-1] + 5}",
        patience=3.0 * limit + 60.0,
    )  # fmt: skip
    asked = (str(years), str(count), "8,760 hours" if resolution == "full" else f"{days} typical days")
    process = run.process
    if run.summary is None:
        return (*asked, "–", "–", "–", "–", run.fault, "–", "–", seconds(process.seconds), memory(process.memory))
    size, spent = run.summary["size"], run.summary["seconds"]
    searched = spent["solve"] + spent.get("all_hours", 0.0)
    return (
        *asked, number(size.get("rows")), number(size.get("columns")), number(size.get("binaries")),
        share(run.summary["gap"]), run.summary["status"], seconds(spent["build"]), seconds(searched),
        seconds(process.seconds), memory(process.memory),
    )  # fmt: skip


def main(years: list[int], counts: list[int], limit: float, days: int) -> int:
    """Measure one after the other."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        # The factory is written by another process, so that this one stays small.
        say = f"import sys; sys.path.insert(0, {str(HERE)!r}); import pathlib, peer_factory as f; "
        written = measure([sys.executable, "-c", f"{say}f.write_case(pathlib.Path({place!r}))"])
        if written.code != 0:
            raise SystemExit(written.complained)
        plain = (folder / "case.yaml").read_text(encoding="utf-8")
        pairs = [*((count, OF_UPGRADES) for count in years), *((OF_YEARS, count) for count in counts)]
        found = {
            (way, *pair): one(folder, plain, *pair, way, limit, days)
            for way in ("typical", "full")
            for pair in dict.fromkeys(pairs)
        }
    by_years = [row for (_, _, upgraded), row in found.items() if upgraded == OF_UPGRADES]
    by_upgrades = [row for (_, modelled, _), row in found.items() if modelled == OF_YEARS]
    write(
        "growth",
        "Growth with years and with options",
        f"The factory of `peer_factory.py` with upgrades, each a yes or no in every milestone year. Gap asked: 0.1 %; "
        f"time limit of the search: {limit:.0f} s. Goal: the time grows no faster than the number of years.",
        "## Years",
        table(HEAD, by_years),
        "## Options",
        table(HEAD, by_upgrades),
    )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, nargs="*", default=YEARS)
    parser.add_argument("--upgrades", type=int, nargs="*", default=UPGRADES)
    parser.add_argument("--limit", type=float, default=30.0, metavar="SECONDS", help="time given to each search")
    parser.add_argument("--days", type=int, default=12, help="typical days")
    given = parser.parse_args()
    sys.exit(main(given.years, given.upgrades, given.limit, given.days))
