"""How compiled code sees the floor: one pointer to a list of table addresses and sizes.

Passing the named tuple itself would hand some three hundred values to every function; behind
a pointer each function loads only what it uses. Each table takes three 64-bit words of the
list: address, rows, columns (1 for structured tables).

Tables and grids have types of their own rather than numba's arrays: their indices are never
negative, so that reaching a row is one multiplication, and moves compile and run faster.
"""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import from_dtype, types
from numba.core import cgutils
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import (
    AbstractTemplate,
    AttributeTemplate,
    infer_global,
    signature,
)
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    models,
    overload_method,
    register_model,
)

from sim.floor import choice
from sim.floor.tables import DTYPES, FLAGS, FLOAT_GRIDS, Floor

WORDS = 3
ADDRESS, ROWS, COLUMNS = range(WORDS)
AS_MARKED: Any = {"jit_options": {"_nrt": False, "no_cfunc_wrapper": True}, "strict": False}
"""How ``register_jitable`` takes the functions that the floor is made of."""


class FloorType(types.Type):  # type: ignore[misc]
    """The numba type of the floor."""

    def __init__(self) -> None:
        super().__init__(name="Floor")


class TableType(types.Type):  # type: ignore[misc]
    """The numba type of a table; ``row``: that of its rows."""

    def __init__(self, name: str) -> None:
        self.row = from_dtype(DTYPES[name])
        super().__init__(name=f"Table({name})")


class GridType(types.Type):  # type: ignore[misc]
    """The numba type of a grid; ``cell``: that of its cells."""

    def __init__(self, name: str) -> None:
        self.cell = types.float64 if name in FLOAT_GRIDS else types.int64
        super().__init__(name=f"Grid({name})")


FLOOR = FloorType()


def type_of(name: str) -> Any:
    """The numba type of an attribute of the floor."""
    if name in FLAGS:
        return types.intp
    return TableType(name) if name in DTYPES else GridType(name)


TYPES = {name: type_of(name) for name in Floor._fields}
for numba_type in (FloorType, TableType, GridType):
    register_model(numba_type)(models.OpaqueModel)  # where the words of the table begin


# -- what has which type ---------------------------------------------------------------------


@infer_getattr
class FloorAttributes(AttributeTemplate):  # type: ignore[misc]
    """``floor.jobs`` is a table, ``floor.order`` a grid, ``floor.watched`` a flag."""

    key = FloorType

    def generic_resolve(self, _typ: Any, name: str) -> Any:
        """The type of attribute ``name``."""
        return TYPES.get(name)


@infer_global(operator.getitem)
class Item(AbstractTemplate):  # type: ignore[misc]
    """``floor.jobs[j]`` is a row, ``floor.order[line, k]`` a cell."""

    def generic(self, args: Any, _kws: Any) -> Any:
        """The signature for a table and a place, or a grid and two places."""
        owner, place = args
        if isinstance(owner, TableType):
            return signature(owner.row, owner, types.intp)
        if isinstance(owner, GridType):
            return signature(owner.cell, owner, place)
        return None


@infer_global(len)
class Length(AbstractTemplate):  # type: ignore[misc]
    """The length of a table is how many rows it has."""

    def generic(self, args: Any, _kws: Any) -> Any:
        """The signature for a table."""
        return signature(types.intp, *args) if isinstance(args[0], TableType) else None


# -- how it is reached -----------------------------------------------------------------------


@lower_getattr_generic(FloorType)  # type: ignore[untyped-decorator]
def floor_attribute(context: Any, builder: Any, _typ: Any, floor: Any, name: str) -> Any:
    """Where the words of a table begin, or the value of a flag, its first word."""
    words = builder.bitcast(floor, context.get_value_type(types.intp).as_pointer())
    first = cgutils.gep_inbounds(builder, words, WORDS * Floor._fields.index(name))
    if name in FLAGS:
        return word(context, builder, first, ADDRESS)
    return builder.bitcast(first, context.get_value_type(TYPES[name]))


def word(context: Any, builder: Any, table: Any, which: int) -> Any:
    """Address, rows or columns of a table, which stay as they are while compiled code runs."""
    words = builder.bitcast(table, context.get_value_type(types.intp).as_pointer())
    loaded = builder.load(cgutils.gep_inbounds(builder, words, which))
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


def item(context: Any, builder: Any, numba_type: Any, table: Any, place: Any) -> Any:
    """The row or cell of a numba type at a place."""
    pointer = context.get_data_type(numba_type).as_pointer()
    first = builder.inttoptr(word(context, builder, table, ADDRESS), pointer)
    return context.unpack_value(builder, numba_type, builder.gep(first, [place], inbounds=True))


@lower_builtin(operator.getitem, TableType, types.intp)  # type: ignore[untyped-decorator]
def row_at(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """A row of a table."""
    return item(context, builder, sig.return_type, *args)


@lower_builtin(operator.getitem, GridType, types.BaseTuple)  # type: ignore[untyped-decorator]
def cell_at(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """A cell of a grid."""
    grid, places = args
    row, column = (
        context.cast(builder, place, numba_type, types.intp)
        for place, numba_type in zip(
            cgutils.unpack_tuple(builder, places), sig.args[1], strict=True
        )
    )
    width = word(context, builder, grid, COLUMNS)
    place = builder.add(builder.mul(row, width), column)
    return item(context, builder, sig.return_type, grid, place)


@lower_builtin(len, TableType)  # type: ignore[untyped-decorator]
def rows_in(context: Any, builder: Any, _sig: Any, args: Any) -> Any:
    """How many rows a table has."""
    return word(context, builder, args[0], ROWS)


# -- the floor and its addresses -------------------------------------------------------------


@overload_method(FloorType, "agent_for", **AS_MARKED)  # type: ignore[untyped-decorator]
def _agent_for(floor: Any, now: Any, job: Any) -> Any:
    """``floor.agent_for(now, job)`` is the function of ``choice``, known when it is compiled."""
    return choice.agent_for


@overload_method(FloorType, "next_job", **AS_MARKED)  # type: ignore[untyped-decorator]
def _next_job(floor: Any, now: Any, agent: Any) -> Any:
    """``floor.next_job(now, agent)`` likewise."""
    return choice.next_job


@intrinsic  # type: ignore[untyped-decorator]
def floor_at(_typing: Any, addresses: Any) -> Any:
    """The floor whose tables are listed in ``addresses`` (an int64 array)."""

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        return builder.bitcast(array.data, context.get_value_type(FLOOR))

    return FLOOR(addresses), codegen


def addresses_of(floor: Floor) -> npt.NDArray[np.int64]:
    """Address, rows and columns of every table, or a flag's value; valid as long as they live."""
    words: list[int] = []
    for name in Floor._fields:
        table: Any = getattr(floor, name)
        if name in FLAGS:
            words += [table, 0, 0]
            continue
        if not table.flags.c_contiguous or table.dtype != as_dtype(name):
            raise TypeError(f"table {name} is not a C-contiguous array of {as_dtype(name)}")
        columns = table.shape[1] if table.ndim == 2 else 1
        words += [table.ctypes.data, table.shape[0], columns]
    return np.array(words, np.int64)


def as_dtype(name: str) -> np.dtype[Any]:
    """The dtype that compiled code expects for a table or grid."""
    if name in DTYPES:
        return DTYPES[name]
    return np.dtype(np.float64 if name in FLOAT_GRIDS else np.int64)
