"""Texts of report and project cards in English, beside those of the page."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "limits.title": "What this report does not claim",
    "assumptions.note": (
        "Every value of the case as solved, with its source, stands on sheet Assumptions of roadmap.xlsx and in "
        "assumptions.csv."
    ),
    "report.capital": "Capital by kind of project and year from which it serves, undiscounted",
    "cards.title": "Project cards",
    "cards.about": (
        "{factory}, scenario {scenario}, prices of {price_year}. One card for everything that the plan adopts or "
        "builds; contracts without investment stand in the roadmap only."
    ),
    "cards.violations": "The case as stated cannot be met; these are the projects of the nearest achievable plan.",
    "cards.nothing": "The plan adopts and builds nothing, so there is no card.",
    "cards.rule1": (
        "Effects hold for the first milestone year of service, with all other projects of the plan in place. They are "
        "orientation: projects act on each other, so savings of cards do not add up to that of the plan."
    ),
    "cards.rule2": (
        "Rule of all effects: energy saved, made or moved to another carrier, at what a unit of it costs, emits and "
        "takes of purchased energy in the reference pathway of that year, less the project's own upkeep and energy. "
        "Demand charges, capital and carbon payments are not in it; CO2 is location-based, negative is avoided."
    ),
    "cards.rule3": (
        "Energy is purchased energy avoided, in standard coal. Own renewable power avoids purchases; where a scheme "
        "counts it as energy used, comprehensive energy does not fall by it."
    ),
    "cards.rule4": (
        "What cannot be attributed to one project is left out and says so; a study of that project alone would be "
        "needed."
    ),
    "cards.rule5": (
        "Permits and responsible persons are not recorded in the case; these fields are to be filled in. Start is the "
        "first year of spending by the lead time, commissioning the beginning of the milestone year."
    ),
    "cards.number": "No.",
    "cards.project": "Project",
    "cards.service": "In service",
    "cards.tce": "Energy avoided, tce/a",
    "cards.co2": "CO2, t/a",
    "cards.payback": "Simple payback, a",
    "cards.saving": "Saving in the first year",
    "cards.start": "Start",
    "cards.commissioned": "Commissioning",
    "cards.begin": "{year}, {lead} a before service",
    "cards.at_once": "in the year of service, no lead time",
    "cards.from": "beginning of {year}",
    "cards.life": "Life",
    "cards.whole": "as a whole",
    "cards.permits": "Permits",
    "cards.owner": "Responsible",
    "cards.to_fill": "to be filled in",
    "cards.none": "not attributable",
    "cards.no_payback": "none, the first year saves nothing",
    "cards.found.measure": (
        "Effects: the share of each end use that the case says is saved, of what the other measures leave of it."
    ),
    "cards.found.generation": (
        "Effects: what it generates in the year, at the value of the electricity it replaces, less what it costs."
    ),
    "cards.found.conversion": (
        "Effects: the worth of what it makes less that of what it takes, by its operation in the year."
    ),
    "cards.found.no_storage": (
        "Effects: none stated. A store only shifts energy between hours; what it saves on the bill depends on all else "
        "that is in place, and is part of the saving of the plan."
    ),
    "cards.found.none": "Effects: none stated, because the reference pathway holds no value by which to find them.",
    "field.capex": "Capital",
    "field.capex_energy": "Capital, energy",
    "field.capex_power": "Capital, power",
    "field.capex_fixed": "Capital, fixed",
    "field.line_capex": "Capital, line",
    "field.opex": "Yearly cost",
    "field.opex_fixed": "Upkeep, fixed",
    "field.opex_variable": "Upkeep, variable",
    "field.service_fee": "Service fee",
    "field.savings_share": "Shared savings of the owner",
    "field.life": "Life",
    "field.tenor": "Term",
    "field.lead_time": "Lead time",
    "field.saves": "Saves",
    "field.effects": "Effects",
    "field.inputs": "Inputs",
    "field.outputs": "Outputs",
    "field.efficiency": "Efficiency",
    "field.efficiency_charge": "Efficiency, charging",
    "field.efficiency_discharge": "Efficiency, discharging",
    "field.carnot": "Share of Carnot",
    "field.cop": "COP",
    "field.c_rate": "Power by energy",
    "field.degradation": "Degradation",
    "field.ageing": "Ageing",
    "field.reinforcement": "Reinforcement",
}
