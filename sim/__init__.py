"""Discrete-event simulation of multichannel support organisations.

>>> import sim
>>> file = sim.load("scenarios/phone-queue.yaml")
>>> result = sim.run(file, replications=20, seed=1)
>>> result.kpis["phone.service_level"].mean  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.version import __version__

if TYPE_CHECKING:
    from sim.api import (
        atlas,
        by_hour,
        claims,
        claims_page,
        compare,
        explicit,
        kpis,
        load,
        merge,
        open_results,
        rerun,
        run,
        save,
        scenarios,
        schema,
        sensitivity,
        size,
        story,
        sweep,
        validate,
        verdicts,
        warmup,
    )

__all__ = [
    "__version__",
    "atlas",
    "by_hour",
    "claims",
    "claims_page",
    "compare",
    "explicit",
    "kpis",
    "load",
    "merge",
    "open_results",
    "rerun",
    "run",
    "save",
    "scenarios",
    "schema",
    "sensitivity",
    "size",
    "story",
    "sweep",
    "validate",
    "verdicts",
    "warmup",
]


def __getattr__(name: str) -> Any:
    """The public functions, imported when they are first asked for (PEP 562)."""
    if name in __all__:
        return getattr(import_module("sim.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
