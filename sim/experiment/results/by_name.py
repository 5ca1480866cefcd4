"""Mappings by name that say which name was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from sim.visible import cut, listed, nearest_of

T = TypeVar("T")

MOST = 6
"""Names that Python shows of a mapping, and that are named where none is near."""


class UnknownNameError(KeyError):
    """A name that a result does not know; the message has the nearest one."""

    def __str__(self) -> str:
        return str(self.args[0])


class ByName(Mapping[str, T]):
    """What a result has by name, read only; ``what``: of what they are names (``measure``)."""

    def __init__(self, what: str, found: Mapping[str, T]) -> None:
        self._what = what
        self._found = found

    def __getitem__(self, name: str) -> T:
        if name in self._found:
            return self._found[name]
        raise UnknownNameError(self._unknown(name))

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def get(self, name: str, default: object = None) -> object:  # type: ignore[override]
        """As of any mapping, without a look for the name that was meant."""
        return self._found.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return f"{len(self)} by {self._what}: {listed(self, MOST)}"

    def _unknown(self, name: object) -> str:
        near = nearest_of(str(name), self)
        hint = f"did you mean {near!r}?" if near else f"known: {listed(self, MOST)}"
        return f"there is no {self._what} {cut(str(name))!r} here; {hint}"
