"""The promises of the packaging: pins without addresses, walls, commands, no foreign paths."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

LOCKED = ("runtime.txt", "dev.txt")


@pytest.fixture(scope="module")
def pyproject(repo: Path) -> dict[str, Any]:
    return tomllib.loads((repo / "pyproject.toml").read_text())


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", line)[0].lower() for line in requirements}


def lines_of(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if line and line[0] not in "#- "]


@pytest.mark.parametrize("name", LOCKED)
def test_locked_requirements_record_no_address(repo: Path, name: str) -> None:
    text = (repo / "requirements" / name).read_text()
    assert not re.findall(r"https?:|file:/|(?m:^\s*--(?!hash=)\S+)|(?<![\w.])/\w+/", text)


@pytest.mark.parametrize("name", LOCKED)
def test_every_locked_requirement_is_exact_and_hashed(repo: Path, name: str) -> None:
    text = (repo / "requirements" / name).read_text().replace("\\\n", "")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert pins
    assert not [pin for pin in pins if not re.match(r"[\w.-]+==\S+ +--hash=sha256:\w{64}", pin)]


def test_runtime_requirements_are_those_of_the_package(
    repo: Path, pyproject: dict[str, Any]
) -> None:
    project = pyproject["project"]
    declared = project["dependencies"]
    assert names(lines_of(repo / "requirements" / "runtime.in")) == names(declared)


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_locked_requirements_hold_all_that_is_asked(repo: Path, name: str) -> None:
    asked = names(lines_of(repo / "requirements" / f"{name}.in"))
    assert asked <= names(lines_of(repo / "requirements" / f"{name}.txt"))


def test_every_room_is_under_a_wall(repo: Path, pyproject: dict[str, Any]) -> None:
    layered = {
        container: contract["layers"]
        for contract in pyproject["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
        for container in contract["containers"]
    }
    assert {"sim", "sim.scenario"} <= set(layered)
    for container, layers in layered.items():
        folder = repo / container.replace(".", "/")
        walled = set(re.findall(r"\w+", " ".join(layers)))
        modules = folder.rglob("*.py")
        rooms = {path.relative_to(folder).parts[0].removesuffix(".py") for path in modules}
        assert rooms - {"__init__"} <= walled
    modules = list((repo / "sim").rglob("*.py"))
    # A folder without __init__.py is invisible to import-linter.
    assert not {path.parent for path in modules if not (path.parent / "__init__.py").exists()}


def test_no_file_names_a_path_of_one_machine(repo: Path) -> None:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=repo,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    foreign = re.compile(rb"(?<![\w.])/(?:work|tmp|opt|root|home)/")
    paths = [repo / os.fsdecode(name) for name in listing.stdout.split(b"\0") if name]
    assert paths
    assert not [
        str(path.relative_to(repo))
        for path in paths
        if path.is_file() and foreign.search(path.read_bytes())
    ]


def test_commands_in_the_readme_exist(repo: Path) -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", (repo / "README.md").read_text()))
    targets = set(re.findall(r"(?m)^([a-z]+):", (repo / "Makefile").read_text()))
    assert {"demo", "test"} <= named <= targets


def test_ci_runs_the_test_command_then_the_wheel_and_the_checks(repo: Path) -> None:
    script = repo / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = re.findall(r"(?m)^make (\w+)", script.read_text())
    assert commands == ["test", "trywheel", "check"]
