"""Draws the pictures of the documentation from shipped scenarios: ``python docs/draw.py``."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import sim
from sim.kpi import by_hour
from sim.report.week import draw_week, save_figure

IMAGES = Path(__file__).parent / "images"
VARIANTS = {
    "as_is": "Monday to Friday",
    "seven_days": "seven days, same paid hours",
    "plus_saturday": "plus Saturday",
}


def weekend_backlog(replications: int = 20) -> None:
    """What waits for the back office, by hour of the week, in three variants."""
    file = sim.load("weekend-coverage")
    lines = {}
    for variant, label in VARIANTS.items():
        run = sim.run(file, variant, replications=replications, keep_records=True)
        weeks = [by_hour(record, run.resolved) for record in run.records]
        lines[label] = np.mean([week["tasks.back_office.backlog"] for week in weeks], axis=0)
    title = "Tasks waiting for the back office, by its hours"
    save_figure(draw_week(title, "tasks waiting", lines), IMAGES / "weekend-backlog.png")


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    weekend_backlog()
