"""Draws the pictures of the documentation from shipped scenarios: ``python docs/draw.py``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import sim
from sim.experiment import conduct
from sim.experiment.conditions import Conditions
from sim.experiment.watch import Watch
from sim.report.charts.frame import draw
from sim.report.charts.weeks import ROWS, week_chart
from sim.report.gathering import gather
from sim.report.inputs import ReportInput
from sim.report.page import charts_of

IMAGES = Path(__file__).parent / "images"
BACKLOG = ("as_is", "seven_days", "plus_saturday")
CHARTS = ("differences", "price", "week", "resolution", "promises", "occupancy", "by-types")


def weekend(replications: int = 20) -> ReportInput:
    """The variants of the weekend scenario, compared."""
    file = sim.load("weekend-coverage")
    watch = Watch(file)
    conditions = Conditions(replications=replications, on_record=watch)
    result = conduct.compare(file, conditions=conditions)
    return gather(result, watch.seen(result.runs, result.replications), file)


def main() -> None:
    """The backlog for the front page, and the charts of the report."""
    IMAGES.mkdir(exist_ok=True)
    data = weekend()
    chosen = tuple(variant for variant in data.variants if variant.name in BACKLOG)
    backlog = [row for row in ROWS if row.curve == "week.backlog"]
    draw(week_chart(replace(data, variants=chosen), backlog, 2.2), IMAGES / "weekend-backlog.png")
    for chart in charts_of(data):
        if chart.name in CHARTS:
            draw(chart, IMAGES / f"report-{chart.name}.png")


if __name__ == "__main__":
    main()
