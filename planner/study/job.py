"""One run of a study: where its case is, what is changed in it, how it is solved, and the hash of all that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from typing import Any

from ..case.value import Case
from ..run.options import Options
from ..run.provenance import case_hash, pack_hash

SOFTWARE = ("planner-green-factory", "highspy")


@dataclass(frozen=True)
class Job:
    """A run to be made.

    Attributes
    ----------
    key : str
        Hash of what the run depends on: the same key is the same run, and is never run twice in a study.
    case : str
        Folder or file of the case.
    scenario : str or None
        Scenario to apply.
    overrides : tuple of str
        Changes applied after it, each ``path=value``.
    options : mapping
        Fields of `planner.run.options.Options`; those left out are at their defaults, and to say so changes no key.
    warm : bool
        Whether it may begin from what its worker learnt in earlier runs. Its plan is as good within the gap, but not
        always the same to the last digit.
    """

    key: str
    case: str
    scenario: str | None = None
    overrides: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    warm: bool = False

    @property
    def label(self) -> str:
        """What tells it from its neighbours, for messages."""
        return ", ".join(self.overrides) or self.scenario or "base"


def job_of(
    case: Case,
    path: str,
    scenario: str | None,
    overrides: Sequence[str],
    options: Mapping[str, Any],
    *,
    warm: bool = False,
) -> Job:
    """The job that solves a case as read.

    Parameters
    ----------
    case : Case
        The case with scenario and overrides applied.
    path : str
        Where it was read from.
    scenario, overrides
        As it was read with.
    options : mapping
        Fields of `planner.run.pipeline.Options`.
    warm : bool
        As of `Job`.

    Returns
    -------
    Job
        With its key.
    """
    return Job(content_key(case, options, warm=warm), path, scenario, tuple(overrides), dict(options), warm)


def content_key(case: Case, options: Mapping[str, Any], *, warm: bool) -> str:
    """Hash of a resolved case, its packs, the options and the software that solves it."""
    said = {
        "case": case_hash(case),
        "packs": {pack: _pack(pack) for pack in case.packs},
        "options": asdict(Options(**options)),
        "software": {name: version(name) for name in SOFTWARE},
        "warm": warm,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def _pack(name: str) -> str:
    return pack_hash(name)
