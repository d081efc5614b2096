"""The page, the tables and the terminal hold what was found; names of a case stay text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from planner.cli.explain_tables import contradiction_lines, shown
from planner.errors import InfeasibleError
from planner.explain import explain as explaining
from planner.explain.explain import Explanation, explain
from planner.explain.subject import Known
from planner.explain.tables import EXPLAIN_COLUMNS, explain_rows, write_tables
from planner.report.explain import PAGE, write_explain_page
from planner.report.explain.words import TEXTS
from planner.run.tables import read_table
from planner.study.store import Failure
from tests.explain.factory import Straight, measure, workshop
from tests.explain.test_conflict import THINGS as CONTRADICTORY
from tests.explain.test_worth import THINGS

# The run has a measure that the plan chosen anew leaves.
KNOWN = Known((-3.0, 2400.0), frozenset(["led", "plant", "sensors"]))
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def found() -> Explanation:
    asker = Straight(workshop({**THINGS, f"measures.{HOSTILE}": measure("1 %", "5")}))
    asker.failures.append(("with = 1", Failure("k", (), None, "timeout", "took <too> long", 1.0, 1)))
    return explain(asker, only=frozenset(), players=6, samples=4, seed=0, known=KNOWN)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def contradiction() -> Explanation:
    asker = Straight(workshop(CONTRADICTORY))
    return explain(asker, only=frozenset(), players=6, samples=4, seed=0)  # type: ignore[arg-type]


def test_one_part_asks_for_nothing_else() -> None:
    asker = Straight(workshop(THINGS))
    told = explain(asker, only=frozenset(), parts=frozenset(["binding"]), players=6, samples=4, seed=0)  # type: ignore[arg-type]
    assert told.worth is not None and told.macc is None
    assert (told.worth.chosen, told.worth.rejected) == ((), ()) and len(told.worth.binding) == 1
    assert asker.asked == ["the plan", "more room for targets.cap.limit in 2026"]


def test_a_curve_that_fails_leaves_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise InfeasibleError("a part leaves demand unserved")

    monkeypatch.setattr(explaining, "find_macc", fails)
    asker = Straight(workshop(THINGS))
    told = explain(asker, only=frozenset(["measures.led"]), players=6, samples=4, seed=0)  # type: ignore[arg-type]
    assert told.macc is None and told.worth is not None and len(told.worth.chosen) == 1
    assert [(says, failure.kind) for says, failure in told.failures] == [("the abatement curve", "infeasible")]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_escapes_names_and_fetches_nothing(found: Explanation, lang: str, tmp_path: Path) -> None:
    write_explain_page(found, tmp_path, lang)
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert HOSTILE not in page and "&lt;script&gt;alert(1)" in page and "<too>" not in page
    assert "src=" not in page.split("<script")[0] and "http-equiv" in page
    words = TEXTS[lang]
    for key in ("explain.chosen", "explain.rejected", "explain.binding", "explain.macc", "explain.failures"):
        assert f">{words[key]}</" in page


def test_a_contradiction_has_a_page_and_words(contradiction: Explanation, tmp_path: Path) -> None:
    write_explain_page(contradiction, tmp_path)
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert TEXTS["en"]["explain.conflict.some"].split(".")[0] in page
    assert contradiction.contradiction is not None
    lines = list(contradiction_lines(contradiction.contradiction))
    assert lines[0].startswith("These statements contradict each other")
    assert lines[1:3] == ["  targets.strict.limit in 2026", "  finance.finance.budget.2026 in 2026"]
    states = {row[2] for row in explain_rows(contradiction)}
    assert states == {"contradicts", "overstepped"}


def test_all_languages_say_the_same() -> None:
    english = TEXTS["en"]
    for texts in TEXTS.values():
        assert texts.keys() == english.keys()
        for key, text in texts.items():
            assert sorted(_holes(text)) == sorted(_holes(english[key])), key


def _holes(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def test_tables_are_tidy_and_bars_add_up_to_the_run(found: Explanation, tmp_path: Path) -> None:
    write_tables(found, tmp_path)
    rows = read_table(tmp_path / "explain.csv")
    assert tuple(rows[0]) == EXPLAIN_COLUMNS
    told = {(row["what"], row["quantity"]): row for row in rows}
    led = told["measures.led", "cost_without"]
    assert found.worth is not None
    without = found.worth.chosen[0].without
    assert without is not None and float(led["value"]) == pytest.approx(without.value * 1e6)
    assert float(led["low"]) <= float(led["value"]) <= float(led["high"])
    assert told["measures.sensors", "breakeven_share"]["unit"] == "1"
    assert [row["remark"] for row in rows if row["state"] == "failed"] == ["took <too> long"]
    bars = read_table(tmp_path / "macc.csv")
    for quantity, whole in (("cost", -3.0e6), ("co2_avoided", 2400.0)):
        shares = [float(row["share"]) for row in bars if row["quantity"] == quantity and row["player"] != "total"]
        total = [float(row["share"]) for row in bars if row["quantity"] == quantity and row["player"] == "total"]
        assert sum(shares) == pytest.approx(whole, rel=1e-9) and total == [pytest.approx(whole, rel=1e-9)]


def test_the_terminal_names_everything_once(found: Explanation) -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=120, markup=False)
    for part in shown(found):
        console.print(part)
    text = stream.getvalue()
    assert "differs from the run, within the gap, in: sensors." in text
    for word in ("led", "sensors", "plant", "targets.cap.limit", "beyond typical days", "all orders"):
        assert word in text
