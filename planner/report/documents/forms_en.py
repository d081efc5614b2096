"""Texts of the self-evaluation in English."""

from __future__ import annotations

from typing import Final

FORMS: Final = {
    "tab.form": "Form",
    "tab.arithmetic": "Arithmetic",
    "tab.sources": "Sources",
    "tab.gates": "Requirements",
    "tab.limits": "Not claimed",
    "form.title": "Self-evaluation",
    "form.about": "{factory}. {scheme}. Application of {application}, evaluated by the data of {year}.",
    "form.number": "No.",
    "form.clause": "Clause",
    "form.dimension": "Dimension",
    "form.value": "{year}",
    "form.full": "Full points",
    "form.file": "Evidence file",
    "form.date": "Date",
    "form.owner": "Owner",
    "form.asked": "Asked by the case, at least",
    "form.unknown": "{year}: before the base year and not known to the run; the factory fills it in.",
    "form.base": "{year}: as in the base year {stands}, from the case.",
    "form.planned": "{year}: planned, a milestone year of the run. To be replaced by measured values.",
    "form.between": (
        "{year}: planned, with the numbers of milestone year {stands} that stands for it; investment goes by calendar "
        "year. To be replaced by measured values."
    ),
    "form.yellow": (
        "Yellow cells are for the factory: type measured values over the planned ones and the points follow; evidence "
        "file, date and owner are left to it."
    ),
    "form.no_use": "does not apply to the factory, as the case says",
    "form.missing": "the case does not state: {names}",
    "form.not_far_back": "the case does not state as far back as is needed: {names}",
    "form.zero": "the denominator is zero: {names}",
    "form.no_size": "no baseline and leading value for a factory of this size",
    "form.no_benchmarks": "no baseline and leading value",
    "arithmetic.title": "Arithmetic of values and points",
    "arithmetic.note1": "Value = numerator / denominator, in the unit of the indicator; a count has no denominator.",
    "arithmetic.note2": (
        "Points = full points × (value − baseline) / (leading − baseline), from none to full. Numbers in the last "
        "column are rounded."
    ),
    "arithmetic.steps": "How the points come about",
    "arithmetic.unknown": "not known to the run",
    "arithmetic.whole": "all points from {leading} on, else none: {points}",
    "arithmetic.below": "does not reach the baseline",
    "arithmetic.above": "reaches the leading value",
    "sources.title": "Sources of the benchmarks",
    "sources.note": "Baseline and leading value as they hold for this factory, with their source and quality.",
    "sources.formula": "Formula",
    "sources.remark": "Remark",
    "gates.title": "Requirements without points",
    "gates.note": "Missing one fails the factory. What the case says holds for the data of {year}; evidence decides.",
    "gates.gate": "Requirement",
    "gates.state": "What the case says",
    "gates.none": "The scheme names no requirement without points.",
    "gates.unknown": "nothing",
    "gates.pass": "met",
    "gates.fail": "not met",
    "gates.measure_pass": "met: measure {measure} is in service by then",
    "gates.measure_fail": "not met: measure {measure} is not in service by then",
    "limits.title": "What this form does not claim",
    "limits.what": "What must not be read into it",
    "limits.recognition": (
        "It is no official recognition and no application that has been filed: a self-assessment that no authority "
        "and no third party has confirmed."
    ),
    "limits.weak": "{points} of the {total} points rest on benchmarks of quality: {quality}.",
    "limits.missing": "Rows worth {points} points cannot be scored and count none: {names}.",
    "limits.planned": (
        "Values of years after the base year are planned, not measured. Only measured values with evidence count in "
        "an application."
    ),
    "limits.evidence": "No evidence is attached: files, dates and owners are to be added by the factory.",
    "limits.violations": "The case as stated cannot be met; the plan behind this form is the nearest achievable one.",
}
