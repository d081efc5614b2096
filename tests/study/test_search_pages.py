"""Names of a case on the pages and in the tables of searches: never markup, never formulas."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planner.report.study.frontier import write_frontier_page
from planner.run.tables import read_table
from planner.study.frontier import Frontier, search_frontier
from planner.study.frontier_tables import write_frontier
from planner.study.plan import Subject
from planner.study.proving import Figures
from planner.study.search.asker import RUNNER
from tests.study.here import engine_here
from tests.study.light import light

HOSTILE, FORMULA = "<script>alert(1)</script>", "=HYPERLINK(1)"


@cache
def found() -> Frontier:
    """The front of the light works where LED do not pay; searched once."""
    with TemporaryDirectory() as place:
        case = light(Path(place) / "case")
        options = {"gap": 1e-6, "days": 1, "time_limit": None, "threads": 1}
        subject = Subject(str(case), "cheap", options=options)
        engine, _ = engine_here(Path(place) / "study", RUNNER)
        with engine:
            return search_frontier(engine, 1, subject, subject.read(), "co2", 3, lambda text: None)


def named(name: str) -> Frontier:
    """The same with a name for everything that is decided, for the case and for its scenario."""

    def renamed(figures: Figures) -> Figures:
        return replace(figures, actions=tuple(replace(each, what=name, unit=name) for each in figures.actions))

    points = tuple(replace(each, figures=renamed(each.figures)) for each in found().points)
    return replace(found(), points=points, case=replace(found().case, title=name, scenario=name))


def test_the_front_is_the_one_worked_out_by_hand() -> None:
    """LED save half of 2,000 MWh at 0.5 t/MWh in each of four years."""
    cheap, clean = found().points
    assert (cheap.figures.co2, clean.figures.co2) == (pytest.approx(4000.0), pytest.approx(2000.0))
    assert [each.what for each in clean.figures.actions] == ["led"] and cheap.figures.actions == ()
    assert cheap.placing.cost < clean.placing.cost
    assert found().unexplored < 1e-2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_name_of_the_case_is_never_markup(tmp_path: Path, lang: str) -> None:
    write_frontier_page(named(HOSTILE), tmp_path, lang)
    page = (tmp_path / "frontier.html").read_text(encoding="utf-8")
    assert HOSTILE not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_name_of_the_case_is_never_a_formula(tmp_path: Path) -> None:
    write_frontier(named(FORMULA), tmp_path)
    rows = read_table(tmp_path / "investments.csv")
    assert rows and {row["what"] for row in rows} == {f"'{FORMULA}"} == {row["unit"] for row in rows}
