"""`self_evaluation.xlsx`: the form of a scheme, filled in as far as the run knows it, for the factory to complete."""

from .write import write_evaluation

__all__ = ["write_evaluation"]
