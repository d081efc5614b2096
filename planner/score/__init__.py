"""The exact score: every indicator of a scheme from Case and Solution, in decimal arithmetic.

Shares the scheme's data with the model that plans for a score, and no arithmetic: what one of them gets wrong, the
other shows. Money is in millions, everything else in canonical units.
"""

from .outlook import Outlook, OutlookYear, outlook
from .quantities import quantities
from .result import Reading, Score, Statement
from .scorer import score, scores, thresholds

__all__ = [
    "Outlook",
    "OutlookYear",
    "Reading",
    "Score",
    "Statement",
    "outlook",
    "quantities",
    "score",
    "scores",
    "thresholds",
]
