"""`planner report`: write the page of a run anew."""

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
    """Write the page of a run anew, from what its folder holds.

    RUN is a run folder. Its report.html is replaced: one file that needs no network, with every chart and table. Money
    is shown in millions of the currency and energy in GWh, in the Chinese edition in 万元 and 万kWh.
    """
    from ..report.page import PAGE, render
    from ..run.folder import write_file
    from ..run.store import load_run

    page = render(load_run(run), lang)
    write_file(run / PAGE, page.encode())
    voice.record("result", code=0, page=str(run / PAGE))
    voice.show(f"Page  {printable(str(run / PAGE))}")
    return 0
