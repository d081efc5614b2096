"""`planner switch` on the workshop that is worked out by hand: what it finds, writes and says."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planner.cli.switch_tables import plans_table, sentences
from planner.errors import CaseError
from planner.report.study.switching import write_switch_page
from planner.run.tables import read_table
from planner.study.grid import read_spans
from planner.study.plan import Subject
from planner.study.search.asker import RUNNER
from planner.study.seen_changes import changes
from planner.study.switch_tables import write_switching
from planner.study.switching import Switching, Terms, read_range, search_switches
from planner.study.values import unit_in, valued
from tests.study.here import engine_here
from tests.study.outcomes import outcome

TINY = str(Path(__file__).parents[2] / "cases" / "tiny")


@cache
def found() -> Switching:
    """The capex of the weir, from where it is built at once to where it is built late; searched once."""
    said, _ = searched("technologies.weir.capex=20000 CNY/kW:60000")
    assert isinstance(said, Switching)
    return said


def searched(vary: str, root: Path | None = None) -> tuple[Switching | str, int]:
    """What a search finds, and how many runs it made."""
    (span,) = read_spans([vary])
    subject = Subject(TINY, options={"gap": 1e-6, "days": 1, "time_limit": None, "threads": 1})
    with TemporaryDirectory() as place:
        engine, here = engine_here(root or Path(place), RUNNER)
        with engine:
            cases = read_range(subject, span)
            said = search_switches(engine, 1, subject, span, cases, Terms(1e-4), lambda text: None)
    return said, len(here.done)


def switch_by_hand() -> float:
    """Capex at which building in 2028 costs as much as building in 2026. [CNY/kW]

    Two years later the same weir has two years more of its life left at the end, and costs are discounted by two years
    more; what it earns in 2026 and 2027 is lost.
    """
    rate, life, size = 0.1, 20, 100.0

    def worth(start: int) -> float:
        share = rate / (1.0 - (1.0 + rate) ** -life)
        rest = life - (2029 - start + 1)
        left = share * (1.0 - (1.0 + rate) ** -rest) / rate
        return float((1.0 + rate) ** (2025 - start) - left * (1.0 + rate) ** (2025 - 2029))

    running = sum(1.1 ** (2025 - year) for year in (2026, 2027))
    saved = 876.0 * (500.0 + 0.5 * 100.0) + 30.0 * 12.0 * size
    # Operating it costs a share of the capex, too.
    return saved * running / size / (worth(2026) - worth(2028) + 0.02 * running)


def test_the_switch_is_the_one_worked_out_by_hand() -> None:
    (switch,) = found().switches
    low, high = found().value(switch.low), found().value(switch.high)
    assert low <= switch_by_hand() * (1.0 + 1e-7) and switch_by_hand() * (1.0 - 1e-7) <= high
    assert high - low < 1.0
    before, after = found().plans
    built = [
        [(each.what, each.year) for each in plan.figures.actions if each.what == "weir"] for plan in (before, after)
    ]
    assert built == [[("weir", 2026)], [("weir", 2028)]]
    assert found().closed and found().gap <= 1e-4


def test_full_years_cost_what_typical_days_do_where_every_hour_is_the_same() -> None:
    for plan in found().plans:
        assert plan.figures.cost == pytest.approx(plan.member.at(plan.member.share) * 1e6, rel=1e-6)
        assert plan.figures.co2 == pytest.approx(sum(2 * each for each in plan.figures.co2_by_year.values()))


def test_tables_and_summary_say_the_same(tmp_path: Path) -> None:
    said = write_switching(found(), tmp_path)
    assert said == json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    (row,) = read_table(tmp_path / "switch.csv")
    assert (row["before"], row["after"], row["unit"], row["proof"]) == ("A", "B", "CNY/kW", "interval")
    assert float(row["low"]) <= float(row["best"]) <= float(row["high"])
    plans = read_table(tmp_path / "plans.csv")
    capital = {each["plan"]: float(each["amount"]) for each in plans if each["quantity"] == "capex_total"}
    assert capital == {plan.letter: pytest.approx(plan.figures.capital) for plan in found().plans}
    invested = read_table(tmp_path / "investments.csv")
    for letter, total in capital.items():
        assert sum(float(each["capex"]) for each in invested if each["plan"] == letter) == pytest.approx(total)
    envelope = [(float(each["cost"]), float(each["bound"])) for each in read_table(tmp_path / "envelope.csv")]
    assert all(bound <= cost for cost, bound in envelope)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_name_of_the_case_is_never_markup_on_the_page(tmp_path: Path, lang: str) -> None:
    hostile = "<script>alert(1)</script>"
    case = replace(found().case, title=hostile, scenario=hostile)
    span = replace(found().span, key=f"technologies.{hostile}.capex")
    plans = tuple(
        replace(
            plan,
            figures=replace(plan.figures, actions=tuple(replace(each, what=hostile) for each in plan.figures.actions)),
        )
        for plan in found().plans
    )
    write_switch_page(replace(found(), case=case, span=span, plans=plans), tmp_path, lang)
    page = (tmp_path / "switch.html").read_text(encoding="utf-8")
    assert hostile not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_name_of_the_case_is_never_a_formula_in_the_tables(tmp_path: Path) -> None:
    write_switching(replace(found(), span=replace(found().span, key="=1+1"), unit="@SUM(1)"), tmp_path)
    (row,) = read_table(tmp_path / "switch.csv")
    assert (row["key"], row["unit"]) == ("'=1+1", "'@SUM(1)")


def test_the_terminal_names_ranges_and_what_is_proven() -> None:
    assert plans_table(found()).columns[0].header == "Plan"
    said = "\n".join(sentences(found()))
    assert "A -> B between 40336 CNY/kW and 40337 CNY/kW" in said
    assert "No plan is cheaper than these by more than" in said


def test_an_interval_is_told_no_narrower_than_it_is() -> None:
    (span,) = read_spans(["carbon.price=0:500"])
    assert valued(span, "CNY/t", 0.123456, -1) == "61.72 CNY/t"
    assert valued(span, "CNY/t", 0.123456, 1) == "61.73 CNY/t"
    assert valued(span, "CNY/t", 0.5, 1) == "250 CNY/t"


def test_a_bare_range_is_in_the_unit_of_the_case() -> None:
    assert unit_in(Subject(TINY).read(), "carbon.price") == "CNY/t"


def test_a_range_over_which_nothing_changes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Subject(TINY).read()
    monkeypatch.setattr(Subject, "read", lambda self, changes=(): case)
    span = read_spans(["carbon.price=0:500"])[0]
    with pytest.raises(CaseError, match="is the same at 0 and at 500"):
        read_range(Subject(TINY), span)


def test_a_number_in_a_constraint_is_told_before_anything_is_chosen() -> None:
    said, runs = searched("technologies.weir.max=0.05 MW:0.2")
    assert isinstance(said, str) and "limit" in said
    assert runs == 1


def test_a_sweep_in_its_place_says_between_which_points_it_saw_a_change() -> None:
    sizes = [2.0, 2.04, 3.0, 0.0]
    points = [outcome(place, "technologies.pv.max", f"{place} MW", pv=size) for place, size in enumerate(sizes)]
    rows = changes(points, "technologies.pv.max", 0.1)
    assert [(row[4], row[6]) for row in rows] == [("1 MW", "2 MW"), ("2 MW", "3 MW")]
    assert all(row[8] == "none: a sweep" for row in rows)


@pytest.mark.long
def test_no_other_plan_is_ahead_where_there_is_one_alone() -> None:
    assert all(math.isfinite(plan.advantage) and plan.advantage > 0.0 for plan in found().plans)
