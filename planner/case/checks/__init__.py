"""What a case means, checked: references, years, equipment, supply. A check is a small function that yields errors."""

from . import (
    bill,
    contracts,
    decided,
    equipment,
    finance,
    fuels,
    hourly,
    objective,
    processes,
    reference,
    resources,
    schemes,
    targets,
    years,
)
from .hourly import unused_series
from .registry import run

__all__ = [
    "bill", "contracts", "decided", "equipment", "finance", "fuels", "hourly", "objective", "processes", "reference",
    "resources", "run", "schemes", "targets", "unused_series", "years",
]  # fmt: skip
