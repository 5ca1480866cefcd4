"""What is expected of redirects without a run: numbers worked out by hand, and no false alarm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario import ScenarioFile
from sim.scenario.expected.flows import Paces, flows_of

Write = Callable[..., ScenarioFile]
WEEK = """
demand: {posts: {rate: 1680 per week, channels: forum}}
issue_types: {question: {work: 6 min}}
channels:
  forum: {kind: deferred, redirect: {to: phone, RULE}}
  phone: {}
teams:
  social: {head_count: 20, skills: {channels: forum, DOES}}
  care: {head_count: 20, skills: {channels: phone}}
"""


def week(rule: str, does: str = "does: fix", phone: str = "{}", more: str = "") -> str:
    text = WEEK.replace("RULE", rule).replace("DOES", does).replace("phone: {}", f"phone: {phone}")
    return text.replace("kind: deferred,", f"kind: deferred, {more}")


@pytest.mark.parametrize(
    ("rule", "phone", "more", "forum", "told", "called"),
    [
        ("share: 50 %, follows: 40 %", "{}", "", 840.0, 840.0, 336.0),
        ("share: 50 %, follows: 40 %, work: 0 s", "{}", "", 840.0, 0.0, 336.0),
        ("issue_types: {question: 25 %}", "{}", "", 1260.0, 420.0, 210.0),
        ("share: 0 %", "{}", "", 1680.0, 0.0, 0.0),
        # A quarter get no answer at all, and of those who do half are redirected.
        ("share: 50 %, follows: 40 %", "{}", "answers: 75 %,", 630.0, 630.0, 252.0),
        # Ten an hour, on 50 of 168 hours with open doors.
        ("follows: 100 %", "{hours: 'Mon-Fri 08:00-18:00'}", "", 0.0, 1680.0, 500.0),
        # Half a day later, as the doors are open from midnight to noon.
        ("follows: 100 %, delay: 12 h", "{hours: 'Mon-Sun 00:00-12:00'}", "", 0.0, 1680.0, 840.0),
        # Who comes because of a redirect is not sent back.
        ("follows: 50 %", "{redirect: {to: forum}}", "", 0.0, 1680.0, 840.0),
    ],
)
def test_who_goes_where(
    write: Write, rule: str, phone: str, more: str, forum: float, told: float, called: float
) -> None:
    flows = flows_of(write(week(rule, phone=phone, more=more)).resolve())
    assert flows.reached.sum(axis=(1, 2)).tolist() == pytest.approx([forum, called], abs=0.02)
    assert flows.told.sum(axis=(1, 2)).tolist() == pytest.approx([told, 0.0], abs=0.02)


def test_who_follows_later_does_so_in_other_hours(write: Write) -> None:
    morning = week("follows: 100 %, delay: 3 h").replace(
        "per week", "per week, profile: Mon 08:00-09:00"
    )
    flows = flows_of(write(morning).resolve())
    assert flows.reached[1].sum(axis=0)[11] == pytest.approx(1680.0)


def loads(file: ScenarioFile) -> list[str]:
    return [f"{one.path}: {one.message}" for one in file.warnings() if "work" in one.message]


def test_work_is_what_is_told_and_what_follows(write: Write) -> None:
    # 1,680 a week are told in 3 min: 84 h; 840 of them call for 6 min: 84 h.
    few = week("work: 3 min", "does: acknowledge").replace("head_count: 20", "HEADS")
    one, half = "head_count: 1", "head_count: {agents: 1, hours: 'Mon-Sun 08:00-19:00'}"
    assert not loads(write(few.replace("HEADS", one)))
    found = loads(write(few.replace("HEADS", half)))
    assert [text.split(":")[0] for text in found] == ["teams.social", "teams.care"]
    assert all("at least 84.0 h a week for 77.0 h" in text for text in found)


@pytest.mark.parametrize(
    ("rule", "does"),
    [
        ("follows: 100 %", "does: acknowledge"),  # nobody has to diagnose here
        ("follows: 100 %, work: 0 s", "issue_types: []"),  # nor to do anything at all
    ],
)
def test_where_all_are_redirected_nobody_has_to_be_able_to_fix(
    write: Write, rule: str, does: str
) -> None:
    text = week(rule, does)
    if "[]" in does:
        text = text.replace(
            "  social: {head_count: 20, skills: {channels: forum, issue_types: []}}\n", ""
        )
    assert not write(text).warnings()
    told = [one.message for one in write(text.replace("{to:", "{share: 90 %, to:")).warnings()]
    assert any("nobody" in message for message in told)


@pytest.mark.parametrize("more", ["", "answers: 50 %,"])
@pytest.mark.parametrize("rule", ["share: 0 %", "share: 60 %, follows: 100 %"])
def test_the_pace_of_work_is_that_of_the_hours(write: Write, rule: str, more: str) -> None:
    """All need work of 12 min, twice the usual, whoever of them gets to work on it where."""
    hours = ", ".join(["12 min"] * 168)
    text = week(rule, more=more).replace(
        "work: 6 min", f"work: 6 min, handle_time_by_hour: [{hours}]"
    )
    flows = flows_of(write(text).resolve())
    for channel in (0, 1):
        if flows.reached[channel].any():
            assert Paces(flows).of(channel, 0).mean == pytest.approx(2.0)
