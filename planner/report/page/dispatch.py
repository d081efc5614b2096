"""Electricity hour by hour in chosen weeks of a milestone year: where it comes from and where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...case.value import Thing
from ...run.claims import ELECTRICITY
from ...run.exchange import HOURS, energy_of
from .blocks import Block, Chart, Section, Text
from .chart import chooser, figure, label, titled
from .colours import INK, SOLD, colour_of
from .content import Content

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

WEEK = 168
SMALL = 1e-3
FIRST = datetime(2001, 1, 1)
"""Any year without a leap day: the axis shows month, day and hour."""
AN_HOUR = 3_600_000
"""Step of a time axis. [ms]"""

FORMATS = (
    {"dtickrange": [None, 43_200_000], "value": "%H:%M\n%m-%d"},
    {"dtickrange": [43_200_001, None], "value": "%m-%d"},
)
"""Hours are written when the reader has zoomed in."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Course:
    """Hourly power of one thing: positive into the site, negative out of it. [MW]"""

    name: str
    colour: str
    power: Array


def dispatch(content: Content) -> Section:
    """The week of the highest purchase and the week of most own generation."""
    words = content.words
    blocks: list[Block] = []
    by_year = {year: list(_courses(content, year)) for year in content.case.horizon.years}
    if any(by_year.values()):
        for name, choose in (("peak", _peak_week), ("sunny", _sunny_week)):
            weeks = {year: choose(content, year) for year in by_year}
            if all(week is not None for week in weeks.values()):
                begins = {year: week for year, week in weeks.items() if week is not None}
                blocks.append(Chart(_figure(content, by_year, begins), words(f"dispatch.{name}")))
        blocks.append(Text(words("dispatch.note"), "faint"))
    return Section("dispatch", words("dispatch.title"), blocks)


def _peak_week(content: Content, year: int) -> int | None:
    """First hour of the week with the highest hour of purchase."""
    bought = sum(energy_of(content.solution, f"{grid.name}.import", year) for grid in content.case.of("grid"))
    return None if isinstance(bought, int) else _begin(int(bought.argmax()))


def _sunny_week(content: Content, year: int) -> int | None:
    """First hour of the week with most generation of its own, in the year that has most of it if this one has none."""
    makers = content.case.of("renewable", "onsite_plant")
    years = (year, *reversed(content.case.horizon.years))
    for each in years:
        made = sum((_made(content, thing, each) for thing in makers), start=np.zeros(HOURS))
        if made.any():
            return int(made[: HOURS // WEEK * WEEK].reshape(-1, WEEK).sum(axis=1).argmax()) * WEEK
    return None


def _made(content: Content, thing: Thing, year: int) -> Array:
    way = "generation" if thing.kind == "renewable" else "delivered"
    return energy_of(content.solution, f"{thing.name}.{way}", year)


def _begin(hour: int) -> int:
    """First hour of the week that an hour lies in; weeks are counted from the first of January."""
    return min(hour // WEEK, HOURS // WEEK - 1) * WEEK


def _courses(content: Content, year: int) -> Iterator[Course]:
    """Everything that gives electricity or takes it on at will; the rest is use."""
    case = content.case

    def course(thing: Thing, name: str, power: Array, colour: str = "") -> Course:
        return Course(name, colour or colour_of(case, thing.name, thing.kind), power)

    for thing in case.of("grid"):
        yield course(thing, label(thing.name), energy_of(content.solution, f"{thing.name}.import", year))
    for thing in case.of("onsite_plant", "direct_line"):
        yield course(thing, label(thing.name), energy_of(content.solution, f"{thing.name}.delivered", year))
    for thing in case.of("renewable"):
        if thing.parameters.carrier == ELECTRICITY:
            yield course(thing, label(thing.name), energy_of(content.solution, f"{thing.name}.generation", year))
    for thing in case.of("converter"):
        outputs = thing.parameters.outputs
        if ELECTRICITY in outputs:
            share = outputs[ELECTRICITY] / next(iter(outputs.values()))
            activity = energy_of(content.solution, f"{thing.name}.activity", year)
            yield course(thing, label(thing.name), activity * float(share))
    for thing in case.of("storage"):
        if thing.parameters.carrier == ELECTRICITY:
            for way, sign in (("discharge", 1.0), ("charge", -1.0)):
                power = sign * energy_of(content.solution, f"{thing.name}.{way}", year)
                yield course(thing, f"{label(thing.name)}: {content.words(f'dispatch.{way}')}", power)
    for thing in case.of("grid"):
        sold = -energy_of(content.solution, f"{thing.name}.export", year)
        yield course(thing, content.words("energy.sold"), sold, SOLD)


def _figure(content: Content, by_year: dict[int, list[Course]], begins: dict[int, int]) -> Figure:
    """Stacked courses of a week for every year, one year shown at a time."""
    traces: list[Any] = []
    owners: list[int] = []
    years = list(by_year)
    for year, courses in by_year.items():
        made = list(_week(content, courses, begins[year], year == years[-1]))
        traces += made
        owners += [year] * len(made)
    shown = [[owner == year for owner in owners] for year in years]
    return figure(
        traces,
        440,
        updatemenus=chooser([str(year) for year in years], shown, len(years) - 1),
        xaxis=titled(
            content.words("axis.hour"), type="date", showgrid=False, hoverformat="%m-%d %H:00", tickformatstops=FORMATS
        ),
        yaxis=titled(content.words("axis.power")),
        margin={"l": 70, "r": 20, "t": 50, "b": 60},
        hovermode="x unified",
        legend={"orientation": "h", "y": -0.2, "yanchor": "top", "x": 0, "traceorder": "normal"},
    )


def _week(content: Content, courses: list[Course], begin: int, visible: bool) -> Iterator[Any]:
    """Areas of the courses that do anything in the week, and the use that they add up to."""
    import plotly.graph_objects as go

    hours = slice(begin, begin + WEEK)
    use = np.sum([course.power[hours] for course in courses], axis=0)
    for course in courses:
        power = course.power[hours]
        if np.abs(power).max() < SMALL:
            continue
        yield go.Scatter(
            name=course.name,
            x0=_moment(begin),
            dx=AN_HOUR,
            y=[round(value, 3) for value in power.tolist()],
            mode="lines",
            line={"width": 0, "shape": "hv", "color": course.colour},
            fillcolor=course.colour,
            stackgroup="out" if power.min() < 0.0 else "in",
            visible=visible,
            hovertemplate="%{y:.2f} MW",
        )
    yield go.Scatter(
        name=content.words("dispatch.use"),
        x0=_moment(begin),
        dx=AN_HOUR,
        y=[round(value, 3) for value in use.tolist()],
        mode="lines",
        line={"width": 1.5, "shape": "hv", "color": INK},
        visible=visible,
        hovertemplate="%{y:.2f} MW",
    )


def _moment(hour: int) -> str:
    """An hour of the year on the axis.

    Examples
    --------
    >>> _moment(25)
    '2001-01-02 01:00'
    """
    return f"{FIRST + timedelta(hours=hour):%Y-%m-%d %H:%M}"
