"""The page of a study: what was varied, and how cost, CO2, scores and investments follow."""

from .write import PAGE, write_study_page

__all__ = ["PAGE", "write_study_page"]
