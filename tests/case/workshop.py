"""A small valid case, and a folder in which it can be spoilt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.case import Case, read
from planner.errors import CaseError

WORKSHOP = """\
case:
  name: workshop
  sector: example
  currency: CNY
  price_year: 2025

site:
  roof: {area: 2 ha, usable: 50 %}

horizon:
  base_year: 2025
  years: [2026, 2030]
  end: 2034
  discount_rate: 6 %/a

production:
  parts: {2025: 1000 /a, 2030: 1200 /a, hold: last}

carriers:
  heat: {temperature: 80 degC}
  hot_air: {temperature: 180 degC, serves: [heat]}

demands:
  lighting: {carrier: electricity, annual: 1 GWh, profile: flat}
  drives: {carrier: electricity, annual: 5 GWh, follows: parts}
  washing: {carrier: heat, annual: 2 GWh}
  drying: {carrier: hot_air, annual: 1 GWh}
  solvents: {kind: process, co2: 10 t/a}

existing:
  old_boiler: {technology: boiler, capacity: 1 MW, built: 2015}

technologies:
  boiler: {kind: converter, inputs: {gas: 100 %}, outputs: {heat: 90 %}, capex: 500 CNY/kW, life: 20 a}
  burner: {kind: converter, inputs: {gas: 100 %}, outputs: {hot_air: 80 %}, capex: 400 CNY/kW, life: 15 a}
  battery: {kind: storage, capex_energy: 800 CNY/kWh, life: 12 a, max_energy: 4 MWh}

measures:
  led: {capex: 40 万元, life: 8 a, saves: {lighting: 50 %}}
  sensors: {capex: 5 万元, life: 8 a, saves: {lighting: 10 %}, requires: [led]}

supply:
  grid:
    periods:
      - {band: peak, hours: "8-11,17-22"}
    components:
      energy: {basis: energy, price: 500 CNY/MWh, factors: {peak: 1.6}}
      demand: {basis: demand, price: 40 元/kW·月}
    emission_factor: 0.55 kgCO2/kWh
    residual_factor: 0.6 t/MWh
  gas:
    kind: fuel
    carrier: gas
    price: {2026: 3.4 CNY/m3, 2034: 3.9 CNY/m3}
    lhv: 35.6 MJ/m3
    emission_factor: 2.1 kgCO2/m3
    tce: 1.33 kgce/m3

carbon:
  scheme: shadow
  price: {2026: 80 CNY/t, 2034: 200 CNY/t}

targets:
  co2: {basis: location, reduction: {2030: 20 %}}

finance:
  budget: {"2026..2030": 60 Mio CNY}

scenarios:
  high_carbon: {carbon.price: x2}
  no_battery: {technologies.battery: off}
"""


class Workshop:
    """A case folder with the small valid case."""

    def __init__(self, folder: Path, text: str = WORKSHOP) -> None:
        self.folder = folder
        self.write("case.yaml", text)

    def write(self, name: str, text: str | bytes) -> Workshop:
        """Write a file of the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def edit(self, old: str, new: str) -> Workshop:
        """Replace a piece of the case's text, which must be there once."""
        text = (self.folder / "case.yaml").read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the case"
        return self.write("case.yaml", text.replace(old, new))

    def read(self, scenario: str | None = None, sets: Sequence[str] = ()) -> Case:
        """The case."""
        return read(self.folder, scenario, sets)

    def errors(self, scenario: str | None = None, sets: Sequence[str] = ()) -> list[str]:
        """What is wrong with it, as text; nothing if it is valid."""
        try:
            self.read(scenario, sets)
        except CaseError as error:
            return [str(finding) for finding in error.findings]
        return []


def series_text(**columns: Sequence[object] | float) -> str:
    """CSV of hourly series; a number stands for all hours."""
    lists = [list(cells) if isinstance(cells, Sequence) else [cells] * 8760 for cells in columns.values()]
    rows = [",".join(columns), *(",".join(map(str, row)) for row in zip(*lists, strict=True))]
    return "\n".join(rows) + "\n"
