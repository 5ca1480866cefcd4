"""What is expected where the firm notices its own errors, and sees to some before it is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario import ScenarioFile
from tests.scenario.test_workload import sure


def test_hours_move_to_the_desk_with_what_is_noticed_first(
    write: Callable[..., ScenarioFile],
) -> None:
    """Sixty contacts of ten minutes, or half of them at the desk."""
    text = """
issue_types: {error: {work: 10 min, noticed: {desk: office, chance: 50 %, RULE}}}
channels: {phone: {}}
tasks: {office: {}}
teams:
  care: {head_count: 9, skills: {channels: phone}}
  back: {head_count: 9, skills: {tasks: office}}
"""

    def hours(rule: str) -> dict[str, float]:
        return sure(write, text.replace("RULE", rule))

    first = hours("after: 1 h, customer_contacts_after: 2 h")
    assert first == {"care": pytest.approx(5.0), "back": pytest.approx(5.0)}
    assert hours("after: 3 h, customer_contacts_after: 2 h")["care"] == pytest.approx(10.0)
    assert hours("after: 3 h")["care"] == pytest.approx(10.0)
    both = hours("after: exponential(1 h), customer_contacts_after: exponential(3 h)")
    assert both["back"] == pytest.approx(10.0 * 0.5 * 0.75, rel=0.01)
