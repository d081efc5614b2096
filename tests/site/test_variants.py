"""The reference goes on without choices but obeys the law; the base year has neither choices nor obligations."""

from __future__ import annotations

from typing import Any

import pytest

from planner.case.value import Case
from planner.site import as_it_goes_on, in_base_year
from tests.run.portfolio import MORE
from tests.run.workshop import workshop_case

LAW = {"share": {2026: "30 %"}, "obligation": True}
CONTRACTS = {"ppa", "green_trade", "direct_line", "onsite_plant"}


def kinds(case: Case) -> set[str]:
    return {thing.kind for thing in case.things}


def with_targets(**targets: dict[str, Any]) -> Case:
    more = {("targets", "green_share", name): fields for name, fields in targets.items()}
    return workshop_case({**MORE, **more, ("targets", "microgrid", "park"): {"self_consumption": "60 %"}})


def test_contracts_offsets_and_targets_are_choices() -> None:
    case = with_targets(own={"share": "80 %"})
    assert kinds(as_it_goes_on(case)) == {"carrier", "demand", "existing", "converter", "grid", "fuel", "carbon"}
    assert [thing.name for thing in as_it_goes_on(case).of("converter")] == ["boiler"]


def test_an_obligation_stays_with_certificates_to_meet_it() -> None:
    reference = as_it_goes_on(with_targets(own={"share": "80 %"}, law=LAW))
    assert [thing.name for thing in reference.of("green_share")] == ["law"]
    assert kinds(reference) & (CONTRACTS | {"certificate"}) == {"certificate"}


@pytest.mark.parametrize("changed", [{"counts": ["traded", "direct"]}, {"matching": "hourly"}])
def test_an_obligation_that_certificates_cannot_meet_keeps_contracts(changed: dict[str, Any]) -> None:
    reference = as_it_goes_on(with_targets(law={**LAW, **changed}))
    assert kinds(reference) >= CONTRACTS


def test_the_base_year_knows_neither_contracts_nor_obligations() -> None:
    past = in_base_year(with_targets(law=LAW))
    assert not kinds(past) & {*CONTRACTS, "certificate", "offset", "green_share", "microgrid", "measure"}
    assert past.horizon.years == (2025,)


def test_prices_that_start_later_reach_back_wherever_they_stand() -> None:
    components = {"energy": {"basis": "energy", "price": {2027: "500 CNY/MWh", "hold": "last"}}}
    fields = {"components": components, "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh"}
    grid = in_base_year(workshop_case({("supply", "grid", "grid"): fields})).of("grid")[0].parameters
    assert grid.components["energy"].price.at(2025) == pytest.approx(500e-6)
