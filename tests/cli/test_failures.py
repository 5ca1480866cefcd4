"""Whatever goes wrong, a sentence and an exit code come out; a traceback only when asked for."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sim.cli.failures import exit_code
from sim.cli.output import number_of
from sim.experiment.errors import RequestError, WorkerError
from sim.scenario import Problem, ScenarioError


def failing(error: BaseException) -> int:
    def command() -> None:
        raise error

    return exit_code(command)


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (RequestError("replications: at least 1, not 0"), 2, "Error: replications: at least 1"),
        (ScenarioError([Problem("a.yaml", 3, 5, "x", "y", "no.")]), 2, "a.yaml:3:5: x: no."),
        (click.UsageError("no such option"), 2, "Error: no such option"),
        (click.ClickException("cannot write"), 1, "Error: cannot write"),
        (WorkerError("a worker process ended"), 1, "Error: a worker process ended"),
        (FileNotFoundError(2, "No such file", "a.csv"), 1, "Error: a.csv: No such file"),
        (MemoryError(), 1, "out of memory"),
        (KeyError("boom"), 1, "Error: KeyError: 'boom'\nThis is a fault of supportsim"),
        (KeyboardInterrupt(), 130, "Stopped; no results were written."),
        (click.Abort(), 130, "Stopped; no results were written."),
    ],
)
def test_errors(
    error: BaseException, code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(error) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert "Traceback" not in captured.err


def test_the_traceback_is_there_when_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUPPORTSIM_DEBUG", "1")
    assert failing(KeyError("boom")) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (2, 2), ("text", 0)])
def test_a_command_may_return_its_exit_code(returned: object, code: int) -> None:
    assert exit_code(lambda: returned) == code


@pytest.mark.parametrize(
    ("error", "number"),
    [
        (OSError(errno.ENOSPC, "no space"), errno.ENOSPC),
        (OSError("Error writing bytes to file. Detail: [errno 28] No space left"), 28),
        (OSError("something else"), 0),
    ],
)
def test_the_number_of_an_error_is_found_where_arrow_hides_it(error: OSError, number: int) -> None:
    assert number_of(error) == number


def test_warnings_of_libraries_stay_within(tmp_path: Path) -> None:
    """The program as a user starts it; what is asked for with -W is still heard."""
    told = "import warnings, logging; from sim import cli; import sim.cli.look as look\n"
    told += (
        "def loud(*_): warnings.warn('for programmers'); logging.getLogger('x').warning('too')\n"
    )
    told += "from sim import api; api.scenarios = lambda: loud() or []\n"
    told += "raise SystemExit(cli.main(['scenarios']))"
    for options, heard in (((), ""), (("-W", "always"), "for programmers")):
        ran = subprocess.run(
            [sys.executable, *options, "-c", told], capture_output=True, text=True, cwd=tmp_path
        )
        assert ran.returncode == 0
        assert (heard in ran.stderr) if heard else ran.stderr == ""
