"""Draw what `planner solve` prints for a finished run as an SVG.

python -m tests.docs.picture results/NAME/base-HASH cases/auto_plant/roadmap.svg
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from rich.console import Console

from planner.cli.results import report
from planner.run.roadmap import roadmap
from planner.run.store import load_run

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


def draw(run: Path, target: Path) -> None:
    """Write the picture of a run folder."""
    stored = load_run(run)
    actions = roadmap(stored.case, stored.solution, stored.reference)
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), highlight=False, markup=False, emoji=False,
        force_terminal=True, color_system="truecolor",
    )  # fmt: skip
    summary = json.loads((run / "summary.json").read_text(encoding="utf-8"))
    for part in report(stored.case, summary, actions, Path("results"), COLUMNS)[:-1]:
        console.print(part)
    picture = console.export_svg(title="planner solve cases/auto_plant", code_format=FRAME, unique_id="roadmap")
    target.write_text("\n".join(line.rstrip() for line in picture.splitlines()) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
