"""The quantities that studies of many runs follow: cost, CO2 and score."""

from __future__ import annotations

from typing import Final

from .outcome import Outcome

OUTPUTS: Final = ("cost", "co2", "score")


def output_of(each: Outcome, output: str) -> float | None:
    """What a point brought of an output; None where it has none. [currency; t; points]"""
    return {"cost": each.cost, "co2": each.co2, "score": each.score}[output]


def output_unit(output: str, currency: str) -> str:
    """Unit of an output."""
    return {"cost": currency, "co2": "t", "score": "points"}[output]
