"""Charts of the spreadsheet's own, drawn from numbers beside the printed page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import Any, Protocol

from sim.report.workbook.cells import Axis, Bars, Scatter, Tornado
from sim.report.workbook.styles import INK, number_cell, text_cell
from sim.visible import visible

COLOURS = ("1F3A5F", "D1702C", "2E8B6F", "8C4FA0", "B23A48", "5A7D9A", "9A8A2E")
FILLS = ("9DB8D9", "E8B48E")
"""Of bars, on which numbers can be read."""
GREY = "B0B7C0"
STEPS = 6
"""Of an axis, about."""


class Page(Protocol):
    """Where numbers and charts go."""

    sheet: Any
    row: int

    def put(self, column: int, cell: Any, row: int | None = None) -> None:
        """Fill a cell."""


def draw(page: Page, chart: Scatter | Bars | Tornado, columns: int, rows: int) -> None:
    """Put a chart at the current row, over so many columns and rows, and its numbers beside them,
    where they are not printed."""
    numbers = _Numbers(page, columns + 2)
    if isinstance(chart, Scatter):
        found = _scatter(chart, numbers)
    elif isinstance(chart, Bars):
        found = _bars(chart, numbers)
    else:
        found = _tornado(chart, numbers)
    found.anchor = _over(page.row - 1, columns, rows)
    page.sheet.add_chart(found)


def _over(top: int, columns: int, rows: int) -> Any:
    """The place of a chart from the first column on, which grows with the cells below it."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    start, end = AnchorMarker(col=0, row=top), AnchorMarker(col=columns, row=top + rows)
    return TwoCellAnchor("twoCell", _from=start, to=end)


@dataclass
class _Numbers:
    """The block of numbers from which a chart is drawn, row by row from the top."""

    page: Page
    column: int
    row: int = 1

    def head(self, *titles: str) -> None:
        """Write the headings."""
        self.page.put(self.column, text_cell(self.page.sheet, "Numbers of the chart", "caption"), 1)
        for at, title in enumerate(titles):
            self.page.put(self.column + at, text_cell(self.page.sheet, title, "header"), 2)
        self.row = 3

    def add(self, name: str, values: Sequence[float], forms: Sequence[str]) -> int:
        """Write a row; returns its number."""
        self.page.put(self.column, text_cell(self.page.sheet, name), self.row)
        for at, (value, form) in enumerate(zip(values, forms, strict=True), 1):
            if isfinite(value):
                cell = number_cell(self.page.sheet, value, form)
                self.page.put(self.column + at, cell, self.row)
        self.row += 1
        return self.row - 1

    def range(self, at: int, first: int, last: int) -> Any:
        """The cells of a column of the block, 0 for the names."""
        from openpyxl.chart import Reference

        return Reference(self.page.sheet, min_col=self.column + at, min_row=first, max_row=last)


def _scatter(chart: Scatter, numbers: _Numbers) -> Any:
    from openpyxl.chart import ScatterChart
    from openpyxl.chart.series_factory import SeriesFactory

    across, up = chart.across, chart.up
    numbers.head("Name", across.title, up.title, "−", "+")
    forms = (across.form, *(up.form,) * 3)
    drawn = ScatterChart()
    drawn.style, drawn.scatterStyle = 2, "lineMarker"
    first = numbers.row
    for point in chart.points:
        values = (point.x, point.y[0], *_halves(*point.y))
        numbers.add(point.name, values, forms)
    for at, point in enumerate(chart.points):
        row = first + at
        series = SeriesFactory(
            numbers.range(2, row, row), numbers.range(1, row, row), title_from_data=False
        )
        series.tx = _title_of(numbers, row)
        _mark(series, COLOURS[at % len(COLOURS)], 9)
        if isfinite(point.y[1]):
            series.errBars = _error_bars(numbers.range(3, row, row), numbers.range(4, row, row))
        series.dLbls = _name_labels()
        drawn.series.append(series)
    if chart.crowd:
        start = numbers.row
        for x, y in chart.crowd:
            numbers.add(chart.crowd_name, (x, y), forms[:2])
        last = numbers.row - 1
        series = SeriesFactory(numbers.range(2, start, last), numbers.range(1, start, last))
        series.tx = _title_of(numbers, start)
        _mark(series, GREY, 4)
        drawn.series.insert(0, series)
    for order, series in enumerate(drawn.series):
        series.idx = series.order = order
    _frame(drawn, chart.title)
    heights = [value for point in chart.points for value in point.y]
    widths = [point.x for point in chart.points]
    _axis(drawn.x_axis, _fitted(across, [*widths, *(x for x, _ in chart.crowd)]))
    _axis(drawn.y_axis, _fitted(up, [*heights, *(y for _, y in chart.crowd)]))
    return drawn


def _fitted(axis: Axis, values: Iterable[float]) -> Axis:
    """The axis with ends at round numbers beyond all values, and round steps between them."""
    known = [value for value in values if isfinite(value)]
    low, high = min(known), max(known)
    span = (high - low) or abs(high) or 1.0
    size = 10.0 ** floor(log10(span / STEPS))
    step = next(size * times for times in (1.0, 2.0, 5.0, 10.0) if STEPS * size * times >= span)
    low, high = low - 0.05 * span, high + 0.05 * span
    return axis._replace(low=floor(low / step) * step, high=ceil(high / step) * step, step=step)


def _bars(chart: Bars, numbers: _Numbers) -> Any:
    numbers.head("Name", chart.axis.title, "−", "+")
    first = numbers.row
    forms = (chart.axis.form,) * 3
    for bar in chart.bars:
        numbers.add(bar.name, (bar.mean, *_halves(bar.mean, bar.low, bar.high)), forms)
    last = numbers.row - 1
    drawn, series = _bar_chart(numbers, first, last, [1])
    if any(isfinite(bar.low) for bar in chart.bars):
        bars = _error_bars(numbers.range(2, first, last), numbers.range(3, first, last))
        series[0].errBars = bars
    series[0].dLbls = _value_labels(chart.axis.form)
    _finish_bars(drawn, chart.title, chart.axis)
    return drawn


def _tornado(chart: Tornado, numbers: _Numbers) -> Any:
    from openpyxl.chart.series import SeriesLabel

    numbers.head("Name", "At the low end", "At the high end")
    first = numbers.row
    for one in chart.ranges:
        numbers.add(one.name, (one.at_low, one.at_high), (chart.axis.form,) * 2)
    last = numbers.row - 1
    drawn, series = _bar_chart(numbers, first, last, [1, 2])
    for one, title in zip(series, ("At the low end", "At the high end"), strict=True):
        one.tx = SeriesLabel(v=title)
    drawn.overlap = 100
    _finish_bars(drawn, chart.title, chart.axis)
    if isfinite(chart.base):
        drawn.x_axis.crosses, drawn.x_axis.crossesAt = None, chart.base
        drawn.x_axis.tickLblPos = "low"
    drawn.legend = _legend()
    return drawn


def _bar_chart(numbers: _Numbers, first: int, last: int, columns: Iterable[int]) -> Any:
    from openpyxl.chart import BarChart
    from openpyxl.chart.series_factory import SeriesFactory

    drawn = BarChart()
    drawn.type, drawn.style, drawn.gapWidth = "bar", 2, 60
    series = []
    for at in columns:
        one = SeriesFactory(numbers.range(at, first, last), title="")
        one.tx = None
        one.graphicalProperties.solidFill = FILLS[at - 1]
        one.graphicalProperties.line.noFill = True
        one.invertIfNegative = False
        drawn.series.append(one)
        series.append(one)
    drawn.set_categories(numbers.range(0, first, last))
    return drawn, series


def _finish_bars(drawn: Any, title: str, axis: Axis) -> None:
    _frame(drawn, title)
    _axis(drawn.y_axis, axis)
    drawn.y_axis.crosses = "max"  # below, since the names go from the top
    drawn.x_axis.scaling.orientation = "maxMin"
    drawn.x_axis.delete = False
    drawn.x_axis.majorTickMark = "none"


def _frame(drawn: Any, title: str) -> None:
    drawn.title = _rich(title, 1200)
    drawn.title.overlay = False
    drawn.legend = None


def _axis(axis: Any, told: Axis) -> None:
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties

    axis.title = _rich(told.title, 1000)
    axis.title.overlay = False
    axis.number_format, axis.delete = told.form, False
    axis.majorGridlines = ChartLines(GraphicalProperties(ln=_line("E3E6EA")))
    axis.scaling.min, axis.scaling.max, axis.majorUnit = told.low, told.high, told.step


def _rich(text: str, size: int) -> Any:
    """A title in print of ``size`` hundredths of a point."""
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import (
        CharacterProperties,
        Paragraph,
        ParagraphProperties,
        RegularTextRun,
    )

    letters = CharacterProperties(sz=size, b=size > 1000, solidFill=INK)
    text = visible(text)
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=text)]
    )
    return Title(tx=Text(rich=RichText(p=[paragraph])))


def _line(colour: str) -> Any:
    from openpyxl.drawing.line import LineProperties

    return LineProperties(solidFill=colour, w=9525)


def _mark(series: Any, colour: str, size: int) -> None:
    from openpyxl.chart.marker import Marker

    series.marker = Marker(symbol="circle", size=size)
    series.marker.graphicalProperties.solidFill = colour
    series.marker.graphicalProperties.line.noFill = True
    series.graphicalProperties.line.noFill = True


def _error_bars(minus: Any, plus: Any) -> Any:
    from openpyxl.chart.data_source import NumDataSource, NumRef
    from openpyxl.chart.error_bar import ErrorBars
    from openpyxl.chart.shapes import GraphicalProperties

    return ErrorBars(
        errDir="y",
        errBarType="both",
        errValType="cust",
        noEndCap=False,
        plus=NumDataSource(numRef=NumRef(f=str(plus))),
        minus=NumDataSource(numRef=NumRef(f=str(minus))),
        spPr=GraphicalProperties(ln=_line("555555")),
    )


def _title_of(numbers: _Numbers, row: int) -> Any:
    from openpyxl.chart.data_source import StrRef
    from openpyxl.chart.series import SeriesLabel

    return SeriesLabel(strRef=StrRef(f=str(numbers.range(0, row, row))))


def _name_labels() -> Any:
    return _labels("r", showSerName=True)


def _value_labels(form: str) -> Any:
    found = _labels("inBase", showVal=True)
    found.numFmt = form
    return found


def _labels(place: str, **shown: bool) -> Any:
    from openpyxl.chart.label import DataLabelList

    what = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent")
    return DataLabelList(dLblPos=place, **{**dict.fromkeys(what, False), **shown})


def _legend() -> Any:
    from openpyxl.chart.legend import Legend

    return Legend(legendPos="b")


def _halves(mean: float, low: float, high: float) -> tuple[float, float]:
    """How far an interval goes to both sides."""
    return mean - low, high - mean
