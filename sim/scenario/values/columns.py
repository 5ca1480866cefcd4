"""Long columns of numbers in a scenario: eight bytes a number, frozen, equal by value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, TypeVar

import numpy as np
import numpy.typing as npt
from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from sim.scenario.values.quantities import Amount, Issues, plain_amount

Floats = npt.NDArray[np.float64]
Entry = TypeVar("Entry", covariant=True)
PIECE = 1 << 16
"""Entries that are worked on at a time."""


class Column(Sequence[Entry]):
    """A tuple of numbers, or of rows of numbers, kept in an array.

    ``array``: float64, read-only; its first axis are the entries. Entries come out as Python's
    own floats and tuples; a column equals a tuple of the same entries and is hashed like it.
    """

    __slots__ = ("_hash", "array")
    ENTRY: ClassVar[Any]
    """The type of an entry, as the language reads it."""
    WIDTH: ClassVar[tuple[int, ...]] = ()
    """Numbers of an entry; none: it is a number itself."""

    array: Floats
    _hash: int | None

    def __init__(self, entries: Sequence[Any] | Floats = ()) -> None:
        frozen = isinstance(entries, np.ndarray) and not entries.flags.writeable
        array = entries if frozen else np.array(entries, np.float64).reshape(-1, *self.WIDTH)
        assert isinstance(array, np.ndarray)
        array.flags.writeable = False
        object.__setattr__(self, "array", array)
        object.__setattr__(self, "_hash", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, index: Any) -> Any:
        found = self.array[index]
        return type(self)(found) if isinstance(index, slice) else self._entry(found.tolist())

    def __iter__(self) -> Iterator[Entry]:
        for first in range(0, len(self.array), PIECE):
            yield from map(self._entry, self.array[first : first + PIECE].tolist())

    @classmethod
    def _entry(cls, value: Any) -> Entry:
        return tuple(value) if cls.WIDTH else value  # type: ignore[return-value]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Column):
            return self.array is other.array or np.array_equal(self.array, other.array)
        return tuple(self) == other

    def __hash__(self) -> int:
        if self._hash is None:
            object.__setattr__(self, "_hash", hash(tuple(self)))
        return self._hash or 0

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.array,)

    def __repr__(self) -> str:
        return f"{type(self).__name__} of {len(self)}"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Lists are read entry by entry; what is a column already is taken as it is."""

        def read(value: Any, inner: core_schema.ValidatorFunctionWrapHandler) -> Any:
            return value if isinstance(value, cls) else cls(inner(value))

        return core_schema.no_info_wrap_validator_function(
            read,
            handler.generate_schema(tuple.__class_getitem__((cls.ENTRY, ...))),
            serialization=core_schema.plain_serializer_function_ser_schema(cls.written),
        )

    def written(self) -> list[Any]:
        """The entries as the explicit scenario has them."""
        if self.WIDTH:
            return [[plain_amount(number) for number in row] for row in self.array.tolist()]
        return [plain_amount(number) for number in self.array.tolist()]


class Numbers(Column[float]):
    """A column of numbers of 0 or more."""

    __slots__ = ()
    ENTRY = Amount


class Rows(Column[tuple[float, float, float]]):
    """Rows of a forecast: when, for how long, how many issues."""

    __slots__ = ()
    ENTRY = tuple[Amount, Amount, Issues]
    WIDTH = (3,)
