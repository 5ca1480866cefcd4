"""The reference engine: agents, customers and channel queues are SimPy processes.

Each process waits for its next moment and then calls the floor. A moment is scheduled with the
priority ``kind * 2**32 + id``, so that simultaneous ones happen in the written order.
"""

from __future__ import annotations

from collections.abc import Generator
from heapq import heappop, heappush
from typing import Any

import simpy

from sim.chance import Plan
from sim.engine.objects import as_objects, blank_rows, into
from sim.engine.result import record_of
from sim.floor.books import close_books
from sim.floor.customer import arrive
from sim.floor.moves import happen
from sim.floor.outcome import finish
from sim.floor.tables import DTYPES, Floor, empty
from sim.record import Record
from sim.words import (
    ARRIVE,
    CLOSE,
    FEWER,
    FINISH,
    MORE,
    OPENING,
    OVERFLOW,
    SPAN_END,
    SPAN_START,
)

Wait = Generator[simpy.Event, Any, None]
KIND = 1 << 32
CHUNK = 1024
OUTCOMES = (
    *("state", "stage", "round", "contacts", "tasks", "open_tasks", "lost_tasks", "pending"),
    *("transfers", "recurrences", "acknowledged_at", "met_at", "closed_at"),
)
"""The columns of an issue that the floor changes."""


class Bell(simpy.Event):
    """An event that can ring again and again, at moments asked for in advance."""

    def __init__(self, env: simpy.Environment) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None

    def ring_at(self, at: float, priority: int) -> None:
        """Wake whoever waits at ``at``, among simultaneous moments by ``priority``."""
        self.env.schedule(self, priority, at - self.env.now)  # type: ignore[arg-type]

    def again(self) -> Bell:
        """The bell, ready to be waited for once more."""
        self.callbacks = []
        return self


class Organisation:
    """The processes of one run."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.env = simpy.Environment()
        self.tables: Any = plan.fresh_floor()
        self.rows: Any = as_objects(self.tables)
        self.floor: Floor = self.rows
        self.hall = self.floor.hall[0]
        self.agents = [Bell(self.env) for _ in self.rows.agents]
        self.channels = [Bell(self.env) for _ in self.rows.queues]
        self.overdue: list[list[tuple[float, int]]] = [[] for _ in self.rows.queues]
        self.hands = sum(team.agents * team.concurrency for team in self.rows.teams)
        self.make_room()

    def run(self) -> None:
        """Start all processes and let time run until the plan's stop."""
        process = self.env.process
        process(self.needs())
        for a in range(len(self.agents)):
            process(self.agent(a))
        for q in range(len(self.channels)):
            process(self.channel(q))
        for owner in self.calendars().values():
            process(self.calendar(owner))
        self.env.run(until=self.plan.stop_s)
        close_books(self.floor, self.plan.stop_s)

    # -- processes ---------------------------------------------------------------------------

    def needs(self) -> Wait:
        """Needs arise as planned."""
        env, floor, bell = self.env, self.floor, Bell(self.env)
        for i, issue in enumerate(self.rows.issues):
            bell.ring_at(issue.opened_at, ARRIVE * KIND + i)
            yield bell.again()
            arrive(floor, env.now, i)
            self.grant_wishes()

    def agent(self, a: int) -> Wait:
        """An agent works until the next finishing moment, then sees what is next."""
        env, floor, bell = self.env, self.floor, self.agents[a]
        while True:
            yield bell.again()
            finish(floor, env.now, a)
            self.grant_wishes()

    def customer(self, at: float, kind: int, subject: int) -> Wait:
        """A customer waits: for patience to end, a reply, a due time, the next try."""
        bell = Bell(self.env)
        bell.ring_at(at, kind * KIND + subject)
        yield bell
        happen(self.floor, self.env.now, kind, subject, 0)
        self.grant_wishes()

    def channel(self, q: int) -> Wait:
        """A channel or desk watches for those who have waited long enough to overflow."""
        env, bell, overdue = self.env, self.channels[q], self.overdue[q]
        while True:
            yield bell.again()
            _, contact = heappop(overdue)
            happen(self.floor, env.now, OVERFLOW, contact, 0)
            self.grant_wishes()

    def calendar(self, moments: list[Any]) -> Wait:
        """Doors open and close, shifts and pauses begin and end, head counts change."""
        bell = Bell(self.env)
        for moment in moments:
            bell.ring_at(moment.at, moment.kind * KIND + moment.id)
            yield bell.again()
            self.hall.moment += 1
            happen(self.floor, self.env.now, moment.kind, moment.id, moment.value)
            self.grant_wishes()

    def calendars(self) -> dict[tuple[str, int], list[Any]]:
        """The planned moments by whom they are about."""
        kinds = {
            CLOSE: "doors",
            OPENING: "doors",
            SPAN_END: "shifts",
            SPAN_START: "shifts",
            FEWER: "heads",
            MORE: "heads",
        }
        owners: dict[tuple[str, int], list[Any]] = {}
        for moment in self.rows.moments:
            owners.setdefault((kinds[moment.kind], moment.id), []).append(moment)
        return owners

    # -- what the floor asks for -------------------------------------------------------------

    def grant_wishes(self) -> None:
        """Let the right process wait for each moment that the last move asked for."""
        hall, env = self.hall, self.env
        for wish in self.rows.wishes[: hall.wishes]:
            kind, subject = wish.kind, wish.id
            if kind == FINISH:
                env.schedule(self.agents[subject], FINISH * KIND + subject, wish.at - env.now)
            elif kind == OVERFLOW:
                queue = self.rows.jobs[subject].queue
                heappush(self.overdue[queue], (wish.at, subject))
                self.channels[queue].ring_at(wish.at, OVERFLOW * KIND + subject)
            else:
                env.process(self.customer(wish.at, kind, subject))
        hall.wishes = 0
        if (
            hall.jobs + hall.waiting > self.jobs_limit
            or hall.spells > self.spells_limit
            or hall.waiting > self.waiting_limit
        ):
            self.make_room()

    def make_room(self) -> None:
        """Enlarge the tables so that single moves cannot fill them for a while.

        A move adds at most a job per waiting job (closing doors) and a few more, three spells per
        agent, two wishes per waiting job and three per job in hand (handed back).
        """
        hall, agents = self.hall, len(self.agents)
        self.waiting_limit = 2 * hall.waiting + CHUNK
        self.jobs_limit = hall.jobs + 2 * hall.waiting + CHUNK
        self.spells_limit = hall.spells + CHUNK
        self.extend("jobs", self.jobs_limit + CHUNK)
        self.extend("spells", self.spells_limit + 4 * agents + CHUNK)
        self.extend("wishes", 2 * self.waiting_limit + 3 * self.hands + CHUNK)

    def extend(self, name: str, length: int) -> None:
        """Blank rows at the end of a table, up to ``length`` rows."""
        rows: list[Any] = getattr(self.rows, name)
        rows.extend(blank_rows(name, max(0, length - len(rows))))


def run(plan: Plan) -> Record:
    """Run ``plan`` as SimPy processes and return what happened."""
    organisation = Organisation(plan)
    organisation.run()
    hall, rows = organisation.hall, organisation.rows
    return record_of(
        plan,
        issues=into(organisation.tables.issues, rows.issues, OUTCOMES),
        jobs=into(empty("jobs", hall.jobs), rows.jobs, DTYPES["jobs"].names or ()),
        spells=into(empty("spells", hall.spells), rows.spells, DTYPES["spells"].names or ()),
    )
