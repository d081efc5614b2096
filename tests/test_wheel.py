"""The wheel, installed: everything under one name, with models, cases and packs inside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    place = folder / "site"
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--target", str(place)]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    return place


def test_nothing_but_planner_lands_at_the_top(installed):
    names = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert names <= {"planner", "bin"}


def test_models_cases_and_packs_are_inside(installed):
    package = installed / "planner"
    assert {path.name for path in (package / "models").glob("*.py")} == {
        path.name for path in (ROOT / "models").glob("*.py")
    }
    assert (package / "cases" / "tiny" / "case.yaml").exists()
    assert (package / "cases" / "auto_plant" / "shifts.yaml").exists()
    assert (package / "packs" / "china-2025" / "technologies.csv").exists()
    weather = Path("packs", "china-2025", "weather")
    assert {path.name for path in (package / weather).iterdir()} == {
        path.name for path in (ROOT / "planner" / weather).iterdir()
    }


def test_a_shipped_case_is_found_from_the_wheel(installed, tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "planner", "check", "cases/tiny"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "The case is valid." in run.stdout
