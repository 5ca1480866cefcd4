"""Whatever is changed in files and requests, the answer is a result or clean lines.

``SUPPORTSIM_FUZZ=5000`` tries so many changes of each kind instead of a few;
``SUPPORTSIM_FUZZ_SEED`` begins elsewhere.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim import api
from tests.scenario import rich
from tests.scenario.commands import called
from tests.scenario.fuzzing import Changer, clean, runs, write

TRIES = int(os.environ.get("SUPPORTSIM_FUZZ", "15"))
FIRST = int(os.environ.get("SUPPORTSIM_FUZZ_SEED", "0"))
FOREIGN = {"Input", "tuple_type", "dict_type", "model_type", "string_type", "Traceback", "dict"}
FOREIGN |= {"value_error", "NoneType", "ValueError", "TypeError", "pydantic"}
"""Words of the libraries underneath."""


def changers(kind: str) -> Iterator[Changer]:
    """As many as are to be tried, each of another seed."""
    return (Changer(1000 * seed + len(kind)) for seed in range(FIRST, FIRST + TRIES))


def told_well(path: Path) -> bool:
    """Whether a file is valid; every problem has a place and our words."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        problems = api.validate(path)
    for problem in problems:
        assert str(problem).isprintable()
        assert problem.line >= 1
        assert problem.message
        assert len(problem.message) < 4000
        assert not FOREIGN & set(re.findall(r"\w+", problem.message)), problem.message
    return not any(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize("kind", ["tree", "text"])
def test_any_change_of_a_scenario_is_answered_and_what_is_valid_runs(
    kind: str, tmp_path: Path
) -> None:
    ran = 0
    for changer in changers(kind):
        text = getattr(changer, kind)(rich.SCENARIO)
        path = write(tmp_path, scenario=text)
        ran += told_well(path) and runs(path)
    assert ran or kind == "text" or TRIES < 10


def test_any_change_of_an_extending_file_is_answered(tmp_path: Path) -> None:
    for changer in changers("extending"):
        write(tmp_path, extending=changer.tree(rich.EXTENDING))
        told_well(tmp_path / "extending.yaml")


@pytest.mark.parametrize("table", [name.removesuffix(".csv") for name in rich.TABLES])
def test_any_change_of_a_table_is_answered_and_what_is_valid_runs(
    table: str, tmp_path: Path
) -> None:
    ran = 0
    for changer in changers(table):
        path = write(tmp_path, **{table: changer.table(rich.TABLES[f"{table}.csv"])})
        ran += told_well(path) and runs(path)
    assert ran or TRIES < 10


def test_any_change_of_a_sweep_is_answered(tmp_path: Path) -> None:
    for changer in changers("sweep"):
        text = (
            changer.tree(rich.SWEEP) if changer.random.random() < 0.7 else changer.text(rich.SWEEP)
        )
        write(tmp_path, sweep=text)
        clean(*called("sweep", str(tmp_path / "sweep.yaml"), "--engine", "nonsense"))


@pytest.mark.parametrize("option", ["--set", "--what-if", "--precision", "--variant"])
def test_any_request_is_answered(option: str, tmp_path: Path) -> None:
    path = write(tmp_path)
    for changer in changers(option):
        setting = changer.setting()
        asked = {
            "--set": ["show", str(path), "--set", setting],
            "--what-if": ["compare", str(path), "--what-if", f"n: {setting}; {changer.setting()}"],
            "--precision": ["run", str(path), "--precision", f"{setting} 5 %"],
            "--variant": ["show", str(path), "--variant", str(changer.value())],
        }[option]
        clean(*called(*asked))
