"""What is expected where in an average week: right numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario import ScenarioFile
from sim.scenario.expected.flows import Flows, flows_of

Write = Callable[..., ScenarioFile]
TEAM = "teams: {care: {head_count: 3, skills: {channels: [phone, email]}}}\n"


def flows(write: Write, text: str) -> Flows:
    return flows_of(write(text + TEAM).resolve())


def weekly(found: Flows, channel: str) -> float:
    place = list(found.scenario.channels).index(channel)
    return float(found.reached[place].sum())


def hour(found: Flows, channel: str, of_week: int) -> float:
    place = list(found.scenario.channels).index(channel)
    return float(found.reached[place].sum(axis=0)[of_week])


DOORS = """
demand: {all: {rate: 168 per week}}
issue_types: {question: {channels: phone}}
channels:
  phone: {hours: "Mon-Fri 08:00-18:00", SECOND}
  email: {kind: deferred, share: 0}
"""
"""One call an hour, 50 a week while the doors are open, 118 while they are closed."""


@pytest.mark.parametrize(
    ("second", "returns", "phone", "email"),
    [
        # Nobody comes back unless it is stated.
        ("", "", 50.0, 0.0),
        # All turned away go to the second choice, at once.
        ("second_choice: email", "", 50.0, 118.0),
        # A rule says otherwise: all of 80 % of them call again when the doors are open.
        ("second_choice: email", "{chance: 80 %, at_opening: true}", 50.0 + 94.4, 0.0),
        # Half of 80 % there, half here.
        (
            "second_choice: email",
            "{chance: 80 %, at_opening: true, channel: {same: 50 %, second: 50 %}}",
            50.0 + 47.2,
            47.2,
        ),
        # No contact more than the first: nobody comes back.
        ("second_choice: email", "{chance: 80 %, at_most: 0}", 50.0, 0.0),
        # Who calls again at once finds the doors still closed, 20 times.
        ("", "{chance: 100 %}", 50.0, 0.0),
        # 8 h later: of the 14 h of a night before a working day the last 8 end in open hours, and
        # the first 6 at night again; those 6, after 8 h more, in the morning from 2 h after
        # the opening on. On Friday to Monday (62 h) all who call again every 8 h get in on
        # Monday, in up to 8 calls; 8 rounds of calling again reach 64 h.
        ("", "{chance: 100 %, delay: 8 h}", 168.0, 0.0),
        # A channel's own rule counts before the scenario's.
        ("returns: {closed: 0 %}", "{chance: 80 %, at_opening: true}", 50.0, 0.0),
    ],
)
def test_closed_doors(write: Write, second: str, returns: str, phone: float, email: float) -> None:
    text = DOORS.replace("SECOND", second).replace(", }", "}")
    found = flows(write, text + (f"returns: {{closed: {returns}}}\n" if returns else ""))
    assert weekly(found, "phone") == pytest.approx(phone, abs=0.02)
    assert weekly(found, "email") == pytest.approx(email, abs=0.02)


def test_who_comes_back_at_the_opening_does_so_then(write: Write) -> None:
    text = DOORS.replace("SECOND", "returns: {closed: {chance: 50 %, at_opening: true}}")
    found = flows(write, text)
    # Mon 08:00: those of 62 h; Tue: those of 14 h.
    assert hour(found, "phone", 8) == pytest.approx(1.0 + 31.0)
    assert hour(found, "phone", 9) == pytest.approx(1.0)
    assert hour(found, "phone", 24 + 8) == pytest.approx(1.0 + 7.0)


def test_delays_after_the_opening_spread_over_the_day(write: Write) -> None:
    rule = "{chance: 100 %, at_opening: true, delay: exponential(1 h)}"
    found = flows(write, DOORS.replace("SECOND", f"returns: {{closed: {rule}}}"))
    # Of the 62 calls of the weekend 1 - 1/e call in the first hour, 1/e - 1/e² in the second.
    assert hour(found, "phone", 8) == pytest.approx(1.0 + 62.0 * 0.63212, abs=0.01)
    assert hour(found, "phone", 9) == pytest.approx(1.0 + 62.0 * 0.23254, abs=0.01)
    # The few beyond ten hours find closed doors again, and come back the day after.
    assert weekly(found, "phone") == pytest.approx(168.0, abs=0.02)


def test_who_may_queue_before_closed_doors_stays(write: Write) -> None:
    text = DOORS.replace("SECOND", "second_choice: email, when_closed: queue")
    assert weekly(flows(write, text), "phone") == pytest.approx(168.0)


def test_hours_count_as_they_are_open(write: Write) -> None:
    text = DOORS.replace("SECOND", "").replace(", }", "}").replace("08:00-18:00", "08:20-08:50")
    found = flows(write, text)
    assert hour(found, "phone", 8) == pytest.approx(0.5)
    assert weekly(found, "phone") == pytest.approx(2.5)


def test_doors_closed_on_holidays(write: Write) -> None:
    clock = "clock: {start: 2026-01-05, length: 2 weeks, holidays: [2026-01-06]}\n"
    text = clock + DOORS.replace("SECOND", "second_choice: email").replace(
        '"Mon-Fri 08:00-18:00"', '"Mon-Fri 08:00-18:00 except holidays"'
    )
    found = flows(write, text)
    # One Tuesday of two: 5 h of the average week.
    assert weekly(found, "phone") == pytest.approx(45.0)
    assert weekly(found, "email") == pytest.approx(123.0)


def test_a_forecast_is_spread_over_its_interval_and_averaged_by_hour(write: Write) -> None:
    clock = "clock: {start: 2026-01-05, length: 10 days}\n"
    demand = "demand: {all: {forecast: ROWS}}\n"
    channels = "channels: {phone: {}, email: {kind: deferred, share: 0}}\n"
    rows = "[[0, 7200, 4], [172800, 3600, 8], [604800, 3600, 6]]"
    found = flows(write, clock + demand.replace("ROWS", rows) + channels)
    # Mondays are measured twice: (2 + 6) / 2 in the first hour, 2 / 2 in the second.
    assert hour(found, "phone", 0) == pytest.approx(4.0)
    assert hour(found, "phone", 1) == pytest.approx(1.0)
    # The Wednesday twice too, the Thursday of ten days once.
    assert hour(found, "phone", 48) == pytest.approx(4.0)


def test_hours_that_are_not_simulated_bring_nothing(write: Write) -> None:
    clock = "clock: {start: 2026-01-07, length: 12 h}\n"
    text = clock + "demand: {all: {rate: 168 per week}}\nchannels: {phone: {}, email: {share: 0}}\n"
    found = flows(write, text)
    assert weekly(found, "phone") == pytest.approx(12.0)
    assert hour(found, "phone", 48) == pytest.approx(1.0)
    assert hour(found, "phone", 47) == 0.0


def test_shares_by_stream_type_and_segment(write: Write) -> None:
    text = """
customers: {segments: {new: {share: 25 %, channels: email}, old: {share: 75 %}}}
demand:
  first: {rate: 100 per week}
  second: {rate: 100 per week, channels: email, issue_types: {claim: 1}}
issue_types: {claim: {share: 60 %}, order: {share: 40 %, channels: {phone: 50 %, email: 50 %}}}
channels: {phone: {share: 90 %}, email: {share: 10 %, kind: deferred}}
"""
    found = flows(write, text)
    # First: 60 claims, 15 of new customers by email, 45 of old ones 90:10; 40 orders 50:50.
    # Second: 100 claims by email.
    assert weekly(found, "phone") == pytest.approx(40.5 + 20.0)
    assert weekly(found, "email") == pytest.approx(15.0 + 4.5 + 20.0 + 100.0)
