"""Progress is for people at a terminal who wait."""

from __future__ import annotations

import io
import sys

import pytest

from sim.cli.terminal import Progress, told


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_rate_and_time_left() -> None:
    assert told(12, 100, 1.5) == "12 of 100 replications, 8 per second, 11 s left"
    assert told(1, 100, 30.0) == "1 of 100 replications, 0.0333 per second, 50 min left"


@pytest.mark.parametrize(
    ("stream", "quiet", "waited_s", "shown"),
    [
        (Terminal(), False, 3.0, True),
        (Terminal(), False, 1.0, False),
        (Terminal(), True, 3.0, False),
        (io.StringIO(), False, 3.0, False),
    ],
)
def test_it_shows_only_to_those_who_wait(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, quiet: bool, waited_s: float, shown: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress(quiet) as progress:
        progress.start -= waited_s
        progress(5, 10)
    assert ("5 of 10" in stream.getvalue()) is shown
    assert stream.getvalue().endswith("\r") is shown
