"""The only room with a clock: runs a Plan on one of two engines, with the same record."""

from __future__ import annotations

from importlib.util import find_spec

from sim.chance import Plan
from sim.record import Record

ENGINES = ("auto", "simpy", "compiled")
SMALL = 20_000
"""Contacts below which starting the compiled engine costs more than it saves."""


def numba_available() -> bool:
    """Whether the compiled engine can be used."""
    return find_spec("numba") is not None


def chosen(engine: str, contacts: float) -> str:
    """The engine that ``engine`` means for about ``contacts`` contacts in all replications.

    ``auto`` takes SimPy for small runs and where numba is missing. Raises ValueError for an
    unknown name, and RuntimeError if ``compiled`` is asked for without numba.
    """
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine!r}: expected one of {', '.join(ENGINES)}")
    if engine == "compiled" and not numba_available():
        raise RuntimeError("the compiled engine needs numba, which is not installed")
    if engine == "auto":
        return "compiled" if contacts > SMALL and numba_available() else "simpy"
    return engine


def compiles_first() -> bool:
    """Whether the compiled engine must be compiled before its first run."""
    from sim.engine.compiled_engine import is_cached

    return not is_cached()


def run(plan: Plan, engine: str = "auto") -> Record:
    """Let the plan happen. Both engines give equal records, to the last bit."""
    if chosen(engine, plan.contacts_hint) == "compiled":
        from sim.engine import compiled_engine

        return compiled_engine.run(plan)
    from sim.engine import simpy_engine

    return simpy_engine.run(plan)
