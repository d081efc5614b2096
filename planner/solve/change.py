"""What is different in a trial: a plain value that can be written, hashed and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

EVERY_TARGET = "*"


@dataclass(frozen=True)
class Change:
    """How a trial departs from its case. Things are named ``section.name``, statements ``key@year``.

    Attributes
    ----------
    barred : mapping of str to tuple of int
        Things of which nothing is decided in some milestone years.
    forced : mapping of str to float
        Things that must be had: least size in all; 0 where having one at all is yes/no. [MW; MWh]
    prices : mapping of str to float
        Things whose price counts by a factor in the cost: capital, or what a contract pays. Budgets and scores go on
        counting what is spent without it, as with a grant. [1]
    relaxed : mapping of str to float
        Statements that are given more room. [unit of each]
    dropped : tuple of str
        Statements that need not be kept; ``*`` stands for all targets and budgets.
    held : mapping of str to mapping of str to float
        Things whose decisions are held at values, by column name; of what is bought year by year no more is bought.
    part : bool
        Whether this is a part of a plan: it may miss targets by as little as can be, but must serve everything.
    """

    barred: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    forced: Mapping[str, float] = field(default_factory=dict)
    prices: Mapping[str, float] = field(default_factory=dict)
    relaxed: Mapping[str, float] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    held: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    part: bool = False

    def as_dict(self) -> dict[str, Any]:
        """What is said, without what is not."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Change:
        """The change that `as_dict` has written, also after a way through JSON."""
        barred = {name: tuple(years) for name, years in said.get("barred", {}).items()}
        return cls(**{**said, "barred": barred, "dropped": tuple(said.get("dropped", ()))})
