"""What is expected of contacts that need nothing but an answer: their work, and no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario import ScenarioFile
from sim.scenario.checks.credibility import complaints_each
from tests.scenario.test_workload import sure
from tests.stories.telling import scenario_of

FIRM = """
issue_types: {note: {work: 10 min, NEEDS}}
channels: {phone: {CHANNEL}}
tasks: {office: {}}
teams:
  care: {head_count: 9, skills: {channels: phone, does: acknowledge}TARGET}
  back: {head_count: 9, skills: [{tasks: office}, {channels: phone}]}
routing: {teams: {phone: care}, transfers: {from: care, to: back, chance: 50 %, after: 2 min}}
returns: {unresolved: 100 %}
"""


def test_hours_are_those_of_one_answer_each(write: Callable[..., ScenarioFile]) -> None:
    """Sixty contacts of ten minutes; a need that is left to the desk takes both teams, and half of
    the contacts are passed on."""

    def hours(needs: str, target: str = "", channel: str = "") -> dict[str, float]:
        text = FIRM.replace("NEEDS", needs).replace("TARGET", target).replace("CHANNEL", channel)
        return sure(write, text)

    assert hours("needs: answer") == {"care": pytest.approx(10.0)}
    assert hours("leaves: {fix: office}")["back"] > 9.0
    target = ", handle_time_target: {talk: 5 min}"
    assert hours("needs: answer", target) == {"care": pytest.approx(5.0)}
    machine = "self_service: {contains: 50 %, false_fixes: 100 %}"
    assert hours("needs: answer", "", machine) == {"care": pytest.approx(5.0)}
    assert sum(hours("resolves: 100 %", "", machine).values()) > 6.0


def test_expected_complaints_of_a_customer() -> None:
    """Of two weeks and one of run-out, by segment: 75 of 100 customers and the other 25."""
    scenario = scenario_of("""
clock: {start: 2026-01-05, length: 2 weeks, run_out: 1 week}
customers: {population: 100, segments: {people: {share: 3}, habitual: {share: 1}}}
demand:
  all: {rate: 100 per week, issue_types: {bill: 1, hello: 3}}
  moans: {rate: 50 per week, issue_types: moan, segments: habitual}
issue_types: {bill: {complaint: yes}, hello: {}, moan: {complaint: yes, needs: answer}}
channels: {phone: {}}
teams: {care: {head_count: 2, skills: {channels: phone}}}
""")
    assert complaints_each(scenario) == {
        "people": pytest.approx(3 * 25 * 0.75 / 75),
        "habitual": pytest.approx(3 * (25 * 0.25 + 50) / 25),
    }
