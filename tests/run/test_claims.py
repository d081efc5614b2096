"""The claim ledger: every green megawatt-hour has one owner and is claimed once; claims and the rest make the use."""

from __future__ import annotations

import pytest

from planner.run.claims import Claim, ClaimLedger
from planner.run.tables import CLAIM_COLUMNS, claim_rows
from tests.run.portfolio import MORE, portfolio_case, portfolio_solution
from tests.run.workshop import plan_solution, workshop_case

# 5,000 bought, 1,600 made by own plants, 438 by the heat and power plant, 1,500 by the line, 1,200 by plants of others,
# 200 fed in.
USE = 5000.0 + 1600.0 + 438.0 + 1500.0 + 1200.0 - 200.0


def ledger() -> ClaimLedger:
    return ClaimLedger(portfolio_case(), portfolio_solution())


def claim(source: str, year: int = 2026) -> Claim:
    return next(found for found in ledger().claims if (found.source, found.year) == (source, year))


def amounts(source: str) -> tuple[float, ...]:
    found = claim(source)
    return found.available, found.used, found.sold, found.curtailed, found.claimed


def test_own_plants_share_what_is_fed_in_by_their_generation() -> None:
    assert amounts("pv") == pytest.approx((1050.0, 875.0, 125.0, 50.0, 875.0))
    assert amounts("facade") == pytest.approx((600.0, 525.0, 75.0, 0.0, 525.0))
    assert (claim("pv").instrument, claim("pv").owner) == ("self_use", "factory")


def test_what_the_seller_keeps_is_used_but_not_claimed() -> None:
    assert amounts("lessor") == pytest.approx((876.0, 800.0, 0.0, 76.0, 0.0))
    assert amounts("sun") == pytest.approx((876.0, 800.0, 0.0, 76.0, 0.0))
    assert claim("lessor").owner == claim("sun").owner == "seller"
    assert amounts("partner") == pytest.approx((876.0, 400.0, 0.0, 476.0, 400.0))


def test_surplus_is_sold_where_the_contract_says_so() -> None:
    assert amounts("wind") == pytest.approx((2628.0, 2000.0, 628.0, 0.0, 2000.0))
    assert amounts("line") == pytest.approx((1752.0, 1500.0, 100.0, 152.0, 1500.0))


def test_the_market_offers_its_most_once_it_is_open() -> None:
    assert [found.year for found in ledger().claims if found.source == "market"] == [2028]
    assert (claim("market", 2028).available, claim("market", 2028).claimed) == (500.0, 400.0)


def test_a_certificate_counts_when_it_is_claimed() -> None:
    assert amounts("gec") == pytest.approx((300.0, 250.0, 0.0, 0.0, 250.0))


def test_a_band_may_deliver_more_than_the_volume() -> None:
    solution = portfolio_solution()
    solution["account"].loc[{"entry": "traded.sun", "year": 2026}] = 900.0
    found = next(c for c in ClaimLedger(portfolio_case(), solution).claims if c.source == "sun")
    assert (found.available, found.used, found.curtailed) == (900.0, 900.0, 0.0)


def test_claims_and_the_rest_make_the_use_of_the_site() -> None:
    balance = ledger().balance(2026)
    green = 1400.0 + 400.0 + 1500.0 + 2000.0 + 250.0
    assert balance.use == pytest.approx(USE)
    assert balance.green == pytest.approx(green)
    assert balance.unclaimed == pytest.approx(USE - green)
    assert balance.green_share == pytest.approx(green / USE)
    assert balance.physical_share == pytest.approx((1400.0 + 400.0 + 1500.0) / USE)


def test_certificates_and_traded_power_are_no_more_than_the_purchase() -> None:
    balance = ledger().balance(2026)
    assert balance.claimed["traded"] + balance.claimed["certificate"] <= 5000.0


def test_power_on_the_site_is_matched_at_every_level_that_is_asked() -> None:
    assert (claim("pv").matched_monthly, claim("wind").matched_monthly) == (875.0, 1800.0)
    assert claim("lessor").matched_monthly == 0.0
    assert claim("pv").matched_hourly is None


def test_part_load_counts_in_the_power_of_a_plant_whose_main_output_is_heat() -> None:
    # Half a unit's load at 80 % of the full efficiency: 0.125 MW of gas become 0.15625, of which 40 % is power.
    fields = {**MORE["technologies", "converter", "chp"], "unit": "0.125 MW", "part_load": {"50 %": "80 %"}}
    case = workshop_case({**MORE, ("technologies", "converter", "chp"): fields})
    solution = portfolio_solution()
    flows = solution["flow"].reindex(flow_item=["chp.activity", "chp.on"], fill_value=1.0)
    found = ClaimLedger(case, solution.drop_dims("flow_item").assign(flow=flows)).use(2026)
    assert found == pytest.approx(USE - 438.0 + 8760.0 * 0.0625 / 0.8 / 0.5 * 0.4)


def test_a_transformer_makes_no_electricity() -> None:
    more = {
        ("technologies", "converter", "transformer"): {
            "inputs": {"electricity": "100 %"}, "outputs": {"electricity": "98 %"}, "capex": "1 CNY/kW", "life": "30 a",
        }
    }  # fmt: skip
    plan = plan_solution()
    flows = plan["flow"].reindex(flow_item=[*plan["flow_item"].to_numpy(), "transformer.activity"], fill_value=1.0)
    case = workshop_case(more)
    assert ClaimLedger(case, plan.drop_dims("flow_item").assign(flow=flows)).use(2026) == pytest.approx(7884.0)


def test_the_file_has_every_source_once_a_year_and_its_columns_add_up() -> None:
    rows = [dict(zip(CLAIM_COLUMNS, row, strict=True)) for row in claim_rows(portfolio_case(), portfolio_solution())]
    keys = [(row["year"], row["source"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert {year for year, _ in keys} == {2025, 2026, 2028}
    of_year = [row for row in rows if row["year"] == 2026]
    *sources, rest, total = of_year
    assert [row["source"] for row in (rest, total)] == ["no claim", "electricity use"]
    claimed = sum(float(str(row["claimed"])) for row in sources)
    assert claimed == pytest.approx(total["claimed"])
    assert claimed + float(str(rest["used"])) == pytest.approx(total["used"])
