"""Tables say the same as YAML."""

from __future__ import annotations

from datetime import datetime, time

import openpyxl
import pytest

from planner.case import lint

from .workshop import Workshop

EXISTING = "existing:\n  old_boiler: {technology: boiler, capacity: 1 MW, built: 2015}"
MEASURES = """\
measures:
  led: {capex: 40 万元, life: 8 a, saves: {lighting: 50 %}}
  sensors: {capex: 5 万元, life: 8 a, saves: {lighting: 10 %}, requires: [led]}
"""
TABLE = """\
name,capex [万元],life [a],saves.lighting [%],requires,capex_note
led,40,8,50,,
sensors,5,8,10,led,
"""


def same(first, second) -> bool:
    things = zip(first.things, second.things, strict=True)
    return all((a.name, a.kind, a.parameters) == (b.name, b.kind, b.parameters) for a, b in things)


def tabled(workshop: Workshop, text: str, name: str = "measures.csv") -> Workshop:
    return workshop.edit(MEASURES, f"measures: {name}\n").write("measures.csv", text)


def test_units_in_the_header(workshop: Workshop) -> None:
    plain = workshop.read()
    assert same(plain, tabled(workshop, TABLE.replace(",capex_note", ",").replace(",\n", "\n")).read())


def test_units_in_a_second_row(workshop: Workshop) -> None:
    plain = workshop.read()
    text = "名称,capex,life,saves.lighting,requires\n单位,万元,a,%,\nled,40,8,50,\nsensors,5,8,10,led\n"
    assert same(plain, tabled(workshop, text).read())


def test_units_in_the_cells_win(workshop: Workshop) -> None:
    plain = workshop.read()
    text = "name,capex [CNY],life,saves.lighting,requires\nled,40 万元,8 a,50 %,\nsensors,50000,8 a,10 %,led\n"
    assert same(plain, tabled(workshop, text).read())


def test_byte_order_mark_windows_lines_quotes_and_blank_rows(workshop: Workshop) -> None:
    plain = workshop.read()
    text = (
        'name,"capex [万元]",life [a],saves.lighting [%],requires,\n\nled,"40",8,50,,\n,,,,,\nsensors,5,8,10,"led",\n'
    )
    case = tabled(workshop, "").write("measures.csv", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()).read()
    assert same(plain, case)
    assert case.where("measures.sensors.capex").line == 5


def test_paths_and_lists_in_tables(workshop: Workshop) -> None:
    workshop.edit(MEASURES, "measures: measures.csv\n").write(
        "measures.csv",
        "name,capex.2026 [万元],capex.2034 [万元],life [a],saves.lighting [%],saves.drives [%],only_at,excludes\n"
        "a,40,30,8,50,,2026; 2030,b;c\nb,1,1,8,,5,,\nc,1,1,8,,6,,\n",
    )
    case = workshop.read()
    first = case.of("measure")[0].parameters
    assert first.capex.at(2030) == pytest.approx(0.35)
    assert first.only_at == [2026, 2030]
    assert first.excludes == ["b", "c"]


def test_workbook_with_named_sheet(workshop: Workshop) -> None:
    plain = workshop.read()
    book = openpyxl.Workbook()
    book.active.append(["notes"])
    sheet = book.create_sheet("升级")
    sheet.append(["name", "capex [万元]", "life", "saves.lighting [%]", "requires"])
    sheet.append(["unit", None, "a", None, None])
    sheet.append(["led", 40, 8, 50.0, None])
    sheet.append(["sensors", 5, 8.0, "10 %", "led"])
    book.save(workshop.folder / "book.xlsx")
    workshop.edit(MEASURES, "measures: book.xlsx#升级\n")
    assert same(plain, workshop.read())
    workshop.edit("book.xlsx#升级", "book.xlsx#改造")
    assert workshop.errors() == ['book.xlsx: measures: has no sheet "改造"; it has Sheet, 升级']


def test_cells_of_a_workbook_that_are_no_numbers(workshop: Workshop) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "technology", "capacity [MW]", "built"])
    book.active.append(["a", "boiler", 1, datetime(2015, 3, 1)])
    book.active.append(["b", "boiler", True, 2015])
    book.active.append(["c", "boiler", time(12, 30), 2015])
    book.save(workshop.folder / "book.xlsx")
    workshop.edit(EXISTING, "existing: book.xlsx")
    assert workshop.errors() == ['book.xlsx:4: existing: holds the time of day "12:30:00"; write numbers or text']
    book.active["C4"] = 1
    book.active["C4"].number_format = "General"
    book.save(workshop.folder / "book.xlsx")
    assert workshop.errors() == [
        'book.xlsx:2: existing.a.built: "2015-03-01" is not a whole number (column "built")',
        'book.xlsx:3: existing.b.capacity: "true" does not begin with a number (column "capacity [MW]")',
    ]


def test_percentages_of_a_workbook_that_are_fractions(workshop: Workshop) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "capex [万元]", "life [a]", "saves.lighting [%]"])
    book.active.append(["led", 40, 8, 0.5])
    book.active["D2"].number_format = "0%"
    book.save(workshop.folder / "book.xlsx")
    workshop.edit(MEASURES, "measures: book.xlsx\n")
    (warning,) = lint(workshop.read())
    assert str(warning) == (
        "book.xlsx:2: measures.led.saves.lighting: reads as 0.5 %; a cell formatted as a percentage stores the "
        "fraction, so write 60 for 60 %"
    )


def test_nested_table_of_components(workshop: Workshop) -> None:
    plain = workshop.read()
    nested = """\
      energy: {basis: energy, price: 500 CNY/MWh, factors: {peak: 1.6}}
      demand: {basis: demand, price: 40 元/kW·月}
"""
    workshop.edit(f"    components:\n{nested}", "    components: bill.csv\n")
    workshop.edit('    periods:\n      - {band: peak, hours: "8-11,17-22"}\n', "    periods: hours.csv\n")
    workshop.write(
        "bill.csv", "name,basis,price,factors.peak\nenergy,energy,500 CNY/MWh,1.6\ndemand,demand,40 元/kW·月,\n"
    )
    workshop.write("hours.csv", 'band,hours\npeak,"8-11,17-22"\n')
    assert same(plain, workshop.read())


FAULTS = {
    "empty": ("", "measures.csv: measures: is empty; the first row must hold the names of the columns"),
    "no name": ("name,life [a]\n,8\n", "measures.csv:2: measures: row 2 has no name"),
    "twice": ("name,life [a]\nled,8\nled,9\n", "measures.csv:3: measures.led: is given twice, first in row 2"),
    "long row": ("name,life [a]\nled,8,9\n", "measures.csv:2: measures: row 2 has 3 cells, the header 2"),
    "repeated column": (
        "name,life [a],life [a]\nled,8,8\n",
        'measures.csv:1: measures: the header has the column "life [a]" more than once',
    ),
    "nameless column": (
        "name,,life [a],\nled,1,8,2\n",
        "measures.csv:2: measures: row 2 has 4 cells, the header 3",
    ),
    "semicolons": ("name;life [a]\nled;8\n", "measures.csv:1: measures: the columns must be separated by commas"),
    "broken quote": (
        'name,life [a]\nled,"8\n',
        "measures.csv:2: measures: is not a valid CSV row: unexpected end of data",
    ),
    "broken header": (
        "name,life [a\nled,8\n",
        'measures.csv:1: measures: "life [a" is not a column header such as capex [CNY]',
    ),
    "both": (
        "name,capex [CNY],capex.2030 [CNY],life [a],saves.lighting [%]\nled,1,2,8,5\n",
        "measures.csv:2: measures.led.capex.2030: the columns give both a value and parts of it "
        '(column "capex.2030 [CNY]")',
    ),
    "wrong unit": (
        "name,capex [MW],life [a],saves.lighting [%]\nled,1,8,5\n",
        'measures.csv:2: measures.led.capex: "1 MW" does not fit; expected a number with unit CNY '
        '(column "capex [MW]")',
    ),
    "no number": (
        "name,capex [CNY],life [a],saves.lighting [%]\nled,n/a,8,5\n",
        'measures.csv:2: measures.led.capex: "n/a" does not begin with a number (column "capex [CNY]")',
    ),
    "unknown column": (
        "name,capx [CNY],life [a],saves.lighting [%]\nled,1,8,5\n",
        'measures.csv:2: measures.led.capx: unknown key. Did you mean "capex"? (column "capx [CNY]")',
    ),
    "gbk": ("name,life\n照明,8 a\n", "is not UTF-8, perhaps GBK"),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_faults_of_tables_name_file_row_and_column(workshop: Workshop, text: str, message: str) -> None:
    encoding = "gb18030" if "照" in text else "utf-8"
    errors = workshop.edit(MEASURES, "measures: measures.csv\n").write("measures.csv", text.encode(encoding)).errors()
    assert any(message in error for error in errors), errors


def test_missing_table_offers_the_nearest(workshop: Workshop) -> None:
    tabled(workshop, TABLE, "measure.csv")
    assert (
        workshop.errors()[0] == 'case.yaml:38: measures: there is no file "measure.csv". Did you mean "measures.csv"?'
    )


def test_tables_in_scenarios(workshop: Workshop) -> None:
    workshop.write("more.csv", "name,capex [CNY],life [a],saves.drives [%]\nvfd,1000,8,5\n")
    workshop.edit("high_carbon: {carbon.price: x2}", "more: {measures: more.csv}")
    assert [found.name for found in workshop.read("more").of("measure")] == ["led", "sensors", "vfd"]


def test_table_of_production(workshop: Workshop) -> None:
    plain = workshop.read()
    workshop.edit("  parts: {2025: 1000 /a, 2030: 1200 /a, hold: last}\n", "").edit(
        "production:\n", "production: out.csv\n"
    )
    workshop.write("out.csv", "name,2025 [/a],2030 [/a],hold\nparts,1000,1200,last\n")
    assert workshop.read().production == plain.production
