"""Nothing is lost and nothing counted twice: whatever the scenario, parts add up to the whole.

Counted row by row, and compared with what the measures of the whole run say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from sim.codes import (
    ABANDONED,
    AFTER_BROKEN_PROMISE,
    ANSWERED_BY_PEERS,
    BLOCKED,
    CONTAINED,
    DENIED,
    DISCONNECTED,
    DISSATISFIED,
    DROPPED_OUT,
    FUTURE,
    GAVE_UP,
    IGNORED,
    MET,
    MOVED_ON,
    NEED,
    NOT_ARISEN,
    NOT_MADE,
    OPEN,
    REDIRECTED,
    TURNED_AWAY,
    WAITING,
)
from sim.draws.quantiles import on_grid
from sim.engine.simpy_engine import Organisation
from sim.floor.informed import is_update
from sim.kpi import Values, measure
from sim.plan import make_plan
from sim.record import Record, check
from sim.record.pieces import all_pieces
from sim.scenario import Scenario
from sim.scenario.rules.customers import segment_sizes
from sim.time_units import HOUR
from tests.properties.mechanisms import MECHANISMS, shop
from tests.properties.running import scenario_of, simulated
from tests.properties.strategies import scenarios

Run = tuple[Scenario, Record, Values]


def run_of(parts: dict[str, Any]) -> Run:
    """A run, all of it measured: no warm-up, and the run-out belongs to it."""
    scenario, record = scenario_of(parts), simulated(parts)
    whole = replace(record, warm_up_s=0.0, end_s=record.stop_s)
    return scenario, whole, measure(whole, scenario)


def numbers(found: Values, prefix: str, words: Iterable[str]) -> float:
    """The sum of some measures, as far as they are measured."""
    names = (f"{prefix}.{word}" for word in words)
    return sum(found[name].numerator for name in names if name in found)


# -- needs and contacts ----------------------------------------------------------------------


@given(scenarios())
def test_every_need_has_one_end(parts: dict[str, Any]) -> None:
    _, record, found = run_of(parts)
    ends = Counter(record.issues["state"].tolist())
    assert sum(ends[state] for state in (OPEN, MET, DENIED, GAVE_UP, NOT_ARISEN)) == len(
        record.issues
    )
    arisen = len(record.issues) - ends[NOT_ARISEN]
    assert found["demand.issues"].value == arisen
    assert found["demand.open_issues_end"].value == ends[OPEN]
    needs = Counter(record.contacts["issue"][record.contacts["reason"] == NEED].tolist())
    assert max(needs.values(), default=0) <= 1


AT_THE_OFFER = ("blocked", "turned_away", "ignored")
OFFERED = ("answered", "abandoned", "disconnected", "waiting_at_stop")


def fate(contact: Any) -> str:
    """What became of a contact, in the words of the measures."""
    state, answered = int(contact["state"]), math.isfinite(contact["answered_at"])
    if answered:
        return "answered"
    words = {ABANDONED: "abandoned", DISCONNECTED: "disconnected", BLOCKED: "blocked"}
    words |= {TURNED_AWAY: "turned_away", IGNORED: "ignored", WAITING: "waiting_at_stop"}
    words |= {CONTAINED: "contained", DROPPED_OUT: "dropped_out"}
    words |= {REDIRECTED: "redirected at the offer", ANSWERED_BY_PEERS: "helped by peers"}
    if state == CONTAINED and not math.isfinite(contact["ended_at"]):
        return "still in self-service"
    return words[state]


@given(scenarios())
def test_every_contact_has_one_outcome(parts: dict[str, Any]) -> None:
    """By channel: attempts = offered + lost at the offer + those that met a machine alone."""
    scenario, record, found = run_of(parts)
    attempts = 0
    for number, name in enumerate(scenario.channels):
        own = record.contacts[record.contacts["queue"] == number]
        fates = Counter(fate(contact) for contact in own)
        for word in (*AT_THE_OFFER, *OFFERED, "contained", "dropped_out"):
            if word in OFFERED or f"{name}.{word}" in found:
                assert found[f"{name}.{word}"].numerator == fates[word], (name, word)
        offered = sum(fates[word] for word in OFFERED) + fates["helped by peers"]
        assert found[f"{name}.offered"].numerator == offered
        rest = sum(fates[word] for word in ("redirected at the offer", "still in self-service"))
        lost = sum(fates[word] for word in (*AT_THE_OFFER, "contained", "dropped_out"))
        assert offered + lost + rest == len(own)
        attempts += len(own)
    assert found["demand.contacts"].value == attempts
    offered_in_all = numbers(found, "demand", ["contacts_offered"])
    assert offered_in_all == sum(numbers(found, name, ["offered"]) for name in scenario.channels)


@given(scenarios())
def test_every_planned_contact_is_made_or_not(parts: dict[str, Any]) -> None:
    """Of each issue: contacts planned = made + to come + never made; as many tasks as left."""
    organisation = Organisation(make_plan(scenario_of(parts), seed=1))
    organisation.run()
    floor = organisation.rows
    planned, tasks, numbers = Counter[int](), Counter[int](), set[tuple[int, int, int]]()
    made = 0
    for job in floor.jobs[: organisation.counters.jobs]:
        is_task = floor.queues[job.queue].desk
        numbers.add((job.issue, is_task, job.number))
        if is_task:
            tasks[job.issue] += not is_update(floor, job)
        else:
            planned[job.issue] += 1
            made += job.state not in (FUTURE, NOT_MADE)
    assert len(numbers) == organisation.counters.jobs  # each has a number of its own
    for issue in floor.issues:
        assert (issue.contacts, issue.tasks) == (planned[issue.id], tasks[issue.id])
    assert made == len(simulated(parts).contacts)


# -- promises ----------------------------------------------------------------------------------


@given(scenarios())
def test_every_promise_is_kept_broken_or_open(parts: dict[str, Any]) -> None:
    """Whatever is said where; nothing is recorded of "soon", and no update changes a time."""
    scenario, record, found = run_of(parts)
    met_at = record.issues["met_at"]
    rules = [scenario.promise.on(name) for name in scenario.channels]
    ends = Counter[str]()
    for contact in record.contacts:
        rule, due_at = rules[contact["queue"]], float(contact["promised_at"])
        if math.isnan(due_at):
            continue
        assert rule.kind in ("fixed", "honest")
        if rule.kind == "fixed":
            assert due_at == on_grid(float(contact["ended_at"]) + rule.within_s)
        assert due_at >= contact["ended_at"]
        if met_at[contact["issue"]] <= due_at:
            ends["kept, due later" if due_at >= record.stop_s else "kept"] += 1
        else:
            ends["open" if due_at >= record.stop_s else "broken"] += 1
    made = sum(ends.values())
    later = ends["open"] + ends["kept, due later"]
    assert found["resolution.promises_due"].value == ends["kept"] + ends["broken"] == made - later
    assert found["resolution.promises_kept"].numerator == ends["kept"]


@given(scenarios())
def test_nobody_asks_for_what_was_promised_in_time(parts: dict[str, Any]) -> None:
    """Who comes back for a broken promise was promised a time that has passed, or heard "soon"."""
    scenario, record, _ = run_of(parts)
    kinds = [scenario.promise.on(name).kind for name in scenario.channels]
    met_at = record.issues["met_at"]
    said: dict[int, list[float]] = {}
    for contact in record.contacts:
        vague = kinds[contact["queue"]] == "vague" and math.isfinite(contact["answered_at"])
        due_at = float(contact["ended_at"] if vague else contact["promised_at"])
        said.setdefault(int(contact["issue"]), []).append(due_at)
    for contact in record.contacts[record.contacts["reason"] == AFTER_BROKEN_PROMISE]:
        issue, at = int(contact["issue"]), float(contact["opened_at"])
        assert any(due_at <= at and not met_at[issue] < due_at for due_at in said[issue])


# -- customers, hours, money -------------------------------------------------------------------


@given(scenarios())
def test_customers_stay_or_have_left(parts: dict[str, Any]) -> None:
    """At the start = at the end + left; moved on or dissatisfied; the same by segment."""
    scenario, record, found = run_of(parts)
    memories = record.details.get("memories")
    if memories is None:
        assert not any(name.startswith("customers.at") for name in found)
        return
    segments = [f"segments.{name}" for name in scenario.customers.segments]
    population = int(segment_sizes(scenario).sum())
    assert found["customers.at_start"].value == population
    reasons = Counter(memories["why_left"][memories["left_at"] < record.stop_s].tolist())
    left = reasons[MOVED_ON] + reasons[DISSATISFIED]
    assert found["customers.left"].value == left == sum(reasons.values())
    assert found["customers.left_dissatisfied"].value == reasons[DISSATISFIED]
    assert found["customers.at_end"].value == population - left
    assert found["customers.left_silently"].value <= reasons[DISSATISFIED]
    missing = int((record.issues["state"] == NOT_ARISEN).sum())
    assert found["customers.needs_not_arisen"].value == missing
    for word in ("at_start", "at_end", "left", "left_dissatisfied", "needs_not_arisen"):
        assert (
            sum(found[f"{one}.{word}"].value for one in segments)
            == found[f"customers.{word}"].value
        )


@given(scenarios())
def test_hours_in_hand_are_those_of_all_pieces(parts: dict[str, Any]) -> None:
    """By team and by queue the same in all; within the hours that somebody was there."""
    scenario, record, found = run_of(parts)
    by_team, by_queue = Counter[int](), Counter[int]()
    queues = {int(job["id"]): int(job["queue"]) for job in (*record.contacts, *record.tasks)}
    for piece in all_pieces(record):
        end = min(piece["end"], record.stop_s) if piece["end"] == piece["end"] else record.stop_s
        by_team[int(record.agents["team"][piece["agent"]])] += end - piece["start"]
        by_queue[queues[int(piece["job"])]] += end - piece["start"]
    assert sum(by_team.values()) == sum(by_queue.values())
    for number, (name, team) in enumerate(scenario.teams.items()):
        prefix = f"teams.{name}"
        in_hand_s = found[f"{prefix}.mean_contacts_in_hand"].numerator
        busy_s = found[f"{prefix}.busy_h"].value * HOUR
        assert in_hand_s == pytest.approx(by_team[number])
        assert busy_s <= in_hand_s * (1.0 + 1e-9)
        assert in_hand_s <= busy_s * team.concurrency.contacts * (1.0 + 1e-9)
        assert busy_s <= found[f"{prefix}.staffed_h"].value * HOUR * (1.0 + 1e-9)


@given(scenarios())
def test_cost_is_the_sum_of_its_parts(parts: dict[str, Any]) -> None:
    scenario, record, found = run_of(parts)
    words = ("wages", "premiums", "overtime", "contacts", "tasks", "self_service", "amends")
    assert numbers(found, "cost", words) == pytest.approx(found["cost.total"].value)
    teams = [f"teams.{name}" for name in scenario.teams]
    for whole, word in (("cost.paid_h", "paid_h"), ("cost.revenue", "revenue")):
        if whole in found:
            summed = sum(numbers(found, one, [word]) for one in teams)
            assert summed == pytest.approx(found[whole].value)
    staff = sum(found[f"{one}.cost"].value for one in teams)
    assert staff == pytest.approx(numbers(found, "cost", ("wages", "premiums", "overtime")))
    if "amends" in record.details:
        paid = sum(record.details["amends"]["paid"].tolist())
        assert found["cost.amends"].value == pytest.approx(paid)


# -- corners -------------------------------------------------------------------------------------


def test_with_everything_on() -> None:
    """The shop in which all mechanisms are on keeps the laws, and can be measured."""
    parts = shop(MECHANISMS)
    _, record, _ = run_of(parts)
    assert check(record) == []
    assert set(record.details) >= {"memories", "offers", "amends", "updates", "self_services"}


def test_needs_without_any_contact() -> None:
    """Errors that nobody has seen yet: no contact is made, and no law stumbles over that."""
    parts = shop(MECHANISMS)
    unseen = {"desk": "back", "chance": 0.0, "customer_contacts_after": "30 days"}
    for one in parts["issue_types"].values():
        one["noticed"] = unseen
        one.pop("recurs", None)
    _, record, found = run_of(parts)
    assert len(record.issues) > 100
    assert len(record.contacts) == 0
    assert check(record) == []
    assert found["demand.contacts"].value == 0.0
