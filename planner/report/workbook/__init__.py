"""`roadmap.xlsx`: the answer of a run as a workbook that recalculates itself, from the inputs to cost and score."""

from .book import WORKBOOK, write_workbook

__all__ = ["WORKBOOK", "write_workbook"]
