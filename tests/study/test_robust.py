"""`planner robust` from the command line to its tables, on a case whose every number is worked out by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from planner.cli import commands, errors
from planner.errors import CaseError
from planner.report.robust import PAGE, sentences
from planner.run.options import TYPICAL_DAYS
from planner.run.tables import read_table
from planner.study.engine import Engine
from planner.study.plan import Subject
from planner.study.robust.futures import Futures, read_futures
from planner.study.robust.jobs import RUNNER
from planner.study.robust.study import Found, Study
from planner.study.robust.values import Values
from tests.study.light import CAPEX, CHEAP, DEAR, light

MILLION = 1e6
ARGUMENTS = ["--scenarios", "cheap,dear", "--weights", "80%,20%"]


@dataclass(frozen=True)
class Ran:
    folder: Path
    case: Path
    result: dict[str, Any]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    place = tmp_path_factory.mktemp("robust")
    case = light(place / "light")
    with pytest.MonkeyPatch.context() as patch:
        lines: list[str] = []
        patch.setattr("click.echo", lambda text, **_: lines.append(text))
        code = errors.run(commands, ["robust", str(case), *ARGUMENTS, "-o", str(place / "out"), "--json"])
    assert code == 0
    result = json.loads(lines[-1])
    assert result["type"] == "result"
    return Ran(place / "out", case, result)


@pytest.fixture(scope="module")
def found(ran: Ran) -> Found:
    """The study once more: nothing is run again."""
    with Engine(ran.folder, runner=RUNNER) as engine:
        again = Study(_futures(ran.case), engine).run()
    assert not again.failures and len(engine._tried) == 0
    return again


def _futures(case: Path) -> Futures:
    options = {"resolution": "typical", "days": TYPICAL_DAYS, "gap": 0.001, "time_limit": None, "threads": 1}
    return read_futures(Subject(str(case), None, (), options), ["cheap", "dear"], [0.8, 0.2], None)


def test_says_what_knowing_planning_and_safety_are_worth(ran: Ran) -> None:
    result = ran.result
    # To buy is right where power is dear alone; that is too seldom to buy before it is known.
    here_and_now = 0.8 * 2 * CHEAP + 0.2 * 2 * DEAR
    foreseen = here_and_now - 0.2 * (DEAR - CAPEX)
    assert result["expected_cost"] == pytest.approx(here_and_now * MILLION, rel=1e-6)
    assert result["expected_cost_foreseen"] == pytest.approx(foreseen * MILLION, rel=1e-6)
    assert result["value_of_perfect_information"] == pytest.approx(0.2 * (DEAR - CAPEX) * MILLION, rel=1e-5)
    assert result["value_of_stochastic_solution"] == pytest.approx(0.0, abs=1.0)
    assert result["greatest_regret"] == pytest.approx((CAPEX - CHEAP) * MILLION, rel=1e-5)
    assert result["price_of_least_regret"] == pytest.approx((CAPEX - 0.8 * CHEAP - 0.2 * DEAR) * MILLION, rel=1e-5)


def test_the_table_of_regrets_has_every_plan_in_every_future(ran: Ran) -> None:
    rows = {(row["plan"], row["scenario"]): row for row in read_table(ran.folder / "regrets.csv")}
    regrets = {key: float(row["regret"]) for key, row in rows.items()}
    buy, keep = (CAPEX - CHEAP) * MILLION, (DEAR - CAPEX) * MILLION
    expected = {
        ("cheap", "cheap"): 0.0, ("cheap", "dear"): keep, ("dear", "cheap"): buy, ("dear", "dear"): 0.0,
        ("expected", "cheap"): 0.0, ("expected", "dear"): keep, ("regret", "cheap"): buy, ("regret", "dear"): 0.0,
        ("average", "cheap"): 0.0, ("average", "dear"): keep,
    }  # fmt: skip
    assert regrets == pytest.approx(expected, rel=1e-5, abs=1.0)
    for row in rows.values():
        assert row["state"] == "holds" and (ran.folder / row["folder"] / "summary.json").is_file()


def test_every_plan_is_a_run_that_can_be_audited(ran: Ran) -> None:
    row = next(
        row for row in read_table(ran.folder / "regrets.csv") if (row["plan"], row["scenario"]) == ("regret", "cheap")
    )
    assert errors.run(commands, ["audit", str(ran.folder / row["folder"]), "-q"]) == 0


def test_tables_say_what_is_done_when(ran: Ran, found: Found) -> None:
    verdicts = {row["what"]: row for row in read_table(ran.folder / "verdicts.csv")}
    assert (verdicts["led"]["verdict"], float(verdicts["led"]["share"])) == ("seldom", pytest.approx(0.2))
    steps = [(row["scenario"], row["what"], row["year"]) for row in read_table(ran.folder / "measures.csv")]
    assert steps == [("dear", "led", "2026")]
    common = {
        (row["plan"], row["scenario"], row["what"], row["common"]) for row in read_table(ran.folder / "plans.csv")
    }
    assert common == {("regret", "cheap", "led", "1"), ("regret", "dear", "led", "1")}
    assert sentences(found, "en").advice() == [
        "Leave led: the plan for all futures does without it, though it is in the best plan of dear."
    ]
    assert len(sentences(found, "zh").advice()) == 1 and all(sentences(found, "zh").values())


def test_a_study_that_is_run_again_repeats_nothing(found: Found, ran: Ran) -> None:
    assert Values(found).here_and_now == pytest.approx(ran.result["expected_cost"])
    assert found.repeated > 0


def test_page_holds_the_findings_and_no_markup_of_the_case(ran: Ran) -> None:
    page = (ran.folder / PAGE).read_text(encoding="utf-8")
    assert "Light &lt;b&gt;works" in page and "Light <b>works" not in page
    assert "expected value of perfect information" in page and "least greatest regret" in page


@pytest.mark.parametrize(
    ("names", "weights", "until", "said"),
    [
        (["cheap", "longer"], None, None, "horizon.end: must be the same in all scenarios of a robust plan"),
        (["cheap", "early"], None, None, "horizon.years: must be the same in all scenarios"),
        (["cheap", "chaep"], None, None, 'there is no scenario "chaep". Did you mean "cheap"?'),
        (["cheap", "cheap"], None, None, "is named twice"),
        (["cheap", "expected"], None, None, "is what a plan of this study is called"),
        (["cheap", "dear"], [1.0], None, "give one weight for each of the 2 scenarios"),
        (["cheap", "dear"], [1.0, 0.0], None, "every weight is a number above zero"),
        (["cheap", "dear"], None, 2026, "leave it out to have all in common"),
    ],
)  # fmt: skip
def test_says_what_keeps_scenarios_apart(
    ran: Ran, names: list[str], weights: list[float] | None, until: int | None, said: str
) -> None:
    with pytest.raises(CaseError) as raised:
        read_futures(Subject(str(ran.case)), names, weights, until)
    assert said in "\n".join(map(str, raised.value.findings))


def test_notes_what_only_some_scenarios_have(ran: Ran) -> None:
    futures = read_futures(Subject(str(ran.case)), ["base", "no_led"], None, None)
    assert futures.partly == {"measures.led": ("base",)}
    assert futures.chances == (0.5, 0.5)
