"""How what came of an experiment shows itself: a few lines in Python, tables in a notebook.

Which numbers a reader sees first, and how they are written, is the report's affair, which stands
above. The door (``sim.api``) hands it over; until it has, only the kind of result is named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Form = Literal["text", "html"]
Show = Callable[[object, Form], str]

_handed_over: list[Show] = []


def shown_by(show: Show) -> None:
    """From now on ``show`` makes what Python and notebooks show of a result."""
    _handed_over[:] = [show]


def shown(result: object, form: Form) -> str:
    """What is shown of a result."""
    if not _handed_over:
        return f"<{type(result).__name__}>"
    return _handed_over[0](result, form)


class Shown:
    """A result that shows itself briefly."""

    def __repr__(self) -> str:
        return shown(self, "text")

    def _repr_html_(self) -> str:
        return shown(self, "html")
