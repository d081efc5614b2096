"""Output of a photovoltaic roof and of a wind turbine, per unit of their capacity."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .climate import Climate

TILT = 10.0  # [degrees] rows on a flat roof
SOUTH = 180.0
LOSSES = 0.14  # dirt, shade, mismatch, wiring, outages: the sum PVWatts assumes
INVERTER = 0.96
POWER_PER_KELVIN = -0.0035
TURBINE = "N131/3000"  # 224 W per m2 of rotor: built for little wind
WIND_LOSSES = 0.12  # wakes, outages, electrical


def photovoltaic(
    climate: Climate,
    times: pd.DatetimeIndex,
    irradiance: NDArray[np.float64],
    temperature: NDArray[np.float64],
    wind: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Alternating current of a south-facing flat-roof plant.

    Parameters
    ----------
    climate : Climate
        Place.
    times : DatetimeIndex
        Middle of each hour.
    irradiance : array of 8760
        Global horizontal irradiance. [W/m2]
    temperature : array of 8760
        Air temperature. [degC]
    wind : array of 8760
        Wind speed at 100 m. [m/s]

    Returns
    -------
    array of 8760
        Output per unit of peak capacity. [1]
    """
    import pvlib

    sun = pvlib.solarposition.get_solarposition(times, climate.latitude, climate.longitude)
    zenith = np.asarray(sun["apparent_zenith"])
    azimuth = np.asarray(sun["azimuth"])
    split = pvlib.irradiance.erbs(irradiance, np.asarray(sun["zenith"]), times)
    sky = pvlib.irradiance.get_total_irradiance(
        TILT,
        SOUTH,
        zenith,
        azimuth,
        split["dni"],
        irradiance,
        split["dhi"],
        dni_extra=np.asarray(pvlib.irradiance.get_extra_radiation(times)),
        model="haydavies",
    )
    incidence = pvlib.irradiance.aoi(TILT, SOUTH, zenith, azimuth)
    used = sky["poa_direct"] * pvlib.iam.physical(incidence) + 0.96 * sky["poa_diffuse"]
    near_roof = wind * (2.0 / 100.0) ** 0.2
    cell = pvlib.temperature.pvsyst_cell(sky["poa_global"], temperature, near_roof)
    direct = pvlib.pvsystem.pvwatts_dc(np.nan_to_num(used), cell, 1.0, POWER_PER_KELVIN) * (1 - LOSSES)
    return np.asarray(np.clip(np.nan_to_num(np.asarray(direct)) * INVERTER, 0.0, 1.0), dtype=np.float64)


def wind_turbine(speed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Output of a low-wind turbine in a small park.

    Parameters
    ----------
    speed : array of 8760
        Wind speed at 100 m, the hub's height. [m/s]

    Returns
    -------
    array of 8760
        Output per unit of capacity. [1]
    """
    from windpowerlib import WindTurbine

    turbine = WindTurbine(hub_height=100, turbine_type=TURBINE)
    curve = turbine.power_curve
    power = np.interp(speed, np.asarray(curve["wind_speed"]), np.asarray(curve["value"]), left=0.0, right=0.0)
    return np.asarray(power / turbine.nominal_power * (1 - WIND_LOSSES))
