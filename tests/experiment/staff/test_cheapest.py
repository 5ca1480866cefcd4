"""The cheapest roster where it is known: one kind of agent by Erlang A, two by enumeration."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.erlang import Traffic, enough, service_level
from sim.experiment.staff.staff import Staffed

ROUND_THE_CLOCK = """
clock: {length: 1 week, run_out: 1 day}
demand: {calls: {rate: %(rate)s per hour}}
issue_types: {question: {work: exponential(6 min)}}
channels: {phone: {patience: exponential(3 min), service_target: 80 %% in 30 s}}
teams: {care: {head_count: 3, skills: {channels: phone}, wage: 20 USD/h}}
staffing: {care: {intervals: {hours: 24/7, every: 24 h, days: alike}}}
"""


def cheapest(tmp_path: Path, text: str, **named: Any) -> Staffed:
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    found, _ = sim.staff(path, out=tmp_path / "out", **{"engine": "simpy", **named})
    return found


@pytest.mark.parametrize("rate", [12, 30])
def test_one_kind_of_agent_is_that_of_erlang_a(tmp_path: Path, rate: int) -> None:
    found = cheapest(tmp_path, ROUND_THE_CLOCK % {"rate": rate}, replications=40)
    traffic = Traffic(rate / 3600.0, 360.0, 180.0)
    least = enough(traffic, 0.8, 30.0)
    assert least is not None
    assert found.meets
    near = service_level(traffic, least, 30.0) < 0.803
    assert found.roster in ([(least,), (least + 1,)] if near else [(least,)])
    assert found.cost == pytest.approx(found.roster[0] * 168 * 20.0)
    assert [one.decision.shown for one in found.neighbours] == ["misses"]


TWO_TEAMS = """
clock: {length: 3 days, run_out: 1 day}
demand:
  calls: {rate: 20 per hour, channels: phone}
  chats: {rate: 10 per hour, channels: chat}
issue_types: {question: {work: exponential(6 min)}}
channels:
  phone: {patience: exponential(3 min), service_target: 75 % in 30 s}
  chat: {patience: exponential(3 min), service_target: 70 % in 60 s}
teams:
  callers: {head_count: 3, skills: {channels: phone}, wage: 15 USD/h}
  both: {head_count: 2, skills: {channels: [chat, phone]}, wage: 21 USD/h}
staffing:
  callers: {intervals: {hours: 24/7, every: 24 h, days: alike}, at_most: 6}
  both: {intervals: {hours: 24/7, every: 24 h, days: alike}, at_most: 6}
"""


@pytest.mark.slow
@pytest.mark.xfail(reason="a roster more than one move away is cheaper", strict=False)
def test_two_kinds_of_agents_are_those_that_enumeration_finds(tmp_path: Path) -> None:
    found = cheapest(tmp_path, TWO_TEAMS, engine="compiled")
    assert found.meets
    cheaper = [
        roster
        for roster in product(range(7), range(1, 7))
        if found.space.cost(roster) < found.cost - 1e-6
    ]
    assert len(cheaper) > 5
    for callers, both in cheaper:
        agents = {"teams.callers.head_count": callers, "teams.both.head_count": both}
        run = sim.run(
            tmp_path / "case.yaml", set=agents, seed=7, replications=200, engine="compiled"
        )
        short = [one.estimate.mean - one.objective.amount for one in run.targets]
        assert min(short) < 0.003, (callers, both)


def test_what_was_simulated_is_found_again(tmp_path: Path) -> None:
    text, done = ROUND_THE_CLOCK % {"rate": 12}, []
    first = cheapest(tmp_path, text, replications=24)
    again = cheapest(tmp_path, text, replications=24, progress=lambda n, _of: done.append(n))
    assert done == []
    assert (again.roster, again.tests) == (first.roster, first.tests)
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_what_stands_in_the_way_is_named(tmp_path: Path) -> None:
    text = ROUND_THE_CLOCK.replace("alike}}}", "alike}, at_most: 4}}") % {"rate": 30}
    found = cheapest(tmp_path, text, replications=24)
    assert not found.meets
    assert found.short == ("phone.service_level",)
    assert found.roster == (4,)
    assert found.edges() == ["staffing.care.at_most"]


def test_the_variant_says_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    text = ROUND_THE_CLOCK % {"rate": 12}
    path.write_text(text, encoding="utf-8")
    found, saved = sim.staff(path, out=tmp_path / "out", engine="simpy", replications=24)
    path.write_text(text + saved.path.joinpath("variant.yaml").read_text("utf-8"), "utf-8")
    staffed = sim.load(path).resolve("staffed")
    assert [one.agents for one in staffed.teams["care"].entries] == list(found.roster)
    assert sim.load(saved.scenarios["staffed"]).resolve().teams == staffed.teams


@pytest.mark.parametrize(
    ("change", "meet", "told"),
    [
        ("staffing", (), "nothing says which staffing may be changed"),
        ("service_target: 80 % in 30 s", (), "there is nothing to meet"),
        ("", ("phone.service_levl >= 80 %",), "did you mean 'phone.service_level'"),
        ("", ("phone.service_level",), "is not a target"),
        ("", ("phone.service_level >= 120 %",), "is at most 100 %"),
        ("", ("email.service_level >= 80 %",), "this scenario has no such measure"),
    ],
)
def test_mistakes(tmp_path: Path, change: str, meet: tuple[str, ...], told: str) -> None:
    text = ROUND_THE_CLOCK % {"rate": 12}
    if change == "staffing":
        text = text[: text.index("staffing")]
    elif change:
        text = text.replace(f", {change}", "")
    with pytest.raises(sim.RequestError, match=told):
        cheapest(tmp_path, text, meet=meet)
