"""Run one engine on one model in this process, and print what a run took as JSON.

An engine is a module whose ``MODELS`` maps names of models to functions
``(contacts, seed) -> {"contacts": …, …}``; ours have ``everything``, too. Timed is everything from
building the model to the measures, but no imports: seconds of the processor, in which the
machine's other work counts less than in those of the clock.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import sys
import time

ENGINES = {
    "obvious-simpy": "tests.bench.obvious_simpy",
    "ciw": "tests.bench.ciw_model",
    "our-simpy": "tests.bench.ours_simpy",
    "our-compiled": "tests.bench.ours_compiled",
}
"""Name of each engine and the module that holds it."""

MODEL_NAMES = ("mmcm", "week", "everything")
OURS_ALONE = ("everything",)
"""Models that the other engines do not have."""


def peak_mib() -> float:
    """The largest resident memory of this process so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, required=True)
    parser.add_argument("--model", choices=MODEL_NAMES, required=True)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1, help="one after the other, added up")
    asked = parser.parse_args()
    run = importlib.import_module(ENGINES[asked.engine]).MODELS[asked.model]
    started = time.process_time()
    runs = [run(asked.contacts, 100 * asked.seed + k) for k in range(asked.runs)]
    result = {figure: sum(one[figure] for one in runs) / asked.runs for figure in runs[0]}
    name = {"engine": asked.engine, "model": asked.model}
    times = {"start_s": started, "seconds": (time.process_time() - started) / asked.runs}
    print(json.dumps({**name, **result, **times, "peak_mib": peak_mib()}))


if __name__ == "__main__":
    main()
