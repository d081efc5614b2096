"""Keys of a case in words, for charts and headings; tables name them as they are, for they are typed again."""

from __future__ import annotations

import html
from typing import Final

from ..page.chart import LONGEST, readable
from ..page.words import Words

# A level of the case file that says nothing to a reader.
SILENT: Final = ("components",)

ENGLISH: Final = {
    "key.field": "{thing}: {field}",
    "key.unit": "{key}, {unit}",
    "field.capex": "investment",
    "field.capex_energy": "investment by energy",
    "field.capex_power": "investment by power",
    "field.capex_fixed": "fixed investment",
    "field.opex": "upkeep",
    "field.opex_fixed": "upkeep",
    "field.opex_variable": "running cost",
    "field.price": "price",
    "field.energy_price": "price",
    "field.discount_rate": "discount rate",
    "field.life": "life",
    "field.lead_time": "lead time",
    "field.efficiency": "efficiency",
    "field.emission_factor": "emission factor",
    "field.residual_factor": "residual emission factor",
    "field.annual": "annual amount",
    "field.max": "most that may be built",
    "field.limit": "limit",
    "field.budget": "budget",
}

CHINESE: Final = {
    "key.field": "{thing}：{field}",
    "key.unit": "{key}，{unit}",
    "field.capex": "投资",
    "field.capex_energy": "单位容量投资",
    "field.capex_power": "单位功率投资",
    "field.capex_fixed": "固定投资",
    "field.opex": "运维费用",
    "field.opex_fixed": "运维费用",
    "field.opex_variable": "运行费用",
    "field.price": "价格",
    "field.energy_price": "电价",
    "field.discount_rate": "折现率",
    "field.life": "寿命",
    "field.lead_time": "建设周期",
    "field.efficiency": "效率",
    "field.emission_factor": "排放因子",
    "field.residual_factor": "剩余排放因子",
    "field.annual": "年用量",
    "field.max": "可建上限",
    "field.limit": "上限",
    "field.budget": "预算",
}


def said_on_chart(words: Words, key: str, unit: str = "") -> str:
    """A key in words and a unit, as a chart may show them: no tags."""
    return html.escape(with_unit(words, key, unit), quote=False)


def with_unit(words: Words, key: str, unit: str) -> str:
    """A key in words and a unit, if there is one."""
    said = spoken(words, key)
    return words("key.unit", key=said, unit=unit) if unit else said


def on_chart(text: str) -> str:
    """A text as a chart may show it: of bounded length, no tags."""
    return html.escape(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…", quote=False)


def spoken(words: Words, key: str) -> str:
    """What a key names: the thing and its field; where a section is one thing, the section and its field.

    Parameters
    ----------
    words : Words
        Texts of a language, among them those of this module.
    key : str
        Path of a case, such as ``technologies.battery.capex_energy``.

    Returns
    -------
    str
        Such as ``battery: investment by energy``.
    """
    section, *things, field = (part for part in key.split(".") if part not in SILENT) if "." in key else ("", key)
    said = words.either(f"field.{field}", readable(field))
    thing = " · ".join(readable(each) for each in things) or words.either(f"section.{section}", readable(section))
    return words("key.field", thing=thing, field=said) if thing else said
