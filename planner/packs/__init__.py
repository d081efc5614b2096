"""Packs: versioned tables of technologies, measures, supplies and tariffs, each number with its source and quality."""

from .courses import COURSES
from .reader import Pack, Row, available_packs, open_pack

__all__ = ["COURSES", "Pack", "Row", "available_packs", "open_pack"]
