"""Warnings about a case that is valid but looks odd: what is free, what pays for itself, what nothing uses."""

from . import economics, gains, plausibility, procurement, schemes
from .registry import doubts

__all__ = ["doubts", "economics", "gains", "plausibility", "procurement", "schemes"]
