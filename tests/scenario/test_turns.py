"""What is expected of questions and answers: the work of whole conversations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario import ScenarioFile
from sim.scenario.expected.turns import Work, with_turns
from sim.scenario.model import Turns
from tests.scenario.test_workload import sure

Write = Callable[..., ScenarioFile]

MAIL = """
issue_types:
  claim:
    work: {acknowledge: 1 min, fix: 9 min}
    after_contact: 2 min
    turns: {questions: 40 %, work: 3 min, answers: 50 %}
    LEAVES
channels: {email: {kind: KIND}}
tasks: {back: {}}
teams:
  care: {head_count: 1, skills: {channels: email, does: DOES}}
  clerks: {head_count: 1, skills: {tasks: back}}
"""


def test_turns_of_work_with_two_values_are_those_counted_by_hand() -> None:
    """A question with the chance 1/2 that is always answered: X = 1 n + 2, n geometric."""
    rule = Turns(questions=0.5, answers=1.0)
    work, at_last = with_turns(rule, Work(1.0, 0.0), Work(2.0, 0.0))
    assert at_last == 1.0
    assert work == pytest.approx((3.0, 2.0))  # of n: mean 1, variance 2


def _text(kind: str, leaves: str = "", does: str = "fix") -> str:
    return MAIL.replace("KIND", kind).replace("LEAVES", leaves).replace("DOES", does)


def test_all_turns_are_work_of_the_team_and_less_comes_to_the_desk(write: Write) -> None:
    """Of 60 conversations: 30 questions of 5 min, 45 that come to the end; tasks of 9 min."""
    found = sure(write, _text("deferred"))
    assert found == pytest.approx({"care": 2.5 + 45 * 12 / 60})
    found = sure(write, _text("deferred", "leaves: {fix: back}", "acknowledge"))
    assert found == pytest.approx({"care": 2.5 + 45 * 3 / 60, "clerks": 45 * 9 / 60})


def test_live_talks_have_no_turns(write: Write) -> None:
    assert sure(write, _text("live")) == pytest.approx({"care": 12.0})
