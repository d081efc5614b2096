"""The cases that come with the planner, in a wheel as in a work tree."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

from .case.value import Where
from .errors import CaseError, Finding

CASE_FILE = "case.yaml"
BENCHMARKS = "benchmarks.csv"
EXPECTED = "expected.json"
_ILLUSTRATIVE, _OWN = "illustrative", "user"


def case_shelf() -> Path:
    """Folder of the shipped cases: `planner/cases` in a wheel, `cases` beside `planner` in a work tree."""
    package = Path(__file__).resolve().parent
    installed = package / "cases"
    return installed if installed.is_dir() else package.parent / "cases"


def shipped_cases() -> tuple[Path, ...]:
    """Folders of the shipped cases, by name."""
    return tuple(sorted(path.parent for path in case_shelf().glob(f"*/{CASE_FILE}")))


def find_case(path: str | Path) -> Path:
    """Folder or file of a case; a path such as `cases/auto_plant` that does not exist here means a shipped case.

    Parameters
    ----------
    path : str or Path
        What the user calls the case.

    Returns
    -------
    Path
        An existing folder or file.

    Raises
    ------
    CaseError
        If there is no such case.
    """
    given = Path(path)
    if given.exists():
        return given
    parts = given.parts
    if len(parts) == 2 and parts[0] == "cases" and parts[1] in {case.name for case in shipped_cases()}:
        return case_shelf() / parts[1]
    names = ", ".join(f"cases/{case.name}" for case in shipped_cases())
    message = f"there is no such case; give a folder with a {CASE_FILE}, or the file. Shipped: {names or 'none'}"
    raise CaseError([Finding(Where(str(path), None, "case"), message)])


@dataclass(frozen=True)
class Heading:
    """Name and sector that a shipped case states."""

    folder: Path
    title: str
    sector: str


def headings() -> tuple[Heading, ...]:
    """What each shipped case says it is."""
    from .text.files import Folder
    from .text.yaml_reader import read_yaml

    found = []
    for folder in shipped_cases():
        tree = read_yaml(Folder(folder), CASE_FILE)
        title, sector = (tree.at(("case", key)) for key in ("name", "sector"))
        found.append(Heading(folder, (title and title.text) or folder.name, (sector and sector.text) or ""))
    return tuple(found)


def copy_case(source: Path, target: Path) -> None:
    """Copy the files of a shipped case into an existing folder.

    What tells of its result stays behind, and so do benchmarks that are illustrative: a factory is not scored by them.
    """
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "*.svg", EXPECTED)
    shutil.copytree(source, target, ignore=ignored, dirs_exist_ok=True)
    table = target / BENCHMARKS
    if table.is_file():
        table.write_text(_without_illustrative(table.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _without_illustrative(text: str) -> str:
    """A table of benchmarks with the rows that are illustrative left blank, for the factory's own."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        blank = {"baseline": "", "leading": "", "quality": _OWN, "source": ""}
        writer.writerow(row | blank if row["quality"] == _ILLUSTRATIVE else row)
    return written.getvalue()
