"""How cells look: one style for headers, for captions, for what is good, bad and open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sim.visible import visible

INK, PALE, LINE = "1F3A5F", "E8EEF6", "BFC8D4"
TONES = {"good": "DDEFD9", "bad": "F8DAD5", "open": "FBF0CF"}
"""Pale fills; the words that stand beside them tell the same in black and white."""
FACE = "Calibri"
A4 = "9"
"""The code of the paper's size."""
MOST_LETTERS = 32_767
"""That a cell can hold."""


@cache
def looks() -> Mapping[str, dict[str, Any]]:
    """Attributes of cells, by what the cell is."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    def fill(colour: str) -> Any:
        return PatternFill("solid", fgColor=colour)

    line = Border(bottom=Side("thin", color=LINE))
    wrapped, middle = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="center")
    return {
        "header": {
            "font": Font(name=FACE, bold=True, color="FFFFFF"),
            "fill": fill(INK),
            "alignment": Alignment(wrap_text=True, vertical="center"),
        },
        "number header": {
            "font": Font(name=FACE, bold=True, color="FFFFFF"),
            "fill": fill(INK),
            "alignment": Alignment(wrap_text=True, vertical="center", horizontal="right"),
        },
        "title": {"font": Font(name=FACE, bold=True, size=18, color=INK), "alignment": wrapped},
        "kind": {"font": Font(name=FACE, size=10, color="666666"), "alignment": middle},
        "text": {"alignment": wrapped},
        "small": {"font": Font(name=FACE, size=9, color="666666"), "alignment": wrapped},
        "caption": {"font": Font(name=FACE, bold=True, size=12, color=INK), "alignment": middle},
        "lead": {
            "font": Font(name=FACE, bold=True, size=13),
            "fill": fill(PALE),
            "alignment": wrapped,
        },
        "answer": {"font": Font(name=FACE, size=12), "fill": fill(PALE), "alignment": wrapped},
        "name": {"font": Font(name=FACE, bold=True), "border": line, "alignment": wrapped},
        "cell": {"border": line, "alignment": wrapped},
        **{
            tone: {"border": line, "alignment": wrapped, "fill": fill(colour)}
            for tone, colour in TONES.items()
        },
    }


@cache
def indented(vertical: str = "top") -> Any:
    """How texts keep away from the numbers to their left."""
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical=vertical, horizontal="left", indent=1)


def text_cell(sheet: Any, text: str, look: str = "") -> Any:
    """A cell that is a text whatever it looks like: no formula, no error, no number."""
    from openpyxl.cell import WriteOnlyCell

    cell = _dressed(WriteOnlyCell(sheet, visible(text)[:MOST_LETTERS] or None), look)
    if text:
        cell.data_type = "s"
    return cell


def number_cell(sheet: Any, number: Any, form: str, look: str = "") -> Any:
    """A cell with a number, to its last bit, in a format."""
    from openpyxl.cell import WriteOnlyCell

    in_full = isinstance(number, float)  # else it would be written with 16 digits
    cell = _dressed(WriteOnlyCell(sheet, repr(number) if in_full else number), look)
    if in_full:
        cell.data_type = "n"
    cell.number_format = form
    return cell


def _dressed(cell: Any, look: str) -> Any:
    for part, value in looks().get(look, {}).items():
        setattr(cell, part, value)
    return cell
