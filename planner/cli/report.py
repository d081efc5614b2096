"""`planner report`: write the page and the workbook of a run anew."""

from __future__ import annotations

from pathlib import Path

import click

from .voice import Voice, printable, speaking

LANGUAGES = ("en", "zh")


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the page.")
@speaking
def command(voice: Voice, run: Path, lang: str) -> int:
    """Write the page and the workbook of a run anew.

    RUN is a run folder, and nothing else is read. Its report.html is replaced: one file that needs no network, with
    every chart and table. Money is shown in millions of the currency and energy in GWh, in the Chinese edition in 万元
    and 万kWh. So is its roadmap.xlsx, whose formulas lead from the inputs to cost and score; it is in English.
    """
    from ..report.page import PAGE, render
    from ..report.workbook import write_workbook
    from ..run.folder import write_file
    from ..run.store import load_run

    stored = load_run(run)
    write_file(run / PAGE, render(stored, lang).encode())
    workbook = write_workbook(stored)
    voice.record("result", code=0, page=str(run / PAGE), workbook=str(workbook))
    voice.show(f"Page      {printable(str(run / PAGE))}")
    voice.show(f"Workbook  {printable(str(workbook))}")
    return 0
