"""Whether an experiment fits the machine: told before it begins, refused if it does not."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sim.experiment.conditions import REPLICATIONS, Conditions, EngineName
from sim.experiment.errors import RequestError
from sim.experiment.estimate import MIB, Estimate, estimate
from sim.experiment.executors import Executor, Serial, cores
from sim.experiment.machine import Room, room
from sim.experiment.processes import PAYS_S, Processes
from sim.plan.size import Source, sources
from sim.scenario import AS_IS
from sim.time_units import DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from sim.scenario.model import Scenario

log = logging.getLogger("sim")

LONG_S = 30 * MINUTE
"""Experiments that take longer are told about before they begin."""
MUCH = 0.5
"""The share of the available memory from which on it is told about."""
SLOW_S = 5.0
"""A replication that takes longer is told about, since progress shows only after the first."""
MOST_ROWS = 2**31
"""Numbers of contacts and agents have 32 bits."""
KEPT_BYTES = 256 * MIB
"""What the first process may keep of its own replication while others work."""


class Size(NamedTuple):
    """What an experiment takes, about: right to a factor of 2.

    ``one``: the replication that takes most memory, of ``variant`` (empty: of the file's own
    values). ``runs``: replications of
    all variants together; ``seconds`` in all, ``bytes`` at once with ``workers`` processes.
    """

    one: Estimate
    variant: str
    runs: int
    workers: int
    seconds: float
    bytes: float


def size_of(
    scenarios: Mapping[str, Scenario],
    replications: int = REPLICATIONS,
    engine: EngineName = "auto",
    executor: Executor | None = None,
    workers: int | None = None,
) -> Size:
    """What it takes to repeat each of the scenarios; their keys say in messages whose it is."""
    parts = {variant: list(sources(one)) for variant, one in scenarios.items()}
    name = _engine(engine, parts.values(), replications)
    found = {variant: estimate(of, name) for variant, of in parts.items()}
    variant = max(found, key=lambda one: found[one].bytes)
    work_s = replications * sum(one.seconds for one in found.values())
    most = found[variant]
    shared = _workers(executor or Processes(workers), work_s, replications)
    kept = min(most.bytes, KEPT_BYTES) if shared > 1 else 0.0
    return Size(
        one=most,
        variant=variant,
        runs=replications * len(found),
        workers=shared,
        seconds=most.start_s + work_s / shared,
        bytes=most.base_bytes + shared * most.bytes + kept,
    )


class File(Protocol):
    """What is asked of a scenario file."""

    @property
    def variants(self) -> Mapping[str, object]: ...
    def resolve(self, variant: str | None = None, overrides: Sequence[str] = ()) -> Scenario: ...


def largest_variant(file: File) -> Size:
    """What a run takes of the variant of a file that takes most memory."""
    sizes = [size_of({named_variant(n): file.resolve(n)}) for n in (AS_IS, *file.variants)]
    return max(sizes, key=lambda size: size.bytes)


def named_variant(name: str) -> str:
    """A variant as messages name it; the file's own values go without."""
    return f"variant `{name}`" if name not in ("", AS_IS) else ""


def _engine(engine: EngineName, parts: Iterable[list[Source]], replications: int) -> str:
    """The engine that will run; what is wrong with the one asked for is told elsewhere."""
    from sim.engine import chosen

    if engine != "auto":
        return engine
    contacts = sum(sum(source.contacts for source in of) for of in parts)
    return chosen("auto", replications * contacts)


def _workers(executor: Executor, work_s: float, runs: int) -> int:
    """Processes of this machine that share the work."""
    if isinstance(executor, Serial) or getattr(executor, "scheduler", None):
        return 1
    asked: int | None = getattr(executor, "workers", None)
    wanted = asked or (cores() if work_s > PAYS_S else 1)
    return max(1, min(wanted, runs))


def check_size(
    scenarios: Mapping[str, Scenario], conditions: Conditions, runs: int | None = None
) -> Conditions:
    """See that an experiment fits the machine, and tell if it takes long or much.

    ``runs``: replications of each scenario, where the conditions do not say. Returns the
    conditions, with as many workers as there is room for unless their number was asked for.
    Raises RequestError for what cannot be numbered, and when there is too little memory unless
    the conditions insist.
    """
    if conditions.steps is not None:  # other rooms than the real ones: nothing is known of them
        return conditions
    times = runs or conditions.replications or REPLICATIONS
    executor = conditions.executor or Processes(conditions.workers)
    size, here = size_of(scenarios, times, conditions.engine, executor), room()
    if not _fits(size, here) and executor == Processes(None):
        for workers in range(size.workers - 1, 0, -1):
            fewer = Processes(workers)
            smaller = size_of(scenarios, times, conditions.engine, fewer)
            if _fits(smaller, here):
                executor, size = fewer, smaller
                log.warning("one worker at a time" if workers == 1 else "%d workers", workers)
                break
    if not _fits(size, here) and not conditions.insist:
        raise RequestError(refusal(size, here))
    for scenario in scenarios.values():
        _check_numbers(scenario)
    if size.seconds > LONG_S or not _fits(size, here, MUCH):
        log.warning("%s", warning(size, here))
    elif size.one.seconds > SLOW_S:
        log.warning("a replication takes about %s", time_text(size.one.seconds))
    return replace(conditions, executor=executor)


def _fits(size: Size, here: Room, share: float = 1.0) -> bool:
    """Whether it takes no more than a share of the room."""
    return here.holds(size.bytes / share, size.one.peak_bytes / share)


def _check_numbers(scenario: Scenario) -> None:
    """Raise RequestError for more rows than can be numbered, whatever the memory."""
    parts = list(sources(scenario))
    jobs, agents = sum(one.contacts + one.tasks for one in parts), sum(one.agents for one in parts)
    if max(jobs, agents) >= MOST_ROWS:
        raise RequestError(
            f"about {count_text(jobs)} contacts and tasks, {count_text(agents)} agents; expected "
            f"less than {MOST_ROWS:,} of each"
        )


# -- in words --------------------------------------------------------------------------------


def refusal(size: Size, here: Room) -> str:
    """Why it does not fit, what makes it large, and what to do."""
    alone = size.one.peak_bytes
    fewer = "take --workers 1, " if size.workers > 1 and here.holds(alone, alone) else ""
    if size.bytes > here.shared:
        most = f"{bytes_text(size.bytes)} of memory{_shared(size)}, and {bytes_text(here.shared)}"
    else:
        most = f"{bytes_text(alone)} of memory in a process, and {bytes_text(here.each)}"
    return (
        f"too large for this machine: about {most} are free. {_largest(size)}. "
        f"Change that, {fewer}or insist with --yes (insist=True in Python)"
    )


def warning(size: Size, here: Room) -> str:
    """That it takes long, or much of the memory."""
    of = f" of {bytes_text(here.least)} that are free" if isfinite(here.least) else ""
    return (
        f"{size.runs:,} replications: about {time_text(size.seconds)}, "
        f"{bytes_text(size.bytes)}{_shared(size)}{of}. {_largest(size)}"
    )


def told(size: Size, here: Room) -> str:
    """The line for whoever only wants to know."""
    which = f" ({size.variant})" if size.variant else ""
    text = (
        f"a replication{which}: about {count_text(size.one.contacts)} contacts, "
        f"{time_text(size.one.seconds)}, {bytes_text(size.one.peak_bytes)}"
    )
    if size.one.peak_bytes > here.least:
        return (
            f"{text}: more than the {bytes_text(here.least)} that are free, so it will be refused. "
            f"{_largest(size)}"
        )
    return f"{text}; {size.runs} replications{_shared(size)}: {time_text(size.seconds)}"


def _largest(size: Size) -> str:
    source = size.one.largest
    which = f" ({size.variant})" if size.variant else ""
    return f"Most of it{which} is for {source.path}: {source.told}"


def _shared(size: Size) -> str:
    return f" with {size.workers} workers" if size.workers > 1 else ""


def count_text(number: float) -> str:
    """A number to three digits, in thousands: ``12,300``."""
    return f"{float(f'{number:.3g}'):,.0f}"


def bytes_text(size: float) -> str:
    """``150 MiB``, ``3.2 GiB``, ``1,800 GiB``."""
    if size < 1000 * MIB:
        return f"{float(f'{size / MIB:.2g}'):,.0f} MiB"
    gib = size / (1024 * MIB)
    return f"{gib:.1f} GiB" if gib < 10 else f"{float(f'{gib:.2g}'):,.0f} GiB"


def time_text(seconds: float) -> str:
    """``0.1 s``, ``40 s``, ``3 min``, ``2.5 h``, ``5 days``."""
    for unit, size in (("days", DAY), ("h", HOUR), ("min", MINUTE)):
        if seconds >= 2 * size:
            return f"{float(f'{seconds / size:.2g}'):,g} {unit}"
    return f"{max(0.1, float(f'{seconds:.1g}' if seconds < 10 else f'{seconds:.2g}')):g} s"
