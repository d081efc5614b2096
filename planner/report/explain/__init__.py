"""The page of an explanation: what everything is worth, the abatement curve, or why no plan keeps everything."""

from .write import PAGE, write_explain_page

__all__ = ["PAGE", "write_explain_page"]
