"""A study -> `study.html`: one file, in the style of the page of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...case.value import Case
from ...run.folder import write_file
from ..page.amounts import Amounts
from ..page.blocks import Section
from ..page.document import document
from ..page.words import Words
from .grid import grid_sections
from .points import points_section, table_section
from .ranges import screening_section, tornado_section
from .seen import Seen
from .words import TEXTS

if TYPE_CHECKING:
    from ...study.outcome import Outcome
    from ...study.screening import Screening
    from ...study.sweep import Sweep
    from ...study.tornado import Tornado

PAGE: Final = "study.html"


def write_study_page(
    case: Case,
    sweep: Sweep,
    found: Sequence[Outcome],
    extras: Tornado | Screening | None,
    folder: Path,
    lang: str = "en",
) -> None:
    """Write the page of a study into its folder.

    Parameters
    ----------
    case : Case
        The case without what is varied.
    sweep : Sweep
        The study.
    found : sequence of Outcome
        What every point brought.
    extras : Tornado, Screening or None
        What the points stand for, where they are no grid.
    folder : Path
        Folder of the study.
    lang : str
        Language.
    """
    from ...study.screening import Screening
    from ...study.tornado import Tornado

    words = Words(lang, TEXTS)
    seen = Seen(case, sweep, tuple(found), words, Amounts(lang, case.currency))
    sections: list[Section] = [points_section(seen)]
    if isinstance(extras, Screening):
        sections.append(screening_section(seen, extras))
    elif isinstance(extras, Tornado):
        sections.append(tornado_section(seen, extras))
    else:
        sections.extend(grid_sections(seen))
    sections.append(table_section(seen))
    subtitle = words(
        "study.subtitle", points=len(found), failed=len(found) - len(seen.solved), scenario=case.scenario,
        currency=case.currency, year=case.price_year,
    )  # fmt: skip
    text = document(words, case.title or case.name, subtitle, sections)
    write_file(folder / PAGE, text.encode())
