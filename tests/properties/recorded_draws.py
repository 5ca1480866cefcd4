"""Which keyed draws a run makes: whom they are about, for what, and where in the source."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pytest

from sim.draws.kinds import CONSTANT, NEVER
from sim.engine import run
from sim.floor import channel_choice, draws, idle_agents, reactions
from sim.plan import Plan, arrivals, customers, demand, make_plan, marks
from sim.plan.plan import forget
from sim.record import Record
from tests.properties.running import scenario_of

Key = tuple[int, int, int, int]
"""Two words that say whom it is about, the purpose, the number within it."""
ONE_BY_ONE = (draws, channel_choice, reactions, idle_agents)
FOR_MANY = (arrivals, customers, demand, marks)


class Draw(NamedTuple):
    """What came out, and the functions that asked for it: one of each, but for a few."""

    values: set[str]
    places: set[str]


class Drawn(NamedTuple):
    """A run and its draws."""

    plan: Plan
    record: Record
    draws: dict[Key, Draw]

    def purposes(self) -> set[int]:
        return {purpose for _, _, purpose, _ in self.draws}


def drawn(parts: Mapping[str, Any], seed: int = 1) -> Drawn:
    """Plan and run a scenario on the reference engine."""
    found: dict[Key, Draw] = {}
    with pytest.MonkeyPatch.context() as patch:
        for module in ONE_BY_ONE:
            _watch(patch, module, ("uniform", "value"), lambda *key: iter([key]), found)
        for module in FOR_MANY:
            _watch(patch, module, ("uniform_array", "values"), _keys_of_arrays, found)
        forget()
        plan = make_plan(scenario_of(parts), seed)
        record = run(plan, "simpy")
    forget()
    return Drawn(plan, record, found)


def _keys_of_arrays(k0s: Any, k1s: Any, purpose: int, n: int) -> Iterator[Key]:
    for k0, k1 in zip(k0s.tolist(), k1s.tolist(), strict=True):
        yield k0, k1, purpose, n


def _watch(
    patch: pytest.MonkeyPatch,
    module: Any,
    names: tuple[str, str],
    keys_of: Callable[..., Iterator[Key]],
    found: dict[Key, Draw],
) -> None:
    for name in names:
        function = getattr(module, name, None)
        if function is None:
            continue

        def watched(*arguments: Any, ask: Callable[..., Any] = function) -> Any:
            result = ask(*arguments)
            if len(arguments) > 4 and _kind(*arguments) in (CONSTANT, NEVER):
                return result
            place = _place()
            values = np.atleast_1d(result).tolist()
            for key, one in zip(keys_of(*arguments[-4:]), values, strict=True):
                draw = found.setdefault(key, Draw(set(), set()))
                draw.values.add(repr(one))
                draw.places.add(place)
            return result

        patch.setattr(module, name, watched)


def _place() -> str:
    """The function that asks, but for those that draw for others."""
    frame = sys._getframe(2)
    while frame.f_globals["__name__"] in (draws.__name__, __name__):
        assert frame.f_back is not None
        frame = frame.f_back
    return f"{frame.f_globals['__name__'].rpartition('.')[2]}.{frame.f_code.co_name}"


def _kind(dists: Any, _knots: Any, d: int, *_: Any) -> int:
    row = dists[d]
    return int(row["kind"] if isinstance(dists, np.ndarray) else row.kind)
