"""Options, fixtures and Hypothesis profiles for all tests."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, settings

REPO = Path(__file__).resolve().parents[1]
GOLDEN = REPO / "tests" / "golden"

# Repeatable unless asked: the same examples in every run, so that a red run is a change's doing.
settings.register_profile(
    "repeatable", deadline=None, max_examples=50, derandomize=True, database=None
)
settings.register_profile("search", deadline=None, max_examples=1500, database=None)
settings.register_profile(  # a failure will do: no smaller example is looked for
    "mutants", settings.get_profile("repeatable"), max_examples=15, phases=[Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="run only the tests with golden files, and rewrite these files",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--update-golden"):
        return
    chosen = [item for item in items if "golden" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


PROCESS = os.getpid()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[object]) -> None:
    """End a process that a test has forked and lost hold of, and say which.

    Else it would go on with the tests in its parent's name, and both would report them.
    """
    if os.getpid() == PROCESS or not hasattr(item.config, "workerinput"):
        return
    print(f"a process forked by {item.nodeid} came back into it:", file=sys.__stderr__)
    if call.excinfo is not None:
        traceback.print_exception(call.excinfo.value, file=sys.__stderr__)
    os._exit(70)


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the repository."""
    return REPO


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the repository; without it the test is skipped."""
    folder = REPO.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the reference data in ../shared, which is not here")
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    """The text kept in ``tests/golden/NAME``; ``--update-golden`` first writes it there."""

    def kept(name: str, text: str) -> str:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path.name} does not exist; `make golden` writes it"
        return path.read_text(encoding="utf-8")

    return kept


@pytest.fixture(autouse=True)
def _messages_of_its_own() -> None:
    """Each test hears the program's messages, whatever a command did to them before."""
    log = logging.getLogger("sim")
    log.handlers.clear()
    log.propagate = True
    log.setLevel(logging.NOTSET)
