"""What a case means, checked: references, years, equipment, supply. A check is a small function that yields errors."""

from . import equipment, hourly, reference, supply, years
from .hourly import unused_series
from .registry import run

__all__ = ["equipment", "hourly", "reference", "run", "supply", "unused_series", "years"]
