"""What an audit hands on: checks, each with its largest residual and the place where it stands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Check:
    """One statement about the Solution and how far the stored numbers are from it.

    Attributes
    ----------
    name : str
        Subject and statement, for example ``balances.carrier``.
    says : str
        The statement in words.
    unit : str
        Unit of the residual.
    compared : int
        How many numbers were compared.
    residual : float
        Deviation at the place where it is largest in relation to what is allowed there. [unit]
    allowed : float
        Deviation allowed at that place. [unit]
    place : Mapping[str, object]
        Where it stands: item, year, hour, ...; empty if nothing was compared.
    passed : bool
        Whether no number deviates more than allowed.
    """

    name: str
    says: str
    unit: str
    compared: int
    residual: float
    allowed: float
    place: Mapping[str, str | int]
    passed: bool

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; a residual that is no finite number becomes null."""
        return {
            "name": self.name,
            "says": self.says,
            "unit": self.unit,
            "compared": self.compared,
            "residual": self.residual if math.isfinite(self.residual) else None,
            "allowed": self.allowed,
            "place": dict(self.place),
            "passed": self.passed,
        }

    def __str__(self) -> str:
        place = ", ".join(f"{key} {value}" for key, value in self.place.items())
        return f"{self.name}: off by {self.residual:.4g} {self.unit} ({place}; allowed {self.allowed:.2g}). {self.says}"


@dataclass(frozen=True)
class Audit:
    """All checks of one Solution.

    Attributes
    ----------
    checks : tuple of Check
        In the order in which they were made.
    tolerance : float
        Relative tolerance from which each check derives what it allows. [1]
    """

    checks: tuple[Check, ...]
    tolerance: float

    @property
    def passed(self) -> bool:
        """Whether every check holds."""
        return all(check.passed for check in self.checks)

    @property
    def failures(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.passed)

    def to_dict(self) -> dict[str, Any]:
        """Content of ``audit.json``."""
        return {
            "passed": self.passed,
            "tolerance": self.tolerance,
            "checks": [check.to_dict() for check in self.checks],
        }
