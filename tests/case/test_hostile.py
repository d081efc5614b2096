"""Text that means harm, or is merely broken: always a located finding, quickly, never a traceback."""

from __future__ import annotations

import gzip
import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.case import read
from planner.errors import CaseError
from planner.text.yaml_reader import read_yaml_text

from .workshop import WORKSHOP, Workshop, series_text

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

YAML = {
    "empty": (b"", "case.yaml:1: file: is empty"),
    "comment": (b"# nothing\n", "case.yaml:1: file: is empty"),
    "only dashes": (b"---\n", "must be a mapping"),
    "list": (b"- a\n- b\n", "case.yaml:1: file: must be a mapping"),
    "text": (b"hello", "must be a mapping"),
    "bomb": (BOMB.encode(), 'case.yaml:1: a: "&a" is a YAML anchor'),
    "alias": (b"case: {name: *x}", '"*x" is a YAML anchor'),
    "merge": (b"case: &c {name: a}\nsite: {<<: *c}", "is a YAML anchor"),
    "flow nest": (b"a: " + b"[" * 300_000, "case.yaml:1: a.0.0.0.0.0.0.0 ...: is nested deeper than 64 levels"),
    "map nest": (b"{a: " * 300_000, "is nested deeper than 64 levels"),
    "block nest": (
        b"\n".join(b" " * i + b"a:" for i in range(200)),
        "case.yaml:64: a.a.a.a.a.a.a.a ...: is nested deeper",
    ),
    "many": (b"a: [" + b"1," * 250_000 + b"]", "holds more than 200,000 values"),
    "tag": (
        b"a: !!python/object/apply:os.system [ls]",
        '"tag:yaml.org,2002:python/object/apply:os.system" is a YAML tag',
    ),
    "custom tag": (b"a: !foo b", '"!foo" is a YAML tag'),
    "binary tag": (b"a: !!binary aGVsbG8=", "is a YAML tag"),
    "bang": (b"a: ! b", "is a YAML tag"),
    "two documents": (b"case: {}\n---\ncase: {}\n", "case.yaml:2: file: holds a second document"),
    "repeated key": (b"case: {name: a, name: b}\nsite: {}\nsite: {}\n", "case.yaml:1: case.name: is given twice"),
    "repeated year": (b'carbon: {price: {2030: 1 CNY/t, "2030": 2 CNY/t}}', "carbon.price.2030: is given twice"),
    "list key": (b"? [a, b]\n: c\n", "a key must be plain text"),
    "map key": (b"{a: b}: c\n", "a key must be plain text"),
    "key with newline": (b'"a\\nb": c\n', "a key must be one short line"),
    "long key": (b"x" * 900 + b": c\n", "a key must be one short line"),
    "tab": (b"case:\n\tname: x\n", "case.yaml:2: file: is not valid YAML"),
    "unclosed": (b"case: {name: x\nsite: {}\n", "is not valid YAML"),
    "unclosed quote": (b'case: {name: "x}\n', "is not valid YAML"),
    "bad indent": (b"case:\n    name: x\n  sector: y\n", "case.yaml:3: file: is not valid YAML"),
    "nul": (b"case: {name: a\x00b}", "case.yaml:1: file: holds a NUL character"),
    "control": (b"case: {name: a\x07b}", "is not valid YAML"),
    "gbk": ("case: {name: 汽车厂}".encode("gb18030"), "byte 0xC6 is not UTF-8, perhaps GBK; save the file as UTF-8"),
    "utf-16": ("case: {name: a}".encode("utf-16"), "the text is UTF-16"),
    "latin-1": ("case: {}\n# Gebäude".encode("latin-1"), "case.yaml:2: file: byte 0xE4 is not UTF-8"),
    "surrogate": (b"case: {name: \xed\xa0\x80}", "is not UTF-8"),
    "binary": (bytes(range(256)), "case.yaml"),
    "colon": (b":\n", "is not valid YAML"),
    "directive": (b"%TAG ! tag:x,2000:\n---\na: !b c\n", "is a YAML tag"),
    "bad directive": (b"%YAML 9.9.9\n---\na: b\n", "is not valid YAML"),
    "unknown keys": (b"a: 1\nb: 2\n", "case.yaml:1: a: unknown key; there are case, site"),
}

NUMBERS = {
    "nan": "life: .nan a",
    "bare nan": "life: nan",
    "inf": "life: .inf",
    "1e400": "life: 1e400 a",
    "huge exponent": "life: 1e999999999 a",
    "power": "life: 9**9**9 a",
    "negative": "life: -20 a",
    "hex": "life: 0x14 a",
    "underscore": "life: 2_0 a",
    "comma": 'life: "1,000 a"',
    "full width": "life: ２０ a",
    "list": "life: [20 a]",
    "mapping": "life: {2026: 20 a}",
    "nothing": "life: null",
    "empty": 'life: ""',
    "expression": "life: __import__('os') a",
    "long": f"life: {'9' * 100} a",
    "switch": "life: yes",
}


def run(folder: Path) -> list[str]:
    """Findings of a case; fails if it takes much memory."""
    tracemalloc.start()
    try:
        with pytest.raises(CaseError) as caught:
            read(folder)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 200e6
    return [str(finding) for finding in caught.value.findings]


@pytest.mark.parametrize(("content", "message"), YAML.values(), ids=YAML)
def test_hostile_yaml_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    findings = run(Workshop(tmp_path).write("case.yaml", content).folder)
    assert message in "\n".join(findings)


@pytest.mark.parametrize("text", NUMBERS.values(), ids=NUMBERS)
def test_hostile_numbers_are_refused(workshop: Workshop, text: str) -> None:
    workshop.edit("capex: 500 CNY/kW, life: 20 a", f"capex: 500 CNY/kW, {text}")
    (finding,) = run(workshop.folder)
    assert finding.startswith("case.yaml:34: technologies.boiler.life: ")


def test_byte_order_mark_and_windows_lines_are_fine(workshop: Workshop) -> None:
    workshop.write("case.yaml", b"\xef\xbb\xbf" + WORKSHOP.replace("\n", "\r\n").encode())
    assert workshop.read().title == "workshop"


def test_nothing_that_is_not_there(tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: case.yaml: there is no such folder or file"[-200:]]
    assert "holds no case.yaml" in run(tmp_path)[0]


def test_very_large_file(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    with path.open("wb") as stream:
        stream.truncate(30_000_000)
    assert "has 30,000,000 bytes; at most 20,000,000 are read" in run(tmp_path)[0]


OUTSIDE = [
    "../secret.csv",
    "a/../../secret.csv",
    "/etc/passwd.csv",
    "~/secret.csv",
    "..\\secret.csv",
    "C:\\secret.csv",
    "C:secret.csv",
    "file:///etc/passwd.csv",
    "//server/share.csv",
    "CON.csv",
    "aux/x.csv",
    "link.csv",
    "folder_link/secret.csv",
    "pipe.csv",
    "device.csv",
    "folder.csv",
    "loop.csv",
    "nul\x01.csv",
    "x" * 300 + ".csv",
    "missing.csv",
]


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("section", ["existing", "series"])
def test_files_outside_the_case_are_refused(tmp_path: Path, name: str, section: str) -> None:
    (tmp_path / "secret.csv").write_text("name,technology\nroot,boiler\n", encoding="utf-8")
    workshop = Workshop(tmp_path / "case")
    (workshop.folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (workshop.folder / "folder_link").symlink_to(tmp_path)
    (workshop.folder / "loop.csv").symlink_to("loop.csv")
    (workshop.folder / "device.csv").symlink_to("/dev/zero")
    (workshop.folder / "folder.csv").mkdir()
    os.mkfifo(workshop.folder / "pipe.csv")
    text = WORKSHOP.replace("existing:\n  old_boiler: {technology: boiler, capacity: 1 MW, built: 2015}\n", "")
    quoted = name.replace("\\", "\\\\").replace("\x01", "\\x01")
    workshop.write("case.yaml", f'{text}\n{section}: "{quoted}"\n')
    findings = workshop.errors()
    assert any(finding.split(": ")[1].startswith(section) for finding in findings)
    assert not any("root" in finding for finding in findings)


def test_a_pipe_as_the_case_does_not_hold_us_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.yaml")
    assert "is not a regular file" in run(tmp_path)[0]


def test_packs_and_provinces_are_names_not_paths(workshop: Workshop) -> None:
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [../../etc, china-2025]")
    workshop.edit("site:\n", "site:\n  province: ../../../etc\n")
    findings = "\n".join(workshop.errors())
    assert 'there is no pack "../../etc"; there are: china-2025' in findings
    assert '"../../../etc" is not a name' in findings


def test_workbook_that_unpacks_without_end(workshop: Workshop) -> None:
    with zipfile.ZipFile(workshop.folder / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    workshop.edit("existing:\n  old_boiler: {technology: boiler, capacity: 1 MW, built: 2015}", "existing: book.xlsx")
    assert "unpacks to 300,000,000 bytes" in workshop.errors()[0]


def test_workbook_that_is_none(workshop: Workshop) -> None:
    workshop.write("book.xlsx", b"not a workbook")
    workshop.edit("existing:\n  old_boiler: {technology: boiler, capacity: 1 MW, built: 2015}", "existing: book.xlsx")
    assert workshop.errors() == ["book.xlsx: existing: is not a readable workbook: File is not a zip file"]


def test_series_that_unpack_without_end(workshop: Workshop) -> None:
    workshop.write("s.csv.gz", gzip.compress(b"0" * 60_000_000)).edit("carriers:", "series: s.csv.gz\ncarriers:")
    assert "unpacks to more than 50,000,000 bytes" in workshop.errors()[0]
    workshop.write("s.csv.gz", b"\x1f\x8b broken")
    assert "is not a readable gzip file" in workshop.errors()[0]
    workshop.write("s.csv.gz", gzip.compress(series_text(shift=1.0).encode()))
    assert workshop.errors() == []


NAMES = [
    "=cmd",
    "+x",
    "-x",
    "@x",
    "a b",
    "a.b",
    "a>b",
    "a/b",
    "",
    "a\u200bb",
    "x" * 90,
    "<script>",
    'a"b',
    "a,b",
    "a;b",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("section", ["demands", "technologies", "production", "carriers"])
def test_names_that_could_be_formulas_paths_or_markup(workshop: Workshop, name: str, section: str) -> None:
    quoted = name.replace('"', '\\"')
    text = {
        "demands": f'{section}:\n  "{quoted}": {{carrier: heat, annual: 1 MWh}}\n',
        "technologies": f'{section}:\n  "{quoted}": {{kind: storage, capex_energy: 1 CNY/kWh, life: 9 a}}\n',
        "production": f'{section}:\n  "{quoted}": 5 /a\n',
        "carriers": f'{section}:\n  "{quoted}": {{}}\n',
    }[section]
    findings = workshop.edit(f"{section}:\n", text).errors()
    reasons = ("is not a name", "at most 80 characters", "printable text")
    assert any(reason in finding for finding in findings for reason in reasons)


def test_names_of_carriers_are_checked_where_they_are_used(workshop: Workshop) -> None:
    workshop.edit("washing: {carrier: heat", "washing: {carrier: =heat")
    assert workshop.errors() == [
        'case.yaml:26: demands.washing.carrier: "=heat" is not a name: use letters, digits, _ and -'
    ]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200) | st.text(alphabet="{}[]:,-&*!|>'\"#%@`? \n\tab0", max_size=60))
def test_no_text_brings_anything_but_a_case_error(text: str) -> None:
    try:
        read_yaml_text(text, "case.yaml")
    except CaseError as error:
        assert error.findings


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_the_text_brings_anything_but_a_case_error(tmp_path_factory: pytest.TempPathFactory, data) -> None:
    start = data.draw(st.integers(0, len(WORKSHOP) - 1))
    length = data.draw(st.integers(0, 40))
    piece = data.draw(st.text(alphabet="{}[]:,-&*!|>'\"# \n\tab0.%/xé元", max_size=12))
    folder = tmp_path_factory.mktemp("damaged")
    Workshop(folder, WORKSHOP[:start] + piece + WORKSHOP[start + length :]).errors()
