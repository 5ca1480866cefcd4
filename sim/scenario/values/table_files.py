"""Tables that a scenario names: what may be said of their form, and how they are read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path, PurePath
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from sim.regular import MIB, TooLargeError, lies_in, near_file
from sim.scenario.nodes import Named
from sim.scenario.problems import LONG, Problem, gathered, nearest, nested, shorten, wrong
from sim.scenario.values import units
from sim.scenario.values.bounds import DURATION, NUMBER, Bounds
from sim.scenario.values.part import Context, Part, TableRead
from sim.tables.choose import MOST_LISTED
from sim.tables.durations import Durations, read_durations
from sim.tables.faults import CellError, TableError
from sim.tables.form import UNTIL_NEXT, Form, Which
from sim.tables.table import MOST_BYTES, Table, open_table
from sim.visible import listed

T = TypeVar("T")
Chosen = Which | tuple[Which, ...] | dict[str, Which]
ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""Of tables."""


def _which(value: Any) -> Any:
    """A column: its name or number; several; or several by name."""
    if isinstance(value, list):
        value = tuple(value)
    parts = list(value.values()) if isinstance(value, Mapping) else value
    several = list(parts) if isinstance(parts, list | tuple) else [parts]
    if not several:
        raise wrong("nothing is stated here; expected a column's name, or its number from 1.")
    twice = next((part for part in several if several.count(part) > 1), None)
    if twice is not None:
        raise wrong(f"the column `{shorten(twice)}` is stated twice.")
    for part in several:
        if isinstance(part, bool) or not isinstance(part, str | int) or part == "":
            raise wrong(f"`{shorten(part)}`: expected a column's name, or its number from 1.")
    return value


Columns = dict[str, Annotated[Chosen, BeforeValidator(_which)]]


def _interval(value: Any) -> Any:
    """Seconds, or that a row lasts until the next one."""
    if value is None or value == UNTIL_NEXT:
        return value
    if isinstance(value, str) and value[:1].isalpha():
        raise wrong(f"`{shorten(value)}`: expected a duration like `30 min`, or `{UNTIL_NEXT}`.")
    length = units.seconds(value)
    if length == 0.0:
        raise wrong("the interval has no length; expected one like `30 min`.")
    return length


Interval = Annotated[float | Literal["until_next"], BeforeValidator(_interval)]


class TableFile(Part):
    """A table beside the scenario, and what is said of its form. A name alone will do."""

    file: str
    sheet: Which | None = None
    columns: Columns = Field(default_factory=dict)
    rows: dict[str, str | int | float] = Field(default_factory=dict)
    separator: str | None = None
    encoding: str | None = None
    decimal: Literal["point", "comma"] | None = None
    dates: Literal["day_first", "month_first"] | None = None
    unit: Literal["s", "min", "h", "days", "ms", "excel", "unix"] | None = None
    interval: Interval | None = None
    time_zone: str | None = None
    clock_change: Literal["refuse", "fold"] = "refuse"

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"file": value} if is_table(value) else value

    @field_validator("sheet", mode="before")
    @classmethod
    def _no_flag(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise wrong(f"`{shorten(value)}`: expected a sheet's name, or its number from 1.")
        return value

    @field_validator("encoding")
    @classmethod
    def _stated(cls, value: str | None) -> str | None:
        if value == "":
            raise wrong("an empty text is not an encoding; expected one like `utf-8`.")
        return value

    @field_validator("separator")
    @classmethod
    def _divides(cls, value: str | None) -> str | None:
        if value is not None and value not in (",", ";", "|", "\t", "tab"):
            raise wrong(f"`{shorten(value)}`: expected `,`, `;`, `|` or `tab`.")
        return value

    def form(self) -> Form:
        """What is said of the form, as the reader of tables takes it."""
        return Form(
            sheet=self.sheet,
            columns=self.columns,
            rows={name: str(text) for name, text in self.rows.items()},
            separator=self.separator,
            encoding=self.encoding,
            decimal=self.decimal,
            dates=self.dates,
            unit=self.unit,
            interval=self.interval,
            time_zone=self.time_zone,
            fold=self.clock_change == "fold",
        )


class Use(NamedTuple):
    """What a table is read for. ``key``: all that the result depends on beside file and form."""

    name: str
    meanings: tuple[str, ...]
    key: tuple[Any, ...] = ()


def named(value: Any) -> bool:
    """Whether a value names a table: a file's name with a suffix of one, or a mapping."""
    return is_table(value) or isinstance(value, TableFile) or _is_mapping(value)


def _is_mapping(value: Any) -> bool:
    return isinstance(value, Mapping) and "file" in value


def table_of(value: Any, context: Context) -> TableFile:
    """The table that a value names. Raises ``PydanticCustomError``."""
    if isinstance(value, TableFile):
        return value
    if isinstance(value, str):
        value = {"file": value}
    try:
        found = TableFile.model_validate(value, context=context)
    except ValidationError as error:
        raise nested([((), error)]) from None
    if isinstance(value, Mapping) and isinstance(value.get("file"), Named):
        found = found.model_copy(update={"file": value["file"]})  # remembers its folder
    return found


def read_table(value: Any, context: Context, use: Use, make: Callable[[Table], T]) -> T:
    """What ``make`` makes of the table that a value names; read once for all variants.

    What is odd about it is noted in ``context``. Raises ``PydanticCustomError`` with the file's
    lines.
    """
    table_file = table_of(value, context)
    for meaning in table_file.columns:
        if meaning not in use.meanings:
            message = f"`{shorten(meaning)}` is not a column here; {nearest(meaning, use.meanings)}"
            raise wrong(message, "columns", meaning)
        if meaning != "issues" and isinstance(table_file.columns[meaning], tuple | dict):
            raise wrong("expected one column's name, or its number from 1.", "columns", meaning)
    path = find_file(table_file.file, context)
    key = (use.name, *use.key, str(path), context.start, table_file.model_dump_json())
    if key not in context.columns:
        context.columns[key] = _read(table_file, path, make)
    found, seen = context.columns[key]
    context.tables.append(seen)
    result: T = found
    return result


def _read(table_file: TableFile, path: Path, make: Callable[[Table], T]) -> tuple[T, TableRead]:
    try:
        table = open_table(path, table_file.form())
        with closing(table):
            found = make(table)
    except TooLargeError:
        raise wrong(f"{shorten(path.name)} is larger than {MOST_BYTES // MIB} MiB.") from None
    except OSError as error:
        raise unreadable(table_file.file, error) from None
    except TableError as error:
        raise gathered(
            [wrong(text, file=str(path), line=at) for at, text in error.faults]
        ) from None
    for key in sorted({"unit", "time_zone"} - table.heeded):
        if getattr(table_file, key) is not None:
            table.note(f"nothing in the table needs `{key}`.")
    for key in ("sheet",) if table.separator else ("separator", "encoding"):
        if getattr(table_file, key) is not None:
            table.note(f"nothing in the table needs `{key}`.")
    titles = tuple(table.title(place) for place in range(table.layout.width))
    kept = frozenset({*table.read, *({0} if table.counts_rows else ())})
    header = table.layout.header or 1
    return found, TableRead(str(path), header, titles, kept, tuple(table.notes))


@contextmanager
def of_a_cell() -> Iterator[None]:
    """What the language says of a value, said of a cell to the reader of tables."""
    try:
        yield
    except PydanticCustomError as error:
        raise CellError(error.message()) from None


def within(bounds: Bounds) -> Callable[[float, str], float]:
    """A check of numbers by the bounds of the language, for the reader of tables."""

    def check(number: float, text: str) -> float:
        with of_a_cell():
            return bounds.check(number, text)

    return check


def oddities(tables: Iterable[TableRead]) -> list[Problem]:
    """What is odd about tables that were read, and which of their columns nothing reads."""
    found: list[Problem] = []
    columns: dict[tuple[str, int, tuple[str, ...]], set[int]] = {}
    for table in tables:
        for line, message in table.notes:
            found.append(Problem(table.path, line, 1, "", "", message, "warning"))
        columns.setdefault((table.path, table.header, table.titles), set()).update(table.read)
    for (path, header, titles), read_ones in columns.items():
        left = [title for place, title in enumerate(titles) if place not in read_ones]
        if left:
            message = f"nothing reads {listed(left, MOST_LISTED)}."
            found.append(Problem(path, header, 1, "", "", message, "warning"))
    return list(dict.fromkeys(found))


def is_table(value: Any) -> bool:
    """Whether a value is a text that names a table by its ending."""
    return isinstance(value, str) and PurePath(value.strip()).suffix.lower() in ENDINGS


def mentions_table(text: str) -> bool:
    """Whether a text names a table, alone or within: ``empirical(durations.csv)``."""
    return any(ending in text.lower() for ending in ENDINGS)


def unreadable(name: object, error: OSError, near: str | None = None) -> PydanticCustomError:
    """``near``: the name of a file that may be meant."""
    reason = error.strerror or "unreadable"
    expected = (
        f"did you mean `{shorten(near, LONG)}`?"
        if near
        else "expected a table, such as a .csv or .xlsx file."
    )
    return wrong(f"`{shorten(name)}` cannot be read ({reason}): {expected}")


def find_file(name: object, context: Context | None) -> Path:
    """The file, which must lie in the folder of the scenario that names it or below."""
    folder = name.folder if isinstance(name, Named) else context.folder if context else Path()
    if not isinstance(name, str) or not name:
        raise wrong(f"`{shorten(name)}` is not a file name; expected one like `arrivals.csv`.")
    path = folder / name
    try:
        inside = lies_in(path, folder)
        if inside:
            path.stat()
    except FileNotFoundError as error:
        near = near_file(folder, name, folder, ENDINGS)
        raise unreadable(name, error, near) from None
    except OSError as error:
        raise unreadable(name, error) from None
    if not inside:
        raise wrong(f"`{shorten(name)}` lies outside the scenario's folder: put it there.")
    return path


OF_DURATIONS = Use("durations", ("duration", "weight"))


def durations_of(value: Any, context: Context | None) -> Durations:
    """Durations in seconds, and their weights (1 if the table has none)."""
    here = context or Context(Path(), date(2026, 1, 5))
    return read_table(value, here, OF_DURATIONS, _durations)


def _durations(table: Table) -> Durations:
    return read_durations(table, seconds_of_cell, within(DURATION), within(NUMBER))


def seconds_of_cell(text: str) -> float:
    """A duration with its unit, for the reader of tables."""
    with of_a_cell():
        return units.seconds(text)
