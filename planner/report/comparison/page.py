"""Sections of the page of a comparison: the answer, the table, charts, decisions, inputs and proof."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ...comparison.compared import Pair
from ...comparison.grounds import Caution
from ...comparison.inputs import Change
from ...run.store import PROVENANCE
from ..page.amounts import NONE, plain
from ..page.blocks import Block, Chart, Folded, Points, Section, Table, Text
from ..page.document import document
from ..page.proof import limits_of
from . import charts
from .lines import lines
from .sentences import decided, headline, ranking, sentences
from .told import Told

SHOWN = 25
"""Inputs that are shown before the rest is folded away."""
LONGEST = 120


def render(told: Told) -> str:
    """The page of a comparison, a whole HTML document."""
    words, found = told.words, told.found
    first, *others = (side.case.title or side.case.name for side in found.sides)
    different = [name for name in dict.fromkeys(others) if name != first]
    heading = first
    if different:
        more = words("heading.more", count=len(different))
        heading = words("heading", first=first, others=different[0] if len(different) == 1 else more)
    subtitle = words(
        "subtitle", count=len(found.sides), base=found.labels[0], currency=found.currency,
        price_year=found.sides[0].summary["price_year"],
    )  # fmt: skip
    made = [_answer(told), _table(told), _cost(told), _co2(told), _scores(told), _when(told), _footing(told)]
    made += [_inputs(told), _proof(told), limits_of(words, [side.summary for side in found.sides])]
    return document(words, heading, subtitle, [section for section in made if section.blocks])


def said(told: Told, caution: Caution) -> str:
    """A caution in words."""
    words = told.words
    values = words("comma").join(f"{run} {_status(told, caution, value)}" for run, value in caution.values)
    return words(f"caution.{caution.what}", values=values)


def _status(told: Told, caution: Caution, value: str) -> str:
    return told.words.either(f"{caution.what}.{value}", value)


def _answer(told: Told) -> Section:
    """Cautions first, then every difference in words."""
    words, found = told.words, told.found
    blocks: list[Block] = [Text(said(told, caution), "warn") for caution in found.cautions]
    if found.one_factory:
        blocks.append(Points([headline(told, pair) for pair in found.pairs], ordered=True))
    else:
        blocks += [Points(ranking(told), ordered=True), Text(words("sector.note"), "faint")]
    few = found.one_factory and len(found.pairs) == 1
    for pair in found.pairs:
        title = words("pair.title", other=pair.other.label, base=pair.base.label)
        blocks.append(Folded(title, [Points(sentences(told, pair))], open=few))
    return Section("answer", words("answer.title"), blocks)


def _table(told: Told) -> Section:
    rows = [[line.name, line.unit, *line.texts] for line in lines(told)]
    columns = [told.words("table.what"), told.words("table.unit"), *told.found.labels]
    return Section("table", told.words("table.title"), [Table(columns, rows, 2)])


def _cost(told: Told) -> Section:
    words, one = told.words, told.found.one_factory
    blocks: list[Block] = []
    if one:
        blocks.append(Chart(charts.cost(told), words("cost.says")))
    operating = charts.by_year(told, "operating_cost", "reference_operating_cost", "money")
    blocks.append(Chart(operating, words("operating.says" if one else "operating.index")))
    for figure, text in (
        (charts.invested(told) if one else None, "invested.says"),
        (charts.kinds(told), "kinds.says" if one else "kinds.share"),
    ):
        if figure is not None:
            blocks.append(Chart(figure, words(text)))
    return Section("cost", words("cost.title"), blocks)


def _co2(told: Told) -> Section:
    words, one = told.words, told.found.one_factory
    blocks: list[Block] = [
        Chart(charts.by_year(told, f"co2_{rule}", f"reference_co2_{rule}", "co2"), words(text if one else index))
        for rule, text, index in (
            ("location", "co2.location", "co2.index_location"),
            ("market", "co2.market_says", "co2.index_market"),
        )
    ]
    return Section("co2", words("co2.heading"), [*blocks, Text(words("co2.note"), "faint")])


def _scores(told: Told) -> Section:
    words = told.words
    schemes = dict.fromkeys(row.item for row in told.found.rows("score"))
    blocks = [Chart(charts.scores(told, scheme), words("score.says", scheme=scheme)) for scheme in schemes]
    return Section("scores", words("score.heading"), blocks)


def _when(told: Told) -> Section:
    """Years of all decisions, and a table of those that differ; nothing to be said of different factories."""
    words, found = told.words, told.found
    if not found.one_factory:
        return Section("when", words("when.title"))
    figure = charts.when(told)
    blocks: list[Block] = [] if figure is None else [Chart(figure, words("when.says"))]
    for pair in found.pairs:
        blocks.append(_decisions(told, pair) if pair.decisions else Text(decided(told, pair)[0]))
    return Section("when", words("when.title"), blocks)


def _decisions(told: Told, pair: Pair) -> Table:
    words = told.words
    tolerance = plain(100.0 * told.found.tolerance, 0)
    rows = []
    for each in pair.decisions:
        cells = [
            words("when.none") if decision is None else f"{decision.year}{told.sizes(decision)}"
            for decision in (each.base, each.other)
        ]
        capital = [0.0 if decision is None else decision.capex for decision in (each.base, each.other)]
        action = words.either(f"action.{each.action}", each.action)
        rows.append((told.name(each.what), action, *cells, told.more_money(capital[1] - capital[0])))
    columns = [words("table.what"), words("when.action"), pair.base.label, pair.other.label, words("when.capital")]
    return Table(columns, rows, 2, title=words("when.table", tolerance=tolerance))


def _footing(told: Told) -> Section:
    """Yearly numbers that factories may be ranked by."""
    words, found = told.words, told.found
    if found.one_factory:
        return Section("footing", words("footing.title"))
    blocks: list[Block] = []
    for footing in ("output_value", "tce"):
        for quantity in ("co2_location_per", "operating_cost_per"):
            rows = found.rows(quantity, footing)
            if rows:
                above, _, below = rows[0].unit.partition("/")
                coin = told.amounts.coin if above == found.currency else above
                name = words("axis.co2" if quantity.startswith("co2") else "axis.operating")
                figure = charts.per(told, quantity, footing, name, f"{coin}/{below}")
                what = words("footing.what", name=name, unit=words(f"footing.{footing}", currency=told.amounts.coin))
                blocks.append(Chart(figure, words("footing.says", what=what)))
    return Section("footing", words("footing.title"), blocks)


def _inputs(told: Told) -> Section:
    words, found = told.words, told.found
    blocks: list[Block] = [Text(words("inputs.note" if found.one_factory else "inputs.shared"), "faint")]
    for pair in found.pairs:
        names = {"other": pair.other.label, "base": pair.base.label}
        if not pair.changes:
            blocks.append(Text(words("inputs.none", **names)))
            continue
        title = words("inputs.count", count=len(pair.changes), **names)
        inner: list[Block] = [_changes(told, pair, pair.changes[:SHOWN])]
        if len(pair.changes) > SHOWN:
            rest = pair.changes[SHOWN:]
            inner.append(Folded(words("inputs.more", count=len(rest)), [_changes(told, pair, rest)]))
        blocks.append(Folded(title, inner, open=len(found.pairs) == 1))
    return Section("inputs", words("inputs.title"), blocks)


def _changes(told: Told, pair: Pair, found: tuple[Change, ...]) -> Table:
    words = told.words
    rows = [
        (each.key, *(shortened(text) or words("inputs.absent") for text in (each.base, each.other))) for each in found
    ]
    return Table((words("assumptions.key"), pair.base.label, pair.other.label), rows, 3)


def shortened(text: str, longest: int = LONGEST) -> str:
    """A value of bounded length."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _proof(told: Told) -> Section:
    """Status, gap, resolution, versions and fingerprint of every run."""
    words = told.words
    return Section("proof", words("proof.title"), [Table(_proof_head(told), list(_proof_rows(told)), 1)])


def _proof_head(told: Told) -> list[str]:
    words = told.words
    names = ("run", "proof.folder", "proof.status", "proof.gap", "proof.resolution", "proof.version")
    return [words(name) for name in (*names, "proof.fingerprint")]


def _proof_rows(told: Told) -> Iterator[list[str]]:
    words = told.words
    for side in told.found.sides:
        summary, folder = side.summary, side.run.folder
        version = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))["versions"]
        yield [
            side.label,
            folder.resolve().name,
            words.either(f"status.{summary['status']}", summary["status"]),
            NONE if summary["gap"] is None else f"{plain(100.0 * summary['gap'], 3)} %",
            words.either(f"resolution.{summary['resolution']}", summary["resolution"]),
            version.get("planner-green-factory", NONE),
            summary["fingerprint"],
        ]
