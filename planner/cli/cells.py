"""Tables, numbers and sizes as every command prints them."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text


def plain_table(title: str, *columns: str) -> Table:
    """An open table: names left, numbers right, a rule under the head."""
    table = Table(
        title=Text(f"\n{title}", style="bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
    )
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right", no_wrap=True)
    return table


def number(value: float | None, digits: int = 0, signed: bool = False) -> Text:
    """A number with thousands separators; an empty cell where there is none, no negative zero."""
    if value is None:
        return Text("")
    rounded = round(value, digits) + 0.0
    return Text(f"{rounded:{'+' if signed and rounded else ''},.{digits}f}")


def size_text(size: float, unit: str) -> Text:
    """Size of an action with its unit, three or four significant digits; a measure has none."""
    if unit == "1":
        return Text("")
    if 0.0 < abs(size) < 0.1:
        return Text(f"{size:.2g} {unit}")
    digits = max(0, min(3, 2 - len(str(int(abs(size)))) + 1))
    return Text(f"{size:,.{digits}f} {unit}")
