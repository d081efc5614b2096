"""`levers.csv`, and the check that its bars add up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ...audit import Check
from ...audit.gauge import Gauge
from ...case.value import Case
from ..tables import Row
from .attribution import BASES, Wedge

LEVER_COLUMNS = ("scenario", "year", "basis", "kind", "lever", "item", "unit", "value")
DUST = 1e-9
"""Share of the CO2 of the reference below which a row is what rounding leaves, and is not written. [1]"""
TOLERANCE = 1e-6
"""What the bars of a year may miss of the difference, relative to the CO2 of the reference. [1]"""


def lever_rows(case: Case, found: Sequence[Wedge]) -> Iterator[Row]:
    """Rows of `levers.csv`: three levels of CO2 in every year, and the changes between them, by lever and thing.

    Parameters
    ----------
    case : Case
        The case solved.
    found : sequence of Wedge
        Its levers.

    Yields
    ------
    tuple
        scenario, year, basis (location, market), kind (level, change), lever, item, unit, value. Changes are negative
        where CO2 is avoided. [t/a]
    """
    for wedge in found:
        for basis in BASES:
            head = (case.scenario, wedge.year, basis)
            yield (*head, "level", "today", "", "t", wedge.today.co2(basis))
            for each in wedge.changes:
                yield (*head, "change", each.lever, each.item, "t", each.co2(basis))
            yield (*head, "level", "reference", "", "t", wedge.reference.co2(basis))
            for each in wedge.levers:
                if abs(each.co2(basis)) > DUST * abs(wedge.reference.co2(basis)):
                    yield (*head, "change", each.lever, each.item, "t", each.co2(basis))
            yield (*head, "level", "plan", "", "t", wedge.plan.co2(basis))


def lever_check(found: Sequence[Wedge]) -> Check:
    """Whether the levers of every year add up to what the plan changes, by the accounts of both pathways.

    Levels are sums of CO2 accounts, levers are computed from flows of energy: the two meet only here.
    """
    gauge = Gauge(
        "levers.sum", "The levers of a year add up to the CO2 of the plan less that of the reference.", "t", TOLERANCE
    )
    axes = {"year": [wedge.year for wedge in found]}
    for basis in BASES:
        given = [wedge.reference.co2(basis) + math.fsum(each.co2(basis) for each in wedge.levers) for wedge in found]
        gauge.equal(
            basis, axes, given, [wedge.plan.co2(basis) for wedge in found],
            scale=[wedge.reference.co2(basis) for wedge in found],
        )  # fmt: skip
    return gauge.check()
