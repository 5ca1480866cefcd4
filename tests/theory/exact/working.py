"""How agents work: talk cut short, offers, telling again, special lanes, a reserve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from typing import NamedTuple

from scipy.special import exp1

from tests.theory.exact.chains import explore, mean, stationary
from tests.theory.exact.single import Moments, cobham_general, moments, pollaczek


def drawn_anew(target: float, overhead: float) -> dict[str, float]:
    """Talk cut at a target, exponential work of mean 1 that each contact draws anew.

    A fix holds with the chance E[min(1, target / work)].
    """
    holds = 1.0 - exp(-target) + target * float(exp1(target))
    return {
        "load_per_met_need": (overhead + 1.0 - exp(-target)) / holds,
        "contacts_per_issue": 1.0 / holds,
        "cut_short_share": exp(-target),
    }


def kept(target: float, overhead: float) -> dict[str, float]:
    """The same, but a need keeps its work w: w / target contacts of the target, or one of w.

    So a need takes its work in all, once.
    """
    cut = (target + 1.0) * exp(-target) / target
    contacts = 1.0 - exp(-target) + cut
    return {
        "load_per_met_need": 1.0 + overhead * contacts,
        "contacts_per_issue": contacts,
        "cut_short_share": cut / contacts,
    }


def offers(
    arrival_rate: float,
    mean_service: float,
    share: float,
    mean_offer: float,
    accepted: float,
    revenue: float,
) -> dict[str, float]:
    """Exponential work, and with a chance an exponential offer, of one agent: M/G/1."""
    s, o = moments("M", mean_service), moments("M", mean_offer)
    service = Moments(
        s.first + share * o.first,
        s.second + share * (2.0 * s.first * o.first + o.second),
        s.third + share * (3.0 * s.second * o.first + 3.0 * s.first * o.second + o.third),
    )
    return {
        "offered_share": share,
        "accepted_share": accepted,
        "revenue_rate": arrival_rate * share * accepted * revenue,
        "mean_handle": service.first,
        **pollaczek(arrival_rate, service),
    }


def told_again(agents: int, resolves: float, mean_service: float, again: float) -> dict[str, float]:
    """Of agents at random who see their own talks only, a return meets another by chance.

    Each agent is as likely as any other to be busy, so that this holds at any load.
    """
    share = (1.0 - resolves) * (1.0 - 1.0 / agents)
    return {
        "contacts_per_issue": 1.0 / resolves,
        "re_explained_share": share,
        "re_explanations_per_issue": share / resolves,
        "mean_handle": mean_service + again * share,
    }


def lanes(
    arrival_rates_high_to_low: Sequence[float], mean_services: Sequence[float]
) -> dict[str, float | list[float]]:
    """Two classes of exponential work before one agent, the first before the second (Cobham)."""
    services = [moments("M", one) for one in mean_services]
    return cobham_general(list(zip(arrival_rates_high_to_low, services, strict=True)))


class Floor(NamedTuple):
    """Regular agents and reserves at work, calls that wait, whether the reserve is called."""

    regular: int
    reserve: int
    waiting: int
    called: bool


LONGEST = 150
"""Nobody waits behind so many: with the cases here the chance is below 1e-12."""


def reserve(
    arrival_rate: float, mean_service: float, servers: int, reserves: int, above: int, until: int
) -> dict[str, float]:
    """Reserves join while more than ``above`` wait, until no more than ``until`` do: a chain."""
    mu = 1.0 / mean_service

    def settled(state: Floor) -> Floor:
        """The reserve is called or goes, and takes what it may."""
        while True:
            called = state.waiting > above or (state.called and state.waiting > until)
            if not called or state.reserve == reserves:
                return state._replace(called=called)
            state = Floor(state.regular, state.reserve + 1, state.waiting - 1, called)

    def moves(state: Floor) -> Iterator[tuple[Floor, float]]:
        fewer = settled(state._replace(waiting=state.waiting - 1))
        if state.regular < servers:
            yield state._replace(regular=state.regular + 1), arrival_rate
        elif state.waiting < LONGEST:
            yield settled(state._replace(waiting=state.waiting + 1)), arrival_rate
        freed = fewer if state.waiting else state._replace(regular=state.regular - 1)
        yield freed, state.regular * mu
        freed = fewer if state.called else state._replace(reserve=state.reserve - 1)
        yield freed, state.reserve * mu

    chain = explore(Floor(0, 0, 0, False), moves)
    law = stationary(chain)
    helping = mean(chain, law, lambda s: s.reserve)
    waiting = mean(chain, law, lambda s: s.waiting)
    calling = mean(
        chain, law, lambda s: s.regular == servers and s.waiting == above and not s.called
    )
    return {
        "p_wait": mean(chain, law, lambda s: s.regular == servers),
        "mean_wait": waiting / arrival_rate,
        "mean_queue": waiting,
        "utilization": mean(chain, law, lambda s: s.regular) / servers,
        "utilization_of_reserve": helping / reserves,
        "called_share": mean(chain, law, lambda s: s.called),
        "calls_per_h": 60.0 * calling * arrival_rate,
        "far_too_many": mean(chain, law, lambda s: s.waiting > LONGEST - 10),
    }
