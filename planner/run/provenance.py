"""Where a run comes from: versions, hashes of what went in, options, machine and times. No paths, no user names."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from ..case.value import Case

if TYPE_CHECKING:
    from .options import Options

PACKAGES = (
    "planner-green-factory",
    "highspy",
    "pyomo",
    "numpy",
    "scipy",
    "pandas",
    "xarray",
    "networkx",
    "tsam",
    "pydantic",
)


def case_hash(case: Case) -> str:
    """Hash of everything the resolved case says, series and schemes included.

    Parameters
    ----------
    case : Case
        A case as read, with packs, scenario and overrides applied.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    digest = hashlib.sha256(_canonical(case.resolved))
    for name in sorted(case.series):
        digest.update(name.encode() + b"\0" + case.series[name].astype("<f8").tobytes())
    for name in sorted(case.resolved_schemes):
        digest.update(name.encode() + b"\0" + _canonical(case.resolved_schemes[name]))
    return digest.hexdigest()


def run_hash(case: Case, options: Options) -> str:
    """Hash of a resolved case and the options of its solve."""
    return hashlib.sha256(case_hash(case).encode() + _canonical(asdict(options))).hexdigest()


def pack_hash(pack: str) -> str:
    """Hash of every file of a pack, names included."""
    digest = hashlib.sha256()
    for name, content in _contents(files("planner.packs") / pack, ""):
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


def provenance(case: Case, options: Options, written: datetime, seconds: Mapping[str, float]) -> dict[str, Any]:
    """Contents of `provenance.json`.

    Parameters
    ----------
    case : Case
        The case solved.
    options : Options
        How it was solved.
    written : datetime
        When the run folder was written, with time zone.
    seconds : Mapping[str, float]
        Time by stage. [s]

    Returns
    -------
    dict
        JSON values only.
    """
    return {
        "versions": {"python": platform.python_version(), **_versions()},
        "case": {"name": case.name, "scenario": case.scenario, "sha256": case_hash(case)},
        "packs": {pack: {"sha256": pack_hash(pack)} for pack in case.packs},
        "run": {"sha256": run_hash(case, options)},
        "options": asdict(options),
        "machine": {
            "system": platform.system(),
            "machine": platform.machine(),
            "processors": os.cpu_count(),
            "implementation": platform.python_implementation(),
        },
        "written": written.isoformat(timespec="seconds"),
        "seconds": {stage: round(value, 3) for stage, value in seconds.items()},
    }


def _canonical(value: Any) -> bytes:
    """The same bytes for the same value, whatever the order of its keys; keys that are years become text."""
    return json.dumps(_text_keys(value), sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _text_keys(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _text_keys(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_text_keys(item) for item in value]
    return value


def _versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "absent"
    return found


def _contents(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    """Names and bytes of the files below a folder, in order of name; compiled files are left out."""
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name == "__pycache__":
            continue
        name = f"{prefix}{entry.name}"
        found.extend(_contents(entry, f"{name}/") if entry.is_dir() else [(name, entry.read_bytes())])
    return found
