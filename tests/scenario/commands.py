"""The command line, called within the test's process."""

from __future__ import annotations

import io
import warnings
from contextlib import redirect_stderr, redirect_stdout

from sim.cli import main


def called(*arguments: str) -> tuple[int, str]:
    """Exit code and output, both streams; a warning that would reach the user is an error."""
    stream = io.StringIO()
    with redirect_stdout(stream), redirect_stderr(stream), warnings.catch_warnings():
        warnings.simplefilter("error")
        code = main(arguments)
    return code, stream.getvalue()


def refused(*arguments: str) -> str:
    """The output of a command that must refuse its input in clean lines."""
    code, output = called(*arguments)
    assert code == 2, (code, output)
    assert not faults_in(output), output
    lines = output.splitlines()
    assert all(line.isprintable() and len(line) < 700 for line in lines), lines
    return output


def faults_in(output: str) -> list[str]:
    """Signs of a fault: nothing that a user should ever see."""
    signs = ("Traceback", "fault of supportsim", "Warning:", "out of memory")
    return [sign for sign in signs if sign in output]
