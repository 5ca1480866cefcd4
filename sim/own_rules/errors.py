"""What is wrong with rules of a user's own, told at its place in their file."""

from __future__ import annotations

import traceback


class RulesError(ValueError):
    """Rules that are none, that failed, or that answered what was not asked.

    The message begins with file, line and, where it is known, column.
    """


def failure(file: str, otherwise: int, error: BaseException) -> str:
    """Where in ``file`` an error arose that its code has raised, and what it says.

    ``otherwise``: the line to name if the error arose elsewhere altogether.
    """
    own = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    line = own[-1].lineno if own else otherwise
    said = "".join(traceback.format_exception_only(error)).strip()
    return f"{file}:{line}: {said}"
