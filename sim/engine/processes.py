"""What the processes of a run are made of: SimPy's, for bells that ring again and again."""

from __future__ import annotations

from heapq import heappop, heappush

import simpy

BEFORE_ALL = -1
"""Before each kind of event at the same moment."""


class Clock(simpy.Environment):
    """SimPy's environment; moments are given as such, not as delays, and so stay exact.

    Processes read ``_now``, which takes half as long as the property ``now``.
    """

    def wake(self, event: simpy.Event, at: float, priority: int) -> None:
        """Let ``event`` happen at ``at``, among simultaneous ones by ``priority``."""
        heappush(self._queue, (at, priority, next(self._eid), event))  # type: ignore[misc]

    def let_pass(self, stop: float) -> None:
        """Let everything before ``stop`` happen: ``run`` and ``step`` of SimPy in one loop.

        Events stay ready to be waited for, so that a bell can ring again. None fails: what goes
        wrong in a process is raised from here.
        """
        queue, last = self._queue, simpy.Event(self)
        heappush(queue, (stop, BEFORE_ALL, 0, last))  # type: ignore[misc]
        while True:
            self._now, _, _, event = heappop(queue)
            if event is last:
                return
            callbacks, event.callbacks = event.callbacks, []
            for callback in callbacks:
                callback(event)


class Bell(simpy.Event):
    """An event that can ring again and again, at moments asked for in advance."""

    def __init__(self, env: simpy.Environment) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None


class Process(simpy.Process):
    """A process that waits for bells alone, which never fail, and that nobody interrupts.

    SimPy's own asks after both at each step, which takes longer than many a move.
    """

    def _resume(self, _event: simpy.Event) -> None:
        bell = next(self._generator, None)
        if bell is not None:
            bell.callbacks.append(self._resume)


class Customer(Bell):
    """Whom a waiting customer's process waits with: what for, and about which contact."""

    kind = 0
    subject = 0
