"""The same models in Ciw, with the building blocks of its manual.

What Ciw 3.2 expresses only in part, and what is done instead:

* Doors: only arrivals from outside can baulk, so first calls at a closed door do; a redial at a
  closed door is sent to the exit by its router and leaves no record (it is counted there).
* A redial is a customer on the way between two nodes: the delay is a node of infinite servers.
* Work left for the back office is the same customer moving on, not a task of its own; no
  figure measured here tells the two apart.
"""

from __future__ import annotations

import random
import time
from statistics import fmean
from typing import Any

import ciw

from tests.bench import workload as w

PHONE, CHAT, EMAIL, BACK_OFFICE, REDIAL = 1, 2, 3, 4, 5


def run_mmcm(contacts: int, seed: int) -> dict[str, float]:
    """Simulate M/M/50+M until so many customers have left."""
    started = time.perf_counter()
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(w.ARRIVALS_PER_MIN)],
        service_distributions=[ciw.dists.Exponential(1 / w.MEAN_SERVICE_MIN)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / w.MEAN_PATIENCE_MIN)],
        number_of_servers=[w.SERVERS],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(contacts, method="Finish")
    return measures(simulation, 0, started)


def run_week(contacts: int, seed: int) -> dict[str, float]:
    """Simulate as many whole weeks as bring about so many contacts."""
    started = time.perf_counter()
    ciw.seed(seed)
    horizon = w.weeks_for(contacts) * w.WEEK
    redials = RedialRouting()
    network = ciw.create_network(
        arrival_distributions=[
            *(arrivals(channel, horizon) for channel in ("phone", "chat", "email")),
            None,
            None,
        ],
        service_distributions=[
            ciw.dists.Lognormal(w.PHONE_MU, w.PHONE_SIGMA),
            ciw.dists.Exponential(1 / w.CHAT_SERVICE_MIN),
            ciw.dists.Exponential(1 / w.EMAIL_SERVICE_MIN),
            ciw.dists.Exponential(1 / w.TASK_SERVICE_MIN),
            ciw.dists.Exponential(1 / w.REDIAL_DELAY_MIN),
        ],
        reneging_time_distributions=[
            ciw.dists.Exponential(1 / w.PHONE_PATIENCE_MIN),
            ciw.dists.Exponential(1 / w.CHAT_PATIENCE_MIN),
            None,
            None,
            None,
        ],
        baulking_functions=[baulk_at_closed_door, None, None, None, None],
        number_of_servers=[
            schedule(w.PHONE),
            w.CHAT.agents,
            schedule(w.EMAIL),
            schedule(w.BACK_OFFICE),
            float("inf"),
        ],
        routing=ciw.routing.NetworkRouting(
            [
                PhoneRouting([BACK_OFFICE], [w.ESCALATION_CHANCE]),
                ciw.routing.Probabilistic([BACK_OFFICE], [w.ESCALATION_CHANCE]),
                ciw.routing.Probabilistic([BACK_OFFICE], [w.ESCALATION_CHANCE]),
                ciw.routing.Leave(),
                redials,
            ]
        ),
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(horizon)
    return measures(simulation, redials.turned_away, started)


class PhoneRouting(ciw.routing.Probabilistic):
    """Some handled calls go on to the back office, some abandoned ones to a redial."""

    def next_node_for_jockeying(self, ind: Any) -> Any:
        return self.simulation.nodes[REDIAL if random.random() < w.REDIAL_CHANCE else -1]


class RedialRouting(ciw.routing.NodeRouting):
    """Back to the telephone queue, if its doors are open."""

    turned_away = 0

    def next_node(self, ind: Any) -> Any:
        if w.is_open(w.PHONE, self.simulation.current_time):
            return self.simulation.nodes[PHONE]
        self.turned_away += 1
        return self.simulation.nodes[-1]


def baulk_at_closed_door(n: int, Q: Any, **_: Any) -> float:  # noqa: N803 (Ciw's name)
    """The chance that a first call does not join the queue."""
    return 0.0 if w.is_open(w.PHONE, Q.current_time) else 1.0


def arrivals(channel: str, horizon: int) -> Any:
    """Poisson arrivals whose rate changes by the hour of the week."""
    return ciw.dists.PoissonIntervals(
        rates=w.hourly_rates(channel),
        endpoints=[60 * (hour + 1) for hour in range(168)],
        max_sample_date=horizon,
    )


def schedule(team: w.Team) -> Any:
    """The team's head count over the week; who is at work when a shift ends finishes it."""
    heads, ends = [], []
    for start, end in team.spans:
        heads += [0, team.agents]
        ends += [start, end]
    return ciw.Schedule(numbers_of_servers=[*heads, 0], shift_end_dates=[*ends, w.WEEK])


def measures(simulation: Any, turned_away: int, started: float) -> dict[str, float]:
    """What a planner reads off the records."""
    records = simulation.get_all_records(only=["service", "renege", "baulk"])
    channels = [record for record in records if record.node in (PHONE, CHAT, EMAIL)]
    baulked = sum(record.record_type == "baulk" for record in channels)
    phone = [
        record for record in channels if record.node == PHONE and record.record_type != "baulk"
    ]
    tasks = [record.waiting_time for record in records if record.node == BACK_OFFICE]
    measured = {
        "contacts": len(channels) + turned_away,
        "tasks": len(tasks),
        "turned_away": baulked + turned_away,
        "phone_abandoned": fmean(record.record_type == "renege" for record in phone),
        "phone_wait_min": fmean(record.waiting_time for record in phone),
        "task_wait_min": fmean(tasks) if tasks else 0.0,
    }
    return {**measured, "seconds": time.perf_counter() - started}


MODELS = {"mmcm": run_mmcm, "week": run_week}
