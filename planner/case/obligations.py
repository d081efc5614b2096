"""Green-power obligations: `use: obligation` takes the share that the packs state for the sector and the province."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..packs import Pack
from ..text.node import Node, Origin

OBLIGATION = "obligation"
_SECTION = "targets"


def obligation(root: Node, packs: Sequence[Pack], key: str, cited: Origin) -> Node:
    """Entry of a pack called ``obligation_<sector>_<province>``.

    Parameters
    ----------
    root : Node
        Text of the case, which names its sector and province.
    packs : sequence of Pack
        The case's packs; the first that has an entry wins.
    key : str
        Key path that asks for the obligation, for messages.
    cited : Origin
        Place of that key.

    Raises
    ------
    CaseError
        If the case does not say where and what it is, or no pack knows an obligation for it.
    """
    sector, province = (_plain(root, path) for path in (("case", "sector"), ("site", "province")))
    missing = [
        name for name, text in (("case: {sector: ...}", sector), ("site: {province: ...}", province)) if not text
    ]
    if missing:
        raise cited.error(key, f"an obligation depends on sector and province; write {' and '.join(missing)}")
    for place in _places(province):
        for pack in packs:
            if f"{OBLIGATION}_{sector}_{place}" in pack.ids(_SECTION):
                return pack.tree(_SECTION, f"{OBLIGATION}_{sector}_{place}")
    raise cited.error(
        key, f"the packs know no obligation of the sector {sector} in {province}; {_covered(packs, sector, province)}"
    )


def _plain(root: Node, path: tuple[str, ...]) -> str:
    """A text of the case in the spelling of ids."""
    node = root.at(path)
    text = (node.text or "") if node is not None else ""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def _places(province: str) -> Iterator[str]:
    """A province, and the whole that its part belongs to: inner_mongolia_west, inner_mongolia."""
    parts = province.split("_")
    yield from ("_".join(parts[:count]) for count in range(len(parts), 0, -1))


def _covered(packs: Sequence[Pack], sector: str, province: str) -> str:
    """What the packs cover: provinces of the sector and sectors of the province, or else everything."""
    begin = f"{OBLIGATION}_"
    known = sorted(name.removeprefix(begin) for pack in packs for name in pack.ids(_SECTION) if name.startswith(begin))
    provinces = [name.removeprefix(f"{sector}_") for name in known if name.startswith(f"{sector}_")]
    ends = tuple(f"_{place}" for place in _places(province))
    sectors = [
        next(name.removesuffix(end) for end in ends if name.endswith(end)) for name in known if name.endswith(ends)
    ]
    found = [f"{sector} is covered in {', '.join(provinces)}"] if provinces else []
    found += [f"{province} has one for {', '.join(sectors)}"] if sectors else []
    return "; ".join(found) or f"there are {', '.join(known) or 'none'}"
