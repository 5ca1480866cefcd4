"""Rows of numbers that survive: appended to disk in parts while an experiment is under way.

A part is a Parquet file that appears complete or not at all; its name ends with the checksum of
its bytes. Columns: ``point``, ``replication``, and the numbers by name; nan where a row has none.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.durable import drop_new, write_whole
from sim.regular import read_bytes

if TYPE_CHECKING:
    import pyarrow as pa

log = logging.getLogger("sim")

EVERY_S = 1.0
"""Rows are written this often, so that not more than that much work is lost."""

MERGE = 64
"""Small parts that are put together into one, so that a long experiment has few files."""

PART = re.compile(r"part-(\d+)-([0-9a-f]{8})\.parquet")
KEYS = ("point", "replication")
OF = ":of"
"""Ends the name of a denominator's column."""

MOST_BYTES = 1 << 31
"""Of a part; those that are put together are far smaller."""

Floats = npt.NDArray[np.float64]


class Line(NamedTuple):
    """The numbers of one replication of one point (or variant)."""

    point: int
    replication: int
    names: tuple[str, ...]
    values: Floats


class Journal:
    """The rows recorded in a folder of parts.

    Raises OSError when the folder cannot be written (a full disk); what was recorded stays.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lines: list[Line] = []
        self._written = monotonic()
        self.parts = _whole_parts(folder)
        self._small: list[Path] = []
        self._last = max((int(_match(path)[1]) for path in self.parts), default=0)

    def keys(self) -> set[tuple[int, int]]:
        """(point, replication) of every row that is on disk."""
        import pyarrow.parquet as parquet

        found: set[tuple[int, int]] = set()
        for path in self.parts:
            table = parquet.read_table(path, columns=list(KEYS))
            columns = (table[key].to_pylist() for key in KEYS)
            found.update(zip(*columns, strict=True))
        return found

    def add(self, lines: Iterable[Line]) -> None:
        """Record rows that belong together: all of them will be on disk, or none."""
        self._lines += lines
        if monotonic() - self._written >= EVERY_S:
            self.flush()

    def flush(self) -> None:
        """Write what was added since the last time."""
        lines, self._lines = self._lines, []
        if lines:
            self._small.append(self._write(table_of(lines)))
        if len(self._small) >= MERGE:
            self._merge()
        self._written = monotonic()

    def take(self, rows: pa.Table) -> None:
        """Record rows of the same form."""
        self._write(rows)

    def read(self, points: range) -> pa.Table:
        """The rows of some points, each once, sorted by point and replication."""
        import pyarrow as pa
        import pyarrow.compute as compute
        import pyarrow.parquet as parquet

        inside = (compute.field("point") >= points.start) & (compute.field("point") < points.stop)
        files = (parquet.ParquetFile(path) for path in self.parts)
        tables = [file.read().filter(inside) for file in files if _holds(file.metadata, points)]
        found = pa.concat_tables(tables, promote_options="default")
        order = np.lexsort([found[key].to_numpy() for key in reversed(KEYS)])
        keys = np.stack([found[key].to_numpy()[order] for key in KEYS])
        again = np.zeros(len(order), bool)
        again[1:] = (keys[:, 1:] == keys[:, :-1]).all(axis=0)
        return compute.take(found, pa.array(order[~again]))

    def columns(self) -> list[str]:
        """Names of all numbers, in alphabetical order whatever the parts' order is."""
        import pyarrow.parquet as parquet

        names = {name for path in self.parts for name in parquet.read_schema(path).names}
        return sorted(names - set(KEYS))

    def _write(self, table: pa.Table) -> Path:
        import pyarrow.parquet as parquet

        buffer = io.BytesIO()
        parquet.write_table(
            table, buffer, compression="zstd", use_dictionary=False, write_statistics=list(KEYS)
        )
        data = buffer.getvalue()
        self._last += 1
        place = self.folder / f"part-{self._last:06d}-{zlib.crc32(data):08x}.parquet"
        write_whole(place, data)
        self.parts.append(place)
        return place

    def _merge(self) -> None:
        """Put the small parts together; when killed in between, rows are there twice, not lost."""
        import pyarrow as pa
        import pyarrow.parquet as parquet

        small, self._small = self._small, []
        tables = [parquet.read_table(path) for path in small]
        self._write(pa.concat_tables(tables, promote_options="default"))
        self.parts = [path for path in self.parts if path not in small]
        for path in small:
            path.unlink()


def table_of(lines: Sequence[Line]) -> pa.Table:
    """Rows as a table; a name that a row lacks is nan there."""
    import pyarrow as pa

    names = tuple(dict.fromkeys(name for line in lines for name in line.names))
    if all(line.names == names for line in lines):
        values = np.array([line.values for line in lines])
    else:
        at = {name: column for column, name in enumerate(names)}
        values = np.full((len(lines), len(names)), np.nan)
        for row, line in enumerate(lines):
            values[row, [at[name] for name in line.names]] = line.values
    columns: dict[str, Any] = {
        key: np.array([line[at] for line in lines], np.int32) for at, key in enumerate(KEYS)
    }
    columns |= dict(zip(names, np.ascontiguousarray(values.T), strict=True))
    return pa.table(columns)


def _whole_parts(folder: Path) -> list[Path]:
    """Parts in their order; one that is damaged is put aside, so that its work is done again."""
    whole = []
    for path in sorted(folder.glob("part-*.parquet")):
        found = PART.fullmatch(path.name)
        if found is None:
            continue
        if _sum(path) == found[2]:
            whole.append(path)
        else:
            log.warning("%s is damaged; what it held is done again", path)
            path.rename(path.with_suffix(".damaged"))
    drop_new(folder)
    return whole


def _sum(path: Path) -> str:
    """The checksum of a part; none if it cannot be read."""
    try:
        return f"{zlib.crc32(read_bytes(path, MOST_BYTES)):08x}"
    except OSError:
        return ""


def _holds(metadata: Any, points: range) -> bool:
    """Whether a part may hold some of the points, by the statistics of its first column."""
    columns = (metadata.row_group(at).column(0) for at in range(metadata.num_row_groups))
    known = [column.statistics for column in columns]
    return any(s is None or (s.min < points.stop and s.max >= points.start) for s in known)


def _match(path: Path) -> re.Match[str]:
    found = PART.fullmatch(path.name)
    assert found is not None
    return found
