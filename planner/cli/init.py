"""`planner init`: a new case folder from a shipped one."""

from __future__ import annotations

from pathlib import Path

import click

from .voice import Voice, speaking


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--sector", required=True, metavar="NAME", help="Sector of the case to start from, such as automobile.")
@speaking
def command(voice: Voice, folder: Path, sector: str) -> int:
    """Start a new case in DIR from a shipped case of a sector."""
    from ..run.folder import write_whole
    from ..shipped import BENCHMARKS, copy_case, headings

    known = headings()
    chosen = next((heading for heading in known if heading.sector == sector), None)
    if chosen is None:
        sectors = ", ".join(sorted({heading.sector for heading in known})) or "none"
        raise click.BadParameter(f"no shipped case of sector {sector!r}; there are: {sectors}", param_hint="--sector")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.BadParameter(f"{folder} exists and is not empty; nothing is overwritten", param_hint="DIR")
    if folder.exists():
        copy_case(chosen.folder, folder)
    else:
        write_whole(folder, lambda draft: copy_case(chosen.folder, draft))
    voice.record("result", code=0, folder=str(folder), case=chosen.folder.name, sector=chosen.sector)
    voice.show(f"{chosen.title}: copied to {folder}\nNext: edit {folder / 'case.yaml'}, then  planner check {folder}")
    if (folder / BENCHMARKS).exists():
        voice.show(
            f"Benchmarks that only illustrate are left blank in {folder / BENCHMARKS}: give those of the sector."
        )
    return 0
