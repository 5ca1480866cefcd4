"""The terminal on which tables and sentences are printed: names of others steer nothing there."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.segment import Segment

from sim.visible import visible


class Shown(RenderHook):
    """Makes what would steer the terminal visible in everything that a console renders."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """See ``RenderHook``."""
        return [_Shown(one) for one in renderables]


@dataclass(frozen=True)
class _Shown:
    what: ConsoleRenderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for text, style, control in console.render(self.what, options):
            yield Segment(text if control else visible(text), style, control)


def console() -> Console:
    """Standard output; colours only on a terminal and without NO_COLOR."""
    found = Console(highlight=False, emoji=False, markup=False)
    found.push_render_hook(Shown())
    return found
