"""Write the typical year of a province into the pack, or into a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import synthesise
from .climate import FOLDER
from .synthetic import write


def main() -> None:
    """Read the command line, make the year, write it and say what it sums to."""
    parser = argparse.ArgumentParser(prog="python -m planner.weather", description=__doc__)
    parser.add_argument("province", help="a province of climate.csv, such as jiangsu")
    parser.add_argument("-o", "--out", type=Path, help="file to write (default: the pack's own)")
    arguments = parser.parse_args()
    year = synthesise(arguments.province)
    path = arguments.out or FOLDER / f"{arguments.province}.csv"
    write(year, path)
    print(f"{path}: irradiation {year.irradiance.sum() / 1000:.0f} kWh/m2, outdoor {year.outdoor.mean():.1f} degC,")
    print(f"  capacity factors: photovoltaics {year.pv.mean():.4f}, wind {year.wind.mean():.4f}")


if __name__ == "__main__":
    main()
