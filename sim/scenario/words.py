"""What a name in a scenario refers to."""

from __future__ import annotations

from typing import NamedTuple


class Ref(NamedTuple):
    """Marks a name as that of one of the scenario's things.

    ``of``: sections of the file that define such names; ``also``: words allowed beside them.
    """

    of: tuple[str, ...]
    also: tuple[str, ...] = ()
