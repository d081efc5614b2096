"""Texts of the page in English."""

from __future__ import annotations

from typing import Final

ENGLISH: Final = {
    "title": "Decarbonisation roadmap",
    "subtitle": "Scenario {scenario} · run of {written} · fingerprint {fingerprint}",
    "contents": "Contents",
    "no_script": "Charts need JavaScript, which is part of this file; every number also stands in the tables.",
    "total": "Total",
    "comma": "; ",
    "and": ", ",
    "stop": ".",
    "sentence": ". ",
    "yes": "yes",
    "no": "no",
    "answer.title": "The answer",
    "answer.cheaper": (
        "The plan costs {cost} from {begin} to {end} (present value, prices of {price_year}), {saving} ({percent}"
        " %) less than going on as before, which costs {other}."
    ),
    "answer.dearer": (
        "The plan costs {cost} from {begin} to {end} (present value, prices of {price_year}), {saving} ({percent}"
        " %) more than going on as before, which costs {other}."
    ),
    "answer.capital": "It invests {capital} in all (undiscounted)",
    "answer.irr": "the extra flows return {rate} % a year",
    "answer.payback": "they are paid back after {years} years",
    "answer.abatement": (
        "a tonne of CO2 avoided costs {cost} {currency} (location-based, without carbon payments; below zero it "
        "saves money)"
    ),
    "answer.co2": (
        "CO2 of scope 1 and 2 goes from {before} in {base_year} to {after} in {year} location-based ({change} %),"
        " and from {market_before} to {market_after} market-based with certificates ({market_change} %)."
    ),
    "answer.begin": "It begins in {year} with {what}, for {capital}.",
    "answer.more": " and {count} more",
    "answer.nothing": "Nothing is built, adopted or signed: going on as before is the plan.",
    "answer.proof": "The plan is {status}{gap}, {resolution}; {audited}.",
    "answer.gap": " (no plan is cheaper by more than {gap} %)",
    "answer.gap_held": " (of plans billed alike in {held} quarters and months, none is cheaper by more than {gap} %)",
    "answer.gap_aim": " (gap of what it was driven for: {gap} %)",
    "answer.audited": "an independent recalculation confirms it in {checks} checks",
    "answer.audited_but": (
        "an independent recalculation confirms it in {checks} checks but for the {declared} that find the limits "
        "overstepped which are named above"
    ),
    "answer.not_audited": "an independent recalculation does NOT confirm {failed} of {checks} checks",
    "answer.unmet": "Not met by this plan: {what} in {year}, by {by}.",
    "answer.scale": "Chosen for the least {scale}: {cost}, against {other} of the reference pathway; bound and gap "
    "are of this cost.",
    "answer.scale_aim": "Of the plans that reach as far it has the least {scale}: {cost}, against {other} of the "
    "reference pathway.",
    "scale.before_tax": "discounted cost before tax",
    "scale.after_tax": "discounted cost after tax",
    "scale.equity": "discounted cost to the owners, after tax and loan",
    "answer.aim": "The plan was driven as far as it goes: {value}; no plan surpasses {bound} on typical days.",
    "status.optimal": "optimal within the asked gap",
    "status.time_limit": "the best found when the time limit was reached",
    "status.interrupted": "the best found when the search was interrupted",
    "status.gap_open": "the best found; the gap could not be closed",
    "status.infeasible_achievable": "the nearest achievable one, because the case as stated cannot be met",
    "resolution.full": "at all 8,760 hours of every milestone year",
    "resolution.typical": "on typical days",
    "roadmap.title": "Roadmap",
    "roadmap.says": (
        "What is in service when. Bars begin in the year of the decision and end with the service life, the term "
        "of the contract, the next step of the same thing or the plan; they carry the size and the capital in "
        "{unit}."
    ),
    "roadmap.note": (
        "Capital is undiscounted. Saving (without carbon payments) and CO2 (location-based; negative is avoided) "
        "hold for the first milestone year in service, at what energy costs and emits in the reference pathway; "
        "savings of single steps need not add up to those of the plan. A store only shifts, so it has none of "
        "its own."
    ),
    "roadmap.retired": "retired early",
    "axis.year": "year",
    "column.year": "Year",
    "column.action": "Action",
    "column.what": "What",
    "column.size": "Size",
    "column.capex": "Capital",
    "column.saving": "Saving",
    "column.co2": "CO2, t/a",
    "action.adopt": "adopt",
    "action.build": "build",
    "action.retire": "retire",
    "action.contract": "contract",
    "action.billing": "billing",
    "kind.measure": "measures",
    "kind.renewable": "own renewables",
    "kind.storage": "stores",
    "kind.converter": "heat and process equipment",
    "kind.route": "process routes",
    "kind.capture": "CO2 capture",
    "kind.grid": "grid connection",
    "kind.ppa": "power purchase agreements",
    "kind.green_trade": "traded green power",
    "kind.certificate": "certificates",
    "kind.onsite_plant": "third-party plants on site",
    "kind.direct_line": "direct lines",
    "kind.offset": "offsets",
    "money.title": "Investment, operating cost and cash flow",
    "money.invested": "Capital by year of payment, undiscounted, without residual values.",
    "money.operating": ("Operating cost of each milestone year by group, its net sum, and that of going on as before."),
    "money.note": (
        "Yearly costs without capital. Sales, and energy that green contracts replace on the bill, count negative."
    ),
    "money.lines": "Every line of the bill",
    "money.net": "Operating cost, net",
    "reference": "Going on as before",
    "today": "today ({year})",
    "axis.invested": "investment",
    "axis.operating": "operating cost",
    "group.grid_energy": "grid energy and charges per kWh",
    "group.grid_demand": "demand and capacity charges",
    "group.fuel": "fuels",
    "group.green": "green power, certificates, plants of others",
    "group.carbon": "carbon and offsets",
    "group.upkeep": "upkeep and operation",
    "group.sold": "sales to the grid",
    "group.other": "other",
    "co2.title": "CO2 from today to the target",
    "co2.says": (
        "Bars: scope 1 and location-based scope 2. Lines: the market-based total with certificates, and the "
        "location-based total of going on as before."
    ),
    "co2.note": (
        "Location-based: electricity of the grid at the average factor of the grid. Market-based: traded green "
        "power counts zero and the rest at the residual factor; with certificates: power covered by certificates "
        "counts zero too. Both are gross of offsets."
    ),
    "co2.table": "CO2 by account",
    "basis.location": "location-based",
    "basis.market": "market-based",
    "wedge.says": (
        "What the plan still emits, and upon it what each lever avoids, up to the reference (dotted). What adds CO2 "
        "stands below zero. Choose the rule of scope 2 above the chart."
    ),
    "wedge.steps": (
        "From today to the plan of one year, step by step; choose year and rule above the chart. Offsets are deducted "
        "at the end."
    ),
    "wedge.left": "left in the plan",
    "wedge.today": "Today",
    "wedge.plan": "Plan, net of offsets",
    "wedge.lever": "Lever",
    "wedge.table": "Levers by year, {basis}; negative is avoided",
    "wedge.items": "What each thing contributes, {basis}",
    "wedge.open": "The levers do not add up to the CO2 accounts of this run; see the proof.",
    "wedge.missing": "This run folder holds no table of levers; solve the case again to have one.",
    "wedge.rule": "The rule by which CO2 is shared out among levers",
    "wedge.rule_levers": (
        "Every form of energy is valued at what a unit of it emits in the reference of the same year: power at the "
        "factor of the grid, heat at what the boilers of the reference burn for it, and so on. What a thing gives less "
        "what it takes, at these values, less what it releases itself, is its contribution. Energy given and taken "
        "balances, so the contributions of a year add up exactly to the difference of the CO2 accounts of plan and "
        "reference; an audit check confirms it to one part in a million."
    ),
    "wedge.rule_order": (
        "Efficiency: what measures save (several on one use share their joint saving by logarithms), better equipment "
        "on the same source, recovered heat, less losses of stores. Electrification: equipment that makes with power "
        "what was made with fuel. Fuels: other fuels. On site: generation used on the site, by whomever owned. "
        "Process: process streams and routes with their energy. Capture: CO2 captured less that of its energy. "
        "Procurement: direct lines, and, market-based only, traded green power. Certificates: market-based only. "
        "Offsets are deducted last. Market-based, everything that lowers purchases counts first, at the residual "
        "factor; traded power and certificates count on what is still bought."
    ),
    "wedge.rule_changes": (
        "From today to the reference: activity is the change of end uses, products and process CO2, at what energy "
        "emits today; the grid's own change is that of its factor, on what the reference buys; equipment replaced or "
        "out of service, obligations and other factors are the rest."
    ),
    "lever.activity": "growth of activity",
    "lever.grid_factor": "the grid's own change",
    "lever.going_on": "replacement, obligations, other",
    "lever.efficiency": "efficiency",
    "lever.electrification": "electrification",
    "lever.fuels": "other fuels",
    "lever.onsite": "on-site generation",
    "lever.process": "process change",
    "lever.capture": "CO2 capture",
    "lever.procurement": "green procurement",
    "lever.certificates": "certificates",
    "lever.offsets": "offsets",
    "abatement.title": "What a tonne costs",
    "abatement.says": (
        "Each bar is one step: as wide as the CO2 it avoids (location-based), as high as a tonne of it costs; below "
        "zero it saves money. Bars beyond the axis carry their value."
    ),
    "abatement.rule": (
        "Present values from the first decision to the end of the plan, against the reference, without carbon "
        "payments; tonnes are discounted alike. A step costs its own capital less what it is worth at the end, its "
        "own upkeep or contract, less the energy it saves at the variable cost of that energy in the reference. "
        "Demand and capacity charges, shifting by stores, and equipment that runs or is replaced less belong to no "
        "single step: they are the line before the total. Contracts and certificates that avoid CO2 only "
        "market-based (*) stand with market-based tonnes, which are no part of the total. Steps work on each other: "
        "leaving one out changes the cost of others."
    ),
    "abatement.table": "Present values, {unit}",
    "abatement.axis": "CO2 avoided, discounted",
    "abatement.capital": "Capital",
    "abatement.running": "Upkeep, contract",
    "abatement.energy": "Energy saved",
    "abatement.net": "Net cost",
    "abatement.avoided": "CO2 avoided",
    "abatement.cost": "Cost of a tonne",
    "abatement.rest": "Not to be told by step",
    "abatement.total": "Plan against reference",
    "axis.co2": "CO2",
    "co2.fuel": "Scope 1, fuels",
    "co2.process": "Scope 1, process",
    "co2.captured": "Captured",
    "co2.location": "Scope 2, location-based",
    "co2.market": "Scope 2, market-based",
    "co2.certificates": "Scope 2, market-based with certificates",
    "co2.total_location": "Scope 1 + 2, location-based",
    "co2.total_market": "Scope 1 + 2, market-based with certificates",
    "co2.change_location": "against today, location-based, %",
    "co2.change_market": "against today, market-based, %",
    "co2.reference_location": "Going on as before, location-based",
    "co2.reference_market": "Going on as before, market-based",
    "co2.offsets": "Offsets used",
    "co2.net": "Net: location-based less offsets",
    "score.title": "Indicator scores",
    "score.says": "Share of the points of each indicator that is reached. Further years: click the legend.",
    "score.table": "Points by indicator and year of the data",
    "score.arithmetic": "Arithmetic of {year}",
    "score.note": (
        "Between baseline and leading value points rise in a straight line, from none to the full weight, unless "
        "the scheme says otherwise. Benchmarks marked illustrative were chosen for this case and are not "
        "official."
    ),
    "score.indicator": "Indicator",
    "score.unit": "Unit",
    "score.value": "Value",
    "score.numerator": "Numerator",
    "score.denominator": "Denominator",
    "score.baseline": "Baseline",
    "score.leading": "Leading",
    "score.weight": "Weight",
    "score.points": "Points",
    "score.quality": "Quality",
    "score.required": "Required by the case",
    "quality.official": "official",
    "quality.published": "published",
    "quality.estimate": "estimate",
    "quality.user": "given by the user",
    "quality.illustrative": "illustrative",
    "energy.title": "Energy flows",
    "energy.says": (
        "Energy of one year in {unit}, from purchase and generation to end uses; choose the year above the chart."
    ),
    "energy.note": (
        "Traded green power comes through the grid and is part of its purchase here. Stores stand with their "
        "losses only."
    ),
    "energy.lost": "losses",
    "energy.of_store": "{name}: losses",
    "energy.spilled": "heat let go",
    "energy.surroundings": "surrounding heat",
    "energy.sold": "sold to the grid",
    "dispatch.title": "Electricity hour by hour",
    "dispatch.peak": (
        "The week with the highest hour of purchase. Choose the year above; drag to zoom, double-click to return."
    ),
    "dispatch.sunny": "The week with most own generation.",
    "dispatch.note": "Mean power of each hour. Below zero: charging and sales. Weeks are counted from 1 January.",
    "dispatch.discharge": "discharge",
    "dispatch.charge": "charge",
    "dispatch.use": "use of the site",
    "axis.hour": "month-day, hour",
    "axis.power": "power, MW",
    "peak.title": "Storage and peak shaving",
    "peak.says": (
        "Highest purchase of each month: going on as before, the plan if its electric stores stood still, and the "
        "plan. Choose the year above the chart."
    ),
    "peak.note": (
        "Mean power of the highest hour; the meter of the utility reads shorter intervals. Standing still: the same "
        "hours without charging and discharging, all else unchanged. Full cycles: energy given by content."
    ),
    "peak.stores": "What the stores do",
    "peak.still": "Plan, stores standing still",
    "peak.plan": "Plan",
    "peak.change": "Plan against going on as before, %",
    "peak.month": "{month}",
    "peak.store": "Store",
    "peak.year": "Year",
    "peak.content": "Content, MWh",
    "peak.power": "Power, MW",
    "peak.given": "Energy given, {unit}",
    "peak.cycles": "Full cycles/a",
    "peak.losses": "Losses, {unit}",
    "axis.peak": "highest purchase, MW",
    "bill.title": "Electricity bills before and after",
    "bill.says": "The electricity bill by component; the sum stands above the bar.",
    "bill.note": (
        "Calculated from the hourly operation and the contracts, month by month. Green contracts carry what they "
        "cost less what they replace on the bill."
    ),
    "axis.bill": "electricity bill",
    "component.energy": "energy",
    "component.retail_tou": "energy, retail by time of use",
    "component.retail_fixed": "energy, retail at fixed price",
    "component.spot_linked": "energy, linked to spot",
    "component.demand": "demand charge",
    "component.capacity": "capacity charge",
    "component.transmission": "transmission and distribution",
    "component.line_loss": "line losses",
    "component.system_operation": "system operation",
    "component.government_funds": "government funds",
    "component.export": "sales to the grid",
    "influence.says": "What the plan would cost more if one assumption were {percent} % higher, the plan being held.",
    "influence.table": "The most influential assumptions, each {percent} % higher",
    "influence.rule": (
        "Influence is the change of the plan's cost (present value, carbon payments included) when one value, or one "
        "set of prices, is {percent} % higher in every year and the plan is held: nothing is built, bought or run "
        "otherwise. The best plan would cost about that much more after a small change, and no more than that after a "
        "large one, as it may answer. End uses count at the variable cost of their energy in the plan, efficiencies "
        "by the energy they take. What has no price, such as weather, profiles, lifetimes and limits, is not ranked."
    ),
    "influence.what": "Assumption",
    "influence.change": "Change of cost, {unit}",
    "influence.share": "% of cost",
    "influence.axis": "change of cost",
    "influence.values": "{count} values",
    "influence.energy": "prices per kWh",
    "influence.demand": "prices of demand and capacity",
    "influence.capex": "investment",
    "influence.opex": "upkeep",
    "influence.price": "price",
    "influence.annual": "energy used",
    "influence.outputs": "efficiency",
    "influence.discount_rate": "discount rate",
    "assumptions.title": "What was assumed",
    "assumptions.missing": "This run folder holds no table of assumptions; solve the case again to have one.",
    "assumptions.note": "Every value of the case as solved, in the order of the case.",
    "assumptions.quality": "Quality",
    "assumptions.means": "Meaning",
    "assumptions.count": "Values",
    "assumptions.key": "Key",
    "assumptions.value": "Value",
    "assumptions.source": "Source",
    "assumptions.year": "Year",
    "assumptions.case": "given by the case",
    "assumptions.of": "{section}: {count} values",
    "means.official": "of a law, a standard or an authority",
    "means.published": "of a publication that is named",
    "means.estimate": "a planning estimate",
    "means.illustrative": "chosen to show the method; replace it before use",
    "means.user": "given by the case file or on the command line",
    "section.site": "Site",
    "section.horizon": "Horizon",
    "section.production": "Production",
    "section.carriers": "Carriers",
    "section.demands": "Demands and resources",
    "section.existing": "Existing equipment",
    "section.technologies": "Technologies",
    "section.measures": "Measures",
    "section.supply": "Supply",
    "section.carbon": "Carbon",
    "section.finance": "Finance",
    "section.targets": "Targets",
    "proof.title": "Proof",
    "proof.what": "What",
    "proof.value": "Value",
    "proof.status": "Status",
    "proof.objective": "Objective",
    "proof.minimised": "Least cost is the",
    "proof.bound": "No plan is better than",
    "proof.gap": "Gap",
    "proof.resolution": "Resolution",
    "proof.all_hours": "No plan costs less at all hours than",
    "proof.rows": "Rows of the model",
    "proof.columns": "Columns",
    "proof.nonzeros": "Nonzeros",
    "proof.binaries": "Binaries",
    "proof.audit_plan": "Independent recalculation of the plan",
    "proof.audit_reference": "Independent recalculation of the reference",
    "proof.checks": "{passed} of {checks} checks hold, {numbers} numbers compared",
    "proof.levers": "Levers of CO2 add up to the accounts",
    "proof.hold": "in every year, to {largest} t",
    "proof.fail": "NO: off by {largest} t",
    "proof.made": "Versions, hashes and options",
    "proof.case_hash": "SHA-256 of the case",
    "proof.pack_hash": "SHA-256 of pack {pack}",
    "limits.title": "What this page does not claim",
    "limits.recognition": (
        "It is no official recognition: scores are a self-assessment, and no authority or third party has "
        "confirmed them."
    ),
    "limits.advice": (
        "It is a plan on paper: permits, offers, structural surveys and contracts are not replaced by it."
    ),
    "limits.factors": "It is no verified greenhouse gas inventory: factors and boundaries are those of the case.",
    "limits.market": (
        "Market-based figures hold only if the green power and certificates named are really bought, and claimed "
        "by nobody else."
    ),
    "limits.typical": "Typical days stand for the year; the hours of a single real day may differ.",
    "limits.future": (
        "Prices, factors and output of later years are assumptions, not forecasts; money is real, without "
        "inflation, before tax unless the case says otherwise."
    ),
    "limits.wedge": (
        "Savings of single steps are valued one by one with all others in place; they do not add up to the "
        "saving of the plan."
    ),
}
