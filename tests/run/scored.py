"""The shipped case `cases/tiny` with water, counts and a scheme of its own, whose points a person can work out.

In 2025 it makes 20,000 pumps and emits 4,380 t for power and 876 t for gas: 0.2628 t a pump. It takes 95,000 m3 of
water, uses 300,000 m3 again, and its platform has 3 functions. The row on materials has no benchmarks, the one on land
does not apply; its ten points go to the other rows, each of which weighs 10/9 of what the scheme says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from planner.case import read
from planner.case.value import Case
from planner.run.folder import SUMMARY
from planner.run.pipeline import Options, Run, solve_case
from planner.run.store import save
from tests.run.tiny import CASE

# Points of 2025.
OTHERS = 10.0 / 9.0
CO2 = 40.0 * OTHERS * (0.2628 - 0.32) / (0.15 - 0.32)
REUSE = 20.0 * OTHERS * (300.0 / 395.0 - 0.7) / 0.2
FUNCTIONS = 20.0 * OTHERS * 3.0 / 8.0

SCHEME = """
title: Scheme of the pump makers
label: Made for this test and nothing else.
total: 100
dimensions:
  carbon: {name: Carbon, weight: 40}
  means: {name: Water and means, weight: 60}
indicators:
  co2: {dimension: carbon, name: CO2 per pump, weight: 40, direction: lower, unit: "tCO2/{per}", numerator: [co2],
    denominator: [per], formula: C, source: the makers, year: 2025, quality: published}
  reuse: {dimension: means, name: Reuse of water, weight: 20, direction: higher, unit: "%", numerator: [water_reused],
    denominator: [water_withdrawal, water_reused], baseline: 70 %, leading: 90 %, formula: W, source: the makers,
    year: 2025, quality: published}
  functions: {dimension: means, name: Functions of the platform, weight: 20, direction: higher, unit: "1",
    numerator: [platform_functions], baseline: 0, leading: 8, formula: count, source: the makers, year: 2025,
    quality: published}
  material: {dimension: means, name: Material per pump, weight: 10, direction: lower, unit: "t/{per}",
    numerator: [material], denominator: [per], formula: M, source: the makers, year: 2025, quality: published}
  ground: {dimension: means, name: Pumps by ground, weight: 10, direction: higher, unit: "{per}/m2", numerator: [per],
    denominator: [land], baseline: 1 /m2, leading: 2 /m2, formula: G, source: the makers, year: 2025,
    quality: published}
gates:
  permit: {name: A permit to pump, source: the makers, quality: published}
  manager: {name: Somebody who looks after energy, source: the makers, quality: published}
"""

MORE = """
production:
  pumps: {2025: 20000 /a, 2029: 22000 /a}

targets:
  green_factory:
    scheme: pumps
    product: pumps
    score: {2029: %s}
    floors: {means: {2029: 20}}
    thresholds: {co2: {2029: 0.25 t}}
    gates: {permit: yes, manager: centre}
    not_applicable: [ground]
    benchmarks: {co2: {baseline: 0.32 t, leading: 0.15 t, quality: illustrative, source: a guess}}
    drift: {thresholds: 1 %%/a, peers: 1, peer_average: 20, bottom: 10}
"""

DEMANDS = """
  water:     {kind: resource, quantity: water_withdrawal, annual: 95000 m3/a, follows: pumps}
  reused:    {kind: resource, quantity: water_reused, annual: 300000 m3/a, follows: pumps}
  functions: {kind: resource, quantity: platform_functions, annual: 3}
"""

MEASURES = """
  closed_loop: {capex: 0.3 Mio CNY, life: 10 a, saves: {water: 35 %}, effects: {reused: 38000 m3/a}}
  centre: {capex: 0.2 Mio CNY, life: 10 a, effects: {functions: 5}}
"""


def scored_folder(score: int = 45) -> Path:
    """A folder with the case, which asks for a total in 2029."""
    folder = Path(mkdtemp())
    text = (CASE / "case.yaml").read_text(encoding="utf-8")
    for head, added in (("\ndemands:", DEMANDS), ("\nmeasures:", MEASURES)):
        line = next(line for line in text.split("\n") if line.startswith(head.strip()))
        text = text.replace(line, line + added.rstrip(), 1)
    text = text.replace("emission_factor: 0.5 t/MWh", "emission_factor: {2025: 0.5 t/MWh, 2029: 0.45 t/MWh}")
    (folder / "case.yaml").write_text(text + MORE % score, encoding="utf-8")
    (folder / "schemes").mkdir()
    (folder / "schemes" / "pumps.yaml").write_text(SCHEME, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Solved:
    """The case, its run, its run folder and its summary."""

    case: Case
    run: Run
    folder: Path
    summary: dict[str, Any]


@cache
def scored_run(score: int = 45) -> Solved:
    """Solve the case; tests must not change the folder."""
    case = read(scored_folder(score))
    place = Path(mkdtemp()) / "run"
    run = solve_case(case, Options(), lambda progress: None)
    summary = save(run, Options(), place, {})
    assert (place / SUMMARY).is_file()
    return Solved(case, run, place, summary)
