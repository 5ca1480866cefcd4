"""What would be true of any numbers: intervals and what they show. Knows nothing of support."""

from sim.stats.intervals import Intervals, mean_intervals, paired_intervals
from sim.stats.verdicts import Direction, Verdict, verdict

__all__ = ["Direction", "Intervals", "Verdict", "mean_intervals", "paired_intervals", "verdict"]
