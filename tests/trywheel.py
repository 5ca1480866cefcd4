"""Tries the wheel as a user has it: ``python -m tests.trywheel FOLDER``, where it was built.

A new environment gets the wheel and the pinned packages of requirements/runtime.txt, nothing else:
they are linked from this environment, which has them with their hashes checked. So a file that is
left out of the wheel, or a package that nobody declared, is missed, as an editable installation
would not.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
SHORT = ("--replications", "2", "--engine", "simpy", "--workers", "1")
COMMANDS = (
    ("supportsim", "--version"),
    ("supportsim", "scenarios"),
    ("supportsim", "validate", "phone-queue", "weekend-coverage"),
    ("supportsim", "run", "phone-queue", *SHORT),
    ("supportsim", "compare", "phone-queue", "--report", *SHORT),
    ("supportsim", "schema", "sweep"),
    ("python", "-c", "import sim; print(sim.run('phone-queue', replications=2, engine='simpy'))"),
)
PLACES = ("scenarios/phone-queue.yaml", "scenarios/schema/scenario.json", "scenarios/claims")


def main(folder: Path) -> int:
    """0 if everything works; else 1, and what did not is told."""
    (wheel,) = folder.glob("*.whl")
    place, elsewhere = folder / "venv", folder / "elsewhere"
    venv.create(place, clear=True)
    elsewhere.mkdir(exist_ok=True)
    (packages,) = place.glob("lib/python*/site-packages")
    for name in pinned():
        link(name, packages)
    ask = [sys.executable, "-m", "pip", "--python", str(place / "bin" / "python")]
    done = told([*ask, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], folder)
    done = done and told([*ask, "check"], folder)
    for program, *arguments in COMMANDS:
        done = done and told([str(place / "bin" / program), *arguments], elsewhere)
    missing = [name for name in PLACES if not (place / "share" / "supportsim" / name).exists()]
    if done and not list(elsewhere.glob("results/*/report.html")):
        missing.append("results/*/report.html")
    for name in missing:
        print(f"the wheel has no {name}", file=sys.stderr)
    return 0 if done and not missing else 1


def pinned() -> list[str]:
    """The packages of requirements/runtime.txt."""
    text = (REPO / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    return re.findall(r"(?m)^([\w.-]+)==", text)


def link(name: str, packages: Path) -> None:
    """Put the files of an installed package into another environment, as links."""
    found = distribution(name)
    for top in {file.parts[0] for file in found.files or () if file.parts[0] != ".."}:
        if top != "__pycache__" and not (packages / top).exists():
            (packages / top).symlink_to(Path(str(found.locate_file(top))).resolve())


def told(command: list[str], folder: Path) -> bool:
    """Whether a command ends well; if not, what it said."""
    clean = {key: text for key, text in os.environ.items() if not key.startswith("PYTHON")}
    run = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True)
    if run.returncode:
        shown = " ".join(command)
        print(f"{shown}: exit code {run.returncode}\n{run.stdout}{run.stderr}", file=sys.stderr)
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
