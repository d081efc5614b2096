"""Pages in a real browser: no word on the console, every chart drawn, nothing wider than a desktop or a phone.

All pages stand in frames of one document that asks each of them what it shows, so the browser starts once.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from planner.report.page import render
from planner.run.folder import SUMMARY
from planner.run.store import load_run
from tests.report.variants import MANY, achievable, many_measures, nothing_built, one_year
from tests.run.scored import scored_run
from tests.run.tiny import tiny_run

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DESKTOP, PHONE = 1200, 375
PROBE = """
window.addEventListener("load", function () {
  setTimeout(function () {
    var found = Array.from(document.querySelectorAll("iframe")).map(function (frame) {
      var page = frame.contentDocument, root = page.documentElement;
      page.querySelectorAll("details").forEach(function (each) { each.open = true; });
      var charts = Array.from(page.querySelectorAll(".chart"));
      var drawn = charts.filter(function (chart) { return chart.querySelector("svg.main-svg"); });
      return {charts: charts.length, drawn: drawn.length, width: root.scrollWidth, room: root.clientWidth,
              text: page.body.innerText, lang: root.lang};
    });
    document.getElementById("found").textContent = JSON.stringify(found);
  }, 2000);
});
"""

RUNS: dict[str, tuple[Callable[[], Path], str]] = {
    "tiny": (lambda: tiny_run().folder, "optimal"),
    "scored": (lambda: scored_run().folder, "optimal"),
    "nothing": (nothing_built, "optimal"),
    "one": (one_year, "optimal"),
    "achievable": (achievable, "infeasible_achievable"),
    "many": (many_measures, "optimal"),
}
pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
    pytest.mark.timeout(600),
]


@dataclass(frozen=True)
class Seen:
    """What the browser shows of every page, by name and width, and what it says on the console."""

    pages: dict[tuple[str, int], dict[str, Any]]
    console: list[str]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("pages")
    for name, (run, _) in RUNS.items():
        (folder / f"{name}.html").write_text(render(load_run(run())), encoding="utf-8")
    (folder / "chinese.html").write_text(render(load_run(scored_run().folder), "zh"), encoding="utf-8")
    frames = [(name, DESKTOP) for name in (*RUNS, "chinese")]
    frames += [(name, PHONE) for name in ("scored", "chinese", "many")]
    shown = "".join(
        f'<iframe src="{(folder / name).as_uri()}.html" width="{width}" height="900"></iframe>'
        for name, width in frames
    )
    outer = folder / "frames.html"
    outer.write_text(
        f'<!DOCTYPE html><body>{shown}<pre id="found"></pre><script>{PROBE}</script></body>', encoding="utf-8"
    )
    assert BROWSER is not None
    ended = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-web-security",
            "--allow-file-access-from-files", f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr",
            "--virtual-time-budget=30000", "--dump-dom", outer.as_uri(),
        ],
        capture_output=True, text=True, timeout=500, check=True,
    )  # fmt: skip
    answer = re.search(r'<pre id="found">(.*?)</pre>', ended.stdout, re.DOTALL)
    assert answer is not None and answer.group(1), ended.stderr[-2000:]
    pages = json.loads(html.unescape(answer.group(1)))
    console = [line for line in ended.stderr.splitlines() if "CONSOLE" in line]
    return Seen(dict(zip(frames, pages, strict=True)), console)


@pytest.mark.parametrize("name", RUNS)
def test_a_run_is_there(name: str) -> None:
    run, status = RUNS[name]
    assert json.loads((run() / SUMMARY).read_text(encoding="utf-8"))["status"] == status


def test_the_console_is_silent(seen: Seen) -> None:
    assert seen.console == []


def test_every_chart_is_drawn(seen: Seen) -> None:
    for place, page in seen.pages.items():
        assert page["drawn"] == page["charts"] >= 7, place


def test_no_page_is_wider_than_its_window(seen: Seen) -> None:
    for place, page in seen.pages.items():
        assert page["width"] <= page["room"] <= place[1], place


def test_both_languages_are_read(seen: Seen) -> None:
    english, chinese = (seen.pages[name, PHONE] for name in ("scored", "chinese"))
    assert (english["lang"], chinese["lang"]) == ("en", "zh")
    for text in (
        "CO2 from today to the target",
        "What a tonne costs",
        "Storage and peak shaving",
        "on-site generation",
    ):
        assert text in english["text"]
    for text in ("CO2：从现状到目标", "每吨减排成本", "储能与削峰", "厂内发电", "影响最大的假设"):
        assert text in chinese["text"]


def test_a_plan_without_investment_says_so(seen: Seen) -> None:
    text = seen.pages["nothing", DESKTOP]["text"]
    assert "going on as before is the plan" in text
    assert "nan" not in text.lower().split() and "None" not in text


def test_a_plan_of_one_year_has_its_levers(seen: Seen) -> None:
    assert "Levers by year, location-based" in seen.pages["one", DESKTOP]["text"]


def test_an_achievable_plan_names_what_it_does_not_keep(seen: Seen) -> None:
    text = seen.pages["achievable", DESKTOP]["text"]
    assert "Not met by this plan: targets.deep.reduction in 2028" in text
    assert "the nearest achievable one" in text


def test_two_hundred_measures_are_all_named(seen: Seen) -> None:
    text = seen.pages["many", DESKTOP]["text"]
    assert all(f"led of hall {number}" in text for number in range(MANY))
