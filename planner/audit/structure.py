"""Whether the Solution is whole: every variable and coordinate there, every number finite, every label right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from numbers import Real

import numpy as np

from ..case.value import Case, Thing
from .evidence import Evidence
from .layout import LAYOUT
from .offers import SIGNED, TRADED, things
from .resources import resource_units
from .result import Check
from .scores import score_variables

BILLING = frozenset(f"{prefix}{name}" for prefix in ("", "base_") for name in ("billing", "billed", "discounted"))
"""Facts of billing, which only some tariffs have."""


def layout_checks(evidence: Evidence) -> list[Check]:
    """Checks without which the numbers cannot even be read."""
    return [_variables(evidence), _coordinates(evidence), _unique(evidence)]


def content_checks(evidence: Evidence) -> list[Check]:
    """Checks on single numbers and labels."""
    return [_finite(evidence), _labels(evidence), _gap(evidence)]


def _verdict(name: str, says: str, compared: int, wrong: Sequence[str]) -> Check:
    place: dict[str, str | int] = {"item": ", ".join(wrong[:5])} if wrong else {}
    return Check(name, says, "count", compared, float(len(wrong)), 0.0, place, not wrong)


def _needed(case: Case) -> set[str]:
    """Variables that the case gives something to say about. Payments may be missing: then there are none."""
    present = {"line_item", "entry", "flow_item"}
    kinds = {"measure": "measure", "certificate": "certificate", "existing": "existing"}
    kinds |= {"demand": "end_use", "process": "stream", "grid": "grid"}
    kinds |= {"converter": "asset", "renewable": "asset", "storage": "asset", "route": "asset", "capture": "asset"}
    present |= {kinds[thing.kind] for thing in case.things if thing.kind in kinds}
    needed = {variable for variable, dims in LAYOUT.items() if dims[0] in present} - BILLING
    if things(case, SIGNED):
        needed |= {"signed", "contracted"}
    if things(case, TRADED):
        needed |= {"traded", "nominated"}
    if any(_has_demand(grid) for grid in case.of("grid")):
        needed |= {"billed", "base_billed"}
    if any(grid.parameters.billing == "choose" for grid in case.of("grid")):
        needed |= {"billing", "base_billing"}
    return needed | score_variables(case)


def _has_demand(grid: Thing) -> bool:
    return any(component.basis == "demand" for component in grid.parameters.components.values())


def _variables(evidence: Evidence) -> Check:
    solution = evidence.stored.solution
    wrong = [f"{name} is missing" for name in sorted(_needed(evidence.case)) if name not in solution.data_vars]
    for name, array in solution.data_vars.items():
        if name not in LAYOUT:
            wrong.append(f"{name} is not known")
        elif set(array.dims) != set(LAYOUT[str(name)]):
            wrong.append(f"{name} has dimensions {', '.join(map(str, array.dims))}")
        elif not np.issubdtype(array.dtype, np.number):
            wrong.append(f"{name} is not numeric")
    says = "Every variable of the layout is there with its dimensions, and no other."
    return _verdict("structure.variables", says, len(LAYOUT), wrong)


def _coordinates(evidence: Evidence) -> Check:
    solution, expected = evidence.stored.solution, evidence.stored.labels
    wrong = []
    for dim, labels in expected.items():
        if dim in solution.sizes and not (dim in solution.coords and _fits(dim, solution[dim].values.tolist(), labels)):
            wrong.append(dim)
    wrong += [dim for dim in _rows(evidence) if dim not in solution.coords]
    says = "Years, calendar years, hours, months, quarters and bands are those of the case; every row has its labels."
    return _verdict("structure.coordinates", says, len(expected), sorted(wrong))


def _fits(dim: str, found: list[object], labels: Sequence[object]) -> bool:
    """Whether labels are those of the case; of the price bands some may be missing, in any order."""
    if dim == "band":
        return len(set(found)) == len(found) and set(found) <= set(labels)
    return found == list(labels)


def _rows(evidence: Evidence) -> list[str]:
    """Dimensions of the Solution whose labels name things."""
    return sorted({dims[0] for dims in LAYOUT.values()} & {str(dim) for dim in evidence.stored.solution.sizes})


def _unique(evidence: Evidence) -> Check:
    wrong: list[str] = []
    compared = 0
    for dim in _rows(evidence):
        labels = evidence.stored.solution[dim].values.tolist()
        compared += len(labels)
        wrong += [f"{dim} {label}" for label in sorted(set(labels)) if labels.count(label) > 1]
    return _verdict("structure.unique", "No row stands twice.", compared, wrong)


def _finite(evidence: Evidence) -> Check:
    wrong, compared = [], 0
    for name, array in evidence.stored.solution.data_vars.items():
        compared += array.size
        if not np.isfinite(array.values).all():
            wrong.append(str(name))
    return _verdict("structure.finite", "Every number is finite.", compared, wrong)


def _labels(evidence: Evidence) -> Check:
    """The case's name and scenario, and the unit of every account."""
    solution, case = evidence.stored.solution, evidence.case
    wrong = [
        name
        for name, expected in (("case", case.name), ("scenario", case.scenario))
        if solution.attrs.get(name) != expected
    ]
    keys = evidence.stored.keys("account")
    found: Iterable[object] = solution["unit"].values.tolist() if "unit" in solution.coords else [None] * len(keys)
    counted = resource_units(case)
    for (account, item), unit in zip(keys, found, strict=True):
        if unit != counted.get((account, item), account_unit(account)):
            wrong.append(f"unit of {account} {item}")
    says = "The Solution names its case and scenario, and every account has its unit."
    return _verdict("structure.labels", says, 2 + len(keys), wrong)


def account_unit(account: str) -> str:
    """Unit of a yearly account."""
    if account == "tce":
        return "tce"
    if account.endswith("_area"):
        return "m2"
    return "t" if account.startswith(("scope", "offset")) or account in ("allocation", "captured") else "MWh"


def _gap(evidence: Evidence) -> Check:
    """Objective, bound and gap of the solver, if stored, agree with one another."""
    gauge = evidence.gauge("structure.gap", "The gap is that between objective and bound.", "1")
    attrs = evidence.stored.solution.attrs
    numbers = [attrs.get(name) for name in ("search_objective", "search_bound", "gap")]
    if all(isinstance(number, Real) and math.isfinite(number) for number in numbers):
        objective, bound, gap = (float(number) for number in numbers if isinstance(number, Real))
        size = max(abs(objective), 1e-10)
        gauge.equal("gap", {}, gap, abs(objective - bound) / size)
        gauge.at_most("bound", {}, bound, objective)
    return gauge.check()
