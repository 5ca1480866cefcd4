"""Compare the engines' speed and memory: ``python -m tests.bench.runner``.

Every measurement is a process of its own, so that peaks of memory stay apart; the engines take
turns, so that a slow minute of the machine strikes all of them. This module imports nothing
large, because a child's peak starts at the size of the process it comes from.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.baselines import ENGINES, MODEL_NAMES

REPO = Path(__file__).resolve().parents[2]


def measure(engine: str, model: str, contacts: int, seed: int) -> dict[str, Any]:
    """One child process; raises ``CalledProcessError`` if it fails."""
    started = time.perf_counter()
    what = ["--engine", engine, "--model", model]
    size = ["--contacts", str(contacts), "--seed", str(seed)]
    child = subprocess.run(
        [sys.executable, "-m", "tests.bench.baselines", *what, *size],
        cwd=REPO,
        stdout=subprocess.PIPE,
        check=True,
    )
    result: dict[str, Any] = json.loads(child.stdout)
    result["rate"] = result["contacts"] / result["seconds"]
    result["around_s"] = time.perf_counter() - started - result["seconds"]
    return result


def medians(results: list[dict[str, Any]]) -> dict[str, float]:
    """Of each figure that the table shows."""
    shown = ("rate", "peak_mib", "around_s", "contacts")
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
        f"{row['around_s']:>9.2f}"
        + "".join(f"{row['rate'] / other['rate']:>18.2f}" for other in rows.values())
        for name, row in rows.items()
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--models", nargs="+", choices=MODEL_NAMES, default=list(MODEL_NAMES))
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    for model in asked.models:
        results: dict[str, list[dict[str, Any]]] = {engine: [] for engine in asked.engines}
        for seed in range(1, asked.rounds + 1):
            for engine in asked.engines:
                results[engine].append(measure(engine, model, asked.contacts, seed))
        print(table(model, {engine: medians(results[engine]) for engine in asked.engines}) + "\n")


if __name__ == "__main__":
    main()
