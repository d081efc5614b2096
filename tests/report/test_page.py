"""The page of a run: its numbers are those of the run, it fetches nothing, and names of a case stay text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import string
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jinja2
import pytest

from planner.errors import AuditError
from planner.report.page import LANGUAGES, PAGE, render
from planner.report.page.amounts import Amounts, plain
from planner.report.page.blocks import Chart, Section, Text
from planner.report.page.chart import figure, label
from planner.report.page.document import environment
from planner.report.page.words import CATALOGUES, Words
from planner.run.finance import Finance
from planner.run.folder import write_file
from planner.run.store import Stored, load_run
from tests.run.financed import stored as financed_run
from tests.run.scored import scored_run
from tests.run.tiny import tiny_run

EVIL = "<script>alert(1)</script>\"'&{{ 7 * 7 }}</script><!--"
MEGABYTE = 1_000_000


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            attributes, before = self.scripts[-1]
            self.scripts[-1] = (attributes, before + data)
        elif not self._open or self._open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        """Everything that can be read."""
        return " ".join(" ".join(self.words).split())

    @property
    def figures(self) -> list[dict[str, Any]]:
        """Every figure."""
        return [json.loads(text) for attributes, text in self.scripts if attributes.get("type") == "application/json"]


@pytest.fixture(scope="module")
def stored() -> Stored:
    return load_run(tiny_run().folder)


@pytest.fixture(scope="module")
def page(stored: Stored) -> str:
    return render(stored)


def test_a_solve_writes_the_page_that_the_folder_gives(page: str) -> None:
    assert (tiny_run().folder / PAGE).read_text(encoding="utf-8") == page


def test_the_numbers_are_those_of_the_summary(stored: Stored, page: str) -> None:
    summary, text = stored.summary, Page(page).text
    for key in ("npv_cost", "reference_npv_cost", "saving"):
        assert f"{plain(summary[key] / 1e6, 1)} million CNY" in text
    assert f"{plain(summary['capex_total'] / 1e6, 2)} million CNY" in text
    assert f"{plain(100.0 * summary['irr'], 1)} % a year" in text
    for record in (summary["base_year"], summary["years"][-1]):
        assert f"{plain((record['scope1'] + record['scope2_location']) / 1e3, 1)} kt" in text
        assert f"{plain((record['scope1'] + record['scope2_market_certificates']) / 1e3, 1)} kt" in text
        assert plain(sum(record["cost"].values()) / 1e6, 2) in text
    assert summary["fingerprint"] in text


def test_bars_of_operating_cost_add_up_to_the_summary(stored: Stored, page: str) -> None:
    (chart,) = (found for found in Page(page).figures if "operating cost" in json.dumps(found["layout"]))
    bars = [trace for trace in chart["data"] if trace["type"] == "bar"]
    records = [stored.summary["base_year"], *stored.summary["years"]]
    for place, record in enumerate(records):
        total = sum(bar["y"][place] for bar in bars) * 1e6
        assert total == pytest.approx(sum(record["cost"].values()))


def test_levers_reach_from_the_plan_to_the_reference(page: str) -> None:
    (chart,) = (
        found for found in Page(page).figures if any(trace.get("name") == "left in the plan" for trace in found["data"])
    )
    for basis in (True, False):
        traces = [trace for trace in chart["data"] if trace["visible"] is basis]
        (line,) = (trace for trace in traces if trace["type"] == "scatter")
        for place, reference in enumerate(line["y"]):
            stacked = sum(trace["y"][place] for trace in traces if trace["type"] == "bar")
            assert stacked == pytest.approx(reference, rel=1e-4)


def test_levers_that_do_not_add_up_are_said_not_to(stored: Stored, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(stored.folder, tmp_path / "run"))
    audit = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    audit["levers"].update(passed=False, residual=7.0)
    (folder / "audit.json").write_text(json.dumps(audit), encoding="utf-8")
    text = Page(render(replace(stored, folder=folder))).text
    assert "The levers do not add up" in text and "NO: off by 7.0e+00 t" in text


def test_a_folder_without_levers_has_a_page(stored: Stored, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(stored.folder, tmp_path / "run"))
    for name in ("levers.csv", "abatement.csv"):
        (folder / name).unlink()
    text = Page(render(replace(stored, folder=folder))).text
    assert "holds no table of levers" in text and "What a tonne costs" not in text


def test_energy_into_a_carrier_comes_out_of_it(page: str) -> None:
    (chart,) = (found for found in Page(page).figures if found["data"][0]["type"] == "sankey")
    for trace in chart["data"]:
        link, labels = trace["link"], trace["node"]["label"]
        for node, name in enumerate(labels):
            pairs = list(zip(link["source"], link["target"], link["value"], strict=True))
            given = sum(value for _, target, value in pairs if target == node)
            taken = sum(value for source, _, value in pairs if source == node)
            if given and taken:
                assert given == pytest.approx(taken, rel=1e-3), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_fetched_and_the_file_is_small(stored: Stored, lang: str) -> None:
    text = render(stored, lang)
    found = Page(text)
    loading = [(tag, name) for tag, name, value in found.attributes if name in ("src", "srcset", "action", "data")]
    assert loading == []
    assert all(value.startswith("#") for tag, name, value in found.attributes if name == "href")
    assert not re.search(r"@import|url\(", text.partition("<style>")[2].partition("</style>")[0])
    assert len(text.encode()) < 8 * MEGABYTE


def test_only_the_script_of_the_page_may_run(page: str) -> None:
    found = Page(page)
    (policy,) = (
        value for tag, name, value in found.attributes if (tag, name) == ("meta", "content") and "src" in value
    )
    (script,) = (text for attributes, text in found.scripts if not attributes)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not any(name.startswith("on") for _, name, _ in found.attributes)


def test_a_name_of_the_case_is_never_markup(stored: Stored, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(stored.folder, tmp_path / "run"))
    for name in ("roadmap.csv", "bills.csv", "assumptions.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        quoted = '"' + EVIL.replace('"', '""') + '"'
        changed = re.sub(r"(?m)(?<=,)(led|weir|energy|case)(?=,)", quoted.replace("\\", r"\\"), text)
        assert changed != text
        (folder / name).write_text(changed, encoding="utf-8")
    year = {**stored.summary["years"][0], "cost": {f"fuel.{EVIL}": 1.0}}
    violation = {"where": EVIL, "key": EVIL, "year": 2026, "by": 1.0, "unit": EVIL}
    years = [year, *stored.summary["years"][1:]]
    evil = {"title": EVIL, "scenario": EVIL, "violations": [violation], "years": years}
    things = tuple(replace(thing, name=EVIL) if thing.name == "machines" else thing for thing in stored.case.things)
    case = replace(stored.case, title=EVIL, things=things)
    solution = stored.solution.assign_coords(
        end_use=[EVIL if name == "machines" else name for name in stored.solution["end_use"].to_numpy().tolist()]
    )
    hostile = replace(stored, folder=folder, case=case, solution=solution, summary={**stored.summary, **evil})
    text = render(hostile)
    assert "<script>alert" not in text
    found = Page(text)
    assert len(found.scripts) == len(found.figures) + 1
    assert "alert(1)" in found.text
    assert "49" not in found.text.partition("·")[0]
    strings = [each for chart in found.figures for each in _strings(chart)]
    assert any("alert" in each for each in strings)
    assert not any("<script" in each for each in strings)


def _strings(value: Any) -> list[str]:
    """Every text within a JSON value."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _strings(each)]


def test_a_figure_cannot_end_its_script_element() -> None:
    template = environment().from_string('<script type="application/json">{{ chart | figure }}</script>')
    chart = figure([], 100, title={"text": "</script><b>\u2028"})
    text = template.render(chart=chart)
    assert text.count("<") == 2
    assert Page(text).figures[0]["layout"]["title"]["text"] == "</script><b>\u2028"


def test_a_name_that_the_template_misses_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        environment().from_string("{{ nothing }}").render()
    with pytest.raises(KeyError):
        Words("en")("no.such.text")


def test_a_summary_of_an_older_version_is_refused(stored: Stored) -> None:
    summary = {key: value for key, value in stored.summary.items() if key != "aim"}
    with pytest.raises(AuditError, match="lacks 'aim'; solve the case again"):
        render(replace(stored, summary=summary))


def test_the_gap_of_an_aim_is_not_called_money(stored: Stored) -> None:
    aim = {"objective": "co2", "unit": "t", "value": 10.0, "bound": 9.0, "gap": 0.1, "budget": None}
    text = Page(render(replace(stored, summary={**stored.summary, "aim": aim, "gap": 0.1}))).text
    assert "gap of what it was driven for: 10.00 %" in text
    assert "no plan surpasses 9.0 t" in text
    assert "no plan is cheaper" not in text


def test_an_overstep_that_the_run_declares_is_no_doubt_about_it(stored: Stored, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(stored.folder, tmp_path / "run"))
    audit = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    check = next(check for check in audit["checks"] if check["name"] == "limits.emission_cap")
    check.update(passed=False, residual=7.0, place={"item": "on_site", "year": 2028})
    (folder / "audit.json").write_text(json.dumps(audit), encoding="utf-8")
    violation = {"where": "case.yaml:1", "key": "targets.on_site.reduction", "year": 2028, "by": 7.0, "unit": "t"}
    declared = {**stored.summary, "status": "infeasible_achievable", "violations": [violation]}
    silent = Page(render(replace(stored, folder=folder))).text
    assert "does NOT confirm 1 of" in silent
    text = Page(render(replace(stored, folder=folder, summary=declared))).text
    assert "Not met by this plan: targets.on_site.reduction in 2028, by 7.00 t." in text
    assert "but for the 1 that find the limits overstepped" in text
    assert "no plan is cheaper" not in text and "does NOT" not in text


def test_labels_are_readable_and_bounded() -> None:
    assert label("battery.power") == "battery · power"
    assert len(label("x" * 500)) == 40
    assert Text("x").kind == "text" and Chart.kind == "chart" and Section("a", "b").blocks == ()


def test_every_language_has_every_text_with_the_same_blanks() -> None:
    def blanks(text: str) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}

    english = CATALOGUES["en"]
    for lang, texts in CATALOGUES.items():
        assert list(texts) == list(english), lang
        assert {key: blanks(text) for key, text in texts.items()} == {key: blanks(english[key]) for key in texts}


@pytest.mark.parametrize(
    ("lang", "money", "energy", "co2"),
    [
        ("en", "1,275.6 million CNY", "20.0 GWh", "101.6 kt"),
        ("zh", "127,557 万元", "2,000 万kWh", "101,637 t"),
    ],
)
def test_amounts_stand_in_the_readers_magnitude(lang: str, money: str, energy: str, co2: str) -> None:
    amounts = Amounts(lang, "CNY")
    assert amounts.money(1_275_569_090.0).text(1_275_569_090.0) == money
    assert amounts.energy(20_000.0).text(20_000.0) == energy
    assert amounts.co2(101_637.0).text(101_637.0) == co2


def test_small_amounts_keep_their_digits() -> None:
    amounts = Amounts("en", "EUR")
    assert amounts.money(52_300.0).text(52_300.0) == "52.3 thousand EUR"
    assert amounts.energy(88.1).text(88.1) == "88.1 MWh"
    assert amounts.co2(12.0).text(None) == "–"


def test_scores_stand_with_their_arithmetic() -> None:
    solved = scored_run()
    text = Page(render(load_run(solved.folder))).text
    (record,) = solved.summary["scores"]
    assert record["label"] in text
    for year in record["years"]:
        assert f"Arithmetic of {year['year']}" in text
        assert plain(year["score_exact"], 2) in text
    assert "no official recognition" in text


def test_a_plan_without_any_step_has_a_page(stored: Stored, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(stored.folder, tmp_path / "run"))
    roadmap = folder / "roadmap.csv"
    roadmap.write_text(roadmap.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    (folder / "assumptions.csv").unlink()
    text = Page(render(replace(stored, folder=folder))).text
    assert "going on as before is the plan" in text
    assert "holds no table of assumptions" in text


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"old")

    def broken(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("planner.run.folder.to_disk", broken)
        with pytest.raises(OSError, match="disk full"):
            write_file(place, b"new")
    assert place.read_bytes() == b"old"
    write_file(place, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert place.read_bytes() == b"new"


def test_bars_of_the_cash_flow_add_up_to_it_and_its_figures_are_those_of_the_summary() -> None:
    run = financed_run("company")
    page = Page(render(run))
    (chart,) = (found for found in page.figures if "cash flow, nominal" in json.dumps(found["layout"]))
    bars = [trace for trace in chart["data"] if trace["type"] == "bar"]
    lines = Finance(run.case, run.solution, run.reference).statement.lines
    for place, amount in enumerate(lines["after_tax"].values()):
        assert sum(bar["y"][place] for bar in bars) == pytest.approx(amount)
    for flow in ("before_tax", "after_tax", "equity"):
        figures = run.summary["finance"][flow]
        assert f"{plain(100.0 * figures['irr'], 1)} %" in page.text
        assert plain(figures["npv"] / 1e6, 2) in page.text
    assert "shadow price that nobody pays" in page.text


def test_several_rates_of_return_are_all_shown_and_none_is_the_answer() -> None:
    run = financed_run("tax")
    figures = {**run.summary["finance"]["after_tax"], "irr": None, "real_irr": None, "rates": [0.05, 0.4]}
    summary = {**run.summary, "finance": {**run.summary["finance"], "after_tax": figures}}
    assert "none: several (5.0 %, 40.0 %)" in Page(render(replace(run, summary=summary))).text
