"""How a law that a record breaks is told."""

from __future__ import annotations

import numpy as np

from sim.record.record import Array, Mask


def tell(found: list[str], broken: Mask, ids: Array, law: str) -> None:
    """Add a sentence to ``found`` when ``broken`` holds anywhere; ``ids``: of what is looked at."""
    count = int(np.count_nonzero(broken))
    if count:
        found.append(f"{law}: broken {count} times, first by id {ids[int(np.argmax(broken))]}")
