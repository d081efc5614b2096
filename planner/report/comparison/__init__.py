"""The comparison of runs as documents: page, workbook, tables, written together as one folder."""

from .write import FILES, PAGE, WORKBOOK, compare, deliver

__all__ = ["FILES", "PAGE", "WORKBOOK", "compare", "deliver"]
