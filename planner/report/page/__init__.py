"""The report page of a run: one file of HTML that needs no network."""

from .write import LANGUAGES, PAGE, render, write_page

__all__ = ["LANGUAGES", "PAGE", "render", "write_page"]
