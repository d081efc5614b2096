"""What a worker does for a question: it builds the case once and tries it again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..case import read
from ..shipped import find_case
from ..solve.change import EVERY_TARGET, Change
from ..solve.footing import Footing, find_footing
from ..solve.highs import Settings
from ..solve.trial import Trial
from ..study.job import Job
from ..study.worker import Tell
from .asking import write_answer
from .levers import levers, possible


def run(job: Job, place: Path, memory: dict[str, Any], tell: Tell) -> None:
    """Answer a question.

    Parameters
    ----------
    job : Job
        Its option ``ask`` says what: footing, base, plan, keeps, coalitions.
    place : Path
        Where the answer goes.
    memory : dict
        Holds the trial of the case that was tried last.
    tell : callable
        Told how far it is.
    """
    options = job.options
    settings = Settings(options["gap"], options["time_limit"], options["threads"])
    if options["ask"] == "footing":
        case = read(find_case(job.case), scenario=job.scenario, overrides=job.overrides)
        footing = find_footing(case, options["days"], settings, lambda news: tell(news.message or news.stage))
        write_answer(place, footing.as_dict())
        return
    mark = (job.case, job.scenario, job.overrides, repr(options["footing"]), settings)
    if memory.get("mark") != mark:
        tell("building the case")
        case = read(find_case(job.case), scenario=job.scenario, overrides=job.overrides)
        memory.update(mark=mark, trial=Trial(case, Footing.from_dict(options["footing"]), settings))
    write_answer(place, ANSWERS[options["ask"]](memory["trial"], options))


def _base(trial: Trial, _options: Mapping[str, Any]) -> dict[str, Any]:
    """The plan itself, its statements, their prices, and what there is to be decided."""
    found = trial.choose(Change())
    known = [lever.key for lever in levers(trial.case)]
    return {
        "plan": asdict(found),
        "statements": [asdict(each) for each in trial.statements],
        "prices": trial.prices(found) if found.keeps else {},
        "decided": {key: trial.things.is_decided(key) for key in known},
        "years": {key: sorted({each.year for each in trial.things.columns(key)}) for key in known},
    }


def _plan(trial: Trial, options: Mapping[str, Any]) -> dict[str, Any]:
    return asdict(trial.choose(Change.from_dict(options["change"])))


def _keeps(trial: Trial, options: Mapping[str, Any]) -> dict[str, Any]:
    return {"keeps": trial.can_keep(frozenset(options["places"]))}


def _coalitions(trial: Trial, options: Mapping[str, Any]) -> dict[str, Any]:
    """What some coalitions of levers cost and emit, their decisions held as a plan has them."""
    every = levers(trial.case)
    needs = {lever.key: lever.needs for lever in every}
    values = []
    for members, kept in options["coalitions"]:
        present = possible(members, needs)
        change = Change(
            held={key: options["decided"].get(key, {}) for key in sorted(present)},
            barred={lever.key: trial.case.horizon.years for lever in every if lever.key not in present},
            dropped=() if kept else (EVERY_TARGET,),
            part=True,
        )
        found = trial.choose(change)
        values.append(
            {
                "cost": found.cost,
                "bound": found.bound - found.charged,
                "co2": found.co2,
                "keeps": found.keeps,
                "unserved": found.unserved,
            }
        )
    return {"values": values}


ANSWERS = {"base": _base, "plan": _plan, "keeps": _keeps, "coalitions": _coalitions}
