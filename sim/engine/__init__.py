"""The only room with a clock: runs a Plan on one of two engines, with the same record."""

from __future__ import annotations

from importlib.util import find_spec

from sim.own_rules import OwnRules
from sim.plan import Plan
from sim.record import Record

ENGINES = ("auto", "simpy", "compiled")
NOT_COMPILED = "rules of one's own are Python functions, which run on the SimPy engine alone"
SMALL = 20_000
"""Contacts below which starting the compiled engine costs more than it saves."""
SMALL_UNCOMPILED = 500_000
"""The same where it would first have to be compiled, which takes about half a minute."""


def numba_available() -> bool:
    """Whether the compiled engine can be used."""
    return find_spec("numba") is not None


def chosen(engine: str, contacts: float) -> str:
    """The engine that ``engine`` means for about ``contacts`` contacts in all replications.

    ``auto`` takes SimPy where numba is missing and for small runs: those of up to 20,000
    contacts, or 500,000 if the compiled engine is not in the cache yet. Raises ValueError for an
    unknown name, and RuntimeError if ``compiled`` is asked for without numba.
    """
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine!r}: expected one of {', '.join(ENGINES)}")
    if engine == "compiled" and not numba_available():
        raise RuntimeError("the compiled engine needs numba, which is not installed")
    if engine == "auto":
        return "compiled" if numba_available() and contacts > _small(contacts) else "simpy"
    return engine


def _small(contacts: float) -> int:
    """Contacts up to which SimPy is done sooner."""
    unsure = SMALL < contacts <= SMALL_UNCOMPILED
    return SMALL_UNCOMPILED if unsure and compiles_first() else SMALL


def compiles_first() -> bool:
    """Whether the compiled engine must be compiled before its first run."""
    from sim.engine.compiled_engine import is_cached

    return not is_cached()


def run(plan: Plan, engine: str = "auto", rules: OwnRules | None = None) -> Record:
    """Let the plan happen. Both engines give equal records, to the last bit.

    ``rules``: a user's own, of who takes what; ``auto`` is then SimPy. Raises RulesError for
    rules that fail, and ValueError for rules on the compiled engine.
    """
    if rules is not None:
        if engine == "compiled":
            raise ValueError(NOT_COMPILED)
        engine = "simpy"
    if chosen(engine, plan.contacts_hint) == "compiled":
        from sim.engine import compiled_engine

        return compiled_engine.run(plan)
    from sim.engine import simpy_engine

    return simpy_engine.run(plan, rules)
