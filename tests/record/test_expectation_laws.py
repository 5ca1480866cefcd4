"""What must hold of the waits that customers expect."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import issue, record

NAN = float("nan")
Step = tuple[int, float, float]
STEPS = [(0, 1.0, 1.5), (1, 1.5, 1.25), (2, 1.0, 2.0)]
"""Two judgements of customer 4, one of customer 7."""
ENDS = [(0, 1.25), (1, 2.0)]
NUMBERS = [4, 7, 9]


def day(
    steps: list[Step] | None = None,
    ends: list[tuple[int, float]] | None = None,
    judged_at: float = 200.0,
    numbers: list[int] | None = None,
) -> Record:
    """Three issues of two customers; a third one has none."""
    whole = record(
        [issue(10 * k, customer=customer) for k, customer in enumerate((4, 4, 7))],
        [],
        teams_of_agents=(),
    )
    judged = {
        "judged_at": [100.0, judged_at, 300.0],
        "score": [4.0, 4.0, 4.0],
        "silent": [0, 0, 0],
        "issue": [0, 1, 2],
    }
    numbers = NUMBERS if numbers is None else numbers
    memories = {
        "customer": range(len(numbers)),
        "number": numbers,
        "judgements": [2, 1, 0][: len(numbers)],
        "trust": [4.0] * len(numbers),
        "left_at": [np.inf] * len(numbers),
        "segment": [0] * len(numbers),
        "why_left": [0] * len(numbers),
    }
    details = {
        "judged": table("judged", judged),
        "memories": table("memories", memories),
        "expectations": np.array(ENDS if ends is None else ends, OF_DETAILS["expectations"]),
        "expected": np.array(STEPS if steps is None else steps, OF_DETAILS["expected"]),
    }
    return replace(whole, details=details)


def table(name: str, columns: dict[str, object]) -> np.ndarray:
    found = np.zeros(len(columns[OF_DETAILS[name].names[0]]), OF_DETAILS[name])
    for column, values in columns.items():
        found[column] = values
    return found


def laws(broken: Record) -> list[str]:
    return [found for found in check(broken) if found.startswith("expect")]


def test_a_sound_day_breaks_no_law() -> None:
    assert laws(day()) == []


def test_of_judgements_at_one_moment_the_order_is_unknown() -> None:
    assert laws(day([(0, 1.5, 1.25), (1, 1.0, 1.5), STEPS[2]], judged_at=100.0)) == []


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (day(judged_at=NAN), "expected: of issues that were judged"),
        (day([(0, 0.1, 1.5), *STEPS[1:]]), "expected: before is within three doublings"),
        (day([*STEPS[:2], (2, 1.0, 8.5)]), "expected: after is within three doublings"),
        (day([(0, 1.0, 1.5), (1, 1.0, 0.75), STEPS[2]]), "expected: a judgement goes by what"),
        (day(ends=ENDS[:1]), "expectations: who has judged a wait has learned"),
        (day(ends=[*ENDS, (2, 1.5)]), "expectations: who has judged a wait has learned"),
        (day(ends=[(0, 1.25), (1, 2.5)]), "expectations: all begin alike"),
        (day(ends=ENDS[:1], numbers=[4]), "expected: of customers who remember"),
    ],
)
def test_broken_laws_are_told(broken: Record, law: str) -> None:
    assert any(found.startswith(law) for found in laws(broken))
