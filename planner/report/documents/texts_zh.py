"""Texts of report and project cards in English, beside those of the page."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {}
