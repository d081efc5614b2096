"""Today's factory: the base year, operated as it was, without any plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..site import build_site, full_year, in_base_year
from ..solve.assemble import build_operation
from ..solve.highs import Settings
from ..solve.plan import operate_base_year

if TYPE_CHECKING:
    import xarray as xr

    from ..case.value import Case


def todays_operation(case: Case) -> xr.Dataset:
    """Operate the base year in all its hours.

    Parameters
    ----------
    case : Case
        A checked case.

    Returns
    -------
    Dataset
        Flows, bill and accounts; the base year is its only year.

    Raises
    ------
    InfeasibleError
        If the existing equipment cannot meet the demand of the base year.
    """
    site = build_site(in_base_year(case))
    return operate_base_year(site, build_operation(site, full_year()), Settings())
