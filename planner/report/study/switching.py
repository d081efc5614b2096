"""The page of a study of switches: plans and their ranges, the least cost with its bounds, CO2, and every roadmap."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...run.folder import write_file
from ...study.values import valued
from ..page.amounts import NONE, Amounts
from ..page.blocks import Block, Chart, Points, Section, Table, Text
from ..page.chart import FULL, figure, titled
from ..page.colours import CARBON, LINES, MEASURE
from ..page.document import document
from ..page.words import Words
from .keys import said_on_chart, spoken
from .plans import Side, percent
from .switch_words import TEXTS

if TYPE_CHECKING:
    from ...study.switching import Chosen, Switching

PAGE: Final = "switch.html"
MILLION: Final = 1e6


def write_switch_page(found: Switching, folder: Path, lang: str = "en") -> None:
    """Write the page of a study of switches into its folder.

    Parameters
    ----------
    found : Switching
        What was found.
    folder : Path
        Folder of the study.
    lang : str
        Language.
    """
    words = Words(lang, TEXTS)
    shown = _Shown(found, words, Amounts(lang, found.case.currency))
    case = found.case
    subtitle = words(
        "switch.subtitle", key=spoken(words, found.span.key), low=shown.value(0.0), high=shown.value(1.0),
        scenario=case.scenario, currency=case.currency, year=case.price_year,
    )  # fmt: skip
    roadmaps = shown.side.roadmaps(words("switch.roadmaps.says"))
    parts = [shown.answer(), shown.cost(), shown.carbon(), roadmaps, shown.proof()]
    write_file(folder / PAGE, document(words, case.title or case.name, subtitle, parts).encode())


class _Shown:
    """A study of switches, section by section."""

    def __init__(self, found: Switching, words: Words, amounts: Amounts) -> None:
        self._found, self._words = found, words
        self.side = Side(words, amounts, {plan.letter: plan.figures for plan in found.plans})
        self._money, self._co2 = self.side.money, self.side.co2
        self._plans = {plan.letter: plan for plan in found.plans}
        self._colours = {plan.letter: LINES[place % len(LINES)] for place, plan in enumerate(found.plans)}

    def value(self, share: float, side: int = 0) -> str:
        return valued(self._found.span, self._found.unit, share, side)

    def answer(self) -> Section:
        """Plans with their ranges, and the switches between them."""
        words, found = self._words, self._found
        columns = (
            words("switch.plan"), words("switch.from"), words("switch.to"), self.side.cost_title,
            self.side.co2_title, self.side.capital_title, words("search.gap"), words("switch.advantage"),
        )  # fmt: skip
        rows = [
            (each.key, self.value(each.low), self.value(each.high), *self._figures(self._plans[str(each.key)]))
            for each in found.stretches
        ]
        blocks: list[Block] = [Text(self._summary()), Table(columns, [tuple(map(str, row)) for row in rows])]
        said = [
            words(
                "switch.one", before=each.before, after=each.after, low=self.value(each.low, -1),
                high=self.value(each.high, 1),
            )
            for each in found.switches
        ]  # fmt: skip
        if said:
            blocks.append(Points(said))
        near = [plan.letter for plan in found.plans if plan.advantage <= found.gap]
        if near:
            blocks.append(Text(words("switch.near", plans=", ".join(near)), "warn"))
        return Section("answer", words("switch.answer"), blocks)

    def cost(self) -> Section:
        """The least cost of the plans found, and what no plan costs less than."""
        import plotly.graph_objects as go

        found, words = self._found, self._words
        kinks = found.envelope.kinks()
        below = [(found.envelope.upper(share) - found.envelope.gap(share)) * MILLION for share in kinks]
        traces: list[Any] = []
        for each in found.stretches:
            inner = [each.low, *(share for share in kinks if each.low < share < each.high), each.high]
            traces.append(
                go.Scatter(
                    x=[found.value(share) for share in inner],
                    y=[self._money.value(found.envelope.upper(share) * MILLION) for share in inner],
                    name=words("switch.of", plan=each.key), line={"color": self._colours[str(each.key)], "width": 3},
                    mode="lines",
                )
            )  # fmt: skip
        traces.append(
            go.Scatter(
                x=[found.value(share) for share in kinks],
                y=[self._money.value(bound) for bound in below],
                name=words("search.bound"), line={"color": "#555555", "width": 1, "dash": "dot"}, mode="lines",
            )
        )  # fmt: skip
        bands = [
            {"type": "rect", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "line": {"width": 0}, "opacity": 0.35,
             "fillcolor": "#BBBBBB", "x0": found.value(each.low), "x1": found.value(each.high), "layer": "below"}
            for each in found.switches
        ]  # fmt: skip
        chart = figure(traces, 420, shapes=bands, xaxis=self._axis(), yaxis=titled(self.side.cost_title))
        return Section("cost", words("switch.envelope"), [Chart(chart, words("switch.envelope.says"))])

    def carbon(self) -> Section:
        """CO2 and capital by range."""
        import plotly.graph_objects as go

        found, words = self._found, self._words
        across, emitted, spent = [], [], []
        for each in found.stretches:
            figures = self._plans[str(each.key)].figures
            across += [found.value(each.low), found.value(each.high)]
            emitted += [self._co2.value(figures.co2)] * 2
            spent += [self._money.value(figures.capital)] * 2
        blocks: list[Block] = []
        for values, key, title, colour in (
            (emitted, "switch.co2", self.side.co2_title, CARBON),
            (spent, "switch.capital", self.side.capital_title, MEASURE),
        ):
            trace = go.Scatter(x=across, y=values, mode="lines", line={"color": colour}, name=title, showlegend=False)
            chart = figure([trace], 300, xaxis=self._axis(), yaxis={**titled(title), "rangemode": "tozero"})
            blocks.append(Chart(chart, words(f"{key}.says")))
        return Section("carbon", words("switch.carbon"), blocks)

    def proof(self) -> Section:
        """What is proven, and what is not."""
        words, found = self._words, self._found
        points = [
            words("switch.proof.objective", key=found.span.key),
            words("switch.proof.gap", gap=percent(found.gap), tolerance=percent(found.terms.tolerance)),
            words("switch.proof.interval"),
            words("switch.proof.step", step=percent(found.terms.step)),
            words("switch.proof.days", days=found.days, solves=found.solves),
        ]
        if found.fixed_bills:
            points.append(words("switch.proof.bills"))
        return self.side.proof(points, found.repairs, "" if found.closed else words("switch.open"))

    def _summary(self) -> str:
        found = self._found
        gap = percent(found.gap)
        return self._words("switch.summary", plans=len(found.plans), switches=len(found.switches), gap=gap)

    def _figures(self, plan: Chosen) -> tuple[str, ...]:
        figures = plan.figures
        ahead = percent(plan.advantage) if math.isfinite(plan.advantage) else NONE
        costs = (self._money.bare(figures.cost), self._co2.bare(figures.co2), self._money.bare(figures.capital))
        return (*costs, percent(plan.gap), ahead)

    def _axis(self) -> dict[str, Any]:
        found, words = self._found, self._words
        unit = words("switch.factor") if found.span.prefix else found.unit
        return titled(said_on_chart(words, found.span.key, unit), **FULL)
