"""Changes by dotted path, variants, extending, and what wins over what."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import Scenario, ScenarioError, ScenarioFile, load, validate
from sim.scenario.reading import shape
from sim.scenario.values.part import Part
from sim.scenario.values.quantities import Fraction
from tests.scenario.conftest import SMALL

Write = Callable[..., ScenarioFile]


def test_later_wins(write: Write, tmp_path: Path) -> None:
    write(
        SMALL + "clock: {length: 1 week, warm_up: 1 day}\npromise: {kind: fixed, within: 2 h}",
        "base.yaml",
    )
    file = write(
        "extends: base.yaml\nclock: {length: 2 weeks}\n"
        "variants: {long: {clock.length: 3 weeks, promise: honest}}",
    )
    assert file.resolve().clock.length_s == 2 * 604800
    assert file.resolve().clock.warm_up_s == 86400
    assert file.resolve("long").clock.length_s == 3 * 604800
    assert file.resolve("long").promise.kind == "honest"
    assert file.resolve("long").promise.within_s == 7200
    settings = ["clock.length=4 weeks", "clock.length=5 weeks"]
    assert file.resolve("long", settings).clock.length_s == 5 * 604800


def test_sections_are_laid_key_by_key_and_the_rest_is_replaced(write: Write) -> None:
    write(
        """
demand: {a: {rate: 1 per hour, channels: {phone: 1, chat: 1}}}
channels: {phone: {patience: "gamma(mean 1 min, cv 1)"}, chat: {}}
teams: {care: {shifts: [{agents: 1, hours: 24/7}], skills: [{channels: phone}], wage: 9 USD/h}}
variants: {old: {clock.length: 1 week}}
""",
        "base.yaml",
    )
    file = write(
        """
extends: base.yaml
demand: {a: {channels: {chat: 1}}}
channels: {phone: {patience: {weibull: {shape: 2, scale: 1 min}}, lines: 5}}
teams: {care: {shifts: [{agents: 2, hours: 24/7}], skills: {channels: [chat, phone]}}}
"""
    )
    scenario = file.resolve()
    assert scenario.demand["a"].channels == {"chat": 1.0}
    assert scenario.channels["phone"].patience.kind == "weibull"
    assert scenario.channels["phone"].lines == 5
    assert list(scenario.channels) == ["phone", "chat"]
    team = scenario.teams["care"]
    assert team.wage_per_h == 9
    assert [shift.agents for shift in team.shifts or ()] == [2]
    assert [skill.channels for skill in team.skills] == [("chat", "phone")]
    assert list(file.variants) == ["old"]


def test_null_takes_a_key_out(write: Write) -> None:
    write(SMALL + "returns: {closed: 50 %}\n", "base.yaml")
    file = write("extends: base.yaml\nreturns: {closed: ~}\n")
    assert file.resolve().returns == {}
    scenario = file.resolve(
        None,
        [
            "channels.phone.hours=null",
            "demand.callers.rate=null",
            "demand.callers.trace=null",
            "demand.callers.rate=1 per h",
        ],
    )
    assert scenario.channels["phone"].hours.hours_per_week() == 168
    assert scenario.demand["callers"].rate_per_week == 168


@pytest.mark.parametrize(
    ("setting", "path", "value"),
    [
        ("teams.care.head_count.0.agents=7", "teams.care.head_count.0.agents", 7),
        ("teams.care.skills.speed=1.25", "teams.care.skills.0.speed", 1.25),
        ("teams.care.skills.0.speed=1.25", "teams.care.skills.0.speed", 1.25),
        ("channels.phone.service_target.within=30 s", "channels.phone.service_target.within_s", 30),
        ("channels.phone.patience.exponential.mean=3 min", "channels.phone.patience.a", 180),
        ("issue_types.question.work.diagnose=1 min", "issue_types.question.work.diagnose.a", 60),
        ("issue_types.question.resolves=90 %", "issue_types.question.resolves", 0.9),
        ("customers.segments.everyone.reach=5", "customers.segments.everyone.reach_", None),
        ("returns.abandoned.chance=30 %", "returns.abandoned.chance", 0.3),
        ("promise.within=2 h", "promise.within_s", 7200),
        ("calendars.office.holidays=closed", "channels.chat.hours.on_holidays", False),
        ("channels.chat.hours.holidays=closed", "channels.chat.hours.on_holidays", False),
        (
            "teams.care.head_count={agents: 4, hours: Mon 08:00-18:00}",
            "teams.care.head_count.0.agents",
            4,
        ),
        ("seed=9", "seed", 9),
        ("about='a: b; c = d'", "about", "a: b; c = d"),
    ],
)
def test_paths_reach_into_short_forms_and_defaults(
    write: Write, setting: str, path: str, value: object
) -> None:
    file = write(
        """
calendars: {office: Mon-Fri 08:00-18:00}
demand: {callers: {rate: 6 per hour}}
issue_types: {question: {work: exponential(5 min)}}
channels:
  phone: {hours: Mon-Fri 08:00-18:00, service_target: 80 % in 20 s, patience: exponential(2 min)}
  chat: {hours: office}
teams: {care: {head_count: 3, skills: {channels: [phone, chat]}}}
"""
    )
    scenario = file.resolve(None, [setting])
    if value is None:
        assert scenario.customers.segments["everyone"].reach == 5
        return
    found: object = scenario
    for part in path.split("."):
        if isinstance(found, dict):
            found = found[part]
        elif isinstance(found, tuple):
            found = found[int(part)]
        else:
            found = getattr(found, part)
    assert found == value


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("teams.card.wage=1 USD/h", "did you mean `care`?"),
        ("teams.care.wages=1 USD/h", "did you mean `wage`?"),
        ("teams.care.wage", "expected path=value"),
        ("teams.care.wage=", "no value after `=`"),
        ("teams.care.wage=24", "`24` is not an amount of money per hour"),
        ("teams.care.head_count.5=1", "not a position"),
        ("teams.care.wage=[", "value is missing"),
        ("seed.more=1", "has no `more`"),
    ],
)
def test_wrong_settings_say_so(write: Write, setting: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        write().resolve(None, [setting])
    (problem,) = caught.value.problems
    assert problem.file == "--set"
    assert message in problem.message


def test_changing_one_key_of_a_default_keeps_the_others(write: Write) -> None:
    assert write().resolve().issue_types["question"].work.fix.a == 300
    work = write().resolve(None, ["issue_types.question.work.diagnose=1 min"])
    assert work.issue_types["question"].work.fix.a == 300
    assert work.issue_types["question"].work.diagnose.a == 60


def test_all_wrong_settings_are_told_at_once(write: Write) -> None:
    with pytest.raises(ScenarioError) as caught:
        write().resolve(None, ["sed=1", "clock.length=4", "routing.overflow=[]"])
    assert len(caught.value.problems) == 2


def test_a_variant_may_add_what_the_file_has_not(write: Write) -> None:
    file = write(
        SMALL
        + """
variants:
  chat:
    channels.chat: {hours: Mon-Fri 08:00-18:00}
    teams.care.skills.channels: [phone, chat]
    teams.care.skills.1: {channels: chat, speed: 2}
"""
    )
    scenario = file.resolve("chat")
    assert list(scenario.channels) == ["phone", "chat"]
    assert len(scenario.teams["care"].skills) == 2


def test_unknown_variants_name_the_known_ones(write: Write) -> None:
    file = write(SMALL + "variants: {seven_days: {seed: 2}}\n")
    with pytest.raises(ScenarioError, match="did you mean `seven_days`"):
        file.resolve("seven_day")
    assert file.resolve("as_is").seed == 1


def test_the_baseline_may_be_a_variant(write: Write) -> None:
    file = write(SMALL + "baseline: other\nvariants: {other: {seed: 2}}\n")
    assert file.baseline == "other"
    assert file.resolve().seed == 2
    assert file.resolve("as_is").seed == 1


def test_a_broken_word_stops_a_variant_but_only_warns_of_settings(write: Write) -> None:
    text = SMALL.replace("head_count: 3", "shifts: {agents: 3, hours: Mon-Fri 08:00-18:00}")
    file = write(
        text
        + """
variants:
  kept: {same: paid_hours, teams.care.shifts.hours: Sat-Wed 08:00-18:00}
  broken: {same: paid_hours, teams.care.shifts.hours: Sat-Thu 08:00-18:00}
"""
    )
    file.resolve("kept")
    with pytest.raises(ScenarioError, match=r"180.0 h a week against 150.0 \(\+20.0 %\)"):
        file.resolve("broken")
    settings = ["teams.care.shifts.agents=4", "teams.care.shifts.hours=Mon 08:00-18:00"]
    assert file.resolve("kept", settings)
    assert not [one for one in file.warnings("kept", settings) if one.path.endswith("same")]
    alone = file.warnings("broken", ["seed=2"])
    assert [one.severity for one in alone if one.path == "variants.broken.same"] == ["warning"]


def test_files_of_a_parent_lie_beside_the_parent(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "a.csv").write_text("10\n20\n")
    (folder / "base.yaml").write_text(SMALL.replace("rate: 6 per hour", "trace: a.csv"))
    path = tmp_path / "top.yaml"
    path.write_text("extends: parts/base.yaml\n")
    assert load(path).resolve().demand["callers"].trace == (10.0, 20.0)


def test_circles_of_two_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n")
    (tmp_path / "b.yaml").write_text("extends: a.yaml\n")
    with pytest.raises(ScenarioError, match="break the circle"):
        load(tmp_path / "a.yaml")


def test_notes_are_taken_off_and_remembered(write: Write) -> None:
    file = write(
        SMALL
        + """
issue_types:
  question:
    resolves: {value: 85 %, range: [60 %, 95 %], source: "SQM, a vendor", grade: W, note: low}
    chase: {value: 2 min, grade: assumed}
customers: {segments: {rich: {value: 5 USD/week}}}
variants: {better: {issue_types.question.resolves: 95 %}}
"""
    )
    assert file.resolve().issue_types["question"].resolves == 0.85
    first, second = file.assumptions()
    assert (first.path, first.value, first.low, first.high) == (
        "issue_types.question.resolves",
        "85 %",
        "60 %",
        "95 %",
    )
    assert (first.source, first.grade, first.note) == ("SQM, a vendor", "W", "low")
    assert second.value == "2 min"
    assert [one.path for one in file.assumptions("better")] == ["issue_types.question.chase"]
    assert file.resolve().customers.segments["rich"].value_per_week == 5


def test_a_setting_reaches_a_value_with_notes(write: Write) -> None:
    file = write(SMALL + "returns: {closed: {chance: {value: 10 %, grade: W}, delay: 1 h}}")
    assert file.resolve(None, ["returns.closed.chance=20 %"]).returns["closed"].chance == 0.2


def test_loading_is_quick() -> None:
    path = Path(__file__).parents[2] / "scenarios" / "weekend-coverage.yaml"

    def once() -> float:
        begin = time.process_time()
        load(path).resolve()
        return time.process_time() - begin

    assert min(once() for _ in range(5)) < 0.1


ROSTERED = """
demand: {calls: {rate: 1 per week}}
channels: {p: {patience: 3 min}}
teams: {care: {shifts: {agents: 3, hours: "Mon-Fri 09:00-17:00"}, skills: {channels: p}}}
"""
OUT = """
variants:
  counted: {teams.care.shifts: null, teams.care.head_count: 2}
  at_once: {teams.care: {shifts: null, head_count: 2}}
  patient: {channels.p.patience: null}
  more: {teams.more: {shifts: null, head_count: 1, skills: {channels: p}}}
"""


@pytest.mark.parametrize("extending", [False, True])
def test_null_takes_a_key_out_in_variants(write: Write, extending: bool) -> None:
    write(ROSTERED, "base.yaml")
    file = write(("extends: base.yaml" if extending else ROSTERED) + OUT)
    assert not [one for one in validate(file.path) if one.severity == "error"]
    for name in ("counted", "at_once"):
        team = file.resolve(name).teams["care"]
        assert team.shifts is None
        assert [entry.agents for entry in team.head_count or ()] == [2]
    assert file.resolve().channels["p"].patience.a == 180
    assert file.resolve("patient").channels["p"].patience.kind == "never"
    assert file.resolve("more").teams["more"].shifts is None


def test_null_in_something_new_of_an_extending_file(write: Write) -> None:
    write(ROSTERED, "base.yaml")
    new = (
        "teams: {new: {shifts: null, absence: {paid: null}, head_count: 1, skills: {channels: p}}}"
    )
    team = write(f"extends: base.yaml\n{new}").resolve().teams["new"]
    assert team.shifts is None
    assert team.absence.paid


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("teams.caer: null", "there is no `caer`; did you mean `care`?"),
        ("teams.care.shifts.1: null", "`1` is not a position in the list: the last is 0."),
        ("demand: null", "the key `demand` is missing."),
        ("teams.care.skills: {channels: p, tasks: null}", "nothing is stated here"),
    ],
)
def test_null_that_takes_nothing_out(write: Write, change: str, message: str) -> None:
    file = write(f"{ROSTERED}variants: {{odd: {{{change}}}}}")
    (problem,) = [one for one in validate(file.path) if one.severity == "error"]
    assert message in problem.message


def test_a_variant_about_nothing(write: Write) -> None:
    with pytest.raises(ScenarioError, match=r"variants\.odd\.about: nothing is stated here"):
        write(f"{ROSTERED}variants: {{odd: {{about: null}}}}")


def test_nothing_after_a_key_is_a_mistake_in_the_file_itself(write: Write) -> None:
    file = write(ROSTERED.replace("{patience: 3 min}", "{patience: null}"))
    (problem,) = validate(file.path)
    assert problem.message.startswith("nothing is stated here")


WEIGHED = """
demand: {calls: {rate: 1 per week, issue_types: question, segments: firms, channels: p}}
customers: {segments: {firms: {channels: p}, people: {}}}
issue_types: {question: {channels: p}, claim: {}}
channels: {p: {returns: {abandoned: {chance: 1, channel: same}}}, q: {second_choice: p}}
teams: {care: {head_count: 1, skills: {channels: [p, q]}}}
"""
PLACES = {
    "demand.calls.issue_types": ("question", "claim"),
    "demand.calls.segments": ("firms", "people"),
    "demand.calls.channels": ("p", "q"),
    "customers.segments.firms.channels": ("p", "q"),
    "issue_types.question.channels": ("p", "q"),
    "channels.p.returns.abandoned.channel": ("same", "q"),
}
"""Everywhere that weights stand: the single name there, and another one."""


def weights_at(scenario: Scenario, path: str) -> object:
    part: object = scenario
    for key in path.split("."):
        part = part[key] if isinstance(part, dict) else getattr(part, key)
    return part


def test_all_places_with_weights_are_known() -> None:
    found = {
        (part, key)
        for part in Part.__subclasses__()
        for key, hint in shape.keys(part).items()
        if (shape.mapping_of(hint) or ("", None))[1] == Fraction
    }
    known = {(path.split(".")[-1], shape.at(Scenario, tuple(path.split(".")))) for path in PLACES}
    assert len(found) == len(PLACES)
    assert {(key, shape.keys(part)[key]) for part, key in found} == known


@pytest.mark.parametrize("path", PLACES)
def test_a_single_name_stands_for_weights(write: Write, path: str) -> None:
    name, other = PLACES[path]
    file = write(WEIGHED)
    assert not [one for one in validate(file.path) if one.severity == "error"]
    assert weights_at(file.resolve(), path) == {name: 1}
    assert weights_at(file.resolve(None, [f"{path}={other}"]), path) == {other: 1}
    both = file.resolve(None, [f"{path}.{other}=3"])
    assert weights_at(both, path) == {name: 1, other: 3}, "a path reaches into the short form"


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("{}", "the weights are all zero"),
        ("nobody", "there is no "),
        ("[]", "expected names with values"),
        ("3", "expected names with values"),
    ],
)
def test_no_weights(write: Write, path: str, value: str, message: str) -> None:
    with pytest.raises(ScenarioError) as error:
        write(WEIGHED).resolve(None, [f"{path}={value}"])
    (problem,) = error.value.problems
    assert message in problem.message
