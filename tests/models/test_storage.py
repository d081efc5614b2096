"""Stores within a day: power, content, losses, and power bound to content."""

import pytest

from .bench import FREE_LIFE, books, case, demand, grid, on, proves, solve

STORE = {"kind": "storage", "capex_energy": "0 CNY/kWh", **FREE_LIFE}


def shop(use: tuple[int, int], cheap: tuple[int, int], valley: float = 0.0, *, years=(2026,), others=(), **store):
    """1 MW used in some hours of every day; power costs 1000 CNY/MWh, a share of it in the cheap hours."""
    hours = use[1] - use[0]
    bill = {"energy": {"basis": "energy", "price": "1000 CNY/MWh", "factors": {"valley": valley}}}
    supply = grid(components=bill, periods=[{"band": "valley", "hours": f"{cheap[0]}-{cheap[1]}"}])
    things = {
        "demands.light": demand(f"{365 * hours} MWh", profile="shift"), "supply.grid": supply,
        "technologies.battery": {**STORE, **store}, **dict(others),
    }  # fmt: skip
    return case(things, years=years, series={"shift": on(use)})


@proves("charge_limit")
def test_charging_stays_within_the_power():
    """Proves: 12 MWh charged in the one free hour need 12 MW.

    Sensitivity: 12 MW at 0.1 million = 1.2 beats buying 4.38; without the limits 1 MW of discharging is enough, 0.1.
    """
    given = shop((12, 24), (0, 1), capex_power="100 CNY/kW")
    assert solve(given).cost == pytest.approx(1.2)
    assert solve(given, without=("charge_limit", "together_limit")).cost == pytest.approx(0.1)


@proves("discharge_limit")
def test_discharging_stays_within_the_power():
    """Proves: 1 MW used in one hour is discharged with 1 MW, whatever it was charged with.

    Sensitivity: 1 MW at 0.1 million = 0.1; without the limits 1/12 MW charges it in 12 free hours, 0.1 / 12.
    """
    given = shop((23, 24), (0, 12), capex_power="100 CNY/kW")
    assert solve(given).cost == pytest.approx(0.1)
    assert solve(given, without=("discharge_limit", "together_limit")).cost == pytest.approx(0.1 / 12)


@proves("together_limit")
def test_charging_and_discharging_stay_within_the_power_together():
    """Proves: power that nobody takes is lost in a store: 1 MW an hour takes 2 MW in and 1 MW out, at 50 % together 3.

    Sensitivity: 3 MW at 0.1 million = 0.3; without the limit 2 MW do both at once, 0.2.
    """
    things = {
        "demands.process": demand("8760 MWh", carrier="heat"),
        "technologies.chp": {
            "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"heat": "50 %", "electricity": "50 %"},
            "capex": "0 CNY/kW", **FREE_LIFE,
        },
        "technologies.battery": {**STORE, "capex_power": "100 CNY/kW", "efficiency_charge": "50 %"},
        "supply.gas": {
            "kind": "fuel", "carrier": "gas", "price": "0 CNY/MWh", "emission_factor": "0 t/MWh", "tce": "0 tce/MWh",
        },
    }  # fmt: skip
    given = case(things)
    assert solve(given).cost == pytest.approx(0.3)
    assert solve(given, without="together_limit").cost == pytest.approx(0.2)


@proves("content_balance")
def test_what_is_discharged_was_charged():
    """Proves: 12 MWh a day are bought in the valley at 100 CNY/MWh: 4380 x 1e-4 = 0.438.

    Sensitivity: without the balance discharging is free, 0.
    """
    given = shop((12, 24), (0, 12), valley=0.1)
    assert solve(given).cost == pytest.approx(0.438)
    assert solve(given, without="content_balance").cost == pytest.approx(0.0)


@proves("content_limit")
def test_content_fits_the_store():
    """Proves: 12 MWh are kept, at 0.05 million/MWh: 0.6, which beats buying 4.38.

    Sensitivity: without the limit no content is needed, 0.
    """
    given = shop((12, 24), (0, 12), capex_energy="50 CNY/kWh")
    answer = solve(given)
    assert answer.cost == pytest.approx(0.6)
    assert answer.number("capacity", "battery.energy") == pytest.approx(12.0)
    assert solve(given, without="content_limit").cost == pytest.approx(0.0)


@proves("reserve_limit")
def test_the_reserve_is_never_touched():
    """Proves: with a quarter of it kept, 12 MWh need a store of 16 MWh, at 0.05 million/MWh.

    Sensitivity: 0.8; without the reserve 0.6.
    """
    given = shop((12, 24), (0, 12), capex_energy="50 CNY/kWh", reserve="25 %")
    answer = solve(given)
    assert answer.cost == pytest.approx(0.8)
    assert min(answer.flow("battery.soc")) == pytest.approx(4.0)
    assert solve(given, without="reserve_limit").cost == pytest.approx(0.6)


@proves("reserve_power_limit")
def test_the_power_can_replace_what_the_reserve_loses():
    """Proves: where flows need no power, the store still has what its kept quarter loses, 1 % an hour, at half charged.

    Sensitivity: E x 0.05 million and 2 x 0.01 x 0.25 x E x 0.1 million for E MWh; without the row E x 0.05. E serves
    1 MWh in each of twelve hours and ends with its quarter: E (0.99^12 - 0.25) = (1 - 0.99^12) / 0.01.
    """
    given = shop(
        (12, 24), (0, 12), capex_energy="50 CNY/kWh", capex_power="100 CNY/kW", reserve="25 %", standing_loss="1 %/h",
        efficiency_charge="50 %",
    )  # fmt: skip
    content = (1.0 - 0.99**12) / 0.01 / (0.99**12 - 0.25)
    free = ("charge_limit", "discharge_limit", "together_limit")
    assert solve(given).cost > 1.01 * 0.05 * content
    answer = solve(given, without=free)
    assert answer.number("capacity", "battery.power") == pytest.approx(0.005 * content)
    assert answer.cost == pytest.approx(0.05 * content + 0.1 * 0.005 * content)
    assert solve(given, without=(*free, "reserve_power_limit")).cost == pytest.approx(0.05 * content)


@proves("c_rate_limit")
def test_power_is_limited_by_the_content_that_stands():
    """Proves: 1 MW at half a power per content needs 2 MWh.

    Sensitivity: 2 MWh at 0.05 million = 0.1; without the ratio the 1 MWh that is kept is enough, 0.05.
    """
    given = shop((12, 13), (0, 1), capex_energy="50 CNY/kWh", c_rate="0.5 1/h")
    answer = solve(given)
    assert answer.cost == pytest.approx(0.1)
    assert answer.number("capacity", "battery.energy") == pytest.approx(2.0)
    assert solve(given, without="c_rate_limit").cost == pytest.approx(0.05)


def test_both_efficiencies_count_once():
    """Proves: 4380 MWh used need 4380 / (0.8 x 0.5) = 10950 MWh charged, at 1e-4 million: 1.095.

    Sensitivity: the charging loss alone 0.5475, the discharging loss alone 0.876, none 0.438.
    """
    given = shop((12, 24), (0, 12), valley=0.1, efficiency_charge="80 %", efficiency_discharge="50 %")
    answer = solve(given)
    assert answer.cost == pytest.approx(1.095)
    assert answer.flow("battery.charge").sum() == pytest.approx(12 / 0.4)


def test_content_is_lost_hour_by_hour():
    """Proves: charged at 0, used at 2, 10 % lost in each of the two hours between the ends: 1 / 0.81 MWh a day.

    Sensitivity: 365 / 0.81 x 1e-4 = 0.045062; one hour too many gives 365 / 0.729, none 365.
    """
    answer = solve(shop((2, 3), (0, 1), valley=0.1, standing_loss="10 %/h"))
    assert answer.cost == pytest.approx(365 / 0.81 * 1e-4)
    assert answer.flow("battery.soc")[:3] == pytest.approx([1 / 0.81, 1 / 0.9, 0.0])


def test_content_runs_round_the_day():
    """Proves: what is charged in the last hour is there in the first.

    Sensitivity: charged free at 23, used at 0: cost 0; a store that starts empty would buy 0.365.
    """
    assert solve(shop((0, 1), (23, 24))).cost == pytest.approx(0.0)


def test_wear_is_paid_on_what_is_discharged():
    """Proves: 4380 MWh discharged at 20 CNY/MWh: 0.0876, besides 10950 MWh at 1e-4.

    Sensitivity: paid on what is charged it would be 0.219.
    """
    given = shop((12, 24), (0, 12), valley=0.1, efficiency_charge="80 %", efficiency_discharge="50 %",
                 opex_variable="20 CNY/MWh")  # fmt: skip
    answer = solve(given)
    assert answer.cost == pytest.approx(1.095 + 0.0876)
    assert answer.line("opex_variable", "battery") == pytest.approx(0.0876)


def test_upkeep_is_a_share_of_both_investments():
    """Proves: 12 MWh at 0.05 and 1 MW at 0.1 million: 0.7 once and 10 % of it a year.

    Sensitivity: 0.77; upkeep of the content alone would give 0.76.
    """
    answer = solve(shop((12, 24), (0, 12), capex_energy="50 CNY/kWh", capex_power="100 CNY/kW", opex_fixed="10 %/a"))
    assert answer.cost == pytest.approx(0.77)
    assert answer.line("opex_fixed", "battery") == pytest.approx(0.07)


YEARS = (2026, 2027, 2028, 2029)


def offered(fee, **fields):
    """12 MWh are kept, of an own store at 0.1 million/MWh once, 1.2 for four years, or of one of somebody else."""
    service = {"kind": "storage", "service_fee": fee, "life": "4 a", **fields}
    others = {"technologies.rented": service}
    return solve(shop((12, 24), (0, 12), capex_energy="100 CNY/kWh", life="4 a", years=YEARS, others=others))


@books("service_fee")
@pytest.mark.parametrize(("fee", "rented", "cost"), [(20, 12.0, 0.96), (30, 0.0, 1.2)])
def test_a_store_of_somebody_else_is_taken_where_its_fees_are_less_than_the_investment(fee, rented, cost):
    """Proves: 12 MWh at 0.02 million/MWh in each of four years, 0.96, beat 1.2; at 0.03, 1.44, they do not.

    Sensitivity: paid once the fees were 0.24 and 0.36, and nothing of one's own would ever be built.
    """
    answer = offered(f"{fee} CNY/(kWh*a)")
    assert answer.cost == pytest.approx(cost)
    assert answer.number("built", "rented.energy") == pytest.approx(rented)
    assert answer.number("built", "battery.energy") == pytest.approx(12.0 - rented)
    assert [answer.line("service_fee", "rented", year) for year in YEARS] == pytest.approx([rented * fee * 1e-3] * 4)


def shared(share, **store):
    """12 MWh are kept and spare 4.38 million a year, in a store that is shared, at 0.012 a year, or in an own one."""
    service = {"kind": "storage", "savings_share": share, "service_fee": "1 CNY/(kWh*a)", "life": "1 a"}
    return shop((12, 24), (0, 12), life="1 a", others={"technologies.theirs": service}, **store)


@proves("shared_savings_limit")
@books("service_fee")
def test_the_owner_takes_a_share_of_what_the_store_saves():
    """Proves: 12 MWh a day bought at nothing and given at 1000 CNY/MWh are 4.38 million, of which 60 % are 2.628.

    Sensitivity: with 0.012 by content 2.64; without the limit the owner has these alone.
    """
    given = shared("60 %", capex_energy="1000 CNY/kWh")
    answer = solve(given)
    assert answer.cost == pytest.approx(2.64)
    assert answer.line("service_fee", "theirs") == pytest.approx(2.64)
    assert solve(given, without="shared_savings_limit").cost == pytest.approx(0.012)


@pytest.mark.parametrize(("share", "theirs", "cost"), [("68 %", 12.0, 0.68 * 4.38 + 0.012), ("69 %", 0.0, 3.0)])
def test_shared_or_own_is_chosen_by_what_costs_less(share, theirs, cost):
    """An own store of 12 MWh costs 3 million, 0.012 and 68.22 % of what it saves in its year."""
    answer = solve(shared(share, capex_energy="250 CNY/kWh"))
    assert answer.cost == pytest.approx(cost)
    assert answer.number("built", "theirs.energy") == pytest.approx(theirs)


def test_a_loss_is_not_shared():
    """A peak is lowered at one price of power: the losses, 20 % of what is charged, are the factory's."""
    demand_charge = {"basis": "demand", "price": "100 CNY/(kW*month)"}
    bill = {"energy": {"basis": "energy", "price": "1000 CNY/MWh"}, "demand": demand_charge}
    service = {
        "kind": "storage", "savings_share": "90 %", "service_fee": "1 CNY/(kWh*a)", "efficiency_charge": "80 %",
        "life": "1 a",
    }  # fmt: skip
    things = {
        "demands.light": demand("4380 MWh", profile="shift"), "supply.grid": grid(components=bill),
        "technologies.theirs": service,
    }  # fmt: skip
    answer = solve(case(things, series={"shift": on((12, 24))}))
    # From x MW over half a day, 0.8 x in the other half: 1 - 0.8 x = x, so the peak is 1 / 1.8 MW.
    peak = 1.0 / 1.8
    paid = 1.2 * peak + 8.76 * peak
    assert answer.cost == pytest.approx(paid + 0.001 * 12 * 0.8 * peak)
    assert answer.line("service_fee", "theirs") == pytest.approx(0.001 * 12 * 0.8 * peak)


def test_losses_lower_the_share_and_power_of_the_valley_is_deducted():
    """4380 MWh given at 1000 and 5475 MWh taken at 100 CNY/MWh save 3.8325: half of it, 0.012 by content, and
    the 0.5475 that were bought."""
    service = {
        "kind": "storage", "savings_share": "50 %", "service_fee": "1 CNY/(kWh*a)", "efficiency_charge": "80 %",
        "life": "1 a",
    }  # fmt: skip
    given = shop((12, 24), (0, 12), valley=0.1, capex_energy="1000 CNY/kWh", others={"technologies.theirs": service})
    answer = solve(given)
    assert answer.line("service_fee", "theirs") == pytest.approx(0.5 * 3.8325 + 0.012)
    assert answer.cost == pytest.approx(0.5 * 3.8325 + 0.012 + 0.5475)


def test_the_fee_is_that_of_each_year():
    """Proves: 20, 22, 24, 26 CNY/(kWh*a) are 0.24, 0.264, 0.288, 0.312: 1.104, below 1.2; rising to 35 they are 1.32.

    Sensitivity: at the price of the first year both would be 0.96.
    """
    answer = offered({2026: "20 CNY/(kWh*a)", 2029: "26 CNY/(kWh*a)"})
    assert answer.cost == pytest.approx(1.104)
    assert [answer.line("service_fee", "rented", year) for year in YEARS] == pytest.approx([0.24, 0.264, 0.288, 0.312])
    assert offered({2026: "20 CNY/(kWh*a)", 2029: "35 CNY/(kWh*a)"}).cost == pytest.approx(1.2)


def test_the_fee_is_paid_for_the_term_of_the_contract():
    """Proves: a term of two years at 5 CNY/(kWh*a), 0.12, when own stores are to be had from the third, at 1.2.

    Sensitivity: 1.32; the fee of four years would be 0.24, without end or replacement.
    """
    term = {"life": "2 a", "only_at": [2026]}
    service = {"kind": "storage", "service_fee": "5 CNY/(kWh*a)", **term}
    given = shop((12, 24), (0, 12), capex_energy="100 CNY/kWh", life="2 a", only_at=[2028], years=YEARS,
                 others={"technologies.rented": service})  # fmt: skip
    answer = solve(given)
    assert answer.cost == pytest.approx(1.32)
    assert [answer.line("service_fee", "rented", year) for year in YEARS] == pytest.approx([0.06, 0.06, 0.0, 0.0])
