"""Pages of studies have every text in every language, with the same values to fill in."""

from __future__ import annotations

import re

import pytest

from planner.report.study import frontier_words, switch_words


@pytest.mark.parametrize("texts", [switch_words.TEXTS, frontier_words.TEXTS], ids=["switch", "frontier"])
def test_all_languages_say_the_same(texts: dict[str, dict[str, str]]) -> None:
    assert set(texts) == {"en", "zh"}
    assert texts["en"].keys() == texts["zh"].keys()
    for key, text in texts["en"].items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", texts["zh"][key])), key
