"""How much time and memory a replication will take, from what its plan will hold.

Rows are counted by ``sim.plan.size``; their bytes are those of the tables' own dtypes. What a
row costs in time was measured (see ``docs/speed.md``). Both are right to a factor of about 2.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim.floor.tables import DTYPES
from sim.plan.size import Source
from sim.record.record import DUTY
from sim.rows import DETAILS

MIB = 2.0**20


class Costs(NamedTuple):
    """Of an engine. ``base_mib``: the program itself, in a process; the rest in seconds."""

    base_mib: float
    start_s: float
    job_s: float
    row_s: float
    detail_s: float


COSTS = {
    "compiled": Costs(base_mib=185.0, start_s=1.5, job_s=1.5e-6, row_s=3e-7, detail_s=1e-7),
    "simpy": Costs(base_mib=85.0, start_s=1.0, job_s=2e-5, row_s=2e-6, detail_s=2.5e-6),
}
"""Measured with the shipped scenarios, thirty thousand agents and blocks of 0.3 s, on two cores
of a server of 2023. A job is a contact or a task, a row one of duty, a pause or a planned
moment, a detail a row of what a mechanism notes of a job or an issue, with what it does."""

PLANNING = 3.0
"""Copies of a row of duty, of a moment and of a pause while they are put in order."""
PLANNED = np.dtype([("at", "f8"), ("key0", "i8"), ("key1", "i8"), ("times", "f8", 4)])
"""Columns of an issue that the plan keeps beside the table."""
SHIFT = np.dtype([("columns", "i8", 9)])
"""What a shift takes while its team is planned."""
AGENT_BYTES = 300
"""Of an agent while its team is planned: a list of shifts, keys, speed."""
OBJECT, FIELD, FLOAT = 32, 8, 24
"""Bytes of an object of Python's with slots, of a slot, of a number in it (CPython, 64 bits)."""
PROCESS_BYTES = 2000
"""Of an agent's process under SimPy: generator, event, places in lists."""
CELL_BYTES = {"compiled": 8, "simpy": 200}
TEXT_BYTES = 40
"""Of a number of a trace or forecast in the explicit scenario."""


class Part(NamedTuple):
    """What a source takes in a replication."""

    source: Source
    bytes: float
    seconds: float


class Resources(NamedTuple):
    """What a replication takes with an engine, beside the program itself (``base_bytes``)."""

    engine: str
    contacts: float
    seconds: float
    start_s: float
    bytes: float
    base_bytes: float
    largest: Source

    @property
    def peak_bytes(self) -> float:
        """Of a process that does one replication at a time."""
        return self.base_bytes + self.bytes


def resources_of(sources: Iterable[Source], engine: str) -> Resources:
    """What a replication of these sources takes with an engine (``simpy`` or ``compiled``)."""
    costs = COSTS[engine]
    parts = [_part(source, engine, costs) for source in sources]
    return Resources(
        engine=engine,
        contacts=_sum(part.source.contacts for part in parts),
        seconds=_sum(part.seconds for part in parts),
        start_s=costs.start_s,
        bytes=_sum(part.bytes for part in parts),
        base_bytes=costs.base_mib * MIB,
        largest=max(parts, key=lambda part: part.bytes).source,
    )


def _part(source: Source, engine: str, costs: Costs) -> Part:
    rows = source.duty + source.moments + source.pauses
    jobs = source.contacts + source.tasks
    details = _details(source, jobs)
    taken = (
        source.issues * PLANNED.itemsize
        + PLANNING * (source.duty * DUTY.itemsize + source.moments * _row("moments"))
        + PLANNING * source.pauses * _row("pauses")
        + source.shifts * SHIFT.itemsize
        + source.agents * (AGENT_BYTES + 2 * _row("agents"))
        + source.cells * CELL_BYTES[engine]
        + source.numbers * 8
        + source.text * TEXT_BYTES
        + source.issues * _row("issues")
        + jobs * (_row("jobs") + _row("spells"))
        + (source.stays + source.pauses) * _row("spells")
        + sum(number * _row(name) for name, number in details.items())
    )
    if engine == "simpy":
        taken += source.issues * _object("issues")
        taken += jobs * (_object("jobs") + _object("spells"))
        taken += source.moments * _object("moments") + source.pauses * _object("pauses")
        taken += (source.stays + source.pauses) * _object("spells")
        taken += source.agents * (PROCESS_BYTES + _object("agents"))
        taken += sum(number * _object(name) for name, number in details.items())
    noted_s = sum(details.values()) * costs.detail_s
    return Part(source, taken, jobs * costs.job_s + rows * costs.row_s + noted_s)


def _details(source: Source, jobs: float) -> dict[str, float]:
    """Rows of the tables of details by name: as many as of the jobs or issues they are about."""
    by_owner = {"jobs": jobs, "issues": source.issues}
    return {name: by_owner.get(DETAILS[name].owner, 0.0) for name in source.details}


def _row(table: str) -> int:
    return DTYPES[table].itemsize


def _object(table: str) -> int:
    """Bytes of a row as an object."""
    dtype = DTYPES[table]
    kinds = [dtype[name].kind for name in dtype.names or ()]
    return OBJECT + FIELD * (len(kinds) + 1) + FLOAT * kinds.count("f")


def _sum(numbers: Iterable[float]) -> float:
    return float(sum(numbers))
