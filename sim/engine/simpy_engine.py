"""The reference engine: agents, customers and channel queues are SimPy processes.

Each process waits for its next moment and then calls the floor. A moment is scheduled with the
priority ``kind * 2**32 + id``, so that simultaneous ones happen in the written order.
"""

from __future__ import annotations

from collections.abc import Generator
from heapq import heappop, heappush
from typing import Any

import simpy

from sim.codes import (
    ARRIVE,
    CLOSE,
    FEWER,
    FINISH,
    MORE,
    OPENING,
    OVERFLOW,
    PAUSE,
    PRESENCE_BEGINS,
    PRESENCE_ENDS,
)
from sim.collector import without_collector
from sim.engine.objects import (
    PLANNED,
    RECHOSEN,
    as_objects,
    beginning_rows,
    blank_rows,
    into,
    issues_of,
)
from sim.engine.own_choice import RuledFloor
from sim.engine.processes import Bell, Clock, Customer, Process
from sim.engine.result import record_of
from sim.floor.agent_time import close_spells
from sim.floor.allocation import GROWING, NOTHING_LACKS, allot, with_room
from sim.floor.customer import arrive
from sim.floor.moves import carry_on, happen
from sim.floor.outcome import finish
from sim.floor.tables import Floor, empty
from sim.own_rules import Asked, OwnRules
from sim.plan import Plan
from sim.record import Record
from sim.record.columns import (
    CALLS,
    CONTACTS,
    ISSUES,
    OF_DETAILS,
    PIECES,
    SPELLS,
    TASKS,
    kept_details,
)
from sim.rows import DETAILS

Wait = Generator[simpy.Event, Any, None]
KIND = 1 << 32
CHUNK = 1024
"""Rows by which a table grows."""
OUTCOMES = [name for name in ISSUES.names or () if name not in PLANNED - RECHOSEN]
KEPT_OF_JOBS = dict.fromkeys([*(CONTACTS.names or ()), *(TASKS.names or ())])
"""The columns that the record keeps of what the floor wrote."""


def without_issues(floor: Any) -> Floor:
    """The floor before any issue has arisen."""
    without: Floor = floor._replace(issues=floor.issues[:0])
    return without


class Organisation:
    """The processes of one run."""

    def __init__(self, plan: Plan, rules: OwnRules | None = None) -> None:
        self.plan = plan
        self.env = Clock()
        self.tables: Any = plan.fresh_floor()
        self.rows: Any = floor_of(plan, with_room(without_issues(self.tables)), rules)
        self.floor: Floor = self.rows
        self.counters = self.floor.counters[0]
        self.agents = [Bell(self.env) for _ in self.rows.agents]
        self.away = {pause.agent: Bell(self.env) for pause in self.rows.pauses}
        self.channels = [Bell(self.env) for _ in self.rows.queues]
        self.overdue: list[list[tuple[float, int]]] = [[] for _ in self.rows.queues]
        self.idle_customers: list[Customer] = []
        self.add_details("issues", len(self.tables.issues))
        self.make_room()

    def run(self) -> None:
        """Start all processes and let time run until the plan's stop."""
        env = self.env
        Process(env, self.needs())
        for a in range(len(self.agents)):
            Process(env, self.agent(a))
        for a in self.away:
            Process(env, self.pause(a))
        for q in range(len(self.channels)):
            Process(env, self.channel(q))
        for owner in self.calendars().values():
            Process(env, self.calendar(owner))
        self.env.let_pass(self.plan.stop_s)
        close_spells(self.floor, self.plan.stop_s, 0)
        self.moved()

    # -- processes ---------------------------------------------------------------------------

    def needs(self) -> Wait:
        """Needs arise as planned."""
        env, floor, bell, known = self.env, self.floor, Bell(self.env), self.rows.issues
        for i, issue in enumerate(issues_of(self.tables.issues)):
            known.append(issue)
            env.wake(bell, issue.opened_at, ARRIVE * KIND + i)
            yield bell
            arrive(floor, env._now, i)
            self.moved()

    def agent(self, a: int) -> Wait:
        """An agent works until the next finishing moment, then sees what is next."""
        env, floor, bell = self.env, self.floor, self.agents[a]
        while True:
            yield bell
            finish(floor, env._now, a)
            self.moved()

    def pause(self, a: int) -> Wait:
        """An agent on a pause comes back when it ends."""
        env, bell = self.env, self.away[a]
        while True:
            yield bell
            happen(self.floor, env._now, PRESENCE_BEGINS, a, PAUSE)
            self.moved()

    def customer(self, customer: Customer) -> Wait:
        """A customer waits: for patience to end, a reply, a due time, the next try.

        Then the process is free for the next who has to wait.
        """
        env, floor, idle = self.env, self.floor, self.idle_customers
        while True:
            yield customer
            happen(floor, env._now, customer.kind, customer.subject, 0)
            idle.append(customer)
            self.moved()

    def channel(self, q: int) -> Wait:
        """A channel or desk watches for those who have waited long enough to overflow."""
        env, bell, overdue = self.env, self.channels[q], self.overdue[q]
        while True:
            yield bell
            _, contact = heappop(overdue)
            happen(self.floor, env._now, OVERFLOW, contact, 0)
            self.moved()

    def calendar(self, moments: list[Any]) -> Wait:
        """Doors open and close, shifts and pauses begin and end, head counts change."""
        env, bell = self.env, Bell(self.env)
        for moment in moments:
            env.wake(bell, moment.at, moment.kind * KIND + moment.id)
            yield bell
            self.counters.moment += 1
            happen(self.floor, env._now, moment.kind, moment.id, moment.value)
            self.moved()

    def calendars(self) -> dict[tuple[str, int], list[Any]]:
        """The planned moments by whom they are about."""
        owner = {
            CLOSE: "doors",
            OPENING: "doors",
            PRESENCE_ENDS: "shifts",
            PRESENCE_BEGINS: "shifts",
            FEWER: "heads",
            MORE: "heads",
        }
        owners: dict[tuple[str, int], list[Any]] = {}
        for moment in self.rows.moments:
            owners.setdefault((owner[moment.kind], moment.id), []).append(moment)
        return owners

    # -- what the floor asks for -------------------------------------------------------------

    def moved(self) -> None:
        """See to what a move asked for, then take the steps that it has left, one by one."""
        self.schedule_events()
        while self.counters.follow_ups:
            carry_on(self.floor, self.env._now)
            self.schedule_events()

    def schedule_events(self) -> None:
        """Let the right process wait for each moment that the last move asked for."""
        counters = self.counters
        events = counters.events
        if events:
            counters.events = 0
            wake = self.env.wake
            for event in self.rows.events[:events]:
                kind, subject = event.kind, event.id
                if kind == FINISH:
                    wake(self.agents[subject], event.at, FINISH * KIND + subject)
                elif kind == OVERFLOW:
                    queue = self.rows.jobs[subject].queue
                    heappush(self.overdue[queue], (event.at, subject))
                    wake(self.channels[queue], event.at, OVERFLOW * KIND + subject)
                elif kind == PRESENCE_BEGINS:
                    wake(self.away[subject], event.at, PRESENCE_BEGINS * KIND + subject)
                else:
                    customer = self.waiting_customer()
                    customer.kind, customer.subject = kind, subject
                    wake(customer, event.at, kind * KIND + subject)
        if allot(self.floor) != NOTHING_LACKS:
            self.make_room()

    def waiting_customer(self) -> Customer:
        """Somebody with a process that waits, who may have waited for something else before."""
        if self.idle_customers:
            return self.idle_customers.pop()
        customer = Customer(self.env)
        Process(self.env, self.customer(customer))
        return customer

    def make_room(self) -> None:
        """Enlarge the tables that the next move could overfill."""
        while (short := allot(self.floor)) != NOTHING_LACKS:
            name = GROWING[short]
            getattr(self.rows, name).extend(blank_rows(name, CHUNK))
            self.add_details(name, CHUNK)

    def add_details(self, owner: str, count: int) -> None:
        """Rows of details for so many more rows of their owner's table."""
        for name in self.plan.details:
            if DETAILS[name].owner == owner:
                getattr(self.rows, name).extend(beginning_rows(name, count))

    def forget(self) -> None:
        """Let go of the rows, which the processes that still wait would hold for long."""
        for name in ("issues", *GROWING, *DETAILS):
            getattr(self.rows, name).clear()


def recorded_details(plan: Plan, rows: Any) -> dict[str, Any]:
    """What the record keeps of the tables of details, as arrays."""
    kept = {name: getattr(rows, name) for name in plan.details if name in OF_DETAILS}
    return {
        name: into(empty(name, len(details)), details, kept_details(name))
        for name, details in kept.items()
    }


def floor_of(plan: Plan, tables: Floor, rules: OwnRules | None) -> Any:
    """The tables as objects; where a user's own rules say who takes what, they are asked."""
    if rules is None:
        return as_objects(tables)
    return RuledFloor(tables, Asked(rules, plan.start), plan.names)


def run(plan: Plan, rules: OwnRules | None = None) -> Record:
    """Run ``plan`` as SimPy processes and return what happened.

    ``rules``: a user's own, of who takes what; then RulesError may be raised.
    """
    with without_collector():
        organisation = Organisation(plan, rules)
        organisation.run()
        counters, rows = organisation.counters, organisation.rows
        record = record_of(
            plan,
            issues=into(organisation.tables.issues, rows.issues, OUTCOMES),
            jobs=into(empty("jobs", counters.jobs), rows.jobs, KEPT_OF_JOBS),
            spells=into(empty("spells", counters.spells), rows.spells, SPELLS.names or ()),
            pieces=into(empty("pieces", counters.pieces), rows.pieces, PIECES.names or ()),
            calls=into(empty("calls", counters.calls), rows.calls, CALLS.names or ()),
            details=recorded_details(plan, rows),
        )
        organisation.forget()
    return record
