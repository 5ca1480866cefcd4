"""Marks functions that must run unchanged as Python and compiled. A leaf.

Marking costs nothing and imports nothing; the compiled engine registers what is marked with
numba when (and if) it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
MARKED: list[Callable[..., Any]] = []


def jitable(function: F) -> F:
    """Mark ``function`` as callable from compiled code."""
    MARKED.append(function)
    return function
