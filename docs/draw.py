"""Draws the pictures of the documentation from shipped scenarios: ``python docs/draw.py``.

With ``guide`` only those of the planner's guide.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import sim
from sim.report.charts.chart import Chart, draw
from sim.report.charts.tornado import tornado_chart
from sim.report.charts.week import ROWS, week_chart
from sim.report.data.comparison import ReportInput
from sim.report.gathering.comparison import gather
from sim.report.gathering.study import gather_study
from sim.report.pages.comparison import charts_of

DOCS = Path(__file__).parent
IMAGES = DOCS / "images"
BACKLOG = ("as_is", "seven_days", "plus_saturday")
CHARTS = ("differences", "price", "week", "resolution", "promises", "occupancy", "by-types")
GUIDE = ("differences", "price", "by-types", "week")
PALETTES = (256, 128, 64)
"""Numbers of colours; a picture with a palette is a quarter as large, and fewer make it smaller."""
LARGEST = 100_000
"""Bytes of a picture."""


def compared(path: str | Path, replications: int) -> ReportInput:
    """The variants of a scenario, compared."""
    return gather(sim.compare(path, replications=replications, report=True))


def our_desk(folder: Path) -> Path:
    """The scenario of the planner's guide, written into a folder as its reader does."""
    shutil.copy(DOCS.parent / "scenarios" / "weekend-coverage.yaml", folder)
    page = (DOCS / "planner-guide.md").read_text(encoding="utf-8")
    text = re.search(r"(?ms)^```yaml\n(# our-desk\.yaml\n.*?)^```", page)
    assert text is not None
    path = folder / "our-desk.yaml"
    path.write_text(text[1], encoding="utf-8")
    return path


def picture(chart: Chart, name: str) -> None:
    """Draw a chart among the images, with the palette that keeps it small enough."""
    from PIL import Image

    path = IMAGES / f"{name}.png"
    draw(chart, path)
    with Image.open(path) as drawn:
        whole = drawn.convert("RGB")
    for colours in PALETTES:
        whole.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            break


def guide() -> None:
    """The charts of the report that the planner's guide walks to."""
    with TemporaryDirectory() as folder:
        data = compared(our_desk(Path(folder)), replications=10)
    for chart in charts_of(data):
        if chart.name in GUIDE:
            picture(chart, f"guide-{chart.name}")


def tornado() -> None:
    """What the difference that an honest promise makes depends on."""
    between = ("as_is", "honest_promise")
    with TemporaryDirectory() as folder:
        result = sim.sensitivity(
            "weekend-coverage", between, measure="satisfaction.csat", points=0, replications=10,
            out=folder,
        )  # fmt: skip
        data = gather_study(result)
    picture(tornado_chart(data.found), "report-tornado")


def main() -> None:
    """The backlog for the front page, and the charts of the report and of the guide."""
    IMAGES.mkdir(exist_ok=True)
    guide()
    if sys.argv[1:] == ["guide"]:
        return
    tornado()
    data = compared("weekend-coverage", replications=20)
    chosen = tuple(variant for variant in data.variants if variant.name in BACKLOG)
    backlog = [row for row in ROWS if row.curve == "week.backlog"]
    picture(week_chart(replace(data, variants=chosen), backlog, 2.2), "weekend-backlog")
    for chart in charts_of(data):
        if chart.name in CHARTS:
            picture(chart, f"report-{chart.name}")


if __name__ == "__main__":
    main()
