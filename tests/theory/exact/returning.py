"""Customers who come back: unresolved contacts and redials."""

from __future__ import annotations

from collections.abc import Iterator

from tests.theory.exact.chains import explore, mean, stationary
from tests.theory.exact.erlang import erlang_c


def feedback(
    fresh_rate: float, mean_service: float, servers: int, fcr: float, orbit_delay: float
) -> dict[str, float]:
    """M/M/c whose customers come back until resolved: M/M/c at rate / fcr (Jackson 1957)."""
    total = fresh_rate / fcr
    queue = erlang_c(servers, total, mean_service)
    present = queue["mean_in_system"]
    again = 1.0 / fcr - 1.0
    return {
        "contacts_per_issue": 1.0 / fcr,
        "total_arrival_rate": total,
        "utilization": queue["utilization"],
        "p_wait": queue["p_wait"],
        "mean_wait_per_contact": queue["mean_wait"],
        "mean_in_system": present,
        "total_time_per_issue_immediate": present / fresh_rate,
        "time_to_resolution_with_60min_orbit": present / fresh_rate + again * orbit_delay,
        "mean_orbit_60min": fresh_rate * again * orbit_delay,
    }


def retrials(
    fresh_rate: float,
    mean_service: float,
    mean_patience: float,
    servers: int,
    fcr: float,
    recontact_if_unresolved: float,
    redial_if_abandon: float,
    mean_orbit_delay: float,
) -> dict[str, float]:
    """M/M/c + M with redials and reconnects after an exponential delay (a 2-D chain).

    State: number present, number in orbit; both truncated far above their means.
    """
    mu, theta, back = 1.0 / mean_service, 1.0 / mean_patience, 1.0 / mean_orbit_delay
    most = fresh_rate / (1.0 - (1.0 - fcr) * recontact_if_unresolved) * 2.0 * mean_orbit_delay
    longest, widest = 2 * servers + 60, int(most + 12.0 * most**0.5 + 20)

    def moves(state: tuple[int, int]) -> Iterator[tuple[tuple[int, int], float]]:
        n, orbit = state
        served = min(n, servers) * mu
        quit_rate = max(n - servers, 0) * theta
        returning = served * (1.0 - fcr) * recontact_if_unresolved + quit_rate * redial_if_abandon
        if n < longest:
            yield (n + 1, orbit), fresh_rate
            yield (n + 1, orbit - 1), orbit * back
        if orbit < widest:
            yield (n - 1, orbit + 1), returning
            yield (n - 1, orbit), served + quit_rate - returning
        else:
            yield (n - 1, orbit), served + quit_rate

    chain = explore((0, 0), moves)
    law = stationary(chain)
    orbit = mean(chain, law, lambda s: s[1])
    busy = mean(chain, law, lambda s: min(s[0], servers))
    queue = mean(chain, law, lambda s: max(s[0] - servers, 0))
    total = fresh_rate + orbit * back
    resolved = busy * mu * fcr
    return {
        "total_arrival_rate": total,
        "amplification": total / fresh_rate,
        "mean_orbit": orbit,
        "mean_queue": queue,
        "p_abandon_per_attempt": queue * theta / total,
        "mean_wait_per_attempt": queue / total,
        "utilization": busy / servers,
        "resolved_rate": resolved,
        "issues_resolved_frac": resolved / fresh_rate,
    }
