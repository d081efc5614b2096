"""The reference of the case file is what the declarations say, no more and no less."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner import units
from planner.case.layout import kinds, sections, top_keys
from planner.case.reference import HEAD, UNITS, reference, rows

FILE = Path(__file__).parents[2] / "cases" / "REFERENCE.md"


def test_the_file_is_the_output_of_its_generator() -> None:
    again = "write it anew: python -m planner.case.reference > cases/REFERENCE.md"
    assert FILE.read_text(encoding="utf-8") == reference(), again


def test_every_section_and_every_kind_has_its_heading() -> None:
    headings = re.findall(r"^#+ (.+)$", reference(), re.MULTILINE)
    assert set(top_keys()) <= set(headings)
    assert {kind for section in sections() for kind in sections()[section] if section != kind} <= set(headings)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_field_is_listed_with_its_meaning(kind: str) -> None:
    listed = {row.path.partition(".")[0].removesuffix("[]"): row for row in rows(kinds()[kind]) if row.meaning}
    assert set(listed) == set(kinds()[kind].model_fields)


def test_every_row_of_a_part_has_a_meaning() -> None:
    declarations = [*kinds().values(), *(declaration for _, declaration in HEAD)]
    found = [row for declaration in declarations for row in rows(declaration)]
    assert all(row.meaning and row.value for row in found)


@pytest.mark.parametrize(("path", "kind", "value", "default"), [
    ("carnot.approach", "converter", "`K`", "`5 K`"),
    ("components.NAME.factors.NAME", "grid", "`1`", ""),
    ("reduction", "emission_cap", "`%`, by year, in steps", ""),
    ("opex_fixed", "converter", "`%/a` or `CNY/(kW*a)`, by year", "`0 %/a`"),
    ("efficiency_charge", "storage", "`%`", "`100 %`"),
    ("saves.NAME", "measure", "`%`", ""),
    ("benchmarks.NAME.baseline", "green_factory", "unit of the indicator", ""),
    ("periods[].months[]", "grid", "list of whole numbers", "`1` to `12`"),
    ("scopes[]", "carbon", "list of `scope1`, `scope2`", "`scope1`, `scope2`"),
    ("requires[]", "measure", "names in `measures`", ""),
])  # fmt: skip
def test_rows_say_what_a_case_would_write(path: str, kind: str, value: str, default: str) -> None:
    row = next(row for row in rows(kinds()[kind]) if row.path == path)
    assert (row.value, row.default) == (value, default)


@pytest.mark.parametrize(("quantity", "spelled"), UNITS)
def test_spellings_of_a_quantity_have_one_dimension(quantity: str, spelled: tuple[str, ...]) -> None:
    assert len({units.scale(text).dimension for text in spelled}) == 1


def test_every_unit_in_the_tables_is_known() -> None:
    cells = re.findall(r"^\| `[\w.\[\]]+` \| (`[^|]+`)[^|]* \| ([^|]*) \| ([^|]*) \|", reference(), re.MULTILINE)
    defaults = {default.strip("` ") for _, _, default in cells if re.match(r"`\d[\d.]* ", default)}
    assert len(defaults) > 10
    assert all(units.scale(units.split(text)[1]) for text in defaults)
