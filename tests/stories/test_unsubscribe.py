"""The second life of a complaint: answered in minutes, fixed on Monday (Brian Cantor, 2012).

An unwanted mailing; unsubscribing by e-mail has no effect, as the next mailing shows. A tweet is
answered within minutes, but what it takes is a task for an office that is closed by then. On
Saturday morning comes the next mailing: the second tweet hears that nobody works at the weekend.
"""

from __future__ import annotations

from sim.kpi import measure
from tests.stories.telling import live, scenario_of, tell

WEEKDAYS, ALL_DAYS = "Mon-Fri 09:00-17:00", "Mon-Sun 09:00-21:00"
FIRM = """
clock: {start: 2026-01-09, length: 4 days, run_out: 0 s}
customers:
  population: 1
  trust: {start: 4, rate: 50 %}
demand: {mailing: {trace: [7200], channels: email}}
issue_types:
  unsubscribe:
    work: {acknowledge: 2 min, fix: 5 min}
    leaves: {fix: office}
    resolves_by_team: {form: 0}
    found_out_after: never
    recurs: {every: 15 h 30 min}
    chase: 3 min
channels:
  email: {kind: deferred, expected_reply: 1 day}
  twitter: {kind: deferred, public: yes, expected_reply: 1 h, hours: Mon-Sun 08:00-22:00}
tasks: {office: {hours: HOURS}}
returns: {recurrence: {chance: 1, channel: twitter, delay: 30 min, at_most: 2}}
teams:
  form: {head_count: 1, skills: {channels: email}}
  social_desk:
    head_count: {agents: 1, hours: "Mon-Sun 08:00-22:00"}
    skills: {channels: twitter, does: acknowledge}
  back_office: {head_count: {agents: 1, hours: HOURS}, skills: {tasks: office}}
"""
"""From a Friday on: a mailing at 02:00, the next ones 15.5 h after each other."""


def firm(hours: str) -> str:
    return FIRM.replace("HOURS", f'"{hours}"')


def test_under_an_office_that_works_on_weekdays() -> None:
    """Answered within minutes, twice; two unwanted mailings later it is fixed, on Monday.

    Days count from Friday. Points: 4.2, first answered three doublings sooner than expected
    (+ 0.3), two further contacts (- 0.8).
    """
    assert (
        tell(firm(WEEKDAYS))
        == """
email 0 02:00 [said done, found out 17:30] > 02:00 form0 > 02:07
twitter 0.1 18:00 (recurrence) > 18:00 social_desk0 > 18:02
office 0 18:02 > 3d 09:00 back_office0 > 3d 09:05 fixed
twitter 0.2 1d 09:30 (recurrence) > 1d 09:30 social_desk0 > 1d 09:33
issue 0 met 3d 09:05, 3.7 of 5 at 3d 09:05
"""
    )


def test_under_an_office_that_works_all_week() -> None:
    """The same customer and draws: done before the next mailing, without a second tweet."""
    assert (
        tell(firm(ALL_DAYS))
        == """
email 0 02:00 [said done, found out 17:30] > 02:00 form0 > 02:07
twitter 0.1 18:00 (recurrence) > 18:00 social_desk0 > 18:02
office 0 18:02 > 18:02 back_office0 > 18:07 fixed
issue 0 met 18:07, 4.1 of 5 at 18:07
"""
    )


def test_what_a_dashboard_of_replies_sees() -> None:
    """The reply times are the same; the time to resolution is five times as long."""
    found = [measure(live(firm(hours)), scenario_of(firm(hours))) for hours in (WEEKDAYS, ALL_DAYS)]
    weekdays, all_days = ({name: one.value for name, one in values.items()} for values in found)
    assert weekdays["resolution.mean_ack_h"] == all_days["resolution.mean_ack_h"] == 7 / 60
    assert (
        weekdays["twitter.reply_within_expected"] == all_days["twitter.reply_within_expected"] == 1
    )
    assert weekdays["resolution.met_mean_h"] == 79 + 5 / 60
    assert all_days["resolution.met_mean_h"] == 16 + 7 / 60
