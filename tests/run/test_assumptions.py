"""Every value of a case is listed once, with the source that a pack names."""

from __future__ import annotations

from planner.run.assumptions import ASSUMPTION_COLUMNS, assumption_rows
from planner.run.delivery import load
from tests.run.tiny import CASE


def test_what_the_case_gives_is_said_to_be_given() -> None:
    rows = list(assumption_rows(load(CASE)))
    assert all(len(row) == len(ASSUMPTION_COLUMNS) for row in rows)
    found = {row[1]: row[2:5] for row in rows}
    assert len(found) == len(rows)
    assert found["measures.led.capex"] == ("1.2 Mio CNY", "case", "user")
    assert found["carbon.price.2028"] == ("200 CNY/t", "case", "user")
    assert found["horizon.years"] == ("2026; 2028", "case", "user")


def test_every_source_of_a_pack_is_kept() -> None:
    case = load(CASE.parent / "auto_plant")
    rows = {str(row[1]): row for row in assumption_rows(case)}
    cited = {
        f"{thing.section}.{thing.name}.{field}": source
        for thing in case.things
        for field, source in thing.sources.items()
    }
    assert len(cited) > 300
    for key, source in cited.items():
        if key in rows:
            assert rows[key][3:] == (source.source, source.quality, source.year, source.pack, source.row)
        else:
            list_of_it = next(above for above in rows if key.startswith(f"{above}."))
            assert rows[list_of_it][6] == source.pack
    sourced = {key for key, row in rows.items() if row[6] is not None}
    assert all(any(key == name or name.startswith(f"{key}.") for name in cited) for key in sourced)
