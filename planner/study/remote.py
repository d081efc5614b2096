"""A job on another machine: the case comes as an archive, the run goes back as one.

The job has a process of its own there, so that a solver that dies or hangs costs this job and nothing else. Started as
``python -m planner.study.remote FOLDER``, this module is that process.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .crew import how_it_ended
from .job import SOFTWARE, Job
from .worker import find_runner, kind_of, reason_of

CASE, RUN, JOB, FAILURE = "case", "run", "job.json", "failure.json"


@dataclass(frozen=True)
class Brought:
    """What a job brought: the files of its run, or why there are none."""

    files: bytes | None
    kind: str = ""
    reason: str = ""


def software() -> dict[str, str]:
    """Versions of what a run depends on, as they are on this machine."""
    return {name: version(name) for name in SOFTWARE}


def packed(folder: Path) -> bytes:
    """The files of a folder as one archive; hidden ones are left out."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                archive.add(path, arcname=name.as_posix(), recursive=False)
    return stream.getvalue()


def unpacked(files: bytes, folder: Path) -> None:
    """Put the files of an archive into a folder; nothing is written outside it."""
    folder.mkdir()
    with tarfile.open(fileobj=io.BytesIO(files), mode="r:gz") as archive:
        archive.extractall(folder, filter="data")


def remote(job: Job, case: bytes, inner: str, runner: str, limit: float | None) -> Brought:
    """Do a job in a process of its own on this machine.

    Parameters
    ----------
    job : Job
        What to run; its case is where it lay on the machine that asks.
    case : bytes
        The case folder, packed.
    inner : str
        Name of the case file in that folder; empty for the usual one.
    runner : str
        Module path of the runner.
    limit : float or None
        How long it may take. [s]

    Returns
    -------
    Brought
        The run, or why there is none.
    """
    with tempfile.TemporaryDirectory(prefix="planner-") as name:
        folder = Path(name)
        unpacked(case, folder / CASE)
        here = asdict(replace(job, case=str(folder / CASE / inner)))
        (folder / JOB).write_text(json.dumps({"job": here, "runner": runner}), encoding="utf-8")
        command = [sys.executable, "-m", "planner.study.remote", str(folder)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            code = process.wait(limit)
        except subprocess.TimeoutExpired:
            return Brought(None, "timeout", f"stopped after the {limit:g} s that a run may take")
        finally:
            process.kill()
            process.wait()
            if process.stdin is not None:
                process.stdin.close()
        if (folder / FAILURE).exists():
            found: Mapping[str, str] = json.loads((folder / FAILURE).read_text(encoding="utf-8"))
            return Brought(None, found["kind"], found["reason"])
        if code != 0 or not (folder / RUN).is_dir():
            return Brought(None, "died", f"its process {how_it_ended(code)}")
        return Brought(packed(folder / RUN))


def main(folder: Path) -> int:
    """Do the job that a folder describes."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    asked: Mapping[str, Any] = json.loads((folder / JOB).read_text(encoding="utf-8"))
    job = Job(**{**asked["job"], "overrides": tuple(asked["job"]["overrides"])})
    try:
        find_runner(asked["runner"])(job, folder / RUN, {}, lambda text: None)
    except Exception as error:
        said = {"kind": kind_of(error), "reason": reason_of(error)}
        draft = folder / f".{FAILURE}"
        draft.write_text(json.dumps(said), encoding="utf-8")
        draft.replace(folder / FAILURE)
        return 1
    return 0


def _end_with_parent() -> None:
    """End when the pipe from the parent closes; not by `sys.stdin`, whose lock would be held when all is done."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
