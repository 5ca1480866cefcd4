"""Corners of mechanisms in which a small fault would show nowhere else."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.stories.telling import live, tell

EXPLAINED = """
demand: {calls: {trace: [0, 0], channels: phone}}
issue_types: {question: {work: 10 min}}
channels:
  phone: {callback: {after: 1 min, accepts: 100 %, answers: 0 %, not_reached_work: 1 min}}
teams: {care: {head_count: 1, explaining: 3 min, skills: {channels: phone}}}
"""


def test_nothing_is_explained_to_who_does_not_pick_up() -> None:
    record = live(EXPLAINED)
    talks = record.contacts["freed_at"] - record.contacts["taken_at"]
    assert talks.tolist() == [780.0, 60.0]


def test_nothing_is_explained_to_who_is_sent_to_another_channel() -> None:
    record = live("""
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 10 min}}
channels: {phone: {redirect: {to: chat, work: 1 min, follows: 100 %, delay: 1 min}}, chat: {}}
teams: {care: {head_count: 1, explaining: 3 min, skills: {channels: [phone, chat]}}}
""")
    talks = record.contacts["freed_at"] - record.contacts["taken_at"]
    assert talks.tolist() == [60.0, 780.0]


def test_of_two_public_channels_each_is_chosen_by_its_weight() -> None:
    """Both a thousand times as likely as stated: a half each, and hardly anybody by phone."""
    calls = ", ".join(str(3600 * k) for k in range(60))
    record = live(f"""
clock: {{length: 4 days}}
customers: {{louder: {{per_failure: 1000}}}}
demand: {{calls: {{trace: [{calls}], channels: phone}}}}
issue_types: {{question: {{work: 1 min, resolves: 0 %}}}}
channels: {{phone: {{}}, forum: {{public: true, share: 0}}, tweet: {{public: true, share: 0}}}}
teams: {{care: {{head_count: 1, skills: {{channels: [phone, forum, tweet]}}}}}}
returns:
  unresolved: {{chance: 100 %, at_most: 1, channel: {{phone: 2, forum: 1, tweet: 1}}}}
""")
    again = Counter(record.contacts["queue"][record.contacts["number"] == 1].tolist())
    assert sum(again.values()) == 60
    assert again[0] <= 2
    assert min(again[1], again[2]) >= 18


def test_who_is_helped_by_self_service_judges_at_once() -> None:
    record = live("""
customers: {population: 1, trust: {rate: 0.5}, gives_up_hope_after: 6 h}
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %, takes: 2 min}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert record.issues["met_at"].tolist() == [120.0]
    assert record.details["judged"]["judged_at"].tolist() == [120.0]


REFUSED = """
customers: {louder: {per_failure: 2}}
demand: {calls: {trace: [0, 60], channels: phone}}
issue_types: {question: {work: 1 h}}
channels: {phone: PHONE, chat: {share: 0}}
teams:
  care: {head_count: 2, skills: {channels: chat}}
  desk: {head_count: 1, skills: {channels: phone}}
returns: {REASON: {chance: 100 %, delay: 1 min, channel: chat}}
"""


@pytest.mark.parametrize(
    ("reason", "phone", "refusals"),
    [
        ("blocked", "{lines: 1}", 1),
        ("closed", "{hours: daily 00:00-00:01}", 1),
        ("abandoned", "{patience: 1 min}", 0),
        ("disconnected", "{hours: daily 00:00-00:02, at_closing: disconnect}", 0),
    ],
)
def test_a_channel_refuses_who_finds_no_line_or_closed_doors(
    reason: str, phone: str, refusals: int
) -> None:
    """Not who has waited: that is a failure, and no refusal."""
    record = live(REFUSED.replace("PHONE", phone).replace("REASON", reason))
    assert record.details["hoops"]["refused"].tolist() == [refusals]


def test_amends_are_made_when_the_first_of_several_promised_times_has_passed() -> None:
    """At 02:01 it is just kept to; at 03:01 it is over, though a later time was said since."""
    log = tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  remove:
    work: {acknowledge: 1 min, fix: 9 h}
    chase: 1 min
    leaves: {fix: desk}
    recurs: {every: 1 h, contact_chance: 100 %}
channels: {phone: {}}
tasks: {desk: {}}
promise: {kind: fixed, within: 2 h}
teams:
  care: {head_count: 1, amends: 20 USD, skills: {channels: phone, does: acknowledge}}
  office: {head_count: 1, skills: {tasks: desk}}
""")
    assert [line.split()[1] for line in log.splitlines() if "[amends 20]" in line] == ["0.3"]
