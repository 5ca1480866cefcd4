"""Talk that is cut at a target for handling time: what is left out makes fixes fail."""

from __future__ import annotations

from datetime import date

from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, tell

DAY = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 10 min}}
channels: {phone: {returns: {unresolved: {chance: 100 %, delay: 5 min}}}}
teams: {care: {head_count: 1, skills: {channels: phone}, handle_time_target: 4 min}}
"""


def test_a_fix_holds_in_proportion_to_the_work_done() -> None:
    """Four of ten minutes: the first fix does not hold, the second one does."""
    assert (
        tell(DAY)
        == """
phone 0 00:00 [360 s left out by care, lost by care] > 00:00 care0 > 00:04
phone 0.1 00:09 (unresolved) [360 s left out by care] > 00:09 care0 > 00:13
issue 0 met 00:13
"""
    )


def test_the_overhead_comes_on_top_of_the_target_in_each_contact() -> None:
    log = tell(DAY.replace("target: 4 min", "target: {talk: 4 min, overhead: 1 min}"))
    assert "> 00:00 care0 > 00:05" in log
    assert "> 00:10 care0 > 00:15" in log


def test_who_has_waited_is_cut_short_like_who_has_not() -> None:
    """One is taken up on arrival, the others when the agent has a hand free."""
    text = DAY.replace("trace: [0]", "trace: [0, 0, 0]").replace(
        "returns:", "patience: never, returns:"
    )
    for hands in (1, 2):
        many = text.replace("handle_time", f"concurrency: {hands}, handle_time")
        cut = live(many).details["cut_short"]
        assert len(cut) == len(live(many).contacts) > 3
        assert set(cut["left_out_s"]) == {360.0}


def test_several_steps_are_one_talk() -> None:
    steps = "work: {acknowledge: 2 min, diagnose: 2 min, fix: 6 min}"
    assert tell(DAY.replace("work: 10 min", steps)) == tell(DAY)


def left_out(returned_work: str) -> list[float]:
    text = DAY.replace("work: 10 min", "work: 'uniform(6 min, 20 min)'")
    text = text.replace("4 min}", f"{{talk: 4 min, returned_work: {returned_work}}}}}")
    record = live(text)
    assert record.issues["round"][0] == len(record.contacts) - 1 == 3
    return [float(value) for value in record.details["cut_short"]["left_out_s"]]


def test_a_need_that_comes_back_keeps_its_work_or_is_drawn_anew() -> None:
    kept, new = left_out("kept"), left_out("new")
    assert len(set(kept)) == 1
    assert len(set(new)) == 4
    assert new[0] == kept[0]  # the first draw is that of the plan


DESK = """
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  claim: {work: {diagnose: 8 min, fix: 8 min}, authority: 1, leaves: {fix: office}}
channels: {phone: {returns: {unresolved: {chance: 100 %, delay: 5 min}}}}
tasks: {office: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}, handle_time_target: 1 min}
  back:
    head_count: 1
    skills: [{tasks: office, authority: 1}, {channels: phone, authority: 1}]
    handle_time_target: TASKS
routing: {teams: {phone: care}}
"""


def test_what_is_left_out_before_a_task_harms_its_fix() -> None:
    """Nine of sixteen minutes are done, eight of them at the desk, whose tasks no target cuts."""
    assert (
        tell(DESK.replace("TASKS", "1 min"))
        == """
phone 0 00:00 [420 s left out by care] > 00:00 care0 > 00:01
office 0 00:01 [lost by care] > 00:01 back0 > 00:09 fixed
phone 0.1 00:14 (unresolved) [420 s left out by care] > 00:14 care0 > 00:15
office 0.1 00:15 > 00:15 back0 > 00:23 fixed
issue 0 met 00:23
"""
    )


def test_each_team_of_a_transfer_has_its_own_target() -> None:
    """The second team takes twelve minutes at most, the first one a minute."""
    text = DESK.replace("leaves: {fix: office}", "leaves: {fix: office, how: transfer}")
    assert (
        tell(text.replace("TASKS", "12 min"))
        == """
phone 0 00:00 [420 s left out by care, lost by care] > 00:00 care0 passed on 00:01 > 00:01 back0 > 00:09
phone 0.1 00:14 (unresolved) [420 s left out by care] > 00:14 care0 passed on 00:15 > 00:15 back0 > 00:23
issue 0 met 00:23
"""  # noqa: E501
    )


def test_who_finds_the_wrong_team_is_greeted_twice_and_cut_short_once() -> None:
    """The talk before the transfer is not cut: it brings nothing further."""
    assert (
        tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 3 min}}
channels: {phone: {}}
teams:
  care:
    head_count: 1
    skills: {channels: phone}
    handle_time_target: {talk: 2 min, overhead: 1 min}
  back:
    head_count: 1
    skills: {channels: phone}
    handle_time_target: {talk: 2 min, overhead: 30 s}
routing:
  teams: {phone: care}
  transfers: [{from: care, to: back, chance: 100 %, after: 5 min}]
""")
        == """
phone 0 00:00 [60 s left out by back, lost by back] > 00:00 care0 passed on 00:06 > 00:06 back0 > 00:08:30
issue 0 gave up 00:08:30
"""  # noqa: E501
    )


def test_a_chase_is_not_cut_short() -> None:
    log = tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  claim:
    work: {diagnose: 3 min, fix: 1 h}
    authority: 1
    leaves: {fix: office}
    chase: 6 min
channels: {phone: {returns: {broken_promise: {chance: 100 %, at_most: 1}}}}
tasks: {office: {hours: "Mon 01:00-24:00"}}
teams:
  care: {head_count: 1, skills: {channels: phone}, handle_time_target: 2 min}
  back: {head_count: 1, skills: {tasks: office, authority: 1}}
promise: {kind: fixed, within: 10 min}
""")
    assert (
        log
        == """
phone 0 00:00 [60 s left out by care] > 00:00 care0 > 00:02 promised 00:12
office 0 00:02 > 01:00 back0 > 02:00 fixed
phone 0.1 00:12 (broken_promise) > 00:12 care0 > 00:18 promised 00:28
issue 0 met 02:00
"""
    )


def test_what_was_cut_short_stays_so_when_it_is_handed_back() -> None:
    """Two of five minutes are done when the shift ends; somebody without a target does three."""
    assert (
        tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 10 min}}
channels: {phone: {}}
teams:
  care:
    shifts: [{agents: 1, hours: "Mon 00:00-00:02"}]
    end_of_shift: hand_back
    skills: {channels: phone}
    handle_time_target: {talk: 4 min, overhead: 1 min}
  late: {head_count: {agents: 1, hours: "Mon 00:10-24:00"}, skills: {channels: phone}}
""")
        == """
phone 0 00:00 [360 s left out by care, lost by care] > 00:00 care0 handed back 00:02 > 00:10 late0 > 00:13
issue 0 gave up 00:13
"""  # noqa: E501
    )


def test_two_contacts_of_an_issue_at_once_are_cut_each() -> None:
    """The first fix holds, so that the second is not judged."""
    assert (
        tell("""
demand: {mails: {trace: [0], channels: email}}
issue_types: {question: {work: 1 h}}
channels:
  email:
    kind: deferred
    expected_reply: 5 min
    returns: {no_reply: {chance: 100 %, at_most: 2}}
teams: {care: {head_count: 2, skills: {channels: email}, handle_time_target: 10 min}}
""")
        == """
email 0 00:00 [3000 s left out by care] > 00:00 care0 > 00:10
email 0.1 00:05 (no_reply) [3000 s left out by care] > 00:05 care1 > 00:15
issue 0 met 00:10
"""
    )


def test_who_is_not_reached_is_not_greeted() -> None:
    """Half a minute of ringing, and neither overhead nor cut."""
    log = tell("""
demand: {calls: {trace: [0, 0], channels: phone}}
issue_types: {question: {work: 3 min}}
channels: {phone: {patience: 1 h, callback: {after: 1 min, accepts: 100 %, answers: 0 %}}}
teams:
  care:
    head_count: 1
    skills: {channels: phone}
    handle_time_target: {talk: 2 min, overhead: 1 min}
""")
    assert "phone 1 00:00 [callback not reached 00:01 00:03] > 00:03 care0 > 00:03:30" in log


def test_the_target_is_about_work_and_not_about_the_clock() -> None:
    """At half the speed, two at a time and slowed down by it: four times as long on the clock."""
    log = tell("""
demand: {chats: {trace: [0, 0], channels: chat}}
issue_types: {question: {work: 4 min, after_contact: 1 min}}
channels: {chat: {}}
teams:
  care:
    head_count: 1
    skills: {channels: chat, speed: 0.5}
    concurrency: {contacts: 2, slow_down: 100 %}
    handle_time_target: 2 min
""")
    assert log.count("> 00:00 care0 > 00:08 free 00:12") == 2  # after-contact work is not cut


def test_the_work_of_the_hour_is_what_is_cut() -> None:
    log = tell("""
demand: {calls: {trace: [0, 3600], channels: phone}}
issue_types:
  question:
    work: 4 min
    handle_time_by_hour: [{hours: "Mon 01:00-02:00", by_hour: [8 min]}]
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}, handle_time_target: 5 min}}
""")
    assert "phone 0 00:00 > 00:00 care0 > 00:04" in log
    assert "phone 1 01:00 [180 s left out by care] > 01:00 care0 > 01:05" in log


def test_a_denial_is_not_lost_to_the_target() -> None:
    log = tell(DAY.replace("work: 10 min", "unresolvable: 100 %, work: 10 min"))
    assert "lost by" not in log
    assert "issue 0 denied 00:04" in log


def test_the_story_tells_it() -> None:
    told = " ".join(as_text(tell_story(live(DAY), 0, date(2026, 1, 5))).split())
    assert "The talk has been cut short at the target, 6 min of work left out" in told
    assert "The fix does not hold, since talk was cut short" in told
