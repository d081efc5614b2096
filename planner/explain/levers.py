"""What a plan may do or leave beside the reference pathway: measures, technologies, contracts, purchases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..case.value import Case, Thing
from ..schemes import table
from ..site import as_it_goes_on

GROUPS = {
    "measure": "measures", "renewable": "generation", "storage": "storage", "converter": "equipment",
    "route": "equipment", "capture": "equipment", "ppa": "contracts", "green_trade": "contracts",
    "direct_line": "contracts", "onsite_plant": "contracts", "certificate": "purchases", "offset": "purchases",
}  # fmt: skip

UNITS = {
    "measure": "", "storage": "MWh", "green_trade": "MWh", "certificate": "MWh", "offset": "t", "route": "t/h",
    "capture": "t/h",
}  # fmt: skip


@dataclass(frozen=True)
class Lever:
    """Something that a plan may do or leave.

    Attributes
    ----------
    key : str
        Section and name, as in the case.
    group : str
        What it is grouped with: measures, generation, storage, equipment, contracts, purchases.
    unit : str
        Unit of its size; a measure has none. Sizes of the whole plan.
    needs : tuple of str
        Keys of levers without which it cannot be had.
    """

    key: str
    name: str
    kind: str
    group: str
    unit: str
    needs: tuple[str, ...]


def levers(case: Case) -> tuple[Lever, ...]:
    """Levers of a case, in its order; what the reference pathway has, too, is none."""
    standing = {(thing.section, thing.name) for thing in as_it_goes_on(case).things}
    return tuple(
        _lever(case, thing)
        for thing in case.things
        if thing.kind in GROUPS and (thing.section, thing.name) not in standing
    )


def _lever(case: Case, thing: Thing) -> Lever:
    needs = [*getattr(thing.parameters, "requires", ())]
    needs.extend(other.name for other in case.of("measure") if thing.name in other.parameters.before)
    kept = tuple(f"measures.{name}" for name in dict.fromkeys(needs)) if thing.kind == "measure" else ()
    return Lever(
        f"{thing.section}.{thing.name}", thing.name, thing.kind, GROUPS[thing.kind], UNITS.get(thing.kind, "MW"), kept
    )


def counting(case: Case, lever: Lever) -> tuple[str, ...]:
    """Statements in which the investment of a lever stands, so that they go on counting it whatever it is priced at.

    Parameters
    ----------
    case : Case
        The case.
    lever : Lever
        One of its levers.

    Returns
    -------
    tuple of str
        Keys of budgets, and of targets on a score that rewards investment.
    """
    if lever.group in ("contracts", "purchases"):
        return ()
    found = [f"{each.section}.{each.name}.budget" for each in case.of("finance") if each.parameters.budget]
    for each in case.of("green_factory"):
        given, scheme = each.parameters, case.schemes[each.parameters.scheme]
        asked = [path for path in (given.score, *given.floors.values(), *given.thresholds.values()) if path is not None]
        rewarded = [row for row in table(scheme, given, case) if "green_investment" in row.numerator and row.scorable]
        if asked and any(row.weight > 0.0 for row in rewarded):
            found.append(f"{each.section}.{each.name}")
    return tuple(found)


def possible(wanted: Sequence[str], needs: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Those of some levers that have all they need among them.

    Examples
    --------
    >>> sorted(possible(["a", "b"], {"a": ("b",), "b": ("c",)})), sorted(possible(["a", "b"], {"a": ("b",)}))
    ([], ['a', 'b'])
    """
    kept = set(wanted)
    while lacking := {key for key in kept if not set(needs.get(key, ())) <= kept}:
        kept -= lacking
    return frozenset(kept)
