"""Tornado and screening: their tables are tidy, their pages sorted and in words, and no name of theirs does harm."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.report.page.words import Words
from planner.report.study import write_study_page
from planner.report.study.keys import spoken
from planner.report.study.words import TEXTS
from planner.run.tables import read_table, write_table
from planner.study.grid import Span
from planner.study.outcome import RUN_COLUMNS, Outcome, run_rows, with_keys
from planner.study.plan import Subject
from planner.study.screening import Screening
from planner.study.sweep import Sweep
from planner.study.tornado import Range, Tornado
from tests.docs.from_run import ROOT
from tests.study.outcomes import told

HOSTILE = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://x","y")'
SUBJECT = Subject(str(ROOT / "cases" / "tiny"))
RANGES = (
    Range("technologies.weir.capex", "30000 CNY/kW", "20000 CNY/kW", "40000 CNY/kW"),
    Range("supply.grid.components.energy.price", "500 CNY/MWh", "300 CNY/MWh", "700 CNY/MWh"),
    Range("technologies.heat_pump.capex", "4000 CNY/kW", "3500 CNY/kW", "4400 CNY/kW"),
    Range("supply.gas.price", "300 CNY/MWh", "200 CNY/MWh", "450 CNY/MWh"),
)
COSTS = [20.0e6, 19.4e6, 20.3e6, 14.0e6, 26.0e6, 19.9e6, 20.1e6, 18.0e6, 23.0e6]
CO2 = [17e3, 17e3, 18e3, 17e3, 15e3, 17e3, 17e3, 17.5e3, 16e3]
SPANS = tuple(Span(key, Decimal(0), Decimal(10)) for key in ("carbon.price", "supply.gas.price", "measures.led.capex"))


def tornado_of(ranges: Sequence[Range]) -> tuple[Tornado, list[Outcome]]:
    tornado = Tornado(tuple(ranges))
    points = tornado.points()
    return tornado, [
        told(number, changes, cost, co2, 60.0)
        for number, (changes, cost, co2) in enumerate(zip(points, COSTS, CO2, strict=False), 1)
    ]


def screening_of(method: str, spans: Sequence[Span] = SPANS) -> tuple[Screening, list[Outcome]]:
    """Cost moves with the second range most, then the first; CO2 with the first alone; the score not at all."""
    screening = Screening(method, tuple(spans), 8, 1)
    found = []
    for number, changes in enumerate(screening.points(), 1):
        first, second, _ = (float(change.partition("=")[2]) / 10.0 for change in changes)
        money = 2e7 + 2e6 * first + 5e6 * second + 1e6 * first * second
        found.append(told(number, changes, money, 1e4 - 3e3 * first, 60.0))
    return screening, found


def page(extras: Any, found: Sequence[Outcome], folder: Path, lang: str = "en", **case: str) -> str:
    keys = list(dict.fromkeys(change.partition("=")[0] for each in found for change in each.point.changes))
    sweep = Sweep(SUBJECT, tuple(keys), tuple(each.point for each in found), ())
    write_study_page(replace(SUBJECT.read(), **case), sweep, found, extras, folder, lang)  # type: ignore[arg-type]
    return (folder / "study.html").read_text(encoding="utf-8")


def charts(text: str) -> list[dict[str, Any]]:
    """Figures of a page."""
    return [json.loads(each) for each in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.S)]


def test_a_tornado_is_told_end_by_end(tmp_path: Path) -> None:
    tornado, found = tornado_of(RANGES)
    tornado.write(tmp_path, found, "CNY")
    rows = read_table(tmp_path / "tornado.csv")
    assert len(rows) == 2 * len(RANGES) * 3
    one = next(row for row in rows if (row["key"], row["end"], row["output"]) == ("supply.gas.price", "high", "cost"))
    assert (one["value"], one["unit"]) == ("450 CNY/MWh", "CNY")
    assert float(one["change"]) == float(one["result"]) - float(one["base"]) == 3e6
    assert {row["unit"] for row in rows} == {"CNY", "t", "points"}


def test_an_end_that_failed_has_no_result(tmp_path: Path) -> None:
    tornado, found = tornado_of(RANGES[:1])
    found[2] = told(3, found[2].point.changes, 0.0, 0.0, failed="nothing serves the demand")
    tornado.write(tmp_path, found, "CNY")
    ends = {row["end"]: row["change"] for row in read_table(tmp_path / "tornado.csv") if row["output"] == "cost"}
    assert ends == {"low": "-600000.0", "high": ""}
    assert "Runs of these ranges failed: technologies.weir.capex" in page(tornado, found, tmp_path)


def test_bars_of_a_tornado_are_sorted_and_named_in_words(tmp_path: Path) -> None:
    cost, co2 = charts(page(*tornado_of(RANGES), tmp_path))
    assert cost["data"][0]["y"] == ["grid · energy: price", "gas: price", "weir: investment", "heat pump: investment"]
    assert cost["layout"]["xaxis"]["title"]["text"] == "Change of the present value, million CNY"
    assert co2["data"][0]["y"] == ["grid · energy: price", "gas: price", "weir: investment"]
    assert co2["layout"]["xaxis"]["title"]["text"] == "Change of CO2, kt"
    chinese = page(*tornado_of(RANGES), tmp_path, "zh")
    assert charts(chinese)[0]["data"][0]["y"][0] == "grid · energy：价格"
    assert "没有任何参数影响：得分" in chinese


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_a_screening_is_told_index_by_index_and_sorted(method: str, tmp_path: Path) -> None:
    screening, found = screening_of(method)
    screening.write(tmp_path, found, "CNY")
    rows = read_table(tmp_path / "screening.csv")
    assert {row["method"] for row in rows} == {method} and {row["output"] for row in rows} == {"cost", "co2"}
    index, unit = ("mu_star", "CNY") if method == "morris" else ("ST", "1")
    told_ = {row["key"]: float(row["value"]) for row in rows if (row["output"], row["index"]) == ("cost", index)}
    assert told_["supply.gas.price"] > told_["carbon.price"] > told_["measures.led.capex"]
    assert {row["unit"] for row in rows if row["output"] == "cost"} == {unit}
    text = page(screening, found, tmp_path)
    cost = charts(text)[0]
    assert cost["data"][0]["y"] == ["gas: price", "Carbon: price", "led: investment"]
    assert "No range moves: Score." in text


def test_a_screening_with_a_run_that_failed_has_no_indices(tmp_path: Path) -> None:
    screening, found = screening_of("morris")
    found[3] = told(4, found[3].point.changes, 0.0, 0.0, failed="nothing serves the demand")
    screening.write(tmp_path, found, "CNY")
    assert read_table(tmp_path / "screening.csv") == []
    assert "there are no indices" in page(screening, found, tmp_path)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_are_never_markup_on_the_pages(lang: str, tmp_path: Path) -> None:
    hostile = replace(RANGES[0], key=f"technologies.{HOSTILE}.capex", low=HOSTILE)
    texts = [page(*tornado_of((hostile, *RANGES[1:])), tmp_path, lang, title=HOSTILE, scenario=HOSTILE)]
    spans = (replace(SPANS[0], key=f"measures.{HOSTILE}.capex"), *SPANS[1:])
    texts.append(page(*screening_of("morris", spans), tmp_path, lang, title=HOSTILE))
    grid = [told(n, (f"technologies.{HOSTILE}.max={n} MW",), 1e6 * n, 1e3, built={HOSTILE: 1.0}) for n in (1, 2)]
    texts.append(page(None, [*grid, told(3, (f"technologies.{HOSTILE}.max=3 MW",), 0, 0, failed=HOSTILE)], tmp_path))
    for text in texts:
        assert HOSTILE not in text
        for chart in charts(text):
            assert HOSTILE not in json.dumps(chart)


def test_texts_are_never_formulas_in_the_tables(tmp_path: Path) -> None:
    tornado, found = tornado_of((replace(RANGES[0], key=FORMULA, low=FORMULA, high="-5 kW"),))
    tornado.write(tmp_path, found, "CNY")
    rows = read_table(tmp_path / "tornado.csv")
    assert {row["key"] for row in rows} == {f"'{FORMULA}"}
    assert {row["value"] for row in rows} == {f"'{FORMULA}", "-5 kW"}
    failed = [told(1, (f"{FORMULA}=@SUM(1)",), 0.0, 0.0, failed="+1+cmd|' /C calc'!A1")]
    write_table(tmp_path / "runs.csv", with_keys(RUN_COLUMNS, [FORMULA]), run_rows([FORMULA], failed, tmp_path))
    (row,) = read_table(tmp_path / "runs.csv")
    assert row["reason"] == "'+1+cmd|' /C calc'!A1" and f"'{FORMULA}" in row


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-cmd|' /C calc'!A1", "--1"])
def test_a_formula_is_a_text_in_every_table(text: str, tmp_path: Path) -> None:
    write_table(tmp_path / "table.csv", (text,), [(text,), (-1.5,), ("-1.5 MW",), ("+5%",), ("5",)])
    said = "'" + text.replace("\r", "\n")
    assert [next(iter(row.items())) for row in read_table(tmp_path / "table.csv")] == [
        (said, value) for value in (said, "-1.5", "-1.5 MW", "+5%", "5")
    ]


def test_keys_are_said_in_words() -> None:
    words = Words("en", TEXTS)
    assert spoken(words, "carbon.price") == "Carbon: price"
    assert spoken(words, "technologies.battery.capex_energy") == "battery: investment by energy"
    assert spoken(words, "horizon.discount_rate") == "Horizon: discount rate"
    assert spoken(words, "targets.green_factory.score.2030") == "green factory · score: 2030"
    assert spoken(Words("zh", TEXTS), "measures.led.capex") == "led：投资"
