"""What several futures of one factory decide in common: the same decision, by name and year, before they part.

A future that lacks a thing, or in which it cannot be had in that year, has nothing to decide about it: the decision is
common to the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from pyomo.repn import generate_standard_repn

from ..site import Site
from .assemble import Pathway
from .held import Held, decided, settled
from .matrix import Index

Array = NDArray[np.float64]
Name = tuple[str, str, int]


@dataclass(frozen=True)
class Term:
    """A decision in one future: ``coefficients @ x[columns] + constant`` of its pathway."""

    future: int
    columns: Index
    coefficients: Array
    constant: float

    def at(self, values: Array) -> float:
        """Its value. [MW; MWh; 1]"""
        return float(self.coefficients @ values[self.columns]) + self.constant


@dataclass(frozen=True)
class Common:
    """A decision and the futures that share it."""

    name: Name
    terms: tuple[Term, ...]


def common_decisions(pathways: Sequence[Pathway], until: int | None) -> tuple[Common, ...]:
    """Decisions that are taken before it is known which future it is.

    Parameters
    ----------
    pathways : sequence of Pathway
        One of every future, with the same years.
    until : int or None
        Last year in which decisions are common; None where all are.

    Returns
    -------
    tuple of Common
        Each with the futures that have it; decisions that one future alone has are there, too.
    """
    found: dict[Name, list[Term]] = {}
    for future, pathway in enumerate(pathways):
        for name, expression in decided(pathway.yearly).items():
            if until is None or decision_year(pathway.yearly.site, name) <= until:
                found.setdefault(name, []).append(_term(future, pathway, expression))
    return tuple(Common(name, tuple(terms)) for name, terms in sorted(found.items()))


def decision_year(site: Site, name: Name) -> int:
    """Year in which a decision is taken: that of its service, less the time it takes to build."""
    quantity, item, year = name
    if quantity not in ("built", "adopted"):
        return year
    for thing in site.case.things:
        lead = getattr(thing.parameters, "lead_time", 0.0)
        if thing.section == "measures" and (quantity, thing.name) == ("adopted", item):
            return year - round(lead)
        if quantity == "built" and thing.section == "technologies" and item.split(".")[0] == thing.name:
            return year - round(lead)
        if quantity == "built" and thing.kind == "grid" and item == f"{thing.name}.connection":
            return year - round(thing.parameters.reinforcement.lead_time)
    return year


def rows_of(common: Sequence[Common], starts: Sequence[int], width: int) -> tuple[sp.csr_array, Array]:
    """Non-anticipativity as rows over the columns of all futures: ``matrix @ x == right``.

    Parameters
    ----------
    common : sequence of Common
        What is decided in common.
    starts : sequence of int
        First column of every future.
    width : int
        Number of all columns.

    Returns
    -------
    tuple of (csr_array, ndarray)
        One row for every future that joins another in a decision.
    """
    data, rows, columns = [np.array([])], [np.array([], int)], [np.array([], int)]
    right: list[float] = []
    for each in common:
        first, *others = each.terms
        for other in others:
            for term, sign in ((first, 1.0), (other, -1.0)):
                data.append(sign * term.coefficients)
                columns.append(starts[term.future] + term.columns)
                rows.append(np.full(term.columns.size, len(right)))
            right.append(other.constant - first.constant)
    entries = (np.concatenate(data), (np.concatenate(rows), np.concatenate(columns)))
    return sp.csr_array(sp.coo_array(entries, shape=(len(right), width))), np.array(right)


def held_of(common: Sequence[Common], future: int, values: Array) -> tuple[Held, ...]:
    """Common decisions of one future at their values, whole numbers and zeros made exact.

    Parameters
    ----------
    common : sequence of Common
        What is decided in common.
    future : int
        Its place.
    values : ndarray
        Columns of its pathway.

    Returns
    -------
    tuple of Held
        What a plan of this future begins with.
    """
    found = []
    for each in common:
        for term in each.terms:
            if term.future == future:
                found.append(Held(*each.name, settled(each.name[0], term.at(values))))
    return tuple(found)


def _term(future: int, pathway: Pathway, expression: object) -> Term:
    linear = generate_standard_repn(expression, compute_values=True)
    columns = [pathway.compiled.of(variable) for variable in linear.linear_vars]
    # A variable that no row uses costs nothing and does nothing: it is not there.
    used = [place for place, column in enumerate(columns) if column >= 0]
    return Term(
        future,
        np.array([columns[place] for place in used], dtype=np.int64),
        np.array([float(linear.linear_coefs[place]) for place in used]),
        float(linear.constant),
    )
