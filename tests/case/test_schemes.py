"""Schemes of a case: found by their ids, validated at their places, carried by the resolved case; targets on them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from planner.case import lint, read, write_resolved
from planner.case.schemes import known_schemes, read_scheme, scheme
from planner.errors import CaseError
from planner.quantities import ACCOUNTS, counted
from planner.run.provenance import case_hash
from planner.schemes import table
from planner.shipped import BENCHMARKS, copy_case

from .scored import SCHEME, scored
from .workshop import Workshop

MODELS = Path(__file__).parents[2] / "models"


@pytest.fixture
def plant(workshop: Workshop) -> Workshop:
    return scored(workshop)


def test_a_scheme_of_the_case_is_read(plant: Workshop) -> None:
    case = plant.read()
    assert case.schemes.keys() == {"house"}
    assert case.schemes["house"].indicators["water_reuse"].leading == 0.8
    assert lint(case) == []


def test_the_folder_of_the_case_comes_before_the_packs(plant: Workshop) -> None:
    plant.write("schemes/gbt36132-2025.yaml", SCHEME.replace("House rules", "Ours"))
    assert known_schemes(plant.folder)["gbt36132-2025"] == "case"
    assert known_schemes()["gbt36132-2025"] == "china-2025"
    case = plant.read()
    assert scheme(case, "gbt36132-2025").title == "Ours"
    assert scheme(case, "house") is case.schemes["house"]
    assert scheme(case, "zero-carbon-2026").total == 0.0


def test_a_pack_of_the_case_comes_before_others(plant: Workshop) -> None:
    plant.write("packs/ours/meta.yaml", "title: Ours\n").write("packs/ours/schemes/gbt36132-2018.yaml", SCHEME)
    assert known_schemes(plant.folder)["gbt36132-2018"] == "china-2025"
    assert known_schemes(plant.folder, ["ours"])["gbt36132-2018"] == "ours"
    assert read_scheme("gbt36132-2018", plant.folder, ["ours"]).scheme.title == "House rules"


def test_a_resolved_case_carries_its_schemes(plant: Workshop, tmp_path: Path) -> None:
    case = plant.read()
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, written in ((first, case), (second, None)):
        folder.mkdir()
        write_resolved(written or read(first), folder)
    again = read(first)
    assert again.schemes == case.schemes
    assert again.resolved_schemes == case.resolved_schemes
    assert (first / "schemes/house.yaml").read_bytes() == (second / "schemes/house.yaml").read_bytes()


@pytest.mark.parametrize("name", sorted(known_schemes()))
def test_shipped_schemes_read_back_without_the_packs(plant: Workshop, tmp_path: Path, name: str) -> None:
    plant.edit("    scheme: house\n", f"    scheme: {name}\n")
    for line in (
        "    score: {2028: 60}\n",
        "    floors: {energy: 10}\n",
        "    thresholds: {water_reuse: {2031: 40 %}}\n",
        "    gates: {lawful: yes}\n",
        "    benchmarks: {energy_intensity: {baseline: 2 tce, leading: 1 tce, source: our meter}}\n",
    ):
        plant.edit(line, "")
    plant.edit("parts: {2025", "output_value: 1 亿元/a\n  value_added: 2000 万元/a\n  parts: {2025")
    case = plant.read()
    folder = tmp_path / "again"
    folder.mkdir()
    write_resolved(case, folder)
    assert read(folder).schemes == case.schemes
    assert read_scheme(name, folder).owner == "case"


WRONG_SCHEMES = {
    "total": (
        "total: 100",
        "total: 90",
        "schemes/house.yaml:3: total: is 90, but the weights of the indicators sum to 100",
    ),
    "dimension's weight": (
        "{name: Energy, weight: 60}",
        "{name: Energy, weight: 50}",
        "schemes/house.yaml:5: dimensions.energy.weight: is 50, but the weights of its indicators sum to 60",
    ),
    "unknown dimension": (
        "    dimension: energy\n",
        "    dimension: enrgy\n",
        'schemes/house.yaml:12: indicators.renewables.dimension: there is no dimension "enrgy". Did you mean "energy"?',
    ),
    "unknown quantity": (
        "numerator: [platform_functions]",
        "numerator: [platfrm_functions]",
        "schemes/house.yaml:25: indicators.functions.numerator.0: there is no quantity "
        '"platfrm_functions". Did you mean "platform_functions"?',
    ),
    "quantity that nobody counts": (
        "numerator: [platform_functions]",
        "numerator: [birds]",
        'indicators.functions.numerator.0: there is no quantity "birds"; a resource of the case would have to count it',
    ),
    "baseline beyond leading": (
        "baseline: 20 %, leading: 80 %",
        "baseline: 80 %, leading: 20 %",
        "schemes/house.yaml:29: indicators.water_reuse.baseline: is better than the leading value, though higher is "
        "better; are they exchanged?",
    ),
    "classes do not ascend": (
        "{energy: 5000 tce, leading: 20 %}",
        "{energy: 0 tce, leading: 20 %}",
        "schemes/house.yaml:20: indicators.renewables.classes.1.energy: 0 tce is not above 0 tce of the class before",
    ),
    "classes begin late": (
        "{energy: 0 tce, leading",
        "{energy: 1000 tce, leading",
        "indicators.renewables.classes.0.energy: leaves out factories below 1000 tce; begin with energy: 0 tce",
    ),
    "class without leading value": (
        "{energy: 5000 tce, leading: 20 %}",
        "{energy: 5000 tce}",
        'indicators.renewables.classes.1: "leading" is missing, here and for the indicator as a whole',
    ),
    "class the wrong way round": (
        "{energy: 5000 tce, leading: 20 %}",
        "{energy: 5000 tce, baseline: 30 %, leading: 20 %}",
        "indicators.renewables.classes.1: its baseline is better than its leading value, though higher is better",
    ),
    "denominator missing": (
        "     denominator: [per], source",
        "     source",
        'schemes/house.yaml:8: indicators.energy_intensity: "denominator" is missing: its value is in tce/{per}',
    ),
    "share without denominator": (
        "denominator: [water_withdrawal, water_reused], ",
        "",
        'indicators.water_reuse.unit: "%" is not the unit of water_reused; is the denominator missing?',
    ),
    "benchmark in another unit": (
        "baseline: 0, leading: 8",
        "baseline: 0 t, leading: 8 t",
        "indicators.functions.baseline: is in t, which is not the unit of platform_functions",
    ),
    "indicator called like a dimension": (
        "  functions:\n",
        "  other:\n",
        "indicators.other: is the name of a dimension, too; floors could not tell them apart",
    ),
    "unknown key": ("label: our own rules", "lable: our own rules", 'lable: unknown key. Did you mean "label"?'),
    "no source": (
        "leading: 8, source: our own,",
        "leading: 8,",
        'schemes/house.yaml:24: indicators.functions.source: "source" is missing: Where the row comes from',
    ),
    "a word for a weight": (
        "    weight: 30\n",
        "    weight: much\n",
        'schemes/house.yaml:14: indicators.renewables.weight: "much" does not begin with a number',
    ),
    "unknown direction": (
        "    direction: higher\n",
        "    direction: up\n",
        'indicators.renewables.direction: "up" is not one of lower, higher',
    ),
}


@pytest.mark.parametrize(("right", "wrong", "message"), WRONG_SCHEMES.values(), ids=WRONG_SCHEMES)
def test_what_is_wrong_with_a_scheme_is_named_where_it_stands(
    plant: Workshop, right: str, wrong: str, message: str
) -> None:
    assert SCHEME.count(right) == 1, SCHEME.count(right)
    errors = plant.write("schemes/house.yaml", SCHEME.replace(right, wrong)).errors()
    assert any(message in error for error in errors), errors


def test_a_resource_of_the_case_makes_its_quantity_known(plant: Workshop) -> None:
    plant.write("schemes/house.yaml", SCHEME.replace("[platform_functions]", "[birds]"))
    plant.edit("quantity: platform_functions", "quantity: birds")
    case = plant.read()
    assert lint(case) == []
    assert counted(case, case.of("green_factory")[0].parameters)["birds"] == "1"


def test_a_scheme_must_be_a_name_not_a_path(plant: Workshop) -> None:
    shutil.copy(plant.folder / "schemes" / "house.yaml", plant.folder.parent / "elsewhere.yaml")
    with pytest.raises(CaseError, match="there is no scheme"):
        read_scheme("../../elsewhere", plant.folder)


ERRORS = {
    "unknown scheme": (
        "scheme: house",
        "scheme: hause",
        'case.yaml:71: targets.green_factory.scheme: there is no scheme "hause". Did you mean "house"?',
    ),
    "floor of nothing": (
        "floors: {energy: 10}",
        "floors: {enrgy: 10}",
        'targets.green_factory.floors.enrgy: house has no indicator or dimension "enrgy". Did you mean "energy"?',
    ),
    "threshold of nothing": (
        "thresholds: {water_reuse:",
        "thresholds: {water:",
        'targets.green_factory.thresholds.water: house has no indicator "water"',
    ),
    "benchmark of nothing": (
        "benchmarks: {energy_intensity:",
        "benchmarks: {energy_intensty:",
        'benchmarks.energy_intensty: house has no indicator "energy_intensty". Did you mean "energy_intensity"?',
    ),
    "not applicable, whatever it is": (
        "floors: {energy: 10}",
        "not_applicable: [waste]",
        'not_applicable.0: house has no indicator "waste"; there are energy_intensity, renewables, functions',
    ),
    "gate of nothing": (
        "gates: {lawful: yes}",
        "gates: {awful: yes}",
        'house has no gate "awful". Did you mean "lawful"?',
    ),
    "gate that nothing opens": (
        "gates: {lawful: yes}",
        "gates: {lawful: lad}",
        'gates.lawful: "lad" is neither yes nor no nor a measure of the case. Did you mean "led"?',
    ),
    "benchmark per output value": (
        "{baseline: 2 tce, leading: 1 tce,",
        "{baseline: 2 tce/万元, leading: 1 tce,",
        "benchmarks.energy_intensity.baseline: is in tce/CNY, but here it is energy / output, in tce",
    ),
    "threshold in another unit": (
        "{2031: 40 %}",
        "{2031: 40 m3}",
        "thresholds.water_reuse: is in m3, but here it is water_reused / (water_withdrawal + water_reused), in a share",
    ),
    "benchmarks exchanged": (
        "{baseline: 2 tce, leading: 1 tce,",
        "{baseline: 1 tce, leading: 2 tce,",
        "benchmarks.energy_intensity: its baseline is better than its leading value, though lower is better",
    ),
    "benchmark of other electricity": (
        "source: our meter}",
        "electricity: market}",
        "benchmarks.energy_intensity.electricity: counts the CO2 of electricity market, but house location; the two "
        "cannot be compared",
    ),
    "unknown product": (
        "product: parts",
        "product: prts",
        'product: there is no product "prts". Did you mean "parts"?',
    ),
    "no output value": (
        "    product: parts\n",
        "",
        'output_value: production has no entry "output_value"; energy_intensity needs it; give it in CNY/a, or a '
        "product",
    ),
    "output value that is none": (
        "    product: parts\n",
        "    output_value: parts\n",
        'output_value: "parts" is in 1/a; it must be money, CNY/a',
    ),
    "credit of nothing": (
        "score: {2028: 60}",
        "score: {2028: 60}\n    credit: {x: 3}",
        'credit.x: house has no indicator "x"',
    ),
    "too high a floor": (
        "floors: {energy: 10}",
        "floors: {energy: {2028: 61}}",
        "floors.energy.2028: asks for 61 points; energy has at most 60",
    ),
    "threshold of what does not apply": (
        "gates: {lawful: yes}",
        "gates: {lawful: yes}\n    not_applicable: [water_reuse]",
        "thresholds.water_reuse: is among those that do not apply",
    ),
    "threshold of what nobody counts": (
        "  reused: {kind: resource, quantity: water_reused, annual: 1000 m3/a}\n",
        "",
        "thresholds.water_reuse: cannot be measured: the case does not count water_reused",
    ),
    "history of no year": (
        "gates: {lawful: yes}",
        "history: {investment: {before: 3 Mio CNY}}",
        'history.investment.before: "before" is not a year',
    ),
    "history of the plan": (
        "gates: {lawful: yes}",
        "history: {investment: {2026: 3 Mio CNY}}",
        "history.investment.2026: is later than the base year 2025; from then on the plan counts",
    ),
    "resource in another unit": (
        "annual: 5000 m3/a",
        "annual: 5000 t/a",
        "case.yaml:30: demands.water.annual: is in t, but water_withdrawal is counted in m3",
    ),
    "count with a unit": (
        "annual: 3}",
        "annual: 3 t/a}",
        "demands.platform.annual: is in t, but platform_functions is a plain number",
    ),
    "resource that follows from the plan": (
        "quantity: water_reused",
        "quantity: electricity",
        'demands.reused.quantity: "electricity" follows from the plan; a resource counts something else',
    ),
    "resource called like an account": (
        "quantity: water_reused",
        "quantity: self_use",
        'demands.reused.quantity: "self_use" follows from the plan; a resource counts something else',
    ),
    "effect on nothing": (
        "saves: {lighting: 10 %}",
        "effects: {watr: 30 m3/a}",
        'measures.sensors.effects.watr: there is no end use or process stream "watr". Did you mean "water"?',
    ),
    "effect on an end use": (
        "saves: {lighting: 10 %}",
        "effects: {lighting: 30 MWh/a}",
        'measures.sensors.effects.lighting: "lighting" is a demand; effects add to resources, saves take a share of',
    ),
    "effect in another unit": (
        "saves: {lighting: 10 %}",
        "effects: {water: 30 t/a}",
        'measures.sensors.effects.water: is in t/a, but "water" is in m3/a',
    ),
    "offsets for nothing": (
        "  green_factory:\n",
        "  zero_carbon: {by: 2030, offsets: none, offsets_max: 3 %}\n  green_factory:\n",
        'targets.zero_carbon.offsets_max: has no meaning with "offsets: none"',
    ),
    "too late for zero carbon": (
        "  green_factory:\n",
        "  zero_carbon: {by: 2050}\n  green_factory:\n",
        "targets.zero_carbon.by: 2050 lies outside the plan, 2026 to 2034",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "message"), ERRORS.values(), ids=ERRORS)
def test_contradictions_of_targets_and_resources(plant: Workshop, right: str, wrong: str, message: str) -> None:
    errors = plant.edit(right, wrong).errors()
    assert any(message in error for error in errors), errors


def test_no_score_where_a_scheme_gives_no_points(plant: Workshop) -> None:
    plant.edit("scheme: house", "scheme: zero-carbon-2026").edit("    floors: {energy: 10}\n", "")
    plant.edit("    thresholds: {water_reuse: {2031: 40 %}}\n", "").edit("    gates: {lawful: yes}\n", "")
    plant.edit("benchmarks: {energy_intensity: {baseline: 2 tce, leading: 1 tce, source: our meter}}", "lag: 0")
    (error,) = plant.errors()
    assert "targets.green_factory.score: zero-carbon-2026 gives no points; ask for values with thresholds" in error


def test_a_floor_needs_benchmarks(plant: Workshop) -> None:
    plant.edit("{baseline: 2 tce, leading: 1 tce, source: our meter}", "{source: not yet found}")
    found = [str(doubt) for doubt in lint(plant.edit("floors: {energy: 10}", "floors: {energy_intensity: 10}").read())]
    assert len(found) == 2 and "score: 30 points cannot be scored, 70 of 100 at most" in found[0]
    assert found[1].endswith(
        "floors.energy_intensity: cannot be scored, so no plan has these points: it has no baseline and leading value"
    )


def test_a_floor_of_what_gives_no_points(plant: Workshop) -> None:
    text = SCHEME.replace("weight: 20", "weight: 0", 1).replace("weight: 20", "weight: 40", 1)
    plant.write("schemes/house.yaml", text).edit("floors: {energy: 10}", "floors: {functions: 1}")
    (error,) = plant.errors()
    assert "floors.functions: has no points; ask for a value with thresholds" in error


def test_a_benchmark_left_blank_leaves_those_of_the_scheme(plant: Workshop) -> None:
    plant.edit("source: our meter}", "source: our meter}, renewables: {source: not yet found}")
    case = plant.read()
    (target,) = case.of("green_factory")
    rows = {row.name: row for row in table(case.schemes["house"], target.parameters, case)}
    assert len(rows["renewables"].classes) == 2 and rows["renewables"].source == "our own"


WARNINGS = {
    "rows without score": (
        "benchmarks: {energy_intensity: {baseline: 2 tce, leading: 1 tce, source: our meter}}",
        "lag: 1",
        "targets.green_factory.score: 30 points cannot be scored, 70 of 100 at most. energy_intensity: they have no "
        "benchmarks",
    ),
    "rows that nobody counts": (
        "  platform: {kind: resource, quantity: platform_functions, annual: 3}\n",
        "",
        "20 points cannot be scored, 80 of 100 at most. functions (platform_functions): the case does not count what",
    ),
    "illustrative": (
        "source: our meter}",
        "quality: illustrative}",
        "30 points rest on illustrative benchmarks: energy_intensity; put those of the sector in their place",
    ),
    "too early": (
        "score: {2028: 60}",
        "score: {2026: 60, 2028: 60}",
        "score.2026: an application in 2026 is evaluated by the data of 2025, before the first decision in 2026",
    ),
    "open gate": ("    gates: {lawful: yes}\n", "", "gates: says nothing about lawful: whether the factory passes"),
    "closed gate": ("gates: {lawful: yes}", "gates: {lawful: no}", "gates.lawful: is not met: no plan passes"),
    "resource without use": (
        "quantity: platform_functions",
        "quantity: platform_function",
        'demands.platform.quantity: counts "platform_function", of which no indicator is made. Did you mean '
        '"platform_functions"?',
    ),
    "nothing to settle the rest": (
        "  green_factory:\n",
        "  zero_carbon: {by: 2030}\n  green_factory:\n",
        "targets.zero_carbon.offsets: no supply of the kind offset is there to settle what is left",
    ),
}


@pytest.mark.parametrize(("right", "odd", "message"), WARNINGS.values(), ids=WARNINGS)
def test_doubts(plant: Workshop, right: str, odd: str, message: str) -> None:
    found = [str(finding) for finding in lint(plant.edit(right, odd).read())]
    assert any(message in text for text in found), found


def test_gaps_of_the_history(plant: Workshop) -> None:
    row = (
        "  investment: {dimension: other, name: Investment, weight: 5, direction: higher, source: our own, year: 2025, "
        "numerator: [green_investment], denominator: [output_value_3y], baseline: 0 %, leading: 1 %, quality: user}\n"
    )
    text = SCHEME.replace("gates:\n", f"{row}gates:\n").replace("weight: 20", "weight: 15", 1)
    plant.write("schemes/house.yaml", text)
    plant.edit("parts: {2025", "output_value: {2025: 1 亿元/a, hold: last}\n  parts: {2025")
    plant.edit("gates: {lawful: yes}", "gates: {lawful: true}\n    history: {investment: {2024: 1 Mio CNY}}")
    found = [finding.message for finding in lint(plant.read())]
    assert found == [
        "gives no investment of 2023, 2025, which investment adds up; they count as zero",
        "gives no output_value of 2023, 2024, which investment adds up; they count as zero",
    ]


def test_another_sector(plant: Workshop) -> None:
    plant.write("schemes/house.yaml", "sector: cement\n" + SCHEME)
    (found,) = lint(plant.read())
    assert 'scheme: is meant for the sector "cement"; this case is of "example"' in str(found)


def test_benchmarks_may_be_a_table(plant: Workshop) -> None:
    plant.edit(
        "benchmarks: {energy_intensity: {baseline: 2 tce, leading: 1 tce, source: our meter}}", "benchmarks: b.csv"
    )
    plant.write(
        "b.csv", "name,baseline,leading,quality\nenergy_intensity,2 tce,1 tce,user\nwater_reuse,30 %,70 %,user\n"
    )
    (target,) = plant.read().of("green_factory")
    assert target.parameters.benchmarks["water_reuse"].leading == 0.7
    plant.write("b.csv", "name,baseline,leading,quality\nenergy_intensity,2 tce,1 t,user\n")
    (error,) = plant.errors()
    assert error.startswith("b.csv:2: targets.green_factory.benchmarks.energy_intensity.leading: is in t, but")


def test_a_case_that_is_begun_anew_has_no_illustrative_benchmarks(plant: Workshop, tmp_path: Path) -> None:
    plant.edit("{energy_intensity: {baseline: 2 tce, leading: 1 tce, source: our meter}}", BENCHMARKS)
    plant.write(
        BENCHMARKS,
        "name,baseline,leading,quality,source\nenergy_intensity,2 tce,1 tce,illustrative,chosen here\n"
        'water_reuse,30 %,70 %,official,"a notice, found"\n',
    )
    copy_case(plant.folder, tmp_path / "mine")
    case = read(tmp_path / "mine")
    given = case.of("green_factory")[0].parameters.benchmarks
    assert (given["energy_intensity"].baseline, given["energy_intensity"].quality) == (None, "user")
    assert (given["water_reuse"].leading, given["water_reuse"].source) == (0.7, "a notice, found")
    (found,) = lint(case)
    assert "30 points cannot be scored, 70 of 100 at most. energy_intensity: they have no benchmarks" in str(found)


def test_a_scheme_is_part_of_the_hash_of_a_case(plant: Workshop) -> None:
    before = case_hash(plant.read())
    assert before == case_hash(plant.read())
    assert before != case_hash(plant.write("schemes/house.yaml", SCHEME.replace("leading: 8", "leading: 7")).read())


def test_a_measure_may_open_a_gate_without_saving_anything(plant: Workshop) -> None:
    plant.edit("saves: {lighting: 10 %}, requires: [led]", "opex: 1 万元/a").edit("lawful: yes", "lawful: sensors")
    assert plant.errors() == []


def test_rows_without_their_quantities_cannot_be_scored(plant: Workshop) -> None:
    case = (
        plant.edit("  water: {kind: resource, quantity: water_withdrawal, annual: 5000 m3/a, follows: parts}\n", "")
        .edit("    thresholds: {water_reuse: {2031: 40 %}}\n", "")
        .read()
    )
    (target,) = case.of("green_factory")
    rows = {row.name: row for row in table(case.schemes["house"], target.parameters, case)}
    assert rows["water_reuse"].missing == ("water_withdrawal",)
    assert not rows["water_reuse"].scorable
    assert rows["energy_intensity"].denominator == ("output",)
    assert rows["energy_intensity"].scorable


def test_no_account_of_the_model_may_be_counted_by_a_resource() -> None:
    entered = set()
    for path in MODELS.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        entered.update(re.findall(r'\.enter\(\s*"(\w+)"', text))
        for listed in re.findall(r"for account in \(([^)]*)\)", text):
            entered.update(re.findall(r'"(\w+)"', listed))
    assert len(entered) > 15
    assert entered <= ACCOUNTS
