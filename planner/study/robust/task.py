"""What is to be chosen over all futures at once, and what was chosen; apart from the solver."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from ...run.folder import write_json
from ...solve.held import Held

FILE: Final = "choice.json"
Goal = Literal["expected", "regret", "average"]


@dataclass(frozen=True)
class Task:
    """What is to be chosen.

    Attributes
    ----------
    goal : str
        expected: least expected cost; regret: least greatest regret; average: least cost in the future of averages.
    checked : tuple of str
        Futures whose full years are looked at while choosing, as a choice on typical days did not hold in them.
    """

    goal: Goal
    names: tuple[str, ...]
    chances: tuple[float, ...]
    until: int | None
    checked: tuple[str, ...] = ()

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Task:
        """A task as JSON tells it."""
        return cls(**{**said, **{name: tuple(said[name]) for name in ("names", "chances", "checked")}})


@dataclass(frozen=True)
class Choice:
    """What was chosen, on typical days.

    Attributes
    ----------
    status : str
        As of a solve.
    objective, bound : float
        Of what was minimised: the expected cost, or beside the expected cost of the best plans the greatest regret. No
        bound is None. [million]
    costs, best : mapping of str to float
        Of every future: what the choice costs, and the least cost by itself, where regrets were minimised. [million]
    decisions : mapping of str to tuple of Held
        What every future begins with.
    oversteps : mapping of str to str
        Futures in which statements cannot be kept.
    averages : bool
        Whether there is a future of averages; without one nothing was chosen for it.
    """

    goal: Goal
    status: str
    objective: float
    bound: float | None
    costs: Mapping[str, float] = field(default_factory=dict)
    best: Mapping[str, float] = field(default_factory=dict)
    decisions: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    oversteps: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    averages: bool = True

    def write(self, folder: Path) -> None:
        """Write it into a new folder."""
        folder.mkdir()
        write_json(folder / FILE, asdict(self))


def read_choice(folder: Path) -> Choice:
    """A choice as written."""
    said = json.loads((folder / FILE).read_text(encoding="utf-8"))
    decisions = {name: tuple(Held(*each) for each in held) for name, held in said["decisions"].items()}
    return Choice(**{**said, "decisions": decisions, "repairs": tuple(said["repairs"])})
