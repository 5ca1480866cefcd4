"""The public functions: what ``import sim`` offers and the commands call."""

from sim.api.articles import atlas, claims, claims_page, verdicts
from sim.api.common import show
from sim.api.experiments import compare, run, sweep
from sim.api.hours import by_hour
from sim.api.results_folders import export, merge, open_results, rebuild, report, rerun, save
from sim.api.scenario_files import (
    Examined,
    Shipped,
    examine,
    explicit,
    kpis,
    load,
    scenarios,
    schema,
    size,
    validate,
)
from sim.api.settings import Settings
from sim.api.spreads import distributions
from sim.api.staffing import staff
from sim.api.studies import sensitivity, story, warmup
from sim.experiment.errors import RequestError, ResultsError
from sim.experiment.shown import shown_by

__all__ = [
    "Examined",
    "RequestError",
    "ResultsError",
    "Settings",
    "Shipped",
    "atlas",
    "by_hour",
    "claims",
    "claims_page",
    "compare",
    "distributions",
    "examine",
    "explicit",
    "export",
    "kpis",
    "load",
    "merge",
    "open_results",
    "rebuild",
    "report",
    "rerun",
    "run",
    "save",
    "scenarios",
    "schema",
    "sensitivity",
    "size",
    "staff",
    "story",
    "sweep",
    "validate",
    "verdicts",
    "warmup",
]

shown_by(show)
