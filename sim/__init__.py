"""Discrete-event simulation of multichannel support organisations.

>>> import sim
>>> file = sim.load("scenarios/phone-queue.yaml")
>>> result = sim.run(file, replications=20, seed=1)
>>> result.kpis["phone.service_level"].mean  # doctest: +SKIP
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sim.version import __version__

if TYPE_CHECKING:
    from sim.api import (
        RequestError,
        ResultsError,
        Settings,
        atlas,
        by_hour,
        claims,
        claims_page,
        compare,
        distributions,
        explicit,
        kpis,
        load,
        merge,
        open_results,
        report,
        rerun,
        run,
        save,
        scenarios,
        schema,
        sensitivity,
        size,
        staff,
        story,
        sweep,
        validate,
        verdicts,
        warmup,
    )
    from sim.scenario import ScenarioError

__all__ = [
    "RequestError",
    "ResultsError",
    "ScenarioError",
    "Settings",
    "__version__",
    "atlas",
    "by_hour",
    "claims",
    "claims_page",
    "compare",
    "distributions",
    "explicit",
    "kpis",
    "load",
    "merge",
    "open_results",
    "report",
    "rerun",
    "run",
    "save",
    "scenarios",
    "schema",
    "sensitivity",
    "size",
    "staff",
    "story",
    "sweep",
    "validate",
    "verdicts",
    "warmup",
]


_ELSEWHERE = {"ScenarioError": "sim.scenario"}
"""What the door does not import at once, since commands that need no scenario start faster."""


def __getattr__(name: str) -> Any:
    """The public functions, imported when they are first asked for (PEP 562)."""
    if name == "report":
        return import_module("sim.report")
    if name in __all__:
        return getattr(import_module(_ELSEWHERE.get(name, "sim.api")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Report(ModuleType):
    """The room ``sim.report``, which can be called: then it is the function of that name."""

    def __call__(self, *args: Any, **named: Any) -> Any:
        return import_module("sim.api").report(*args, **named)


class _Package(ModuleType):
    """This package. Whoever imports a room of it puts that here, over a function of its name."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "report" and isinstance(value, ModuleType):
            value.__class__ = _Report
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
