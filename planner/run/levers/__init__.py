"""What brings CO2 from today to the target, lever by lever, and what a tonne costs where that can be said.

Receives the case and the Solutions of plan and reference; hands plain rows to tables, documents and comparison.
"""

from .abatement import ABATEMENT_COLUMNS, REST, TOTAL, Abatement, abatement, abatement_rows
from .attribution import BASES, CHANGES, LEVERS, Contribution, Wedge, wedges
from .table import LEVER_COLUMNS, lever_check, lever_rows

__all__ = [
    "ABATEMENT_COLUMNS",
    "BASES",
    "CHANGES",
    "LEVERS",
    "LEVER_COLUMNS",
    "REST",
    "TOTAL",
    "Abatement",
    "Contribution",
    "Wedge",
    "abatement",
    "abatement_rows",
    "lever_check",
    "lever_rows",
    "wedges",
]
