"""How much room a text takes."""

from __future__ import annotations

import unicodedata


def width(text: str) -> float:
    """Characters of the widest line, those of Chinese counted twice.

    Examples
    --------
    >>> width("kWh"), width("千瓦时")
    (3.0, 6.0)
    """
    lines = text.splitlines() or [""]
    return max(sum(2.0 if unicodedata.east_asian_width(sign) in "WF" else 1.0 for sign in line) for line in lines)
