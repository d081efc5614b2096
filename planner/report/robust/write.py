"""A robust study -> `robust.html`: one file, in the style of the page of a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...run.folder import write_file
from ...study.robust.values import Values
from ..page.amounts import Amounts
from ..page.blocks import Block, Chart, Points, Section, Table, Text
from ..page.chart import category_axis, figure, label, titled
from ..page.colours import CARBON, CONVERTER, FUEL, GRID, MEASURE, STORE, SUN, UPKEEP
from ..page.document import document
from ..page.words import Words
from .sentences import Sentences
from .tables import regret_table, verdict_table
from .words import TEXTS

if TYPE_CHECKING:
    from ...study.robust.study import Found

PAGE: Final = "robust.html"
BARS: Final = (GRID, FUEL, MEASURE, STORE, SUN, CONVERTER, CARBON, UPKEEP)


def sentences(found: Found, lang: str) -> Sentences:
    """What a study says in a language."""
    return Sentences(found, Words(lang, TEXTS), Amounts(lang, found.futures.cases[0].currency))


def write_robust_page(found: Found, folder: Path, lang: str = "en") -> None:
    """Write the page of a robust study into its folder.

    Parameters
    ----------
    found : Found
        What the study brought.
    folder : Path
        Its folder.
    lang : str
        Language.
    """
    said = sentences(found, lang)
    words, futures = said.words, found.futures
    case = futures.cases[0]
    until = words("robust.throughout") if futures.until is None else words("robust.until", year=futures.until)
    shares = ", ".join(
        f"{name} {100.0 * chance:.3g} %" for name, chance in zip(futures.names, futures.chances, strict=True)
    )
    subtitle = words("robust.subtitle", futures=shares, until=until, currency=case.currency, year=case.price_year)
    sections = [
        Section("advice", words("robust.advice"), [Points(said.advice())]),
        _verdicts(said),
        _regrets(said),
        Section("values", words("robust.values"), [Points(list(said.values()))]),
    ]
    notes = said.notes()
    if notes:
        sections.append(Section("notes", words("robust.notes"), [Points(notes)]))
    text = document(words, case.title or case.name, subtitle, sections)
    write_file(folder / PAGE, text.encode())


def _verdicts(said: Sentences) -> Section:
    heads, rows = verdict_table(said)
    blocks: list[Block] = [Text(said.words("robust.verdicts.says")), Table(heads, rows, numbers=len(heads))]
    return Section("verdicts", said.words("robust.verdicts"), blocks)


def _regrets(said: Sentences) -> Section:
    """Regrets as bars, a group a plan, and as a table."""
    import plotly.graph_objects as go

    found, words, scale = said.found, said.words, said.scale
    values = Values(found)
    plans = [label(said.plan(plan)) for plan in found.plans]
    traces = []
    for place, name in enumerate(found.futures.names):
        regrets = [values.regret(plan, name) for plan in found.plans]
        heights = [None if each is None else scale.value(each) for each in regrets]
        traces.append(go.Bar(x=plans, y=heights, name=label(name), marker={"color": BARS[place % len(BARS)]}))
    axis = titled(words("robust.chart.axis", unit=scale.unit), rangemode="tozero")
    chart = figure(traces, 380, barmode="group", xaxis=category_axis(), yaxis=axis)
    heads, rows = regret_table(said)
    blocks: list[Block] = [
        Text(words("robust.regrets.says")),
        Chart(chart, words("robust.chart", unit=scale.unit)),
        Table(heads, rows, numbers=1, title=words("robust.regrets.unit", unit=scale.unit)),
    ]
    return Section("regrets", words("robust.regrets"), blocks)
