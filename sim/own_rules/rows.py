"""What rules of a user's own are shown: jobs and agents, with names and plain numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class JobRow:
    """A contact, or a task of a desk, that somebody may take now. Times are in seconds.

    kind: ``contact`` or ``task``. queue: name of its channel or desk; live: whether that is a
    live channel. issue: its number, as ``supportsim story --issue`` takes it.
    waited_s: since it joined its line; age_s: since the contact was made or the task left.
    in_line: how many wait in its line, itself included (0: it has just come and joined none).
    priority: that of its line, lower first. number: of the issue's contacts or tasks, from 0.
    requeues: how often it was passed on or handed back. public, reopened: what its issue is.
    speed: of the agent who is asked for, on this job (1 as stated in the scenario, 2 twice as
    fast). chance: a number from 0 up to 1 that belongs to the job, the same in every variant.
    """

    kind: str
    queue: str
    live: bool
    issue: int
    issue_type: str
    segment: str
    waited_s: float
    age_s: float
    in_line: int
    priority: int
    number: int
    requeues: int
    public: bool
    reopened: bool
    speed: float
    _chance: Callable[[], float] = field(repr=False)

    @property
    def chance(self) -> float:
        """The number that belongs to the job; drawn only for who looks at it."""
        return self._chance()


@dataclass(frozen=True, slots=True, eq=False)
class AgentRow:
    """An agent who may take a job now. Times are in seconds.

    number: within the team, from 0. team_rank: place of the team among those that serve the job's
    line, 0 for the first; teams of equal rank have the same. in_hand: how many jobs the agent holds
    already; idle_s: since the hands are empty (0 if they are not). on_duty_s: since coming on duty
    or back from a pause; occupancy: the share of that time that was work. speed: on the job (1 as
    stated, 2 twice as fast).
    """

    team: str
    number: int
    team_rank: int
    in_hand: int
    idle_s: float
    on_duty_s: float
    occupancy: float
    speed: float
