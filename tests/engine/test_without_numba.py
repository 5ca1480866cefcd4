"""Without numba everything works on SimPy; who asks for the compiled engine is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WITHOUT = "import sys; sys.modules['numba'] = None; "
"""Importing numba fails from here on, as if it were not installed."""
COMMAND = WITHOUT + "from sim.cli import main; sys.exit(main(sys.argv[1:]))"
RUN = ("run", "phone-queue", "--replications", "2", "--no-save", "--set", "clock.length=1 week")


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a Python of its own, in the repository."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_auto_takes_simpy_and_says_so_in_one_line() -> None:
    done = python(COMMAND, *RUN)
    assert done.returncode == 0, done.stderr
    assert "simpy" in done.stdout
    assert [line for line in done.stderr.splitlines() if "numba" in line] != []
    assert done.stderr.count("numba") == 1


def test_asking_for_the_compiled_engine_is_a_mistake() -> None:
    done = python(COMMAND, *RUN, "--engine", "compiled")
    assert done.returncode == 2
    assert "needs numba" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_no_room_but_the_compiled_engine_needs_numba() -> None:
    """Every module can be imported without it, but for those which only that engine uses."""
    code = WITHOUT + (
        "import pkgutil, importlib, sim\n"
        "for module in pkgutil.walk_packages(sim.__path__, 'sim.'):\n"
        "    if module.name.endswith('__main__'): continue\n"
        "    try: importlib.import_module(module.name)\n"
        "    except ImportError: print(module.name)\n"
    )
    done = python(code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["sim.engine.entry", "sim.engine.floor_type"]
