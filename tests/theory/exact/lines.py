"""Several servers with more than one kind of customer, as Markov chains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.theory.exact.chains import explore, mean, stationary

Move = tuple[tuple[int, ...], float]


def mh2c(
    arrival_rate: float,
    servers: int,
    phases: Sequence[tuple[float, float]],
    longest: int = 900,
) -> dict[str, float]:
    """M/H2/c, first come first served; phases: (weight, rate).

    State: customers in service in the first phase, in the second, and waiting.
    """
    (p, first), (q, second) = phases

    def moves(state: tuple[int, int, int]) -> Iterator[Move]:
        one, two, queue = state
        if one + two < servers:
            yield (one + 1, two, 0), p * arrival_rate
            yield (one, two + 1, 0), q * arrival_rate
            yield (one - 1, two, 0), one * first
            yield (one, two - 1, 0), two * second
            return
        if queue < longest:
            yield (one, two, queue + 1), arrival_rate
        for i, j, rate in ((one - 1, two, one * first), (one, two - 1, two * second)):
            if queue:
                yield (i + 1, j, queue - 1), rate * p
                yield (i, j + 1, queue - 1), rate * q
            else:
                yield (i, j, 0), rate

    chain = explore((0, 0, 0), moves)
    law = stationary(chain)
    waiting = mean(chain, law, lambda s: s[2])
    return {
        "mean_queue": waiting,
        "mean_wait": waiting / arrival_rate,
        "p_wait": mean(chain, law, lambda s: s[0] + s[1] == servers),
        "utilization": mean(chain, law, lambda s: s[0] + s[1]) / servers,
    }


def priorities_with_patience(
    arrival_rates: Sequence[float],
    mean_service: float,
    mean_patience: float,
    servers: int,
    longest: int = 60,
) -> dict[str, float | list[float]]:
    """M/M/c + M, two classes, the first before the second, no pre-emption.

    State: customers in service, waiting of class 1, waiting of class 2.
    """
    high, low = arrival_rates
    mu, theta = 1.0 / mean_service, 1.0 / mean_patience

    def moves(state: tuple[int, int, int]) -> Iterator[Move]:
        busy, one, two = state
        if busy < servers:
            yield (busy + 1, 0, 0), high + low
            yield (busy - 1, 0, 0), busy * mu
            return
        if one < longest:
            yield (busy, one + 1, two), high
        if two < longest:
            yield (busy, one, two + 1), low
        yield (busy, one - 1, two), one * theta
        yield (busy, one, two - 1), two * theta
        if one:
            yield (busy, one - 1, two), busy * mu
        elif two:
            yield (busy, one, two - 1), busy * mu
        else:
            yield (busy - 1, 0, 0), busy * mu

    chain = explore((0, 0, 0), moves)
    law = stationary(chain)
    queues = [mean(chain, law, lambda s: s[1]), mean(chain, law, lambda s: s[2])]
    waits = [queue / rate for queue, rate in zip(queues, arrival_rates, strict=True)]
    together = sum(queues) / sum(arrival_rates)
    return {
        "p_abandon_by_class": [wait * theta for wait in waits],
        "mean_wait_all_by_class": waits,
        "mean_queue_by_class": queues,
        "p_wait": mean(chain, law, lambda s: s[0] == servers),
        "fcfs_p_abandon": together * theta,
        "fcfs_mean_wait_all": together,
    }


def skills(
    arrival_rates: Sequence[float],
    dedicated_a: int,
    dedicated_b: int,
    flexible: int,
    mean_service: float,
    mean_patience: float,
    longest: int = 45,
) -> dict[str, float | list[float]]:
    """Two skills; dedicated agents first, flexible ones serve the longest queue (ties: A).

    State: busy of the three teams, then the two queues.
    """
    mu, theta = 1.0 / mean_service, 1.0 / mean_patience
    sizes = (dedicated_a, dedicated_b)

    def moves(state: tuple[int, int, int, int, int]) -> Iterator[Move]:
        busy, flex, queues = list(state[:2]), state[2], list(state[3:])

        def at(busy: list[int], flex: int, queues: list[int]) -> tuple[int, ...]:
            return (*busy, flex, *queues)

        for k in (0, 1):
            more = _plus(queues, k, 1)
            if busy[k] < sizes[k]:
                yield at(_plus(busy, k, 1), flex, queues), arrival_rates[k]
            elif flex < flexible:
                yield at(busy, flex + 1, queues), arrival_rates[k]
            elif queues[k] < longest:
                yield at(busy, flex, more), arrival_rates[k]
            if queues[k]:
                yield at(busy, flex, _plus(queues, k, -1)), queues[k] * theta
                yield at(busy, flex, _plus(queues, k, -1)), busy[k] * mu
            else:
                yield at(_plus(busy, k, -1), flex, queues), busy[k] * mu
        if any(queues):
            served = 0 if queues[0] >= queues[1] else 1
            yield at(busy, flex, _plus(queues, served, -1)), flex * mu
        else:
            yield at(busy, flex - 1, queues), flex * mu

    chain = explore((0, 0, 0, 0, 0), moves)
    law = stationary(chain)
    waits = [mean(chain, law, lambda s, k=k: s[3 + k]) / arrival_rates[k] for k in (0, 1)]
    return {
        "p_abandon": [wait * theta for wait in waits],
        "mean_wait_all": waits,
        "p_wait": [
            mean(chain, law, lambda s, k=k: s[k] == sizes[k] and s[2] == flexible) for k in (0, 1)
        ],
        "mean_busy": mean(chain, law, lambda s: s[0] + s[1] + s[2]),
        "mean_busy_flex": mean(chain, law, lambda s: s[2]),
    }


def _plus(numbers: list[int], place: int, more: int) -> list[int]:
    changed = list(numbers)
    changed[place] += more
    return changed


def chat(
    arrival_rate: float,
    mean_solo_chat: float,
    beta: float,
    mean_patience: float,
    agents: int,
    cap: int,
    longest: int = 200,
) -> dict[str, float]:
    """Chats shared out to the least loaded agent; k at once each run at 1 / (1 + beta (k - 1)).

    State: agents holding 0, 1, … ``cap`` chats, then the chats waiting.
    """
    mu, theta = 1.0 / mean_solo_chat, 1.0 / mean_patience

    def rate(k: int) -> float:
        return k * mu / (1.0 + beta * (k - 1))

    def moved(state: tuple[int, ...], frm: int, to: int) -> tuple[int, ...]:
        changed = list(state)
        changed[frm] -= 1
        changed[to] += 1
        return tuple(changed)

    def moves(state: tuple[int, ...]) -> Iterator[Move]:
        queue = state[-1]
        least = next(k for k in range(cap + 1) if state[k])
        if least < cap:
            yield moved(state, least, least + 1), arrival_rate
        elif queue < longest:
            yield (*state[:-1], queue + 1), arrival_rate
        if queue:
            yield (*state[:-1], queue - 1), queue * theta + state[cap] * rate(cap)
            return
        for k in range(1, cap + 1):
            yield moved(state, k, k - 1), state[k] * rate(k)

    chain = explore((agents, *([0] * cap), 0), moves)
    law = stationary(chain)
    chats = mean(chain, law, lambda s: sum(k * s[k] for k in range(cap + 1)))
    busy = agents - mean(chain, law, lambda s: s[0])
    wait = mean(chain, law, lambda s: s[-1]) / arrival_rate
    lost = wait * theta
    return {
        "p_abandon": lost,
        "mean_wait_all": wait,
        "mean_chats_open": chats,
        "mean_chat_duration": chats / (arrival_rate * (1.0 - lost)),
        "agent_occupancy": busy / agents,
        "concurrency_when_busy": chats / busy,
        "p_wait": mean(chain, law, lambda s: s[cap] == agents),
        "capacity_per_agent_at_cap": rate(cap),
    }
