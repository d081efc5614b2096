"""The planner's reader finds in the shipped pack what a plain reading of its files finds."""

import pytest

from planner.packs.reader import open_pack

from .shipped import ALL, entries, grids, leaves, plain, rows


def worded(node):
    """Keys and values as texts, the way a case file states them."""
    if isinstance(node, dict):
        return {str(key): worded(below) for key, below in node.items()}
    if isinstance(node, list):
        return [worded(below) for below in node]
    return {True: "true", False: "false"}.get(node, str(node)) if isinstance(node, bool) else str(node)


@pytest.fixture(scope="module")
def pack():
    return open_pack("china-2025")


@pytest.mark.parametrize("table", ALL)
def test_entries_are_read_as_they_stand(pack, table):
    for name, entry in entries(table).items():
        assert worded(pack.lookup(table, name)[0]) == worded(entry), name


def test_every_row_keeps_its_source(pack):
    for table in ALL:
        for row in rows(table):
            found = pack.lookup(table, row["id"])[1][row["field"]]
            assert (found.source, found.quality, found.year) == (row["source"], row["quality"], row["year"])


def test_grids_are_read_as_they_stand(pack):
    for name, grid in grids().items():
        read = worded(pack.lookup("supply", name)[0])
        assert read.pop("kind") == "grid"
        assert read == worded(plain(grid)), name


def test_prices_of_a_grid_keep_their_source(pack):
    sources = pack.lookup("supply", "jiangsu")[1]
    for path, leaf in leaves(grids()["jiangsu"]):
        if path[0] != "periods":
            assert sources[".".join(map(str, path))].source == leaf["source"]
