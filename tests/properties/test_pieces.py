"""Work in pieces, on generated scenarios, against reckonings job by job and moment by moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sim.codes import AWAITING_APPROVAL, BUSY, COMPLETED, DONE, IN_HAND, NOBODY, REDIRECTED
from sim.engine import run
from sim.engine.simpy_engine import Organisation
from sim.kpi import by_hour, measure
from sim.kpi.by_hour import Week
from sim.kpi.window import window_of
from sim.plan import Plan, make_plan
from sim.record import Record
from sim.record.pieces import all_pieces, in_own_row
from sim.record.updates import without_updates
from sim.scenario import Scenario
from tests.properties.running import needs_numba, scenario_of, simulated
from tests.properties.strategies import scenarios

ODD_DATA = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
Piece = tuple[int, float, float]
"""Agent, start and end."""


def pieces_of(record: Record) -> dict[int, list[Piece]]:
    """The pieces of work on each job, one after the other."""
    found: dict[int, list[Piece]] = defaultdict(list)
    for row in record.pieces:
        found[row["job"]].append((row["agent"], row["start"], row["end"]))
    for job in (*record.contacts, *record.tasks):
        if in_own_row(job["state"]) and job["agent"] != NOBODY:
            until = np.fmin(job["freed_at"], record.stop_s)
            found[job["id"]].append((job["agent"], job["taken_at"], until))
    return found


def is_done(job: Any) -> bool:
    """Whether somebody has done with it: also if the customer was told to turn elsewhere."""
    return job["state"] in (DONE, AWAITING_APPROVAL) or (
        job["state"] == REDIRECTED and job["agent"] != NOBODY
    )


def mean(seconds: list[float]) -> float:
    return sum(seconds) / len(seconds) if seconds else float("nan")


def handle_times(record: Record, scenario: Scenario) -> dict[str, float]:
    """The measures ``mean_handle_s``, job by job."""
    pieces, issues = pieces_of(record), record.issues
    queues = [*scenario.channels, *(f"tasks.{desk}" for desk in scenario.tasks)]
    places = {f"{name}.mean_handle_s": list[float]() for name in queues}
    for kind, names in (
        ("types", scenario.issue_types),
        ("segments", scenario.customers.segments),
        ("teams", scenario.teams),
    ):
        places |= {f"{kind}.{name}.mean_handle_s": [] for name in names}
    for table in (record.contacts, without_updates(record)):
        for job in table:
            if not is_done(job) or not record.warm_up_s <= job["opened_at"] < record.end_s:
                continue
            where, teams = [queues[job["queue"]]], defaultdict(float)
            seconds = 0.0
            for agent, start, end in pieces[job["id"]]:
                seconds += end - start
                teams[list(scenario.teams)[record.agents["team"][agent]]] += end - start
            if table is record.contacts:
                issue = issues[job["issue"]]
                where.append(f"types.{list(scenario.issue_types)[issue['type']]}")
                where.append(f"segments.{list(scenario.customers.segments)[issue['segment']]}")
                for team, share in teams.items():
                    places[f"teams.{team}.mean_handle_s"].append(share)
            for place in where:
                places[f"{place}.mean_handle_s"].append(seconds)
    return {name: mean(seconds) for name, seconds in places.items()}


@given(scenarios())
@ODD_DATA
def test_handle_times_are_those_of_the_pieces(parts: dict[str, Any]) -> None:
    scenario, record = scenario_of(parts), simulated(parts)
    found = measure(record, scenario)
    for name, expected in handle_times(record, scenario).items():
        assert found[name].value == pytest.approx(expected, rel=1e-12, nan_ok=True), name


@given(scenarios())
@ODD_DATA
def test_the_table_of_pieces_is_whole(parts: dict[str, Any]) -> None:
    record = simulated(parts)
    table, expected = all_pieces(record), pieces_of(record)
    assert (np.diff(table["job"]) >= 0).all()
    found = defaultdict(list)
    for row in table:
        assert (row["ended"] == IN_HAND) == np.isnan(row["end"])
        found[row["job"]].append((row["agent"], row["start"], np.fmin(row["end"], record.stop_s)))
    assert found == expected
    completed = table["job"][table["ended"] == COMPLETED].tolist()
    done = [job["id"] for job in (*record.contacts, *record.tasks) if is_done(job)]
    assert completed == sorted(done)


class Watched(Organisation):
    """An organisation that adds up how long contacts wait, and agents have anything in hand."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.at = 0.0
        self.waiting, self.waited_s = ([0.0 for _ in self.rows.queues] for _ in range(2))
        self.holding, self.held_s, self.busy_s = ([0.0 for _ in self.rows.agents] for _ in range(3))

    def schedule_events(self) -> None:
        super().schedule_events()
        now, rows = self.env.now, self.rows
        for q, waiting in enumerate(self.waiting):
            self.waited_s[q] += waiting * (now - self.at)
        for a, holding in enumerate(self.holding):
            self.held_s[a] += holding * (now - self.at)
            self.busy_s[a] += (holding > 0) * (now - self.at)
        self.at = now
        self.waiting = [float(self.customers_in(q)) for q in range(len(rows.queues))]
        self.holding = [float(agent.holding) for agent in rows.agents]

    def customers_in(self, q: int) -> int:
        """How many wait in the lines of a queue, after-contact work apart."""
        found = 0
        for line in self.rows.lines:
            place = line.head if line.queue == q else NOBODY
            while place != NOBODY:
                job = self.rows.jobs[place]
                found += job.ended_at != job.ended_at
                place = job.next
        return found


@given(scenarios())
@ODD_DATA
def test_queues_are_as_long_as_on_the_floor(parts: dict[str, Any]) -> None:
    """To the bit, as times lie on a grid: whatever the waits, first ones or later ones."""
    scenario, plan = scenario_of(parts), make_plan(scenario_of(parts), seed=1)
    watched = Watched(plan)
    watched.run()
    record = replace(run(plan, "simpy"), warm_up_s=0.0, end_s=plan.stop_s)
    found, hours = measure(record, scenario), by_hour(record, scenario)
    week = Week(window_of(record), scenario.clock.start.weekday())
    for q, name in enumerate(scenario.channels):
        assert found[f"{name}.mean_queue"].numerator == watched.waited_s[q]
        waited_s = np.nansum(hours[f"{name}.mean_queue"] * week.seconds)
        assert waited_s == pytest.approx(watched.waited_s[q])


@needs_numba
@given(scenarios())
@ODD_DATA
def test_agents_are_busy_with_pieces_of_work(parts: dict[str, Any]) -> None:
    """On both engines: pieces last as long as jobs are in hand, busy spells as long as any is."""
    plan = make_plan(scenario_of(parts), seed=1)
    watched = Watched(plan)
    watched.run()
    for engine in ("simpy", "compiled"):
        record = run(plan, engine)
        n, pieces = len(record.agents), all_pieces(record)
        lengths = np.fmin(pieces["end"], record.stop_s) - pieces["start"]
        held_s = np.bincount(pieces["agent"], lengths, n)
        assert held_s.tolist() == watched.held_s
        busy = record.spells[record.spells["kind"] == BUSY]
        busy_s = np.bincount(busy["agent"], busy["end"] - busy["start"], n)
        assert busy_s.tolist() == watched.busy_s
