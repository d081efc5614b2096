"""The run folder as a whole: it is written under another name and renamed when complete, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..case.value import Where
from ..errors import CaseError, Finding

SUMMARY = "summary.json"
MARKS = (SUMMARY, "provenance.json")
RECORD = "record.json"
"""Beside a run of a study: what was changed in the case."""
RESERVED = '<>:"/\\|?*'


def is_run(folder: Path) -> bool:
    """Whether a folder is a run folder."""
    return all((folder / mark).is_file() for mark in MARKS)


def file_name(text: str) -> str:
    """A name usable as a folder name on any system; letters of any script stay.

    Examples
    --------
    >>> file_name("a/b: 方案")
    'a-b- 方案'
    """
    clean = "".join("-" if char in RESERVED or not char.isprintable() else char for char in text).strip(" .")
    return clean.encode()[:150].decode(errors="ignore") or "-"


def check_place(place: Path, ours: Callable[[Path], bool] = is_run, what: str = "run folder") -> None:
    """Refuse a place where a folder of results must not go, before anything is solved.

    Parameters
    ----------
    place : Path
        Intended folder.
    ours : callable
        Whether a folder that stands there is of the kind to be written, and may be replaced.
    what : str
        What is to be written, in words.

    Raises
    ------
    CaseError
        If something else than such a folder or an empty one stands there, or a folder cannot be made.
    """
    if place.resolve() == Path.cwd():
        raise _refusal(place, "is the current folder; choose another place")
    if place.is_dir() and (ours(place) or not any(place.iterdir())):
        return
    if place.exists():
        raise _refusal(place, f"exists and is not a {what}; choose another place")
    above = next(folder for folder in place.absolute().parents if folder.exists())
    if not above.is_dir():
        raise _refusal(place, f"cannot be made: {above.name} is not a folder")
    if not os.access(above, os.W_OK | os.X_OK):
        raise _refusal(place, "cannot be made: the folder above it may not be written to")


def write_whole(
    place: Path, fill: Callable[[Path], None], ours: Callable[[Path], bool] = is_run, what: str = "run folder"
) -> None:
    """Make a folder that is either complete or not there.

    The content is written to a hidden folder beside the final one, brought to the disk and renamed. An earlier folder
    of that name gives way at the last moment and comes back if the rename fails.

    Parameters
    ----------
    place : Path
        Final folder.
    fill : callable
        Writes all files into the folder it is given.
    ours, what
        As for `check_place`.
    """
    place = place.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{place.name[:60]}.", suffix=".partial", dir=place.parent))
    try:
        fill(draft)
        _open_to_others(draft)
        for path in sorted(draft.rglob("*")):
            to_disk(path)
        to_disk(draft)
        _take_place(draft, place, ours, what)
        to_disk(place.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def as_json(value: Any) -> str:
    """A value as text of a file; a number that is not finite is an error."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_json(place: Path, value: Any) -> None:
    """Put a value into a finished folder as JSON, whole or not at all."""
    write_file(place, as_json(value).encode())


def write_file(place: Path, content: bytes) -> None:
    """Put a file into a finished folder, whole or not at all; an earlier one of that name stays until then.

    Parameters
    ----------
    place : Path
        Final file.
    content : bytes
        What it holds.
    """
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".partial", dir=place.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        _open_to_others(draft, 0o666)
        to_disk(draft)
        draft.replace(place)
        to_disk(place.parent)
    finally:
        draft.unlink(missing_ok=True)


def _take_place(draft: Path, place: Path, ours: Callable[[Path], bool], what: str) -> None:
    """Rename a complete draft, after moving what it replaces out of the way."""
    if not place.exists():
        draft.rename(place)
        return
    check_place(place, ours, what)
    aside = Path(tempfile.mkdtemp(prefix=f".{place.name[:60]}.", suffix=".replaced", dir=place.parent))
    earlier = aside / place.name
    place.rename(earlier)
    try:
        draft.rename(place)
    except OSError:
        earlier.rename(place)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _open_to_others(path: Path, rights: int = 0o777) -> None:
    """Give a temporary folder or file the rights an ordinary one would have."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(rights & ~mask)


def to_disk(path: Path) -> None:
    """Wait until a file or folder is on the disk; Windows cannot open folders and leaves them to the rename."""
    windows = os.name == "nt"
    if windows and path.is_dir():
        return
    opened = os.open(path, os.O_RDWR if windows else os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _refusal(place: Path, reason: str) -> CaseError:
    return CaseError([Finding(Where("--out", None, str(place)), reason)])
