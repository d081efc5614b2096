"""The factory of `peer_factory` in oemof.solph."""

from __future__ import annotations

import pandas as pd
import peer_factory as plant
from oemof import solph

Flow = solph.Flow


def free(name: str) -> solph.Investment:
    """A size that may be anything, paid each year by its name."""
    return solph.Investment(ep_costs=plant.YEARLY[name])


system = solph.EnergySystem(
    timeindex=pd.date_range("2027-01-01", periods=8761, freq="h"), infer_last_interval=False
)  # fmt: skip
electricity, gas, heat = (solph.Bus(label=name) for name in ("electricity", "gas", "heat"))
system.add(
    electricity,
    gas,
    heat,
    solph.components.Source(label="grid", outputs={electricity: Flow(variable_costs=plant.TARIFF)}),
    solph.components.Source(label="fuel", outputs={gas: Flow(variable_costs=plant.GAS)}),
    solph.components.Source(label="pv", outputs={electricity: Flow(nominal_capacity=free("pv"), maximum=plant.SUN)}),
    solph.components.Sink(label="machines", inputs={electricity: Flow(nominal_capacity=1.0, fix=plant.MACHINES)}),
    solph.components.Sink(label="washing", inputs={heat: Flow(nominal_capacity=1.0, fix=plant.WASHING)}),
    solph.components.Converter(
        label="boiler",
        inputs={gas: Flow()},
        outputs={heat: Flow(nominal_capacity=free("boiler"), variable_costs=plant.BOILER_USE)},
        conversion_factors={heat: plant.BOILER},
    ),
    solph.components.Converter(
        label="pump",
        inputs={electricity: Flow()},
        outputs={heat: Flow(nominal_capacity=free("pump"))},
        conversion_factors={heat: plant.PUMP},
    ),
    solph.components.GenericStorage(
        label="battery",
        inputs={electricity: Flow(nominal_capacity=free("power"))},
        outputs={electricity: Flow(nominal_capacity=solph.Investment(), variable_costs=plant.WEAR)},
        nominal_capacity=free("energy"),
        invest_relation_input_output=1.0,
        inflow_conversion_factor=plant.CHARGE,
        outflow_conversion_factor=plant.DISCHARGE,
        loss_rate=plant.LOSS,
        balanced=True,
    ),
)
model = solph.Model(system)
model.solve(solver="highs")
print(plant.answer(float(model.objective()), "oemof.solph", model.nconstraints(), model.nvariables()))
