"""Compare the engines' speed and memory: ``python -m tests.bench.runner``.

Every measurement is a process of its own, so that peaks of memory stay apart; the engines take
turns, so that a slow minute of the machine strikes all of them. Times are those of the
processor: the machine's other work hardly counts. This module imports nothing large, because a
child's peak starts at the size of the process it comes from.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.baselines import ENGINES, MODEL_NAMES, OURS_ALONE

PARTS = ("reading", "plan", "engine", "measuring")
"""What our engines' time consists of; reading: the scenario."""
REPO = Path(__file__).resolve().parents[2]


def measure(engine: str, model: str, contacts: int, seed: int, runs: int = 1) -> dict[str, Any]:
    """The mean of ``runs`` runs in a child process; ``CalledProcessError`` if it fails."""
    what = ["--engine", engine, "--model", model]
    size = ["--contacts", str(contacts), "--seed", str(seed), "--runs", str(runs)]
    child = subprocess.run(
        [sys.executable, "-m", "tests.bench.baselines", *what, *size],
        cwd=REPO,
        stdout=subprocess.PIPE,
        check=True,
    )
    result: dict[str, Any] = json.loads(child.stdout)
    result["rate"] = result["contacts"] / result["seconds"]
    return result


def medians(results: list[dict[str, Any]]) -> dict[str, float]:
    """Of each figure that the table shows."""
    shown = ("rate", "peak_mib", "start_s", "contacts")
    return {name: median(result[name] for result in results) for name in shown}


def table(model: str, rows: dict[str, dict[str, float]]) -> str:
    """Rates, and how many times each engine is as fast as each of the others."""
    lines = [
        f"{model}: medians",
        f"{'engine':<16}{'contacts':>10}{'contacts/s':>12}{'peak MiB':>10}{'start s':>9}"
        + "".join(f"{'× ' + name:>18}" for name in rows),
    ]
    lines += [
        f"{name:<16}{row['contacts']:>10,.0f}{row['rate']:>12,.0f}{row['peak_mib']:>10,.0f}"
        f"{row['start_s']:>9.2f}"
        + "".join(f"{row['rate'] / other['rate']:>18.2f}" for other in rows.values())
        for name, row in rows.items()
    ]
    return "\n".join(lines)


def shares(model: str, results: dict[str, list[dict[str, Any]]]) -> str:
    """Where the time of our engines goes; microseconds per contact."""
    lines = [f"{model}: where our time goes, µs per contact (medians)"]
    lines.append(f"{'engine':<16}" + "".join(f"{part:>12}" for part in PARTS))
    for engine, rounds in results.items():
        each = [median(1e6 * one[part] / one["contacts"] for one in rounds) for part in PARTS]
        lines.append(f"{engine:<16}" + "".join(f"{micros:>12.2f}" for micros in each))
    return "\n".join(lines)


def million() -> str:
    """Memory and time of a million contacts on the compiled engine."""
    result = measure("our-compiled", "mmcm", 1_000_000, 1)
    return (
        f"mmcm, a million contacts, our-compiled: peak {result['peak_mib']:.0f} MiB, "
        f"{result['seconds']:.2f} s, {result['rate']:,.0f} contacts/s; "
        f"start-up from the cache {result['start_s']:.2f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--models", nargs="+", choices=MODEL_NAMES, default=list(MODEL_NAMES))
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3, help="processes of each engine")
    parser.add_argument("--runs", type=int, default=3, help="runs in each process")
    asked = parser.parse_args()
    for model in asked.models:
        results: dict[str, list[dict[str, Any]]] = {
            engine: []
            for engine in asked.engines
            if model not in OURS_ALONE or engine.startswith("our")
        }
        for seed in range(1, asked.rounds + 1):
            for engine in results:
                results[engine].append(measure(engine, model, asked.contacts, seed, asked.runs))
        print(table(model, {engine: medians(rounds) for engine, rounds in results.items()}) + "\n")
        ours = {name: rounds for name, rounds in results.items() if name.startswith("our")}
        if ours:
            print(shares(model, ours) + "\n")
    if "our-compiled" in asked.engines:
        print(million())


if __name__ == "__main__":
    main()
