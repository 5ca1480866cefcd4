"""Files of results folders, read as what others may have edited, truncated or made to deceive.

Nothing is read without a bound, nothing but regular files is opened, and whatever is wrong is a
``ResultsError`` of one line that names the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from sim.experiment.errors import AGAIN, RequestError, ResultsError
from sim.regular import open_regular, read_bytes
from sim.scenario import ScenarioError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Form = TypeVar("Form")

MOST_BYTES = 1 << 29
"""Of a text: the design of a million points needs a part of it."""

MOST_TABLE = 1 << 40
"""Of the file of a table; it is the number of values that counts."""

MOST_VALUES = 1 << 31
"""Of a table, when they are read: a few bytes can stand for any number of equal ones."""

WRONG = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading a file raises that holds something else than it should."""


def damaged(path: Path, why: object) -> ResultsError:
    """The error for a file that is not what it should be."""
    return ResultsError(f"{path} is damaged ({_shortened(why)}); {AGAIN}")


@contextmanager
def expecting(path: Path) -> Iterator[None]:
    """Whatever goes wrong with what a file holds is said of the file, as a ResultsError."""
    try:
        yield
    except (RequestError, ResultsError):
        raise
    except ScenarioError as error:
        raise damaged(path, error.problems[0].message) from error
    except WRONG as error:
        raise damaged(path, _told(error)) from error


def _told(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, KeyError):
        return f"{error} is missing"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error) or type(error).__name__


def _shortened(why: object) -> str:
    text = " ".join(str(why).split())
    return text if len(text) <= 200 else f"{text[:199]}…"


def read_text(path: Path) -> str:
    """A text. Raises ResultsError."""
    with expecting(path):
        return read_bytes(path, MOST_BYTES).decode()


def read_json(path: Path) -> Any:
    """Plain data of a JSON file, whose numbers are finite. Raises ResultsError."""
    with expecting(path):
        return json.loads(read_bytes(path, MOST_BYTES), parse_constant=_not_finite)


def _not_finite(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number")


def read_form(form: type[Form], path: Path) -> Form:
    """Plain data of a JSON file of the form that a type describes. Raises ResultsError."""
    data = read_json(path)
    with expecting(path):
        return formed(form, data)


def formed(form: type[Form], data: Any) -> Form:
    """Plain data, if it has the form. Raises ValueError that names the first wrong place."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(form).validate_python(data, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"])) or "all of it"
        raise ValueError(f"{place}: {first['msg']}") from None


def read_table(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """A Parquet file, or some of its columns, those that it has. Raises ResultsError."""
    import pyarrow.parquet as parquet

    with expecting(path), open_regular(path, MOST_TABLE) as opened:
        file = parquet.ParquetFile(opened)
        names = file.schema_arrow.names
        wanted = names if columns is None else [name for name in columns if name in names]
        if len(set(names)) < len(names):
            raise ValueError("columns of the same name")
        if file.metadata.num_rows * len(wanted) > MOST_VALUES:
            raise ValueError(f"more than {MOST_VALUES} values")
        return file.read(columns=wanted)


def read_frame(path: Path) -> pd.DataFrame:
    """A table, CSV or Parquet. Raises ResultsError."""
    if path.suffix != ".csv":
        table = read_table(path)
        with expecting(path):
            frame: pd.DataFrame = table.to_pandas()
            return frame
    import pandas as pd

    with expecting(path), open_regular(path, MOST_BYTES) as file:
        return pd.read_csv(file)
