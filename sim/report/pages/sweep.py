"""The page of a sweep: which points are worth considering, and what each factor does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.durable import write_whole
from sim.experiment.saved import Saved
from sim.report import numbers
from sim.report.charts.drawing import Progress, draw_all
from sim.report.charts.factors import effects_chart, surface_chart
from sim.report.charts.sweep_front import front_chart
from sim.report.data.sweep import SweepInput
from sim.report.gathering.sweep import gather_sweep
from sim.report.pages.comparison import PAGE, filled
from sim.report.pages.sweep_tables import front_table, levels_table, swings_table
from sim.report.texts.sweep import WORDS, headlines, movers


def save_sweep_page(saved: Saved, progress: Progress | None = None) -> Path:
    """Write the page of a sweep and its charts into its folder; returns the page's path.

    ``progress`` is called with the number of charts done and to do. The same folder gives the
    same bytes. Raises OSError when the folder cannot be written.
    """
    data = gather_sweep(saved)
    found = (front_chart(data), effects_chart(data), surface_chart(data))
    charts = [chart for chart in found if chart is not None]
    drawn = draw_all(charts, saved.path, progress)
    path = saved.path / PAGE
    write_whole(path, filled("sweep.html.j2", charts, drawn, _content(data)))
    return path


def _content(data: SweepInput) -> dict[str, Any]:
    known = any(effect is not None for effects in data.effects for effect in effects)
    return {
        "data": data,
        "headlines": headlines(data),
        "front": front_table(data) if data.candidates else None,
        "movers": movers(data),
        "swings": swings_table(data) if known else None,
        "levels": levels_table(data) if known else None,
        "units": {gauge.name: numbers.scaled(gauge.unit)[1] for gauge in data.gauges},
        "words": WORDS,
    }
