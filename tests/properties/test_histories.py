"""The less is seen of what was said before, the longer contacts are, and the longer it takes."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import run
from sim.plan import make_plan
from tests.stories.telling import scenario_of

FIRM = """
clock: {{start: 2026-01-05, length: 1 day, run_out: 3 days}}
demand: {{all: {{trace: {times}}}}}
issue_types:
  question: {{work: exponential(5 min), resolves: {resolves}, re_explaining: {again}}}
channels: {{phone: {{}}, chat: {{share: 2}}}}
teams:
  phones: {{head_count: 30, skills: {{channels: phone}}, history: {history}}}
  chats: {{head_count: 30, skills: {{channels: chat}}, history: {history}}}
  experts: {{head_count: 30, skills: {{channels: [phone, chat]}}, history: {history}}}
routing:
  teams: {{phone: phones, chat: chats}}
  transfers: [{{from: phones, to: experts, chance: {passed}}}]
returns: {{unresolved: {{chance: 80 %, delay: 20 min, channel: {{same: 1, phone: 1, chat: 1}}}}}}
"""


TIMES = [600 * k for k in range(40)]
"""Of the needs: all are over before the run ends."""


def mean_handling(seed: int, **rules: str) -> float:
    """Seconds that the contacts done were in hand, by contact; agents are always free."""
    rows = run(make_plan(scenario_of(FIRM.format(times=TIMES, **rules)), seed), "simpy")
    assert (rows.contacts["answered_at"] == rows.contacts["opened_at"]).all()
    assert (rows.issues["closed_at"] > 0.0).all()
    taken = rows.contacts["freed_at"] - rows.contacts["answered_at"]
    return float(taken.sum() / len(rows.contacts))


@given(
    st.integers(0, 99),
    st.sampled_from(("30 %", "60 %", "90 %")),
    st.sampled_from(("0 %", "50 %")),
)
@settings(max_examples=10)
def test_mean_handling_of_an_answered_contact_never_falls(
    seed: int, resolves: str, passed: str
) -> None:
    rules = {"resolves": resolves, "passed": passed}
    by_history = [
        mean_handling(seed, history=history, again="1 min", **rules)
        for history in ("shared", "silo", "own")
    ]
    by_length = [
        mean_handling(seed, history="silo", again=again, **rules)
        for again in ("0 s", "1 min", "exponential(10 min)")
    ]
    for rising in (by_history, by_length[:2], by_length[::2]):
        assert all(less <= more for less, more in pairwise(rising))
