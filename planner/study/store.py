"""The folder of a study: finished runs as folders, failures as files. The folders are the truth.

A run is made in a draft below ``work`` and renamed into ``runs`` when it is whole, with a record that holds the hash of
each of its files. Whatever is killed, and whenever, leaves finished runs and drafts, and drafts are thrown away.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from ..case.value import Where
from ..errors import CaseError, Finding
from ..run.folder import RECORD, to_disk, write_file, write_json
from .index import Index
from .job import Job

RUNS, FAILED, WORK, DAMAGED = "runs", "failed", "work", "damaged"
LOCK = ".lock"
MARK = "study.json"


@dataclass(frozen=True)
class Record:
    """A finished run: what it is, how long it took, and the hash of each of its files. Time in seconds."""

    key: str
    overrides: tuple[str, ...]
    scenario: str | None
    seconds: float
    attempts: int
    files: Mapping[str, str]


@dataclass(frozen=True)
class Failure:
    """A run that failed.

    Attributes
    ----------
    kind : str
        wrong_input, infeasible, stopped, audit, solver, crash, died, timeout.
    reason : str
        In words.
    seconds : float
        How long it ran. [s]
    attempts : int
        How often it was tried.
    """

    key: str
    overrides: tuple[str, ...]
    scenario: str | None
    kind: str
    reason: str
    seconds: float
    attempts: int


class Store:
    """The folder of one study, held by one process at a time.

    Parameters
    ----------
    root : Path
        The folder; made if it is not there.

    Raises
    ------
    CaseError
        If something else stands there, or another process holds it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        check_study_place(self.root)
        for name in (RUNS, FAILED, WORK):
            (self.root / name).mkdir(parents=True, exist_ok=True)
        if not (self.root / MARK).exists():
            write_file(self.root / MARK, b"{}\n")
        self._lock = _locked(self.root / LOCK)
        _clear(self.root / WORK)
        self.damaged: list[str] = []
        self._records = dict(self._read_records())
        self._failures = dict(self._read_failures())
        self._index = Index(self.root / "index.sqlite", self._records.values(), self._failures.values())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        _clear(self.root / WORK)
        self._index.close()
        self._lock.close()

    def place(self, key: str) -> Path:
        """Run folder of a job."""
        return self.root / RUNS / key

    @property
    def done(self) -> int:
        """How many runs are finished."""
        return len(self._records)

    def finished(self, key: str) -> Record | None:
        """The record of a run, if it is finished."""
        return self._records.get(key)

    def failure(self, key: str) -> Failure | None:
        """Why a run failed, if it did."""
        return self._failures.get(key)

    def accept(self, key: str) -> Record | None:
        """Take note of a run that a worker has put in its place; None if it has not."""
        record = read_record(self.place(key))
        if record is not None:
            self._records[key] = record
            self._forget(key)
            self._index.put(record)
        return record

    def fail(self, failure: Failure) -> None:
        """Keep why a run failed."""
        write_json(self.root / FAILED / f"{failure.key}.json", asdict(failure))
        self._failures[failure.key] = failure
        self._index.put(failure)

    def describe(self, study: Mapping[str, Any]) -> None:
        """Write down what the study is."""
        write_json(self.root / MARK, study)

    def _forget(self, key: str) -> None:
        if self._failures.pop(key, None) is not None:
            (self.root / FAILED / f"{key}.json").unlink(missing_ok=True)

    def _read_records(self) -> Iterator[tuple[str, Record]]:
        """Finished runs; one whose files are not what was written is put aside and will be run again."""
        for folder in sorted((self.root / RUNS).iterdir()):
            record = read_record(folder)
            if record is not None and is_intact(folder, record):
                yield record.key, record
            else:
                self.damaged.append(folder.name)
                (self.root / DAMAGED).mkdir(exist_ok=True)
                folder.rename(Path(tempfile.mkdtemp(dir=self.root / DAMAGED)) / folder.name)

    def _read_failures(self) -> Iterator[tuple[str, Failure]]:
        for file in sorted((self.root / FAILED).glob("*.json")):
            try:
                found = json.loads(file.read_text(encoding="utf-8"))
                failure = Failure(**{**found, "overrides": tuple(found["overrides"])})
            except (OSError, ValueError, TypeError, KeyError):
                file.unlink(missing_ok=True)
                continue
            if failure.key == file.stem and failure.key not in self._records:
                yield failure.key, failure


def check_study_place(root: Path) -> None:
    """Refuse a place that holds something else than a study.

    Raises
    ------
    CaseError
        If it is no folder, or a folder that is neither empty nor a study.
    """
    if root.is_dir() and ((root / MARK).is_file() or not any(root.iterdir())):
        return
    if root.exists():
        raise _refusal(root, "exists and is not a study; choose another place")
    above = next(folder for folder in root.absolute().parents if folder.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        raise _refusal(root, "cannot be made: the folder above it may not be written to")


def put(root: Path, draft: Path, job: Job, seconds: float, attempts: int) -> None:
    """Move a run that is whole into its place; called by the worker that made it.

    Parameters
    ----------
    root : Path
        Folder of the study.
    draft : Path
        The run, on the same disk.
    job : Job
        What it is.
    seconds : float
        How long it took. [s]
    attempts : int
        How often it was tried.
    """
    files = {path.relative_to(draft).as_posix(): _hash(path) for path in sorted(draft.rglob("*")) if path.is_file()}
    record = Record(job.key, job.overrides, job.scenario, round(seconds, 3), attempts, files)
    write_json(draft / RECORD, asdict(record))
    place = root / RUNS / job.key
    try:
        draft.rename(place)
    except OSError:
        # A worker of a study that was killed may have come first; its run is as good.
        if read_record(place) is None:
            raise
    to_disk(place.parent)


def read_record(folder: Path) -> Record | None:
    """The record of a run folder; None where there is none that can be read."""
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        record = Record(**{**found, "overrides": tuple(found["overrides"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return record if record.key == folder.name else None


def is_intact(folder: Path, record: Record) -> bool:
    """Whether every file of a run is as it was written."""
    try:
        return all(_hash(folder / name) == expected for name, expected in record.files.items())
    except OSError:
        return False


def reasons(failures: Sequence[Failure]) -> str:
    """Failures in one line: how many of each kind."""
    kinds = [failure.kind for failure in failures]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


def _clear(folder: Path) -> None:
    """Throw away what a folder holds, as far as nobody is writing there any more."""
    for draft in folder.iterdir():
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _locked(path: Path) -> sqlite3.Connection:
    """A lock that the system lets go of when the process ends, however it ends."""
    lock = sqlite3.connect(path, timeout=0.5, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        lock.close()
        raise _refusal(path.parent, "another study is running in this folder") from None
    return lock


def _refusal(place: Path, reason: str) -> CaseError:
    return CaseError([Finding(Where("--out", None, str(place)), reason)])
