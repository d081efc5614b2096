"""`planner compare`: finished runs side by side, and in words what differs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import share
from .report import LANGUAGES
from .voice import Voice, console_for, printable, speaking

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..report.comparison.told import Told

NAME, LEAST, UNIT, NUMBER = 44, 30, 13, 19
"""Characters of the terminal for the name of a line, at most and at least, its unit, and the number of a run."""
INPUTS = 8
VALUE = 34


@click.command("compare")
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN...")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="DIR", required=True, help="Folder for the comparison."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the page.")
@click.option(
    "--tolerance", type=share, default="5%", show_default=True, metavar="SHARE",
    help="Sizes that differ by no more than this count as equal.",
)  # fmt: skip
@speaking
def command(voice: Voice, runs: tuple[Path, ...], out: Path, lang: str, tolerance: float) -> int:
    """Put finished runs side by side.

    Every RUN, a run folder, is compared with the first: scenarios or provinces of one factory by cost, CO2, scores and
    decisions; different factories on one footing, per output, per tce and per output value. Money has to be of one
    currency and price year, and the audit must confirm every run; other horizons, discount rates and versions are said
    before any number. DIR gets comparison.html, one page that needs no network, comparison.xlsx, comparison.csv (tidy),
    comparison_wide.csv and comparison.json.
    """
    from ..report.comparison import PAGE, WORKBOOK, compare
    from ..report.comparison.tables import record
    from ..report.comparison.told import Told

    told = Told.of(compare(runs, out=out, lang=lang, tolerance=tolerance), "en")
    voice.record("comparison", **(record(told) if voice.json else {}))
    if not (voice.quiet or voice.json):
        voice.show(*_report(told, console_for(sys.stdout).width))
        voice.show(f"\nPage      {printable(str(out / PAGE))}", f"Workbook  {printable(str(out / WORKBOOK))}")
    voice.record("result", code=0, folder=str(out), page=str(out / PAGE), workbook=str(out / WORKBOOK))
    return 0


def _report(told: Told, width: int) -> Iterator[RenderableType]:
    """Cautions, the table, the sentences, and the inputs that differ."""
    from rich.text import Text

    from ..report.comparison.page import said
    from ..report.comparison.sentences import headline, ranking, sentences

    for caution in told.found.cautions:
        yield Text(printable(said(told, caution)), style="yellow")
    yield from _tables(told, width)
    if not told.found.one_factory:
        yield Text("\nOn one footing", style="bold")
        yield from (_point(text) for text in ranking(told))
        yield Text(printable(told.words("sector.note")), style="dim")
    for pair in told.found.pairs if told.found.one_factory else ():
        yield Text(f"\n{printable(headline(told, pair))}", style="bold")
        yield from (_point(text) for text in sentences(told, pair))
    yield from _inputs(told)


def _point(text: str) -> RenderableType:
    """A sentence with a dash before it, its further lines set in."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    line = Table.grid(padding=(0, 1, 0, 0))
    line.add_row(Text("–"), Text(printable(text)))
    return Padding(line, (0, 0, 0, 1))


def _tables(told: Told, width: int) -> Iterator[RenderableType]:
    """The table, in as many parts as the terminal needs; the first run stands in each."""
    from rich.text import Text

    from ..report.comparison.lines import lines
    from .cells import plain_table

    found, labels = lines(told), told.found.labels
    room = max((width - LEAST - UNIT) // NUMBER, 2) - 1
    others = list(range(1, len(labels)))
    for begin in range(0, len(others), room):
        places = [0, *others[begin : begin + room]]
        table = plain_table("Side by side", "", *(printable(labels[place]) for place in places), "")
        for column in table.columns:
            column.no_wrap, column.overflow = False, "fold"
            column.max_width = NUMBER
        table.columns[0].max_width, table.columns[0].min_width = NAME, LEAST
        table.columns[-1].justify, table.columns[-1].max_width = "left", None
        for line in found:
            cells = (Text(line.texts[place]) for place in places)
            table.add_row(Text(printable(line.name)), *cells, Text(line.unit, style="dim"))
        yield table


def _inputs(told: Told) -> Iterator[RenderableType]:
    """The weightiest inputs that differ; all of them stand on the page."""
    from rich.text import Text

    from ..report.comparison.page import shortened
    from .cells import plain_table

    for pair in told.found.pairs:
        names = {"other": pair.other.label, "base": pair.base.label}
        if not pair.changes:
            yield Text("\n" + printable(told.words("inputs.none", **names)), style="dim")
            continue
        title = told.words("inputs.count", count=len(pair.changes), **names)
        table = plain_table(printable(title), "Key", pair.base.label, pair.other.label)
        for column in table.columns:
            column.justify, column.no_wrap, column.overflow = "left", False, "fold"
        for change in pair.changes[:INPUTS]:
            values = (shortened(text, VALUE) or told.words("inputs.absent") for text in (change.base, change.other))
            table.add_row(Text(printable(change.key)), *(Text(printable(text)) for text in values))
        yield table
        if len(pair.changes) > INPUTS:
            more = told.words("inputs.more", count=len(pair.changes) - INPUTS)
            yield Text(f"{more}: on the page and in comparison.json", style="dim")
