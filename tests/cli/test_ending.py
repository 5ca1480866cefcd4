"""Whoever ends a sweep is told, in a line, that it can go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_damaged_folders import SCENARIO, SWEEP

KEPT = "Stopped; what is finished is kept, and the same command goes on from there."


def sweeping(tmp_path: Path, repo: Path, *options: str) -> subprocess.Popen[str]:
    """A long sweep that has begun."""
    (tmp_path / "tiny.yaml").write_text(SCENARIO)
    (tmp_path / "agents.yaml").write_text(SWEEP.replace("replications: 2", "replications: 5000"))
    working = subprocess.Popen(
        [sys.executable, "-m", "sim", "sweep", "agents.yaml", "--engine", "simpy", *options],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(repo)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while working.poll() is None and not list(tmp_path.glob("results/.unfinished-*/parts/part-*")):
        time.sleep(0.05)
    return working


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_ended_sweep_says_that_it_can_go_on(
    number: signal.Signals, code: int, tmp_path: Path, repo: Path
) -> None:
    working = sweeping(tmp_path, repo, "--workers", "2")
    working.send_signal(number)
    out, told = working.communicate(timeout=60)
    assert (working.returncode, out, told.strip()) == (code, "", KEPT)
    with pytest.raises(ProcessLookupError):  # none of its processes is left
        os.killpg(working.pid, 0)
