"""How fast sweeps are: ``python -m tests.bench.sweep [points] [replications]``.

Prints, for one worker and for two: time, contacts per second, and the share of processor time
spent outside making plans, running the engine and measuring; then the scaling from one to two,
and what a replication costs when hardly anything happens in it.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

from sim.engine import run as run_engine
from sim.experiment import replication
from sim.experiment.conditions import Conditions
from sim.experiment.executors.processes import Processes
from sim.experiment.folders.drafts import Draft
from sim.experiment.memory import keep_freed_memory
from sim.experiment.shipped import beside
from sim.experiment.sweeps import work
from sim.experiment.sweeps.sweep import sweep_into
from sim.kpi import Value
from sim.kpi import measure as take
from sim.plan import make_plan
from sim.scenario.sweep import load_sweep

INSIDE = "bench.inside_s"
"""A measure of our own, which tells of each run how long plan, engine and measuring took."""

spent = {"plan": 0.0, "run": 0.0}


class Figures(NamedTuple):
    wall_s: float
    cpu_s: float
    inside_s: float
    runs: int
    contacts: float


def plan(scenario: Any, seed: int, replication: int) -> Any:
    start = process_time()
    made = make_plan(scenario, seed, replication)
    spent["plan"] = process_time() - start
    return made


def run(made: Any, engine: str) -> Any:
    start = process_time()
    record = run_engine(made, engine)
    spent["run"] = process_time() - start
    return record


def measure(record: Any, scenario: Any) -> Any:
    start = process_time()
    values = dict(take(record, scenario))
    values[INSIDE] = Value(spent["plan"] + spent["run"] + process_time() - start)
    return values


def weekend(points: int, demand: str = "1500 per week") -> dict[str, Any]:
    """So many points of the weekend scenario whose demand is equal."""
    return {
        "set": {"demand.issues.rate": demand},
        "sweep": "bench",
        "scenario": "weekend-coverage",
        "factors": {
            "teams.back_office.shifts.0.agents": {"from": 6, "to": 10},
            "teams.care.shifts.0.agents": {"from": 4, "to": 7},
            "teams.care.shifts.1.agents": {"from": 3, "to": 6},
            "promise.within": {"from": "12 h", "to": "72 h"},
        },
        "design": {"kind": "latin_hypercube", "points": points},
    }


def measured(points: int, replications: int, workers: int, **changes: str) -> Figures:
    conditions = Conditions(
        replications=replications, engine="compiled", executor=Processes(workers)
    )
    with tempfile.TemporaryDirectory() as folder:
        start, before = perf_counter(), _cpu()
        sweep = load_sweep(weekend(points, **changes), beside)
        with Draft(Path(folder)) as draft:
            saved = sweep_into(draft, sweep, conditions)
        wall, cpu = perf_counter() - start, _cpu() - before
        rows = saved.frame("rows.parquet")
    inside, contacts = rows[INSIDE].sum(), rows["demand.contacts"].sum()
    return Figures(wall, cpu, float(inside), len(rows), float(contacts))


def _cpu() -> float:
    """Processor time of this process and the workers that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(points: int = 200, replications: int = 20) -> None:
    keep_freed_memory()  # as the command does
    replication.choose_engine(
        "compiled", make_plan(load_sweep(weekend(1), beside).resolve({}), 1, 0), 1
    )
    # Workers are forked, and so have these too.
    replication.make_plan, replication.engines.run = plan, run
    work.measure = measure
    print(f"{points} points x {replications} replications; load {os.getloadavg()[0]:.1f}")
    found = {workers: measured(points, replications, workers) for workers in (1, 2)}
    for workers, f in found.items():
        outside = 100 * (1 - f.inside_s / f.cpu_s)
        print(
            f"{workers} worker{'s' * (workers > 1)}: {f.wall_s:.1f} s, "
            f"{f.runs / f.wall_s:.1f} runs/s, {f.contacts / f.wall_s:,.0f} contacts/s; "
            f"{1e3 * f.cpu_s / f.runs:.1f} ms of processor time per run, "
            f"{outside:.1f} % of it outside plan, engine and measuring"
        )
    idle = measured(points, replications, 1, demand="1 per week")
    print(
        f"with one issue a week, 1 worker: {1e3 * idle.cpu_s / idle.runs:.1f} ms of processor time "
        f"per run, {1e3 * idle.inside_s / idle.runs:.1f} ms of it for plan, engine and measuring"
    )
    print(f"scaling from 1 to 2 workers: {found[1].wall_s / found[2].wall_s:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
