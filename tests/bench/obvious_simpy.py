"""The models as an experienced user of SimPy writes them, after the patterns of its manual.

One process per customer, who waits for a ``Resource`` or gives up (the bank with impatient
customers); agents off duty hold their place in a ``PriorityResource`` ahead of all customers;
time-varying arrivals by thinning; results appended to a list.
"""

from __future__ import annotations

import random
import time
from collections.abc import Generator
from statistics import fmean
from typing import Any

import simpy

from tests.bench import workload as w

Process = Generator[simpy.Event, Any, Any]
Log = list[tuple[str, float, float, str]]
"""Queue, time of arrival, minutes waited, how it ended."""


def run_mmcm(contacts: int, seed: int) -> dict[str, float]:
    """Simulate M/M/50+M until every customer has left."""
    started = time.perf_counter()
    rng = random.Random(seed)
    env = simpy.Environment()
    servers = simpy.Resource(env, capacity=w.SERVERS)
    log: Log = []

    def customer() -> Process:
        arrived = env.now
        with servers.request() as turn:
            patience = rng.expovariate(1 / w.MEAN_PATIENCE_MIN)
            outcome = yield turn | env.timeout(patience)
            wait = env.now - arrived
            if turn in outcome:
                log.append(("phone", arrived, wait, "served"))
                yield env.timeout(rng.expovariate(1 / w.MEAN_SERVICE_MIN))
            else:
                log.append(("phone", arrived, wait, "abandoned"))

    def source() -> Process:
        for _ in range(contacts):
            yield env.timeout(rng.expovariate(w.ARRIVALS_PER_MIN))
            env.process(customer())

    env.process(source())
    env.run()
    return measures(log, started)


def run_week(contacts: int, seed: int) -> dict[str, float]:
    """Simulate as many whole weeks as bring about so many contacts."""
    started = time.perf_counter()
    organisation = Organisation(random.Random(seed))
    organisation.env.run(until=w.weeks_for(contacts) * w.WEEK)
    return measures(organisation.log, started)


class Organisation:
    """The three channels and the back office of ``workload``."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.env = simpy.Environment()
        self.log: Log = []
        self.phone = self.team(w.PHONE)
        self.chat = self.team(w.CHAT)
        self.email = self.team(w.EMAIL)
        self.back_office = self.team(w.BACK_OFFICE)
        self.env.process(self.arrivals("phone", self.caller))
        self.env.process(self.arrivals("chat", self.chatter))
        self.env.process(self.arrivals("email", self.writer))

    def team(self, team: w.Team) -> simpy.PriorityResource:
        agents = simpy.PriorityResource(self.env, capacity=team.agents)
        if team.spans != ((0, w.WEEK),):
            for _ in range(team.agents):
                self.env.process(self.off_duty(agents, team))
        return agents

    def off_duty(self, agents: simpy.PriorityResource, team: w.Team) -> Process:
        while True:
            with agents.request(priority=0) as leave:
                yield leave
                yield self.env.timeout(self.until([start for start, _ in team.spans]))
            yield self.env.timeout(self.until([end for _, end in team.spans]))

    def until(self, minutes_of_week: list[int]) -> float:
        """How long it is until the next of these moments."""
        monday = self.env.now - self.env.now % w.WEEK
        moments = [monday + minute for minute in minutes_of_week]
        moments.append(moments[0] + w.WEEK)
        return next(moment for moment in moments if moment > self.env.now) - self.env.now

    def arrivals(self, channel: str, customer: Any) -> Process:
        rates = w.hourly_rates(channel)
        peak = max(rates)
        now = 0.0
        while True:
            now += self.rng.expovariate(peak)
            if self.rng.random() * peak < rates[int(now // 60) % 168]:
                yield self.env.timeout(now - self.env.now)
                self.env.process(customer())

    def caller(self) -> Process:
        while True:
            if not w.is_open(w.PHONE, self.env.now):
                self.log.append(("phone", self.env.now, 0.0, "turned away"))
                return
            patience = self.rng.expovariate(1 / w.PHONE_PATIENCE_MIN)
            service = self.rng.lognormvariate(w.PHONE_MU, w.PHONE_SIGMA)
            served = yield from self.contact("phone", self.phone, patience, service)
            if served or self.rng.random() >= w.REDIAL_CHANCE:
                return
            yield self.env.timeout(self.rng.expovariate(1 / w.REDIAL_DELAY_MIN))

    def chatter(self) -> Process:
        patience = self.rng.expovariate(1 / w.CHAT_PATIENCE_MIN)
        service = self.rng.expovariate(1 / w.CHAT_SERVICE_MIN)
        yield from self.contact("chat", self.chat, patience, service)

    def contact(
        self, channel: str, agents: simpy.PriorityResource, patience: float, service: float
    ) -> Process:
        """Wait for an agent or give up; returns whether the contact was handled."""
        arrived = self.env.now
        with agents.request(priority=1) as turn:
            outcome = yield turn | self.env.timeout(patience)
            wait = self.env.now - arrived
            if turn not in outcome:
                self.log.append((channel, arrived, wait, "abandoned"))
                return False
            self.log.append((channel, arrived, wait, "served"))
            yield self.env.timeout(service)
        self.escalate()
        return True

    def writer(self) -> Process:
        service = self.rng.expovariate(1 / w.EMAIL_SERVICE_MIN)
        yield from self.job("email", self.email, service)
        self.escalate()

    def escalate(self) -> None:
        if self.rng.random() < w.ESCALATION_CHANCE:
            service = self.rng.expovariate(1 / w.TASK_SERVICE_MIN)
            self.env.process(self.job("task", self.back_office, service))

    def job(self, queue: str, agents: simpy.PriorityResource, service: float) -> Process:
        arrived = self.env.now
        with agents.request(priority=1) as turn:
            yield turn
            self.log.append((queue, arrived, self.env.now - arrived, "served"))
            yield self.env.timeout(service)


def measures(log: Log, started: float) -> dict[str, float]:
    """What a planner reads off the list; tasks are no contacts."""
    contacts = [row for row in log if row[0] != "task"]
    phone = [row for row in log if row[0] == "phone" and row[3] != "turned away"]
    tasks = [wait for queue, _, wait, _ in log if queue == "task"]
    measured = {
        "contacts": len(contacts),
        "tasks": len(tasks),
        "turned_away": sum(outcome == "turned away" for *_, outcome in log),
        "phone_abandoned": fmean(outcome == "abandoned" for *_, outcome in phone),
        "phone_wait_min": fmean(wait for _, _, wait, _ in phone),
        "task_wait_min": fmean(tasks) if tasks else 0.0,
    }
    return {**measured, "seconds": time.perf_counter() - started}


MODELS = {"mmcm": run_mmcm, "week": run_week}
