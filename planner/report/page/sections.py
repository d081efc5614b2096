"""The sections of the page, in the order in which a board reads them."""

from __future__ import annotations

from .abatement import abatement
from .answer import answer
from .assumptions import assumptions
from .bills import bills
from .blocks import Section
from .content import Content
from .dispatch import dispatch
from .emissions import emissions
from .money import money
from .peaks import peaks
from .proof import limits, proof
from .roadmap import roadmap
from .sankey import sankey
from .scores import scores

ALL = (answer, roadmap, money, emissions, abatement, scores, sankey, dispatch, peaks, bills, assumptions, proof, limits)


def sections(content: Content) -> list[Section]:
    """Every section that has something to say of this run."""
    return [section for section in (write(content) for write in ALL) if section.blocks]
