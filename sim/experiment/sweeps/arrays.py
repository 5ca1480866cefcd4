"""What the folder of a sweep tells, as arrays by point and replication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.experiment.folders.forms import Design
from sim.experiment.folders.reading import expecting
from sim.experiment.folders.saved import Saved
from sim.experiment.results.sample import Floats
from sim.experiment.sweeps.design import DESIGN_SEED, RESOLUTION
from sim.experiment.sweeps.read_tables import front_of, rows_of, tidy_of
from sim.experiment.sweeps.write_tables import SWEEP
from sim.readable import names_of
from sim.scenario.nodes import Node
from sim.scenario.reading.files import read_file
from sim.scenario.sweep import shown

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Swept:
    """A sweep by its points, those of a shard only if it is one.

    names: of the factors, by path: labels, or made of the paths. variants: labels of variants,
    by name. points: their numbers. levels: the values of each factor at the points, by path.
    written: those that the sweep file lists, in its order. on_front, chances: by point; chances
    are nan where there is a single replication. settings: fixed changes, as written. design: in
    words. tidy: measures of the tidy table.
    """

    saved: Saved
    about: str
    settings: dict[str, str]
    design: str
    points: npt.NDArray[np.int64]
    levels: dict[str, list[Any]]
    written: dict[str, list[str]]
    on_front: Bools
    chances: Floats
    names: dict[str, str]
    variants: dict[str, str]
    tidy: tuple[str, ...]

    @property
    def what(self) -> Any:
        """What ran, of experiment.json."""
        return self.saved.experiment

    @property
    def balanced(self) -> bool:
        """Whether all levels of a factor meet the same values of the others."""
        return self.what["design"] in ("grid", "fractional") and self.what["shard"][1] == 1

    def values(self, measures: Iterable[str]) -> dict[str, Floats]:
        """Values of measures by (replication, point); nan where a measure is undefined."""
        wanted = list(measures)
        table = rows_of(self.saved, wanted)
        there = set(table.schema.names)
        shape = (len(self.points), -1)
        nothing = np.full((int(self.what["replications"]), len(self.points)), np.nan)
        return {
            name: table[name].to_numpy().reshape(shape).T if name in there else nothing
            for name in wanted
        }


def read_swept(saved: Saved) -> Swept:
    """Read the folder of a sweep. Raises ResultsError."""
    path = saved.file(SWEEP)
    with expecting(path):
        root, _ = read_file(path, SWEEP)
    design, front = saved.design, front_of(saved)
    points = front["point"].to_numpy(np.int64)
    settings, about = root.get("set"), root.get("about")
    return Swept(
        saved=saved,
        about=about.text if about else "",
        settings={
            str(path): str(shown(node)) for path, node in (settings.children() if settings else ())
        },
        design=_design(saved, root.get("design"), design),
        points=points,
        levels={
            path: [design.levels[point][at] for point in points.tolist()]
            for at, path in enumerate(design.factors)
        },
        written={path: _written(root, path) for path in design.factors},
        on_front=front["on_front"].to_numpy(np.bool_),
        chances=front["chance"].to_numpy(np.float64),
        names=names_of(design.factors, design.labels),
        variants=design.variants,
        tidy=tuple(tidy_of(saved)["kpi"].drop_duplicates()),
    )


def _written(root: Node, path: str) -> list[str]:
    """The values of a factor in the order of the file; none for a range."""
    node = root.at(("factors", path, "values")) or root.at(("factors", path))
    if node is None or not isinstance(node.value, list):
        return []
    return [str(shown(part)) for part in node.value]


def _is(node: Any, of: type) -> bool:
    return node is not None and isinstance(node.value, of)


def _design(saved: Saved, node: Any, design: Design) -> str:
    """How the points were chosen, in words."""
    count = f"{saved.experiment['points']:,} points"
    nested = _is(node, dict)

    def number(key: str, default: int) -> int:
        part = node.get(key) if nested else None
        return default if part is None else int(part.value)

    kind = saved.experiment["design"]
    if kind == "fractional":
        resolution = max(3, number("resolution", RESOLUTION))
        return f"{count}: a fraction of the grid of two values each, resolution {resolution}"
    if kind in ("latin_hypercube", "sobol"):
        name = "a Latin hypercube" if kind == "latin_hypercube" else "a scrambled Sobol' sequence"
        return f"{count}: {name}, design seed {number('seed', DESIGN_SEED)}"
    sizes = [len({str(row[at]) for row in design.levels}) for at in range(len(design.factors))]
    return f"{count}: all combinations ({' × '.join(map(str, sizes))})"
