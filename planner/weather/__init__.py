"""Synthetic weather of a province: the series of the packs.

Run as a program to write a file anew: ``python -m planner.weather jiangsu``. It needs the packages of the extra
``weather``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .synthetic import Year

__all__ = ["synthesise"]


def synthesise(province: str) -> Year:
    """Hourly typical year of a province.

    Parameters
    ----------
    province : str
        Name as in the table ``climate.csv`` of the pack, such as ``jiangsu``.

    Returns
    -------
    Year
        8,760 hours of irradiance, temperature, wind and of the output of a photovoltaic and a wind plant.

    Raises
    ------
    ValueError
        If the table has no such province.
    """
    from .climate import read_climate
    from .synthetic import build

    return build(read_climate(province))
