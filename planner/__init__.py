"""Optimisation planner for factory decarbonisation pathways.

Library use: ``solution = planner.solve(planner.load("cases/auto_plant"))``. Public are `load`, `solve`, `compare` and
the error classes; they are imported when first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import AuditError, CaseError, Finding, InfeasibleError, PlannerError, SolverError, StoppedError
    from .report.comparison import compare
    from .run.delivery import load, solve

__all__ = [
    "AuditError",
    "CaseError",
    "Finding",
    "InfeasibleError",
    "PlannerError",
    "SolverError",
    "StoppedError",
    "compare",
    "load",
    "solve",
]

HOMES = {"compare": ".report.comparison", "load": ".run.delivery"}
"""Where the public functions live; all else that is public is an error."""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("planner-green-factory")
    if name == "solve":
        return import_module(".solve", __name__)
    if name in __all__:
        return getattr(import_module(HOMES.get(name, ".errors"), __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _SolvePackage(ModuleType):
    """The internal package `planner.solve`, which may also be called: then it is the public function of that name."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """What `planner.run.delivery.solve` does."""
        return import_module("planner.run.delivery").solve(*arguments, **options)


class _Package(ModuleType):
    """The package itself, which notices when the import system hands it `planner.solve`."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "solve" and isinstance(value, ModuleType):
            value.__class__ = _SolvePackage
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
