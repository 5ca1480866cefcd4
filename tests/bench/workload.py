"""What the benchmark simulates: the figures that every engine reads. Times are minutes.

``mmcm`` is M/M/50+M at 50 erlangs: one queue, exponential work and patience.

``week`` is a small support organisation, week after week: a telephone line whose abandoning
callers redial, chat around the clock (one at a time), e-mail, and a back office that gets a
task after 15 % of all handled contacts. The volumes overload the telephone for an hour of the
Monday and keep the back office at 0.9 of its capacity, so that redials and backlogs do form.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

DAY = 24 * 60
WEEK = 7 * DAY

ARRIVALS_PER_MIN = 10.0
MEAN_SERVICE_MIN = 5.0
MEAN_PATIENCE_MIN = 5.0
SERVERS = 50


@dataclass(frozen=True)
class Team:
    """Agents present at the same hours; ``spans`` are (start, end) in minutes of the week."""

    agents: int
    spans: tuple[tuple[int, int], ...]


def _weekdays(start_hour: int, end_hour: int) -> tuple[tuple[int, int], ...]:
    return tuple((day * DAY + start_hour * 60, day * DAY + end_hour * 60) for day in range(5))


PHONE = Team(10, (*_weekdays(8, 20), (5 * DAY + 9 * 60, 5 * DAY + 14 * 60)))
CHAT = Team(5, ((0, WEEK),))
EMAIL = Team(6, _weekdays(9, 17))
BACK_OFFICE = Team(4, _weekdays(9, 17))

PHONE_PATIENCE_MIN = 3.0
PHONE_SERVICE_MEAN_MIN = 4.5
PHONE_SERVICE_CV = 1.2
REDIAL_CHANCE = 0.4
REDIAL_DELAY_MIN = 15.0
CHAT_PATIENCE_MIN = 4.0
CHAT_SERVICE_MIN = 8.0
EMAIL_SERVICE_MIN = 6.0
ESCALATION_CHANCE = 0.15
TASK_SERVICE_MIN = 12.0

PHONE_SIGMA = math.sqrt(math.log(1 + PHONE_SERVICE_CV**2))
PHONE_MU = math.log(PHONE_SERVICE_MEAN_MIN) - PHONE_SIGMA**2 / 2

WEEKLY = {"phone": 3900, "chat": 900, "email": 500}
"""First contacts in a week, those at a closed door included; redials come on top."""
CONTACTS_PER_WEEK = sum(WEEKLY.values())

_HOURS = (1,) * 7 + (4, 12, 24, 26, 22, 16, 18, 18, 16, 14, 12, 9, 7, 4, 3, 2, 1)
_DAYS = (2.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.25)
_WEIGHTS = [day * hour for day in _DAYS for hour in _HOURS]


def hourly_rates(channel: str) -> list[float]:
    """Arrivals per minute in each of the 168 hours of the week, Monday 00:00 first."""
    scale = WEEKLY[channel] / sum(_WEIGHTS) / 60
    return [scale * weight for weight in _WEIGHTS]


def is_open(team: Team, now: float) -> bool:
    """Whether the team's hours hold the moment ``now`` (minutes since a Monday 00:00)."""
    minute = now % WEEK
    return any(start <= minute < end for start, end in team.spans)


def weeks_for(contacts: int) -> int:
    """How many weeks bring about so many contacts; at least one."""
    return max(1, round(contacts / CONTACTS_PER_WEEK))
