"""Points of single rows and of whole schemes, against arithmetic written out here."""

from decimal import Decimal

import pytest

from planner.score import score, scores, thresholds
from tests.score.plant import ACCOUNTS, plan, plant, row, scheme_of, target_of

ENERGY = row(numerator=["energy"], denominator=["per"], baseline="1.2 tce", leading="0.8 tce", unit="tce/{per}")
REUSE = row(
    numerator=["water_reused"], denominator=["water_withdrawal", "water_reused"], direction="higher", unit="%",
    baseline="70 %", leading="90 %", dimension="water", quality="illustrative",
)  # fmt: skip
FUNCTIONS = row(
    numerator=["platform_functions"], direction="higher", unit="1", baseline=0, leading=8, weight=6, quality="published"
)
DESIGN = row(numerator=["green_design"], direction="higher", baseline=0, leading=1, qualitative=True, weight=4)
ROWS = {"energy": ENERGY, "reuse": REUSE, "functions": FUNCTIONS, "design": DESIGN}
CLOSE = Decimal("1e-50")


def scored(rows=ROWS, year=2028, solution=None, fields=None, **target):
    scheme = scheme_of(rows, **(fields or {}))
    case = plant(scheme, **target)
    return score(case, plan() if solution is None else solution, target_of(case), scheme, year)


def only(one, year=2028, solution=None, **target):
    """Reading of a scheme of one row."""
    return scored({"one": one}, year, solution, **target).reading("one")


def test_every_row_and_the_total_by_hand():
    found = scored()
    by_hand = {
        "energy": 10 * (Decimal(1128) / 1300 - Decimal("1.2")) / (Decimal("0.8") - Decimal("1.2")),
        "reuse": 10 * (Decimal(3200) / 4000 - Decimal("0.7")) / (Decimal("0.9") - Decimal("0.7")),
        "functions": Decimal(6),
        "design": Decimal(4),
    }
    for name, points in by_hand.items():
        assert abs(found.reading(name).points - points) < Decimal("1e-25")
    assert found.total == sum(reading.points for reading in found.readings)
    assert abs(found.total - sum(by_hand.values())) < Decimal("1e-24")
    assert (found.possible, found.missing_weight) == (30, 0)
    assert found.dimensions == {"all": found.total - 5, "water": 5}
    assert found.by_quality == {
        "official": found.total - 5 - 6, "published": 6, "estimate": 0, "user": 0, "illustrative": 5,
    }  # fmt: skip
    assert (found.year, found.application, found.scheme) == (2028, 2029, "chosen")


def test_reading_shows_its_arithmetic():
    found = only(ENERGY, 2026)
    assert (found.numerator, found.denominator, found.value) == (1320, 1100, Decimal("1.2"))
    assert (found.baseline, found.leading, found.weight, found.unit, found.scale) == (
        Decimal("1.2"), Decimal("0.8"), 10, "tce/unit", 1,
    )  # fmt: skip
    assert (found.status, found.points, found.source) == ("scored", 0, "chosen")


@pytest.mark.parametrize(
    ("baseline", "leading", "points", "missing"),
    [
        ("1.0 tce", "0.8 tce", 0, "-0.22"),  # short of the baseline: to the baseline and a point beyond it
        ("1.2 tce", "0.8 tce", 0, "-0.04"),
        ("1.4 tce", "0.9 tce", 4, "-0.05"),
        ("1.4 tce", "1.198 tce", 10 * Decimal(200) / 202, "-0.002"),  # less than a point is left
        ("1.3 tce", "1.3 tce", 10, None),  # one value to reach
        ("1.4 tce", "1.2 tce", 10, None),
        ("2.0 tce", "1.3 tce", 10, None),
        ("1.1 tce", "1.1 tce", 0, "-0.1"),
    ],
)
def test_points_of_less_is_better(baseline, leading, points, missing):
    found = only({**ENERGY, "baseline": baseline, "leading": leading}, 2026)
    assert abs(found.points - points) < Decimal("1e-25")
    if missing is None:
        assert found.next_point is None
    else:
        assert abs(found.next_point - Decimal(missing)) < CLOSE


@pytest.mark.parametrize(
    ("baseline", "leading", "points", "missing"),
    [("75 %", "90 %", 0, "0.015"), ("70 %", "90 %", "2.5", "0.02"), ("50 %", "75 %", 10, None)],
)
def test_points_of_more_is_better(baseline, leading, points, missing):
    found = only({**REUSE, "baseline": baseline, "leading": leading}, 2026)
    assert found.points == Decimal(points)
    assert found.next_point == (None if missing is None else Decimal(missing))


def test_evidence_earns_all_or_nothing():
    assert only(DESIGN).points == 4
    none = only(DESIGN, solution=plan(green_design__design=(1.0, 1.0, 0.5)))
    assert (none.points, none.next_point) == (0, Decimal("0.5"))
    assert only(DESIGN, solution=plan(green_design__design=(1.0, 1.0, 1.0 - 1e-9))).points == 4


def test_rows_that_do_not_apply_leave_their_points_to_the_others():
    found = scored(not_applicable=["reuse"])
    assert [reading.weight for reading in found.readings] == [15, 0, 9, 6]
    assert (found.possible, found.reading("reuse").status) == (30, "not applicable")
    assert found.total == Decimal("1.5") * (scored().total - 5)


def test_or_keep_them_if_the_scheme_says_so():
    found = scored(fields={"rescale": False}, not_applicable=["reuse"])
    assert (found.possible, found.total) == (20, scored().total - 5)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        ({**ENERGY, "baseline": None}, "no baseline and leading value"),
        ({**ENERGY, "numerator": ["pollutant"]}, "the case does not state pollutant"),
        ({**ENERGY, "denominator": ["value_added"]}, "the case does not state value_added"),
        ({**ENERGY, "denominator": ["captured"]}, "captured is zero"),
        (
            {**ENERGY, "baseline": None, "leading": None, "classes": [{"energy": "2000 tce", "baseline": "1 tce",
                                                                       "leading": "0.5 tce"}]},
            "no baseline and leading value for a factory of this size",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_says_why(one, reason):
    found = scored({"one": one, "design": DESIGN})
    reading = found.reading("one")
    assert (reading.status, reading.points, reading.next_point) == ("not scorable", 0, None)
    assert reason in reading.reason
    assert (found.possible, found.missing_weight, found.total) == (4, 10, 4)


def test_value_is_shown_also_without_benchmarks():
    assert only({**ENERGY, "baseline": None}, 2026).value == Decimal("1.2")


def test_three_years_that_the_case_does_not_know_are_not_scored():
    share = row(
        numerator=["green_investment"], denominator=["output_value_3y"], direction="higher", unit="%",
        baseline="0 %", leading="2 %",
    )  # fmt: skip
    assert only(share, 2026).status == "not scorable"
    assert only(share, 2028).value == Decimal(6) / 360
    assert only(share, 2030).value == Decimal(4) / (130 + 140 + 150)


@pytest.mark.parametrize(("bought", "leading"), [(100.0, "0.5 tce"), (400.0, "0.4 tce"), (10000.0, "0.3 tce")])
def test_benchmarks_go_by_the_energy_of_the_year(bought, leading):
    classes = [
        {"energy": "0 tce", "leading": "0.5 tce"},
        {"energy": "700 tce", "leading": "0.4 tce"},
        {"energy": "2000 tce", "leading": "0.3 tce"},
    ]
    used = sum(values[2] for name, values in ACCOUNTS.items() if name.startswith("tce."))
    solution = plan(tce__grid=(1200.0, 960.0, bought))
    found = only({**ENERGY, "leading": None, "classes": classes}, solution=solution)
    assert used - 720.0 + bought in (508.0, 808.0, 10408.0)
    assert (found.baseline, found.leading) == (Decimal("1.2"), Decimal(leading.split()[0]))


def test_own_benchmarks_come_first_and_say_how_good_they_are():
    own = {"one": {"leading": "0.6 tce", "quality": "illustrative", "source": "our own"}}
    found = only(ENERGY, 2026, benchmarks=own)
    assert (found.baseline, found.leading, found.quality, found.source) == (
        Decimal("1.2"), Decimal("0.6"), "illustrative", "our own",
    )  # fmt: skip


def test_what_the_grid_does_is_told_apart():
    co2 = row(numerator=["co2"], denominator=["per"], baseline="5 t", leading="1 t", unit="tCO2/{per}")
    found = only(co2)
    assert (found.value, found.frozen_value) == (Decimal(2640) / 1300, Decimal(2640 + 1200) / 1300)
    assert only(ENERGY).frozen_value is None


def test_per_output_value_where_no_product_is_named():
    per_value = {**ENERGY, "baseline": "0.2 tce/万元", "leading": "0.1 tce/万元"}
    found = only(per_value, product=None)
    assert (found.value, found.unit, found.scale) == (Decimal(1128) / 130, "tce/万元", 100)
    assert (found.baseline, found.points) == (20, 10)


def test_gates_pass_by_word_or_with_their_measure():
    gate = {"name": "needed", "source": "chosen", "quality": "official"}
    gates = dict.fromkeys(("law", "plan", "platform", "system"), gate)
    given = {"law": "yes", "plan": "no", "platform": "platform"}
    later = scored(fields={"gates": gates}, gates=given)
    assert later.gates == {"law": "pass", "plan": "fail", "platform": "pass", "system": "unknown"}
    earlier = scored(year=2026, fields={"gates": gates}, gates=given)
    assert earlier.gates["platform"] == "fail"
    assert scored(year=2025, fields={"gates": gates}, gates=given).gates["platform"] == "fail"
    assert later.passed is False
    two = {name: gates[name] for name in ("law", "system")}
    assert scored(fields={"gates": two}, gates={"law": "yes"}).passed is None
    assert scored(fields={"gates": two}, gates={"law": "yes", "system": "yes"}).passed is True


def test_statements_of_the_case():
    found = scored(
        score={2028: 20, 2029: 25},
        floors={"water": 6, "functions": {2029: 6}},
        thresholds={"energy": {2029: "0.9 tce"}},
    )
    told = {(of.kind, of.name): (of.wanted, of.kept) for of in found.statements}
    assert told == {
        ("score", ""): (25, False), ("floor", "water"): (6, False), ("floor", "functions"): (6, True),
        ("threshold", "energy"): (Decimal("0.9"), True),
    }  # fmt: skip
    assert found.passed is False
    assert scored(year=2026, score={2028: 20}).statements == ()


def test_threshold_of_the_scheme_is_for_information():
    found = scored({"one": {**ENERGY, "threshold": "0.5 tce"}})
    (condition,) = found.statements
    assert (condition.kind, condition.kept, found.passed) == ("condition", False, None)


def test_thresholds_of_the_years_that_are_planned():
    scheme = scheme_of(ROWS)
    case = plant(scheme, thresholds={"energy": {2026: "1.3 tce", 2029: "0.8 tce"}})
    assert [(of.year, of.application, of.kept) for of in thresholds(case, plan())] == [
        (2026, 2027, True), (2028, 2029, False),
    ]  # fmt: skip


def test_scores_of_every_target_and_year():
    case = plant(scheme_of(ROWS))
    assert [(found.target, found.year) for found in scores(case, plan())] == [
        ("recognition", 2025), ("recognition", 2026), ("recognition", 2028),
    ]  # fmt: skip


def test_scheme_without_target():
    scheme = scheme_of({"functions": FUNCTIONS})
    found = score(plant(scheme), plan(), None, scheme, 2025, name="tried")
    assert (found.target, found.scheme, found.total, found.passed) == (None, "tried", 6 * Decimal(3) / 8, None)


def test_unscored_scheme_has_values_and_no_points():
    found = scored({"one": {**ENERGY, "weight": 0, "baseline": None, "leading": None}})
    assert (found.total, found.possible, found.missing_weight, found.readings[0].next_point) == (0, 0, 0, None)
    assert found.readings[0].value is not None
