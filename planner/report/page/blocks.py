"""The blocks that sections are made of; the template knows these and nothing of a factory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    tone: str = "plain"
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Chart:
    """A figure with what it shows, for those who cannot see it."""

    figure: Figure
    says: str
    kind: ClassVar[str] = "chart"


@dataclass(frozen=True)
class Table:
    """A table; the columns from `numbers` on hold numbers and stand right.

    Attributes
    ----------
    total : bool
        Whether the last row sums up the others.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: int = 1
    title: str = ""
    total: bool = False
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Points:
    """A list of sentences."""

    points: Sequence[str]
    ordered: bool = False
    kind: ClassVar[str] = "points"


@dataclass(frozen=True)
class Folded:
    """Blocks that open on demand."""

    title: str
    blocks: Sequence[Block]
    open: bool = False
    kind: ClassVar[str] = "folded"


Block = Text | Chart | Table | Points | Folded


@dataclass(frozen=True)
class Section:
    """A part of the page with its heading."""

    name: str
    title: str
    blocks: Sequence[Block] = field(default_factory=tuple)
