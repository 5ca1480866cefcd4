"""The tables of a sweep's folder, read with a look at whether they are what they should be.

Each function raises ResultsError, naming the file, for a table of another form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiment.folders.journal import KEYS
from sim.experiment.folders.reading import expecting
from sim.experiment.folders.saved import Saved
from sim.experiment.sweeps.design import Shard
from sim.experiment.sweeps.write_tables import FRONT, POINTS, ROWS, TIDY

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TIDY_NAMES, TIDY_NUMBERS = ("kpi", "unit"), ("mean", "low", "high", "n")


def rows_of(saved: Saved, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of a sweep, or some of their columns that it has beside the keys: each point of
    the folder with each replication, in that order."""
    import pyarrow as pa

    wanted = None if columns is None else [*KEYS, *columns]
    table = saved.table(ROWS, wanted)
    with expecting(saved.file(ROWS)):
        types = {n: pa.int32() if n in KEYS else pa.float64() for n in table.schema.names}
        table = table.cast(pa.schema(list(types.items())))
        points, replications = _points(saved), np.arange(saved.experiment["replications"])
        expected = np.repeat(points, len(replications)), np.tile(replications, len(points))
        for key, column in zip(KEYS, expected, strict=True):
            if not np.array_equal(table[key].to_numpy(), column):
                raise ValueError(f"{key}: expected a row for each point and replication")
        for name, column in zip(table.schema.names, table.columns, strict=True):
            if np.isinf(column.to_numpy()).any():
                raise ValueError(f"{name}: a value that is not finite")
    return table


def points_of(saved: Saved) -> pd.DataFrame:
    """A row for each point: the values of the factors."""
    frame = saved.frame(POINTS)
    with expecting(saved.file(POINTS)):
        _named(frame, ["point", *saved.design.factors])
        _all_points(frame, saved)
    return frame


def front_of(saved: Saved) -> pd.DataFrame:
    """A row for each point: the means of two measures, ``on_front`` and ``chance``."""
    frame = saved.frame(FRONT)
    with expecting(saved.file(FRONT)):
        measures = list(saved.experiment["front"])
        _named(frame, ["point", *measures, "on_front", "chance"])
        _all_points(frame, saved)
        _numbers(frame, [*measures, "chance"])
        if frame["on_front"].dtype != np.bool_:
            raise ValueError("on_front: expected true or false")
    return frame


def tidy_of(saved: Saved) -> pd.DataFrame:
    """A row for each point and measure."""
    frame = saved.estimates
    with expecting(saved.file(f"{TIDY}.parquet")):
        _named(frame, ["point", *saved.design.factors, *TIDY_NAMES, *TIDY_NUMBERS])
        _numbers(frame, TIDY_NUMBERS)
        for name in TIDY_NAMES:
            if not all(isinstance(text, str) for text in frame[name].unique()):
                raise ValueError(f"{name}: expected texts")
        if not np.isin(frame["point"].to_numpy(np.int64), _points(saved)).all():
            raise ValueError("point: expected the points of the sweep")
    return frame


def _points(saved: Saved) -> Any:
    return np.array(Shard(*saved.experiment["shard"]).points(saved.experiment["points"]))


def _named(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    if list(frame.columns) != list(columns):
        raise ValueError(f"expected the columns {', '.join(columns)}")


def _all_points(frame: pd.DataFrame, saved: Saved) -> None:
    if not np.array_equal(frame["point"].to_numpy(), _points(saved)):
        raise ValueError("point: expected a row for each point of the folder")


def _numbers(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    for name in columns:
        if np.isinf(frame[name].to_numpy(np.float64)).any():
            raise ValueError(f"{name}: a value that is not finite")
