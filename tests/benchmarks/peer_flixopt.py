"""The factory of `peer_factory` in flixOpt."""

from __future__ import annotations

import flixopt as fx
import pandas as pd
import peer_factory as plant


def free(name: str | None) -> fx.InvestParameters:
    """A size that may be anything, paid each year by its name; `mandatory` keeps it free of a yes/no decision."""
    paid = {} if name is None else {"costs": plant.YEARLY[name]}
    return fx.InvestParameters(
        minimum_size=0.0, maximum_size=plant.AMPLE, mandatory=True, effects_of_investment_per_size=paid
    )


system = fx.FlowSystem(pd.date_range("2027-01-01", periods=8760, freq="h"))
system.add_elements(
    fx.Effect("costs", "CNY", is_standard=True, is_objective=True),
    *(fx.Bus(name) for name in ("electricity", "gas", "heat")),
    fx.Source(
        "grid", outputs=[fx.Flow("bought", bus="electricity", size=plant.AMPLE, effects_per_flow_hour=plant.TARIFF)]
    ),
    fx.Source("fuel", outputs=[fx.Flow("burnt", bus="gas", size=plant.AMPLE, effects_per_flow_hour=plant.GAS)]),
    fx.Source("pv", outputs=[fx.Flow("made", bus="electricity", size=free("pv"), relative_maximum=plant.SUN)]),
    fx.Sink(
        "machines",
        inputs=[fx.Flow("used", bus="electricity", size=1.0, fixed_relative_profile=plant.MACHINES)],
    ),
    fx.Sink(
        "washing",
        inputs=[fx.Flow("used", bus="heat", size=1.0, fixed_relative_profile=plant.WASHING)],
    ),
    fx.linear_converters.Boiler(
        "boiler",
        thermal_efficiency=plant.BOILER,
        fuel_flow=fx.Flow("in", bus="gas"),
        thermal_flow=fx.Flow("out", bus="heat", size=free("boiler"), effects_per_flow_hour=plant.BOILER_USE),
    ),
    fx.linear_converters.HeatPump(
        "pump",
        cop=plant.PUMP,
        electrical_flow=fx.Flow("in", bus="electricity"),
        thermal_flow=fx.Flow("out", bus="heat", size=free("pump")),
    ),
    fx.Storage(
        "battery",
        charging=fx.Flow("charge", bus="electricity", size=free("power")),
        discharging=fx.Flow("discharge", bus="electricity", size=free(None), effects_per_flow_hour=plant.WEAR),
        capacity_in_flow_hours=free("energy"),
        initial_charge_state="equals_final",
        eta_charge=plant.CHARGE,
        eta_discharge=plant.DISCHARGE,
        relative_loss_per_hour=plant.LOSS,
        prevent_simultaneous_charge_and_discharge=False,
        balanced=True,
    ),
)
system.optimize(fx.solvers.HighsSolver(mip_gap=1e-9, time_limit_seconds=1800, log_to_console=False), progress=False)
model = system.model
print(plant.answer(float(model.objective.value), "flixopt", int(model.ncons), int(model.nvars)))
