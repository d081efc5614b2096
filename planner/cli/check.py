"""`planner check`: validate a case and say what was understood; nothing is solved."""

from __future__ import annotations

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
    from ..site import graph_findings
    from .understanding import record, understanding

    understood = read(find_case(case), scenario=scenario, overrides=overrides)
    findings = [*lint(understood), *graph_findings(understood)]
    if any(finding.severity == "error" for finding in findings):
        raise CaseError(findings)
    if not (voice.quiet or voice.json):
        voice.show(*understanding(understood))
    voice.findings(findings)
    count = len(findings)
    voice.show(f"\nThe case is valid{f', with {count} warnings' if count else ''}.")
    voice.record("result", code=0, warnings=count, **record(understood))
    return 0
