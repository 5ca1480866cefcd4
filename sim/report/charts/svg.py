"""Makes Matplotlib's SVG a part of a page: no clashing ids, colours of the page, less text."""

from __future__ import annotations

import re
from html import escape

from sim.report.charts.style import VARIABLES

TIP = "tip:"
"""An artist whose gid begins so shows the rest of it when it is pointed at."""

_NUMBER = re.compile(r"(-?\d+\.\d)\d+")
_SHORTENED = re.compile(r' (?:d|x|y|width|height|points)="[^"]*"')
_FONT = re.compile(r"font: (?:(?P<weight>bold|\d00) )?(?P<size>[\d.]+)px [^;\"]*")
_COLOUR = re.compile("|".join(VARIABLES), re.IGNORECASE)


def inline(text: str, prefix: str, alt: str) -> str:
    """An SVG file as an element; ``prefix`` makes its ids unique, ``alt`` is read aloud."""
    body = text[text.index("<svg") :]
    body = re.sub(r"(?s)<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", body)
    body = _tips(body)
    body = _ids(body, prefix)
    body = _COLOUR.sub(lambda found: f"var({VARIABLES[found[0].lower()]})", body)
    body = _FONT.sub(_font, body)
    body = _SHORTENED.sub(_shortened, body)
    body = re.sub(r">\s+<", "><", body)
    box = re.search(r'viewBox="[^"]*"', body)
    assert box is not None
    opening = (
        f'<svg {box[0]} role="img" aria-label="{escape(alt)}" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    return opening + body[body.index(">") + 1 :].strip()


def _tips(body: str) -> str:
    return re.sub(rf'<g id="{TIP}([^"]*)">', r"<g><title>\1</title>", body)


def _ids(body: str, prefix: str) -> str:
    """Only the ids that something refers to, each with the prefix."""
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', body))

    def rename(found: re.Match[str]) -> str:
        return f' id="{prefix}-{found[1]}"' if found[1] in used else ""

    body = re.sub(r' id="([^"]*)"', rename, body)
    return re.sub(r'(url\(#|href="#)', rf"\g<1>{prefix}-", body)


def _font(found: re.Match[str]) -> str:
    weight = f"; font-weight: {found['weight']}" if found["weight"] else ""
    return f"font-size: {found['size']}px{weight}"


def _shortened(found: re.Match[str]) -> str:
    """A tenth of a point is enough; further points of a polyline need no letter."""
    text = " ".join(_NUMBER.sub(r"\1", found[0]).split())
    polyline = not set(text) & set("CQ")
    return f" {text.replace(' L ', ' ') if polyline else text}"
