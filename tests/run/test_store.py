"""The files of a run folder: complete, exact, the same bytes for the same run, and never believed when damaged."""

from __future__ import annotations

import csv
import json
import random
import shutil
from pathlib import Path

import pytest
import xarray as xr

from planner.audit import audit
from planner.case import read
from planner.errors import AuditError, CaseError
from planner.run.provenance import case_hash, run_hash
from planner.run.store import load_run, save
from planner.run.verify import verify
from tests.run.tiny import OPTIONS, tiny_run

FILES = {
    "summary.json", "case.yaml", "solution.nc", "accounts.csv", "roadmap.csv", "audit.json", "provenance.json",
    "solver.log", "claims.csv", "bills.csv", "cash_flow.csv", "scores.csv", "assumptions.csv", "report.html",
    "roadmap.xlsx", "report.docx", "project_cards.docx",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_run().folder, tmp_path / "run"))


def test_every_file_is_there() -> None:
    assert {path.name for path in tiny_run().folder.iterdir()} - {"series.csv"} == FILES


def test_solutions_come_back_exactly() -> None:
    solved = tiny_run()
    stored = load_run(solved.folder)
    xr.testing.assert_identical(stored.solution, solved.run.solution)
    xr.testing.assert_identical(stored.reference, solved.run.reference)
    assert stored.summary == json.loads(json.dumps(solved.summary))


def test_every_number_has_a_unit_and_a_long_name() -> None:
    stored = load_run(tiny_run().folder)
    bare = [
        name for name, values in stored.solution.data_vars.items() if not {"units", "long_name"} <= set(values.attrs)
    ]
    assert bare == []


def test_the_resolved_case_is_the_case_that_was_solved() -> None:
    solved = tiny_run()
    again = read(solved.folder / "case.yaml")
    assert again.horizon == solved.run.case.horizon
    assert [(thing.name, thing.parameters) for thing in again.things] == [
        (thing.name, thing.parameters) for thing in solved.run.case.things
    ]
    assert case_hash(again) == case_hash(solved.run.case)


def test_the_hash_sees_the_case_and_the_options() -> None:
    case = tiny_run().run.case
    dearer = read(tiny_run().folder / "case.yaml", overrides=("carbon.price=x2",))
    assert run_hash(case, OPTIONS) == run_hash(case, OPTIONS)
    assert run_hash(dearer, OPTIONS) != run_hash(case, OPTIONS)


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    solved = tiny_run()
    save(solved.run, OPTIONS, tmp_path / "again", {})
    for name in sorted(
        FILES - {"summary.json", "provenance.json", "report.html", "roadmap.xlsx", "report.docx", "project_cards.docx"}
    ):
        assert (tmp_path / "again" / name).read_bytes() == (solved.folder / name).read_bytes(), name


def test_provenance_names_versions_hashes_and_no_place() -> None:
    text = (tiny_run().folder / "provenance.json").read_text(encoding="utf-8")
    found = json.loads(text)
    assert {"python", "highspy", "pyomo", "planner-green-factory"} <= set(found["versions"])
    assert len(found["case"]["sha256"]) == 64
    assert found["options"]["gap"] == OPTIONS.gap
    assert str(Path.home()) not in text and str(Path.cwd()) not in text


def test_times_add_up() -> None:
    seconds = tiny_run().summary["seconds"]
    assert {"read", "build", "solve", "audit", "report", "total"} <= set(seconds)
    assert seconds["total"] == pytest.approx(sum(v for k, v in seconds.items() if k != "total"), abs=0.01)
    assert seconds["read"] == 0.5


def test_a_sound_folder_is_confirmed(folder: Path) -> None:
    assert verify(load_run(folder)) == ()


@pytest.mark.parametrize(
    "path",
    [
        ("npv_cost",), ("objective",), ("bound",), ("gap",), ("status",), ("capex_total",), ("irr",),
        ("years", 1, "scope1"), ("years", 0, "cost", "fuel.gas"), ("years", 1, "capacity", "boiler"), ("fingerprint",),
    ],
)  # fmt: skip
def test_a_changed_summary_is_seen(folder: Path, path: tuple[str | int, ...]) -> None:
    file = folder / "summary.json"
    summary = json.loads(file.read_text(encoding="utf-8"))
    inner = summary
    for key in path[:-1]:
        inner = inner[key]
    old = inner[path[-1]]
    inner[path[-1]] = old + "x" if isinstance(old, str) else 1.001 * old + 0.01
    file.write_text(json.dumps(summary), encoding="utf-8")
    (mismatch,) = verify(load_run(folder))
    assert str(path[-1]) in mismatch.place


@pytest.mark.parametrize(
    ("name", "changed"),
    [("accounts.csv", "value"), ("roadmap.csv", "capex"), ("claims.csv", "claimed"), ("bills.csv", "amount")],
)
def test_a_changed_table_is_seen(folder: Path, name: str, changed: str) -> None:
    file = folder / name
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    column = rows[0].index(changed)
    row = next(row for row in rows[1:] if row[column] and float(row[column]) > 0.0)
    row[column] = repr(float(row[column]) * 1.001)
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    (mismatch,) = verify(load_run(folder))
    assert mismatch.file == name
    file.unlink()
    assert len(verify(load_run(folder))) == 1


def test_an_incomplete_summary_is_seen(folder: Path) -> None:
    (folder / "summary.json").write_text("{}", encoding="utf-8")
    (mismatch,) = verify(load_run(folder))
    assert mismatch.file == "summary.json"


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_broken_summary_is_refused(folder: Path, text: str) -> None:
    (folder / "summary.json").write_text(text, encoding="utf-8")
    with pytest.raises(AuditError, match="damaged"):
        load_run(folder)


def test_what_is_no_run_is_wrong_input(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="not a run folder"):
        load_run(tmp_path)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_solution_is_refused(folder: Path, share: float) -> None:
    file = folder / "solution.nc"
    content = file.read_bytes()
    file.write_bytes(content[: int(share * len(content))])
    with pytest.raises(AuditError, match="damaged"):
        load_run(folder)


def test_flipped_bits_are_detected_or_harmless(folder: Path) -> None:
    solved, file = tiny_run(), folder / "solution.nc"
    content = file.read_bytes()
    for place in random.Random(2).sample(range(len(content)), 10):
        file.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        try:
            stored = load_run(folder)
        except AuditError:
            continue
        harmless = stored.solution.equals(solved.run.solution) and stored.reference.equals(solved.run.reference)
        assert harmless or not audit(stored.case, stored.solution).passed or verify(stored), place
