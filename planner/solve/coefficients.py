"""Expressions of the accounts as coefficients of columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyomo.repn import generate_standard_repn

from ..models.accounts import Expression
from .assemble import Pathway


@dataclass(frozen=True)
class Linear:
    """A linear expression as numbers: coefficients by column, and what does not depend on any."""

    coefficients: NDArray[np.float64]
    constant: float

    def at(self, values: NDArray[np.float64]) -> float:
        """Its value. [unit of the expression]"""
        return float(self.coefficients @ values) + self.constant


def linear(pathway: Pathway, expression: Expression, width: int) -> Linear:
    """A linear expression as numbers.

    Parameters
    ----------
    pathway : Pathway
        The compiled pathway.
    expression : expression
        Linear in its variables; a plain number has no coefficients.
    width : int
        Number of columns.

    Returns
    -------
    Linear
        One coefficient for every column.

    Raises
    ------
    ValueError
        If it depends on a variable that no row and no cost knows, and so has no value.
    """
    found = np.zeros(width)
    if isinstance(expression, (int, float)):
        return Linear(found, float(expression))
    form = generate_standard_repn(expression, compute_values=True)
    for variable, coefficient in zip(form.linear_vars, form.linear_coefs, strict=True):
        column = pathway.compiled.of(variable)
        if column < 0:
            raise ValueError(variable.name)
        found[column] += float(coefficient)
    return Linear(found, float(form.constant))
