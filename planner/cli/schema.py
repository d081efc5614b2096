"""`planner schema`: the JSON schema of the case format, for editors."""

from __future__ import annotations

import click

from .voice import Voice, speaking


@click.command("schema")
@speaking
def command(voice: Voice) -> int:
    """Print the JSON schema of the case format.

    Save it and begin case.yaml with the line  # yaml-language-server: $schema=case.schema.json
    """
    import json

    from ..case import schema

    click.echo(json.dumps(schema(), indent=None if voice.json else 2, ensure_ascii=voice.json))
    return 0
