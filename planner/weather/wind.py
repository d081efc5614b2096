"""Wind speed at hub height: a Weibull distribution in each month, with calm and windy spells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .chance import correlated, stream
from .climate import MONTH_OF_HOUR, Climate, monthly_mean

HEIGHT = 100.0
# At 10 m the typical year of Shanghai (TMYx 1956-2023) has the Weibull shape 1.8, hours correlated by 0.88 and days by
# 0.50. At 100 m winds are steadier (shape 2.1), and the nights are the windier part of the day (own knowledge).
SHAPE = 2.1
LAG_SLOW = 0.97
LAG_FAST = 0.80
SHARE_SLOW = 0.70
NIGHT_SWING = 0.06


def wind_speed(climate: Climate) -> NDArray[np.float64]:
    """Hourly wind speed at 100 m whose monthly means are the targets.

    Parameters
    ----------
    climate : Climate
        Monthly means.

    Returns
    -------
    array of 8760
        Speed. [m/s]
    """
    from scipy.special import ndtr

    slow = correlated(stream(climate.province, "windy spells"), 8760, LAG_SLOW)
    fast = correlated(stream(climate.province, "gusty hours"), 8760, LAG_FAST)
    rank = ndtr(np.sqrt(SHARE_SLOW) * slow + np.sqrt(1 - SHARE_SLOW) * fast)
    speed = (-np.log1p(-np.asarray(rank))) ** (1 / SHAPE)
    speed *= np.tile(1 + NIGHT_SWING * np.cos(2 * np.pi * (np.arange(24) - 1 - climate.delay) / 24), 365)
    return np.asarray(speed * (climate.wind_speed / monthly_mean(speed))[MONTH_OF_HOUR])
