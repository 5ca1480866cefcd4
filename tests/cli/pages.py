"""Pages of the documentation as blocks, and how their commands are run."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from sim.cli import main

REPO = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?ms)^```(\w+)\n(.*?)^```$")


class Block(NamedTuple):
    """A fenced block: its language and its text."""

    language: str
    text: str


def page(name: str) -> str:
    """The text of a page, by its path from the root of the repository."""
    return (REPO / name).read_text(encoding="utf-8")


def blocks(text: str) -> list[Block]:
    """All blocks of a page in their order."""
    return [Block(*found) for found in BLOCK.findall(text)]


def commands(block: Block) -> Iterator[tuple[list[str], int]]:
    """Arguments and the exit code to expect of each line that calls ``supportsim``.

    Where the output is to go is left out.
    """
    for line in block.text.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["supportsim"]:
            stated = re.search(r"# exit code (\d+)$", line)
            end = words.index(">") if ">" in words else None
            yield words[1:end], int(stated[1]) if stated else 0


def run(block: Block) -> str:
    """Run a block's commands here; returns what they print on both streams."""
    heard = io.StringIO()
    for arguments, code in commands(block):
        with redirect_stdout(heard), redirect_stderr(heard):
            assert main(arguments) == code, heard.getvalue()
    return heard.getvalue()


def plain(text: str) -> str:
    """The text with all white space made single spaces."""
    return " ".join(text.split())
