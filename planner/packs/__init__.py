"""Packs: versioned tables of technologies, measures, supplies and tariffs, each number with its source and quality."""

from .reader import Pack, Row, available_packs, open_pack

__all__ = ["Pack", "Row", "available_packs", "open_pack"]
