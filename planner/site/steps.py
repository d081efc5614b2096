"""Steps: how the hours of one year are represented: all of them, typical days, or average days.

Every day of the year is represented by one typical day. A typical day's series are those of the most central of its
days, scaled so that the yearly sum of every series is conserved exactly. Days are clustered only with days that share
the tariff bands of every hour and the day type; extreme days stand for themselves.

An average day's series are the means over its days, hour by hour. Whatever the days can do, their mean can do too, so
that the cost of average days is a lower bound of the cost of the year, if whatever does not stay true of means is
relaxed: see `Steps.span`, `Steps.previous` and `Steps.transitions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .calendar import DAYS

Array = NDArray[np.float64]


# Range of a series, relative to its values, that is no more than rounding errors. [1]
ROUNDING = 1e-9


@dataclass(frozen=True)
class Steps:
    """Representation of a year by steps of one hour.

    Attributes
    ----------
    centre : ndarray (day,)
        Calendar day whose course a representative day takes.
    assignment : ndarray (365,)
        Representative day of each calendar day.
    averaged : bool
        Whether a representative day is the mean of its days.
    """

    name: str
    centre: NDArray[np.int64]
    assignment: NDArray[np.int64]
    averaged: bool = False

    @property
    def days(self) -> int:
        """Number of representative days."""
        return int(self.centre.size)

    @property
    def count(self) -> int:
        """Number of steps."""
        return self.days * 24

    @property
    def whole_year(self) -> bool:
        """Whether every calendar day represents itself, in order."""
        return self.days == DAYS and not self.averaged

    @property
    def transitions(self) -> dict[tuple[int, int], int]:
        """How often a representative day follows another, from one midnight to the next, year end included."""
        following = np.roll(self.assignment, -1)
        pairs, counts = np.unique(np.stack([self.assignment, following], axis=1), axis=0, return_counts=True)
        return {(int(one), int(other)): int(count) for (one, other), count in zip(pairs, counts, strict=True)}

    @property
    def weight(self) -> Array:
        """Hours of the year that each step stands for. [h/a]"""
        return np.repeat(np.bincount(self.assignment, minlength=self.days), 24).astype(float)

    @property
    def previous(self) -> NDArray[np.int64]:
        """Predecessor of each step: through the whole year, or round each typical day.

        The first hour of an average day follows the last hours of other days: it has none, which is -1.
        """
        steps = np.arange(self.count)
        if self.averaged:
            return np.where(steps % 24 == 0, -1, steps - 1)
        if self.whole_year:
            return np.roll(steps, 1)
        return np.where(steps % 24 == 0, steps + 23, steps - 1)

    def take(self, hourly: NDArray[np.generic]) -> NDArray[np.generic]:
        """Values of the central days, unchanged: for labels such as tariff bands."""
        return hourly.reshape(DAYS, 24)[self.centre].reshape(-1)

    def class_hours(self, label: NDArray[np.int64], count: int) -> Array:
        """Hours of the year that each step stands for in each class of hours (class, step). [h/a]

        Exact also where a representative day stands for days of several months or bands.
        """
        found = np.zeros((count, self.count))
        step = (self.assignment[:, None] * 24 + np.arange(24)).reshape(-1)
        np.add.at(found, (label, step), 1.0)
        return found

    def mean(self, hourly: Array) -> Array:
        """Mean over the days represented, hour by hour: for temperatures, prices and performance."""
        sums = np.zeros((self.days, 24))
        np.add.at(sums, self.assignment, hourly.reshape(DAYS, 24))
        return (sums / np.bincount(self.assignment, minlength=self.days)[:, None]).reshape(-1)

    def span(self, hourly: Array) -> tuple[Array, Array]:
        """Lowest and highest value that an hour stands for: for factors of something that varies too.

        The mean of a product is not the product of means; it lies between those with the lowest and highest factor.
        Only average days leave that open, elsewhere both are the mean.
        """
        if not self.averaged:
            return (self.mean(hourly),) * 2
        low, high = np.full((self.days, 24), np.inf), np.full((self.days, 24), -np.inf)
        np.minimum.at(low, self.assignment, hourly.reshape(DAYS, 24))
        np.maximum.at(high, self.assignment, hourly.reshape(DAYS, 24))
        return low.reshape(-1), high.reshape(-1)

    def energy(self, hourly: Array) -> Array:
        """Course of the central days, scaled to the mean of the days represented: for demands and availabilities.

        Where scaling would exceed the highest value of the year, or the central day has nothing to scale, the mean
        course is taken; either way the yearly sum is conserved exactly.
        """
        if self.whole_year:
            return hourly
        if self.averaged:
            return self.mean(hourly)
        mean = self.mean(hourly).reshape(self.days, 24)
        course = hourly.reshape(DAYS, 24)[self.centre]
        total = course.sum(axis=1)
        safe = total > 1e-12
        scaled = course * (mean.sum(axis=1) / np.where(safe, total, 1.0))[:, None]
        usable = safe & (scaled.max(axis=1) <= hourly.max() * (1.0 + 1e-9))
        return np.where(usable[:, None], scaled, mean).reshape(-1)

    def duration(self, hourly: Array) -> Array:
        """Duration curve of the days represented, in the order of their mean course: for wind and sun.

        A typical day of averages would have no calm and no storm. Here its hours take the values of all its days in
        blocks of equal rank, the highest block where the mean course is highest; the yearly sum is conserved exactly.
        """
        if self.averaged:
            return self.mean(hourly)
        mean = self.mean(hourly).reshape(self.days, 24)
        course = np.empty_like(mean)
        by_day = hourly.reshape(DAYS, 24)
        for day in range(self.days):
            values = np.sort(by_day[self.assignment == day], axis=None)
            course[day, np.argsort(mean[day], kind="stable")] = values.reshape(24, -1).mean(axis=1)
        return course.reshape(-1)

    def steps_of_month(self, month_of_hour: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
        """Steps of every representative day that occurs in each month."""
        month_of_day = month_of_hour.reshape(DAYS, 24)[:, 0]
        found = {}
        for month in range(1, 13):
            present = np.unique(self.assignment[month_of_day == month])
            found[month] = (present[:, None] * 24 + np.arange(24)).reshape(-1)
        return found


def full_year() -> Steps:
    """All 8,760 hours."""
    days = np.arange(DAYS)
    return Steps("full", days, days)


def average_days(series: Mapping[str, Array], groups: Sequence[object], count: int) -> Steps:
    """Cluster the year into average days; parameters as those of `typical_days`."""
    found = typical_days(series, groups, count)
    return Steps("average", found.centre, found.assignment, averaged=True)


def typical_days(
    series: Mapping[str, Array], groups: Sequence[object], count: int, extremes: Sequence[int] = ()
) -> Steps:
    """Cluster the year into typical days.

    Parameters
    ----------
    series : Mapping[str, ndarray (8760,)]
        What the days are compared by; each is normalised to its own range.
    groups : Sequence of 365 hashables
        Days of different groups are never clustered together.
    count : int
        Typical days besides the extreme ones; raised to the number of groups if smaller.
    extremes : Sequence[int]
        Calendar days that stand for themselves.

    Returns
    -------
    Steps
        The representation, ordered by the calendar day of each centre.
    """
    chosen = sorted(set(extremes))
    rest = np.array([day for day in range(DAYS) if day not in set(chosen)])
    labels = sorted({str(groups[day]) for day in rest})
    if count + len(chosen) >= DAYS:
        return full_year()
    count = max(count, len(labels))
    clusters = [np.array([day]) for day in chosen]
    centres = list(chosen)
    for members, centre in _cluster(series, [str(groups[day]) for day in rest], labels, rest, count):
        clusters.append(members)
        centres.append(centre)
    order = np.argsort(centres)
    assignment = np.empty(DAYS, dtype=np.int64)
    for position, index in enumerate(order):
        assignment[clusters[index]] = position
    return Steps("typical", np.asarray(centres, dtype=np.int64)[order], assignment)


def _cluster(
    series: Mapping[str, Array], group_of: list[str], labels: list[str], days: NDArray[np.int64], count: int
) -> list[tuple[NDArray[np.int64], int]]:
    """Clusters of the given days: their members and their medoid."""
    import pandas as pd
    import tsam

    hours = (days[:, None] * 24 + np.arange(24)).reshape(-1)
    frame = pd.DataFrame({name: values[hours] for name, values in sorted(series.items()) if _varies(values[hours])})
    if frame.columns.empty and len(labels) == 1:
        # Every hour of every day is the same.
        return [(days, int(days[0]))]
    weights = dict.fromkeys(frame.columns, 1.0)
    for label in labels[1:]:
        # A group is told apart by a column of its own, heavy enough that mixing two groups is never the cheaper merger.
        frame[f"group {label}"] = np.repeat([1.0 if group == label else 0.0 for group in group_of], 24)
        weights[f"group {label}"] = 1000.0
    frame.index = pd.date_range("2001-01-01", periods=len(frame), freq="h")
    result = tsam.aggregate(frame, n_clusters=count, weights=weights, preserve_column_means=False)
    assignment = np.asarray(result.cluster_assignments)
    centres = result.clustering.cluster_centers
    if centres is None:
        raise RuntimeError("the aggregation returned no central days")
    found = []
    for cluster in range(int(assignment.max()) + 1):
        members = days[assignment == cluster]
        if len({group_of[position] for position in np.flatnonzero(assignment == cluster)}) > 1:
            raise RuntimeError("the aggregation mixed days of different tariff bands")
        centre = int(days[centres[cluster]])
        if centre not in members:
            raise RuntimeError("the aggregation named a central day outside its cluster")
        found.append((members, centre))
    return found


def _varies(values: Array) -> bool:
    """Whether values differ by more than rounding errors, which scaled to their own range would weigh like all else."""
    return bool(np.ptp(values) > ROUNDING * np.abs(values).max())
