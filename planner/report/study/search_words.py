"""Texts that pages of searches share, beside those of the page of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..page.words import beside_the_page
from . import keys

ENGLISH: Final = {
    "search.cost": "Present value, {unit}",
    "search.co2": "CO2 of all years, {unit}",
    "search.capital": "Capital, {unit}",
    "search.gap": "Gap",
    "search.bound": "proven bound",
    "search.roadmaps": "Roadmaps",
    "search.what": "What",
    "search.action": "Action",
    "search.unit": "Unit",
    "search.proof": "What is proven",
    "search.repair": "Plans were chosen anew because one did not hold in the full year: {reason}.",
}

CHINESE: Final = {
    "search.cost": "现值，{unit}",
    "search.co2": "全部年份的二氧化碳，{unit}",
    "search.capital": "投资额，{unit}",
    "search.gap": "差距",
    "search.bound": "已证明的下界",
    "search.roadmaps": "路线图",
    "search.what": "对象",
    "search.action": "措施",
    "search.unit": "单位",
    "search.proof": "证明了什么",
    "search.repair": "因某方案在全年中不成立，全部方案重新选择：{reason}。",
}


def beside_searches(english: Mapping[str, str], chinese: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """Catalogues of the page of a search: what all of them say, and its own texts."""
    return beside_the_page({**keys.ENGLISH, **ENGLISH, **english}, {**keys.CHINESE, **CHINESE, **chinese})
