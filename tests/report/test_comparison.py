"""The documents of a comparison: page, workbook and tables say the same, and names of a case stay text."""

from __future__ import annotations

import json
import re
import shutil
import string
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import planner
from planner.comparison import compare_runs
from planner.errors import CaseError
from planner.report.comparison import FILES, PAGE, WORKBOOK, compare, deliver
from planner.report.comparison.page import render, said
from planner.report.comparison.sentences import headline, ranking, sentences
from planner.report.comparison.tables import TIDY, WIDE, harmless
from planner.report.comparison.told import CATALOGUES, Told, plus
from planner.report.page.amounts import plain
from planner.run.store import Stored
from planner.run.tables import read_table
from tests.comparison.runs import base, idle, renamed, retold, scored, variant
from tests.report.test_page import EVIL, Page

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def told(*runs: Stored, lang: str = "en") -> Told:
    return Told.of(compare_runs(runs), lang)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The comparison of three runs of one factory, as a folder."""
    place = tmp_path_factory.mktemp("compared") / "out"
    compare([base().folder, variant("small").folder, variant("late").folder], out=place)
    return place


def test_the_differences_stand_in_words() -> None:
    small = told(base(), variant("small"))
    (pair,) = small.found.pairs
    cost = variant("small").summary["npv_cost"] - base().summary["npv_cost"]
    amount = f"{plain(cost / 1e3, 1)} thousand CNY"
    assert headline(small, pair) == f"small beside base: weir smaller; +{amount}; +876 t CO2."
    text = "\n".join(sentences(small, pair))
    assert f"small costs {amount} more than base in 2026–2029" in text
    assert "proven at all hours" in text and "NOT proven" not in text
    assert "Going on as before costs the same in both" in text
    assert "builds weir in 2026 as well, but 0.05 MW instead of 0.10 MW (−50 %), −1.50 million CNY." in text
    late = told(base(), variant("late"))
    text = "\n".join(sentences(late, late.found.pairs[0]))
    assert "late adopts led 2 years later (2028, not 2026)" in text
    none = told(base(), idle())
    text = "\n".join(sentences(none, none.found.pairs[0]))
    assert re.search(r"base builds weir \(0.10 MW\) in 2026, 3.00 million CNY; idle does not\.", text)


def test_a_difference_within_the_gaps_is_called_unproven() -> None:
    cost = base().summary["npv_cost"]
    wide = {
        **variant("small").summary["typical_day"],
        "average_bound": 0.9 * cost,
        "objective": cost,
        "bound": 0.9 * cost,
    }
    open_pair = told(base(), retold(variant("small"), typical_day=wide))
    text = " ".join(sentences(open_pair, open_pair.found.pairs[0]))
    assert "That is NOT proven: it lies within the gaps" in text
    assert "neither are these" in text


def test_runs_that_decide_alike_are_said_to(tmp_path: Path) -> None:
    alike = told(base(), replace(base(), folder=Path(shutil.copytree(base().folder, tmp_path / "twin"))))
    (pair,) = alike.found.pairs
    assert headline(alike, pair) == "twin beside base: the same decisions; 0 CNY; 0 t CO2."
    assert sentences(alike, pair)[-1].startswith("Both plans decide the same")
    assert pair.changes == ()


def test_factories_are_ranked_on_one_footing() -> None:
    both = told(scored(), renamed(base(), name="other"))
    text = "\n".join(ranking(both))
    assert "CO2 in 2028 per tce used today: lowest in" in text
    assert "per unit of output" in Page(render(both)).text
    assert not any("costs" in sentence for sentence in sentences(both, both.found.pairs[0]))


def test_a_caution_names_every_run() -> None:
    other = renamed(variant("small"), horizon=replace(base().case.horizon, discount_rate=0.05))
    both = told(base(), other)
    (caution,) = both.found.cautions
    assert "base 10 %; small 5 %" in said(both, caution)
    text = Page(render(both)).text
    assert said(both, caution) in text and "are not subtracted" in text


def test_the_folder_is_whole_and_holds_one_set_of_numbers(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    tidy, wide = read_table(folder / TIDY), read_table(folder / WIDE)
    cell = next(row for row in wide if row["quantity"] == "npv_cost")
    summaries = {"base": base(), "small": variant("small"), "late": variant("late")}
    for run, stored in summaries.items():
        (row,) = (row for row in tidy if (row["run"], row["quantity"]) == (run, "npv_cost"))
        assert float(row["value"]) == float(cell[run]) == stored.summary["npv_cost"]
    assert float(cell["small - base"]) == pytest.approx(float(cell["small"]) - float(cell["base"]))
    record = json.loads((folder / "comparison.json").read_text(encoding="utf-8"))
    assert [run["run"] for run in record["runs"]] == ["base", "small", "late"]
    text = Page((folder / PAGE).read_text(encoding="utf-8")).text
    assert all(pair["headline"] in text for pair in record["pairs"])
    assert all(sentence in text for pair in record["pairs"] for sentence in pair["sentences"])


def test_the_workbook_subtracts_by_formula_and_draws(folder: Path) -> None:
    formulas, values = (openpyxl.load_workbook(folder / WORKBOOK, data_only=shown) for shown in (False, True))
    sheet, shown = formulas["Summary"], values["Summary"]
    rows = {sheet.cell(row, 1).value: row for row in range(5, 40)}
    row = rows["Discounted cost of the plan"]
    assert str(sheet.cell(row, 6).value).startswith("='Summary'!")
    here, there, apart = (shown.cell(row, column).value for column in (3, 4, 6))
    assert apart == pytest.approx(there - here)
    assert here == pytest.approx(base().summary["npv_cost"] / 1e6)
    assert len(formulas["By year"]._charts) == 4
    assert formulas["Inputs"].cell(5, 3).value == "technologies.weir.max"


def test_the_page_draws_every_chart_and_fetches_nothing(folder: Path) -> None:
    page = Page((folder / PAGE).read_text(encoding="utf-8"))
    assert len(page.figures) == 7
    assert [name for _, name, _ in page.attributes if name in ("src", "srcset", "action", "data")] == []
    lines = next(figure for figure in page.figures if "operating cost" in json.dumps(figure["layout"]))
    assert [trace["name"] for trace in lines["data"]][::2] == ["base", "small", "late"]


def test_a_chinese_edition_is_complete() -> None:
    def blanks(text: str) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}

    english, chinese = CATALOGUES["en"], CATALOGUES["zh"]
    assert list(chinese) == list(english)
    assert {key: blanks(text) for key, text in chinese.items()} == {key: blanks(text) for key, text in english.items()}
    text = render(told(base(), variant("small"), lang="zh"))
    assert 'lang="zh"' in text and "方案对比" in text and "万元" in text


def test_a_run_without_investment_has_its_documents(tmp_path: Path) -> None:
    twin = replace(idle(), folder=Path(shutil.copytree(idle().folder, tmp_path / "idler")))
    deliver(compare_runs([idle(), twin]), tmp_path / "out", "en")
    text = Page((tmp_path / "out" / PAGE).read_text(encoding="utf-8")).text
    assert "Both plans decide the same" in text


def with_a_weir_called(name: str) -> Stored:
    """The run as shipped, with one of its technologies under another name everywhere."""
    run = base()
    things = tuple(replace(thing, name=name) if thing.name == "weir" else thing for thing in run.case.things)
    coords = {
        dim: [str(text).replace("weir", name) for text in run.solution[dim].to_numpy().tolist()]
        for dim in ("asset", "cash_item", "line_item")
    }
    years = [
        {**year, "capacity": {key.replace("weir", name): size for key, size in year["capacity"].items()}}
        for year in run.summary["years"]
    ]
    changed = replace(run, solution=run.solution.assign_coords(coords), summary={**run.summary, "years": years})
    return renamed(changed, things=things)


@pytest.mark.parametrize("name", [EVIL, "=cmd|'/C calc'!A1", "@SUM(1)"])
def test_a_name_is_never_markup_nor_formula(name: str, tmp_path: Path) -> None:
    first = renamed(with_a_weir_called(name), title=name, scenario=name, province=name)
    second = renamed(variant("small"), title=f"{name} 2", name="other")
    for runs in ([first, second], [first, renamed(variant("small"), province=f"{name} 2")]):
        deliver(compare_runs(runs), tmp_path / "out", "en")
        page = Page((tmp_path / "out" / PAGE).read_text(encoding="utf-8"))
        assert len(page.scripts) == len(page.figures) + 1
        assert any("alert" in text or "cmd" in text or "SUM" in text for text in page.words)
        assert "<script>alert" not in (tmp_path / "out" / PAGE).read_text(encoding="utf-8")
        for table in (TIDY, WIDE):
            for row in read_table(tmp_path / "out" / table):
                texts = [text for text in (*row, *row.values()) if not re.fullmatch(r"-?[\d.e+-]*", text)]
                assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)
        book = openpyxl.load_workbook(tmp_path / "out" / WORKBOOK)
        for sheet in book:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                assert str(cell.value).startswith("='Summary'!") or str(cell.value).startswith("='By year'!")


def test_only_a_comparison_is_replaced(folder: Path, tmp_path: Path) -> None:
    runs = [base().folder, variant("small").folder]
    place = Path(shutil.copytree(folder, tmp_path / "again"))
    assert compare(runs, out=place).labels == ("base", "small")
    assert len(json.loads((place / "comparison.json").read_text(encoding="utf-8"))["runs"]) == 2
    with pytest.raises(CaseError, match="is not a comparison"):
        compare(runs, out=variant("late").folder)


def test_the_public_function_is_this_one() -> None:
    assert planner.compare is compare
    assert harmless("+1") == "'+1" and plus(2.0, "2") == "+2"


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_a_browser_draws_the_page_without_a_word_on_the_console(folder: Path, tmp_path: Path) -> None:
    assert BROWSER is not None
    ended = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom",
            f"--user-data-dir={tmp_path}/profile", "--window-size=1200,3000", "--virtual-time-budget=10000",
            (folder / PAGE).as_uri(),
        ],
        capture_output=True, text=True, timeout=240, check=True,
    )  # fmt: skip
    assert [line for line in ended.stderr.splitlines() if "CONSOLE" in line] == []
    drawn = re.findall(r'class="chart js-plotly-plot"', ended.stdout)
    assert len(drawn) == ended.stdout.count('type="application/json"') == 7
