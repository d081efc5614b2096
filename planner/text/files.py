"""Opening files that a case names: inside its folder, regular, of bearable size, UTF-8."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from .node import Origin

LARGEST = 20_000_000
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


@dataclass(frozen=True)
class Folder:
    """A folder from which text is read; `label` stands before its file names in messages."""

    path: Path
    label: str = ""

    def shown(self, name: str) -> str:
        """File name as messages give it."""
        return f"{self.label}/{name}" if self.label else name

    def has(self, name: str) -> bool:
        """Whether a plain file of that name is there."""
        return (self.path / name).is_file()

    def read_bytes(self, name: str, key: str, cited: Origin | None = None) -> bytes:
        """Content of a file of this folder.

        Parameters
        ----------
        name : str
            Relative path, with `/` between the parts.
        key : str
            Key path that names the file, for messages.
        cited : Origin, optional
            Where the file is named.

        Raises
        ------
        CaseError
            If the path leaves the folder, or the file is missing, not regular, or too large.
        """
        place = cited or Origin(self.shown(name))
        reason = _unsafe(name)
        if reason:
            raise place.error(key, f'"{_short(name)}" {reason}; files of a case lie in its folder')
        try:
            root, resolved = self.path.resolve(), (self.path / name).resolve()
            if not resolved.is_relative_to(root):
                raise place.error(key, f'"{_short(name)}" leads out of the case folder')
            return _read_regular(resolved)
        except _UnreadableError as problem:
            raise place.error(key, f'"{_short(name)}" {problem}') from None
        except FileNotFoundError:
            raise place.error(key, f'there is no file "{_short(name)}"{self._hint(name)}') from None
        except (OSError, RuntimeError) as problem:
            reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else "is a loop of links"
            raise place.error(key, f'"{_short(name)}" cannot be read: {reason}') from None

    def read_text(self, name: str, key: str, cited: Origin | None = None) -> str:
        """Content of a UTF-8 file of this folder, with or without byte order mark.

        Raises
        ------
        CaseError
            As `read_bytes`; also if the file is not UTF-8 or holds NUL characters.
        """
        return decode(self.read_bytes(name, key, cited), Origin(self.shown(name)), key)

    def _hint(self, name: str) -> str:
        from difflib import get_close_matches

        try:
            names = sorted(entry.name for entry in self.path.iterdir() if entry.is_file())
        except OSError:
            return ""
        near = get_close_matches(name, names, n=1)
        return f'. Did you mean "{near[0]}"?' if near else ""


class _UnreadableError(Exception):
    """A file that must not be read."""


def _unsafe(name: str) -> str:
    """Why a path must not be opened; empty if it may be."""
    if not name or len(name) > 255:
        return "is not a file name"
    if any(not char.isprintable() for char in name):
        return "holds control characters"
    if name.startswith(("/", "~")) or "\\" in name or ":" in name:
        return "is not a relative path with / between its parts"
    parts = name.split("/")
    if ".." in parts:
        return "leads out of the case folder"
    if any(part.split(".")[0].strip().lower() in _DEVICES for part in parts):
        return "is the name of a device"
    return ""


def _read_regular(path: Path) -> bytes:
    """Bytes of a regular file; opened without waiting, so that a pipe cannot hold us up."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise _UnreadableError("is not a regular file")
        if status.st_size > LARGEST:
            raise _UnreadableError(f"has {status.st_size:,} bytes; at most {LARGEST:,} are read")
        return stream.read(LARGEST + 1)


def decode(content: bytes, origin: Origin, key: str) -> str:
    """Text of UTF-8 bytes, with or without byte order mark.

    Raises
    ------
    CaseError
        If the bytes are not UTF-8 or hold NUL characters.
    """
    line = 0
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        found = f"byte 0x{content[problem.start]:02X} is not UTF-8"
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            found = "the text is UTF-16"
        advice = 'save the file as UTF-8 (in Excel: "CSV UTF-8")'
        raise Origin(origin.file, line).error(key, f"{found}, perhaps GBK; {advice}") from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise Origin(origin.file, line).error(key, "holds a NUL character: this is not a text file")
    return text


def folder_of(path: str | os.PathLike[str], usual: str) -> tuple[Folder, str]:
    """Folder and file name of a case given as its folder or its file.

    Parameters
    ----------
    path : path-like
        A folder that holds the usual file, or a file.
    usual : str
        Name of the file looked for in a folder.

    Raises
    ------
    CaseError
        If there is neither.
    """
    shown = _short(os.fspath(path))
    try:
        given = Path(path)
        if given.is_dir():
            if (given / usual).exists():
                return Folder(given), usual
            raise Origin(shown).error(usual, f"this folder holds no {usual}")
        if given.exists():
            return Folder(given.parent), given.name
    except (OSError, ValueError):
        pass
    raise Origin(shown).error(usual, "there is no such folder or file")


def _short(name: str) -> str:
    """A file name that is fit for a message."""
    text = "".join(char if char.isprintable() else "?" for char in str(name))
    return text if len(text) <= 80 else text[:77] + "..."
