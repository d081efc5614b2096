"""Hourly series from a file of shifts, with the weather of the case."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from ..errors import CaseError, Finding
from ..shifts import Shifts, profiles
from ..text.files import Folder
from ..text.node import Node, Origin, plain
from ..text.yaml_reader import read_yaml
from .messages import findings_of
from .names import name_fault
from .series import FLAT, Series

ENDINGS = (".yaml", ".yml")
OUTDOOR = "outdoor"


def read_shifts(
    folder: Folder, name: str, cited: Origin, year: int, weather: Mapping[str, Series]
) -> dict[str, Series]:
    """Every profile of a file of shifts.

    Parameters
    ----------
    folder : Folder
        Where the file lies.
    name : str
        Its name.
    cited : Origin
        Where the file is named.
    year : int
        Base year of the plan, whose weekdays hold.
    weather : mapping of str to Series
        Series of the case and of its province, of which profiles need `outdoor`.

    Returns
    -------
    dict of str to Series
        Shares of the highest hour, by name.

    Raises
    ------
    CaseError
        With everything wrong in the file, by line and key.
    """
    tree = read_yaml(folder, name, "series", cited)
    try:
        shifts = Shifts.model_validate(plain(tree))
    except ValidationError as error:
        raise CaseError(list(findings_of(error, tree, "", Shifts))) from None
    outdoor = weather.get(OUTDOOR)
    findings = [*_name_faults(shifts, tree), *([] if outdoor else _weather_faults(shifts, tree))]
    if findings:
        raise CaseError(findings)
    found = profiles(shifts, year, outdoor.values if outdoor is not None else None)
    for values in found.values():
        values.flags.writeable = False
    return {key: Series(values, "1", tree.nearest(("profiles", key))) for key, values in found.items()}


def _name_faults(shifts: Shifts, tree: Node) -> list[Finding]:
    found = []
    for name in shifts.profiles:
        fault = f'"{FLAT}" is built in: a series of ones' if name == FLAT else name_fault(name)
        if fault:
            found.append(tree.nearest(("profiles", name)).finding(f"profiles.{name}", fault))
    return found


def _weather_faults(shifts: Shifts, tree: Node) -> list[Finding]:
    """Profiles that follow a weather nobody gives."""
    message = (
        f"follows the weather, but there is no series `{OUTDOOR}`: give `site.province` with weather in a pack, or a "
        f"series of that name before this file"
    )
    return [
        tree.nearest(("profiles", name)).finding(f"profiles.{name}", message)
        for name, pattern in shifts.profiles.items()
        if pattern.heat_below is not None or pattern.cool_above is not None
    ]
