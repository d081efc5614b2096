"""`iamc.csv`: the accounts under the names of the IAMC, read back; the snippets of the README run."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_index_equal

from planner.run.entries import Entry
from planner.run.iamc import IAMC_COLUMNS, OWN, iamc_rows, rules
from planner.run.store import IAMC, load_run
from planner.run.verify import verify
from tests.run.tiny import tiny_run
from tests.run.workshop import plan_solution, reference_solution, workshop_case

ROOT = Path(__file__).parents[2]
PYAM = ROOT / ".venv-peers" / "pyam" / "bin" / "python"
STANDARD = ("Final Energy|", "Emissions|", "Capacity|", "Investment", "Price|", "Secondary Energy|", "Carbon Capture")
SNIPPET = re.compile(r"<!-- snippet: (\w+) -->\n```\w*\n(.*?)```", re.DOTALL)


def workshop() -> dict[tuple[str, str, int], float]:
    rows = iamc_rows(workshop_case(), plan_solution(), reference_solution())
    return {(str(row[1]), str(row[3]), int(str(row[5]))): float(str(row[6])) for row in rows}


def snippet(name: str) -> str:
    return dict(SNIPPET.findall((ROOT / "README.md").read_text(encoding="utf-8")))[name]


def test_the_workshop_under_its_variables() -> None:
    found = workshop()
    expected = {
        ("Final Energy|Industry|Electricity", 2028): 8322.0 + 876.0,
        ("Final Energy|Industry|Gases", 2026): 4380.0,
        ("Emissions|CO2", 2026): 876.0,
        ("Emissions|CO2|Energy|Demand|Industry", 2028): 0.0,
        ("Planner|Emissions|CO2|Scope 2|Location-Based", 2028): 4161.0,
        ("Secondary Energy|Electricity|Solar|PV", 2026): 876.0,
        ("Capacity|Electricity|Solar|PV", 2028): 0.1,
        ("Planner|Capacity|heat_pump", 2028): 0.45,
        ("Investment", 2026): 1.3e6,
        ("Investment", 2028): 1.8e6,
        ("Investment|Energy Supply|Electricity|Solar|PV", 2026): 0.3e6,
        ("Planner|Investment|heat_pump", 2028): 1.8e6,
        ("Planner|Operating Cost|fuel|gas", 2026): 1.314e6,
        ("Price|Carbon", 2026): 100.0,
    }
    assert {key: found["base", *key] for key in expected} == pytest.approx(expected)
    assert found["base reference", "Final Energy|Industry|Gases", 2028] == 4380.0
    assert ("base", "Planner|Capacity|boiler", 2028) in found
    assert ("base", "Planner|Investment|boiler", 2028) not in found


def test_every_name_is_a_standard_one_or_marked_as_ours() -> None:
    for rule in rules():
        assert rule.variable.startswith((OWN, *STANDARD)), rule.variable
        assert rule.table in ("account", "cost", "cash", "capacity", "use", "price")
    groups = {rule.group: rule.table for rule in rules()}
    assert all(groups[rule.group] == rule.table for rule in rules())


@pytest.mark.parametrize(
    ("fuel", "variable"),
    [
        ("natural_gas", "Gases"), ("gasoline", "Liquids"), ("coke_oven_gas", "Gases"), ("coke", "Solids|Coal"),
        ("biomass_pellets", "Solids|Biomass"), ("purchased_steam", "Heat"), ("hydrogen", "Hydrogen"), ("rdf", "Waste"),
        ("peat", ""),
    ],
)  # fmt: skip
def test_a_fuel_goes_to_the_first_row_that_fits(fuel: str, variable: str) -> None:
    entry = Entry("fuel", fuel, "MWh", {})
    rule = next(rule for rule in rules() if rule.group == "fuels" and rule.fits(entry, "fuel", fuel))
    expected = f"Final Energy|Industry|{variable}" if variable else "Planner|Final Energy|Industry|{item}"
    assert rule.variable == expected


def test_pandas_reads_the_file_back() -> None:
    table = pd.read_csv(tiny_run().folder / IAMC)
    assert_index_equal(table.columns, pd.Index(IAMC_COLUMNS))
    assert not table.duplicated(list(IAMC_COLUMNS[:-1])).any()
    assert table["Value"].notna().all()
    plan = table[table["Scenario"] == "base"].set_index(["Variable", "Year"])["Value"]
    record = tiny_run().summary["years"][-1]
    assert plan["Emissions|CO2", 2028] == pytest.approx(record["scope1"])
    assert plan["Investment"].sum() == pytest.approx(tiny_run().summary["capex_total"])
    assert plan["Planner|Operating Cost", 2028] == pytest.approx(sum(record["cost"].values()))
    lines = plan[[name.startswith("Planner|Operating Cost|") for name, _ in plan.index]]
    assert lines.xs(2028, level="Year").sum() == pytest.approx(plan["Planner|Operating Cost", 2028])


def test_a_changed_number_is_seen(tmp_path: Path) -> None:
    run = load_run(tiny_run().folder)
    for path in run.folder.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / IAMC).read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if "Emissions|CO2," in line)
    (tmp_path / IAMC).write_text(text.replace(row, row + "1", 1), encoding="utf-8-sig")
    assert [(found.file, found.place.endswith("Value")) for found in verify(load_run(tmp_path))] == [(IAMC, True)]


@pytest.mark.parametrize("name", ["xarray", "pandas"])
def test_a_snippet_of_the_readme_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "tiny").symlink_to(tiny_run().folder)
    monkeypatch.chdir(tmp_path)
    exec(compile(snippet(name), "README.md", "exec"), {})
    assert "2028" in capsys.readouterr().out


@pytest.mark.long
@pytest.mark.skipif(not PYAM.exists(), reason="no pyam: `python -m tests.run.peer_pyam` installs it")
def test_pyam_reads_the_file_and_the_snippet_of_the_readme_runs(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "tiny").symlink_to(tiny_run().folder)
    checks = """
assert frame.model == ["planner"] and sorted(frame.scenario) == ["base", "base reference"]
assert frame.filter(variable="Emissions|CO2", year=2028, scenario="base")["value"].iloc[0] >= 0.0
assert len(frame.convert_unit("MWh/yr", to="GJ/yr")) == len(frame)
assert frame.equals(pyam.IamDataFrame(frame.timeseries().reset_index()))
print("confirmed")
"""
    ended = subprocess.run(
        [str(PYAM), "-c", snippet("pyam") + checks],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "confirmed" in ended.stdout
