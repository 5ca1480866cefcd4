"""How experiments are conducted, told once for many calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypedDict

from sim.visible import nearest_of

if TYPE_CHECKING:
    from sim.experiment.conditions import Conditions, EngineName, Progress
    from sim.experiment.executors import ExecutorName


class Sharing(TypedDict, total=False):
    """Settings that change no number, as keywords of the public functions."""

    engine: EngineName
    workers: int | None
    executor: ExecutorName | None
    scheduler: str | None
    insist: bool
    progress: Progress | None


class Keywords(Sharing, total=False):
    """All settings, as keywords of the public functions."""

    seed: int | None
    replications: int | None


@dataclass(frozen=True)
class Settings:
    """How an experiment is conducted: ``settings=`` of all public functions that run something.

    ``seed``: None for the scenario's own (1 unless it says another). ``replications``: None for
    as many as the function does unless told, 20 of a run or comparison. The others change no
    number. ``engine``: auto, simpy or compiled. ``workers``: processes that share the work, None
    for as many as pay; ``executor``: serial, processes or dask, the latter with the cluster of
    ``scheduler`` (an address) or one of this machine. ``insist``: begin even if it is expected to
    take more memory than there is (see ``sim.size``). ``progress`` is called with the
    replications done and to do.

    Each may also be given to a function by its own keyword, which wins.
    """

    seed: int | None = None
    replications: int | None = None
    engine: EngineName = "auto"
    workers: int | None = None
    executor: ExecutorName | None = None
    scheduler: str | None = None
    insist: bool = False
    progress: Progress | None = None

    def conditions(self) -> Conditions:
        """Under which the experiment is conducted. Raises RequestError for what makes no sense."""
        from sim.experiment.conditions import Conditions
        from sim.experiment.executors import executor_of

        return Conditions(
            seed=self.seed,
            replications=self.replications,
            engine=self.engine,
            workers=self.workers,
            executor=executor_of(self.executor, self.workers, self.scheduler),
            progress=self.progress,
            insist=self.insist,
        )


def settings_of(
    settings: Settings | None, keywords: Mapping[str, Any], replications: int | None = None
) -> Settings:
    """The settings with those given by keyword; ``replications``: how many unless told.

    Raises TypeError for a keyword that is none, as any function does.
    """
    known = [one.name for one in fields(Settings)]
    for name in keywords:
        if name not in known:
            near = nearest_of(name, known)
            hint = f"; did you mean {near!r}?" if near else f"; settings: {', '.join(known)}"
            raise TypeError(f"unexpected keyword argument {name!r}{hint}")
    found = replace(settings or Settings(), **keywords)
    return found if found.replications is not None else replace(found, replications=replications)
