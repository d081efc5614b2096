"""The comparison of matching levels: what it changes in the case, what it makes of the runs, and of one that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xarray as xr

from planner.case.value import Case
from planner.errors import AuditError, CaseError, InfeasibleError, StoppedError
from planner.run import matching
from planner.run.delivery import Delivery
from planner.run.matching import Comparison, Outcome, Question, compare_levels, matched_green, variations
from planner.run.pipeline import Options
from planner.run.tables import read_table
from tests.run.portfolio import portfolio_case, portfolio_solution
from tests.run.tiny import CASE

TARGET = "targets.green={kind: green_share, share: 30 %}"
LAW = "targets.law={kind: green_share, share: 30 %, obligation: true}"
CAP = "targets.cap={kind: emission_cap, basis: market, reduction: 20 %}"
PLACE = "targets.place={kind: emission_cap, basis: location, reduction: 20 %}"


@pytest.mark.parametrize(
    ("overrides", "share", "asked"),
    [
        ([TARGET], None, ["targets.green.matching=hourly"]),
        ([TARGET, CAP, PLACE], None, ["targets.green.matching=hourly", "targets.cap.matching=hourly"]),
        ([TARGET], "50 %", ["targets.green.share=50 %", "targets.green.matching=hourly"]),
        (
            [LAW],
            "50 %",
            ["targets.green_share={kind: green_share, share: 50 %}", "targets.green_share.matching=hourly"],
        ),
    ],
)
def test_targets_of_the_factory_are_matched_and_obligations_are_not(
    overrides: list[str], share: str | None, asked: list[str]
) -> None:
    found = variations(Question(CASE, None, tuple(overrides), share))
    assert list(found) == ["yearly", "monthly", "hourly"]
    assert found["hourly"] == (*overrides, *asked)


@pytest.mark.parametrize("overrides", [(), (LAW,), (PLACE,)])
def test_a_case_without_a_target_is_told_what_to_do(overrides: tuple[str, ...]) -> None:
    with pytest.raises(CaseError, match=r"--share '50 %'"):
        variations(Question(CASE, None, overrides))


def test_a_share_that_is_none_is_a_finding() -> None:
    with pytest.raises(CaseError, match="share"):
        compare_levels(Question(CASE, share="plenty"), Options(), Path("unused"), lambda _: None)


def test_power_counts_as_closely_as_it_is_matched() -> None:
    case, solution = portfolio_case(), portfolio_solution()
    assert matched_green(case, solution, "yearly")[2026] == pytest.approx(5550.0)
    # 3,300 MWh flow to the site by themselves, 1,800 traded and 150 certificates are of the month.
    assert matched_green(case, solution, "monthly")[2026] == pytest.approx(3300.0 + 1800.0 + 150.0)
    assert matched_green(case, solution, "hourly")[2026] == pytest.approx(3300.0)


def level(name: str, cost: float | None, status: str = "optimal", bound: float | None = None) -> Outcome:
    return Outcome(name, status, folder=Path(name), npv_cost=cost, bound=bound, green=5000.0, discounted=4000.0)


def test_the_premium_is_over_yearly_matching_and_per_discounted_green_energy() -> None:
    comparison = Comparison("CNY", (level("yearly", 10e6), level("monthly", 10.4e6), level("hourly", 12e6)))
    assert [comparison.premium(outcome) for outcome in comparison.outcomes] == pytest.approx([0.0, 0.4e6, 2e6])
    assert comparison.premium_per_mwh(comparison.outcomes[2]) == pytest.approx(500.0)


def test_a_level_that_cannot_be_kept_has_no_premium() -> None:
    achievable = level("hourly", 12e6, "infeasible_achievable")
    comparison = Comparison("CNY", (level("yearly", 10e6), achievable))
    assert comparison.premium(achievable) is None
    assert comparison.failed == (achievable,)


def test_a_premium_within_what_the_searches_left_open_is_told_apart() -> None:
    outcomes = (
        level("yearly", 10e6, bound=9.9e6),
        level("monthly", 9.95e6, bound=9.94e6),
        level("hourly", 10.2e6, bound=10.1e6),
    )
    comparison = Comparison("CNY", outcomes)
    assert [comparison.is_open(outcome) for outcome in outcomes] == [False, True, False]
    proven = Comparison("CNY", (level("yearly", 10e6, bound=10e6), level("monthly", 10e6, bound=10e6)))
    assert not proven.is_open(proven.outcomes[1])


@pytest.fixture
def delivering(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], list[str]]:
    """Let every level end as arranged: a status or an error, and say which were solved."""

    def arrange(ends: dict[str, Any]) -> list[str]:
        solved: list[str] = []

        def deliver(case: Case, options: Options, place: Path, progress: object) -> Delivery:
            solved.append(place.name)
            end = ends.get(place.name, "optimal")
            if isinstance(end, Exception):
                raise end
            return Delivery(_Run(end), place, SUMMARY)  # type: ignore[arg-type]

        monkeypatch.setattr(matching, "deliver", deliver)
        return solved

    return arrange


class _Run:
    def __init__(self, status: str) -> None:
        self.status = status
        self.solution = xr.Dataset()


YEAR = {"capacity": {"weir": 0.1, "heat_pump": 0.4}, "contracts": {"gec": 3.0}}
SUMMARY = {"bound": None, "npv_cost": 5e6, "violations": [], "years": [YEAR, {**YEAR, "contracts": {"gec": 7.0}}]}
GEC = "supply.gec={kind: certificate, price: 5 CNY/MWh}"


def compare(place: Path) -> Comparison:
    return compare_levels(Question(CASE, None, (TARGET, GEC)), Options(), place, lambda _: None)


def test_sizes_are_the_largest_of_what_gives_or_stores_green_power(
    delivering: Callable[[dict[str, Any]], list[str]], tmp_path: Path
) -> None:
    delivering({})
    assert compare(tmp_path / "out").outcomes[0].sizes == {("weir", "MW"): 0.1, ("gec", "MWh/a"): 7.0}
    rows = read_table(tmp_path / "out" / "matching.csv")
    assert [row["matching"] for row in rows] == ["yearly", "monthly", "hourly"]
    assert (rows[0]["gec [MWh/a]"], rows[0]["folder"], rows[0]["npv_cost"]) == ("7.0", "yearly", "5000000.0")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InfeasibleError("nothing fits"), "infeasible"),
        (StoppedError("no plan yet"), "stopped"),
        (AuditError("off"), "not_confirmed"),
    ],
)
def test_a_level_that_fails_says_why_and_the_others_go_on(
    delivering: Callable[[dict[str, Any]], list[str]], tmp_path: Path, error: Exception, status: str
) -> None:
    solved = delivering({"monthly": error})
    comparison = compare(tmp_path / "out")
    assert solved == ["yearly", "monthly", "hourly"]
    assert [outcome.status for outcome in comparison.outcomes] == ["optimal", status, "optimal"]
    rows = read_table(tmp_path / "out" / "matching.csv")
    assert (rows[1]["reason"], rows[1]["folder"], rows[1]["premium"]) == (str(error), "", "")
    assert rows[2]["premium"] == "0.0"


def test_an_interrupt_ends_the_study(delivering: Callable[[dict[str, Any]], list[str]], tmp_path: Path) -> None:
    solved = delivering({"yearly": "interrupted"})
    assert [outcome.status for outcome in compare(tmp_path / "out").outcomes] == ["interrupted", "not_run", "not_run"]
    assert solved == ["yearly"]


def test_a_foreign_folder_is_refused_and_an_earlier_study_is_not(
    delivering: Callable[[dict[str, Any]], list[str]], tmp_path: Path
) -> None:
    solved = delivering({})
    (tmp_path / "matching.csv").write_text("earlier")
    compare(tmp_path)
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(CaseError, match="holds something else"):
        compare(tmp_path)
    assert len(solved) == 3
