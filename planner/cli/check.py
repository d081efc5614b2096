"""`planner check`: validate a case and say what was understood; nothing is solved."""

from __future__ import annotations

from pathlib import Path

import click

from .options import case_argument
from .voice import Voice, speaking


@click.command("check")
@case_argument
@speaking
def command(voice: Voice, case: str, overrides: tuple[str, ...], scenario: str | None) -> int:
    """Validate a case and say what was understood.

    Nothing is solved. Every problem is printed as file:line: key: message. Warnings do not change the exit code.
    """
    from ..case import lint, read
    from ..errors import CaseError
    from ..shipped import find_case
    from ..site import site_findings
    from .understanding import record, understanding

    path = find_case(case)
    understood = read(path, scenario=scenario, overrides=overrides)
    findings = [*lint(understood), *site_findings(understood)]
    if any(finding.severity == "error" for finding in findings):
        raise CaseError(findings)
    scenarios = _scenarios(path)
    if not (voice.quiet or voice.json):
        voice.show(*understanding(understood, scenarios))
    voice.findings(findings)
    count = len(findings)
    noticed = f", with {count} warning" + ("s" if count > 1 else "") if count else ""
    voice.show(f"\nThe case is valid{noticed}.")
    voice.record("result", code=0, warnings=count, scenarios=scenarios, **record(understood))
    return 0


def _scenarios(path: Path) -> list[str]:
    """Names of the scenarios that a valid case file holds."""
    from ..shipped import CASE_FILE
    from ..text.files import folder_of
    from ..text.yaml_reader import read_yaml

    named = read_yaml(*folder_of(path, CASE_FILE)).child("scenarios")
    return list((named.mapping or {}) if named is not None else {})
