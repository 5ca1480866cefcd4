"""What is legal but odd: found where it is, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import ScenarioFile, validate
from sim.scenario.checks.findings import Subject
from sim.scenario.defaults import defaults
from sim.scenario.model import Satisfaction
from tests.scenario.conftest import SMALL

Write = Callable[..., ScenarioFile]
SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def oddities(file: ScenarioFile) -> list[str]:
    return [f"{one.path}: {one.message}" for one in file.warnings()]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_are_valid(path: Path) -> None:
    assert [str(one) for one in validate(path) if one.severity == "error"] == []


@pytest.mark.parametrize("name", [path.stem for path in SHIPPED if path.stem != "bank-1999"])
def test_shipped_scenarios_hold_no_oddity(name: str) -> None:
    (path,) = [path for path in SHIPPED if path.stem == name]
    assert [str(one) for one in validate(path)] == []


def test_the_smallest_scenario_has_only_its_night(write: Write) -> None:
    assert oddities(write()) == []


def test_load_counts_deferred_work_and_shares_it_among_teams(write: Write) -> None:
    text = """
demand: {all: {rate: 100 per week}}
issue_types: {claim: {work: {diagnose: 6 min, fix: 54 min}, authority: 1, leaves: {fix: office}}}
channels: {email: {kind: deferred}}
tasks: {office: {lost: 10 %}}
teams:
  front: {head_count: {agents: 1, hours: "Mon 08:00-18:01"}, skills: {channels: email}}
  back: {head_count: {agents: 9, hours: "Mon 09:00-18:01"}, skills: {tasks: office, authority: 1}}
"""
    assert oddities(write(text)) == []
    (found,) = oddities(write(text.replace("agents: 9", "agents: 8")))
    assert "at least 81.0 h a week for 72.1 h" in found
    helped = text.replace("agents: 9", "agents: 8").replace(
        "skills: {channels: email}", ("skills: [{channels: email}, {tasks: office, authority: 1}]")
    )
    (both,) = oddities(write(helped))
    assert "teams `front`, `back` together" in both
    assert "at least 91.0 h a week for 82.2 h" in both


def test_chats_at_once_make_room(write: Write) -> None:
    text = """
demand: {all: {rate: 12 per hour}}
issue_types: {question: {work: 10 min}}
channels: {chat: {}}
teams:
  care: {head_count: 1, skills: {channels: chat}, concurrency: {contacts: 3, slow_down: 25 %}}
"""
    assert oddities(write(text)) == []
    (found,) = oddities(write(text.replace("contacts: 3", "contacts: 2")))
    # 336 h of chats, two at once at 1.6 times the pace of one: 210 h of the agent's time.
    assert "at least 210.0 h a week for 168.0 h" in found


def test_a_key_counts_as_unread_only_if_no_variant_reads_it(write: Write, tmp_path: Path) -> None:
    text = (
        SMALL
        + "calendars: {late: Mon-Fri 18:00-20:00, never_used: Sat 09:00-12:00}\n"
        + "promise: {kind: none, within: 2 h, margin: 3}\n"
        + "tasks: {office: {}}\n"
        + "variants:\n  fixed: {promise.kind: fixed, issue_types.question.leaves.fix: office,"
        + " channels.phone.hours: late}\n"
    )
    write(text)
    paths = [one.path for one in validate(tmp_path / "scenario.yaml")]
    assert "promise.within" not in paths
    assert "calendars.late" not in paths
    assert "promise.margin" in paths
    assert "calendars.never_used" in paths


def test_a_setting_that_nothing_reads_is_told(write: Write) -> None:
    found = write().warnings(None, ["promise.margin=2"])
    assert [(one.file, one.path) for one in found] == [("--set", "promise.margin")]


def test_oddities_of_some_variants_name_them(write: Write, tmp_path: Path) -> None:
    write(SMALL + "variants: {few: {teams.care.head_count: {agents: 1, hours: 'Mon 08:00-09:00'}}}")
    found = [one.message for one in validate(tmp_path / "scenario.yaml")]
    assert len(found) == 2
    assert all(message.endswith("(variant `few`)") for message in found)


def test_busy_hours_follow_the_profile(write: Write) -> None:
    file = write(SMALL.replace("rate: 6 per hour", 'rate: 6 per hour, profile: "Mon 09:00-11:00"'))
    built = file.resolved().built
    assert built.scenario is not None
    subject = Subject(built.scenario, built.root)
    assert subject.busy("phone") == ((9 * 3600.0, 11 * 3600.0),)


def test_every_disputable_default_has_a_value_and_an_origin() -> None:
    listed = {one.path: one for one in defaults()}
    assert len(listed) == len(defaults())
    assert all(one.value and one.source and one.grade in "S M W assumed" for one in listed.values())
    assert listed["satisfaction.base"].value == "4.2"
    assert listed["promise.within"].value == "1 day"
    named = {path.removeprefix("satisfaction.") for path in listed if "satisfaction" in path}
    assert named == set(Satisfaction.model_fields)


def test_hours_outside_of_a_short_simulation_do_not_count(write: Write) -> None:
    text = SMALL + "clock: {start: 2026-01-07, length: 12 h}\n"
    open_all_day = text.replace("phone: {hours: Mon-Fri 08:00-18:00}", "phone: {}")
    staffed = open_all_day.replace(
        "head_count: 3", "head_count: [{agents: 3, hours: Wed 00:00-12:00}]"
    )
    assert [
        one for one in oddities(write(staffed)) if "nobody" in one or "nothing can" in one
    ] == []


def test_days_of_the_week_weigh_alike_without_a_rhythm(write: Write) -> None:
    steady = SMALL.replace("hours: Mon-Fri 08:00-18:00", "") + "clock: {length: 10 days}\n"
    assert oddities(write(steady)) == []
    assert "not whole weeks" in oddities(write(SMALL + "clock: {length: 10 days}\n"))[0]


@pytest.mark.parametrize(
    ("clock", "hours", "profile", "said"),
    [
        # Days that differ: whole weeks, unless some days were chosen.
        ("length: 10 days", "Mon-Fri 08:00-18:00", "flat", "10 days, not whole weeks"),
        (
            "length: 1 week, warm_up: 1 day",
            "Mon-Fri 08:00-18:00",
            "flat",
            "6 days, not whole weeks",
        ),
        ("length: 1 day", "Mon-Fri 08:00-18:00", "flat", ""),
        ("length: 5 days", "Mon-Fri 08:00-18:00", "flat", ""),
        ("length: 2 weeks", "Mon-Fri 08:00-18:00", "flat", ""),
        ("length: 10 days", "24/7", "Mon-Sat 08:00-18:00", "10 days, not whole weeks"),
        # Days that are alike: whole days.
        ("length: 10 days", "daily 08:00-18:00", "flat", ""),
        ("length: 10 days", "24/7", "daily 08:00-18:00", ""),
        ("length: 252 h", "daily 08:00-18:00", "flat", "10.5 days, not whole days"),
        ("length: 12 h", "daily 08:00-18:00", "flat", ""),
        # Hours that are alike.
        ("length: 252 h", "24/7", "flat", ""),
    ],
)
def test_days_and_hours_that_differ_have_to_weigh_alike(
    write: Write, clock: str, hours: str, profile: str, said: str
) -> None:
    text = f"""
clock: {{{clock}, run_out: 3 days}}
demand: {{calls: {{rate: 6 per hour, profile: {profile}}}}}
channels: {{phone: {{hours: "{hours}"}}}}
teams: {{care: {{head_count: 9, skills: {{channels: phone}}}}}}
"""
    found = [one for one in oddities(write(text)) if "not whole" in one]
    assert len(found) == bool(said)
    assert all(said in one for one in found)


def test_handle_times_that_differ_by_day_are_a_rhythm_too(write: Write) -> None:
    text = """
clock: {length: 10 days, run_out: 3 days}
demand: {calls: {rate: 6 per hour}}
issue_types: {question: {work: 4 min, handle_time_by_hour: {DAYS 08:00-09:00: [6 min]}}}
channels: {phone: {}}
teams: {care: {head_count: 9, skills: {channels: phone}}}
"""
    assert "not whole weeks" in oddities(write(text.replace("DAYS", "Mon")))[0]
    assert oddities(write(text.replace("DAYS", "daily"))) == []


def test_staffed_hours_touch_but_do_not_meet(write: Write) -> None:
    text = SMALL.replace("Mon-Fri 08:00-18:00", "Sun 22:00-06:00").replace(
        "head_count: 3", "shifts: {agents: 3, hours: 'Sun 23:00-05:00'}"
    )
    (found,) = oddities(write(text))
    assert found.endswith("open, but nobody is there to answer: Mon 05:00-06:00, Sun 22:00-23:00.")


IDLE = """
demand: {all: {rate: 6 per hour, profile: "Mon-Fri 07:00-09:00"}}
issue_types: {ask: {TYPE}}
channels: {phone: {hours: "Mon-Fri 07:00-18:00", patience: 5 min, MORE}}
teams:
  care: {shifts: {agents: 3, hours: "Mon-Fri 07:00-09:00"}, skills: {channels: phone, does: DOES}}
  late: {shifts: {agents: 2, hours: "Mon-Fri 12:00-18:00"}, skills: {channels: phone}}
"""
"""Calls of the morning, of which nothing is left for the second shift."""


@pytest.mark.parametrize(
    ("more", "issue_type", "also", "idle"),
    [
        ("", "", "", True),
        # Who waits for ever waits until somebody comes; who gives up after hours, until then.
        ("patience: never", "", "", False),
        ("patience: 4 h", "", "", False),
        ("patience: 2 h", "", "", True),
        ("", "patience: never", "", False),
        # Handed over by a team that is the wrong one, or that may not do the rest.
        ("", "", "routing: {teams: {phone: care}, TRANSFER}", False),
        ("", "leaves: {how: transfer}", "routing: {teams: {phone: care}}", False),
        (
            "",
            "",
            "routing: {teams: {phone: care}, overflow: {queue: phone, after: 1 s, to: late}}",
            True,
        ),
        ("", "", "routing: {teams: {phone: care}, TRANSFER NEVER}", True),
        # Coming back, or again and again.
        ("returns: {abandoned: {chance: 100 %, delay: 6 h}}", "", "", False),
        ("returns: {abandoned: {chance: 100 %, at_most: 0}}", "", "", True),
        ("returns: {blocked: 100 %}", "", "", True),
        ("", "recurs: 5 h", "", False),
        # Before closed doors.
        ('hours: "Mon-Fri 10:00-18:00", when_closed: queue, patience: never', "", "", False),
        ('hours: "Mon-Fri 10:00-18:00", patience: never', "", "", True),
        # Doors that close do not keep anybody, unless stated.
        ('hours: ["Mon-Fri 07:00-10:00", "Mon-Fri 12:00-18:00"], patience: never', "", "", True),
        (
            'hours: ["Mon-Fri 07:00-10:00", "Mon-Fri 12:00-18:00"], patience: never, '
            "at_closing: keep",
            *("", "", False),
        ),
    ],
)
def test_a_shift_is_idle_only_if_nothing_can_come(
    write: Write, more: str, issue_type: str, also: str, idle: bool
) -> None:
    text = IDLE.replace("patience: 5 min, MORE", more or "patience: 5 min")
    if more and "patience" not in more:
        text = text.replace(more, f"patience: 5 min, {more}")
    if "hours" in more:
        text = text.replace('hours: "Mon-Fri 07:00-18:00", ', "")
    transfer = "transfers: {from: care, to: late, chance: 100 %}"
    also = also.replace("TRANSFER NEVER", transfer.replace("100", "0")).replace(
        "TRANSFER", transfer
    )
    does = "diagnose" if "leaves" in issue_type else "fix"
    found = oddities(write(text.replace("TYPE", issue_type).replace("DOES", does) + also))
    about = [one for one in found if one.startswith("teams.late.") and "nothing can arrive" in one]
    assert bool(about) is idle, found


def test_surges_alone_make_demand(write: Write, tmp_path: Path) -> None:
    surge = "surges: {at: 2026-01-06 10:00, issues: 50, decay: 10 min}"
    text = f"""
clock: {{start: 2026-01-05, length: 1 week}}
demand: {{all: {{rate: 0 per week, {surge}}}}}
issue_types: {{ask: {{}}}}
channels: {{phone: {{hours: Mon-Fri 08:00-18:00, patience: 5 min}}}}
teams: {{care: {{shifts: {{agents: 3, hours: "Tue 09:00-12:00"}}, skills: {{channels: phone}}}}}}
"""
    write(text)
    found = [str(one) for one in validate(tmp_path / "scenario.yaml")]
    assert not [one for one in found if "nothing" in one or "no customer" in one], found
    write(text.replace("Tue", "Wed"))
    found = [str(one) for one in validate(tmp_path / "scenario.yaml")]
    assert [one for one in found if "work comes Tue 10:00-15:00" in one], found


@pytest.mark.parametrize(("population", "said"), [("none", 2), ("1000", 0)])
def test_shares_of_segments_make_up_a_population(
    tmp_path: Path, population: str, said: int
) -> None:
    """Whoever asks: also where each stream says which segments it comes from."""
    text = f"""
customers: {{population: {population}, segments: {{small: {{share: 3}}, large: {{share: 1}}}}}}
demand: {{callers: {{rate: 100 per week, segments: {{small: 1, large: 9}}}}}}
channels: {{phone: {{}}}}
teams: {{care: {{head_count: 2, skills: {{channels: phone}}}}}}
"""
    path = tmp_path / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    about = "every stream states its own `segments`"
    assert sum(about in str(one) for one in validate(path)) == said
