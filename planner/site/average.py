"""Which days of a site may be averaged: days that the bill and the plant treat alike in every hour."""

from __future__ import annotations

from .factory import Site
from .steps import Steps, average_days
from .typical import day_types, features


def choose_averages(site: Site, count: int) -> Steps:
    """Average days of a site. The more there are, the nearer their cost comes to that of the year, from below.

    Parameters
    ----------
    site : Site
        The factory.
    count : int
        Average days; raised to one for every month, day type and set of tariff bands.

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
    return average_days(features(site), groups, count)
