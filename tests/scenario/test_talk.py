"""What is expected of talk that is cut at a target: closed forms, and hours worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from sim.scenario import ScenarioFile
from sim.scenario.expected.talk import cut_at
from sim.scenario.values.distributions import Distribution, constant
from tests.scenario.test_workload import sure


def test_exponential_work_by_its_closed_form() -> None:
    """E[min(W, a)], its square, and E[min(1, a / W)] for a mean of 1 and a = 1."""
    found = cut_at((Distribution(kind="exponential", a=100.0),), 100.0)
    mean, square = 1.0 - math.exp(-1.0), 2.0 - 4.0 * math.exp(-1.0)
    assert found.mean_s == pytest.approx(100.0 * mean, rel=1e-3)
    assert found.variance == pytest.approx(1e4 * (square - mean**2), rel=1e-2)
    assert found.holds == pytest.approx(mean + 0.219383934395520, rel=1e-3)


def test_constant_work_is_cut_exactly() -> None:
    assert cut_at((constant(60.0), constant(540.0)), 240.0) == (240.0, 0.0, 0.4)
    assert cut_at((constant(60.0),), 240.0) == (60.0, 0.0, 1.0)
    assert cut_at((), 240.0) == (0.0, 0.0, 1.0)


def test_several_parts_are_taken_for_one() -> None:
    """Two exponential parts are a gamma of shape 2: the chance to be longer than a is known."""
    found = cut_at((Distribution(kind="exponential", a=100.0),) * 2, 100.0)
    assert found.mean_s == pytest.approx(100.0 * (2.0 - 3.0 * math.exp(-1.0)), rel=1e-3)


def test_hours_count_the_cut_the_overhead_and_the_returns(
    write: Callable[..., ScenarioFile],
) -> None:
    """4 + 1 min, and after-contact work, of each of sixty, and of 60 % of these once more."""
    text = """
issue_types: {question: {work: 10 min, after_contact: 3 min}}
channels: {phone: {returns: {unresolved: {chance: 100 %, at_most: 1}}}}
teams:
  care:
    head_count: 9
    skills: {channels: phone}
    handle_time_target: {talk: 4 min, overhead: 1 min}
"""
    assert sure(write, text) == {"care": pytest.approx(8.0 * 1.6)}


def test_hours_count_what_is_explained_again(write: Callable[..., ScenarioFile]) -> None:
    """Thirty of sixty come back, to another agent of the team or to another team."""
    text = """
issue_types: {question: {work: 10 min, resolves: 50 %, re_explaining: 2 min}}
channels:
  phone: {returns: {unresolved: {chance: 100 %, at_most: 1, channel: BACK}}}
  chat: {share: 0}
teams:
  care: {head_count: AGENTS, skills: {channels: phone}, history: HISTORY}
  chats: {head_count: 9, skills: {channels: chat}, history: HISTORY}
"""

    def hours(back: str, history: str, agents: int = 9) -> dict[str, float]:
        found = text.replace("BACK", back).replace("HISTORY", history)
        return sure(write, found.replace("AGENTS", str(agents)))

    assert hours("phone", "shared")["care"] == hours("phone", "silo")["care"] == 15.0
    assert hours("phone", "own")["care"] == 16.0
    assert hours("phone", "own", agents=1)["care"] == 15.0
    assert hours("phone", "{channels: chat}")["care"] == 16.0
    assert hours("chat", "silo") == {"care": 10.0, "chats": 6.0}
    assert hours("chat", "{channels: phone}")["chats"] == 5.0


def test_hours_count_offers_once_for_each_issue(write: Callable[..., ScenarioFile]) -> None:
    """Sixty contacts and thirty that come back: none of these gets an offer, or half of half."""
    text = """
issue_types: {question: {work: 10 min, resolves: 50 %}}
channels: {phone: {returns: {unresolved: {chance: 100 %, at_most: 1}}}}
teams: {care: {head_count: 9, skills: {channels: phone}, offers: {takes: 4 min, SHARE}}}
"""

    def hours(share: str) -> float:
        return sure(write, text.replace("SHARE", share))["care"]

    assert hours("share: 0 %") == pytest.approx(15.0)
    assert hours("share: 100 %") == pytest.approx(15.0 + 4.0)
    assert hours("share: 50 %") == pytest.approx(15.0 + 2.0 + 0.5)
    assert hours("share: 100 %, resolves: 0 %") == pytest.approx(20.0 + 4.0)
