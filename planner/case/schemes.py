"""Schemes by their ids: in the folder `schemes` of the case, else in a pack; read and validated like a case.

A resolved case carries the schemes that its targets name, as text, so that it needs no packs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ..errors import CaseError
from ..packs import available_packs, open_pack
from ..schemes import Scheme
from ..text.files import Folder
from ..text.node import Origin, plain
from ..text.yaml_reader import read_yaml
from .messages import findings_of, suggestion
from .names import name_fault
from .scheme_faults import faults

if TYPE_CHECKING:
    from .value import Case

FOLDER, _ENDING = "schemes", ".yaml"
OWN = "case"


@dataclass(frozen=True)
class SchemeText:
    """A scheme that has been read: its rules, its text as a file again, and whose it is: a pack's or the case's own."""

    scheme: Scheme
    text: Mapping[str, Any]
    owner: str
    file: str


def known_schemes(case_folder: Path | None = None, packs: Sequence[str] = ()) -> dict[str, str]:
    """Schemes that may be named, and whose each is.

    Parameters
    ----------
    case_folder : Path, optional
        Folder of a case, whose own schemes come before all others.
    packs : sequence of str
        The case's packs, which come next.

    Returns
    -------
    dict of str to str
        Name of a pack, or "case", by the id of the scheme.
    """
    found: dict[str, str] = {}
    for owner, folder in _shelves(case_folder, packs):
        for path in sorted((folder.path / FOLDER).glob(f"*{_ENDING}")):
            found.setdefault(path.name.removesuffix(_ENDING), owner)
    return dict(sorted(found.items()))


def scheme_file(name: str) -> str:
    """Path of a scheme's file within the folder of a case or a pack."""
    return f"{FOLDER}/{name}{_ENDING}"


def scheme(case: Case, name: str) -> Scheme:
    """A scheme by its id: one that a target of the case names, or any other.

    Raises
    ------
    CaseError
        If there is none of that name, or something is wrong with it.
    """
    if name in case.schemes:
        return case.schemes[name]
    counted = {thing.parameters.quantity for thing in case.of("resource")}
    return read_scheme(name, case.folder, case.packs, counted, case.currency).scheme


def read_scheme(
    name: str,
    case_folder: Path | None = None,
    packs: Sequence[str] = (),
    counted: Collection[str] = (),
    currency: str = "CNY",
    cited: Origin | None = None,
    key: str = "scheme",
) -> SchemeText:
    """Read and validate a scheme.

    Parameters
    ----------
    name : str
        Its id.
    case_folder : Path, optional
        Folder of the case.
    packs : sequence of str
        The case's packs.
    counted : collection of str
        Quantities that resources of the case count.
    currency : str
        The case's currency.
    cited : Origin, optional
        Where the scheme is named, for messages.
    key : str
        Key path there.

    Raises
    ------
    CaseError
        If there is none of that name; or with everything that is wrong with it, each finding at its place.
    """
    known = known_schemes(case_folder, packs)
    if name_fault(name) or name not in known:
        hint = suggestion(name, known) or f"; there are {', '.join(known) or 'none'}"
        raise (cited or Origin(FOLDER)).error(key, f'there is no scheme "{name}"{hint}')
    owner = known[name]
    folder = next(folder for shelf, folder in _shelves(case_folder, packs) if shelf == owner)
    file = scheme_file(name)
    node = read_yaml(folder, file, "scheme")
    text = plain(node)
    try:
        found = Scheme.model_validate(text, context={"currency": currency})
    except ValidationError as error:
        raise CaseError(list(findings_of(error, node, "", Scheme, currency))) from None
    wrong = list(faults(found, node, counted))
    if wrong:
        raise CaseError(wrong)
    return SchemeText(found, text, owner, folder.shown(file))


def _shelves(case_folder: Path | None, packs: Sequence[str]) -> Iterator[tuple[str, Folder]]:
    """Folders with schemes, the first that has one wins: the case, its packs, all other packs."""
    if case_folder is not None:
        yield OWN, Folder(case_folder)
    available = available_packs(case_folder)
    for name in dict.fromkeys([*(pack for pack in packs if pack in available), *available]):
        yield name, open_pack(name, case_folder=case_folder).folder
