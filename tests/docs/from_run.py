"""Draw what `planner solve` prints for a finished run as an SVG.

python -m tests.docs.from_run results/NAME/base-HASH cases/auto_plant/roadmap.svg
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from planner.cli.results import report
from planner.run.roadmap import roadmap
from planner.run.store import load_run

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "cases" / "auto_plant" / "roadmap.svg"
README = ROOT / "README.md"
MARK = "<!-- measured: written by `python -m tests.docs.from_run` -->\n"
COLUMNS = 100

# Rich's own frame without window buttons and without fonts from elsewhere.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
    <style>
    .{unique_id}-matrix {{
        font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace;
        font-size: {char_height}px;
        line-height: {line_height}px;
    }}
    {styles}
    </style>
    <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
    </clipPath>
    {lines}
    </defs>
    {chrome}
    <g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix">
    {matrix}
    </g>
    </g>
</svg>
"""


def picture(run: Path) -> str:
    """What `planner solve` printed for a run, as SVG."""
    stored = load_run(run)
    actions = roadmap(stored.case, stored.solution, stored.reference)
    console = Console(
        record=True,
        width=COLUMNS,
        file=io.StringIO(),
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=True,
        color_system="truecolor",
    )
    for part in report(stored.case, stored.summary, actions, run, COLUMNS)[:-1]:
        console.print(part)
    drawn = console.export_svg(title="planner solve cases/auto_plant", code_format=FRAME, unique_id="roadmap")
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


def measured(summary: Mapping[str, Any], audit: Mapping[str, Any]) -> str:
    """The table of what was measured, as Markdown."""
    seconds, size, days = summary["seconds"], summary["size"], summary["typical_day"]
    numbers = sum(check["compared"] for check in audit["checks"])
    checked = f"{len(audit['checks'])} checks on {numbers:,} numbers of the plan"
    share = 100.0 * seconds["build"] / seconds["total"]
    rows = {
        "milestone years, typical days of each": f"{len(summary['years'])}, {days['days']}",
        "model on typical days": f"{size['rows']:,} rows, {size['columns']:,} columns, {size['nonzeros']:,} nonzeros",
        "whole-number decisions": f"{size['binaries']}",
        "gap proven on typical days": f"{100.0 * summary['gap']:.2f} %",
        "cost in the full year against cost on typical days": f"{100.0 * days['full_year_deviation']:+.1f} %",
        "repairs after the full-year check": f"{len(days['repairs'])}",
        "from command to run folder": f"{seconds['total']:.0f} s",
        "– reading the case": f"{seconds['read']:.1f} s",
        "– operating the base year": f"{seconds['base_year']:.1f} s",
        "– building the model": f"{seconds['build']:.1f} s, {share:.0f} % of the whole",
        "– choosing on typical days": f"{seconds['solve']:.1f} s",
        "– operating the full years": f"{seconds['full_year']:.1f} s",
        "– the reference pathway, from building to full years": f"{seconds['reference']:.1f} s",
        "– auditing plan and reference": f"{seconds['audit']:.1f} s, {checked}",
        "– writing the run folder": f"{seconds['report']:.1f} s",
    }
    return "| what | measured |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in rows.items())


def main(run: Path) -> None:
    """Write both."""
    summary, audit = (json.loads((run / name).read_text(encoding="utf-8")) for name in ("summary.json", "audit.json"))
    PICTURE.write_text(picture(run), encoding="utf-8", newline="\n")
    before, _, rest = README.read_text(encoding="utf-8").partition(MARK)
    after = rest[rest.index("\n\n") :]
    README.write_text(before + MARK + measured(summary, audit).rstrip("\n") + after, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
