"""What plans of a case stand on before anything is chosen: its site, and its base year as it was operated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from ..case.value import Case
from ..models import modules
from ..site import Site, build_site, full_year, in_base_year
from ..site.terms import only_before_tax
from ..solve.assemble import Operation, build_operation
from ..solve.experience import Experience
from ..solve.highs import Settings
from ..solve.plan import base_accounts, operate_base_year


@dataclass(frozen=True)
class Ground:
    """A case put together.

    Attributes
    ----------
    base : mapping of str to float
        Accounts of the base year, summed. [unit of each]
    base_year : Dataset
        The base year as it was operated.
    """

    case: Case
    site: Site
    base: Mapping[str, float]
    base_year: xr.Dataset


def grounds(cases: Sequence[Case], settings: Settings) -> list[Ground]:
    """Put cases together that differ in little: what one has taught of the base year serves the next.

    Parameters
    ----------
    cases : sequence of Case
        Cases as read.
    settings : Settings
        Threads.

    Returns
    -------
    list of Ground
        In order.

    Raises
    ------
    CaseError
        If plans of a case are not chosen by their cost before tax.
    InfeasibleError
        If the equipment that stands cannot serve the base year.
    """
    for case in cases:
        only_before_tax(case, "this study")
    found: list[Ground] = []
    lessons, operation, base = Experience(), None, xr.Dataset()
    before: Case | None = None
    for case in cases:
        then = in_base_year(case)
        if before is None or not _alike(before, then):
            site = build_site(then)
            if operation is None or before is None or not _alike(before, then, hourly=True):
                operation = build_operation(site, full_year())
            base = operate_base_year(site, operation, settings, lessons)
        before = then
        found.append(Ground(case, build_site(case), base_accounts(base), base))
    return found


def _alike(one: Case, other: Case, *, hourly: bool = False) -> bool:
    """Whether two cases say the same; of the things, only those that an hour knows of if so asked."""
    known = modules()

    def things(case: Case) -> list[tuple[str, str, str, Any]]:
        return [
            (thing.section, thing.name, thing.kind, thing.parameters)
            for thing in case.things
            if not hourly or hasattr(known[thing.kind], "operation")
        ]

    same_series = one.series.keys() == other.series.keys() and all(
        np.array_equal(values, other.series[name]) for name, values in one.series.items()
    )
    return (
        same_series
        and things(one) == things(other)
        and (one.horizon, one.production, one.areas, one.currency)
        == (other.horizon, other.production, other.areas, other.currency)
    )


def whole_year(site: Site) -> Operation:
    """Operation of a site in all hours of a year."""
    return build_operation(site, full_year())
