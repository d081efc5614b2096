"""Which days of a site may be averaged: days that the bill and the plant treat alike in every hour."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from .factory import Site
from .steps import Steps, average_days
from .typical import day_types, features

Array = NDArray[np.float64]


def choose_averages(site: Site, count: int, prices: Mapping[str, Array] | None = None) -> Steps:
    """Average days of a site. The more there are, the nearer their cost comes to that of the year, from below.

    Parameters
    ----------
    site : Site
        The factory.
    count : int
        Average days; raised to one for every month, day type and set of tariff bands.
    prices : Mapping[str, ndarray (8760,)], optional
        What energy is worth in every hour, if that is known: days of like prices lose least when they are averaged.
        Otherwise days of like loads and weather are.

    Returns
    -------
    Steps
        The representation.
    """
    labels = [site.classes(thing.name).label.reshape(-1, 24) for thing in site.case.of("grid")]
    months = site.calendar.month.reshape(-1, 24)[:, 0]
    groups = [
        (int(month), kind, *(tuple(label[day].tolist()) for label in labels))
        for day, (month, kind) in enumerate(zip(months, day_types(site), strict=True))
    ]
    return average_days(prices or features(site), groups, count)
