"""What was assumed: the most influential first, then every value with source and quality, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ...run.influence import STEP, Influence, influences
from ...run.store import ASSUMPTIONS
from ...run.summary import MILLION
from ...run.tables import read_table
from .amounts import NONE, Scale, plain
from .blocks import Block, Chart, Folded, Section, Table, Text
from .chart import FULL, category_axis, figure, label, readable, titled
from .colours import GRID
from .content import Content

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

QUALITIES: Final = ("official", "published", "estimate", "illustrative", "user")
MOST, BARS = 20, 12
"""Assumptions that the table and the chart name."""
ROW, ROOM = 24, 90
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "energy": (".components", ".periods", ".tariff"),
    "demand": (".components",),
    "capex": (".capex", ".line_capex"),
    "opex": (".opex",),
    "price": (".price", ".energy_price", ".environmental"),
    "annual": (".annual",),
    "outputs": (".outputs", ".carnot"),
    "discount_rate": ("",),
}
"""Beginnings of the fields that an influence raises, behind its key."""

Rows = Sequence[Mapping[str, str]]


def assumptions(content: Content) -> Section:
    """What most of the cost hangs on, how many values rest on which quality, and every value."""
    words = content.words
    file = content.run.folder / ASSUMPTIONS
    rows: Rows = read_table(file) if file.is_file() else []
    blocks: list[Block] = list(_influential(content, rows))
    if rows:
        blocks += _every(content, rows)
    else:
        blocks.append(Text(words("assumptions.missing"), "faint"))
    return Section("assumptions", words("assumptions.title"), blocks)


def _influential(content: Content, rows: Rows) -> Iterator[Block]:
    words = content.words
    found = influences(content.case, content.solution)
    if not found:
        return
    scale = content.amounts.money(found[0].change * MILLION)
    percent = plain(100.0 * STEP)
    yield Chart(_tornado(content, found[:BARS], scale), words("influence.says", percent=percent))
    heads = ["influence.what", "influence.change", "influence.share", "assumptions.value", "assumptions.quality"]
    columns = [words(head, unit=scale.unit) for head in (*heads, "assumptions.source")]
    cost = content.summary["npv_cost"]
    cells = []
    for each in found[:MOST]:
        value, quality, source = _origin(content, rows, each)
        money = each.change * MILLION
        share = plain(100.0 * money / cost, 2) if cost else NONE
        cells.append((_named(content, each), scale.bare(money, scale.fine), share, value, quality, source))
    yield Table(columns, cells, len(columns), title=words("influence.table", percent=percent))
    yield Text(words("influence.rule", percent=percent), "faint")


def _named(content: Content, each: Influence) -> str:
    """What is raised, in words."""
    what = content.words(f"influence.{each.what}")
    if each.what == "discount_rate":
        return what
    section, _, name = each.key.partition(".")
    return f"{readable(name) if name else content.words.either(f'section.{section}', section)}: {what}"


def _tornado(content: Content, found: Sequence[Influence], scale: Scale) -> Figure:
    import plotly.graph_objects as go

    words = content.words
    values = [scale.value(each.change * MILLION) for each in found]
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.1 * (high - low)
    bar = go.Bar(
        orientation="h",
        y=[label(_named(content, each)) for each in found],
        x=values,
        text=[scale.bare(each.change * MILLION) for each in found],
        textposition="outside",
        cliponaxis=False,
        marker={"color": GRID},
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    return figure(
        [bar],
        ROOM + ROW * len(found),
        showlegend=False,
        margin={"l": 70, "r": 60, "t": 30, "b": 60},
        yaxis=category_axis(autorange="reversed"),
        xaxis=titled(f"{words('influence.axis')}, {scale.unit}", range=[low - room, high + room], **FULL),
    )


def _origin(content: Content, rows: Rows, each: Influence) -> tuple[str, str, str]:
    """Value, quality and source of the rows that an influence raises; of several, how many and the most frequent."""
    words = content.words
    fields = FIELDS[each.what]
    of = [row for row in rows if any(row["key"].startswith(f"{each.key}{field}") for field in fields)]
    if not of:
        of = [row for row in rows if row["key"].startswith(f"{each.key}.")]
    if not of:
        return NONE, NONE, NONE
    numbers = [row for row in of if any(sign.isdigit() for sign in row["value"])] or of
    value = numbers[0]["value"] if len(numbers) == 1 else words("influence.values", count=len(numbers))
    quality, source = (Counter(row[part] for row in numbers).most_common(1)[0][0] for part in ("quality", "source"))
    return value, words.either(f"quality.{quality}", quality), words("assumptions.case") if source == "case" else source


def _every(content: Content, rows: Rows) -> Iterator[Block]:
    """How many values rest on which quality, and every value below."""
    words = content.words
    counts = Counter(row["quality"] for row in rows)
    known = [*QUALITIES, *sorted(set(counts) - set(QUALITIES))]
    overview = [
        (words.either(f"quality.{name}", name), words.either(f"means.{name}", ""), plain(counts[name]))
        for name in known
        if counts[name]
    ]
    columns = [words(f"assumptions.{name}") for name in ("quality", "means", "count")]
    yield Table(columns, overview, 2)
    yield Text(words("assumptions.note"), "faint")
    heads = [words(f"assumptions.{name}") for name in ("key", "value", "quality", "source", "year")]
    for section in dict.fromkeys(row["key"].partition(".")[0] for row in rows):
        of_section = [row for row in rows if row["key"].partition(".")[0] == section]
        cells = [
            (
                row["key"],
                row["value"],
                words.either(f"quality.{row['quality']}", row["quality"]),
                words("assumptions.case") if row["source"] == "case" else row["source"],
                row["year"],
            )
            for row in of_section
        ]
        title = words.either(f"section.{section}", section)
        yield Folded(words("assumptions.of", section=title, count=len(cells)), [Table(heads, cells, len(heads))])
