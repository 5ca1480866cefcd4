"""A trainer's loop: an experiment is done again, and its page shown, whenever its files change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from time import sleep
from typing import NoReturn

import click

from sim.cli.failures import Ended, explained
from sim.cli.output import Stopped, StoppedByOthers
from sim.cli.terminal import say
from sim.durable import write_whole
from sim.regular import MIB, read_bytes

POLL_S = 0.3
FRAME, SIDECAR = "watched.html", "watched.js"
_NAMES = (r"[:-]\s+([^\"'{}\[\],#\n]+)", r'"([^"]+)"', r"'([^']+)'", r"([^\s\"'{}\[\],]+)")
_YAML = (".yaml", ".yml")

Stamps = dict[Path, tuple[int, int] | None]


def watch(once: Callable[[], Path | None], files: Iterable[Path], out: Path) -> NoReturn:
    """Call ``once``, which returns the page that it wrote, now and after each change of a file.

    ``files``: watched together with all that scenarios among them name. ``out``: where the
    frame lies that shows the newest page. What is wrong is told, and the loop goes on. Ends by
    raising Stopped, on Ctrl-C or SIGTERM.
    """
    given = [*files]
    try:
        while True:
            before = stamps(given)
            _try(once, out)
            say("Watching; Ctrl-C ends it.", err=True)
            _wait(given, before)
    except KeyboardInterrupt as stop:
        stopped = StoppedByOthers if isinstance(stop, Ended) else Stopped
        raise stopped("no longer watching.") from None


def stamps(files: Iterable[Path]) -> Stamps:
    """When files, and those that they name, were changed, and their sizes; None: not there."""
    found: Stamps = {}
    left = [*files]
    while left:
        path = left.pop()
        if path in found:
            continue
        try:
            about = path.stat()
            found[path] = (about.st_mtime_ns, about.st_size)
            left += _named(path) if path.suffix in _YAML else []
        except OSError:
            found[path] = None
    return found


def frame(out: Path) -> Path:
    """Write the frame around the newest page below ``out``; returns its path."""
    out.mkdir(parents=True, exist_ok=True)
    _tell(out, "", "The first run is under way.")
    write_whole(out / FRAME, _FRAME)
    return out / FRAME


def _named(path: Path) -> list[Path]:
    """Files that a scenario may name: whatever in it looks like the name of one."""
    text = read_bytes(path, MIB).decode("utf-8", "replace")
    names = {one.strip() for form in _NAMES for one in re.findall(form, text)}
    return [path.parent / one for one in sorted(names) if re.search(r"\.\w+$", one)]


def _try(once: Callable[[], Path | None], out: Path) -> None:
    try:
        page = once()
    except (Stopped, click.Abort):
        raise
    except Exception as error:
        explained(error)
        _tell(out, None, "This is what came before a mistake, which the terminal tells.")
    else:
        _tell(out, page.relative_to(out).as_posix() if page else None, "")


def _wait(files: Iterable[Path], before: Stamps) -> None:
    """Until something has changed and then stays as it is: editors write in several steps."""
    while (now := stamps(files)) == before:
        sleep(POLL_S)
    while True:
        sleep(POLL_S)
        if (later := stamps(files)) == now:
            return
        now = later


def _tell(out: Path, page: str | None, note: str) -> None:
    """What the frame is to show; no page: the one that it shows."""
    write_whole(out / SIDECAR, f"show({json.dumps(page)}, {json.dumps(note)});\n")


# A page from a file may not read other files, but it may load scripts: one is loaded again and
# again. The reports themselves stay as they are, to the byte.
_FRAME = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Watched</title>
<style>
html, body {{ height: 100%; margin: 0; display: flex; flex-direction: column }}
p {{ margin: 0; padding: .5em 1em; background: #fff3cd; color: #222; font: 16px sans-serif }}
p:empty {{ display: none }}
iframe {{ flex: 1; border: 0 }}
</style>
<p role="status"></p>
<iframe title="The newest report"></iframe>
<script>
let shown = "";
function show(page, note) {{
  const said = document.querySelector("p");
  if (said.textContent !== note) said.textContent = note;
  if (page && page !== shown) document.querySelector("iframe").src = shown = page;
}}
function look() {{
  const script = document.createElement("script");
  script.src = "{SIDECAR}?" + Date.now();
  script.onload = script.onerror = () => script.remove();
  document.head.append(script);
}}
look();
setInterval(look, 1000);
</script>
</html>
"""
