"""Draws the charts of a page, several at a time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sim.collector import without_collector
from sim.experiment.executors import Processes
from sim.report.charts.chart import Chart, Drawn, draw

if TYPE_CHECKING:
    from sim.experiment.conditions import Progress

PICTURES = "charts"
ONE_BY_ONE_S = 0.01
"""Less work than a chart: each is handed over on its own."""


def draw_all(
    charts: Sequence[Chart],
    folder: Path,
    progress: Progress | None = None,
) -> dict[str, Drawn]:
    """Charts as parts of a page, by name; a PNG of each goes into ``charts/`` of a folder.

    The processes of this machine share the work if they pay; the bytes are the same without.
    ``progress`` is called with the number of charts done and to do. Raises OSError when a picture
    cannot be written.
    """
    pictures = folder / PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    drawn: dict[int, Drawn] = {}
    with (
        without_collector(),
        closing(Processes().execute(partial(_draw, pictures), charts, ONE_BY_ONE_S)) as pieces,
    ):
        for at, one in pieces:
            drawn[at] = one
            if progress is not None:
                progress(len(drawn), len(charts))
    return {chart.name: drawn[at] for at, chart in enumerate(charts)}


def _draw(pictures: Path, chart: Chart) -> Drawn:
    return draw(chart, pictures / f"{chart.name}.png")
