import re

import pytest

from .shipped import ALL, grids, leaves, rows

QUALITIES = {"official", "published", "estimate"}
AUTHORITY = re.compile(r"Ministry|National Bureau|Development and Reform Commission|National Energy Administration")
FOREIGN = re.compile(r"/work|/tmp|/home|https?://|\bchat|\bAI\b|assistant", re.IGNORECASE)


@pytest.mark.parametrize("table", ALL)
def test_columns_are_the_agreed_ones(table):
    assert list(rows(table)[0]) == ["id", "field", "value", "unit", "low", "high", "year", "source", "quality", "note"]


def test_every_row_has_value_unit_year_source_and_quality():
    bad = [(table, number) for table in ALL for number, row in enumerate(rows(table), 2) if not complete(row)]
    assert bad == []


def complete(row):
    filled = all(row[name] for name in ("id", "field", "value", "unit", "year", "source", "quality"))
    return filled and 2000 <= int(row["year"]) <= 2030 and row["quality"] in QUALITIES


def test_every_leaf_of_a_grid_has_year_source_and_quality():
    bad = [
        path
        for path, leaf in leaves(grids())
        if not (leaf.get("source") and leaf.get("quality") in QUALITIES and leaf.get("year"))
    ]
    assert bad == []


def test_no_grid_number_stands_without_annotation():
    def bare(node, path=()):
        if isinstance(node, dict) and "value" not in node:
            for key, below in node.items():
                yield from bare(below, (*path, key))
        elif not isinstance(node, dict) and path[-1] not in ("title", "basis", "mode", "series", "hold"):
            yield path

    assert list(bare(grids())) == []


def test_official_numbers_come_from_an_authority():
    table_rows = [row for table in ALL for row in rows(table)]
    wrong = [
        row["source"] for row in table_rows if row["quality"] == "official" and not AUTHORITY.search(row["source"])
    ]
    wrong += [
        leaf["source"]
        for _, leaf in leaves(grids())
        if leaf["quality"] == "official" and not AUTHORITY.search(leaf["source"])
    ]
    assert wrong == []


def test_planning_estimates_and_scenarios_are_called_estimates():
    said = [(row["source"], row["quality"]) for table in ALL for row in rows(table)]
    said += [(leaf["source"], leaf["quality"]) for _, leaf in leaves(grids())]
    own = re.compile(r"^(Planning estimate|Scenario of this pack|Definition of this pack)")
    assert {quality for source, quality in said if own.match(source)} == {"estimate"}


def test_ranges_hold_their_value():
    wrong = [
        (row["id"], row["field"])
        for table in ALL
        for row in rows(table)
        if row["unit"] != "-" and row["low"] and not float(row["low"]) <= float(row["value"]) <= float(row["high"])
    ]
    assert wrong == []


def test_ranges_of_grids_hold_their_value():
    def number(text):
        return float(str(text).split()[0])

    wrong = [
        path
        for path, leaf in leaves(grids())
        if "low" in leaf and not number(leaf["low"]) <= number(leaf["value"]) <= number(leaf["high"])
    ]
    assert wrong == []


@pytest.mark.parametrize("table", ALL)
def test_rows_of_an_id_stand_together_and_begin_with_the_kind(table):
    seen = []
    for row in rows(table):
        if not seen or row["id"] != seen[-1]:
            assert row["field"] == "kind", row["id"]
            seen.append(row["id"])
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("table", ALL)
def test_no_field_is_stated_twice(table):
    pairs = [(row["id"], row["field"]) for row in rows(table)]
    assert len(pairs) == len(set(pairs))


def test_texts_name_no_machine_address_or_tool():
    texts = [row["source"] + " " + row["note"] for table in ALL for row in rows(table)]
    texts += [leaf["source"] + " " + leaf.get("note", "") for _, leaf in leaves(grids())]
    assert [text for text in texts if FOREIGN.search(text)] == []
