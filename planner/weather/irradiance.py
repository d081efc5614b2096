"""Global irradiance: a clear sky dimmed by a random clearness of the day and of the hour."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .chance import correlated, stream
from .climate import DAYS_IN_MONTH, MONTH_OF_DAY, Climate

# Statistics of the clearness (ratio of the day's irradiation to a clear day's) of the typical year of Shanghai, TMYx
# 1956-2023: standard deviation 0.27, smallest 0.06, largest 1.05, correlation with the day before 0.33. There the means
# of the months are 0.59 to 0.75. Under a dry sky nearly all days are clear, under a lasting cloud nearly all are dull:
# outside COMMON the spread falls in proportion to the distance from LEAST or MOST (own knowledge).
SPREAD = 0.27
COMMON = (0.46, 0.73)
LEAST = 0.06
MOST = 1.03
LAG_OF_DAYS = 0.33
LAG_OF_HOURS = 0.80
# Ineichen's formula gives high places more sun than a clean sky lets through: in Lhasa 0.92 of that above the
# atmosphere, where about 0.8 is likely (own knowledge). Places above this height count as lying there. [m]
HIGHEST = 1000.0


def middle_of_hours(year: int) -> pd.DatetimeIndex:
    """Middle of each hour of a common year, in Chinese standard time."""
    return pd.date_range(f"{year}-01-01 00:30", periods=8760, freq="h", tz="Asia/Shanghai")


def clear_sky(climate: Climate, times: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Global horizontal irradiance under a cloudless sky, by Ineichen with climatological turbidity, in W/m2."""
    from pvlib.location import Location

    place = Location(climate.latitude, climate.longitude, tz="Asia/Shanghai", altitude=min(climate.altitude, HIGHEST))
    return np.asarray(place.get_clearsky(times, model="ineichen")["ghi"], dtype=float)


def spread(mean: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard deviation of the clearness of the days of a month, from its mean."""
    dull, clear = (mean - LEAST) / (COMMON[0] - LEAST), (MOST - mean) / (MOST - COMMON[1])
    return np.asarray(SPREAD * np.minimum(1.0, np.minimum(dull, clear)))


def clearness_of_days(climate: Climate, clear: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ratio of each day's irradiation to that of a clear day; the monthly sums become the targets.

    A correlated normal series is turned into a beta distribution on [LEAST, MOST]. Since the days of one month are
    few, their values are then bent by an exponent until the month sums to its target.
    """
    from scipy.special import betaincinv, ndtr

    days = clear.reshape(365, 24).sum(axis=1) / 1000.0
    mean = climate.ghi / np.bincount(MONTH_OF_DAY, weights=days)
    share = (mean - LEAST) / (MOST - LEAST)
    if not np.all((share > 0) & (share < 1)):
        raise ValueError(f"{climate.province}: no sky gives this irradiation: clearness by month {mean.round(2)}")
    variance = np.minimum((spread(mean) / (MOST - LEAST)) ** 2, 0.9 * share * (1 - share))
    size = share * (1 - share) / variance - 1
    rank = ndtr(correlated(stream(climate.province, "clearness of days"), 365, LAG_OF_DAYS))
    drawn = np.asarray(betaincinv((share * size)[MONTH_OF_DAY], ((1 - share) * size)[MONTH_OF_DAY], rank))
    return LEAST + (MOST - LEAST) * _bend(drawn, days, share)


def _bend(drawn: NDArray[np.float64], weights: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Raise the values of each month, all between 0 and 1, to the power that gives them the wanted weighted mean."""
    low, high = np.full(12, -4.0), np.full(12, 4.0)
    total = np.bincount(MONTH_OF_DAY, weights=weights)
    for _ in range(60):
        middle = (low + high) / 2
        bent = drawn ** np.exp(middle)[MONTH_OF_DAY]
        bright = np.bincount(MONTH_OF_DAY, weights=weights * bent) / total > share
        low, high = np.where(bright, middle, low), np.where(bright, high, middle)
    return np.asarray(drawn ** np.exp((low + high) / 2)[MONTH_OF_DAY])


def global_irradiance(climate: Climate, clear: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hourly global horizontal irradiance whose monthly sums are the targets.

    Parameters
    ----------
    climate : Climate
        Monthly targets.
    clear : array of 8760
        Irradiance of the clear sky. [W/m2]

    Returns
    -------
    array of 8760
        Irradiance, mean of each hour. [W/m2]
    """
    days = clearness_of_days(climate, clear)
    unrest = np.interp(days, [0.0, 0.4, 0.7, MOST], [0.33, 0.33, 0.21, 0.12])
    noise = correlated(stream(climate.province, "clearness of hours"), 8760, LAG_OF_HOURS)
    hours = clear * np.repeat(days, 24) * np.exp(np.repeat(unrest, 24) * noise)
    hours = np.minimum(hours, 1.1 * clear)
    target = days * clear.reshape(365, 24).sum(axis=1)
    return np.asarray(hours * np.repeat(target / hours.reshape(365, 24).sum(axis=1), 24))


def clearness(irradiance: NDArray[np.float64], clear: NDArray[np.float64]) -> NDArray[np.float64]:
    """Clearness of each day relative to the mean of its month."""
    ratio = irradiance.reshape(365, 24).sum(axis=1) / clear.reshape(365, 24).sum(axis=1)
    means = np.bincount(MONTH_OF_DAY, weights=ratio) / np.array(DAYS_IN_MONTH)
    return np.asarray(ratio / means[MONTH_OF_DAY])
