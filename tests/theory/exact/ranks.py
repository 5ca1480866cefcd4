"""Teams of equal rank, and those who stand in for two of them, as Markov chains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tests.theory.exact.chains import explore, mean, stationary

Move = tuple[Any, float]
LONGEST = 400
"""Length at which a queue without end is cut off: its weight is below 1e-100."""


def languages(
    arrival_rates: Sequence[float],
    specialists: Sequence[int],
    bilinguals: int,
    mean_service: float,
    mean_patience: float,
    room: int,
    specialists_first: bool,
) -> dict[str, list[float]]:
    """Two languages, agents who speak one of them and agents who speak both; one wait.

    A call goes to an idle specialist, else to an idle bilingual; or to any of both with equal
    chances. A bilingual who is freed takes who has waited longest. ``room``: callers waiting.
    State: busy of the three teams, then the languages of those who wait, the first first.
    """
    mu, theta = 1.0 / mean_service, 1.0 / mean_patience

    def arrivals(state: Any) -> Iterator[Move]:
        *busy, both, line = state
        for k in (0, 1):
            idle, others = specialists[k] - busy[k], bilinguals - both
            to_own = float(idle > 0) if specialists_first else idle / max(idle + others, 1)
            if idle + others > 0:
                yield (*_plus(busy, k, 1), both, line), arrival_rates[k] * to_own
                yield (*busy, both + 1, line), arrival_rates[k] * (1.0 - to_own)
            elif len(line) < room:
                yield (*busy, both, (*line, k)), arrival_rates[k]

    def moves(state: Any) -> Iterator[Move]:
        yield from arrivals(state)
        *busy, both, line = state
        for place in range(len(line)):
            yield (*busy, both, line[:place] + line[place + 1 :]), theta
        for k in (0, 1):
            if k in line:
                place = line.index(k)
                yield (*busy, both, line[:place] + line[place + 1 :]), busy[k] * mu
            else:
                yield (*_plus(busy, k, -1), both, line), busy[k] * mu
        yield (*busy, both, line[1:]) if line else (*busy, both - 1, line), both * mu

    chain = explore((0, 0, 0, ()), moves)
    law = stationary(chain)

    def of_each(number: Any) -> list[float]:
        return [mean(chain, law, lambda s, k=k: number(s, k)) for k in (0, 1)]

    def all_busy(s: Any, k: int) -> bool:
        return s[k] == specialists[k] and s[2] == bilinguals

    queues = of_each(lambda s, k: s[3].count(k))
    waits = [queue / rate for queue, rate in zip(queues, arrival_rates, strict=True)]
    return {
        "mean_wait": waits,
        "p_abandon": [wait * theta for wait in waits],
        "p_blocked": of_each(lambda s, k: all_busy(s, k) and len(s[3]) == room),
        "p_wait": of_each(lambda s, k: all_busy(s, k) and len(s[3]) < room),
        "mean_busy": [mean(chain, law, lambda s, team=team: s[team]) for team in (0, 1, 2)],
    }


def _plus(numbers: list[int], place: int, more: int) -> list[int]:
    return [number + more * (at == place) for at, number in enumerate(numbers)]


def unequal_pair(arrival_rate: float, service_rates: Sequence[float]) -> dict[str, Any]:
    """Two servers of unequal speed; whoever finds both idle takes either with equal chances.

    Reversible, hence in closed form (Gumbel 1960): an M/M/2 queue but for the empty and the half
    idle states.
    """
    rho = arrival_rate / sum(service_rates)
    alone = [arrival_rate / (2.0 * rate) for rate in service_rates]
    both = alone[0] * arrival_rate / service_rates[1]
    total = 1.0 + sum(alone) + both / (1.0 - rho)
    return _of_pair(arrival_rate, rho, both / total, [one / total for one in alone])


def unequal_pair_by_rule(
    arrival_rate: float, service_rates: Sequence[float], listed_first: bool
) -> dict[str, Any]:
    """The same, but the first server is taken if idle, or the one who has been idle longest.

    State: busy of both, who has been idle longest if both are idle, and those who wait.
    """

    def moves(state: tuple[int, int, int, int]) -> Iterator[Move]:
        *busy, longest, queue = state
        if sum(busy) == 2:
            if queue < LONGEST:
                yield (1, 1, 0, queue + 1), arrival_rate
            for k in (0, 1):
                freed = (1 - k, k, 0, 0)
                yield (1, 1, 0, queue - 1) if queue else freed, service_rates[1 - freed.index(1)]
        elif sum(busy) == 1:
            yield (1, 1, 0, 0), arrival_rate
            yield (0, 0, busy.index(0), 0), service_rates[busy.index(1)]
        else:
            taken = 0 if listed_first else longest
            yield (1 - taken, taken, 0, 0), arrival_rate

    chain = explore((0, 0, 0, 0), moves)
    law = stationary(chain)
    alone = [mean(chain, law, lambda s, k=k: s[k] == 1 and s[1 - k] == 0) for k in (0, 1)]
    both = mean(chain, law, lambda s: s[:2] == (1, 1) and s[3] == 0)
    return _of_pair(arrival_rate, arrival_rate / sum(service_rates), both, alone)


def _of_pair(
    arrival_rate: float, rho: float, both: float, alone: Sequence[float]
) -> dict[str, Any]:
    """Measures from the weights of both busy and nobody waiting, and of one busy alone."""
    all_busy = both / (1.0 - rho)
    return {
        "p_wait": all_busy,
        "mean_wait": all_busy * rho / (1.0 - rho) / arrival_rate,
        "mean_busy": [one + all_busy for one in alone],
    }
