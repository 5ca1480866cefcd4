"""How compiled code sees the floor: one pointer to a list of table addresses and sizes.

Passing the named tuple itself would hand some three hundred values to every function; behind
a pointer each function loads only what it uses. Each table takes three 64-bit words of the
list: address, rows, columns (1 for structured tables).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import from_dtype, types
from numba.core import cgutils
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    models,
    register_model,
)
from numba.np.arrayobj import populate_array

from sim.floor.tables import DTYPES, FLOAT_GRIDS, Floor

WORDS = 3


class FloorType(types.Type):  # type: ignore[misc]
    """The numba type of the floor."""

    def __init__(self) -> None:
        super().__init__(name="Floor")


FLOOR = FloorType()
register_model(FloorType)(models.OpaqueModel)


def array_type(name: str) -> Any:
    """The numba type of the table or grid ``name``."""
    if name in DTYPES:
        return types.Array(from_dtype(DTYPES[name]), 1, "C")
    return types.Array(types.float64 if name in FLOAT_GRIDS else types.int64, 2, "C")


ARRAYS = {name: array_type(name) for name in Floor._fields}


@infer_getattr
class FloorAttributes(AttributeTemplate):  # type: ignore[misc]
    """``floor.jobs`` is an array of the table's type."""

    key = FloorType

    def generic_resolve(self, _typ: Any, name: str) -> Any:
        """The type of attribute ``name``."""
        return ARRAYS.get(name)


@lower_getattr_generic(FloorType)  # type: ignore[untyped-decorator]
def floor_attribute(context: Any, builder: Any, _typ: Any, floor: Any, name: str) -> Any:
    """Build the array of a table from its address and size."""
    kind = ARRAYS[name]
    word = context.get_value_type(types.intp)
    listed = builder.bitcast(floor, word.as_pointer())
    first = WORDS * Floor._fields.index(name)
    address, rows, columns = (
        builder.load(cgutils.gep_inbounds(builder, listed, first + k)) for k in range(WORDS)
    )
    size = context.get_constant(
        types.intp, context.get_abi_sizeof(context.get_data_type(kind.dtype))
    )
    array = context.make_array(kind)(context, builder)
    data = builder.inttoptr(address, context.get_data_type(kind.dtype).as_pointer())
    shape = [rows] if kind.ndim == 1 else [rows, columns]
    strides = [size] if kind.ndim == 1 else [builder.mul(columns, size), size]
    populate_array(array, data=data, shape=shape, strides=strides, itemsize=size, meminfo=None)
    return array._getvalue()


@intrinsic  # type: ignore[untyped-decorator]
def floor_at(_typing: Any, addresses: Any) -> Any:
    """The floor whose tables are listed in ``addresses`` (an int64 array)."""

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        return builder.bitcast(array.data, context.get_value_type(FLOOR))

    return FLOOR(addresses), codegen


def addresses_of(floor: Floor) -> npt.NDArray[np.int64]:
    """Address, rows and columns of every table; valid as long as the tables live."""
    words: list[int] = []
    for name in Floor._fields:
        table: Any = getattr(floor, name)
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
