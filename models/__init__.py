"""What is true of the things a factory is made of: parameters, units, equations. One file, one kind of thing."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def modules() -> dict[str, ModuleType]:
    """Every kind of thing by its name: a module of this folder announces itself by declaring `Parameters`.

    Returns
    -------
    dict of str to module
        Kind name to the module that holds its parameters and equations, in order of kind.
    """
    found = {}
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        parameters = getattr(loaded, "Parameters", None)
        if parameters is not None:
            found[parameters.kind] = loaded
    return dict(sorted(found.items()))
