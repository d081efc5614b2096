"""Write the typical years of provinces into the pack, or that of one into a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import synthesise
from .climate import FOLDER, provinces
from .synthetic import write


def main() -> None:
    """Read the command line, make the years, write them and say what they sum to."""
    parser = argparse.ArgumentParser(prog="python -m planner.weather", description=__doc__)
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("province", nargs="?", help="a province of climate.csv, such as jiangsu")
    asked.add_argument("--all", action="store_true", help="every province of climate.csv")
    parser.add_argument("-o", "--out", type=Path, help="file to write for one province (default: the pack's own)")
    arguments = parser.parse_args()
    if arguments.all and arguments.out:
        parser.error("--out is for one province")
    for province in provinces() if arguments.all else [arguments.province]:
        if province not in provinces():
            parser.error(f"climate.csv has no province {province!r}; it has {', '.join(provinces())}")
        path = arguments.out or FOLDER / f"{province}.csv.gz"
        year = synthesise(province)
        write(year, path)
        print(f"{path}: irradiation {year.irradiance.sum() / 1000:.0f} kWh/m2, outdoor {year.outdoor.mean():.1f} degC,")
        print(f"  full-load hours: photovoltaics {year.pv.sum():.0f}, wind {year.wind.sum():.0f}")


if __name__ == "__main__":
    main()
