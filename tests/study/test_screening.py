"""Screening finds what is known of functions whose indices can be worked out."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from planner.study.grid import Span
from planner.study.screening import Screening

SPANS = tuple(Span(key, Decimal(0), Decimal(10)) for key in ("a.x", "a.y", "a.z"))


def shares(screening: Screening) -> np.ndarray:
    """Samples as numbers between 0 and 1, read back from the changes of the case."""
    return np.array(
        [[float(change.partition("=")[2]) / 10.0 for change in point] for point in screening.points()]
    )  # fmt: skip


def test_effects_of_a_linear_function_are_its_slopes() -> None:
    screening = Screening("morris", SPANS, 6, 1)
    found = screening.indices(shares(screening) @ np.array([3.0, -2.0, 0.0]))
    assert [row["key"] for row in found] == ["a.x", "a.y", "a.z"]
    assert [row["mu"] for row in found] == pytest.approx([3.0, -2.0, 0.0])
    assert [row["mu_star"] for row in found] == pytest.approx([3.0, 2.0, 0.0])
    assert [row["sigma"] for row in found] == pytest.approx([0.0] * 3, abs=1e-9)
    assert len(screening.points()) == 6 * (3 + 1)


def test_shares_of_the_variance_of_a_linear_function_are_those_of_its_terms() -> None:
    screening = Screening("sobol", SPANS, 256, 1)
    found = screening.indices(shares(screening) @ np.array([3.0, -2.0, 0.0]))
    assert [row["S1"] for row in found] == pytest.approx([9 / 13, 4 / 13, 0.0], abs=0.05)
    assert [row["ST"] for row in found] == pytest.approx([9 / 13, 4 / 13, 0.0], abs=0.05)
    assert len(screening.points()) == 256 * (3 + 2)


def test_the_same_seed_draws_the_same_samples() -> None:
    one, other = (Screening("morris", SPANS, 4, 7).points() for _ in range(2))
    assert one == other != Screening("morris", SPANS, 4, 8).points()
