"""What a search is answered with, and the files that hold it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from ...run.folder import write_json
from ...run.roadmap import Action
from ...run.store import ENGINE
from ...solve.decided import Decisions
from ...solve.family import Member
from ...solve.repair import Repair
from ..proving import Figures
from .task import repair_of, repair_told

ANSWER: Final = "answer.json"
SLOPE, VALUES, BASE_YEAR = "slope.npy", "values.npy", "base_year.nc"


@dataclass(frozen=True)
class Layout:
    """A problem laid out.

    Attributes
    ----------
    refusal : str
        Why nothing can be proven over the range; empty if it can.
    content : str
        Hash of the case half-way.
    columns : str
        Hash of the names of the pathway's columns, by whose places plans are told.
    accounts : mapping of str to float
        Accounts of the base year half-way, summed. [unit of each]
    slope : ndarray
        Change of the cost of every column over the range. [million/unit]
    offset : float
        The same of what is paid whatever is decided. [million]
    """

    refusal: str
    content: str
    columns: str
    accounts: Mapping[str, float]
    slope: NDArray[np.float64]
    offset: float
    decisions: Decisions
    base_year: xr.Dataset

    def write(self, folder: Path) -> None:
        """Write it into a new folder."""
        folder.mkdir()
        said = {
            "refusal": self.refusal,
            "content": self.content,
            "columns": self.columns,
            "accounts": dict(self.accounts),
            "offset": self.offset,
            "decisions": asdict(self.decisions),
        }
        np.save(folder / SLOPE, self.slope)
        self.base_year.to_netcdf(folder / BASE_YEAR, engine=ENGINE)
        write_json(folder / ANSWER, said)


def read_layout(folder: Path) -> Layout:
    """A layout as written."""
    said = _read(folder)
    decisions = Decisions(**{name: tuple(values) for name, values in said.pop("decisions").items()})
    with xr.open_dataset(folder / BASE_YEAR, engine=ENGINE, decode_times=False) as dataset:
        base_year = dataset.load()
    return Layout(**said, slope=np.load(folder / SLOPE), decisions=decisions, base_year=base_year)


@dataclass(frozen=True)
class Planned:
    """A plan on typical days.

    Attributes
    ----------
    reached : float or None
        What it reaches of what stands against the cost; None where nothing does. [points; t]
    """

    member: Member
    reached: float | None

    def write(self, folder: Path) -> None:
        """Write it into a new folder."""
        folder.mkdir()
        member = self.member
        said = {
            "share": member.share,
            "low": member.low,
            "high": member.high,
            "bound": member.bound if math.isfinite(member.bound) else None,
            "complete": member.complete,
            "expected": sorted(member.expected),
            "reached": self.reached,
        }
        np.save(folder / VALUES, member.values)
        write_json(folder / ANSWER, said)


def read_planned(folder: Path) -> Planned:
    """A plan as written."""
    said = _read(folder)
    bound = said["bound"] if said["bound"] is not None else -math.inf
    values, expected = np.load(folder / VALUES), frozenset(said["expected"])
    member = Member(said["share"], values, said["low"], said["high"], bound, said["complete"], expected)
    return Planned(member, said["reached"])


@dataclass(frozen=True)
class Operated:
    """A plan in all hours of every year: what it is, or why it does not hold and what has to change.

    Attributes
    ----------
    score : float or None
        Sum of the totals that it counts on. [points]
    reason : str
        Empty if it holds.
    """

    figures: Figures | None
    score: float | None
    reason: str
    repair: Repair

    def write(self, folder: Path) -> None:
        """Write it into a new folder."""
        folder.mkdir()
        figures = None if self.figures is None else asdict(self.figures)
        said = {"figures": figures, "score": self.score, "reason": self.reason, "repair": repair_told(self.repair)}
        write_json(folder / ANSWER, said)


def read_operated(folder: Path) -> Operated:
    """A plan in all hours as written."""
    said = _read(folder)
    figures = None if said["figures"] is None else _figures(said["figures"])
    return Operated(figures, said["score"], said["reason"], repair_of(said["repair"]))


def _figures(said: Mapping[str, Any]) -> Figures:
    by_year = {int(year): amount for year, amount in said["co2_by_year"].items()}
    actions: Sequence[Mapping[str, Any]] = said["actions"]
    return Figures(**{**said, "co2_by_year": by_year, "actions": tuple(Action(**each) for each in actions)})


def _read(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    return found
