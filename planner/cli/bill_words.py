"""What the columns of a printed bill are called and mean, and what is remarked beside it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from .voice import printable

if TYPE_CHECKING:
    from ..bill import Bill, Line

WORDS = {
    "traded_replaced": "replaced by contracts",
    "ppa_energy": "contract energy",
    "ppa_environmental": "green value",
    "ppa_surplus": "surplus sold",
    "direct_line_energy": "line energy",
    "direct_line_environmental": "green value, line",
    "direct_line_charge": "line charge",
    "direct_line_due": "line, still due",
    "direct_line_surplus": "line, surplus",
    "onsite_energy": "third party",
    "onsite_environmental": "green value, third party",
    "export_revenue": "fed in",
}
MEANING = {
    "grid_demand": "on the highest 15 minutes of the month",
    "grid_capacity": "on the transformer",
    "grid_fixed": "the same every month",
    "grid_generation": "on own generation",
    "grid_own_capacity": "on the power of own plants",
    "traded_replaced": "energy price that falls away for green power traded",
    "direct_line_due": "parts of the grid's bill on the line's power",
}
"""What a column is charged on, by kind of line; all others say it by their name."""

ORDER = ("grid_energy", "grid_demand", "grid_capacity", "grid_fixed", "grid_generation", "grid_own_capacity", *WORDS)


def column(line: Line) -> str:
    """Head of the column that a line of the bill belongs to."""
    return line.component if line.line.startswith("grid_") else WORDS.get(line.line, line.line.replace("_", " "))


def meaning(bills: Sequence[Bill]) -> Iterator[Text]:
    """What the columns mean."""
    found: dict[str, dict[str, None]] = {}
    for line in (line for bill in bills for line in bill.lines):
        found.setdefault(line.line, {})[printable(column(line))] = None
    parts = [f"{', '.join(found[line])}: {text}" for line, text in MEANING.items() if line in found]
    beside = any(sum(bill.delivered) for bill in bills)
    parts.append("bought: through the grid" + (", by direct lines and from third parties' plants" if beside else ""))
    fed_in = "export_revenue" in found
    parts.append("per kWh: total" + (" without what is fed in" if fed_in else "") + " over what is bought")
    yield Text("; ".join(parts) + ".", style="dim")


def remarks(bills: Sequence[Bill], currency: str) -> Iterator[Text]:
    """Warnings on one grid connection: years whose power factor falls short of the standard, and the worst of them."""
    short = [(remark.missing, bill.year, bill) for bill in bills for remark in bill.memo if remark.missing > 0.0]
    if not short:
        return
    bill = max(short, key=lambda found: (found[0], -found[1]))[2]
    months = [remark for remark in bill.memo if remark.missing > 0.0]
    worst = max(months, key=lambda remark: (remark.missing, -remark.month))
    extra = sum(remark.amount for remark in bill.memo)
    years = ", ".join(map(str, sorted({year for _, year, _ in short})))
    below = f"the power factor at the meter falls below {worst.standard:.2f} in {years}"
    extent = f"{'at worst ' if len(bills) > 1 else ''}in {len(months)} of 12 months of {bill.year}"
    lowest = (
        f"lowest {worst.power_factor:.2f} in {calendar.month_name[worst.month]} "
        f"({worst.missing:.2f} short, bill {100.0 * worst.share:+.2f} %)"
    )
    yield Text(
        f"\nwarning: {printable(bill.grid)}: {below}; {extent}, {lowest}. By the Chinese rule {bill.year} would cost "
        f"{extra:+,.0f} {currency}; this is not in the bill. Reactive power per kWh used is taken as today's.",
        style="yellow",
    )
