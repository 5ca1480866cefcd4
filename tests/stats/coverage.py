"""Do intervals cover, and does selection choose, as often as they say? Asked of real experiments.

Three short Erlang-A systems (M/M/c + M), whose exact values are known, are compared a thousand
times on ten replications with ``sim.compare``; what is judged are the intervals of its results.
``python -m tests.stats.promises`` prints the table of docs/statistics.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import factorial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq

import sim
from sim.experiment.results import CompareResult, Estimate
from sim.stats import (
    Intervals,
    Precision,
    paired_ratio_intervals,
    pairing,
    ratio_intervals,
    ratio_values,
    select,
)
from tests.theory.exact.erlang import erlang_a

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

BASELINE = "as_is"
QUANTILES = {"phone.wait_p50_s": 0.5, "phone.wait_p90_s": 0.9, "phone.wait_p95_s": 0.95}
KPIS = ("phone.abandonment", "phone.mean_wait_s", "phone.service_level_offered")


def exact(system: str) -> np.ndarray:
    """The true values of ``KPIS``."""
    servers, work = SYSTEMS[system]
    values = erlang_a(servers, RATE, work, PATIENCE)
    wait_s = 60.0 * values["mean_wait_all"]
    return np.array([values["p_abandon"], wait_s, values["p_served_within_T"]])


def exact_quantiles() -> np.ndarray:
    """True quantiles of the waits of all callers of the baseline, in s.

    Who would wait longer than t, and is patient for so long, does wait longer than t; the virtual
    wait of M/M/c + M has a density (Baccelli & Hebuterne 1981).
    """
    servers, work = SYSTEMS[BASELINE]
    patience, load = 1.0 / PATIENCE, RATE * work

    def density(t: float) -> float:
        left = RATE / patience * (1.0 - np.exp(-patience * t)) - servers / work * t
        return float(RATE * load ** (servers - 1) / factorial(servers - 1) * np.exp(left))

    idle = sum(load**n / factorial(n) for n in range(servers))
    whole = idle + quad(density, 0.0, np.inf)[0]

    def longer(t: float) -> float:
        return float(quad(density, t, np.inf)[0] / whole * np.exp(-patience * t))

    ends = [
        brentq(lambda t, s=share: longer(t) - 1.0 + s, 0.0, 30.0) for share in QUANTILES.values()
    ]
    return 60.0 * np.array(ends)


@dataclass(frozen=True)
class Pool:
    """What the experiments gave.

    ``intervals``: by what is estimated and by which interval, (experiments, KPIs, 2): its limits;
    ``quantiles``: the same of ``QUANTILES``, of the baseline.
    ``above``, ``below``: numerators and denominators (replications, KPIs) by system.
    """

    intervals: dict[tuple[str, str], np.ndarray]
    quantiles: np.ndarray
    above: dict[str, np.ndarray]
    below: dict[str, np.ndarray]


def simulate(experiments: int) -> Pool:
    """Compare the systems so many times, each time with another seed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.yaml"
        path.write_text(FILE, encoding="utf-8")
        file = sim.load(path)
    limits: dict[tuple[str, str], list[np.ndarray]] = {}
    quantiles: list[np.ndarray] = []
    above: dict[str, list[np.ndarray]] = {name: [] for name in SYSTEMS}
    below: dict[str, list[np.ndarray]] = {name: [] for name in SYSTEMS}
    for seed in range(1, experiments + 1):
        result = sim.compare(
            file, seed=seed, replications=EACH, engine="compiled", executor="serial"
        )
        for key, found in intervals(result).items():
            limits.setdefault(key, []).append(found)
        quantiles.append(limits_of(result.runs[BASELINE].kpis, QUANTILES))
        for name, run in result.runs.items():
            columns = [run.sample.columns[kpi] for kpi in KPIS]
            above[name].append(run.sample.numerators[:, columns])
            below[name].append(run.sample.denominators[:, columns])
    return Pool(
        {key: np.stack(found) for key, found in limits.items()},
        np.stack(quantiles),
        {name: np.concatenate(found) for name, found in above.items()},
        {name: np.concatenate(found) for name, found in below.items()},
    )


def intervals(result: CompareResult) -> dict[tuple[str, str], np.ndarray]:
    """The intervals of an experiment's results, (KPIs, 2), as they are told to users."""
    found = {}
    for name, run in result.runs.items():
        found[name, "mean of ratios"] = limits_of(run.kpis)
        found[name, "jackknife"] = limits_of(run.ratios)
    for name in result.differences:
        found[f"{name} − {BASELINE}", "mean of ratios"] = limits_of(result.differences[name])
        found[f"{name} − {BASELINE}", "jackknife"] = limits_of(result.ratio_differences[name])
    return found


def limits_of(estimates: Mapping[str, Estimate], kpis: Iterable[str] = KPIS) -> np.ndarray:
    """Limits of measures, (KPIs, 2)."""
    return np.array([estimates[kpi][1:3] for kpi in kpis])


Coverage = dict[tuple[str, str], np.ndarray]
"""By what is estimated and by which interval: the share that covers, by KPI."""


def coverage(pool: Pool) -> Coverage:
    """Of the intervals of the experiments, the share that cover the exact value."""
    found = {key: share(limits, truth(key[0])) for key, limits in pool.intervals.items()}
    base = as_experiments(pool, BASELINE)
    for name in SYSTEMS:
        mine = as_experiments(pool, name)
        found[name, "delta"] = _covers(ratio_intervals(*mine, method="delta"), truth(name))
        if name != BASELINE:
            what, paired = (
                f"{name} − {BASELINE}",
                paired_ratio_intervals(*mine, *base, method="delta"),
            )
            found[what, "delta"] = _covers(paired, truth(what))
    return dict(sorted(found.items()))


def truth(what: str) -> np.ndarray:
    """The true values of ``KPIS``, of a system or of a difference."""
    name, _, baseline = what.partition(" − ")
    return exact(name) - (exact(baseline) if baseline else 0.0)


def share(limits: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Share of experiments whose interval covers, by KPI."""
    covers = (limits[..., 0] <= value) & (value <= limits[..., 1])
    return np.asarray(covers.mean(axis=0))


def as_experiments(pool: Pool, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Sums by (replication, experiment and KPI)."""
    above, below = (
        table.reshape(-1, EACH, len(KPIS)).swapaxes(0, 1).reshape(EACH, -1)
        for table in (pool.above[name], pool.below[name])
    )
    return above, below


def _covers(interval: Intervals, value: np.ndarray) -> np.ndarray:
    limits = np.stack([interval.low, interval.high], axis=-1)
    return share(limits.reshape(-1, len(KPIS), 2), value)


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
    covered = share(pool.quantiles, exact_quantiles())
    lines += [f"{kpi}: {one:.1%} cover" for kpi, one in zip(QUANTILES, covered, strict=True)]
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
