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
from sim.engine.objects import as_array, as_objects, blank_rows
from sim.floor.books import close_books
from sim.floor.customer import arrive
from sim.floor.moves import happen
from sim.floor.outcome import finish
from sim.floor.tables import Floor
from sim.engine.result import record_of
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
        self.floor: Floor = as_objects(plan.floor)
        self.hall = self.floor.hall[0]
        self.agents = [Bell(self.env) for _ in self.floor.agents]
        self.channels = [Bell(self.env) for _ in self.floor.queues]
        self.overdue: list[list[tuple[float, int]]] = [[] for _ in self.floor.queues]
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
        for i, issue in enumerate(floor.issues):  # type: ignore[arg-type,var-annotated]
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

    def calendar(self, moments: list[tuple[int, Any]]) -> Wait:
        """Doors open and close, shifts and pauses begin and end, head counts change."""
        bell = Bell(self.env)
        for _, moment in moments:
            bell.ring_at(moment.at, moment.kind * KIND + moment.id)
            yield bell.again()
            self.hall.moment += 1
            happen(self.floor, self.env.now, moment.kind, moment.id, moment.value)
            self.grant_wishes()

    def calendars(self) -> dict[tuple[str, int], list[tuple[int, Any]]]:
        """The planned moments by whom they are about."""
        kinds = {
            CLOSE: "doors",
            OPENING: "doors",
            SPAN_END: "shifts",
            SPAN_START: "shifts",
            FEWER: "heads",
            MORE: "heads",
        }
        owners: dict[tuple[str, int], list[tuple[int, Any]]] = {}
        for m, moment in enumerate(self.floor.moments):  # type: ignore[arg-type,var-annotated]
            owners.setdefault((kinds[moment.kind], moment.id), []).append((m, moment))
        return owners

    # -- what the floor asks for -------------------------------------------------------------

    def grant_wishes(self) -> None:
        """Let the right process wait for each moment that the last move asked for."""
        hall = self.hall
        for w in range(hall.wishes):
            wish = self.floor.wishes[w]
            if wish.kind == FINISH:
                self.agents[wish.id].ring_at(wish.at, FINISH * KIND + wish.id)
            elif wish.kind == OVERFLOW:
                queue = self.floor.jobs[wish.id].queue
                heappush(self.overdue[queue], (wish.at, wish.id))
                self.channels[queue].ring_at(wish.at, OVERFLOW * KIND + wish.id)
            else:
                self.env.process(self.customer(wish.at, wish.kind, wish.id))
        hall.wishes = 0
        if hall.waiting > self.waiting_limit or hall.jobs + hall.waiting > self.jobs_limit:
            self.make_room()
        elif hall.spells > self.spells_limit:
            self.make_room()

    def make_room(self) -> None:
        """Enlarge the tables so that single moves cannot fill them for a while.

        A move adds at most a job per waiting job (closing doors) and a few more, two spells and
        a few wishes per agent, and two wishes per waiting job.
        """
        hall, agents = self.hall, len(self.agents)
        self.waiting_limit = 2 * hall.waiting + CHUNK
        self.jobs_limit = hall.jobs + 2 * hall.waiting + CHUNK
        self.spells_limit = hall.spells + CHUNK
        self.extend("jobs", self.jobs_limit + CHUNK)
        self.extend("spells", self.spells_limit + 4 * agents + CHUNK)
        self.extend("wishes", 2 * self.waiting_limit + 4 * agents + CHUNK)

    def extend(self, name: str, length: int) -> None:
        """Blank rows at the end of a table, up to ``length`` rows."""
        rows: list[Any] = getattr(self.floor, name)
        rows.extend(blank_rows(name, max(0, length - len(rows))))


def run(plan: Plan) -> Record:
    """Run ``plan`` as SimPy processes and return what happened."""
    organisation = Organisation(plan)
    organisation.run()
    floor, hall = organisation.floor, organisation.hall
    return record_of(
        plan,
        issues=as_array("issues", floor.issues, len(floor.issues)),
        jobs=as_array("jobs", floor.jobs, hall.jobs),
        spells=as_array("spells", floor.spells, hall.spells),
    )
