"""Write what was measured as a Markdown file in `results/benchmarks`, and print the same."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

PLACE = Path(__file__).resolve().parents[2] / "results" / "benchmarks"


def machine() -> str:
    """What the times depend on: system, processors, how busy they are, and versions."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"Measured {date.today().isoformat()} with Python {platform.python_version()} on {platform.system()}, "
        f"{os.cpu_count()} processors{busy} at the end of the run."
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns line up; the first is text, the others stand to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]

    def line(row: Sequence[str]) -> str:
        cells = [
            f"{row[0]:<{widths[0]}}",
            *(f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        return "| " + " | ".join(cells) + " |"

    ruler = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])]) + "|"
    return "\n".join([line(head), ruler, *(line(row) for row in rows)])


def write(name: str, title: str, *parts: str) -> None:
    """Write a report and print it.

    Parameters
    ----------
    name : str
        Name of the file, without its ending.
    title : str
        First line.
    *parts : str
        Paragraphs and tables.
    """
    text = "\n\n".join([f"# {title}", *parts, machine()]) + "\n"
    PLACE.mkdir(parents=True, exist_ok=True)
    (PLACE / f"{name}.md").write_text(text, encoding="utf-8")
    print(text)


def seconds(value: float | None) -> str:
    """A time. [s]"""
    if value is None:
        return "–"
    return f"{value:.2f} s" if value < 10.0 else f"{value:.1f} s"


def memory(value: float) -> str:
    """An amount of memory, given in GB."""
    return f"{value:.2f} GB" if value >= 1.0 else f"{1000.0 * value:.0f} MB"


def share(value: float | None) -> str:
    """A gap or a share, as a percentage."""
    return "none" if value is None or not abs(value) < 1e300 else f"{100.0 * value:.3g} %"


def number(value: float | None) -> str:
    """A count."""
    return "–" if value is None else f"{value:,.0f}"


def million(value: float | None) -> str:
    """Money, in millions."""
    return "none" if value is None or not abs(value) < 1e300 else f"{value / 1e6:,.3f} M"
