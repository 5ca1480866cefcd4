"""What was worked out last, kept within a number of bytes for whoever asks for it again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something that knows how many bytes it holds."""

    @property
    def nbytes(self) -> int: ...


Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing", bound=Sized)


class Kept(Generic[Key, Thing]):
    """The things asked for last, by key: as many as fit into ``most_bytes``, at least one."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._things: OrderedDict[Key, Thing] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Thing]) -> Thing:
        """The thing of a key, made now if it is not there."""
        if key in self._things:
            self._things.move_to_end(key)
            return self._things[key]
        made = self._things[key] = make()
        self._bytes += made.nbytes
        while self._bytes > self._most_bytes and len(self._things) > 1:
            _, dropped = self._things.popitem(last=False)
            self._bytes -= dropped.nbytes
        return made

    def __len__(self) -> int:
        return len(self._things)

    def clear(self) -> None:
        """Keep nothing."""
        self._things.clear()
        self._bytes = 0
