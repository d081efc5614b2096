"""A study that a pencil can follow: light for 2,000 MWh a year, and LED that save half of it for 1.6 million."""

from __future__ import annotations

from pathlib import Path

TEXT = """\
case: {name: Light <b>works</b>, sector: example, currency: CNY, price_year: 2025}
horizon: {base_year: 2025, first_decision: 2026, years: [2026], end: 2029, discount_rate: 10 %/a}
demands:
  lighting: {carrier: electricity, annual: 2000 MWh}
measures:
  led: {capex: 1.6 Mio CNY, life: 4 a, saves: {lighting: 50 %}}
supply:
  grid:
    components: {energy: {basis: energy, price: 500 CNY/MWh}}
    emission_factor: 0.5 t/MWh
    residual_factor: 0.6 t/MWh
scenarios:
  cheap: {supply.grid.components.energy.price: 200 CNY/MWh}
  dear: {supply.grid.components.energy.price: 800 CNY/MWh}
  no_led: {measures.led: off}
  longer: {horizon.end: 2030}
  early: {horizon.years: [2026, 2028]}
  expected: {supply.grid.components.energy.price: 300 CNY/MWh}
"""

# A million a year over the four years is worth this at the end of 2025; LED are paid at the end of 2026.
WORTH = sum(1.1**-year for year in range(1, 5))
CAPEX = 1.6 / 1.1
CHEAP, DEAR = 0.2 * WORTH, 0.8 * WORTH


def light(folder: Path) -> Path:
    """The case, written into a folder."""
    folder.mkdir()
    (folder / "case.yaml").write_text(TEXT, encoding="utf-8")
    return folder
