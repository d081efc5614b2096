"""The sections of the page, in the order in which a board reads them."""

from __future__ import annotations

from .answer import answer
from .blocks import Section
from .content import Content
from .roadmap import roadmap

ALL = (answer, roadmap)


def sections(content: Content) -> list[Section]:
    """Every section that has something to say of this run."""
    return [section for section in (write(content) for write in ALL) if section.blocks]
