"""Air temperature: season, warm and cold spells, and a daily swing that is larger under a clear sky."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .chance import correlated, stream
from .climate import DAYS_IN_MONTH, MONTH_OF_DAY, Climate, smooth_year

# Typical year of Shanghai, TMYx 1956-2023: daily means scatter about the season by 2.6 K (3.2 K in winter, 2 K in
# summer), correlated from day to day by 0.62; the daily range grows by 0.3 of its mean when the clearness doubles.
# They stand for every province: the coldest and the warmest hours come out as they are known from the far north to the
# south to within some 5 K (own knowledge).
SPELL_WINTER = 3.2
SPELL_SUMMER = 2.0
LAG_OF_DAYS = 0.62
RANGE_BY_CLEARNESS = 0.30
# Shape of a day at 120 degrees east: coldest at 5, warmest at 14; mean 0, range 1. Further west it comes later.
SHAPE = np.array(
    [
        *(-0.29, -0.35, -0.38, -0.40, -0.43, -0.45, -0.42, -0.33, -0.15, 0.03, 0.25, 0.40),
        *(0.48, 0.54, 0.55, 0.53, 0.45, 0.33, 0.15, 0.05, -0.05, -0.11, -0.18, -0.25),
    ]
)


def air_temperature(climate: Climate, clearness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hourly air temperature whose monthly means are the targets.

    Parameters
    ----------
    climate : Climate
        Monthly means and daily ranges.
    clearness : array of 365
        Clearness of each day relative to the mean of its month.

    Returns
    -------
    array of 8760
        Temperature. [degC]
    """
    season = np.cos(2 * np.pi * (np.arange(365) - 15) / 365)
    spread = (SPELL_WINTER + SPELL_SUMMER) / 2 + (SPELL_WINTER - SPELL_SUMMER) / 2 * season
    spells = spread * correlated(stream(climate.province, "warm and cold spells"), 365, LAG_OF_DAYS)
    middle = np.arange(365) * 24.0 + 12.0
    slow = np.interp(np.arange(8760.0) + 0.5, middle, spells, period=8760.0)
    swing = (1 - RANGE_BY_CLEARNESS) + RANGE_BY_CLEARNESS * clearness
    swing /= (np.bincount(MONTH_OF_DAY, weights=swing) / np.array(DAYS_IN_MONTH))[MONTH_OF_DAY]
    shape = np.roll(SHAPE - SHAPE.mean(), climate.delay)
    daily = np.repeat(climate.temperature_range[MONTH_OF_DAY] * swing, 24) * np.tile(shape, 365)
    return smooth_year(climate.temperature_mean, slow + daily)
