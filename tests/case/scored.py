"""The small valid case with resources, a scheme of its own and a target that names it."""

from __future__ import annotations

from .workshop import WORKSHOP, Workshop

SCHEME = """\
title: House rules
label: our own rules
total: 100
dimensions:
  energy: {name: Energy, weight: 60}
  other: {name: Everything else, weight: 40}
indicators:
  energy_intensity:
    {dimension: energy, name: Energy, weight: 30, direction: lower, unit: "tce/{per}", numerator: [energy],
     denominator: [per], source: our own, year: 2025, quality: user}
  renewables:
    dimension: energy
    name: Renewable energy
    weight: 30
    direction: higher
    unit: "%"
    numerator: [renewable_energy]
    denominator: [energy]
    baseline: 0 %
    classes: [{energy: 0 tce, leading: 30 %}, {energy: 5000 tce, leading: 20 %}]
    source: our own
    year: 2025
    quality: user
  functions:
    {dimension: other, name: Functions, weight: 20, direction: higher, numerator: [platform_functions],
     baseline: 0, leading: 8, source: our own, year: 2025, quality: user}
  water_reuse:
    {dimension: other, name: Water, weight: 20, direction: higher, unit: "%", numerator: [water_reused],
     denominator: [water_withdrawal, water_reused], baseline: 20 %, leading: 80 %, source: our own, year: 2025,
     quality: user}
gates:
  lawful: {name: No violation, source: our own, quality: user}
"""

RESOURCES = """\
  water: {kind: resource, quantity: water_withdrawal, annual: 5000 m3/a, follows: parts}
  reused: {kind: resource, quantity: water_reused, annual: 1000 m3/a}
  platform: {kind: resource, quantity: platform_functions, annual: 3}
"""

TARGET = """\
  green_factory:
    scheme: house
    product: parts
    score: {2028: 60}
    floors: {energy: 10}
    thresholds: {water_reuse: {2031: 40 %}}
    gates: {lawful: yes}
    benchmarks: {energy_intensity: {baseline: 2 tce, leading: 1 tce, source: our meter}}
"""


def scored(workshop: Workshop) -> Workshop:
    """The workshop with all of it."""
    text = WORKSHOP.replace("existing:\n", f"{RESOURCES}\nexisting:\n", 1).replace(
        "finance:\n", f"{TARGET}\nfinance:\n"
    )
    return workshop.write("case.yaml", text).write("schemes/house.yaml", SCHEME)
