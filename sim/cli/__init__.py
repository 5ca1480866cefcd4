"""The command line: ``supportsim``. Parses, calls the public functions, prints."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Sequence

import click

from sim.cli.claims import claims
from sim.cli.compare import compare
from sim.cli.failures import ending, exit_code
from sim.cli.look import kpis, scenarios, schema, show, validate
from sim.cli.results import report, rerun, table
from sim.cli.run import run
from sim.cli.staff import staff
from sim.cli.story import story
from sim.cli.study import sensitivity, warmup
from sim.cli.sweep import merge, sweep
from sim.experiment.memory import keep_freed_memory
from sim.version import __version__

__all__ = ["main", "supportsim"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  supportsim scenarios
  supportsim run phone-queue
  supportsim compare weekend-coverage
""",
)
@click.version_option(__version__, prog_name="supportsim", message="%(prog)s %(version)s")
def supportsim() -> None:
    """Simulate a support organisation described in a YAML file.

    FILE is a path, or the name of a shipped scenario (see `supportsim scenarios`).

    Exit codes: 0 done, 1 failed, 2 something in the request, the scenario or the folder is
    wrong, 130 stopped by Ctrl-C, 143 by SIGTERM. SUPPORTSIM_DEBUG=1 shows where an error arose.
    """


for command in (
    run,
    compare,
    sweep,
    merge,
    staff,
    table,
    report,
    rerun,
    warmup,
    sensitivity,
    staff,
    claims,
    story,
    validate,
    show,
    schema,
    kpis,
    scenarios,
):
    supportsim.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; never shows a traceback unasked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows "?"
    _silence_libraries()
    keep_freed_memory()
    with ending():
        return exit_code(
            lambda: supportsim.main(arguments, prog_name="supportsim", standalone_mode=False)
        )


def _silence_libraries() -> None:
    """What libraries say to programmers is not for users. What is asked for with -W still comes."""
    warnings.filterwarnings("ignore", append=True)
    logging.lastResort = logging.NullHandler()
