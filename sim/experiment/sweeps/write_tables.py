"""The tables in the folder of a sweep, from rows that may be more than memory holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.durable import writing
from sim.experiment.folders.journal import KEYS, OF, Journal
from sim.experiment.folders.publish import write_rows
from sim.experiment.measures import measure_of
from sim.experiment.results.sample import Floats
from sim.experiment.sweeps.design import Shard
from sim.kpi import limits
from sim.stats import front, front_chances, mean_intervals

if TYPE_CHECKING:
    import pyarrow as pa

ROWS, POINTS, TIDY, FRONT = "rows.parquet", "points.csv", "estimates", "front.csv"
SWEEP, DESIGN = "sweep.yaml", "design.json"
LABELLED = ("labels", "variants")
"""Keys of the design that tell labels; there only if there are any."""
BLOCK_ROWS = 4096
"""Rows handled at a time, so that ten thousand points need little memory."""

TIDY_MEASURES = (
    "satisfaction.csat", "resolution.mean_h", "resolution.promises_kept",
    "cost.per_resolved_issue", "cost.total", "*.service_level",
)  # fmt: skip
"""Measures of the tidy table unless the sweep names others; those of its front come too."""


class Facts(NamedTuple):
    """What is known of a sweep beside its rows, as plain data.

    experiment: what ran. text: of the sweep file. scenarios: explicit, by variant. design:
    ``factors``, ``levels`` by point (of all points), ``measures`` of the tidy table (patterns),
    ``currency``, and labels if there are any.
    """

    experiment: dict[str, Any]
    text: str
    scenarios: dict[str, str]
    design: dict[str, Any]

    @property
    def points(self) -> range:
        """The points that were tried, out of all."""
        return Shard(*self.experiment["shard"]).points(self.experiment["points"])

    @property
    def factors(self) -> list[str]:
        """Paths of the factors."""
        return list(self.design["factors"])

    def level(self, point: int, at: int) -> Any:
        """The value of a factor at a point."""
        return self.design["levels"][point][at]


class Block(NamedTuple):
    """Some points with all their rows. values: shape (points, replications, columns)."""

    points: range
    table: pa.Table
    names: list[str]
    values: Floats


def write_tables(folder: Path, journal: Journal, facts: Facts) -> None:
    """Write points, rows, estimates and the front, a block of points at a time.

    Equal rows give equal files, however they were shared or came. Raises OSError.
    """
    import pyarrow as pa
    import pyarrow.csv as csv
    import pyarrow.parquet as parquet

    columns = journal.columns()
    shown = _chosen(columns, facts.design["measures"])
    schema = pa.schema(
        [(key, pa.int32()) for key in KEYS] + [(name, pa.float64()) for name in columns]
    )
    tidy = _tidy_schema(facts)
    weighed: list[Floats] = []
    with (
        writing(folder / ROWS) as wide,
        writing(folder / f"{TIDY}.parquet") as long,
        writing(folder / f"{TIDY}.csv") as text,
        parquet.ParquetWriter(wide, schema, compression="zstd", use_dictionary=False) as rows,
        parquet.ParquetWriter(long, tidy, compression="zstd") as tables,
        csv.CSVWriter(text, tidy) as lines,
    ):
        for block in _blocks(journal, facts.points, facts.experiment["replications"], columns):
            rows.write_table(block.table.cast(schema))
            part = _tidy(block, facts, shown, tidy)
            tables.write_table(part)
            lines.write_table(part)
            weighed.append(np.stack([_column(block, n) for n in facts.experiment["front"]]))
    levels = facts.design["levels"]
    write_rows(
        folder / POINTS,
        [["point", *facts.factors], *([point, *levels[point]] for point in facts.points)],
    )
    write_rows(folder / FRONT, _front(np.concatenate(weighed, axis=1), facts))


def _chosen(columns: Sequence[str], patterns: Sequence[str]) -> list[str]:
    """Names that fit a pattern, in the patterns' order."""
    values = [name for name in columns if not name.endswith(OF)]
    return list(dict.fromkeys(n for pattern in patterns for n in values if fnmatchcase(n, pattern)))


def _blocks(
    journal: Journal, points: range, replications: int, columns: list[str]
) -> Iterator[Block]:
    """The rows by blocks of points; rows beyond the replications asked for are left out."""
    import pyarrow as pa

    size = max(1, BLOCK_ROWS // replications)
    for first in range(0, len(points), size):
        chosen = points[first : first + size]
        found = journal.read(range(chosen.start, chosen[-1] + 1))
        found = found.filter(pa.compute.field("replication") < replications)
        blank = np.full(found.num_rows, np.nan)
        have = dict(zip(found.column_names, found.columns, strict=True))
        arrays = [
            have[name].fill_null(np.nan).to_numpy() if name in have else blank for name in columns
        ]
        keys = {key: have[key] for key in KEYS}
        table = pa.table({**keys, **dict(zip(columns, arrays, strict=True))})
        values = np.stack(arrays, axis=1).reshape(len(chosen), replications, len(columns))
        yield Block(chosen, table, columns, values)


def _column(block: Block, name: str) -> Floats:
    """Values of a measure by (point, replication)."""
    if name not in block.names:
        return np.full(block.values.shape[:2], np.nan)
    return np.asarray(block.values[:, :, block.names.index(name)])


def _tidy_schema(facts: Facts) -> pa.Schema:
    import pyarrow as pa

    levels = facts.design["levels"]
    types = [
        pa.array([row[at] for row in levels]).type if _alike(levels, at) else pa.string()
        for at in range(len(facts.factors))
    ]
    return pa.schema(
        [
            ("point", pa.int32()),
            *zip(facts.factors, types, strict=True),
            ("kpi", pa.string()),
            ("unit", pa.string()),
            *((name, pa.float64()) for name in ("mean", "low", "high")),
            ("n", pa.int32()),
        ]
    )


def _alike(levels: list[list[Any]], at: int) -> bool:
    types = {type(row[at]) for row in levels}
    return types <= {int, float} or types == {str}


def _tidy(block: Block, facts: Facts, shown: list[str], schema: pa.Schema) -> pa.Table:
    """A row for each point and measure, with its interval over the replications."""
    import pyarrow as pa

    where = [block.names.index(name) for name in shown]
    units = [measure_of(name, facts.design["currency"]).unit for name in shown]
    ends = np.array([limits(*pair) for pair in zip(shown, units, strict=True)]).reshape(-1, 2).T
    found = [mean_intervals(rows[:, where]).within(*ends) for rows in block.values]
    times = len(shown)
    columns: dict[str, Any] = {"point": np.repeat(np.array(block.points, np.int32), times)}
    for at, path in enumerate(facts.factors):
        levels = [facts.level(point, at) for point in block.points for _ in range(times)]
        text = schema.field(path).type == pa.string()
        columns[path] = [str(level) for level in levels] if text else levels
    columns["kpi"] = shown * len(block.points)
    columns["unit"] = units * len(block.points)
    for name in ("mean", "low", "high", "n"):
        numbers = np.concatenate([getattr(each, name) for each in found])
        columns[name] = pa.array(numbers, from_pandas=True)
    return pa.table(columns).cast(schema)


def _front(values: Floats, facts: Facts) -> Iterator[list[Any]]:
    """Means of the two measures, who is on their front, and with what chance."""
    first, second = values
    higher = (facts.experiment["higher_is_better"][0], facts.experiment["higher_is_better"][1])
    means = first.mean(axis=1), second.mean(axis=1)
    on = front(*means, higher)
    many = first.shape[1] > 1
    chances = front_chances(first.T, second.T, higher) if many else np.full(len(first), np.nan)
    yield ["point", *facts.experiment["front"], "on_front", "chance"]
    for at, point in enumerate(facts.points):
        cells = [float(means[0][at]), float(means[1][at]), bool(on[at]), float(chances[at])]
        yield [point, *("" if cell != cell else str(cell).lower() for cell in cells)]
