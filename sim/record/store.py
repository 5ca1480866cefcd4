"""Records on disk: a folder with a Parquet file per table and two JSON files beside them.

``record.json`` is part of the record (window, names); ``provenance.json`` (scenario, seed,
version, variant) says where it came from, and is no part of what is compared.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sim.durable import move, new_beside, write_whole, writing
from sim.record.columns import OF_DETAILS, TABLES, names_of
from sim.record.record import Array, Record
from sim.regular import open_regular, read_bytes

FORMAT = 3
RECORD = "record.json"
PROVENANCE = "provenance.json"
MOST_TEXT, MOST_BYTES, MOST_ROWS = 1 << 28, 1 << 36, 1 << 28
"""What is read of a record at most, whatever its files claim."""
ROWS = 1 << 17
"""Rows handled at a time, so that saving takes little memory."""


class RecordError(ValueError):
    """A folder that is no record, or not a whole one."""


def save(record: Record, folder: str | os.PathLike[str]) -> Path:
    """Write the record into ``folder``; equal records give equal bytes (provenance apart).

    The folder appears whole or not at all; a record that is already there is replaced. Raises
    FileExistsError when something else is there, and OSError.
    """
    place = Path(folder).absolute()
    if place.exists() and not (place / RECORD).is_file():
        raise FileExistsError(f"{folder} exists and is not a record")
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = new_beside(place)
    fresh.mkdir()
    try:
        for name, dtype, table in _tables(record):
            _write_table(table, name, dtype, fresh)
        _write_json(_meta(record), fresh / RECORD)
        _write_json(record.provenance, fresh / PROVENANCE)
        _put(fresh, place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return place


def open_record(folder: str | os.PathLike[str]) -> Record:
    """The record saved in ``folder``. Raises RecordError when it is missing or damaged."""
    place = Path(folder)
    if not (place / RECORD).is_file():
        raise RecordError(f"{folder} is not a record: it has no {RECORD}")
    meta, provenance = _read_json(place / RECORD), _read_json(place / PROVENANCE)
    if meta.get("format") != FORMAT:
        raise RecordError(f"{folder} has format {meta.get('format')}; expected {FORMAT}")
    tables: dict[str, Any] = {name: _read_table(place, name, TABLES[name]) for name in TABLES}
    try:
        return Record(
            **tables,
            details={name: _read_table(place, name, OF_DETAILS[name]) for name in meta["details"]},
            warm_up_s=float(meta["warm_up_s"]),
            end_s=float(meta["end_s"]),
            stop_s=float(meta["stop_s"]),
            names={key: tuple(names) for key, names in meta["names"].items()},
            provenance=provenance,
        )
    except KeyError as missing:
        raise RecordError(f"{folder} is damaged: {missing} is missing") from None
    except (AttributeError, OverflowError, TypeError, ValueError) as error:
        raise RecordError(f"{folder} is damaged: {RECORD}: {error}") from None


def digest(record: Record) -> str:
    """SHA-256 of the record's columns, window and names; provenance plays no part.

    Equal for equal records however they are laid out in memory, and after saving.
    """
    sha = hashlib.sha256(json.dumps(_meta(record), sort_keys=True).encode())
    for name, dtype, table in _tables(record):
        sha.update(f"{name} {len(table)}\n".encode())
        for column in names_of(dtype):
            for part in _parts(table[column]):
                sha.update(part.astype(dtype[column], copy=False).tobytes())
    return sha.hexdigest()


def _tables(record: Record) -> Iterator[tuple[str, np.dtype[Any], Array]]:
    """The tables with their names and columns, in the order in which they are saved."""
    for name, dtype in TABLES.items():
        yield name, dtype, getattr(record, name)
    for name, dtype in OF_DETAILS.items():
        if name in record.details:
            yield name, dtype, record.details[name]


def _meta(record: Record) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "warm_up_s": float(record.warm_up_s),
        "end_s": float(record.end_s),
        "stop_s": float(record.stop_s),
        "names": {key: list(names) for key, names in sorted(record.names.items())},
        "details": [name for name in OF_DETAILS if name in record.details],
    }


def _parts(column: Array) -> Iterator[Array]:
    """Contiguous parts of a column, every nan with the same bits."""
    for first in range(0, len(column), ROWS):
        part = np.array(column[first : first + ROWS])
        if part.dtype.kind == "f":
            part[np.isnan(part)] = np.nan
        yield part


def _write_table(table: Array, name: str, dtype: np.dtype[Any], folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    columns = names_of(dtype)
    schema = pa.schema([(c, pa.from_numpy_dtype(dtype[c])) for c in columns])
    with (
        writing(folder / f"{name}.parquet") as file,
        parquet.ParquetWriter(file, schema, compression="zstd") as writer,
    ):
        for first in range(0, len(table), ROWS):
            rows = table[first : first + ROWS]
            parts = [pa.array(next(_parts(rows[c]))) for c in columns]
            writer.write_batch(pa.record_batch(parts, schema=schema))


def _read_table(folder: Path, name: str, dtype: np.dtype[Any]) -> Array:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        with open_regular(folder / f"{name}.parquet", MOST_BYTES) as opened:
            return _rows(parquet.ParquetFile(opened), dtype)
    except (OSError, LookupError, TypeError, ValueError, pa.ArrowException) as error:
        raise RecordError(f"{folder} is damaged: {name}.parquet: {error}") from None


def _rows(file: Any, dtype: np.dtype[Any]) -> Array:
    if file.metadata.num_rows > MOST_ROWS:
        raise ValueError(f"more than {MOST_ROWS} rows")
    table = np.empty(file.metadata.num_rows, dtype)
    first = 0
    for batch in file.iter_batches(ROWS, columns=names_of(dtype)):
        for column in names_of(dtype):
            values = batch.column(column).to_numpy(zero_copy_only=False)
            table[column][first : first + len(batch)] = values
        first += len(batch)
    return table


def _write_json(data: Any, path: Path) -> None:
    text = json.dumps(data, indent=1, ensure_ascii=False)
    write_whole(path, text + "\n")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(read_bytes(path, MOST_TEXT))
    except (OSError, RecursionError, ValueError) as error:
        raise RecordError(f"{path.parent} is damaged: {path.name}: {error}") from None
    if not isinstance(data, dict):
        raise RecordError(f"{path.parent} is damaged: {path.name} holds no mapping")
    return data


def _put(fresh: Path, place: Path) -> None:
    """Move ``fresh`` to ``place``; what is there steps aside first and is then deleted."""
    if not place.exists():
        move(fresh, place)
        return
    old = new_beside(place)
    place.rename(old)
    move(fresh, place)
    shutil.rmtree(old, ignore_errors=True)
