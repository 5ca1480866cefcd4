"""The folder of a sweep: one wide row for each point and replication, and what follows from them.

experiment.json        what ran
sweep.yaml             the sweep file as it was
design.json            factors and their values at all points
scenarios/             the explicit scenarios that the factors vary, by variant
points.csv             a row for each point: the values of the factors
rows.parquet           a row for each point and replication, a column for each KPI
estimates.parquet/csv  a row for each point and KPI: mean, interval, number of replications
front.csv              a row for each point: the two measures and the chance to be on the front
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.durable import write_whole, writing
from sim.experiment.drafts import Draft
from sim.experiment.folder import SCENARIOS, SEAL, write, write_experiment
from sim.experiment.journal import KEYS, Journal
from sim.experiment.printed import as_json
from sim.experiment.reading import read_text
from sim.experiment.resume import OF
from sim.experiment.sample import Floats
from sim.experiment.saved import Saved
from sim.stats import front, front_chances, mean_intervals

if TYPE_CHECKING:
    import pyarrow as pa

ROWS, POINTS, TIDY, FRONT = "rows.parquet", "points.csv", "estimates", "front.csv"
SWEEP, DESIGN = "sweep.yaml", "design.json"
BLOCK_ROWS = 4096
"""Rows handled at a time, so that ten thousand points need little memory."""

MAIN = (
    "satisfaction.csat", "resolution.mean_h", "resolution.promises_kept",
    "cost.per_resolved_issue", "cost.total", "*.service_level",
)  # fmt: skip
"""Measures of the tidy table unless the sweep names others; those of its front come too."""


class Facts(NamedTuple):
    """What is known of a sweep beside its rows, as plain data.

    experiment: what ran. text: of the sweep file. scenarios: explicit, by variant. design:
    ``factors``, ``levels`` by point (of all points), ``measures`` of the tidy table (patterns)
    and ``currency``.
    """

    experiment: dict[str, Any]
    text: str
    scenarios: dict[str, str]
    design: dict[str, Any]

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


def publish_sweep(
    draft: Draft, journal: Journal, facts: Facts, points: range, name: str, engine: str
) -> Path:
    """Write everything that follows from the rows and let the folder appear; returns where.

    Equal rows give equal files, however they were shared or came. Raises OSError.
    """
    folder, experiment = draft.path, facts.experiment
    (folder / SCENARIOS).mkdir(exist_ok=True)
    for variant, text in facts.scenarios.items():
        write(folder / SCENARIOS / f"{variant}.yaml", text)
    write(folder / SWEEP, facts.text)
    write(folder / DESIGN, as_json(facts.design))
    _write_points(folder / POINTS, facts, points)
    _write_tables(folder, journal, facts, points)
    write_experiment(folder, experiment, engine)
    return draft.appear(name, str(experiment["fingerprint"]))


def facts_of(saved: Saved) -> Facts:
    """What a folder tells of its sweep."""
    circumstantial = ("engine", "finished", "environment", "files", SEAL)
    experiment = {k: value for k, value in saved.experiment.items() if k not in circumstantial}
    scenarios = {name: read_text(path) for name, path in saved.scenarios.items()}
    return Facts(experiment, saved.text(SWEEP), scenarios, saved.design.model_dump())


def _write_tables(folder: Path, journal: Journal, facts: Facts, points: range) -> None:
    """Rows, estimates and the front, a block of points at a time."""
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
        for block in _blocks(journal, points, facts.experiment["replications"], columns):
            rows.write_table(block.table.cast(schema))
            part = _tidy(block, facts, shown, tidy)
            tables.write_table(part)
            lines.write_table(part)
            weighed.append(np.stack([_column(block, n) for n in facts.experiment["front"]]))
    _write_front(folder / FRONT, points, np.concatenate(weighed, axis=1), facts)


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
    kinds = [
        pa.array([row[at] for row in levels]).type if _alike(levels, at) else pa.string()
        for at in range(len(facts.factors))
    ]
    return pa.schema(
        [
            ("point", pa.int32()),
            *zip(facts.factors, kinds, strict=True),
            ("kpi", pa.string()),
            ("unit", pa.string()),
            *((name, pa.float64()) for name in ("mean", "low", "high")),
            ("n", pa.int32()),
        ]
    )


def _alike(levels: list[list[Any]], at: int) -> bool:
    kinds = {type(row[at]) for row in levels}
    return kinds <= {int, float} or kinds == {str}


def _tidy(block: Block, facts: Facts, shown: list[str], schema: pa.Schema) -> pa.Table:
    """A row for each point and measure, with its interval over the replications."""
    import pyarrow as pa

    from sim.kpi import limits

    where = [block.names.index(name) for name in shown]
    units = [_unit(name, facts) for name in shown]
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


def _unit(name: str, facts: Facts) -> str:
    from sim.kpi import describe

    return describe(name).unit.replace("money", str(facts.design["currency"]))


def _write_points(path: Path, facts: Facts, points: range) -> None:
    import csv

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["point", *facts.factors])
    writer.writerows([point, *facts.design["levels"][point]] for point in points)
    write_whole(path, text.getvalue())


def _write_front(path: Path, points: range, values: Floats, facts: Facts) -> None:
    """Means of the two measures, who is on their front, and with what chance."""
    first, second = values
    names = facts.experiment["front"]
    higher = (facts.experiment["higher_is_better"][0], facts.experiment["higher_is_better"][1])
    means = first.mean(axis=1), second.mean(axis=1)
    on = front(*means, higher)
    many = first.shape[1] > 1
    chances = front_chances(first.T, second.T, higher) if many else np.full(len(first), np.nan)
    lines = [f"point,{names[0]},{names[1]},on_front,chance"]
    for at, point in enumerate(points):
        cells = [float(means[0][at]), float(means[1][at]), bool(on[at]), float(chances[at])]
        numbers = ["" if cell != cell else str(cell).lower() for cell in cells]
        lines.append(",".join([str(point), *numbers]))
    write(path, "\n".join(lines))
