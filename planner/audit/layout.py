"""The layout of a Solution, and its tables by name.

Receives the Dataset; hands on arrays by the name of the thing they belong to. A name that is not there counts as zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import xarray as xr

from .gauge import Array

LAYOUT: Mapping[str, tuple[str, ...]] = {
    "built": ("asset", "year"),
    "capacity": ("asset", "year"),
    "effective": ("asset", "year"),
    "retired": ("existing", "year"),
    "adopted": ("measure", "year"),
    "active": ("measure", "year"),
    "remaining": ("end_use", "year"),
    "annual": ("end_use", "year"),
    "process_remaining": ("stream", "year"),
    "process_co2": ("stream", "year"),
    "signed": ("contract", "year"),
    "contracted": ("contract", "year"),
    "traded": ("contract", "year", "month", "band"),
    "nominated": ("contract", "year", "month"),
    "month_matched": ("claim", "year", "month"),
    "certificates": ("certificate", "year"),
    "flow": ("flow_item", "year", "hour"),
    "peak": ("grid", "year", "month"),
    "billing": ("grid", "year", "quarter"),
    "billed": ("grid", "year", "month"),
    "discounted": ("grid", "year", "month"),
    "points": ("target", "year", "indicator"),
    "score": ("target", "year"),
    "score_stated": ("target", "year"),
    "required": ("target", "year"),
    "cost": ("line_item", "year"),
    "account": ("entry", "year"),
    "cash": ("cash_item", "calendar"),
    "base_flow": ("flow_item", "hour"),
    "base_peak": ("grid", "month"),
    "base_billing": ("grid", "quarter"),
    "base_billed": ("grid", "month"),
    "base_discounted": ("grid", "month"),
    "base_annual": ("end_use",),
    "base_process_co2": ("stream",),
    "base_cost": ("line_item",),
    "base_account": ("entry",),
}
"""Every variable of a Solution with its dimensions, the first of which names things."""

PAIRED = frozenset({"line_item", "cash_item", "entry"})
"""Dimensions whose labels are pairs, ``<line>.<item>`` or ``<account>.<item>``, parted at the first dot."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Stored:
    """The numbers of a Solution, by variable and name.

    Attributes
    ----------
    solution : Dataset
        The Solution.
    labels : Mapping[str, sequence]
        What the case makes of the dimensions that name no things: years, calendar years, hours, months, bands, ...
    """

    solution: xr.Dataset
    labels: Mapping[str, Sequence[int] | Sequence[str]]

    def shape(self, variable: str) -> tuple[int, ...]:
        """Lengths of a variable's dimensions after the first."""
        return tuple(len(self.labels[dim]) for dim in LAYOUT[variable][1:])

    def keys(self, variable: str) -> list[Key]:
        """Names of the rows of a variable: one text each, or line and item, or account and item."""
        dim = LAYOUT[variable][0]
        labels = [str(label) for label in self.solution[dim].values.tolist()]
        return [tuple(label.partition(".")[::2]) if dim in PAIRED else (label,) for label in labels]

    @cached_property
    def _tables(self) -> dict[str, dict[Key, Array]]:
        tables: dict[str, dict[Key, Array]] = {}
        for variable, dims in LAYOUT.items():
            if variable in self.solution.data_vars:
                stored = self.solution[variable]
                if "band" in dims:
                    stored = stored.reindex(band=list(self.labels["band"]), fill_value=0.0)
                values = stored.transpose(*dims).values.astype(float)
                tables[variable] = dict(zip(self.keys(variable), values, strict=True))
            else:
                tables[variable] = {}
        return tables

    def table(self, variable: str) -> Mapping[Key, Array]:
        """All rows of a variable by key."""
        return self._tables[variable]

    def rows(self, variable: str) -> dict[str, Array]:
        """All rows of a variable whose rows have one name."""
        return {key[0]: row for key, row in self._tables[variable].items()}

    def row(self, variable: str, *key: str) -> Array:
        """One row of a variable; zeros if it is not there."""
        found = self._tables[variable].get(key)
        return np.zeros(self.shape(variable)) if found is None else found
