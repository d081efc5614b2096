"""The page of a front: cost against CO2 or score, every point with its proof, and what is decided in each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...run.folder import write_file
from ..page.amounts import NONE, Amounts, plain, rounded
from ..page.blocks import Block, Chart, Section, Table, Text
from ..page.chart import FULL, figure, titled
from ..page.colours import CARBON, GRID
from ..page.document import document
from ..page.words import Words
from .frontier_words import TEXTS
from .plans import Side, percent

if TYPE_CHECKING:
    from ...study.frontier import Frontier, Shown

PAGE: Final = "frontier.html"
MILLION: Final = 1e6


def write_frontier_page(found: Frontier, folder: Path, lang: str = "en") -> None:
    """Write the page of a front into its folder.

    Parameters
    ----------
    found : Frontier
        What was found.
    folder : Path
        Folder of the study.
    lang : str
        Language.
    """
    words = Words(lang, TEXTS)
    case = found.case
    page = _Page(found, words, Amounts(lang, case.currency))
    subtitle = words(
        f"frontier.subtitle.{found.against}", scenario=case.scenario, currency=case.currency, year=case.price_year
    )
    parts = [page.front(), page.points(), page.side.roadmaps(words("frontier.roadmaps.says")), page.proof()]
    write_file(folder / PAGE, document(words, case.title or case.name, subtitle, parts).encode())


class _Page:
    """A front, section by section."""

    def __init__(self, found: Frontier, words: Words, amounts: Amounts) -> None:
        self._found, self._words = found, words
        self.side = Side(words, amounts, {str(each.number): each.figures for each in found.points})
        self._money, self._co2, self._coin = self.side.money, self.side.co2, amounts.coin

    def front(self) -> Section:
        """Cost against what is reached, on typical days, with the bound of every point."""
        import plotly.graph_objects as go

        found, words = self._found, self._words
        across = [self._reached(each.placing.reached) for each in found.points]
        knee = [each for each in found.points if each.is_knee]
        shown = "%{customdata}<br>%{x:,.3~f}<br>%{y:,.2f}<extra></extra>"
        names = [words("frontier.number", number=each.number) for each in found.points]
        traces: list[Any] = [
            go.Scatter(
                x=across, y=[self._money.value(each.placing.bound * MILLION) for each in found.points],
                name=words("search.bound"), mode="markers",
                marker={"symbol": "line-ew-open", "size": 12, "color": "#555555"},
                customdata=names, hovertemplate=shown,
            ),
            go.Scatter(
                x=across, y=[self._money.value(each.placing.cost * MILLION) for each in found.points],
                name=words("frontier.points"), mode="lines+markers", marker={"size": 9},
                line={"color": GRID, "width": 1}, customdata=names, hovertemplate=shown,
            ),
        ]  # fmt: skip
        if knee:
            traces.append(
                go.Scatter(
                    x=[self._reached(each.placing.reached) for each in knee],
                    y=[self._money.value(each.placing.cost * MILLION) for each in knee],
                    name=words("frontier.knee"), mode="markers",
                    marker={"size": 16, "symbol": "circle-open", "color": CARBON, "line": {"width": 3}},
                    hoverinfo="skip",
                )
            )  # fmt: skip
        chart = figure(traces, 440, xaxis=titled(self._axis(), **FULL), yaxis=titled(self.side.cost_title))
        blocks: list[Block] = [Chart(chart, words("frontier.says"))]
        if knee:
            blocks.append(Text(words("frontier.knee.says", number=knee[0].number)))
        return Section("front", words("frontier.front"), blocks)

    def points(self) -> Section:
        """Every point in its full years, with what the step from the one before costs."""
        words, found = self._words, self._found
        columns = (
            words("frontier.point"), self.side.cost_title, self._axis(),
            self.side.capital_title, words("search.gap"),
            words(f"frontier.step.{found.against}", unit=self._coin),
        )  # fmt: skip
        rows = []
        for place, each in enumerate(found.points):
            before = found.points[place - 1] if place else None
            mark = f"{each.number} *" if each.is_knee else str(each.number)
            figures = each.figures
            reached = self._co2.bare(figures.co2) if found.against == "co2" else plain(each.score, 1)
            costs = (self._money.bare(figures.cost), reached, self._money.bare(figures.capital), percent(each.gap))
            rows.append((mark, *costs, self._step(before, each)))
        return Section("points", words("frontier.points"), [Table(columns, rows)])

    def _step(self, before: Shown | None, each: Shown) -> str:
        """What a tonne less or a point more costs between two points, on typical days."""
        if before is None:
            return NONE
        gained = abs(each.placing.reached - before.placing.reached)
        return rounded((each.placing.cost - before.placing.cost) * MILLION / gained) if gained > 0.0 else NONE

    def proof(self) -> Section:
        """What is proven, and what is not."""
        words, found = self._words, self._found
        best = self._co2.text(found.best) if found.against == "co2" else plain(found.best, 2)
        points = [
            words(f"frontier.proof.best.{found.against}", best=best),
            words("frontier.proof.gap"),
            words("frontier.proof.area", share=percent(found.unexplored)),
            words("frontier.proof.days", days=found.days, solves=found.solves),
        ]
        return self.side.proof(points, found.repairs)

    def _reached(self, amount: float) -> float:
        return self._co2.value(amount) if self._found.against == "co2" else amount

    def _axis(self) -> str:
        return self.side.co2_title if self._found.against == "co2" else self._words("frontier.axis.score")
