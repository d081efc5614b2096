"""What a valid case becomes."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import numpy as np
import pytest

import planner
from planner.case import lint, read

from .workshop import WORKSHOP, Workshop, series_text

SHIPPED = Path(planner.__file__).parent.parent / "cases"


def thing(case, key):
    section, name = key.split(".")
    return next(found for found in case.things if (found.section, found.name) == (section, name))


def test_everything_is_in_canonical_units(workshop: Workshop) -> None:
    case = workshop.read()
    assert lint(case) == []
    assert case.horizon.years == (2026, 2030)
    assert case.horizon.first_decision == 2026
    assert case.horizon.discount_rate == 0.06
    assert case.areas["roof"].available == 10_000
    assert case.production["parts"].at(2026) == 1040
    boiler = thing(case, "technologies.boiler").parameters
    assert boiler.capex.at(2030) == 0.5
    assert boiler.outputs == {"heat": 0.9}
    grid = thing(case, "supply.grid").parameters
    assert grid.components["demand"].price.at(2026) == pytest.approx(0.48)  # 40 CNY/(kW*month), twelve times a year
    assert grid.components["demand"].price.unit == "CNY/(kW*month)"
    assert grid.emission_factor.at(2026) == 0.55
    gas = thing(case, "supply.gas").parameters
    assert gas.price.unit == "CNY/m3"
    assert gas.price.at(2030) == pytest.approx(3.65e-6)
    assert gas.lhv == pytest.approx(35.6 / 3600)
    assert thing(case, "measures.led").parameters.capex.at(2026) == 0.4
    assert thing(case, "finance.finance").parameters.budget == {"2026..2030": 60.0}
    assert thing(case, "targets.co2").kind == "emission_cap"


def test_carriers_that_are_only_named_exist(workshop: Workshop) -> None:
    case = workshop.read()
    assert [carrier.name for carrier in case.of("carrier")] == ["electricity", "gas", "heat", "hot_air"]
    assert str(thing(case, "carriers.gas").where) == "case.yaml:34: technologies.boiler.inputs.gas"


def test_every_value_knows_its_line(workshop: Workshop) -> None:
    case = workshop.read()
    assert case.where("measures.led.saves.lighting").line == 39
    assert case.where("supply.gas.price.2034").line == 54
    assert case.where("supply.gas.price.2030").line == 54
    assert thing(case, "supply.gas").where.line == 51


def test_order_of_the_text_does_not_matter(tmp_path: Path) -> None:
    blocks = WORKSHOP.split("\n\n")
    random.Random(3).shuffle(blocks)
    first = Workshop(tmp_path / "a").read()
    second = Workshop(tmp_path / "b", "\n\n".join(blocks)).read()
    assert [found.name for found in first.things] == [found.name for found in second.things]
    assert all(a.parameters == b.parameters for a, b in zip(first.things, second.things, strict=True))


def test_named_years_become_milestones(workshop: Workshop) -> None:
    workshop.edit("{2030: 20 %}", "{2030: 20 %, 2032: 30 %}, peak: 2029")
    workshop.edit("saves: {lighting: 50 %}", "saves: {lighting: 50 %}, only_at: [2028]")
    assert workshop.read().horizon.years == (2026, 2028, 2029, 2030, 2032)


def test_file_or_folder_may_be_given(workshop: Workshop) -> None:
    (workshop.folder / "case.yaml").rename(workshop.folder / "other.yaml")
    workshop.write("case.yaml", "")
    case = read(workshop.folder / "other.yaml")
    assert case.title == "workshop"
    assert case.where("carbon").file == "other.yaml"


def test_chinese_names_and_units(workshop: Workshop) -> None:
    workshop.edit("led: {capex: 40 万元", "照明改造: {capex: 40 万元").edit("requires: [led]", "requires: [照明改造]")
    workshop.edit(
        "battery: {kind: storage, capex_energy: 800 CNY/kWh", "储能-1: {kind: storage, capex_energy: 0.08 万元/度"
    )
    workshop.edit("{technologies.battery: off}", "{technologies.储能-1: off}")
    case = workshop.read()
    assert thing(case, "measures.sensors").parameters.requires == ["照明改造"]
    assert thing(case, "technologies.储能-1").parameters.capex_energy.at(2026) == 0.8
    assert "储能-1" not in {found.name for found in workshop.read("no_battery").things}


def test_another_currency(workshop: Workshop) -> None:
    text = WORKSHOP.replace("CNY", "EUR").replace("万元", "kEUR").replace("元/kW·月", "EUR/(kW*month)")
    case = workshop.write("case.yaml", text).read()
    assert case.currency == "EUR"
    assert thing(case, "measures.led").parameters.capex.at(2026) == 0.04


def test_sections_may_be_empty_or_lists(workshop: Workshop) -> None:
    text = WORKSHOP.replace('finance:\n  budget: {"2026..2030": 60 Mio CNY}', "finance:")
    text = text.replace("existing:\n  old_boiler: {", "existing:\n  - {name: old_boiler, ")
    case = workshop.write("case.yaml", text).read()
    assert case.of("existing")[0].name == "old_boiler"
    assert [found.name for found in case.of("finance")] == []


def test_texts_that_look_like_other_things_stay_texts(workshop: Workshop) -> None:
    """A country called no, a scheme called 12:30:45, an octal: none is guessed at."""
    for word in ("no", "NO", "on", "0o17", "12:30:45", "1e3", "2025", "true"):
        case = workshop.write("case.yaml", WORKSHOP.replace("sector: example", f"sector: {word}")).read()
        assert case.sector == word


def test_yes_and_no_are_read_where_they_are_declared(workshop: Workshop) -> None:
    for word, meaning in {"yes": True, "no": False, "on": True, "off": False, "true": True, "False": False}.items():
        text = WORKSHOP.replace("heat: {temperature: 80 degC}", f"heat: {{temperature: 80 degC, dump: {word}}}")
        assert thing(workshop.write("case.yaml", text).read(), "carriers.heat").parameters.dump is meaning


def test_weather_stands_in_for_series_of_a_province(workshop: Workshop) -> None:
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]")
    workshop.edit("site:\n", "site:\n  province: jiangsu\n")
    workshop.edit("technologies:\n", "technologies:\n  roof_pv: {use: pv_rooftop, max: 1 MW}\n")
    case = workshop.read()
    assert case.series["pv"].shape == (8760,)
    assert 900 < case.series["pv"].sum() < 1500
    assert set(case.series) == {"pv", "spot_mixed"}  # the course of a price mode of the province's grid
    workshop.edit("site:\n", "series: own.csv\nsite:\n").write("own.csv", series_text(pv=0.25))
    assert np.all(workshop.read().series["pv"] == 0.25)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in SHIPPED.glob("*/case.yaml")))
def test_shipped_cases_are_valid_and_raise_no_doubt_but_about_what_is_illustrative(name: str) -> None:
    found = [finding.message for finding in lint(read(SHIPPED / name))]
    assert [message for message in found if "illustrative benchmarks" not in message] == []


def test_a_file_may_hold_fifteen_series(workshop: Workshop) -> None:
    columns = {f"s{number}": [f"{(hour * number) % 97 / 97:.4f}" for hour in range(8760)] for number in range(15)}
    workshop.write("series.csv", series_text(**columns)).edit("carriers:", "series: series.csv\ncarriers:")
    case = workshop.read()
    assert len(case.notes) == 15


def test_case_arrays_cannot_be_written(workshop: Workshop) -> None:
    workshop.write("series.csv", series_text(shift=1.0)).edit("carriers:", "series: series.csv\ncarriers:")
    workshop.edit("profile: flat", "profile: shift")
    values = workshop.read().series["shift"]
    with pytest.raises(ValueError, match="read-only"):
        values[0] = 2.0


def test_lists_may_be_texts_with_semicolons(workshop: Workshop) -> None:
    workshop.edit("requires: [led]", "requires: led; led2").edit("measures:\n", "measures:\n  led2: {use: led}\n")
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: china-2025")
    workshop.edit("led2: {use: led}", "led2: {use: led, capex: 1 CNY, saves: {drives: 1 %}}")
    assert thing(workshop.read(), "measures.sensors").parameters.requires == ["led", "led2"]


def test_pairs_of_years_interpolate_as_stated(workshop: Workshop) -> None:
    price = thing(workshop.read(), "carbon.carbon").parameters.price
    values = [price.at(year) for year in range(2026, 2035)]
    assert values == sorted(values)
    steps = {round(later - earlier, 12) for earlier, later in itertools.pairwise(values)}
    assert steps == {0.000015}
