"""How much time and memory an experiment takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sim.engine import chosen
from sim.experiment.conditions import REPLICATIONS, EngineName
from sim.experiment.executors.executor import Executor, Serial, cores
from sim.experiment.executors.processes import PAYS_S, Processes
from sim.experiment.size.resources import MIB, Resources, resources_of
from sim.plan.size import Source, sources
from sim.scenario import AS_IS

if TYPE_CHECKING:
    from sim.scenario import Scenario, ScenarioFile

KEPT_BYTES = 256 * MIB
"""What the first process may keep of its own replication while others work."""


class Size(NamedTuple):
    """What an experiment takes, about: right to a factor of 2.

    ``one``: the replication that takes most memory, of ``variant`` (empty: of the file's own
    values). ``runs``: replications of
    all variants together; ``seconds`` in all, ``bytes`` at once with ``workers`` processes.
    """

    one: Resources
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
    found = {variant: resources_of(of, name) for variant, of in parts.items()}
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


def largest_variant(file: ScenarioFile) -> Size:
    """What a run takes of the variant of a file that takes most memory."""
    sizes = [size_of({named_variant(n): file.resolve(n)}) for n in (AS_IS, *file.variants)]
    return max(sizes, key=lambda size: size.bytes)


def named_variant(name: str) -> str:
    """A variant as messages name it; the file's own values go without."""
    return f"variant `{name}`" if name not in ("", AS_IS) else ""


def _engine(engine: EngineName, parts: Iterable[list[Source]], replications: int) -> str:
    """The engine that will run; what is wrong with the one asked for is told elsewhere."""
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
