"""What would be true of any numbers: intervals and what they show. Knows nothing of support."""

from sim.stats.contrasts import Finding, contrast_values, finding
from sim.stats.designs import Fraction, Point, Range, fraction, grid, latin_hypercube, sobol
from sim.stats.intervals import (
    Interval,
    Intervals,
    mean_interval,
    mean_intervals,
    paired_intervals,
    standard_errors,
)
from sim.stats.morris import Effect, Trajectories, morris_design, morris_effects
from sim.stats.pairs import Pairing, pairing
from sim.stats.pareto import front, front_chances
from sim.stats.quantiles import order_statistics, pooled_quantile
from sim.stats.ratios import paired_ratio_intervals, ratio_intervals, ratio_values
from sim.stats.screening import Screening, screen
from sim.stats.selection import Selection, select
from sim.stats.sensitivity import (
    Bar,
    Robustness,
    Tornado,
    Uncertain,
    one_at_a_time,
    robustness,
    tornado,
)
from sim.stats.separation import Separation, separation
from sim.stats.simultaneous import bonferroni, simultaneous_intervals
from sim.stats.stopping import Decision, Precision, joint
from sim.stats.verdicts import Attainment, Direction, Verdict, attainment, verdict
from sim.stats.warmup import WarmUp, moving_average, mser, warm_up

__all__ = [
    "Attainment",
    "Bar",
    "Decision",
    "Direction",
    "Effect",
    "Finding",
    "Fraction",
    "Interval",
    "Intervals",
    "Pairing",
    "Point",
    "Precision",
    "Range",
    "Robustness",
    "Screening",
    "Selection",
    "Separation",
    "Tornado",
    "Trajectories",
    "Uncertain",
    "Verdict",
    "WarmUp",
    "attainment",
    "bonferroni",
    "contrast_values",
    "finding",
    "fraction",
    "front",
    "front_chances",
    "grid",
    "joint",
    "latin_hypercube",
    "mean_interval",
    "mean_intervals",
    "morris_design",
    "morris_effects",
    "moving_average",
    "mser",
    "one_at_a_time",
    "order_statistics",
    "paired_intervals",
    "paired_ratio_intervals",
    "pairing",
    "pooled_quantile",
    "ratio_intervals",
    "ratio_values",
    "robustness",
    "screen",
    "select",
    "separation",
    "simultaneous_intervals",
    "sobol",
    "standard_errors",
    "tornado",
    "verdict",
    "warm_up",
]
