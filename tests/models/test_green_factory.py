"""A green-factory score: points by straight lines and by levels, totals, floors, values, requirements, and years."""

import pytest

from planner.fields import YearPath

from .bench import case, demand, fuel, grid, proves, scheme, solve

# 8760 MWh of heat for one part a year. Gas at 100 CNY/MWh: 0.876 million, 876 tce and 1752 t. Bought hot water saves
# coal and CO2, biogas is as much energy but renewable; a MWh of either costs 0.0002 million more.
BILL = 0.876
MORE = 0.0002
HEAT = {
    "demands.oven": demand(carrier="heat"),
    "supply.gas": fuel("heat", "100 CNY/MWh", tce="0.1 tce/MWh", emission_factor="0.2 t/MWh"),
}
HOT_WATER = {"supply.water": fuel("heat", "300 CNY/MWh")}
BIOGAS = {"supply.biogas": fuel("heat", "300 CNY/MWh", tce="0.1 tce/MWh", renewable=True)}
BASE = {"tce": 876.0, "scope1_fuel": 1752.0}
PARTS = {"parts": YearPath.constant(1.0), "output_value": YearPath.constant(10.0, "CNY/a")}

# Points for each 40 tce below 800; for each 50 tce of renewable energy above 100.
ENERGY = {
    "weight": 10, "direction": "lower", "numerator": ["energy"], "denominator": ["per"],
    "baseline": "800 tce", "leading": "400 tce",
}  # fmt: skip
RENEWABLE = {
    "weight": 8, "direction": "higher", "numerator": ["renewable_energy"], "denominator": ["per"],
    "baseline": "100 tce", "leading": "500 tce",
}  # fmt: skip
# Half a point for each tenth of the energy above 20 %; half a point for each 0.25 t/tce below 2.
SHARE = {
    "weight": 3, "direction": "higher", "numerator": ["renewable_energy"], "denominator": ["energy"],
    "baseline": "20 %", "leading": "80 %",
}  # fmt: skip
CARBON = {
    "weight": 2, "direction": "lower", "numerator": ["co2"], "denominator": ["energy"],
    "baseline": "2 t/tce", "leading": "1 t/tce",
}  # fmt: skip
INVESTMENT = {
    "weight": 4, "direction": "higher", "numerator": ["green_investment"], "denominator": ["output_value_3y"],
    "baseline": "0 %", "leading": "10 %",
}  # fmt: skip
PLATFORM = {
    "weight": 6, "direction": "higher", "numerator": ["platform_functions"], "baseline": "0", "leading": "8",
}  # fmt: skip


def factory(rows, things=(), years=(2026,), production=PARTS, of=None, **target):
    given = {"kind": "green_factory", "scheme": "proof", "product": "parts", **target}
    things = {**HEAT, **dict(things), "targets.green_factory": given}
    return case(things, years=years, production=production, schemes={"proof": scheme(rows, **(of or {}))})


def measure(capex, **fields):
    return {"kind": "measure", "capex": f"{capex} Mio CNY", "life": "1 a", **fields}


def counted(quantity, annual, **fields):
    return {"kind": "resource", "quantity": quantity, "annual": annual, **fields}


def total(answer, year=2026):
    return answer.detail("score", "green_factory", year=year)


@proves("statement_limit: green_factory.score", "points_limit", "ratio_limit")
def test_points_of_a_ratio_with_a_fixed_denominator_where_less_is_better():
    """Proves: 5 of 10 points are 600 tce a part: 2760 MWh of hot water.

    Sensitivity: 0.876 + 0.552; without the total, the line, or the rule that nothing is earned beyond the baseline,
    0.876.
    """
    given = factory({"energy": ENERGY}, HOT_WATER, score={2027: "5"})
    answer = solve(given, base=BASE)
    assert answer.cost == pytest.approx(BILL + 0.552)
    assert total(answer) == answer.detail("points", "green_factory", "energy") == pytest.approx(5.0)
    for gone in ("statement_limit", "ratio_limit", "points_limit"):
        assert solve(given, base=BASE, without=gone).cost == pytest.approx(BILL), gone


@proves("points_limit", "ratio_limit")
def test_points_of_a_ratio_with_a_fixed_denominator_where_more_is_better():
    """Proves: 4 of 8 points are 300 tce of biogas a part: 3000 MWh.

    Sensitivity: 0.876 + 0.6; without the line 0.876; counted from nothing instead of the baseline 0.876 + 0.4.
    """
    given = factory({"renewable": RENEWABLE}, BIOGAS, score={2027: "4"})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 0.6)
    assert solve(given, base=BASE, without="ratio_limit").cost == pytest.approx(BILL)
    assert solve(given, base=BASE, without="points_limit").cost == pytest.approx(BILL + 0.4)


@pytest.mark.parametrize(("points", "tce"), [(0.0, 876.0), (1e-3, 799.96), (10.0, 400.0)])
def test_from_the_baseline_to_the_leading_value(points, tce):
    """Proves: no points cost nothing; the smallest needs the baseline, all need the leading value.

    Sensitivity: 0.002 million for each tce below 876; 10.001 points cannot be had.
    """
    answer = solve(factory({"energy": ENERGY}, HOT_WATER, score={2027: f"{points}"}), base=BASE)
    assert answer.cost == pytest.approx(BILL + 0.002 * (876.0 - tce))
    assert solve(factory({"energy": ENERGY}, HOT_WATER, score={2027: "10.001"})).status.value == "infeasible"


@proves("points_limit")
def test_no_indicator_gives_more_than_its_weight():
    """Proves: of 18 points, 10 are cheapest to have from energy; the eleventh is the first of renewable energy.

    Sensitivity: 9 points for 436 tce, 0.872; 11 for 476 tce and, with its baseline, 150 tce of biogas, 0.952 + 0.3;
    without the limit of 10, which holds for those beyond the baseline alone, nothing.
    """
    rows = {"energy": ENERGY, "renewable": RENEWABLE}
    given = factory(rows, {**HOT_WATER, **BIOGAS}, score={2027: "11"})
    fewer = factory(rows, {**HOT_WATER, **BIOGAS}, score={2027: "9"})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 1.252)
    assert solve(fewer, base=BASE).cost == pytest.approx(BILL + 0.872)
    unlimited = solve(given, base=BASE, without="points_limit", rows=lambda index: index == ("energy", 2026))
    assert unlimited.cost == pytest.approx(BILL)


@proves("level_logic", "share_link", "ratio_limit")
def test_segments_where_more_is_better():
    """Proves: 1.5 of 3 points are 50 % of the energy: 4380 MWh of biogas; with a baseline of 60 %, 70 %.

    Sensitivity: 0.876 + 0.876; without the products only the baseline is asked for, 20 %; without the ratio nothing;
    were the second of two segments begun without the first, the baseline would not be asked for: 20 %.
    """
    given = factory({"share": SHARE}, BIOGAS, score={2027: "1.5"})
    answer = solve(given, base=BASE)
    assert answer.cost == pytest.approx(BILL + 4380 * MORE)
    assert total(answer) == pytest.approx(1.5)
    assert solve(given, base=BASE, without="share_link").cost == pytest.approx(BILL + 1752 * MORE)
    assert solve(given, base=BASE, without="ratio_limit").cost == pytest.approx(BILL)
    steeper = factory({"share": {**SHARE, "baseline": "60 %"}}, BIOGAS, score={2027: "1.5"})
    assert solve(steeper, base=BASE).cost == pytest.approx(BILL + 6132 * MORE)
    assert solve(steeper, base=BASE, without="level_logic").cost == pytest.approx(BILL + 1752 * MORE)


def test_within_a_segment_the_largest_denominator_is_asked_for():
    """Proves: with half of the heat saved, 0.5 points ask for 20 % of 438 tce and 10 % of 876; 1.5 points for half.

    Sensitivity: 1752 MWh of biogas in place of 1314, which the exact ratio needs; at the end of a segment 2190.
    """
    things = {**BIOGAS, "measures.insulation": measure(0.5, saves={"oven": "50 %"})}
    for points, biogas in ((0.5, 1752), (1.5, 2190)):
        answer = solve(factory({"share": SHARE}, things, score={2027: f"{points}"}), base=BASE)
        assert answer.cost == pytest.approx(0.5 + 0.438 + biogas * MORE)


@pytest.mark.parametrize(("points", "share"), [(0.0, 0.0), (0.1, 0.22), (0.5, 0.3), (0.6, 0.32), (3.0, 0.8)])
def test_where_the_denominator_is_todays_points_follow_the_straight_line(points, share):
    """Proves: a tenth of the energy for each half point above 20 %.

    Sensitivity: 8760 x 0.0002 for the whole of the energy.
    """
    given = factory({"share": SHARE}, BIOGAS, score={2027: f"{points}"})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + share * 8760 * MORE)


@proves("ratio_limit")
def test_levels_where_less_is_better():
    """Proves: 1 of 2 points is 1.5 t/tce: a quarter of biogas.

    Sensitivity: 2190 MWh x 0.0002; without the ratio nothing.
    """
    given = factory({"carbon": CARBON}, BIOGAS, score={2027: "1"})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 2190 * MORE)
    assert solve(given, base=BASE, without="ratio_limit").cost == pytest.approx(BILL)


def test_a_denominator_moves_with_the_decisions():
    """Proves: with half of the heat saved, half of the rest is enough.

    Sensitivity: 0.5 for the measure + 0.438 + 2190 x 0.0002; with today's energy below the line 4380 x 0.0002.
    """
    things = {**BIOGAS, "measures.insulation": measure(0.5, saves={"oven": "50 %"})}
    answer = solve(factory({"share": SHARE}, things, score={2027: "1.5"}), base=BASE)
    assert answer.cost == pytest.approx(0.5 + 0.438 + 2190 * MORE)


@proves("ratio_limit")
def test_nothing_of_nothing_is_no_ratio():
    """Proves: for 1 million there is no waste left, of which none can be used; for 5 million all of it is used.

    Sensitivity: any point costs 5; were nothing of nothing a share, 1.
    """
    row = {
        "weight": 2, "direction": "higher", "numerator": ["waste_used"], "denominator": ["waste_generated"],
        "baseline": "0 %", "leading": "100 %",
    }  # fmt: skip
    things = {
        "demands.waste": counted("waste_generated", "100 t/a"), "demands.used": counted("waste_used", "0 t/a"),
        "measures.avoidance": measure(1.0, saves={"waste": "100 %"}),
        "measures.recycling": measure(5.0, effects={"used": "100 t/a"}),
    }  # fmt: skip
    given = factory({"used": row}, things, score={2027: "1"})
    assert solve(given).cost == pytest.approx(BILL + 5.0)
    of_nothing = solve(given, without="ratio_limit", rows=lambda index: index[-1] == "below")
    assert of_nothing.cost == pytest.approx(BILL + 1.0)


def test_electricity_below_the_line():
    """Proves: a quarter of 8760 MWh from the roof earns half of the points; without a target there is no roof.

    Sensitivity: 0.25 MW for 1 million/MW save 2190 MWh at 100 CNY/MWh: 0.876 + 0.031; with 0 points asked 0.876.
    """
    on_site = {
        "weight": 2, "direction": "higher", "numerator": ["physical_renewable_electricity"],
        "denominator": ["electricity"], "baseline": "0 %", "leading": "50 %",
    }  # fmt: skip
    pv = {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", "life": "1 a"}
    for points, cost in ((0.0, 0.876), (1.0, 0.907)):
        things = {
            "demands.light": demand(), "supply.grid": grid("100 CNY/MWh"), "technologies.pv": pv,
            "targets.green_factory": {"kind": "green_factory", "scheme": "proof", "score": {2027: f"{points}"}},
        }  # fmt: skip
        given = case(things, production=PARTS, schemes={"proof": scheme({"on_site": on_site})})
        assert solve(given, base={"tce": 1076.6}).cost == pytest.approx(cost)


@pytest.mark.parametrize("export", [True, False])
def test_power_that_is_fed_in_is_not_used_on_the_site(export):
    """Proves: 0.5 MW of PV in a factory that uses 1 MW; at 150 CNY/MWh it would feed in all of it.

    Sensitivity: 25 % stay at home: 0.5 + 6570 x 1e-4 - 2190 x 1.5e-4 = 0.8285; where nothing can be fed in, 0.25 MW.
    """
    on_site = {
        "weight": 2, "direction": "higher", "numerator": ["physical_renewable_electricity"],
        "denominator": ["electricity"], "baseline": "0 %", "leading": "50 %",
    }  # fmt: skip
    pv = {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", "life": "1 a", "max": "0.5 MW"}
    fields = {"export": {"price": "150 CNY/MWh", "limit": "1 MW"}} if export else {}
    things = {
        "demands.light": demand(), "supply.grid": grid("100 CNY/MWh", **fields), "technologies.pv": pv,
        "targets.green_factory": {"kind": "green_factory", "scheme": "proof", "score": {2027: "1"}},
    }  # fmt: skip
    given = case(things, production=PARTS, schemes={"proof": scheme({"on_site": on_site})})
    assert solve(given, base={"tce": 1076.6}).cost == pytest.approx(0.8285 if export else 0.907)


def test_a_count_comes_from_measures():
    """Proves: 2 of 8 functions are there, a measure for 1 million adds 4: 4.5 of 6 points.

    Sensitivity: 1.5 points cost nothing, 4.5 cost 1, 4.6 cannot be had.
    """
    things = {"demands.platform": counted("platform_functions", "2")}
    things["measures.meters"] = measure(1.0, effects={"platform": "4"})
    answers = [solve(factory({"platform": PLATFORM}, things, score={2027: score})) for score in ("1.5", "4.5", "4.6")]
    assert [answer.cost for answer in answers[:2]] == pytest.approx([BILL, BILL + 1.0])
    assert answers[2].status.value == "infeasible"


def test_evidence_earns_all_points_or_none():
    """Proves: a count of 4 out of 8 is no evidence of 8; a measure brings the rest.

    Sensitivity: 1 million for any point at all; as a count half of them would be there.
    """
    things = {"demands.platform": counted("platform_functions", "4")}
    things["measures.report"] = measure(1.0, effects={"platform": "4"})
    rows = {"platform": {**PLATFORM, "qualitative": True}}
    assert solve(factory(rows, things, score={2027: "1"})).cost == pytest.approx(BILL + 1.0)
    assert solve(factory({"platform": PLATFORM}, things, score={2027: "1"})).cost == pytest.approx(BILL)


def test_a_ratio_that_nobody_can_change():
    """Proves: 4 of 8 functions are 3 of 6 points, as a number.

    Sensitivity: 3 points cost nothing, 3.1 cannot be had.
    """
    things = {"demands.platform": counted("platform_functions", "4")}
    assert solve(factory({"platform": PLATFORM}, things, score={2027: "3"})).cost == pytest.approx(BILL)
    assert solve(factory({"platform": PLATFORM}, things, score={2027: "3.1"})).status.value == "infeasible"


def test_what_the_case_does_not_count_earns_nothing():
    """Proves: of waste nothing is known; no waste would be the best of all.

    Sensitivity: any point of it cannot be had; counted as zero all of them were free.
    """
    waste = {**ENERGY, "numerator": ["waste_generated"], "baseline": "10 t", "leading": "1 t"}
    assert solve(factory({"waste": waste}, score={2027: "0"})).cost == pytest.approx(BILL)
    assert solve(factory({"waste": waste}, score={2027: "0.1"})).status.value == "infeasible"


def test_a_row_without_benchmarks_earns_nothing_until_the_case_gives_them():
    """Proves: baseline and leading value of the case take the place of the scheme's, and of none.

    Sensitivity: half of the points between 600 and 200 tce are 400 tce: 476 x 0.002; without values not to be had.
    """
    bare = {key: value for key, value in ENERGY.items() if key not in ("baseline", "leading")}
    own = {"benchmarks": {"energy": {"baseline": "600 tce", "leading": "200 tce"}}}
    for row in (ENERGY, bare):
        given = factory({"energy": row}, HOT_WATER, score={2027: "5"}, **own)
        assert solve(given, base=BASE).cost == pytest.approx(BILL + 0.952)
    assert solve(factory({"energy": bare}, HOT_WATER, score={2027: "5"})).status.value == "infeasible"


@pytest.mark.parametrize(("rescale", "tce"), [(True, 600.0), (False, 400.0)])
def test_points_of_rows_that_do_not_apply(rescale, tce):
    """Proves: with the other 10 points gone to it, 10 of 20 points are half of the way; as a lone row all of it.

    Sensitivity: 0.002 for each tce below 876.
    """
    rows = {"energy": ENERGY, "platform": {**PLATFORM, "weight": 10}}
    fields = {"not_applicable": ["platform"], "of": {"rescale": rescale}}
    given = factory(rows, HOT_WATER, score={2027: "10"}, **fields)
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 0.002 * (876.0 - tce))


def test_benchmarks_by_size_are_the_hardest_within_reach():
    """Proves: 876 tce may become 175 to 1752; classes from 0, 1000 and 2000 tce want 40, 50 and 99 %.

    Sensitivity: 50 % of 8760 MWh x 0.0002; that of today's size would be 40 %, that of the largest 99 %.
    """
    sizes = [("0 tce", "40 %"), ("1000 tce", "50 %"), ("2000 tce", "99 %")]
    classes = [{"energy": size, "baseline": "0 %", "leading": leading} for size, leading in sizes]
    row = {key: value for key, value in SHARE.items() if key not in ("baseline", "leading")}
    given = factory({"share": {**row, "classes": classes}}, BIOGAS, score={2027: "3"})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 4380 * MORE)


def test_own_renewable_power_is_energy_or_not():
    """Proves: 0.5 MW of sun in 1 MW; counted, the energy stays 1 tce per MWh; not counted, it halves.

    Sensitivity: 5 of 10 points at 4380 tce: 0.5 MW for 1 million/MW in place of 0.438; counted they cannot be had.
    """
    row = {**ENERGY, "baseline": "6570 tce", "leading": "2190 tce"}
    pv = {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", "life": "1 a"}
    things = {
        "demands.light": demand(), "supply.grid": grid("100 CNY/MWh", tce="1 tce/MWh"), "technologies.pv": pv,
        "targets.green_factory": {
            "kind": "green_factory", "scheme": "proof", "product": "parts", "score": {2027: "5"},
        },
    }  # fmt: skip
    apart = case(things, production=PARTS, schemes={"proof": scheme({"energy": row}, onsite_energy=False)})
    assert solve(apart, base={"tce": 8760.0}).cost == pytest.approx(0.938)
    counted = case(things, production=PARTS, schemes={"proof": scheme({"energy": row})})
    assert solve(counted, base={"tce": 8760.0}).status.value == "infeasible"


@pytest.mark.parametrize(("rule", "biogas"), [("location", 2920.0), ("market", 7300.0)])
def test_electricity_counts_by_the_rule_of_the_scheme(rule, biogas):
    """Proves: 8760 MWh of power are 4380 t by location and 5256 t by market; 3 of 5 points are 5548 t.

    Sensitivity: 1752 t of gas less 584 or 1460 t: 2920 or 7300 MWh of biogas; certificates lower neither.
    """
    row = {**ENERGY, "weight": 5, "numerator": ["co2"], "baseline": "7300 t", "leading": "4380 t"}
    papers = {"kind": "certificate", "price": "0 CNY/MWh", "max": "1460 MWh/a"}
    things = {**BIOGAS, "demands.light": demand(), "supply.grid": grid("100 CNY/MWh"), "supply.papers": papers}
    given = factory({"co2": row}, things, score={2027: "3"}, of={"electricity": rule})
    base = {"scope1_fuel": 1752.0, "scope2_location": 4380.0, "scope2_market": 5256.0}
    assert solve(given, base=base).cost == pytest.approx(2 * BILL + biogas * MORE)


SHOW = {"measures.show": measure(3.0), "measures.platform": measure(5.0, effects={"platform": "8"})}
SPENT = {"demands.platform": counted("platform_functions", "0"), **SHOW}


@proves("points_limit")
def test_investment_counts_for_half_of_its_points_unless_the_case_says_more():
    """Proves: 3 million of 30 are 10 %, all 4 points, of which a plan counts 2; a platform for 5 million brings 6.

    Sensitivity: 3 points cost 5 million; without that limit, or with a credit of 4, 3 million. 2 points cost 3 million;
    without the limit by what is earned, nothing.
    """
    rows = {"investment": INVESTMENT, "platform": PLATFORM}
    given = factory(rows, SPENT, score={2027: "3"})
    assert solve(given).cost == pytest.approx(BILL + 5.0)
    generous = solve(given, without="points_limit", rows=lambda index: index[-1] == "credit")
    assert generous.cost == pytest.approx(BILL + 3.0)
    assert solve(factory(rows, SPENT, score={2027: "3"}, credit={"investment": 4})).cost == pytest.approx(BILL + 3.0)
    two = factory(rows, SPENT, score={2027: "2"})
    assert solve(two).cost == pytest.approx(BILL + 3.0)
    unearned = solve(two, without="points_limit", rows=lambda index: index[-1] == "earned")
    assert unearned.cost == pytest.approx(BILL)


@pytest.mark.parametrize(("year", "cost"), [("2023", 3.0), ("2024", 0.0), ("2025", 0.0)])
def test_investment_of_three_years(year, cost):
    """Proves: the data of 2026 count 2024 to 2026; 1.5 of 30 million of those years are 2 of 4 points.

    Sensitivity: spent in 2023 they do not count, and 3 million are spent anew.
    """
    history = {"investment": {year: "1.5 Mio CNY"}}
    given = factory({"investment": INVESTMENT}, SPENT, score={2027: "2"}, history=history)
    assert solve(given).cost == pytest.approx(BILL + cost)


def test_output_value_before_the_plan():
    """Proves: of 2024 and 2025 the case says 10 and 40, with 10 in 2026; 3 million of 60 are 5 %, 2 of 4 points.

    Sensitivity: 2 points for 3 million, 2.1 for 5; with a year that nobody knows there are none.
    """
    made = {"parts": YearPath.constant(1.0), "output_value": YearPath(((2026, 10.0),), "CNY/a")}
    known = {"output_value": {"2024": "10 Mio CNY", "2025": "40 Mio CNY"}}
    fields = {"production": made, "credit": {"investment": 4}}
    for score, cost in (("2", 3.0), ("2.1", 5.0)):
        given = factory({"investment": INVESTMENT}, SPENT, score={2027: score}, history=known, **fields)
        assert solve(given).cost == pytest.approx(BILL + cost)
    unknown = factory({"investment": INVESTMENT}, SPENT, score={2027: "2"}, **fields)
    assert solve(unknown).status.value == "infeasible"


@proves("statement_limit: green_factory.floors")
@pytest.mark.parametrize("of", ["energy", "climate"])
def test_least_points_of_an_indicator_or_a_dimension(of):
    """Proves: functions that are there give the total; the floor wants 2 points of energy, 720 tce.

    Sensitivity: 156 tce x 0.002; without the floor nothing.
    """
    rows = {"energy": {**ENERGY, "dimension": "climate"}, "platform": PLATFORM}
    things = {**HOT_WATER, "demands.platform": counted("platform_functions", "8")}
    given = factory(rows, things, score={2027: "6"}, floors={of: {2027: "2"}})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 0.312)
    assert solve(given, base=BASE, without="statement_limit").cost == pytest.approx(BILL)


@proves("statement_limit: green_factory.thresholds")
def test_a_value_to_be_reached_whatever_its_points():
    """Proves: 500 tce, in a scheme that gives no points for it.

    Sensitivity: 376 tce x 0.002; without the statement nothing.
    """
    given = factory({"energy": {**ENERGY, "weight": 0}}, HOT_WATER, thresholds={"energy": {2027: "500 tce"}})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 0.752)
    assert solve(given, base=BASE, without="statement_limit").cost == pytest.approx(BILL)


@pytest.mark.parametrize(("row", "value", "biogas"), [(SHARE, "45 %", 0.45 * 8760), (CARBON, "1.3 t/tce", 0.35 * 8760)])
def test_a_value_of_a_moving_ratio_is_reached_exactly(row, value, biogas):
    """Proves: 45 % and 1.3 t/tce lie between two levels and are values all the same.

    Sensitivity: 0.0002 for each MWh of biogas.
    """
    given = factory({"row": row}, BIOGAS, thresholds={"row": {2027: value}})
    assert solve(given, base=BASE).cost == pytest.approx(BILL + biogas * MORE)


@proves("statement_limit: green_factory.gates")
def test_a_requirement_that_a_measure_brings():
    """Proves: a management system for 1 million has no points and is had.

    Sensitivity: 0.876 + 1; answered with yes, or without the statement, 0.876; answered with no there is no plan.
    """
    things = {"measures.system": measure(1.0)}

    def asked(text):
        return factory({"energy": ENERGY}, things, score={2027: "0"}, gates={"management": text})

    assert solve(asked("system"), base=BASE).cost == pytest.approx(BILL + 1.0)
    assert solve(asked("system"), base=BASE, without="statement_limit").cost == pytest.approx(BILL)
    assert [solve(asked(text), base=BASE).cost for text in ("yes", "True")] == pytest.approx([BILL, BILL])
    assert solve(asked("no"), base=BASE).status.value == "infeasible"


@pytest.mark.parametrize(("lag", "served"), [(0, 1), (1, 2), (2, 3)])
def test_an_application_is_scored_by_the_numbers_of_years_before(lag, served):
    """Proves: an application in 2028 reads the numbers of 2028, 2027 or 2026, and so do those after it.

    Sensitivity: 0.552 for 5 points in 1, 2 or 3 of three years.
    """
    given = factory({"energy": ENERGY}, HOT_WATER, years=(2026, 2027, 2028), score={2028: "5"}, lag=lag)
    answer = solve(given, base=BASE)
    assert answer.cost == pytest.approx(3 * BILL + served * 0.552)


def test_a_total_holds_until_the_next():
    """Proves: 5 points for the applications of 2027 and 2028, 10 from 2029 on.

    Sensitivity: 2 x 0.552 + 0.952; a total that grew in between would cost more in 2027.
    """
    given = factory({"energy": ENERGY}, HOT_WATER, years=(2026, 2027, 2028), score={2027: "5", 2029: "10"})
    assert solve(given, base=BASE).cost == pytest.approx(3 * BILL + 2 * 0.552 + 0.952)


def test_intensities_are_counted_per_output_of_the_same_year():
    """Proves: twice the parts may use twice the energy for the same points.

    Sensitivity: 5 points at 600 tce in 2026, and at 1200 in 2027, which nothing needs to be done for.
    """
    made = {"parts": YearPath(((2025, 1.0), (2026, 1.0), (2027, 2.0)))}
    given = factory({"energy": ENERGY}, HOT_WATER, years=(2026, 2027), production=made, score={2027: "5"})
    assert solve(given, base=BASE).cost == pytest.approx(2 * BILL + 0.552)


@pytest.mark.parametrize(("row", "thing"), [(ENERGY, HOT_WATER), (SHARE, BIOGAS), (CARBON, BIOGAS)])
def test_a_factory_may_grow_beyond_what_it_was(row, thing):
    """Proves: three times the heat of the base year, by its path, with the parts or by a new use: none is to be saved.

    Sensitivity: 3 x 0.876 where no points are asked for; held to twice the base year it would be more.
    """
    grown = demand({2025: "8760 MWh", 2026: "26280 MWh"}, "heat")
    made = {**PARTS, "parts": YearPath(((2025, 1.0), (2026, 3.0)))}
    by_itself = factory({"row": row}, {**thing, "demands.oven": grown}, score={2027: "0"})
    followed = demand(carrier="heat", follows="parts")
    with_parts = factory({"row": row}, {**thing, "demands.oven": followed}, production=made, score={2027: "0"})
    anew = {"demands.kiln": demand({2025: "0 MWh", 2026: "17520 MWh"}, "heat")}
    for given in (by_itself, with_parts, factory({"row": row}, {**thing, **anew}, score={2027: "0"})):
        assert solve(given, base=BASE).cost == pytest.approx(3 * BILL)


def test_without_a_product_intensities_are_counted_per_output_value():
    """Proves: 60 tce per million at 10 million are 600 tce.

    Sensitivity: 0.552.
    """
    row = {**ENERGY, "baseline": "80 tce/MCNY", "leading": "40 tce/MCNY"}
    given = factory({"energy": row}, HOT_WATER, score={2027: "5"}, product=None)
    assert solve(given, base=BASE).cost == pytest.approx(BILL + 0.552)


def test_points_that_cannot_be_had_are_measured():
    """Proves: 12 of 10 points miss 2.

    Sensitivity: two points above what there is.
    """
    answer = solve(factory({"energy": ENERGY}, HOT_WATER, score={2027: "12"}), base=BASE, oversteps=True)
    assert answer.overstepped == {("targets.green_factory.score", 2026): pytest.approx(2.0)}
