"""Do intervals cover, and does selection choose, as often as they say? Asked of real runs.

Three short Erlang-A systems (M/M/c + M), whose exact values are known, face the same callers in
ten thousand replications. ``python -m tests.stats.coverage`` prints the table of
docs/statistics.md; it takes about a minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from sim.chance import make_plan
from sim.engine import run
from sim.record import Record
from sim.scenario import Scenario, load
from sim.stats import (
    Intervals,
    Precision,
    mean_intervals,
    paired_intervals,
    paired_ratio_intervals,
    pairing,
    ratio_intervals,
    ratio_values,
    select,
)
from sim.words import ABANDONED
from tests.theory.exact.erlang import erlang_a

SEED = 1
EXPERIMENTS = 1000
EACH = 10
"""Replications of an experiment."""

RATE, PATIENCE = 1.5, 3.0  # per minute, minutes
SYSTEMS = {"as_is": (3, 2.0), "quicker": (3, 1.9), "one_more": (4, 2.5)}
"""Agents, and minutes of work."""

# An empty start is forgotten within minutes: the fastest clock of the three is a call's 2 min.
FILE = """\
scenario: Coverage
clock: {start: 2026-01-05, length: 3 h, warm_up: 30 min, run_out: 30 min}
demand: {calls: {rate: 1.5 per min}}
issue_types: {question: {work: exponential(2 min)}}
channels: {phone: {patience: exponential(3 min), service_target: 80 % in 20 s}}
teams: {agents: {head_count: 3, skills: {channels: phone}}}
variants:
  quicker: {issue_types.question.work: exponential(1.9 min)}
  one_more: {teams.agents.head_count: 4, issue_types.question.work: exponential(2.5 min)}
"""

KPIS = ("phone.abandonment", "phone.mean_wait_s", "phone.service_level_offered")


def exact(system: str) -> np.ndarray:
    """The true values of ``KPIS``."""
    servers, work = SYSTEMS[system]
    values = erlang_a(servers, RATE, work, PATIENCE)
    wait_s = 60.0 * values["mean_wait_all"]
    return np.array([values["p_abandon"], wait_s, values["p_served_within_T"]])


def scenarios() -> dict[str, Scenario]:
    """The systems, as scenarios."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.yaml"
        path.write_text(FILE, encoding="utf-8")
        file = load(path)
        return {name: file.resolve(name) for name in SYSTEMS}


def sums(record: Record) -> tuple[list[float], float]:
    """Numerators of ``KPIS`` and the denominator they share, in a fraction of measuring all."""
    contacts = record.contacts
    opened = contacts["opened_at"]
    mine = contacts[(opened >= record.warm_up_s) & (opened < record.end_s)]
    gone = mine["state"] == ABANDONED
    wait_s = np.where(gone, mine["ended_at"], mine["answered_at"]) - mine["queued_at"]
    soon = (wait_s <= 20.0) & ~gone
    return [float(gone.sum()), float(wait_s.sum()), float(soon.sum())], float(len(mine))


@dataclass(frozen=True)
class Pool:
    """Numerators (replications, KPIs) by system, and their denominators."""

    above: dict[str, np.ndarray]
    below: dict[str, np.ndarray]


def simulate(replications: int) -> Pool:
    """Run the systems on the compiled engine."""
    resolved = scenarios()
    above = {name: np.empty((replications, len(KPIS))) for name in resolved}
    below = {name: np.empty((replications, len(KPIS))) for name in resolved}
    for replication in range(replications):
        for name, scenario in resolved.items():
            record = run(make_plan(scenario, SEED, replication), "compiled")
            above[name][replication], below[name][replication] = sums(record)
    return Pool(above, below)


Coverage = dict[tuple[str, str], np.ndarray]
"""By what is estimated and by which interval: the share that covers, by KPI."""


def coverage(pool: Pool) -> Coverage:
    """Of the intervals of experiments of ``EACH`` replications, the share that cover."""
    found: Coverage = {}
    base_above, base_below = as_experiments(pool, "as_is")
    for name in SYSTEMS:
        above, below = as_experiments(pool, name)
        truth = exact(name)
        for method in ("jackknife", "delta"):
            found[name, method] = share(ratio_intervals(above, below, method=method), truth)
        found[name, "mean of ratios"] = share(mean_intervals(above / below), truth)
        if name == "as_is":
            continue
        gap, what = truth - exact("as_is"), f"{name} − as_is"
        for method in ("jackknife", "delta"):
            interval = paired_ratio_intervals(above, below, base_above, base_below, method=method)
            found[what, method] = share(interval, gap)
        ratios = paired_intervals(above / below, base_above / base_below)
        found[what, "mean of ratios"] = share(ratios, gap)
    return found


def as_experiments(pool: Pool, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Sums by (replication, experiment and KPI)."""
    tables = pool.above[name], pool.below[name]
    above, below = (
        table.reshape(-1, EACH, len(KPIS)).swapaxes(0, 1).reshape(EACH, -1) for table in tables
    )
    return above, below


def share(interval: Intervals, truth: np.ndarray) -> np.ndarray:
    """Share of experiments whose interval covers, by KPI."""
    low, high = interval.low.reshape(-1, len(KPIS)), interval.high.reshape(-1, len(KPIS))
    return np.asarray(((low <= truth) & (truth <= high)).mean(axis=0))


def savings(pool: Pool) -> dict[str, tuple[float, float]]:
    """By variant: correlation and variance-reduction factor of abandonment, paired with as_is."""
    values = {
        name: ratio_values(pool.above[name][:, :1], pool.below[name][:, :1]) for name in SYSTEMS
    }
    pairs = {name: pairing(values[name], values["as_is"]) for name in SYSTEMS if name != "as_is"}
    return {name: (float(p.correlation[0]), float(p.factor[0])) for name, p in pairs.items()}


def selections(pool: Pool, confidence: float, paired: bool) -> list[tuple[bool, int]]:
    """Selections of the least abandonment: whether right, and replications taken.

    What matters is what the best truly leads by: no more may be asked of the procedure. Each
    selection takes the replications that follow those of the one before. Not ``paired``: the
    systems are given different callers, which is harder.
    """
    lead = exact("quicker")[0] - exact("one_more")[0]
    values = np.hstack([pool.above[name][:, :1] / pool.below[name][:, :1] for name in SYSTEMS])
    if not paired:
        values = np.column_stack([np.roll(values[:, i], i * 3001) for i in range(len(SYSTEMS))])
    return [
        (list(SYSTEMS)[best] == "one_more", n) for best, n in _in_turn(values, lead, confidence)
    ]


def _in_turn(values: np.ndarray, lead: float, confidence: float) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        found = select(values[start : start + 1000], False, lead, confidence)
        if found.best is None:
            return
        yield found.best, found.n
        start += found.n


def stops(pool: Pool, precision: Precision) -> list[tuple[bool, int]]:
    """Runs until the wait of as_is is that precise: whether the interval covers, replications."""
    truth, start, found = exact("as_is")[1], 0, []
    above, below = pool.above["as_is"][:, 1:2], pool.below["as_is"][:, 1:2]
    while True:
        n, more = 0, precision.minimum
        while more:
            n += more
            if start + n > len(above):
                return found
            rows = slice(start, start + n)
            decision = precision.after(ratio_values(above[rows], below[rows])[:, 0])
            more = decision.more
        found.append((abs(decision.mean - truth) <= decision.half_width, n))
        start += n


def table(pool: Pool) -> str:
    """What was found, as a page."""
    lines = ["| what | interval | abandonment | mean wait | answered in 20 s |"]
    lines.append("|---|---|---|---|---|")
    for (what, method), covered in coverage(pool).items():
        cells = " | ".join(f"{100 * value:.1f} %" for value in covered)
        lines.append(f"| {what} | {method} | {cells} |")
    lines.append("")
    for name, (correlation, factor) in savings(pool).items():
        lines.append(f"{name}: correlation {correlation:.2f}, variance divided by {factor:.1f}")
    for confidence, paired in ((0.9, False), (0.95, False), (0.95, True)):
        right, runs = zip(*selections(pool, confidence, paired), strict=True)
        lines.append(
            f"selection at {confidence:.0%}, {'the same' if paired else 'other'} callers: right in "
            f"{np.mean(right):.1%} of {len(right)}, mean {np.mean(runs):.0f} replications"
        )
    covered, runs = zip(*stops(pool, Precision(0.08, relative=True)), strict=True)
    lines.append(
        f"stopped at 8 %: {np.mean(covered):.1%} of {len(covered)} cover, "
        f"mean {np.mean(runs):.0f} replications"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(simulate(EXPERIMENTS * EACH)))
