"""Erlang B, C and A: what a number of agents makes of a steady stream of contacts.

Steady Poisson arrivals, exponential work and patience, one line, first come first served. Sums
run over the logarithms of products, from where the weight lies: thousands of agents and loads
of 10,000 erlangs are no matter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

SPREADS = 12.0
"""Standard deviations from the middle beyond which a state has no weight."""
MOST_STATES = 2_000_000
NO_TIME = 1e-6
"""Seconds: work and patience are at least as long, which is as good as none."""
MOST_AGENTS = 10_000_000


@dataclass(frozen=True)
class Traffic:
    """Contacts in a steady state, and what limits them.

    ``rate``: contacts a second. ``work_s``, ``patience_s``: means in seconds, the latter
    infinite where nobody gives up. ``at_once``: contacts that an agent holds, each of k running
    at 1/(1 + ``slow_down`` (k - 1)). ``lines``: contacts that may be there at a time, those in
    talk included; ``room``: those that may wait; None: any number.
    """

    rate: float
    work_s: float
    patience_s: float = math.inf
    at_once: int = 1
    slow_down: float = 0.0
    lines: int | None = None
    room: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "work_s", max(self.work_s, NO_TIME))
        object.__setattr__(self, "patience_s", max(self.patience_s, NO_TIME))

    @property
    def load(self) -> float:
        """Offered load in erlangs."""
        return self.rate * self.work_s

    @property
    def pace(self) -> float:
        """How much more an agent gets done by holding several contacts at once."""
        return pace(self.at_once, self.slow_down)


def pace(at_once: int, slow_down: float) -> float:
    """What an agent with ``at_once`` contacts in hand gets done, as a multiple of one's work."""
    return at_once / (1.0 + slow_down * (at_once - 1))


@dataclass(frozen=True)
class State:
    """The steady state of a stream with so many agents.

    ``law``: chances of the numbers of contacts present, from ``first`` on. ``end_rate``:
    contacts finished a second while all agents are full.
    """

    traffic: Traffic
    law: Array
    first: int
    servers: int
    end_rate: float

    def waiting(self) -> Array:
        """Chances to find 0, 1, … ahead in the line, of those who have to wait and may."""
        joined = self.law if _limit(self.traffic, self.servers) is None else self.law[:-1]
        ahead: Array = joined[max(self.servers - self.first, 0) :]
        return np.asarray(ahead / joined.sum())


def service_level(traffic: Traffic, agents: int, within_s: float) -> float:
    """Share of contacts answered within a time, those left out who gave up before it had passed
    or found no line. 0 where the line grows without end."""
    if traffic.rate <= 0.0:
        return 1.0
    state = _state(traffic, agents)
    if state is None:
        return 0.0
    ahead = state.waiting()
    rate, leaving = state.end_rate, 1.0 / traffic.patience_s
    joined = np.arange(1, len(ahead) + 1)
    on_time = rate / (rate + joined * leaving)
    on_time *= 1.0 - _later(rate + leaving, leaving, within_s, len(ahead))
    stay = math.exp(-within_s * leaving)
    gone = 1.0 - on_time - stay * _later(rate, leaving, within_s, len(ahead))
    answered = 1.0 - float(ahead @ (1.0 - on_time))
    quit_early = float(ahead @ np.maximum(gone, 0.0))
    return min(1.0, max(0.0, answered / (1.0 - quit_early))) if quit_early < 1.0 else 1.0


def abandonment(traffic: Traffic, agents: int) -> float:
    """Share of contacts that give up, of those who found a line; 1 where the line grows."""
    state = _state(traffic, agents)
    if state is None:
        return 1.0
    ahead = state.waiting()
    leaving = np.arange(1, len(ahead) + 1) / traffic.patience_s
    return float(ahead @ (leaving / (state.end_rate + leaving)))


def blocking(traffic: Traffic, agents: int) -> float:
    """Share of contacts that find no line or no room (Erlang B with ``room=0``)."""
    state = _state(traffic, agents)
    if state is None or _limit(traffic, state.servers) is None:
        return 0.0
    return float(state.law[-1])


def waiting(traffic: Traffic, agents: int) -> float:
    """Share of contacts that have to wait, of those who found a line (Erlang C)."""
    state = _state(traffic, agents)
    return 1.0 if state is None else float(state.waiting().sum())


def enough(traffic: Traffic, share: float, within_s: float) -> int | None:
    """The least number of agents with a service level of at least ``share``; None above ten
    million."""
    if traffic.rate <= 0.0:
        return 0
    bad, agents = 0, 1 + int(min(traffic.load / traffic.pace, MOST_AGENTS))
    while service_level(traffic, agents, within_s) < share:
        if agents > MOST_AGENTS:
            return None
        bad, agents = agents, agents + max(1, agents // 8, int(math.sqrt(traffic.load)))
    while agents - bad > 1:
        middle = (bad + agents) // 2
        if service_level(traffic, middle, within_s) < share:
            bad = middle
        else:
            agents = middle
    return agents


# -- the steady state ------------------------------------------------------------------------


def _limit(traffic: Traffic, servers: int) -> int | None:
    """Contacts that may be there at a time."""
    limits = [] if traffic.lines is None else [traffic.lines]
    limits += [] if traffic.room is None else [servers + traffic.room]
    return min(limits, default=None)


def _state(traffic: Traffic, agents: int) -> State | None:
    """The steady state; None if the line grows without end."""
    held = agents * traffic.at_once
    servers = held if traffic.lines is None else min(held, traffic.lines)
    if agents <= 0 or traffic.rate <= 0.0:
        return None
    last = _deaths(traffic, agents, np.array([servers]))[0]
    limit = _limit(traffic, servers)
    places = _places(traffic, servers, last, limit)
    if places is None:
        return None
    middle = min(servers, int(traffic.load) + 1)
    first = max(0, int(middle - SPREADS * math.sqrt(middle) - 50.0))
    if traffic.at_once > 1:
        first = 0
    n = np.arange(first + 1, servers + places + 1)
    leaving = np.maximum(n - servers, 0) / traffic.patience_s
    ending = np.where(n >= servers, last, _deaths(traffic, agents, np.minimum(n, servers)))
    weights = np.append(0.0, np.cumsum(np.log(traffic.rate / (ending + leaving))))
    law = np.exp(weights - weights.max())
    return State(traffic, law / law.sum(), first, servers, float(last))


def _deaths(traffic: Traffic, agents: int, present: Array) -> Array:
    """Contacts finished a second by number in talk, shared out evenly."""
    if traffic.at_once == 1:
        return np.asarray(present / traffic.work_s)
    each, more = np.divmod(present, agents)

    def done(held: Array) -> Array:
        return np.asarray(held / (1.0 + traffic.slow_down * np.maximum(held - 1, 0)))

    total = (agents - more) * done(each) + more * done(each + 1)
    return np.asarray(total / traffic.work_s)


def _places(traffic: Traffic, servers: int, last: float, limit: int | None) -> int | None:
    """Waiting places that have any weight; None if there is no end to the line."""
    if limit is not None and limit - servers <= MOST_STATES:
        return limit - servers
    leaving, surplus = 1.0 / traffic.patience_s, traffic.rate - last
    by_patience = math.inf
    if leaving > 0.0:
        middle = max(0.0, surplus / leaving)
        by_patience = middle + SPREADS * math.sqrt(max(traffic.rate, last) / leaving) + 50.0
    by_speed = 40.0 / math.log(last / traffic.rate) + 50.0 if surplus < 0.0 else math.inf
    places = min(by_patience, by_speed)
    return int(places) if places <= MOST_STATES else None


def _later(rate: float, leaving: float, time: float, size: int) -> Array:
    """Chance that an offered wait is longer than ``time``, with 0 … ``size`` - 1 ahead.

    With k ahead it is a sum of exponentials of rates ``rate`` + j ``leaving``, j = 0 … k
    (Palm 1957), so the number who leave the line in time has a negative binomial law, a Poisson
    one where nobody gives up.
    """
    if time <= 0.0:
        return np.ones(size)
    j = np.arange(size - 1)
    factor = -math.expm1(-leaving * time) / leaving if leaving > 0.0 else time
    with np.errstate(divide="ignore"):
        steps = np.log((rate + j * leaving) * factor / (j + 1.0))
    terms = np.exp(np.append(0.0, np.cumsum(steps)) - rate * time)
    return np.asarray(np.minimum(np.cumsum(terms), 1.0))
