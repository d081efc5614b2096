"""Texts of a comparison in English."""

from __future__ import annotations

from typing import Final

ENGLISH: Final = {
    "title": "Comparison of plans",
    "heading": "{first} beside {others}",
    "heading.more": "{count} others",
    "subtitle": "{count} runs, each beside {base}; money in {currency} of {price_year}",
    "one.province": "provinces for one factory",
    "answer.title": "What differs",
    "ground.title": "Read this first",
    "pair.title": "{other} beside {base}",
    "signed.cost": "{amount}",
    "signed.co2": "{amount} CO2",
    "headline": "{other} beside {base}: {parts}.",
    "headline.alike": "the same decisions",
    "headline.more": "{count} more differences",
    "brief.only_other": "{what} in addition",
    "brief.only_base": "without {what}",
    "brief.earlier": "{what} {years} earlier",
    "brief.later": "{what} {years} later",
    "brief.larger": "{what} larger",
    "brief.smaller": "{what} smaller",
    "brief.sized": "{what} of other size",
    "years.one": "1 year",
    "years.more": "{count} years",
    "cost.more": (
        "{other} costs {amount} more than {base} in {begin}–{end} ({percent} %, present value, prices of {price_year})."
    ),
    "cost.less": (
        "{other} costs {amount} less than {base} in {begin}–{end} ({percent} %, present value, prices of {price_year})."
    ),
    "cost.not_comparable": (
        "Discounted costs of {other} and {base} are not subtracted: horizon or discount rate differ."
    ),
    "proven.all_hours": (
        "That order is proven at all hours: the cheapest plans of the two cases differ by {low} to {high}."
    ),
    "proven.exact": "That is proven at all hours: no plan of either case is cheaper.",
    "proven.typical_days": (
        "That order is proven on typical days. At all hours it is not: the cheapest plans may differ by anything from "
        "{low} to {high}."
    ),
    "proven.typical_only": "That order is proven on typical days; for all hours no bound is known.",
    "proven.open": (
        "That is NOT proven: it lies within the gaps of the two runs, and the cheapest plans may differ by anything "
        "from {low} to {high}. A smaller --gap tells more."
    ),
    "proven.unbounded": "That is NOT proven: a run has no bound for all hours, and on typical days the gaps overlap.",
    "proven.not_cost": (
        "That is no difference between least costs: a run was driven for something else, or oversteps what its case "
        "states."
    ),
    "proven.held": (
        "The bounds are of plans that are billed in {held} quarters and months as they were expected to be."
    ),
    "reference.more": (
        "Going on as before would cost {amount} more in {other} already; the plan saves {saved} there, {base_saved} in "
        "{base}."
    ),
    "reference.less": (
        "Going on as before would cost {amount} less in {other} already; the plan saves {saved} there, {base_saved} in "
        "{base}."
    ),
    "reference.same": (
        "Going on as before costs the same in both; the plan saves {saved} in {other}, {base_saved} in {base}."
    ),
    "capital": "Investment in all: {amount} in {other}, {base_amount} in {base} ({difference}, undiscounted).",
    "co2": (
        "CO2 of {begin}–{end}: {difference} in {other} (location-based; market-based with certificates {market}). In "
        "{year}: {amount} against {base_amount} in {base}, location-based."
    ),
    "co2.year": "CO2 of {year}: {amount} in {other} against {base_amount} in {base}, location-based.",
    "co2.open": (
        "CO2, years and sizes are those of the plans found. Where a difference in cost is not proven, neither are "
        "these: plans that cost nearly the same may differ in them."
    ),
    "score": "Score by {scheme}, data of {year}: {points} in {other}, {base_points} in {base} ({difference} points).",
    "decision.alike": (
        "Both plans decide the same: no other thing, no other year, no size that differs by more than {tolerance} %."
    ),
    "decision.only": "{run} {verb} {what}{sizes} in {year}{capital}; {without} does not.",
    "decision.earlier": "{other} {verb} {what} {years} earlier ({year}, not {base_year}){sized}{capital}.",
    "decision.later": "{other} {verb} {what} {years} later ({year}, not {base_year}){sized}{capital}.",
    "decision.size": "{other} {verb} {what} in {year} as well, but{sized}{capital}.",
    "decision.sizes": " ({sizes})",
    "decision.larger": "{part} {size} instead of {base_size} ({difference} %)",
    "decision.resized": "{part} {size} instead of {base_size}",
    "decision.sized": " {parts}",
    "decision.capital": ", {difference}",
    "verb.adopt": "adopts",
    "verb.build": "builds",
    "verb.contract": "signs",
    "verb.retire": "retires",
    "verb.buy": "buys",
    "lowest": "{what}: lowest in {label} ({amount}), highest in {other} ({other_amount}).",
    "sector.pair": "{what}: {amount} in {other}, {base_amount} in {base}.",
    "sector.saving": "saving of the plan against going on as before",
    "sector.change": "change of CO2 from the base year to {year}, location-based",
    "sector.abatement": "cost of a tonne avoided",
    "sector.cost": "discounted cost per {unit}",
    "sector.co2": "CO2 in {year} per {unit}",
    "sector.note": (
        "Different factories stand on one footing: yearly amounts by the output, output value or energy of their "
        "year, discounted cost by the discounted output, investment by that of the base year. Energy is that of the "
        "base year throughout. A unit of output is that of each factory; per output value and per tce they may be "
        "ranked."
    ),
    "caution.horizon": "The horizons differ, so sums over the horizon are not subtracted: {values}.",
    "caution.discounting": "The discount rates differ, so discounted costs are not subtracted: {values}.",
    "caution.version": "The runs are of different versions of the planner: {values}. Solve both cases with one.",
    "caution.packs": "The packs that the cases took values from differ: {values}.",
    "caution.objective": "The runs were driven for different things, not all for least cost: {values}.",
    "caution.resolution": "The runs were solved at different resolutions: {values}.",
    "caution.unmet": "Plans that do not keep what their case states, with the number of statements: {values}.",
    "caution.status": "Runs that did not end optimal within their gap: {values}.",
    "table.title": "Side by side",
    "table.what": "What",
    "table.unit": "Unit",
    "table.difference": "{other} − {base}",
    "line.npv_cost": "Discounted cost of the plan",
    "line.reference_npv_cost": "Discounted cost of going on as before",
    "line.saving": "Saving",
    "line.saving_share": "Saving, share",
    "line.capex_total": "Investment, undiscounted",
    "line.irr": "Internal rate of return",
    "line.payback_years": "Payback",
    "line.abatement_cost": "Cost of a tonne avoided",
    "line.co2_location": "CO2 in {year}, location-based",
    "line.co2_market": "CO2 in {year}, market-based with certificates",
    "line.co2_location_change": "Change of CO2 until {year}, location-based",
    "line.co2_market_change": "Change of CO2 until {year}, market-based with certificates",
    "line.co2_location_total": "CO2 over the horizon, location-based",
    "line.operating_cost": "Operating cost in {year}",
    "line.energy": "Energy in {year}",
    "line.renewable_share": "Green share of electricity in {year}",
    "line.score": "Score {item}, data of {year}",
    "line.gap": "Gap proven",
    "line.npv_cost_per": "Discounted cost per {item}",
    "line.saving_per": "Saving per {item}",
    "line.capex_per": "Investment per {item} a year, as today",
    "line.operating_cost_per": "Operating cost in {year} per {item}",
    "line.co2_location_per": "CO2 in {year} per {item}",
    "footing.output": "unit of output",
    "footing.tce": "tce used today",
    "footing.output_value": "million {currency} of output value",
    "footing.what": "{name} per {unit}",
    "unit.points": "points",
    "cost.title": "Cost and investment",
    "cost.says": (
        "Discounted cost of every plan (bar) and of going on as before (diamond). The line within a bar ends at what "
        "no plan of that case costs less than at all hours, where that is known."
    ),
    "operating.says": "Operating cost by milestone year: plans solid, going on as before dotted.",
    "operating.index": "Operating cost, base year = 100: plans solid, going on as before dotted.",
    "invested.says": "Investment by the calendar year in which it is paid, undiscounted.",
    "kinds.says": "Investment by what it is for, undiscounted.",
    "kinds.share": "Investment by what it is for, share of each plan.",
    "co2.heading": "CO2",
    "co2.location": "Scope 1 and 2, location-based: plans solid, going on as before dotted.",
    "co2.market_says": "Scope 1 and 2, market-based with certificates: plans solid, going on as before dotted.",
    "co2.index_location": "Scope 1 and 2, location-based, base year = 100: plans solid, going on as before dotted.",
    "co2.index_market": "Scope 1 and 2, market-based with certificates, base year = 100; going on as before dotted.",
    "score.heading": "Scores",
    "score.says": "Exact points by {scheme} and year of the data.",
    "when.title": "What is decided, and when",
    "when.says": "Year in which each thing begins to serve for the first time; what differs stands above.",
    "when.table": "Decisions that differ by name, year or more than {tolerance} % of size",
    "when.action": "Decision",
    "when.capital": "Investment",
    "when.none": "–",
    "footing.title": "On one footing",
    "footing.says": "{what} by milestone year.",
    "inputs.title": "What differs between the cases",
    "inputs.note": (
        "As the run folders hold the cases. What is asked for comes first; the rest is ordered by the money that hangs "
        "on a thing times the share by which the value differs, which is an estimate and no sensitivity."
    ),
    "inputs.shared": (
        "Of different factories only what is asked for is listed: province, horizon, targets, carbon price and finance."
    ),
    "inputs.none": "{other} and {base}: no input differs.",
    "inputs.count": "{other} beside {base}: {count} inputs differ",
    "inputs.more": "{count} more",
    "inputs.absent": "not there",
    "axis.cost": "Discounted cost",
    "axis.score": "points",
    "axis.index": "base year = 100",
    "axis.share": "share, %",
    "axis.year": "year",
    "run": "Run",
    "going_on": "{run}, as before",
    "proof.folder": "Run folder",
    "proof.version": "Version",
    "proof.fingerprint": "Fingerprint",
}
