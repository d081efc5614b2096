"""`planner report`: write the page, the workbook and the other documents of a run anew."""

from __future__ import annotations

from pathlib import Path

import click

from .voice import Voice, printable, speaking

LANGUAGES = ("en", "zh")


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of all of them.")
@speaking
def command(voice: Voice, run: Path, lang: str) -> int:
    """Write the page and every document of a run anew.

    RUN is a run folder, and nothing else is read. Its report.html is replaced: one file that needs no network, with
    every chart and table. So are roadmap.xlsx, whose formulas lead from the inputs to cost and score, report.docx with
    the page in words, project_cards.docx, self_evaluation.xlsx if the case names a scheme of indicators, and bank.xlsx
    if it states a loan. Money is shown in millions of the currency and energy in GWh or MWh, in the Chinese edition in
    万元 and 万kWh.
    """
    from ..report.documents import write_documents
    from ..report.page import PAGE, render
    from ..report.workbook import write_workbook
    from ..run.folder import write_file
    from ..run.store import load_run

    stored = load_run(run)
    write_file(run / PAGE, render(stored, lang).encode())
    workbook = write_workbook(stored, lang)
    written = write_documents(stored, lang)
    documents = {each.document.name: None if each.path is None else str(each.path) for each in written}
    voice.record("result", code=0, page=str(run / PAGE), workbook=str(workbook), documents=documents)
    voice.show(f"Page        {printable(str(run / PAGE))}")
    voice.show(f"Workbook    {printable(str(workbook))}")
    for each in written:
        found = f"not written: {each.reason}" if each.path is None else str(each.path)
        voice.show(f"{each.document.title:<10}  {printable(found)}")
    return 0
