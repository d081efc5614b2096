"""The future in which every number is its expectation: what a planner sees who looks at averages alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from .assemble import Operation
from .joint import Future
from .matrix import Compiled, Problem


def averaged(futures: Sequence[Future], chances: Sequence[float], days: int) -> Future | None:
    """Average futures number by number.

    Parameters
    ----------
    futures : sequence of Future
        What may come.
    chances : sequence of float
        How likely each is; they sum to one. [1]
    days : int
        Typical days.

    Returns
    -------
    Future or None
        None where the futures differ in more than numbers, so that there is no average.
    """
    first = futures[0]
    pathway = _average([future.pathway.compiled for future in futures], chances)
    operations = [future.operation(days) for future in futures]
    operation = _average([each.compiled for each in operations], chances)
    if pathway is None or operation is None:
        return None
    mean = Future("average", replace(first.pathway, compiled=pathway), first.repair)
    mean.give(days, Operation(operations[0].hourly, operation))
    return mean


def _average(parts: Sequence[Compiled], chances: Sequence[float]) -> Compiled | None:
    problems = [part.problem for part in parts]
    if not _alike(parts):
        return None

    def mean(name: str) -> np.ndarray:
        columns = [getattr(problem, name) for problem in problems]
        finite = np.isfinite(columns[0])
        weighed = sum(chance * np.where(finite, each, 0.0) for chance, each in zip(chances, columns, strict=True))
        return np.where(finite, weighed, columns[0])

    matrix = sum(chance * problem.matrix for chance, problem in zip(chances, problems, strict=True))
    problem = Problem(
        cost=mean("cost"),
        offset=float(np.dot(chances, [problem.offset for problem in problems])),
        matrix=sp.csc_array(matrix),
        row_low=mean("row_low"),
        row_high=mean("row_high"),
        low=mean("low"),
        high=mean("high"),
        integer=problems[0].integer,
    )
    return replace(parts[0], problem=problem)


def _alike(parts: Sequence[Compiled]) -> bool:
    """Whether problems have the same columns, and rows and bounds of the same kinds."""
    first, *others = parts
    names = [variable.name for variable in first.variables]
    for other in others:
        mine, theirs = first.problem, other.problem
        if mine.matrix.shape != theirs.matrix.shape or names != [variable.name for variable in other.variables]:
            return False
        if not np.array_equal(mine.integer, theirs.integer):
            return False
        for bound in ("row_low", "row_high", "low", "high"):
            if not np.array_equal(np.isfinite(getattr(mine, bound)), np.isfinite(getattr(theirs, bound))):
                return False
    return True
