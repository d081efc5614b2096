"""Studies that add up and prove costs before tax refuse a case whose plan is chosen on another scale."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from planner.cli import main
from tests.study.light import TEXT

AFTER_TAX = """
finance:
  objective: after_tax
  tax: {income: 25 %}
  classes: {machinery: {life: 10 a}}
"""
STUDIES: dict[str, tuple[str, ...]] = {
    "switch": ("--vary", "supply.grid.components.energy.price=200:800"),
    "frontier": ("--between", "cost,co2"),
    "explain": (),
    "robust": ("--scenarios", "cheap,dear"),
    "matching": ("--share", "5 %"),
}


@pytest.mark.parametrize("name", STUDIES)
def test_the_study_is_refused_where_the_objective_stands(name: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(TEXT + AFTER_TAX, encoding="utf-8")
    line = (TEXT + AFTER_TAX).splitlines().index("  objective: after_tax") + 1
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([name, str(tmp_path), *STUDIES[name], "-o", str(tmp_path / "out")])
    assert ended.value.code == 2
    assert f"case.yaml:{line}: finance.objective: after_tax: " in err.getvalue()
    assert "finance.objective=before_tax" in err.getvalue()
    assert not list(tmp_path.glob("out/**/summary.json"))
