"""The page in a real browser: nothing to complain of, every chart drawn, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.report.browser import Browser, browser, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "a browser is there")

WIDTHS = (360, 800, 1280)
OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
CHARTS = """
const found = [];
for (const figure of document.querySelectorAll("figure.chart")) {
  const shown = [...figure.querySelectorAll("svg")].filter(svg => svg.getClientRects().length);
  const box = shown.length ? shown[0].getBoundingClientRect() : null;
  const drawn = shown.length ? shown[0].querySelectorAll("path, use, image").length : 0;
  const cut = !shown.length ? [] : [...shown[0].querySelectorAll("text")].filter(text => {
    const at = text.getBoundingClientRect();
    return at.left < box.left - 1.5 || at.right > box.right + 1.5
        || at.top < box.top - 1.5 || at.bottom > box.bottom + 1.5;
  }).map(text => text.textContent);
  found.push([figure.id, shown.length, box && box.width, box && box.height, drawn, cut]);
}
return found;
"""
TEXT_SIZE = """
const sizes = [...document.querySelectorAll("figure.chart svg")]
  .filter(svg => svg.getClientRects().length)
  .flatMap(svg => [...svg.querySelectorAll("text")].map(
    text => parseFloat(getComputedStyle(text).fontSize)
            * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width));
return Math.min(...sizes);
"""
COLOURS = """
const style = getComputedStyle(document.querySelector("figure.chart svg text"));
return [getComputedStyle(document.documentElement).backgroundColor, style.fill];
"""
CONTRAST = """
const light = colour => {
  const parts = colour.match(/[\\d.]+/g).map(Number);
  const [r, g, b] = parts.slice(0, 3).map(
    v => v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  return parts[3] === 0 ? null : 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const below = element => {
  for (let at = element; at; at = at.parentElement) {
    const found = light(getComputedStyle(at).backgroundColor);
    if (found !== null) return found;
  }
};
let least = 21;
for (const one of document.querySelectorAll("body *")) {
  const chart = one instanceof SVGElement;
  const seen = one.getClientRects().length
    && [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!seen || chart && !one.outerHTML.includes("--ink") && !one.outerHTML.includes("--muted"))
    continue;  // numbers on bars have colours of their own
  const text = light(getComputedStyle(one)[chart ? "fill" : "color"]), page = below(one);
  least = Math.min(least, (Math.max(text, page) + 0.05) / (Math.min(text, page) + 0.05));
}
return least;
"""
READABLE = 4.5
"""Contrast of text (WCAG 2.1, level AA)."""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["weighed", "many"])
def test_every_chart_is_drawn_at_every_width(
    window: Browser, page_of: Callable[[str], Path], name: str, width: int
) -> None:
    window.open(page_of(name), width)
    assert window.log() == []
    assert window.run(OVERFLOW) <= 0, "the page scrolls sideways"
    charts = window.run(CHARTS)
    assert len(charts) >= 10
    for chart, shown, across, along, drawn, cut in charts:
        assert shown == 1, chart
        assert across > 300, chart
        assert along > 50, chart
        assert drawn > 5, chart
        assert cut == [], (chart, width)
    assert window.run(TEXT_SIZE) >= 7.5


def test_light_and_dark(window: Browser, page_of: Callable[[str], Path]) -> None:
    window.open(page_of("weighed"), 800)
    light = window.run(COLOURS)
    assert window.run(CONTRAST) >= READABLE
    window.open(page_of("weighed"), 800, dark=True)
    assert window.log() == []
    dark = window.run(COLOURS)
    assert window.run(CONTRAST) >= READABLE

    def brightness(colour: str) -> int:
        return sum(int(part) for part in colour.split("(")[1].rstrip(")").split(",")[:3])

    assert brightness(light[0]) > 600 > brightness(light[1])
    assert brightness(dark[0]) < 150 < brightness(dark[1])


def test_it_prints(window: Browser, page_of: Callable[[str], Path], tmp_path: Path) -> None:
    window.open(page_of("weighed"), 1280)
    window.pdf(tmp_path / "report.pdf")
    text = (tmp_path / "report.pdf").read_bytes()
    assert text.startswith(b"%PDF")
    assert 5 <= text.count(b"/Type /Page\n") + text.count(b"/Type/Page/") <= 40
