"""The page of a robust study, and what it says in words."""

from .sentences import Sentences
from .write import PAGE, sentences, write_robust_page

__all__ = ["PAGE", "Sentences", "sentences", "write_robust_page"]
