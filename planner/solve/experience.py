"""What planning one site teaches for the next one like it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..site import Site
from .choose import Chooser
from .full_year import FullYear, WholeYears
from .repair import Repair


@dataclass(frozen=True)
class BaseYear:
    """A base year as it was operated: its site, its problem, what stood, and how it turned out."""

    site: Site
    years: WholeYears
    design: NDArray[np.float64]
    result: FullYear

    def is_that_of(self, site: Site, years: WholeYears, design: NDArray[np.float64]) -> bool:
        """Whether it is the base year of another site too: problem, equipment, demand and how it is billed."""
        same_bill = site.case.resolved.get("supply") == self.site.case.resolved.get("supply")
        return same_bill and np.array_equal(design, self.design) and years.same_as(self.years)


@dataclass
class Experience:
    """What planning one site teaches for the next one like it; both may be planned without.

    Attributes
    ----------
    chooser : Chooser or None
        The search on typical days.
    years : WholeYears or None
        The years in all their hours.
    repair : Repair
        What full years have shown: days that stand for themselves, room below limits.
    base : BaseYear or None
        The base year as it was operated last.
    """

    chooser: Chooser | None = None
    years: WholeYears | None = None
    repair: Repair = field(default_factory=Repair)
    columns: tuple[str, ...] = ()
    base: BaseYear | None = None
