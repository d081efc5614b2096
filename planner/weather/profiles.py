"""Hourly profiles of a factory from its shifts and the weather: ``python -m planner.weather.profiles CASE_FOLDER``.

Reads ``shifts.yaml`` in the folder and the province's outdoor temperature in the pack, writes ``series.csv`` beside it.
Needs neither pvlib nor windpowerlib.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from .chance import stream
from .climate import FOLDER
from .shifts import day_types, loads, share


def outdoor_temperature(province: str, folder: Path = FOLDER) -> NDArray[np.float64]:
    """Outdoor temperature of the pack's typical year, in degC."""
    with (folder / f"{province}.csv").open(encoding="utf-8", newline="") as file:
        return np.array([float(row["outdoor [degC]"]) for row in csv.DictReader(file)])


def weather_factor(pattern: Mapping[str, Any], outdoor: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the load that the weather asks for.

    Parameters
    ----------
    pattern : mapping
        ``heat_below`` or ``cool_above`` with a temperature, and ``fixed``, the share independent of the weather.
    outdoor : array of 8760
        Outdoor temperature. [degC]

    Returns
    -------
    array of 8760
        From `fixed` to 1; 1 throughout where the pattern names no temperature.
    """
    if "heat_below" in pattern:
        drive = np.maximum(_degrees(pattern["heat_below"]) - outdoor, 0.0)
    elif "cool_above" in pattern:
        drive = np.maximum(outdoor - _degrees(pattern["cool_above"]), 0.0)
    else:
        return np.ones_like(outdoor)
    fixed = share(pattern.get("fixed", "0 %"))
    return np.asarray(fixed + (1.0 - fixed) * drive / drive.max())


def profile(
    name: str, pattern: Mapping[str, Any], types: list[str], outdoor: NDArray[np.float64]
) -> NDArray[np.float64]:
    """One end use over the year, its highest hour being 1.

    Parameters
    ----------
    name : str
        Name of the profile, which seeds its chance.
    pattern : mapping
        Its entry in ``shifts.yaml``.
    types : list of 365 str
        Day types.
    outdoor : array of 8760
        Outdoor temperature. [degC]

    Returns
    -------
    array of 8760
        Share of the highest hour. [1]
    """
    load = loads(pattern, types)
    idle = load <= share(pattern["idle"])
    chance = 1.0 + share(pattern.get("scatter", "0 %")) * stream("profile", name).standard_normal(load.size)
    varied = np.where(idle, load, load * np.clip(chance, 0.5, 1.5)) * weather_factor(pattern, outdoor)
    return np.asarray(varied / varied.max())


def build(shifts: Mapping[str, Any]) -> dict[str, NDArray[np.float64]]:
    """All profiles of a factory.

    Parameters
    ----------
    shifts : mapping
        Content of ``shifts.yaml``.

    Returns
    -------
    dict
        Name to 8,760 shares of the highest hour.
    """
    types = day_types(shifts["calendar"])
    outdoor = outdoor_temperature(shifts["province"])
    return {name: profile(name, pattern, types, outdoor) for name, pattern in shifts["profiles"].items()}


def write(profiles: Mapping[str, NDArray[np.float64]], year: int, path: Path) -> None:
    """Write profiles as a series file, with the start of each hour in the first column and four decimals."""
    start = dt.datetime(year, 1, 1)
    lines = [",".join(["time", *profiles])]
    for hour, values in enumerate(zip(*profiles.values(), strict=True)):
        stamp = (start + dt.timedelta(hours=hour)).strftime("%Y-%m-%d %H:%M")
        lines.append(",".join([stamp, *(f"{value:.4f}" for value in values)]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _degrees(text: object) -> float:
    match = re.fullmatch(r"(-?[0-9.]+)\s*degC", str(text).strip())
    if match is None:
        raise ValueError(f"expected a temperature such as '22 degC', found {text!r}")
    return float(match.group(1))


def main() -> None:
    """Read the command line, build the profiles and write them."""
    parser = argparse.ArgumentParser(prog="python -m planner.weather.profiles", description=__doc__)
    parser.add_argument("case", type=Path, help="case folder with shifts.yaml")
    parser.add_argument("-o", "--out", type=Path, help="file to write (default: series.csv in the folder)")
    arguments = parser.parse_args()
    shifts = yaml.safe_load((arguments.case / "shifts.yaml").read_text(encoding="utf-8"))
    profiles = build(shifts)
    write(profiles, int(shifts["calendar"]["year"]), arguments.out or arguments.case / "series.csv")
    for name, values in profiles.items():
        print(f"{name:16s} mean {values.mean():.3f} of the highest hour")


if __name__ == "__main__":
    main()
