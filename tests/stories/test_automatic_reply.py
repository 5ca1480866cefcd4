"""Automatic replies: who believes one feels answered, who sees through it does not."""

from __future__ import annotations

import numpy as np
import pytest

from sim.codes import BELIEVED, SEEN_THROUGH
from sim.record.columns import TABLES
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {mails: {trace: [0]}}
issue_types: {question: {work: 10 min, chase: 2 min}}
channels:
  email:
    kind: deferred
    expected_reply: 30 min
    automatic_reply: SEEN
    returns: {no_reply: {chance: 1, at_most: 1}}
teams: {care: {head_count: {agents: 1, hours: Mon 01:00-24:00}, skills: {channels: email}}}
"""


def test_who_believes_it_feels_answered_and_does_not_chase() -> None:
    """Else a second mail would be sent at 0:30; the work is done no sooner."""
    day = DAY.replace("SEEN", "0 %")
    assert (
        tell(day)
        == """
email 0 00:00 [automatic reply believed] > 01:00 care0 > 01:10
issue 0 met 01:10
"""
    )
    assert live(day).issues["acknowledged_at"].tolist() == [0.0]


def test_who_sees_through_it_takes_no_notice() -> None:
    """The second mail is sent at 0:30 and seen through as well; the silence ends at 1:10."""
    day = DAY.replace("SEEN", "100 %")
    assert (
        tell(day)
        == """
email 0 00:00 [automatic reply seen through] > 01:00 care0 > 01:10
email 0.1 00:30 (no_reply) [automatic reply seen through] > 01:10 care0 > 01:12
issue 0 met 01:10
"""
    )
    assert live(day).issues["acknowledged_at"].tolist() == [4200.0]


@pytest.mark.parametrize(
    ("stated", "chance"),
    [("yes", 0.5), ("true", 0.5), ("20 %", 0.2), ("no", None), ("false", None)],
)
def test_yes_is_the_usual_chance_and_no_is_none(stated: str, chance: float | None) -> None:
    reply = scenario_of(DAY.replace("SEEN", stated)).channels["email"].automatic_reply
    assert (reply.seen_through if reply else None) == chance


def test_the_first_answer_counts() -> None:
    """A second mail, after the first was answered in vain, is acknowledged once more."""
    day = DAY.replace("SEEN", "0 %").replace("{work: 10 min,", "{work: 10 min, resolves: 0 %,")
    day = day.replace("no_reply: {chance: 1, at_most: 1}", "unresolved: {chance: 1, at_most: 1}")
    record = live(day)
    assert record.contacts["opened_at"].tolist() == [0.0, 4200.0]
    assert record.details["automatic_replies"]["state"].tolist() == [BELIEVED, BELIEVED]
    assert record.issues["acknowledged_at"].tolist() == [0.0]


def test_it_is_sent_to_who_gets_in_only() -> None:
    """The first call is answered by an agent, the second told to wait, the third blocked."""
    log = tell("""
demand: {calls: {trace: [0, 10, 20]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live, lines: 2, automatic_reply: 100 %}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 00:00 [automatic reply seen through] > 00:00 care0 > 00:01:40
phone 1 00:00:10 [automatic reply seen through] > 00:01:40 care0 > 00:03:20
phone 2 00:00:20 blocked
issue 0 met 00:01:40
issue 1 met 00:03:20
issue 2 gave up 00:00:20
"""
    )


WEEK = """
clock: {start: 2026-01-05, length: 1 week, run_out: 1 week}
demand: {mails: {rate: 400 per week}}
issue_types: {question: {work: exponential(10 min), resolves: 80 %}}
channels:
  email:
    kind: deferred
    expected_reply: 2 h
    returns: {no_reply: {chance: 1, delay: 1 h}, unresolved: {chance: 50 %}}
    automatic_reply: SEEN
teams: {care: {head_count: {agents: 3, hours: Mon-Fri 09:00-17:00}, skills: {channels: email}}}
"""


def test_seen_through_by_all_it_changes_nothing_but_its_own_table() -> None:
    """The limit of an automatic reply that nobody believes is none at all."""
    none = live(WEEK.replace("    automatic_reply: SEEN\n", ""))
    seen = live(WEEK.replace("SEEN", "100 %"))
    assert not none.details
    assert set(seen.details["automatic_replies"]["state"].tolist()) == {SEEN_THROUGH}
    for table in TABLES:
        assert getattr(none, table).tobytes() == getattr(seen, table).tobytes()


@pytest.mark.parametrize("chance", [0.25, 0.6])
def test_the_share_that_sees_through_is_the_one_stated(chance: float) -> None:
    """Independent draws: within four standard errors."""
    replies = live(WEEK.replace("SEEN", str(chance))).details["automatic_replies"]["state"]
    share = float(np.mean(replies == SEEN_THROUGH))
    assert abs(share - chance) < 4 * (chance * (1 - chance) / len(replies)) ** 0.5
    assert set(replies.tolist()) == {BELIEVED, SEEN_THROUGH}
