"""Figures of the Anonymous Bank's phone centre, February 1999 (Israel).

Source: Mandelbaum, Sakov and Zeltyn, Technion; in the form published with T. W. Miller's book
(github mtpa/mtpa@b279e01, MTPA_Chapter_6). Described in Brown et al. 2005, JASA 100:36-50.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.derive import estimators as est
from tests.derive.estimators import Flags, Floats, Ints

WEEKS = 4
HORIZON_S = WEEKS * 7 * est.DAY_S
SHORT_SERVICE_S = 10
CALLERS = ("regular", "prospect", "stock", "internet")
# English-speaking callers (PE) and call-backs (TT) are few and share the regular agents.
CALLER_OF = {
    **dict.fromkeys(("PS", "PE", "TT"), "regular"),
    "NW": "prospect",
    "NE": "stock",
    "IN": "internet",
}
# Opening and closing hour by weekday, Monday first.
OPENING = ((7, 24), (7, 24), (7, 24), (7, 24), (7, 14), (19, 24), (7, 24))
WORKDAYS = [0, 1, 2, 3, 6]
CURVE_S = (0, 15, 30, 60, 120, 180, 300)
# The one adjusted figure: head count = multiplier × greatest number seen busy in the half hour.
STAFF_MULTIPLIER = 0.78


@dataclass(frozen=True)
class BankLog:
    """Calls that wanted an agent, one row each, in file order."""

    arrived_s: Ints  # when the call left the voice unit, since Monday 1999-02-01 00:00
    wait_s: Ints
    abandoned: Flags
    service_s: Ints  # 0 where abandoned
    caller: NDArray[np.str_]  # one of CALLERS
    priority: Ints  # 0, 1, 2; 0 also for all who did not wait (a defect of the log)


def clock_s(text: str) -> int:
    """Seconds since midnight of `h:mm:ss`."""
    hours, minutes, seconds = text.split(":")
    return int(hours) * est.HOUR_S + int(minutes) * 60 + int(seconds)


def wants_agent(row: dict[str, str]) -> bool:
    """Served, or gave up while queued; not PHANTOM, not those content with the voice unit."""
    return row["outcome"] == "AGENT" or (row["outcome"] == "HANG" and int(row["q_time"]) > 0)


def read_log(shared: Path) -> BankLog:
    """The call log; rows with a negative `vru_time` are kept, as their queue times are right."""
    path = shared / "data" / "bank1999_calls_feb" / "february1999.tsv.gz"
    rows = [row for row in est.open_rows(path, "\t") if wants_agent(row)]
    joined = [clock_s(r["q_start"] if int(r["q_time"]) > 0 else r["ser_start"]) for r in rows]
    day = np.array([int(row["date"][-2:]) - 1 for row in rows])
    abandoned = np.array([row["outcome"] == "HANG" for row in rows])
    service_s = np.array([int(row["ser_time"]) for row in rows])
    return BankLog(
        arrived_s=day * est.DAY_S + np.array(joined),
        wait_s=np.array([int(row["q_time"]) for row in rows]),
        abandoned=abandoned,
        service_s=np.where(abandoned, 0, service_s),  # 97 hung up as they were put through
        caller=np.array([CALLER_OF[row["type"]] for row in rows]),
        priority=np.array([int(row["priority"]) for row in rows]),
    )


def in_hours(arrived_s: Ints) -> Flags:
    """Which arrivals fall inside `OPENING`."""
    opens, closes = np.array(OPENING)[arrived_s // est.DAY_S % 7].T
    hour = arrived_s % est.DAY_S // est.HOUR_S
    return np.asarray((hour >= opens) & (hour < closes))


def profiles(log: BankLog) -> dict[str, Floats]:
    """Calls per week in 168 hours by caller type, inside the opening hours.

    Four weeks are too few to count each type by hour of week: all calls are counted by hour of
    week, the mix of types by hour of day.
    """
    inside = in_hours(log.arrived_s)
    arrived_s = log.arrived_s[inside]
    every = est.hour_of_week(arrived_s, WEEKS)
    of_day = np.bincount(arrived_s // est.HOUR_S % 24, minlength=24)
    answer = {}
    for caller in CALLERS:
        moments_s = arrived_s[log.caller[inside] == caller]
        part = np.bincount(moments_s // est.HOUR_S % 24, minlength=24)
        answer[caller] = every * np.tile(part / np.maximum(of_day, 1), 7)
    return answer


def priority_shares(log: BankLog, caller: str) -> Floats:
    """Shares of priority 0, 1, 2 among those of a type who waited (the others are unrecorded)."""
    waited = log.priority[(log.caller == caller) & (log.wait_s > 0)]
    return np.bincount(waited, minlength=3) / len(waited)


def overtaking(log: BankLog, early: int, late: int, from_s: int, to_s: int) -> float:
    """How often a waiting call of priority `late` is answered before one of priority `early`.

    Among pairs that were in the queue together and were both answered, the late one having
    joined between `from_s` and `to_s` after the early one. It shows the time credits: a credit
    of 90 s makes this high below 90 s and low above.
    """
    chosen = (log.wait_s > 0) & ~log.abandoned & (log.caller != "stock")
    first, second = chosen & (log.priority == early), chosen & (log.priority == late)
    joined_s, answered_s = log.arrived_s[second], (log.arrived_s + log.wait_s)[second]
    order = np.argsort(joined_s, kind="stable")
    joined_s, answered_s = joined_s[order], answered_s[order]
    pairs = won = 0
    for start_s, wait_s in zip(log.arrived_s[first], log.wait_s[first], strict=True):
        low = np.searchsorted(joined_s, start_s + max(from_s, 1))
        high = max(low, np.searchsorted(joined_s, start_s + min(to_s, wait_s)))
        pairs += high - low
        won += int((answered_s[low:high] < start_s + wait_s).sum())
    return float(won / pairs)


def head_count(log: BankLog, multiplier: float = STAFF_MULTIPLIER) -> Ints:
    """Agents by half hour of the week, (7, 48), Monday first.

    The greatest number of agents busy at once in each half hour, averaged over weeks (and over
    Sunday to Thursday, which share one pattern), times the multiplier, rounded, at least 1.
    """
    served = ~log.abandoned
    start_s = (log.arrived_s + log.wait_s)[served]
    busy = est.count_at_once(start_s, start_s + log.service_s[served], HORIZON_S)
    greatest = est.greatest_by_half_hour(busy).reshape(7, 48)
    greatest[WORKDAYS] = greatest[WORKDAYS].mean(axis=0)
    greatest[5, 38] = greatest[5, 39]  # on Saturdays it opened at about half past seven
    hour = np.arange(48) // 2
    is_open = np.array([(hour >= a) & (hour < b) for a, b in OPENING])
    agents = np.maximum(1, np.floor(multiplier * greatest + 0.5))
    return np.where(is_open, agents, 0).astype(np.int64)


def spans(counts: Ints) -> list[list[float]]:
    """Runs of equal head count of one day as [from hour, to hour, agents], zeros left out."""
    edges = np.flatnonzero(np.diff(counts, prepend=-1))
    ends = np.append(edges[1:], len(counts))
    return [
        [a / 2, b / 2, int(counts[a])] for a, b in zip(edges, ends, strict=True) if counts[a] > 0
    ]


def patience(log: BankLog, caller: str | None = None) -> dict[str, object]:
    """Patience of a caller type, or of all: estimates, and the Kaplan–Meier curve."""
    chosen = np.ones(len(log.wait_s), dtype=bool) if caller is None else log.caller == caller
    wait_s, gave_up = log.wait_s[chosen], log.abandoned[chosen]
    times_s, survival = est.kaplan_meier(wait_s, gave_up)
    answer: dict[str, object] = {
        "exponential_mean_s": est.exponential_mean(wait_s, gave_up),
        "naive_mean_s": float(wait_s[gave_up].mean()),
        "survival": {
            str(t): float(est.survival_at(times_s, survival, np.array([t]))[0])
            for t in (5, 15, 30, 60, 120, 180, 300, 600)
        },
    }
    if caller not in ("stock", "internet"):  # for these one exponential fits as well
        share, short_s, long_s = est.two_exponentials(wait_s, gave_up)
        answer |= {
            "short_share": share,
            "long_share": 1 - share,
            "short_mean_s": short_s,
            "long_mean_s": long_s,
        }
    return answer


def service(log: BankLog, caller: str) -> dict[str, float]:
    """Service of a caller type; calls below 10 s, dropped by agents, apart."""
    served_s = log.service_s[(log.caller == caller) & ~log.abandoned]
    short = served_s < SHORT_SERVICE_S
    mean_s, cv = est.mean_and_cv(served_s[~short])
    return {
        "short_share": float(short.mean()),
        "long_share": float(1 - short.mean()),
        "mean_s": mean_s,
        "cv": cv,
        "mean_all_s": float(served_s.mean()),
        "fitted_mean_s": est.lognormal_fit(served_s[~short])[0],
        "fitted_cv": est.lognormal_fit(served_s[~short])[1],
    }


def figures(shared: Path) -> dict[str, object]:
    """All figures that `scenarios/bank-1999.yaml` and its page quote."""
    log = read_log(shared)
    inside = in_hours(log.arrived_s)
    counts = head_count(log)
    by_caller = profiles(log)
    daily = np.bincount(log.arrived_s // est.DAY_S, minlength=7 * WEEKS).reshape(WEEKS, 7)
    served_wait_s = log.wait_s[~log.abandoned]
    return {
        "calls": len(log.wait_s),
        "calls_out_of_hours": int((~inside).sum()),
        "abandonment": float(log.abandoned.mean()),
        "mean_wait_s": float(log.wait_s.mean()),
        "asa_s": float(served_wait_s.mean()),
        "curve": est.waiting_curve(log.wait_s, CURVE_S).tolist(),
        "day_factor_cv": est.day_factor_cv(daily),
        "per_week": {c: float(by_caller[c].sum()) for c in CALLERS},
        "profile": {c: by_caller[c].tolist() for c in CALLERS},
        "priority": {c: priority_shares(log, c).tolist() for c in CALLERS},
        "overtaking": {
            f"{early}_by_{late}": {
                "within": overtaking(log, early, late, 0, credit_s),
                "beyond": overtaking(log, early, late, credit_s + 15, 600),
            }
            for early, late, credit_s in ((1, 2, 90), (0, 1, 90), (0, 2, 180))
        },
        "service": {c: service(log, c) for c in CALLERS},
        "patience": {"all": patience(log)} | {c: patience(log, c) for c in CALLERS},
        "staff": {
            "workday": spans(counts[0]),
            "friday": spans(counts[4]),
            "saturday": spans(counts[5]),
        },
        "staff_hours_per_week": float(counts.sum() / 2),
        "by_caller": {
            c: {
                "abandonment": float(log.abandoned[log.caller == c].mean()),
                "mean_wait_s": float(log.wait_s[log.caller == c].mean()),
            }
            for c in CALLERS
        },
    }
