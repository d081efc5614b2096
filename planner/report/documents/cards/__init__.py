"""`project_cards.docx`: one card for everything that the plan adopts or builds."""

from .write import write_cards

__all__ = ["write_cards"]
