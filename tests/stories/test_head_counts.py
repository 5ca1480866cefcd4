"""Head counts that fall and rise: who goes, who comes, and what becomes of their work."""

from __future__ import annotations

from tests.stories.telling import tell


def test_who_was_idle_last_goes_and_the_first_of_those_away_comes() -> None:
    """Three until 9:00, then two, then three from 10:00 on. Care0 has been idle since 8:55."""
    log = tell("""
demand: {calls: {trace: [31800, 34200]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  care:
    head_count:
      - {agents: 2, hours: Mon 00:00-12:00}
      - {agents: 1, hours: "Mon 00:00-09:00, Mon 10:00-12:00"}
    skills: {channels: phone}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 08:50 > 08:50 care0 > 08:55
phone 1 09:30 > 09:30 care1 > 09:35
issue 0 met 08:55
issue 1 met 09:35
care0 here 00:00-09:00 10:00-12:00 busy 08:50-08:55
care1 here 00:00-12:00 busy 09:30-09:35
care2 here 00:00-12:00
"""
    )


def test_of_several_idle_ones_those_go_who_were_idle_last() -> None:
    """At 9:00 two of three have to go; care2 had nothing to do so far."""
    log = tell("""
demand: {calls: {trace: [31200, 31260, 34200]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  care:
    head_count: [{agents: 1, hours: Mon 00:00-12:00}, {agents: 2, hours: Mon 00:00-09:00}]
    skills: {channels: phone}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 08:40 > 08:40 care0 > 08:45
phone 1 08:41 > 08:41 care1 > 08:46
phone 2 09:30 > 09:30 care2 > 09:35
issue 0 met 08:45
issue 1 met 08:46
issue 2 met 09:35
care0 here 00:00-09:00 busy 08:40-08:45
care1 here 00:00-09:00 busy 08:41-08:46
care2 here 00:00-12:00 busy 09:30-09:35
"""
    )


def test_the_last_of_those_at_work_drop_it() -> None:
    """Care3 is gone since 1:00. At 9:00 two of the others have to go: first care2, whose call the
    clerk takes, then care1, whose call waits for care0. At 10:00 care1 comes back."""
    log = tell("""
demand: {calls: {trace: [32280, 32290, 32300]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  care:
    head_count:
      - {agents: 1, hours: Mon 00:00-12:00}
      - {agents: 1, hours: "Mon 00:00-09:00, Mon 10:00-12:00"}
      - {agents: 1, hours: Mon 00:00-09:00}
      - {agents: 1, hours: Mon 00:00-01:00}
    end_of_shift: hand_back
    skills: {channels: phone}
  clerks: {head_count: 1, skills: {channels: phone}}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 08:58 > 08:58 care0 > 09:03
phone 1 08:58:10 > 08:58:10 care1 handed back 09:00 > 09:03 care0 > 09:06:10
phone 2 08:58:20 > 08:58:20 care2 handed back 09:00 > 09:00 clerks0 > 09:03:20
issue 0 met 09:03
issue 1 met 09:06:10
issue 2 met 09:03:20
care0 here 00:00-12:00 busy 08:58-09:06:10
care1 here 00:00-09:00 10:00-12:00 busy 08:58:10-09:00
care2 here 00:00-09:00 busy 08:58:20-09:00
care3 here 00:00-01:00
clerks0 here 00:00-1d 00:00 busy 09:00-09:03:20
"""
    )
