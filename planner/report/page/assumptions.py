"""What was assumed, with source and quality, section by section of the case."""

from __future__ import annotations

from collections import Counter

from ...run.store import ASSUMPTIONS
from ...run.tables import read_table
from .amounts import plain
from .blocks import Block, Folded, Section, Table, Text
from .content import Content

QUALITIES = ("official", "published", "estimate", "illustrative", "user")


def assumptions(content: Content) -> Section:
    """How many values rest on which quality, and every value below."""
    words = content.words
    file = content.run.folder / ASSUMPTIONS
    if not file.is_file():
        return Section("assumptions", words("assumptions.title"), [Text(words("assumptions.missing"), "faint")])
    rows = read_table(file)
    counts = Counter(row["quality"] for row in rows)
    known = [*QUALITIES, *sorted(set(counts) - set(QUALITIES))]
    overview = [
        (words.either(f"quality.{name}", name), words.either(f"means.{name}", ""), plain(counts[name]))
        for name in known
        if counts[name]
    ]
    columns = [words(f"assumptions.{name}") for name in ("quality", "means", "count")]
    blocks: list[Block] = [Table(columns, overview, 2), Text(words("assumptions.note"), "faint")]
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
        blocks.append(
            Folded(words("assumptions.of", section=title, count=len(cells)), [Table(heads, cells, len(heads))])
        )
    return Section("assumptions", words("assumptions.title"), blocks)
