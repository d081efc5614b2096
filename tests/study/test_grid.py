"""What is varied: ranges count exactly, lists keep what is written, and all that is wrong is said at once."""

from __future__ import annotations

import pytest

from planner.errors import CaseError
from planner.study.grid import Axis, chains, overrides, points, read_axes, read_spans


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("carbon.price=0:400:200", ("0", "200", "400")),
        ("carbon.price=0:0.3:0.1", ("0", "0.1", "0.2", "0.3")),
        ("carbon.price=10 CNY/t:30 CNY/t:10 CNY/t", ("10 CNY/t", "20 CNY/t", "30 CNY/t")),
        ("carbon.price=10:30:10 CNY/t", ("10 CNY/t", "20 CNY/t", "30 CNY/t")),
        ("finance.discount_rate=5%:8%:1%", ("5%", "6%", "7%", "8%")),
        ("finance.discount_rate=5%,8%,10%", ("5%", "8%", "10%")),
        ("technologies.battery.capex=x0.5:x1.5:0.5", ("x0.5", "x1", "x1.5")),
        ("carbon.price={2030: 100, 2040: 200},300", ("{2030: 100, 2040: 200}", "300")),
        ("supply.wind=off", ("off",)),
        ("a.b=-20:10:15", ("-20", "-5", "10")),
        ("a.b=100:200:100", ("100", "200")),
    ],
)  # fmt: skip
def test_values_of_an_axis(text: str, values: tuple[str, ...]) -> None:
    assert read_axes([text]) == [Axis(text.partition("=")[0], values)]


def test_everything_wrong_is_said_at_once() -> None:
    texts = [
        "carbon.price", "a.b=0:10", "a.c=10:0:1", "a.d=0:1:0", "a.e=1,,2", "a.f=1 kW:2 MW:1", "a.g=1,1",
        "a.h=1,2", "a.h=3", "a.i=0:1:0.00001",
    ]  # fmt: skip
    with pytest.raises(CaseError) as caught:
        read_axes(texts)
    messages = [finding.message for finding in caught.value.findings]
    expected = ["KEY=A:B:STEP", "needs a step", "above", "not above zero", "empty", "same unit", "given twice"]
    assert len(messages) == 9
    assert all(part in message for part, message in zip(expected, messages, strict=False))
    assert "100,001 values" in messages[7]
    assert messages[8] == "is varied twice"


def test_the_number_of_points_is_limited() -> None:
    with pytest.raises(CaseError, match="this makes 10,201 points"):
        read_axes(["a.b=0:100:1", "a.c=0:100:1"])


def test_every_combination_is_in_one_chain_of_neighbours() -> None:
    axes = read_axes(["a.b=1,2", "carbon.price=0:30:10"])
    assert overrides(axes, points(axes)[5]) == ("a.b=2", "carbon.price=10")
    for workers, sizes in ((1, [4, 4]), (2, [4, 4]), (3, [2, 2, 2, 2]), (8, [1] * 8)):
        found = chains(axes, workers)
        assert [len(chain) for chain in found] == sizes
        assert sorted(point for chain in found for point in chain) == sorted(points(axes))
        assert all(len({point[0] for point in chain}) == 1 for chain in found)


def test_spans_for_screening() -> None:
    spans = read_spans(["carbon.price=50:150 CNY/t", "finance.discount_rate=5%:9%"])
    assert [span.at(share) for span in spans for share in (0.0, 0.25, 1.0)] == [
        "50 CNY/t", "75 CNY/t", "150 CNY/t", "5%", "6%", "9%",
    ]  # fmt: skip
    with pytest.raises(CaseError) as caught:
        read_spans(["a.b=1", "a.c=2:1", "a.d=1:x"])
    assert len(caught.value.findings) == 3
