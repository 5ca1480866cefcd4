"""What is done with the page that a command writes: nothing, opened, or watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.terminal import say

if TYPE_CHECKING:
    from sim.cli.options import Output


def shown(once: Callable[[], Path | None], files: Sequence[str], output: Output) -> None:
    """Call ``once``, which returns the page that it has written, as ``output`` asks for it.

    ``files``: the scenario, by path or name, and further files that it is done with.
    """
    if output.watches:
        from sim.cli.watching import frame, watch
        from sim.experiment.shipped import find

        watched = [find(files[0]), *map(Path, files[1:])]
        page = frame(output.out)
        say(f"Page: {page}", err=True)
        if output.opens:
            open_page(page)
        watch(once, watched, output.out)
    page_of_run = once()
    if page_of_run is not None and output.opens:
        open_page(page_of_run)


def open_page(page: Path) -> None:
    """Open a page in the browser; say so where there is none."""
    import webbrowser

    try:
        opened = webbrowser.open(page.resolve().as_uri())
    except (webbrowser.Error, OSError):
        opened = False
    if not opened:
        say(f"note: no browser could be opened; the page is {page}", err=True)
