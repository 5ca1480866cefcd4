"""Warnings of too much work and too few agents: when they are given and what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.erlang import Traffic, enough
from sim.scenario import ScenarioFile
from sim.scenario.checks.findings import Subject
from sim.scenario.expected.staffing import agents_at_work

Write = Callable[..., ScenarioFile]


def load_warnings(file: ScenarioFile) -> list[str]:
    """Warnings about work and agents."""
    signs = ("more work than", "agents are at work", "agent is at work", "finds no room")
    found = [f"{one.path}: {one.message}" for one in file.warnings()]
    return [text for text in found if any(sign in text for sign in signs)]


def one(file: ScenarioFile) -> str:
    (found,) = load_warnings(file)
    return found


CLOSED = """
demand: {calls: {rate: 1680 per week}}
issue_types: {question: {work: 6 min, channels: phone}}
channels:
  phone: {hours: "Mon-Fri 09:00-17:00", second_choice: email, service_target: 50 % in 1 h}
  email: {kind: deferred, share: 0}
teams:
  care: {shifts: {agents: 12, hours: "Mon-Fri 09:00-17:00"}, skills: {channels: phone}}
  writers: {shifts: {agents: 1, hours: "Mon-Fri 09:00-17:00"}, skills: {channels: email}}
"""


def test_a_second_choice_that_nobody_takes_makes_no_work(write: Write) -> None:
    # 1,280 of the 1,680 calls find the doors closed: 128 h by mail for 40 h.
    assert one(write(CLOSED)).startswith(
        "teams.writers: more work than this team can do: at least 128.0 h a week for 40.0 h of "
        "agents at work (0.76 erlangs offered, 0.24 agents in the average week); the backlog grows"
    )
    back = "returns: {closed: {chance: 50 %, delay: 1 h, at_opening: true, CHANNEL}}\n"
    # With a rule of its own nobody writes; half of them call when the doors are open. On
    # Monday an hour after the opening 320 of those of the weekend call at once.
    (found,) = load_warnings(write(CLOSED + back.replace(", CHANNEL", "")))
    assert "writers" not in found
    assert "Mon 10:00-11:00, 12 agents are at work where" in found
    # A quarter of 1,280 writes: 32 h.
    found = load_warnings(write(CLOSED + back.replace("CHANNEL", "channel: {same: 1, second: 1}")))
    assert not [text for text in found if "writers" in text]


OVER = """
demand: {calls: {rate: 600 per week, profile: "Mon-Fri 09:00-17:00"}}
issue_types: {question: {work: constant(6 min)}}
channels: {phone: {hours: "Mon-Fri 09:00-17:00", CHANNEL}}
teams: {care: {shifts: {agents: 1, hours: "Mon-Fri 09:00-17:00"}, skills: {channels: phone}, TEAM}}
"""
"""60 h of work a week for 40 h; one call in hand at five ends of shifts, half of 6 min left."""


CUT_OFF = "; at least 33 % of it stays undone: customers are cut off at closing on `phone`;"


@pytest.mark.parametrize(
    ("channel", "team", "says"),
    [
        ("at_closing: keep", "", "; the backlog grows; Mon"),
        ("kind: deferred", "", "; the backlog grows; 1.49 times the hours would keep up."),
        (
            "patience: 3 min",
            "",
            "; at least 33 % of it stays undone: customers give up on `phone`;",
        ),
        ("lines: 3", "", "; at least 33 % of it stays undone: customers are blocked on `phone`;"),
        ("at_closing: disconnect", "", "customers are cut off at closing on `phone`;"),
        ("waiting_room: 2, patience: 3 min", "", "customers give up or are blocked on `phone`;"),
        (
            "lines: 9, patience: 3 min, callback: {after: 1 min}",
            "",
            "customers give up, are blocked or ring off until they are called back on `phone`;",
        ),
        (
            "patience: 3 min, callback: {after: 1 min, accepts: 0 %}",
            "",
            "customers give up on `phone`;",
        ),
        ("at_closing: keep, patience: 3 min", "", "undone: customers give up on `phone`;"),
        ("kind: live", "end_of_shift: clear", "; agents stay late for it; Mon"),
        ("kind: deferred", "end_of_shift: clear", "average week); the backlog grows;"),
        ("at_closing: serve_out", "", "; agents stay late for it; Mon"),
        ("at_closing: serve_out", "end_of_shift: hand_back", CUT_OFF),
        ("at_closing: disconnect", "end_of_shift: hand_back", CUT_OFF),
        ("when_closed: queue", "end_of_shift: hand_back", "; the backlog grows;"),
    ],
)
def test_what_becomes_of_too_much_work(write: Write, channel: str, team: str, says: str) -> None:
    text = OVER.replace("CHANNEL", channel).replace(", TEAM", f", {team}" if team else "")
    found = one(write(text))
    assert "at least 60.0 h a week for 40.0 h of agents at work (0.36 erlangs" in found
    assert says in found


def test_agents_who_stay_can_only_work_around_the_clock(write: Write) -> None:
    # One agent who stays has 24 h a day on five days: 120 h.
    text = OVER.replace("CHANNEL", "kind: live").replace("TEAM", "end_of_shift: clear")
    assert "; agents stay late for it;" in one(write(text.replace("600 per", "1190 per")))
    more = one(write(text.replace("600 per", "1210 per")))
    assert "; agents stay late for it, or the backlog grows;" in more


def test_a_line_that_nobody_stays_for_grows(write: Write) -> None:
    # The calls of those who stay end; the mails wait from week to week.
    text = OVER.replace("CHANNEL", "at_closing: serve_out").replace(", TEAM", "")
    text = text.replace("}}\nteams", "}, email: {kind: deferred}}\nteams").replace(
        "skills: {channels: phone}", "skills: {channels: [phone, email]}"
    )
    assert "or the backlog grows" in one(write(text))


ONCE = """
clock: {start: 2026-01-05, length: LENGTH}
demand: {mails: DEMAND}
issue_types: {question: {work: 1 h}}
channels: {email: {kind: deferred}}
teams: {care: {shifts: {agents: 1, hours: "Mon-Fri 09:00-17:00"}, skills: {channels: email}}}
"""
"""40 h of work can be done a week, and about an eighth of a day more after shifts."""
FORECAST = "{{forecast: [[{start}, 86400, {issues}]]}}"


@pytest.mark.parametrize(
    ("length", "demand", "says"),
    [
        ("4 weeks", "{rate: 60 per week}", "; the backlog grows;"),
        ("1 week", "{rate: 60 per week}", "; the backlog grows;"),
        ("2 days", "{rate: 560 per week}", "; at least 73 % of it is left when the measured"),
        # 200 mails on the first day, for the 160 h of four weeks; on the last one.
        ("4 weeks", FORECAST.format(start=0, issues=200), "of it is left when the measured time"),
        ("4 weeks", FORECAST.format(start=27 * 86400, issues=200), "; the backlog grows;"),
        (
            "1 week",
            FORECAST.format(start=0, issues=60),
            "of it is left when the measured time ends",
        ),
    ],
)
def test_work_that_comes_once_makes_no_growing_backlog(
    write: Write, length: str, demand: str, says: str
) -> None:
    assert says in one(write(ONCE.replace("LENGTH", length).replace("DEMAND", demand)))


@pytest.mark.parametrize(("goes_on", "grows"), [("claim", True), ("other", False)])
def test_only_what_comes_to_the_same_team_goes_on(write: Write, goes_on: str, grows: bool) -> None:
    once = FORECAST.format(start=0, issues=200).replace("]]}", "]], issue_types: claim}")
    text = ONCE.replace("LENGTH", "4 weeks").replace("DEMAND", once)
    text = text.replace("{mails:", f"{{later: {{rate: 1 per week, issue_types: {goes_on}}}, mails:")
    text = text.replace("{question: {work: 1 h}}", "{claim: {work: 1 h}, other: {work: 1 h}}")
    others = "others: {head_count: 9, skills: {channels: email, issue_types: other}}"
    text = text.replace(
        "channels: email}}}", f"channels: email, issue_types: claim}}}}, {others}}}"
    )
    assert ("the backlog grows" in one(write(text))) == grows


def test_work_in_hand_at_the_end_of_a_shift_is_finished(write: Write) -> None:
    # 6 tasks of 10 h: 60 h for 40 h. When a shift ends half a task is left on average, five
    # times a week: 25 h more, so it is not sure to be too much. Handed back it is.
    text = OVER.replace("CHANNEL", "kind: deferred").replace("600 per week", "6 per week")
    text = text.replace("6 min", "10 h")
    assert load_warnings(write(text.replace(", TEAM", ""))) == []
    found = one(write(text.replace("TEAM", "end_of_shift: hand_back")))
    assert "at least 60.0 h a week for 40.0 h of agents at work (" in found
    # Of 9 a week: 90 h for 40 h and 25 h.
    more = one(write(text.replace(", TEAM", "").replace("6 per week", "9 per week")))
    assert "40.0 h of agents at work, and about 25.0 h to finish what is in hand" in more


TWO_TEAMS = """
demand: {calls: {rate: 1200 per week}}
issue_types: {question: {work: 6 min}, order: {work: 6 min}}
channels: {email: {kind: deferred}}
teams:
  care:
    head_count: {agents: 1, hours: "Mon-Fri 09:00-17:00"}
    skills: {channels: email, issue_types: question}
  both: {head_count: {agents: 1, hours: "Mon-Fri 09:00-17:00"}, skills: {channels: email}}
"""


def test_the_smallest_group_that_has_too_much_is_named(write: Write) -> None:
    # Orders alone are 60 h for the 40 h of those who take them.
    found = one(write(TWO_TEAMS))
    assert found.startswith("teams.both: more work than this team can do: at least 60.0 h")
    # 36 h of orders fit into 40 h, all 120 h do not fit into 80 h.
    fewer = TWO_TEAMS.replace("order: {", "order: {share: 30 %, ")
    fewer = fewer.replace("question: {", "question: {share: 70 %, ")
    together = one(write(fewer))
    assert "teams `care`, `both` together can do: at least 120.0 h a week for 80.0 h" in together


SHORT = """
demand: {calls: {rate: 4000 per week, profile: "Mon-Fri 09:00-17:00"}}
issue_types: {question: {work: exponential(4 min)}}
channels:
  phone: {hours: "Mon-Fri 09:00-17:00", service_target: 80 % in 20 s, PATIENCE}
teams: {care: {shifts: {agents: 7, hours: "Mon-Fri 09:00-17:00"}, skills: {channels: phone}}}
"""
"""A hundred calls an hour: 6.67 erlangs."""


@pytest.mark.parametrize(
    ("patience", "mean_s", "name"),
    [("patience: exponential(3 min)", 180.0, "Erlang A"), ("patience: never", None, "Erlang C")],
)
def test_agents_that_would_be_enough(
    write: Write, patience: str, mean_s: float | None, name: str
) -> None:
    calls = Traffic(100 / 3600, 240.0) if mean_s is None else Traffic(100 / 3600, 240.0, mean_s)
    need = enough(calls, 0.8, 20.0)
    assert need == (9 if mean_s else 10)
    found = one(write(SHORT.replace("PATIENCE", patience)))
    assert found.startswith("channels.phone.service_target: ")
    assert f"7 agents are at work where {need} would be enough for 80 % in 20 s ({name})" in found
    assert "; too few in 40 hours of the week, with 100 % of the contacts; at best about" in found
    enough_ = SHORT.replace("PATIENCE", patience).replace("agents: 7", f"agents: {need}")
    assert load_warnings(write(enough_)) == []


def test_a_lower_target_or_none_is_met(write: Write) -> None:
    text = SHORT.replace("PATIENCE", "patience: exponential(3 min)")
    assert load_warnings(write(text.replace("80 % in 20 s", "60 % in 20 s"))) == []
    assert load_warnings(write(text.replace("service_target: 80 % in 20 s, ", ""))) == []


def test_a_short_hour_that_hardly_counts_is_not_worth_a_word(write: Write) -> None:
    text = SHORT.replace("PATIENCE", "patience: exponential(3 min)")
    before, _, after = text.partition("shifts: {agents: 7")
    both = 'shifts: [{agents: MANY, hours: "Mon-Fri 09:00-16:00"}, {agents: FEW'
    text = (
        before
        + both
        + after.replace("09:00-17:00", "16:00-17:00").replace("}, skills", "}], skills")
    )
    assert load_warnings(write(text.replace("MANY", "10").replace("FEW", "7"))) == []
    found = one(write(text.replace("MANY", "8").replace("FEW", "2")))
    assert "Mon 16:00-17:00, 2 agents are at work where 9 would be enough" in found
    assert "; too few in 5 hours of the week, with 12 % of the contacts;" in found


TWO_SKILLS = """
demand: {calls: {rate: 4000 per week, profile: "Mon-Fri 09:00-17:00"}}
issue_types:
  question: {work: exponential(4 min), share: 90 %}
  order: {work: exponential(4 min), share: 10 %}
channels:
  phone: {hours: "Mon-Fri 09:00-17:00", service_target: 80 % in 20 s, patience: exponential(3 min)}
teams:
  care:
    shifts: {agents: 6, hours: "Mon-Fri 09:00-17:00"}
    skills: {channels: phone, issue_types: question}
  more:
    shifts: {agents: 6, hours: "Mon-Fri 09:00-17:00"}
    skills: {channels: phone, issue_types: order}
"""


def test_only_agents_who_may_answer_count(write: Write) -> None:
    found = one(write(TWO_SKILLS))
    assert found.startswith("teams.care: Mon ")
    assert "of the contacts that only this team takes; at best" in found
    assert load_warnings(write(TWO_SKILLS.replace(", issue_types: order", ""))) == []


def test_without_a_target_agents_must_keep_up(write: Write) -> None:
    text = """
demand: {calls: {rate: 500 per week, profile: "Mon 09:00-10:00"}, more: {rate: 500 per week}}
issue_types: {question: {work: 6 min}}
channels: {phone: {PATIENCE}}
teams: {care: {head_count: 10, skills: {channels: phone}}}
"""
    found = one(write(text.replace("PATIENCE", "patience: 3 min")))
    # 503 calls of 6 min in one hour: 50.3 erlangs.
    assert found.startswith(
        "teams.care: Mon 09:00-10:00, 10 agents are at work where 51 would be enough to keep up;"
        " too few in 1 hour of the week, with 50 % of the contacts; customers give up on `phone`."
    )
    waits = one(write(text.replace("PATIENCE", "patience: never")))
    assert waits.endswith("; they wait until later hours.")
    calm = text.replace("rate: 500 per week, profile", "rate: 100 per week, profile")
    assert load_warnings(write(calm.replace("PATIENCE", "patience: 3 min"))) == []


def test_agents_at_work_add_up_to_the_staffed_hours(write: Write) -> None:
    file = write(
        """
clock: {start: 2026-01-05, length: 2 weeks, holidays: [2026-01-06]}
demand: {calls: {rate: 100 per week}}
channels: {phone: {}}
teams:
  care:
    shifts:
      - {agents: 3, hours: "Mon-Fri 08:00-16:00 except holidays", breaks: 12:00 for 30 min}
      - {agents: 2, hours: "Fri 22:00-06:00"}
    shrinkage: 20 %
    skills: {channels: phone}
  more: {head_count: [{agents: 4, hours: "Sun 10:10-12:00", BREAK}], skills: {channels: phone}}
""".replace("BREAK", "breaks: 11:00 for 15 min")
    )
    built = file.resolved().built
    assert built.scenario is not None
    subject = Subject(built.scenario, built.root)
    found = agents_at_work(built.scenario, subject.flows.week, subject.staffed)
    for name, hours in subject.staffed.items():
        assert found[name].sum() / 4.0 == pytest.approx(hours)
    care = found["care"]
    assert care[8 * 4] == pytest.approx(care[9 * 4])
    assert care[12 * 4] == care[12 * 4 + 1] == 0.0 < care[12 * 4 + 2]
    assert care[24 * 4 + 8 * 4] == pytest.approx(care[8 * 4] / 2.0)  # one Tuesday of two
    assert care[(4 * 24 + 23) * 4] == pytest.approx(care[(5 * 24 + 5) * 4])
    assert found["more"][(6 * 24 + 10) * 4] == pytest.approx(4.0 * 5.0 / 15.0)
    assert found["more"][(6 * 24 + 11) * 4] == 0.0


def test_pauses_that_find_no_room_are_not_taken(write: Write) -> None:
    # A task takes a quarter of the day and waits when the break comes: seven in ten tasks at hand
    # end before the last half hour of the shift, or so; the breaks of the others are lost.
    text = OVER.replace("CHANNEL", "kind: deferred").replace("600 per week", "30 per week")
    text = text.replace("constant(6 min)", "exponential(2 h)").replace(", TEAM", "")
    plain = one(write(text))
    assert "at least 60.0 h a week for 40.0 h of agents at work, and about 10.0 h" in plain
    pause = text.replace('17:00"}, skills', '17:00", breaks: 16:00 for 30 min}, skills')
    assert "(78 % of the pauses of `care` find no room before a shift ends)" in one(write(pause))
    hours = float(one(write(pause)).split(" h of agents at work")[0].rsplit(" ", 1)[1])
    # Planned: 37.5 h. One that is busy at 16:00 is still so at 16:30 with chance exp(-1/4), and
    # then the break has no room: 0.78 of five half hours are worked.
    assert 38.0 < hours < 39.8


def test_pauses_that_long_work_crowds_out_are_told(write: Write) -> None:
    # Two hours of work in shifts of eight: 15 % of the shrinkage is not taken by a team that is
    # always busy (tests/properties/test_agents_time.py simulates it); with one hour it is 8 %.
    text = """
demand: {mails: {rate: 10 per week}}
issue_types: {question: {work: WORK}}
channels: {email: {kind: deferred}}
teams:
  back:
    shifts: {agents: 10, hours: "Mon-Fri 09:00-17:00"}
    shrinkage: 30 %
    skills: {channels: email}
"""
    found = one(write(text.replace("WORK", "2 h")))
    assert found.endswith(
        "teams.back: about 15 % of the time of its breaks and shrinkage finds no room beside work "
        "of 2 h on average, if the team is always busy: 298.0 h a week at work, not 280.0 h."
    )
    assert load_warnings(write(text.replace("WORK", "1 h"))) == []


def test_who_waits_for_later_hours_may_meet_closed_doors(write: Write) -> None:
    text = """
demand: {calls: {rate: 400 per week, profile: "Mon-Fri 16:00-17:00"}}
issue_types: {question: {work: 6 min}}
channels: {phone: {hours: "Mon-Fri 09:00-17:00", patience: never, RULE}}
teams: {care: {shifts: {agents: 3, hours: "Mon-Fri 09:00-17:00"}, skills: {channels: phone}, TEAM}}
"""
    waits, cut = "they wait until later hours", "customers are cut off at closing on `phone`"
    for rule, ends in (("serve_out", f"{waits}, or {cut}"), ("keep", waits)):
        said = text.replace("RULE", f"at_closing: {rule}").replace(
            "TEAM", "end_of_shift: hand_back"
        )
        assert one(write(said)).endswith(f"; {ends}.")
    stay = text.replace("RULE", "at_closing: serve_out").replace(", TEAM", "")
    assert one(write(stay)).endswith(f"; {waits}.")


def test_nobody_at_work_finishes_nothing_after_shifts(write: Write) -> None:
    # Nine mails of ten hours for somebody who is never there, or half of the time.
    text = OVER.replace("CHANNEL", "kind: deferred").replace("TEAM", "absence: SHARE")
    text = text.replace("6 min", "10 h").replace("600 per week", "9 per week")
    assert "for 0.0 h of agents at work (0.54" in one(write(text.replace("SHARE", "100 %")))
    half = one(write(text.replace("SHARE", "50 %")))
    assert "for 20.0 h of agents at work, and about 12.5 h to finish what is in hand" in half


@pytest.mark.parametrize(
    ("work", "mean", "warned"), [("3 min", "6 min", True), ("6 min", "3 min", False)]
)
def test_handle_times_by_hour_count_instead_of_the_work(
    write: Write, work: str, mean: str, warned: bool
) -> None:
    """60 h of 6 min for the 40 h of an agent are too much, 30 h of 3 min are not."""
    means = f'{{hours: "Mon-Fri 09:00-17:00", by_hour: [{", ".join([mean] * 8)}]}}'
    text = OVER.replace("constant(6 min)", f"{work}, handle_time_by_hour: {means}")
    text = text.replace("CHANNEL", "at_closing: keep").replace(", TEAM", "")
    found = load_warnings(write(text))
    assert len(found) == warned
    assert all("at least 60.0 h a week for 40.0 h of agents" in one for one in found)
