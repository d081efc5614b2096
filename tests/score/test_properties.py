"""What holds for every factory and every scheme."""

from decimal import Decimal

import hypothesis.strategies as st
from hypothesis import given, settings

from planner.score import score
from planner.score.exact import Scale, exact
from tests.score.plant import plan, plant, row, scheme_of, target_of

QUANTITIES = ("energy", "co2", "water_withdrawal", "platform_functions", "green_investment", "pollutant", "captured")
CLOSE = Decimal("1e-20")
FEW = settings(max_examples=40, deadline=None)
amounts = st.floats(0.0, 1e7, allow_nan=False).map(lambda number: round(number, 6))
scales = st.builds(
    Scale,
    baseline=amounts.map(exact),
    leading=amounts.map(exact),
    weight=st.integers(0, 30).map(Decimal),
    lower=st.booleans(),
    whole=st.booleans(),
)


@st.composite
def rows(draw, weight=None):
    """An indicator with benchmarks in the right order."""
    lower = draw(st.booleans())
    marks = sorted(draw(st.lists(st.integers(0, 5000), min_size=2, max_size=2)), reverse=lower)
    return row(
        numerator=[draw(st.sampled_from(QUANTITIES))],
        denominator=draw(st.sampled_from([[], ["per"], ["energy"], ["captured"]])),
        direction="lower" if lower else "higher",
        baseline=marks[0] / 1000,
        leading=marks[1] / 1000,
        weight=draw(st.integers(1, 20)) if weight is None else weight,
        qualitative=draw(st.booleans()),
        dimension=draw(st.sampled_from("abc")),
    )


schemes = st.lists(rows(), min_size=1, max_size=8).map(lambda found: {f"row{n}": one for n, one in enumerate(found)})


def scored(indicators, year=2028, **target):
    scheme = scheme_of(indicators)
    case = plant(scheme, **target)
    return score(case, plan(), target_of(case), scheme, year)


@given(scales, amounts, amounts)
def test_a_better_value_never_earns_less(scale, one, other):
    worse, better = sorted((exact(one), exact(other)), reverse=scale.lower)
    in_order = (scale.leading <= scale.baseline) if scale.lower else (scale.leading >= scale.baseline)
    if in_order:
        assert 0 <= scale.points(worse) <= scale.points(better) <= scale.weight


@given(scales, amounts)
def test_the_change_to_the_next_point_brings_it(scale, number):
    value = exact(number)
    earned, change = scale.points(value), scale.to_next(value)
    if change is None:
        assert earned == scale.weight
    elif scale.whole or scale.leading == scale.baseline:
        assert abs(value + change - scale.leading) < Decimal("1e-40")
    elif (scale.leading < scale.baseline) == scale.lower:
        assert abs(scale.points(value + change) - min(earned + 1, scale.weight)) < CLOSE
        assert (change < 0) == scale.lower


@given(scales, amounts, st.integers(0, 30))
def test_tightened_benchmarks_never_earn_more(scale, number, years):
    in_order = (scale.leading <= scale.baseline) if scale.lower else (scale.leading >= scale.baseline)
    if in_order:
        assert scale.tightened(Decimal("0.02"), years).points(exact(number)) <= scale.points(exact(number)) + Decimal(
            "1e-20"
        )


@FEW
@given(schemes, st.sampled_from([2025, 2026, 2027, 2028, 2031]))
def test_total_is_the_sum_of_its_parts_and_within_what_is_possible(indicators, year):
    found = scored(indicators, year)
    assert 0 <= found.total <= found.possible
    assert abs(found.total - sum(found.dimensions.values())) < CLOSE
    assert abs(found.total - sum(found.by_quality.values())) < CLOSE
    assert found.possible + found.missing_weight == sum(Decimal(one["weight"]) for one in indicators.values())
    for reading in found.readings:
        assert 0 <= reading.points <= reading.weight
        assert (reading.status == "scored") == (reading.reason == "")


@FEW
@given(rows(weight=100), st.sampled_from([2025, 2026, 2028]))
def test_all_weight_on_one_indicator_is_the_formula(one, year):
    found = scored({"one": one}, year)
    reading = found.reading("one")
    if reading.status != "scored":
        assert found.total == 0
        return
    above = float(reading.numerator)
    value = above / float(reading.denominator) if one["denominator"] else above
    baseline, leading = one["baseline"], one["leading"]
    if value == leading or (value < leading) == (one["direction"] == "lower"):
        by_hand = 100.0
    elif one["qualitative"] or baseline == leading:
        by_hand = 0.0
    else:
        by_hand = 100.0 * min(max((value - baseline) / (leading - baseline), 0.0), 1.0)
    assert abs(float(found.total) - by_hand) < 1e-9


@FEW
@given(schemes, st.data())
def test_rows_that_do_not_apply_change_nothing_but_the_weights(indicators, data):
    left_out = data.draw(st.lists(st.sampled_from(sorted(indicators)), unique=True, max_size=len(indicators) - 1))
    whole, part = scored(indicators), scored(indicators, not_applicable=left_out)
    total = sum(Decimal(one["weight"]) for one in indicators.values())
    kept = sum(Decimal(one["weight"]) for name, one in indicators.items() if name not in left_out)
    assert abs(sum(reading.weight for reading in part.readings) - total) < Decimal("1e-50")
    for before, after in zip(whole.readings, part.readings, strict=True):
        if before.indicator in left_out:
            assert (after.status, after.points) == ("not applicable", 0)
        else:
            assert abs(after.points - before.points * total / kept) < Decimal("1e-50")
