"""Numbers with units and paths over the years, as the declarations read them."""

from __future__ import annotations

import copy
import pickle
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from planner.fields import Declaration, PathError, Unit, Value, YearPath
from planner.units import UnitError


class Sample(Declaration):
    """A declaration with a field of every form."""

    price: Annotated[YearPath, Unit("CNY/MWh", "CNY/m3", ge=0)] = Field(description="Price.")
    share: Annotated[float, Unit("%", ge=0, lt=100)] = 0.0
    rate: Annotated[float, Unit("%/a", "%")] | None = None
    number: Annotated[float, Unit("1", ge=1)] = 1.0
    steps: Annotated[YearPath, Unit("t/a", step=True)] | None = None
    shares: dict[str, Annotated[float, Unit("%", gt=0)]] = Field(default={})
    years: list[int] = Field(default=[])


def read(**given) -> Sample:
    return Sample.model_validate({"price": "1 CNY/MWh", **given})


def test_values_remember_what_they_matched() -> None:
    sample = read(price={"2025": "3 CNY/m3", "2035": "0.4 元/m3"}, rate="6 %", number="2.5")
    assert sample.price.points == ((2025, 3e-6), (2035, 4e-7))
    assert sample.price.unit == "CNY/m3"
    assert (sample.rate, sample.rate.unit) == (0.06, "%")
    assert (sample.number, sample.number.unit) == (2.5, "1")
    assert read(number=3).number == read(number="3").number == read(number="300 %").number == 3


def test_values_are_floats_that_can_be_copied() -> None:
    value = Value(2.8, "CNY/kW")
    for other in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert (other, other.unit) == (2.8, "CNY/kW")
    assert repr(value) == "2.8"
    assert value + 1 == 3.8
    path = YearPath.constant(3.0)
    assert pickle.loads(pickle.dumps(path)) == path
    assert hash(path) == hash(YearPath.constant(3.0))


def test_straight_lines_between_years() -> None:
    path = read(price={"2030": "20 CNY/MWh", "2026": "10 CNY/MWh"}).price
    assert [path.at(year) for year in (2026, 2027, 2030)] == pytest.approx([1e-5, 1.25e-5, 2e-5])
    assert [path.defined(year) for year in (2025, 2026, 2030, 2031)] == [False, True, True, False]
    for year in (2025, 2031):
        with pytest.raises(ValueError, match="the path covers 2026 to 2030"):
            path.at(year)


def test_holding_the_last_value() -> None:
    path = read(price={"2026": "10 CNY/MWh", "2030": "20 CNY/MWh", "hold": "last"}).price
    assert path.at(2099) == path.at(2030)
    assert not path.defined(2025)


def test_steps_hold_until_the_next_year() -> None:
    path = read(steps={"2028": "5 t/a", "2032": "3 t/a"}).steps
    assert [path.at(year) for year in (2028, 2031, 2032, 2090)] == [5, 5, 3, 3]
    assert not path.defined(2027)
    with pytest.raises(ValueError, match="no value in 2027"):
        path.at(2027)


def test_one_value_for_all_years() -> None:
    path = read(price="7 CNY/MWh").price
    assert path.is_constant
    assert path.at(1990) == path.at(2200) == 7e-6
    assert path.scaled(2).at(2030) == 14e-6


@given(
    st.dictionaries(st.integers(1900, 2199), st.integers(0, 10**6), min_size=2, max_size=8),
    st.integers(1900, 2199),
)
def test_between_two_years_lies_between_two_values(points: dict[int, int], year: int) -> None:
    path = read(price={str(key): f"{value} CNY/MWh" for key, value in points.items()}).price
    if path.defined(year):
        before = max(key for key in points if key <= year)
        after = min(key for key in points if key >= year)
        low, high = sorted((points[before] * 1e-6, points[after] * 1e-6))
        assert low - 1e-12 <= path.at(year) <= high + 1e-12


@pytest.mark.parametrize(
    ("field", "given_text", "message"),
    [
        ("share", "0.6", '"0.6" has no unit; expected a number with unit %, for example "60 %"'),
        ("share", "60", '"60" has no unit; expected a number with unit %, for example "60 %"'),
        ("share", 0.6, '"0.6" has no unit'),
        ("share", "100 %", '"100 %" must be below 100 %'),
        ("share", "-1 %", '"-1 %" must be at least 0 %'),
        ("number", "2 a", '"2 a" does not fit; expected a number without unit'),
        ("number", "0.5", '"0.5" must be at least 1'),
        ("number", True, "expected a number without unit, found True"),
        ("number", [1], "expected a number without unit, found a list"),
        ("number", float("nan"), '"nan" does not begin with a number'),
        ("number", float("inf"), '"inf" does not begin with a number'),
        ("price", {"2026": "1 CNY/MWh", "2030": "1 CNY/m3"}, "mixes units of different kinds: CNY/MWh, CNY/m3"),
        ("price", {}, "gives no year"),
        ("price", {"hold": "last"}, "gives no year"),
        ("price", {"1066": "1 CNY/MWh"}, '"1066" is not a year'),
        ("price", None, "expected a number with unit CNY/MWh or CNY/m3, found nothing"),
        ("price", "1 EUR/MWh", '"1 EUR/MWh" is in EUR; this case is in CNY'),
        ("price", "-1 CNY/m3", '"-1 CNY/m3" must be at least 0 CNY/m3'),
    ],
)
def test_what_is_refused_and_how(field: str, given_text: object, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read(**{field: given_text})
    assert message in str(caught.value)


def test_bounds_are_exact() -> None:
    unit = Unit("%", ge=0.1, le=0.3)
    assert unit.read("0.1 %") == 0.001
    assert unit.read("0.3 %") == 0.003
    with pytest.raises(UnitError):
        unit.read("0.30000000000000001 %")


def test_bounds_of_the_first_alternative_leave_the_others_alone() -> None:
    unit = Unit("%/a", "CNY/(kW*a)", ge=0, le=50)
    assert unit.read("90 CNY/(kW*a)") == 0.09
    with pytest.raises(UnitError, match="must be at least 0"):
        unit.read("-90 CNY/(kW*a)")


def test_every_wrong_point_is_reported() -> None:
    with pytest.raises(PathError) as caught:
        Unit("CNY/t").read_path({"2026": "1", "2030": "2 MW", "soon": "3 CNY/t", "hold": "first"})
    assert [key for key, _ in caught.value.points] == ["2026", "2030", "soon", "hold"]


def test_lists_may_be_one_text() -> None:
    assert read(years="2026; 2030;").years == [2026, 2030]
    assert read(years="").years == []


def test_the_currency_is_that_of_the_case() -> None:
    sample = Sample.model_validate({"price": "50 EUR/MWh"}, context={"currency": "EUR"})
    assert sample.price == YearPath(((0, 5e-5),), "CNY/MWh", hold=True)
    with pytest.raises(ValidationError, match="is in CNY; this case is in EUR"):
        Sample.model_validate({"price": "50 CNY/MWh"}, context={"currency": "EUR"})


def test_declarations_are_frozen_and_closed() -> None:
    sample = read()
    with pytest.raises(ValidationError, match="frozen"):
        sample.share = 0.5
    with pytest.raises(ValidationError, match="Extra inputs"):
        read(prise="1 CNY/MWh")
