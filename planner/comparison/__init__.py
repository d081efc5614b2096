"""Finished runs side by side: what may be compared, which numbers stand beside each other, and what differs why.

Receives run folders; hands on values, without a word of any language. Nothing is solved.
"""

from .compared import Comparison, Pair, compare_runs

__all__ = ["Comparison", "Pair", "compare_runs"]
