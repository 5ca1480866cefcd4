"""What the interval of a contrast says of what was expected of it."""

from __future__ import annotations

from math import isfinite
from typing import Literal

import numpy as np

from sim.stats.intervals import Floats, Interval

Finding = Literal["holds", "holds not", "same", "not precise enough"]
Side = Literal["less", "more", "same"]


def contrast_values(values: Floats, weights: Floats) -> Floats:
    """The weighted sum of the columns of ``values`` (replications, policies), by replication.

    Columns without weight do not count, so that a value missing there takes nothing away.
    """
    counted = np.flatnonzero(weights)
    found: Floats = values[:, counted] @ weights[counted]
    return found


def finding(interval: Interval, expected: Side, threshold: float) -> Finding:
    """Whether a contrast comes out as ``expected``; smaller ones than ``threshold`` are none.

    The whole interval within ± the threshold is *same* (Schuirmann 1987). Else a side is found
    when the interval leaves out 0 and the mean reaches the threshold. What remains is not
    precise enough: more replications would tell. Of what is expected to be the same, *same*
    holds, and either side holds not.
    """
    mean, low, high = interval
    if not (isfinite(low) and isfinite(high)):
        return "not precise enough"
    if -threshold < low and high < threshold:
        return "holds" if expected == "same" else "same"
    if abs(mean) < threshold or low <= 0.0 <= high:
        return "not precise enough"
    if expected == "same":
        return "holds not"
    return "holds" if (low > 0.0) == (expected == "more") else "holds not"
