"""The documents beside page and workbook: what they say is what the run says, in both languages, for any run."""

from __future__ import annotations

import re
import shutil
import string
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType

import docx
import openpyxl
import pytest

from planner.case import read
from planner.report.documents import DOCUMENTS, write_documents
from planner.report.documents.cards.collect import cards
from planner.report.documents.evaluation.years import evaluations
from planner.report.documents.words import FORM_CATALOGUES, TEXT_CATALOGUES
from planner.report.influence import influence
from planner.report.page.amounts import Amounts
from planner.report.page.answer import answer
from planner.report.page.content import Content
from planner.report.page.words import Words
from planner.report.workbook import WORKBOOK, write_workbook
from planner.report.workbook.edition import CATALOGUES
from planner.run.pipeline import Options, solve_case
from planner.run.roadmap import roadmap
from planner.run.store import Stored, load_run, save
from tests.run.tiny import CASE
from tests.run.workshop import plan_solution, reference_solution, workshop_case

from .books import stored
from .evaluator import Workbook

REPORT, CARDS, FORM, _ = (document.name for document in DOCUMENTS)
HOSTILE = "<w:t>&amp; =cmd|'/C calc'!A1 \x01\x07 {{7*7}}"


def words_of(path: Path) -> str:
    """Every paragraph and cell of a document."""
    document = docx.Document(str(path))
    found = [paragraph.text for paragraph in document.paragraphs]
    found += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(found)


@cache
def documents(name: str, lang: str) -> Path:
    """A copy of a run with its documents in one language."""
    folder = Path(mkdtemp()) / lang
    shutil.copytree(stored(name).folder, folder)
    run = replace(stored(name), folder=folder)
    write_workbook(run, lang)
    write_documents(run, lang)
    return folder


@pytest.mark.parametrize("catalogues", [CATALOGUES, FORM_CATALOGUES, TEXT_CATALOGUES])
def test_both_languages_say_the_same_things(catalogues: dict[str, dict[str, str]]) -> None:
    english, chinese = catalogues["en"], catalogues["zh"]
    assert set(english) == set(chinese)
    for key, text in english.items():
        fields = [{name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (text, chinese[key])]
        if key not in ("form.base", "form.planned"):
            assert fields[0] == fields[1], key


def test_words_that_formulas_compare_hold_no_quotes() -> None:
    for texts in CATALOGUES.values():
        compared = [texts[key] for key in texts if key.partition(".")[0] in ("scores", "investments", "yes", "no")]
        assert not [text for text in compared if '"' in text]
        tabs = [texts[key] for key in texts if key.startswith("tab.")]
        assert not [tab for tab in tabs if re.search(r"['\[\]:*?/]", tab)]


@pytest.mark.parametrize("name", ["tiny", "scored"])
def test_the_chinese_workbook_recalculates_in_its_own_units(name: str) -> None:
    run, book = stored(name), Workbook(documents(name, "zh") / WORKBOOK)
    for row, key in enumerate(("npv_cost", "reference_npv_cost", "saving", "capex_total"), 5):
        assert book.value("摘要", row, 2) == pytest.approx(run.summary[key] / 1e4, rel=0.0, abs=0.005 / 1e4), key
        assert book.value("摘要", row, 5) == "是"
    sheets = openpyxl.load_workbook(documents(name, "zh") / WORKBOOK)
    assert "万元" in str(sheets["路线图"]["F4"].value)
    electricity = next(row for row in sheets["排放"].iter_rows() if row[0].value == "用电量")
    assert electricity[1].value == "万kWh/年"
    assert electricity[2].value == pytest.approx(run.summary["base_year"]["electricity_use"] / 10.0)


def test_assumptions_stand_most_influential_first_with_their_sources() -> None:
    sheet = openpyxl.load_workbook(stored("tiny").folder / WORKBOOK)["Assumptions"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8)]
    effects = [abs(row[3] or 0.0) for row in rows]
    assert effects == sorted(effects, reverse=True)
    assert effects[2] > 0.0
    assert {row[5] for row in rows} & {"user", "official", "published", "estimate"}
    assert "not recorded" not in {row[5] for row in rows}


def test_influence_is_a_tenth_of_what_a_price_stands_for() -> None:
    """Carbon 0.438 and 0.4161 a year, gas 1.314 in 2026 and 2027, one million for LED, at 10 % from 2025."""
    resolved = {
        "carbon": {"price": "100 CNY/t"},
        "supply": {"gas": {"price": {2026: "300 CNY/MWh", 2030: "500 CNY/MWh"}}},
        "measures": {"led": {"capex": "1 Mio CNY"}},
    }
    case = replace(workshop_case(), resolved=MappingProxyType(resolved))
    found = influence(Stored(Path(), case, plan_solution(), reference_solution(), {}))
    early, late = 1 / 1.1 + 1 / 1.1**2, 1 / 1.1**3 + 1 / 1.1**4
    assert found["carbon.price"] == pytest.approx(0.1 * (0.438 * early + 0.4161 * late))
    assert found["supply.gas.price.2026"] == pytest.approx(0.1 * 1.314 * early)
    assert "supply.gas.price.2030" not in found
    assert found["measures.led.capex"] == pytest.approx(0.1 / 1.1)
    assert found["horizon.discount_rate"] < 0.0


def test_energy_avoided_follows_the_carriers_of_the_reference() -> None:
    """LED and photovoltaics avoid 876 MWh of power each; the heat pump's heat would take 538.302 tce of gas."""
    actions = {action.what: action for action in roadmap(workshop_case(), plan_solution(), reference_solution())}
    assert actions["led"].tce == pytest.approx(876.0 * 0.1229)
    assert actions["pv"].tce == pytest.approx(876.0 * 0.1229)
    assert actions["heat_pump"].tce == pytest.approx(538.302 - 1314.0 * 0.1229)
    assert actions["wind"].tce == 0.0


def test_cards_are_the_investments_of_the_roadmap() -> None:
    run = stored("tiny")
    found = cards(Content(run, Words("en", TEXT_CATALOGUES), Amounts("en", "CNY")))
    assert sum(card.capex for card in found) == pytest.approx(run.summary["capex_total"])
    saving = [card for card in found if card.saving is not None and card.saving > 0.0]
    assert saving
    for card in saving:
        assert card.payback == pytest.approx(card.capex / card.saving)
    assert all(card.stated for card in found)
    said = words_of(run.folder / CARDS)
    assert all(f"{number}. " in said for number in range(1, len(found) + 1))


def test_the_report_has_the_answer_of_the_page_and_its_tables() -> None:
    folder = documents("scored", "en")
    said = words_of(folder / REPORT)
    for head in ("The answer", "Roadmap", "Investment, operating cost and cash flow", "Indicator scores", "Proof"):
        assert head in said
    assert "What this report does not claim" in said
    assert "no official recognition" in said
    assert (
        answer(Content(stored("scored"), Words("en", TEXT_CATALOGUES), Amounts("en", "CNY"))).blocks[0].points[0]
        in said
    )
    assert len(docx.Document(str(folder / REPORT)).tables) >= 7


def test_the_form_has_the_rows_of_the_scheme_and_the_points_of_the_score() -> None:
    run = stored("scored")
    (evaluation,) = evaluations(run)
    assert evaluation.application == 2029
    assert [(year.year, year.stands) for year in evaluation.years] == [(2026, 2026), (2027, 2026), (2028, 2028)]
    book = Workbook(run.folder / FORM)
    names = [book.value("Form", row, 4) for row in range(5, 10)]
    assert names == [row.name for row in evaluation.path.scheme.indicators.values()]
    exact = next(year for year in run.summary["scores"][0]["years"] if year["year"] == 2028)["score_exact"]
    assert book.value("Form", 10, 13) == pytest.approx(exact, abs=1e-6)
    assert book.value("Form", 11, 13) == 45.0


def test_measured_values_typed_into_the_form_change_its_points() -> None:
    book = Workbook(stored("scored").folder / FORM)
    before = book.value("Form", 10, 13)
    points = book.value("Form", 5, 13)
    book.change("Form", 5, 9, 0.15)
    assert book.value("Form", 5, 13) == pytest.approx(400.0 / 9.0)
    assert book.value("Form", 10, 13) == pytest.approx(before - points + 400.0 / 9.0)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_form_does_not_know_stays_empty(lang: str) -> None:
    sheet = openpyxl.load_workbook(documents("scored", lang) / FORM).worksheets[0]
    head = [cell.value for cell in sheet[4]]
    first = next(column for column, text in enumerate(head) if text in ("Evidence file", "证明材料"))
    for row in sheet.iter_rows(min_row=5, max_row=9):
        assert [cell.value for cell in row[first : first + 3]] == [None] * 3
    material = next(row for row in sheet.iter_rows(min_row=5) if row[3].value == "Material per pump")
    assert [cell.value for cell in material[6:11]] == [None] * 5


def test_years_before_the_base_year_are_left_to_the_factory(tmp_path: Path) -> None:
    run = stored("scored")
    target = run.case.of("green_factory")[0]
    asked = target.parameters.model_copy(update={"score": None})
    things = tuple(replace(thing, parameters=asked) if thing is target else thing for thing in run.case.things)
    run = replace(run, case=replace(run.case, things=things), folder=tmp_path)
    (evaluation,) = evaluations(run)
    assert [(year.year, year.stands) for year in evaluation.years] == [(2024, None), (2025, 2025), (2026, 2026)]
    next(document for document in DOCUMENTS if document.name == FORM).write(run, "en", tmp_path / FORM)
    sheet = openpyxl.load_workbook(tmp_path / FORM)["Form"]
    assert {row[6].value for row in sheet.iter_rows(min_row=5, max_row=9)} == {None}
    assert any("2024: before the base year" in str(row[0].value) for row in sheet.iter_rows(min_row=10))


def test_a_case_without_a_scheme_has_no_form() -> None:
    run = replace(stored("tiny"), folder=documents("tiny", "en"))
    written = {each.document.name: each for each in write_documents(run)}
    assert written[FORM].path is None
    assert "scheme" in written[FORM].reason
    assert not (documents("tiny", "en") / FORM).exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_of_a_case_stay_text(tmp_path: Path, lang: str) -> None:
    run = stored("scored")
    shutil.copytree(run.folder, tmp_path / "run")
    run = replace(run, case=replace(run.case, title=HOSTILE, scenario=HOSTILE), folder=tmp_path / "run")
    write_documents(run, lang)
    for name in (REPORT, CARDS):
        assert "<w:t>&amp; =cmd|'/C calc'!A1 \ufffd\ufffd {{7*7}}" in words_of(tmp_path / "run" / name)
    book, plain = (openpyxl.load_workbook(folder / FORM) for folder in (tmp_path / "run", documents("scored", lang)))
    for sheet in book:
        formulas = [
            {cell.coordinate for row in each[sheet.title].iter_rows() for cell in row if cell.data_type == "f"}
            for each in (book, plain)
        ]
        assert formulas[0] == formulas[1]


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(documents("scored", "zh"), tmp_path / "run"))
    written = [document.name for document in DOCUMENTS if (folder / document.name).is_file()]
    assert len(written) == len(DOCUMENTS) - 1  # without a loan there is nothing for a bank
    before = {name: (folder / name).read_bytes() for name in written}
    write_documents(replace(stored("scored"), folder=folder), "zh")
    assert {name: (folder / name).read_bytes() for name in written} == before
    assert not list(folder.glob(".*"))


def test_a_plan_that_invests_nothing_and_one_that_falls_short_are_written_too(tmp_path: Path) -> None:
    run = stored("tiny")
    folder = Path(shutil.copytree(run.folder, tmp_path / "run"))
    (folder / "roadmap.csv").write_text("year,action,what,size,unit,capex,saving,CO2\n", encoding="utf-8-sig")
    violation = {"where": "x", "key": "targets.co2", "year": 2028, "by": 12.5, "unit": "t"}
    summary = {**run.summary, "capex_total": 0.0, "status": "infeasible_achievable", "violations": [violation]}
    summary |= {"irr": None, "payback_years": None, "abatement_cost": None}
    write_documents(replace(run, folder=folder, solution=run.reference, summary=summary))
    assert "adopts and builds nothing" in words_of(folder / CARDS)
    assert "nearest achievable" in words_of(folder / CARDS)
    assert "Not met by this plan: targets.co2 in 2028, by 12.5 t." in words_of(folder / REPORT)
    assert "going on as before is the plan" in words_of(folder / REPORT)


def test_a_plan_of_one_year_is_written_too(tmp_path: Path) -> None:
    text = (CASE / "case.yaml").read_text(encoding="utf-8")
    assert "years: [2026, 2028]" in text
    (tmp_path / "case.yaml").write_text(text.replace("years: [2026, 2028]", "years: [2026]"), encoding="utf-8")
    run = solve_case(read(tmp_path), Options(), lambda progress: None)
    save(run, Options(), tmp_path / "run", {})
    written = write_documents(load_run(tmp_path / "run"), "zh")
    assert [each.document.name for each in written if each.path is not None] == [REPORT, CARDS]
    assert "2026" in words_of(tmp_path / "run" / CARDS)
