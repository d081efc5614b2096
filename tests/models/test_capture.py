"""Capture: what it may take from which source, what it uses, what it pays, and that emissions stay above zero."""

import numpy as np
import pytest

from planner.fields import YearPath

from .bench import FREE_LIFE, TWO_DAYS, books, case, demand, fuel, grid, on, proves, solve

# 1000 CNY/t on direct emissions only, so that the CO2 of the grid's power costs nothing.
TAX = {"kind": "carbon", "scheme": "national", "price": "1000 CNY/t"}
LIME = {"kind": "process", "co2": "8760 t/a"}
KILN = {"supply.grid": grid(), "carbon.tax": TAX, "demands.lime": LIME}
CLINKER = {"clinker": YearPath.constant(8760.0, "t/a")}


def capture(**fields):
    """Amine scrubbing of the lime kiln at 0.1 million per t/h and 0.1 MWh/t, unless told otherwise."""
    made = {"kind": "capture", "streams": ["lime"], "rate": "90 %", "electricity": "0.1 MWh/t"}
    return {**made, "capex": "100000 CNY/(t/h)", "max": "2 t/h", **FREE_LIFE, **fields}


# The tax is saved, the power paid: 0.9 million less per 1000 t.
SAVED = 8.76 * 0.9


@books("transport_storage", "captured", "scope1_process")
@proves("captured_limit")
def test_no_more_is_captured_than_the_capacity_allows():
    """Proves: of 1 t/h 0.9 are captured by a plant of 0.9 t/h, with power, transport and storage.

    Sensitivity: plant 0.09, power 0.7884, storage at 50 CNY/t 0.3942, tax on the rest 0.876; 0.09 less without it.
    """
    given = case({**KILN, "technologies.amine": capture(transport_storage="50 CNY/t")})
    answer = solve(given)
    assert answer.cost == pytest.approx(0.09 + 0.7884 + 0.3942 + 0.876)
    assert answer.line("transport_storage", "amine") == pytest.approx(0.3942)
    assert answer.entry("captured", "amine") == pytest.approx(7884.0)
    assert answer.entry("scope1_process", "amine") == pytest.approx(-7884.0)
    assert answer.number("capacity", "amine") == pytest.approx(0.9)
    assert solve(given, without="captured_limit").cost == pytest.approx(0.7884 + 0.3942 + 0.876)


@proves("captured_balance", "treated_limit")
def test_no_more_is_captured_than_its_share_of_what_is_released():
    """Proves: a plant of up to 2 t/h finds 1 t/h of CO2 and takes 90 % of it.

    Sensitivity: 8.76 + 0.09 - 0.9 x 7.884; taking CO2 that nobody releases, or all of the treated CO2 twice, 2 t/h
    would be captured: 8.76 + 0.2 - 2 x 7.884, emissions below zero.
    """
    given = case({**KILN, "technologies.amine": capture()})
    answer = solve(given)
    assert answer.cost == pytest.approx(8.76 + 0.09 - 0.9 * SAVED)
    assert answer.flow("lime>amine.treated") == pytest.approx([1.0] * 24)
    for name in ("captured_balance", "treated_limit"):
        assert solve(given, without=name).cost == pytest.approx(8.76 + 0.2 - 2.0 * SAVED)


def test_two_captures_share_what_a_source_releases():
    """Proves: 0.45 t/h captured at 90 % leave half of the CO2 to a free plant that captures 50 % of what it treats.

    Sensitivity: 0.45 and 0.25 t/h; if each found the whole stream, 0.45 and 0.5.
    """
    weak = capture(rate="50 %", electricity="0 MWh/t", capex="0 CNY/(t/h)")
    both = {**KILN, "technologies.amine": capture(max="0.45 t/h"), "technologies.weak": weak}
    answer = solve(case(both))
    assert answer.cost == pytest.approx(8.76 + 0.045 - 0.45 * SAVED - 0.25 * 8.76)
    assert answer.flow("lime>weak.treated") == pytest.approx([0.5] * 24)


def test_heat_and_solvent_are_used_by_the_tonne():
    """Proves: 0.7 MWh of heat at 100 CNY/MWh and 20 CNY of solvent per tonne; upkeep of 5 % a year.

    Sensitivity: 7884 t x (70 + 20) CNY and 0.0045 more than power and plant alone.
    """
    made = capture(heat={"steam": "0.7 MWh/t"}, opex_variable="20 CNY/t", opex_fixed="5 %/a")
    answer = solve(case({**KILN, "supply.steam": fuel("steam", "100 CNY/MWh"), "technologies.amine": made}))
    assert answer.cost == pytest.approx(8.76 + 0.09 - 0.9 * SAVED + 7884 * 90e-6 + 0.0045)
    assert answer.line("opex_variable", "amine") == pytest.approx(7884 * 20e-6)


def test_power_comes_from_the_carrier_named():
    """Proves: on a metering account of its own at 500 CNY/MWh the power costs half.

    Sensitivity: 0.3942 in place of 0.7884.
    """
    things = {**KILN, "supply.second": grid("500 CNY/MWh", carrier="kiln_power")}
    answer = solve(case({**things, "technologies.amine": capture(carrier="kiln_power")}))
    assert answer.cost == pytest.approx(0.876 + 0.09 + 0.3942)


@pytest.mark.parametrize("steps", [None, TWO_DAYS])
def test_co2_is_captured_when_it_is_released(steps):
    """Proves: 2 t/h in 12 hours of the day; a plant of 1.8 t/h would take 90 % of it, and pays.

    Sensitivity: 0.18 in place of 0.09 for the plant; with 1 t/h at most, 1 t/h in half of the hours.
    """
    day = {**KILN, "demands.lime": {**LIME, "profile": "day"}}
    options = {} if steps is None else {"steps": steps}
    series = {"day": on((6, 18))}
    answer = solve(case({**day, "technologies.amine": capture()}, series=series), **options)
    assert answer.cost == pytest.approx(8.76 + 0.18 - 0.9 * SAVED)
    assert answer.flow("amine.captured")[:12] == pytest.approx([0.0] * 6 + [1.8] * 6)
    small = solve(case({**day, "technologies.amine": capture(max="1 t/h")}, series=series), **options)
    assert small.cost == pytest.approx(8.76 + 0.1 - 0.5 * SAVED)


def test_what_a_measure_saves_is_not_there_to_be_captured():
    """Proves: a measure leaves half of the stream, and 90 % of that half are captured.

    Sensitivity: 4.38 + 0.045 - 0.45 x 7.884, the measure at 1 CNY; captured from the whole stream it would be less.
    """
    half = {"kind": "measure", "capex": "1 CNY", "life": "1 a", "saves": {"lime": "50 %"}}
    answer = solve(case({**KILN, "technologies.amine": capture(), "measures.half": half}))
    assert answer.cost == pytest.approx(4.38 + 0.045 - 0.45 * SAVED + 1e-6)


BOILER = {
    "kind": "converter", "inputs": {"coal": "100 %"}, "outputs": {"heat": "100 %"}, "capex": "0 CNY/kW", **FREE_LIFE,
}  # fmt: skip
COAL = {
    "supply.grid": grid(), "carbon.tax": TAX, "demands.oven": demand("4380 MWh", "heat"), "technologies.boiler": BOILER,
    "supply.coal": fuel("coal", "0 CNY/t", lhv="5 MWh/t", emission_factor="2 t/t"),
}  # fmt: skip


def test_fuel_releases_its_co2_where_it_burns():
    """Proves: 0.5 MW of coal at 2 t/t and 5 MWh/t release 0.2 t/h, of which 90 % are captured.

    Sensitivity: 1.752 of tax without; by the tonne in place of the energy it would be 1 t/h. Heat bought with its CO2
    released elsewhere leaves nothing to capture.
    """
    made = {"technologies.amine": capture(streams=["coal"])}
    answer = solve(case({**COAL, **made}))
    assert answer.cost == pytest.approx(0.2 * 8.76 + 0.018 - 0.18 * SAVED)
    bought = fuel("heat", "0 CNY/MWh", emission_factor="0.4 t/MWh", scope="scope2")
    elsewhere = solve(case({**COAL, "supply.coal": bought, **made}))
    assert elsewhere.entry("captured", "amine") == pytest.approx(0.0)


def test_emissions_never_fall_below_zero():
    """Proves: at a rate of 100 % of all sources nothing is left to pay for, and nothing is earned.

    Sensitivity: 1.2 t/h captured, plant 0.12 and power 1.0512; the sum of direct emissions is 0.
    """
    made = {"technologies.amine": capture(streams=["lime", "coal"], rate="100 %")}
    answer = solve(case({**COAL, "demands.lime": LIME, **made}))
    assert answer.cost == pytest.approx(0.12 + 1.2 * 0.876)
    accounts = (("scope1_process", "lime"), ("scope1_process", "amine"), ("scope1_fuel", "coal"))
    assert sum(answer.entry(*key) for key in accounts) == pytest.approx(0.0, abs=1e-6)


def test_a_route_releases_its_co2_as_it_makes():
    """Proves: 1 t/h of clinker releases 0.5 t/h; where that falls to 0.4 later, 0.4 count in both years.

    Sensitivity: 8.76 x 0.5 a year less 0.45 x 7.884; with the falling path 0.36 x 7.884 in each year.
    """
    kiln = {"kind": "route", "carrier": "clinker", "capex": "0 CNY/(t/a)", "co2": "0.5 t/t", **FREE_LIFE}
    things = {
        "supply.grid": grid(), "carbon.tax": TAX, "technologies.amine": capture(streams=["kiln"]),
        "demands.cement": {"kind": "product", "carrier": "clinker", "production": "clinker"},
    }  # fmt: skip
    answer = solve(case({**things, "technologies.kiln": kiln}, production=CLINKER))
    assert answer.cost == pytest.approx(0.5 * 8.76 + 0.045 - 0.45 * SAVED)
    falling = {**kiln, "co2": {2026: "0.5 t/t", 2027: "0.4 t/t"}}
    answer = solve(case({**things, "technologies.kiln": falling}, production=CLINKER, years=(2026, 2027)))
    assert answer.cost == pytest.approx(0.9 * 8.76 + 2 * (0.036 - 0.36 * SAVED))


def test_a_source_that_the_case_has_not_gives_nothing():
    """Proves: in a factory reduced to what stands, a capture that names a route not built captures nothing.

    Sensitivity: the tax on lime remains, 8.76.
    """
    idle = case({**KILN, "technologies.amine": capture(streams=["kiln"]), "demands.light": demand("0 MWh")})
    assert solve(idle).cost == pytest.approx(8.76)


def test_a_plant_that_stands_already_captures():
    """Proves: 0.4 t/h stand and capture; no more may be built.

    Sensitivity: 8.76 - 0.4 x 7.884.
    """
    old = {"kind": "existing", "technology": "amine", "capacity": "400 kg/h", "built": 2026}
    answer = solve(case({**KILN, "technologies.amine": capture(max="0.4 t/h"), "existing.old": old}))
    assert answer.cost == pytest.approx(8.76 - 0.4 * SAVED)
    assert np.allclose(answer.flow("amine.captured"), 0.4)
