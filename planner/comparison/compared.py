"""A comparison as one value: the runs, what to bear in mind, the numbers, and how each run differs from the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..run.store import Stored
from .decisions import Difference, differences
from .figures import Figure, Values, figures
from .grounds import Caution, cautions, check, on_one_horizon
from .inputs import Change, changes
from .labels import labels
from .proof import CostDifference, cost_difference
from .side import Side

TOLERANCE = 0.05


@dataclass(frozen=True)
class Pair:
    """A run beside the first one.

    Attributes
    ----------
    cost : CostDifference or None
        None where horizon or discount rate differ, so that discounted sums cannot be subtracted.
    decisions : tuple of Difference
        What is decided otherwise; empty between different factories, whose things have nothing to do with each other.
    changes : tuple of Change
        Inputs that differ; between different factories those of what is asked for alone.
    """

    base: Side
    other: Side
    cost: CostDifference | None
    decisions: tuple[Difference, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """Runs side by side.

    Attributes
    ----------
    one_factory : bool
        Whether all runs are of one case, in scenarios, provinces or with other inputs.
    tolerance : float
        Share below which sizes count as equal. [1]
    """

    sides: tuple[Side, ...]
    one_factory: bool
    tolerance: float
    cautions: tuple[Caution, ...]
    figures: tuple[Figure, ...]
    pairs: tuple[Pair, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the runs."""
        return tuple(side.label for side in self.sides)

    @property
    def currency(self) -> str:
        """Currency of all money."""
        return self.sides[0].case.currency

    def values(self, quantity: str, item: str = "", year: int | None = None) -> Values:
        """Values of a figure by run; None for every run if there is no such figure."""
        found = self._by_key.get((quantity, item, year))
        return found.values if found else (None,) * len(self.sides)

    def rows(self, quantity: str, item: str | None = None) -> tuple[Figure, ...]:
        """Figures of a quantity, of one item or of all."""
        return tuple(row for row in self.figures if row.quantity == quantity and item in (None, row.item))

    def differences(self, row: Figure) -> Values:
        """Each further run less the first; None where a value or a common unit is missing, or the horizons differ."""
        base, *others = row.values
        return tuple(
            None
            if row.units or base is None or other is None or (row.year is None and pair.cost is None)
            else other - base
            for pair, other in zip(self.pairs, others, strict=True)
        )

    def changed(self, quantity: str, year: int) -> Values:
        """Change of a yearly quantity from the base year of each run, as a share of it. [1]"""
        found: list[float | None] = []
        for place, side in enumerate(self.sides):
            before = self.values(quantity, "", side.case.horizon.base_year)[place]
            after = self.values(quantity, "", year)[place]
            found.append(None if not before or after is None else (after - before) / before)
        return tuple(found)

    @property
    def on_one_horizon(self) -> bool:
        """Whether sums over the horizon of all runs may be compared."""
        return on_one_horizon(self.sides)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, int | None], Figure]:
        return {(row.quantity, row.item, row.year): row for row in self.figures}


def compare_runs(runs: Sequence[Stored], tolerance: float = TOLERANCE) -> Comparison:
    """Compare finished runs with the first of them.

    Parameters
    ----------
    runs : sequence of Stored
        Run folders, read back; two or more.
    tolerance : float
        Sizes that differ by no more than this share count as equal. [1]

    Returns
    -------
    Comparison
        Numbers and differences.

    Raises
    ------
    CaseError
        If their money is not of one currency and price year, or there are fewer than two.
    AuditError
        If one is not confirmed by its audit.
    """
    check(runs)
    sides = tuple(Side(label, run) for label, run in zip(labels(runs), runs, strict=True))
    one_factory = len({side.case.name for side in sides}) == 1
    pairs = tuple(_pair(sides[0], other, one_factory, tolerance) for other in sides[1:])
    return Comparison(sides, one_factory, tolerance, cautions(sides), figures(sides), pairs)


def _pair(base: Side, other: Side, one_factory: bool, tolerance: float) -> Pair:
    return Pair(
        base=base,
        other=other,
        cost=cost_difference(base, other) if on_one_horizon((base, other)) else None,
        decisions=differences(base, other, tolerance) if one_factory else (),
        changes=changes(base, other, shared_only=not one_factory),
    )
