"""Lines: each contact holds one until the customer goes; channels may share theirs.

Only where their number is limited (``queue.trunk`` is not NOBODY) does anybody count them.
"""

from __future__ import annotations

from sim.floor.tables import Floor, Queue
from sim.jit import jitable


@jitable
def seize(floor: Floor, queue: Queue) -> bool:
    """Take a line of the channel; False: all are taken."""
    holder = floor.queues[queue.trunk]
    if holder.present >= holder.trunks:
        return False
    holder.present += 1
    return True


@jitable
def release(floor: Floor, queue: Queue) -> None:
    """The customer has gone: the line is free again."""
    floor.queues[queue.trunk].present -= 1
