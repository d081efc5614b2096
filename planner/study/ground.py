"""What plans of a case stand on before anything is chosen: its site, and its base year as it was operated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..case.value import Case
from ..run.pipeline import operates_alike
from ..site import Site, build_site, full_year, in_base_year
from ..solve.assemble import Operation, build_operation
from ..solve.highs import Settings
from ..solve.plan import Lessons, base_accounts, operate_base_year


@dataclass(frozen=True)
class Ground:
    """A case put together.

    Attributes
    ----------
    base : mapping of str to float
        Accounts of the base year, summed. [unit of each]
    """

    case: Case
    site: Site
    base: Mapping[str, float]


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
    InfeasibleError
        If the equipment that stands cannot serve the base year.
    """
    found: list[Ground] = []
    lessons, operation = Lessons(), None
    before: Case | None = None
    for case in cases:
        base_site = build_site(in_base_year(case))
        if operation is None or before is None or not operates_alike(before, case):
            operation = build_operation(base_site, full_year())
        before = case
        base = operate_base_year(base_site, operation, settings, lessons)
        found.append(Ground(case, build_site(case), base_accounts(base)))
    return found


def whole_year(site: Site) -> Operation:
    """Operation of a site in all hours of a year."""
    return build_operation(site, full_year())
