"""Runs many random scenarios on both engines: ``python -m tests.properties.many --examples 10000``.

Scenarios are numbered, the same in every run: what was done can be gone on with, and what was
found can be had again.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from tests.properties.drawing import Parts
from tests.properties.running import assert_equal_and_sound
from tests.properties.smaller import smaller
from tests.properties.strategies import scenario

EACH = 100
"""Scenarios between two lines that tell how far it is."""
MOST_SHOWN = 12
"""Lines of what differs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if all records are equal and sound, 1 at the first that is not."""
    asked = _asked(arguments)
    contacts = 0
    numbers = range(asked.first, asked.first + asked.examples)
    for done, number in enumerate(numbers, 1):
        parts = scenario(number)
        try:
            contacts += len(assert_equal_and_sound(parts).contacts)
        except Exception as error:
            _tell(number, parts, error)
            return 1
        if done % EACH == 0 or done == len(numbers):
            print(
                f"{done:,} of {len(numbers):,} scenarios, {contacts:,} contacts: equal and sound; "
                f"go on with --first {number + 1}",
                flush=True,
            )
    return 0


def _asked(arguments: Sequence[str] | None) -> Any:
    parser = argparse.ArgumentParser(prog="python -m tests.properties.many", description=__doc__)
    parser.add_argument("--examples", type=int, default=10000, help="how many scenarios")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    return parser.parse_args(arguments)


def _tell(number: int, parts: Parts, error: Exception) -> None:
    """What differs, how to have it again, and the least scenario that fails alike."""
    text = str(error).strip().splitlines()[:MOST_SHOWN]
    print(f"Scenario {number}: {type(error).__name__}", *text, sep="\n  ")
    print(f"again: python -m tests.properties.many --first {number} --examples 1")
    print("making it smaller ...", flush=True)
    least = smaller(parts, lambda less: _fails_alike(less, error))
    print(json.dumps(least, indent=1))


def _fails_alike(parts: Parts, error: Exception) -> bool:
    try:
        assert_equal_and_sound(parts)
    except Exception as other:
        return type(other) is type(error)
    return False


if __name__ == "__main__":
    sys.exit(main())
