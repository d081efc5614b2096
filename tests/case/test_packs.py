"""Packs: what `use` takes from them, and what is wrong with a pack or its use."""

from __future__ import annotations

import gzip

import pytest

from planner.case import read
from planner.errors import CaseError
from planner.packs import available_packs, open_pack

from .workshop import Workshop

HEADER = "id,field,value,unit,low,high,year,source,quality,note\n"
PACK = HEADER + (
    "cell,kind,storage,-,,,2025,Definition,estimate,\n"
    "cell,carrier,electricity,-,,,2025,Definition,estimate,\n"
    "cell,capex_energy.2025,800,CNY/kWh,600,900,2025,A survey,published,low price\n"
    "cell,capex_energy.2035,600,CNY/kWh,,,2025,A survey,published,\n"
    "cell,capex_energy.hold,last,-,,,2025,Definition,estimate,\n"
    "cell,life,12,a,,,2025,A survey,published,\n"
    "pump,kind,converter,-,,,2025,Definition,estimate,\n"
    "pump,inputs.electricity,100,%,,,2025,Definition,estimate,\n"
    "pump,outputs.heat,300,%,,,2025,Definition,estimate,\n"
    "pump,carnot.share,50,%,,,2025,A book,published,\n"
    "pump,carnot.source,20,degC,,,2025,A book,published,\n"
    "pump,capex,4000,CNY/kW,,,2025,A book,published,\n"
    "pump,life,20,a,,,2025,A book,published,\n"
)
GRIDS = """\
somewhere_10kv:
  title: Somewhere, 10 kV
  components:
    energy: {basis: energy, price: {value: 650 CNY/MWh, source: A notice, quality: official, year: 2025}}
  periods:
    value: [{band: peak, hours: 8-11}, {band: valley, hours: 0-6, months: [1, 2]}]
    source: A notice
    quality: official
  emission_factor: {value: 0.5 t/MWh, source: An announcement, quality: official}
  residual_factor: 0.6 t/MWh
somewhere_35kv:
  components: {energy: {basis: energy, price: 600 CNY/MWh}}
  emission_factor: 0.5 t/MWh
  residual_factor: 0.6 t/MWh
"""


@pytest.fixture
def ours(workshop: Workshop) -> Workshop:
    """The workshop with a pack of its own."""
    workshop.write("packs/ours/meta.yaml", "title: Ours\nversion: 3\n").write("packs/ours/technologies.csv", PACK)
    return workshop.write("packs/ours/grids.yaml", GRIDS).edit("price_year: 2025", "price_year: 2025\n  packs: [ours]")


def thing(case, name: str):
    return next(found for found in case.things if found.name == name and found.section in ("technologies", "supply"))


def test_fields_come_from_the_pack_and_the_case_overrides_them(ours: Workshop) -> None:
    ours.edit("battery: {kind: storage, capex_energy: 800 CNY/kWh, life: 12 a", "battery: {use: cell, life: 15 a")
    battery = thing(ours.read(), "battery")
    assert battery.kind == "storage"
    assert battery.parameters.capex_energy.at(2030) == pytest.approx(0.7)
    assert battery.parameters.life == 15
    assert set(battery.sources) == {"carrier", "capex_energy.2025", "capex_energy.2035", "capex_energy.hold"}
    source = battery.sources["capex_energy.2025"]
    assert (source.pack, source.table, source.row) == ("ours", "technologies.csv", "cell.capex_energy.2025")
    assert (source.year, source.source, source.quality) == ("2025", "A survey", "published")


def test_a_path_is_replaced_whole_and_parts_are_merged(ours: Workshop) -> None:
    ours.edit("capex_energy: 800 CNY/kWh, life: 12 a", "use: cell, capex_energy: {2026: 500 CNY/kWh, hold: last}")
    assert thing(ours.read(), "battery").parameters.capex_energy.points == ((2026, 0.5),)
    ours.edit("  battery:", "  pump: {use: pump, carnot: {share: 40 %}}\n  battery:")
    carnot = thing(ours.read(), "pump").parameters.carnot
    assert (carnot.share, carnot.source) == (0.4, 20)


def test_the_case_names_the_carrier_that_a_pack_leaves_open(ours: Workshop) -> None:
    ours.edit("  battery:", "  pump: {use: pump, output: hot_air}\n  battery:")
    pump = thing(ours.read(), "pump")
    assert list(pump.parameters.outputs) == ["hot_air"]
    assert pump.sources["outputs.hot_air"].row == "pump.outputs.heat"
    errors = ours.edit("{use: pump, output: hot_air}", "{use: pump, input: hot_air}").errors()
    assert errors == [
        "case.yaml:37: technologies.pump.input: the entry of the pack leaves no carrier open here; write inputs in full"
    ]


def test_a_tariff_with_sources(ours: Workshop) -> None:
    text = (ours.folder / "case.yaml").read_text(encoding="utf-8")
    start, end = text.index("    periods:"), text.index("  gas:\n")
    ours.write("case.yaml", text[:start] + "    use: somewhere_10kv\n    limit: 5 MW\n" + text[end:])
    grid = thing(ours.read(), "grid")
    assert grid.parameters.components["energy"].price.at(2026) == pytest.approx(650e-6)
    assert [period.band for period in grid.parameters.periods] == ["peak", "valley"]
    assert grid.parameters.periods[1].months == [1, 2]
    assert grid.sources["components.energy.price"].source == "A notice"
    assert grid.sources["periods.0.band"].quality == "official"
    assert "limit" not in grid.sources


def test_the_province_chooses_the_grid(ours: Workshop) -> None:
    text = (ours.folder / "case.yaml").read_text(encoding="utf-8")
    start, end = text.index("    periods:"), text.index("  gas:\n")
    ours.write("case.yaml", text[:start] + "    limit: 5 MW\n" + text[end:])
    ours.edit("site:\n", "site:\n  province: somewhere\n")
    assert ours.errors() == [
        "case.yaml:9: supply.grid.use: there are several grids for somewhere; use one of somewhere_10kv, somewhere_35kv"
    ]
    ours.edit("province: somewhere", "province: somewhere_35kv")
    assert thing(ours.read(), "grid").parameters.components["energy"].price.at(2026) == pytest.approx(600e-6)


FAULTS = {
    "unknown id": (
        "use: cel",
        'case.yaml:37: technologies.battery.use: no pack of this case has "cel" for the section technologies. '
        'Did you mean "cell"?',
    ),
    "id of another section": (
        "use: natural_gas",
        'case.yaml:37: technologies.battery.use: no pack of this case has "natural_gas" for the section technologies; '
        "there are cell, pump",
    ),
    "not an id": ("use: [cell]", "case.yaml:37: technologies.battery.use: must be the id of an entry of a pack"),
    "another kind": (
        "use: cell, kind: renewable",
        'case.yaml:37: technologies.battery.kind: is "renewable", but the entry of the pack is "storage"',
    ),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_wrong_use(ours: Workshop, text: str, message: str) -> None:
    errors = ours.edit("battery: {kind: storage, capex_energy: 800 CNY/kWh, life: 12 a", f"battery: {{{text}").errors()
    assert errors == [message]


def test_use_without_a_pack(workshop: Workshop) -> None:
    errors = workshop.edit("battery: {kind: storage", "battery: {use: battery_li").errors()
    assert errors[0] == "case.yaml:36: technologies.battery.use: the case names no pack; write case: {packs: [...]}"


def test_damaged_weather(ours: Workshop) -> None:
    ours.write("packs/ours/weather/north.csv", "pv\n1\n").edit("site:\n", "site:\n  province: north\n")
    ours.edit("profile: flat", "profile: pv")
    assert ours.errors() == ["ours/weather/north.csv: series: has 1 rows below the header, expected 8760"]


def test_packed_weather_serves_a_province(ours: Workshop) -> None:
    ours.write("packs/ours/weather/north.csv.gz", gzip.compress(b"pv\n" + b"0.5\n" * 8760))
    ours.edit("site:\n", "site:\n  province: north\n").edit("profile: flat", "profile: pv")
    assert set(ours.read().series["pv"]) == {0.5}


WHOLE = gzip.compress(b"pv\n" + b"0.5\n" * 8760)
DAMAGED = {
    "cut short": WHOLE[:-20],
    "bits changed": WHOLE[:10] + bytes([WHOLE[10] ^ 0xFF]) + WHOLE[11:],
    "sum is wrong": WHOLE[:-8] + b"\0" * 8,
    "not packed": b"pv\n0.5\n",
    "empty": b"",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_damaged_packed_weather(ours: Workshop, content: bytes) -> None:
    ours.write("packs/ours/weather/north.csv.gz", content).edit("site:\n", "site:\n  province: north\n")
    ours.edit("profile: flat", "profile: pv")
    (error,) = ours.errors()
    assert error.startswith("ours/weather/north.csv.gz: series: is ")
    assert "gzip" in error or "empty" in error


COURSE = "name,month," + ",".join(map(str, range(24))) + "\n"
MONTHS = "".join(f"calm,{month},{','.join([str(month)] * 24)}\n" for month in range(1, 13))


def test_a_course_fills_the_year_and_the_case_comes_first(ours: Workshop) -> None:
    ours.write("packs/ours/courses/prices.csv", COURSE + MONTHS).edit("factors: {peak: 1.6}", "series: calm")
    calm = ours.read().series["calm"]
    assert (calm.shape, calm[0], calm[31 * 24 - 1], calm[31 * 24], calm[-1]) == ((8760,), 1, 1, 2, 12)
    ours.write("own.csv", "calm\n" + "3\n" * 8760).edit("carriers:", "series: own.csv\ncarriers:")
    assert set(ours.read().series["calm"]) == {3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,month\n", "ours/courses/prices.csv:1: courses: needs the columns name, month, and the hours 0 to 23"),
        (
            COURSE + MONTHS.replace("calm,3,3", "calm,4,3"),
            "ours/courses/prices.csv:4: courses.calm: a row needs the next",
        ),
        (COURSE + MONTHS.replace("calm,3,3", "calm,3,nan"), "ours/courses/prices.csv:4: courses.calm: a row needs the"),
        (COURSE + MONTHS[: MONTHS.index("calm,12")], "ours/courses/prices.csv: courses.calm: has 11 months"),
    ],
)
def test_damaged_courses(ours: Workshop, text: str, message: str) -> None:
    ours.write("packs/ours/courses/prices.csv", text).edit("factors: {peak: 1.6}", "series: calm")
    assert any(error.startswith(message) for error in ours.errors()), ours.errors()


def test_unknown_pack(workshop: Workshop) -> None:
    errors = workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2052]").errors()
    assert errors == ['case.yaml:6: case.packs: there is no pack "china-2052". Did you mean "china-2025"?']


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,field,value\na,b,c\n", "ours/technologies.csv:1: technologies: has no column unit"),
        (
            HEADER + "cell,kind,,-,,,,,estimate,\n",
            "ours/technologies.csv:2: technologies.cell.kind: a row needs id, field and value",
        ),
        (
            HEADER + "cell,kind,storage,-,,,,,guess,\n",
            'ours/technologies.csv:2: technologies.cell.kind: "guess" is no quality; '
            "there are official, published, estimate",
        ),
    ],
)
def test_damaged_packs_are_findings(ours: Workshop, text: str, message: str) -> None:
    ours.write("packs/ours/technologies.csv", text).edit("battery: {kind: storage", "battery: {use: cell")
    assert message in ours.errors()


def test_lookup_and_rows_for_the_library(ours: Workshop) -> None:
    assert set(available_packs(ours.folder)) == {*available_packs(), "ours"}
    pack = open_pack("ours", case_folder=ours.folder)
    assert pack.meta == {"title": "Ours", "version": "3"}
    fields, sources = pack.lookup("technologies", "cell")
    assert fields["capex_energy"] == {"2025": "800 CNY/kWh", "2035": "600 CNY/kWh", "hold": "last"}
    assert sources["life"].source == "A survey"
    row = next(row for row in pack.rows("technologies") if row.field == "capex_energy.2025")
    assert (row.value, row.unit, row.low, row.high, row.note) == ("800", "CNY/kWh", "600", "900", "low price")
    assert pack.ids("supply", "grid") == ("somewhere_10kv", "somewhere_35kv")
    assert {row.section for row in pack.rows()} == {"supply", "technologies"}
    with pytest.raises(KeyError):
        pack.lookup("technologies", "nothing")


def test_shipped_packs_read_without_findings() -> None:
    for name in available_packs():
        pack = open_pack(name)
        assert len(pack.rows()) > 100
        assert pack.meta["title"]
        for section in ("technologies", "measures", "supply"):
            for entry in pack.ids(section):
                fields, sources = pack.lookup(section, entry)
                assert fields["kind"]
                assert sources


def test_a_pack_of_the_case_comes_before_the_shipped_one(workshop: Workshop) -> None:
    workshop.write("packs/china-2025/meta.yaml", "title: mine\n").write("packs/china-2025/technologies.csv", PACK)
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]")
    workshop.edit("battery: {kind: storage, capex_energy: 800 CNY/kWh, life: 12 a", "battery: {use: cell")
    assert thing(read(workshop.folder), "battery").parameters.life == 12
    with pytest.raises(CaseError):
        open_pack("nothing")
