"""Times and gaps as people write them."""

from __future__ import annotations

import click
import pytest

from planner.cli.options import duration, share


@pytest.mark.parametrize(
    ("text", "seconds"), [("90", 90.0), ("90s", 90.0), ("10m", 600.0), ("1.5h", 5400.0), (" 5 ", 5.0)]
)
def test_times(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "m", "0", "-1s", "1d", "nan", "inf", "1e999", "ten"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(click.BadParameter, match="not a time"):
        duration(text)


@pytest.mark.parametrize(("text", "fraction"), [("0.001", 0.001), ("0.1%", 0.001), ("0", 0.0), ("5 %", 0.05)])
def test_shares(text: str, fraction: float) -> None:
    assert share(text) == pytest.approx(fraction)


@pytest.mark.parametrize("text", ["", "1", "100%", "-0.1", "nan", "inf", "much"])
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(click.BadParameter, match="not a share"):
        share(text)
