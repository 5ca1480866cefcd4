"""Another C library: its exponentials and logarithms differ in the last bit, everywhere."""

from __future__ import annotations

import math
import sys
from collections.abc import Collection
from types import ModuleType
from typing import Any

import numpy as np
import pytest

FUNCTIONS = (
    *("exp", "exp2", "expm1", "log", "log1p", "log2", "log10", "pow", "power", "float_power"),
    *("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "arcsin", "arccos", "arctan"),
    *("arctan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "arcsinh", "arccosh"),
    *("arctanh", "hypot", "cbrt", "dist", "erf", "erfc", "gamma", "lgamma", "logaddexp"),
    *("logaddexp2", "sinc", "geomspace", "logspace"),
)
"""Of ``math`` and NumPy, those whose last bits differ; ``sqrt`` and ``ldexp`` do not."""

OF_DRAWS = ("sim.draws.arrays", "sim.draws.quantiles", "sim.draws.normal")
"""What only the grid of times keeps apart from the last bits: ``math`` in these modules."""


class Library:
    """A module whose functions of that kind give the next number above, unless it is infinite.

    ``uses`` counts them.
    """

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self.uses = 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if name not in FUNCTIONS:
            return found

        def differently(*arguments: Any, **named: Any) -> Any:
            self.uses += 1
            result = found(*arguments, **named)
            result = np.where(np.isfinite(result), np.nextafter(result, np.inf), result)
            return float(result) if self._module is math else result

        return differently


def other_library(patch: pytest.MonkeyPatch, but_for: Collection[str] = ()) -> list[Library]:
    """Give every module of ``sim`` that is in use the other library.

    ``but_for``: modules whose ``math`` stays as it is. Returns its two parts.
    """
    parts = [Library(math), Library(np)]
    for name, module in list(sys.modules.items()):
        if not name.startswith("sim."):
            continue
        for part in parts:
            for key, value in list(vars(module).items()):
                if value is part._module and not (value is math and name in but_for):
                    patch.setattr(module, key, part)
    return parts
