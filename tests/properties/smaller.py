"""Makes smaller what fails, so that one sees why."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

Path = tuple[Any, ...]


def smaller(parts: Any, fails: Callable[[Any], bool]) -> Any:
    """The mapping without all that can be left out while it still fails."""
    before = None
    while parts != before:
        before = parts
        for path in list(paths(parts)):
            less = without(parts, path)
            if less not in (None, parts) and fails(less):
                parts = less
    return parts


def paths(part: Any, above: Path = ()) -> Iterator[Path]:
    """What may be left out, the larger first; a slice is several entries of a list."""
    if isinstance(part, dict):
        yield from ((*above, key) for key in part)
        for key, inner in part.items():
            yield from paths(inner, (*above, key))
    elif isinstance(part, list):
        size = len(part)
        while size > 1:
            size = (size + 1) // 2
            for start in reversed(range(0, len(part), size)):
                yield (*above, slice(start, start + size))
        for place, inner in enumerate(part):
            yield from paths(inner, (*above, place))


def without(parts: Any, path: Path) -> Any:
    """A copy without what stands at a path; None if nothing does."""
    found = copy.deepcopy(parts)
    inner = found
    try:
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]
    except (LookupError, TypeError):
        return None
    return found
