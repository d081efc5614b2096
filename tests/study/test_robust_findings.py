"""What is made of the runs of a robust study: on numbers written down by hand, nothing is solved."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from planner.case import read
from planner.report.robust import sentences
from planner.report.robust.words import TEXTS
from planner.solve.held import Held
from planner.study.job import Job
from planner.study.plan import Subject
from planner.study.robust.advice import advise
from planner.study.robust.decisions import carried, lost
from planner.study.robust.futures import Futures
from planner.study.robust.measures import measures
from planner.study.robust.study import Found, Outcome
from planner.study.robust.tables import regret_rows, value_rows
from planner.study.robust.values import Values
from planner.study.store import Failure
from tests.study.light import light

BUILD, ADOPT, RETIRE = "built", "adopted", "retired"
NOTHING = (Held(ADOPT, "led", 2026, 0.0), Held(BUILD, "pv", 2026, 0.0), Held(BUILD, "pv", 2028, 0.0))


@dataclass(frozen=True)
class Written(Outcome):
    """A run written down."""

    said: dict[str, Any] = field(default_factory=dict)
    done: tuple[Held, ...] = ()

    summary = property(lambda self: self.said)  # type: ignore[assignment]
    decisions = property(lambda self: self.done)  # type: ignore[assignment]


def outcome(
    plan: str, future: str, cost: float | None, *done: Held, missed: tuple[dict[str, Any], ...] = (), kind: str = ""
) -> Written:
    failure = None if cost is not None else Failure("key", (), future, kind, "cannot\nbe", 1.0, 1)
    said = {} if cost is None else {"npv_cost": cost, "gap": 0.001, "violations": list(missed), "status": "optimal"}
    decided = {(each.quantity, each.name, each.year): each for each in (*NOTHING, *done)}
    return Written(plan, future, Job("key", "case"), (), Path("runs/key"), failure, said, tuple(decided.values()))


@pytest.fixture(scope="module")
def futures(tmp_path_factory: pytest.TempPathFactory) -> Futures:
    place = light(tmp_path_factory.mktemp("findings") / "light")
    return Futures(Subject(str(place)), ("base", "dear"), (0.75, 0.25), (read(place),) * 2, None)


LED = Held(ADOPT, "led", 2026, 1.0)
EARLY, LATE = Held(BUILD, "pv", 2026, 2.0), Held(BUILD, "pv", 2028, 3.0)


def study(futures: Futures, *outcomes: Written) -> Found:
    return Found(futures, Path(), {(each.plan, each.future): each for each in outcomes}, {}, (), 0)


@pytest.fixture
def found(futures: Futures) -> Found:
    return study(
        futures,
        outcome("base", "base", 100.0), outcome("dear", "base", 140.0, LED, EARLY),
        outcome("base", "dear", 300.0), outcome("dear", "dear", 200.0, LED, EARLY),
        outcome("expected", "base", 106.0, LED), outcome("expected", "dear", 222.0, LED, LATE),
        outcome("regret", "base", 115.0, LED), outcome("regret", "dear", 215.0, LED, LATE),
        outcome("average", "base", 99.0), outcome("average", "dear", 280.0, LATE),
    )  # fmt: skip


def test_values_by_hand(found: Found) -> None:
    values = Values(found)
    # The plan for averages has found a cheaper one for the base future than its own: that is what it costs at least.
    assert values.best == {"base": 99.0, "dear": 200.0}
    assert values.foreseen == pytest.approx(0.75 * 99 + 0.25 * 200)
    assert values.here_and_now == pytest.approx(0.75 * 106 + 0.25 * 222)
    assert values.knowing == pytest.approx(135.0 - 124.25)
    assert values.planning == pytest.approx(0.75 * 99 + 0.25 * 280 - 135.0)
    assert (values.greatest("expected"), values.greatest("regret")) == (22.0, 16.0)
    assert values.price_of_safety == pytest.approx(140.0 - 135.0)
    assert values.uncertain == pytest.approx(0.001 * (0.75 * 100 + 0.25 * 200))


def test_what_is_done_how_often(found: Found) -> None:
    said = {each.what: (each.verdict, each.share, each.first) for each in measures(found)}
    assert said == {"led": ("seldom", 0.25, {"dear": 2026}), "pv": ("seldom", 0.25, {"dear": 2026})}


def test_advice_tells_what_to_do_now_and_what_to_wait_with(found: Found) -> None:
    assert [(each.kind, each.measure.what) for each in advise(found)] == [("now_unlike", "led"), ("wait", "pv")]
    assert sentences(found, "en").advice() == [
        "Adopt led in 2026 in every future, before it is known which one it is; by themselves the futures would: "
        "dear 2026.",
        "Wait with pv until the future is known: dear 2028 (3 MW); not in base.",
    ]
    assert sentences(found, "zh").advice() != sentences(found, "en").advice()


def test_a_plan_that_does_not_hold_has_no_regret_and_no_expected_cost(futures: Futures) -> None:
    missed = ({"key": "targets.cap", "year": 2026, "by": 3.0, "unit": "t"},)
    found = study(
        futures, outcome("base", "base", 100.0), outcome("dear", "base", None, kind="infeasible"),
        outcome("dear", "dear", 200.0), outcome("base", "dear", 150.0, missed=missed),
        outcome("expected", "base", None, kind="crash"), outcome("expected", "dear", 210.0),
    )  # fmt: skip
    values = Values(found)
    # What oversteps a statement is cheaper and no measure of what a future costs.
    assert values.best["dear"] == 200.0
    assert values.regret("base", "dear") is None and values.expected("base") is None
    assert values.here_and_now is None and not advise(found)
    rows = {(row[0], row[1]): row for row in regret_rows(found)}
    assert rows["base", "dear"][3] == "oversteps" and rows["base", "dear"][8] == "targets.cap in 2026 by 3 t"
    assert rows["dear", "base"][3] == "failed" and rows["dear", "base"][10] == "cannot | be"
    assert all(row[2] is None for row in value_rows(found) if row[0] == "value_of_perfect_information")
    answers = {key for key, each in found.outcomes.items() if each.is_answer}
    assert answers == {("dear", "base")}
    assert any("oversteps in dear" in note for note in sentences(found, "en").notes())
    assert any("No expected cost" in text for text in sentences(found, "en").values())


def test_what_a_future_cannot_keep_by_itself_may_be_overstepped_as_far(futures: Futures) -> None:
    def cap(by: float) -> tuple[dict[str, Any], ...]:
        return ({"key": "targets.cap", "year": 2026, "by": by, "unit": "t"},)

    found = study(
        futures, outcome("base", "base", 100.0), outcome("dear", "dear", 200.0, missed=cap(3.0)),
        outcome("expected", "base", 101.0), outcome("expected", "dear", 205.0, missed=cap(3.01)),
        outcome("regret", "base", 101.0), outcome("regret", "dear", 190.0, missed=cap(9.0)),
    )  # fmt: skip
    values = Values(found)
    assert values.regret("expected", "dear") == 5.0 and values.regret("regret", "dear") is None
    assert values.here_and_now == pytest.approx(0.75 * 101 + 0.25 * 205)
    assert any(
        note.startswith("No plan keeps everything that dear asks for") for note in sentences(found, "en").notes()
    )


def test_decisions_carried_into_another_future() -> None:
    there = (Held(BUILD, "pv", 2026, 0.0), Held(BUILD, "battery", 2026, 5.0))
    asked = (EARLY, Held(ADOPT, "led", 2026, 1.0), Held(RETIRE, "boiler", 2026, 0.0))
    assert carried(asked, there) == (EARLY, Held(BUILD, "battery", 2026, 0.0))
    assert lost(asked, (EARLY,)) == (Held(ADOPT, "led", 2026, 1.0),)


def test_retirements_are_told_step_by_step(futures: Futures) -> None:
    gone = (Held(RETIRE, "boiler", 2026, 0.4), Held(RETIRE, "boiler", 2028, 1.0))
    found = study(futures, outcome("base", "base", 1.0, *gone), outcome("dear", "dear", 1.0, *gone))
    boiler = next(each for each in measures(found) if each.what == "boiler")
    assert [(step.year, pytest.approx(step.size)) for step in boiler.steps["base"]] == [(2026, 0.4), (2028, 0.6)]
    assert boiler.verdict == "always"


def test_both_languages_have_the_same_texts() -> None:
    assert TEXTS["en"].keys() == TEXTS["zh"].keys()
