"""The same bytes with any C library: its last bits reach nothing but draws of durations.

Those the grid of times guards: a draw is rounded to 2**-20 s, so that the last bit of a duration
of some minutes tells once in some million draws.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim import scoring
from sim.codes import NOBODY
from sim.draws import kinds
from sim.draws.arrays import values
from sim.draws.quantiles import value
from sim.kpi import measure
from sim.record import Record, digest
from sim.scenario import load
from tests.draws.examples import DIST_ROWS, DISTS, KNOT_ROWS, KNOT_TABLE, NAMES
from tests.golden import described
from tests.properties.last_bits import FUNCTIONS, OF_DRAWS, Library, other_library
from tests.properties.running import scenario_of, simulated
from tests.properties.strategies import scenario

STEP = 2.0**-20
SEEDS = range(60)
GUARDED = {"math": OF_DRAWS, "numpy": ("sim.draws.arrays", "sim.draws.normal")}
"""Where such functions are meant: in draws of durations."""
ELSEWHERE = {
    ("sim.plan.dists", "erfc"),  # a parameter of such draws
    ("sim.kpi.summary", "logspace"),  # rounded
    ("sim.scoring", "power"),  # a whole one of two, which is exact
}
ROOMS = ("draws", "engine", "floor", "kpi", "own_rules", "plan", "record")
LEAVES = ("codes.py", "functions.py", "rows.py", "scoring.py", "time_units.py")


def measured(name: str) -> tuple[str, list[str]]:
    """The record of a golden scenario, read and planned anew, and its measures."""
    read = load(described.FOLDER / "scenarios" / f"{name}.yaml").resolve()
    record = simulated(read.model_dump())
    found = measure(record, read)
    return digest(record), [f"{key} {one.value!r}" for key, one in found.items()]


@pytest.mark.parametrize("name", described.NAMES)
def test_golden_records_and_measures(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = measured(name)
    other_library(monkeypatch, OF_DRAWS)
    assert measured(name) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_records_of_any_scenario(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = digest(simulated(scenario(seed)))
    other_library(monkeypatch, OF_DRAWS)
    assert digest(simulated(scenario(seed))) == expected


def test_a_last_bit_that_reached_the_floor_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = measured("customers-who-leave")
    parts = other_library(monkeypatch, OF_DRAWS)
    monkeypatch.setattr(scoring, "log2_of", parts[0].log2)
    assert measured("customers-who-leave") != expected


def test_the_other_library_differs_everywhere_and_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Library(math).exp(1.0) == math.nextafter(math.e, 3.0)
    logs = [5e-324, math.nextafter(math.log(2.0), 1.0), -math.inf]
    with np.errstate(divide="ignore"):
        assert Library(np).log(np.array([1.0, 2.0, 0.0])).tolist() == logs
    assert Library(math).sqrt is math.sqrt
    parts = other_library(monkeypatch, OF_DRAWS)
    measured("office")
    assert all(part.uses for part in parts)


# -- means, which are compared on the floor -------------------------------------------------

EQUALS = ("lognormal(mean 5 min, cv 1.3)", "lognormal(mean 5 min, cv 0.7)", "5 min")


ONE_AGENT: dict[str, Any] = {
    "clock": {"start": "2026-01-05", "length": "2 days"},
    "demand": {"all": {"rate": "2000 per week"}},
    "channels": {"phone": {"share": 1}},
    "teams": {"care": {"head_count": 1, "skills": {"channels": "phone"}}},
}


def shortest_first(works: tuple[str, ...]) -> Record:
    """Two days of one agent who does the shortest work first, with a type for each work."""
    types = {f"type_{k}": {"share": 1, "work": work} for k, work in enumerate(works)}
    care = {**ONE_AGENT["teams"]["care"], "chooses_contact": "shortest_work"}
    return simulated({**ONE_AGENT, "issue_types": types, "teams": {"care": care}})


@pytest.mark.parametrize("works", [EQUALS, EQUALS[::-1]])
def test_equal_means_are_equal_everywhere(
    works: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is expected to take as long is served by age, whatever its distribution."""
    record = shortest_first(works)
    expected = digest(record)
    other_library(monkeypatch, OF_DRAWS)
    assert digest(shortest_first(works)) == expected
    begun = record.contacts[record.contacts["agent"] != NOBODY]
    begun = begun[np.argsort(begun["answered_at"], kind="stable")]
    assert len(begun) > 100
    assert (np.diff(begun["queued_at"]) >= 0.0).all()


def test_means_of_distributions(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (*EQUALS, "weibull(shape 0.7, scale 25 min)", "normal(mean 4 min, sd 3 min)")

    def means() -> list[float]:
        types = {f"type_{k}": {"share": 1, "work": text} for k, text in enumerate(texts)}
        read = scenario_of({**ONE_AGENT, "issue_types": types})
        return [one.work.fix.mean_s() for one in read.issue_types.values()]

    expected = means()
    other_library(monkeypatch)
    assert means() == expected
    assert expected[:3] == [300.0] * 3


# -- draws, which the grid of times guards -----------------------------------------------------

N = 3000
KEYS = np.arange(N, dtype=np.int64) * 2654435761 % 4294967296


def one_by_one(d: int) -> list[float]:
    keys = zip(KEYS.tolist(), KEYS[::-1].tolist(), strict=True)
    return [value(DIST_ROWS, KNOT_ROWS, d, k0, k1, 8, 0) for k0, k1 in keys]


@pytest.mark.parametrize("name", NAMES)
def test_the_grid_swallows_the_last_bit_of_minutes(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = NAMES.index(name)
    expected = one_by_one(d)
    other_library(monkeypatch)
    assert one_by_one(d) == expected
    assert values(DISTS, KNOT_TABLE, d, KEYS, KEYS[::-1], 8, 0).tolist() == expected


@pytest.mark.parametrize("kind", [kinds.EXPONENTIAL, kinds.LOGNORMAL, kinds.GAMMA, kinds.WEIBULL])
def test_of_years_it_shows_as_one_step_of_the_grid(
    kind: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once in hundreds of draws of a length that nobody works or waits: so the grid is needed."""
    years = 1e7
    shape = kind in (kinds.GAMMA, kinds.WEIBULL)
    monkeypatch.setattr(DIST_ROWS[1], "kind", kind)
    monkeypatch.setattr(DIST_ROWS[1], "a", 0.4 if shape else years)
    monkeypatch.setattr(DIST_ROWS[1], "b", years if shape else 0.5)
    expected = np.array(one_by_one(1))
    other_library(monkeypatch)
    apart = np.abs(np.array(one_by_one(1)) - expected)
    assert 0 < np.count_nonzero(apart) < N / 20
    assert set(apart.tolist()) <= {0.0, STEP, 2 * STEP}


# -- in the source -----------------------------------------------------------------------------


def sources() -> Iterator[tuple[str, ast.Module]]:
    root = Path(sim.__file__).parent
    inside = [path for room in ROOMS for path in (root / room).rglob("*.py")]
    for path in [*(root / leaf for leaf in LEAVES), *inside]:
        name = ".".join(("sim", *path.relative_to(root).with_suffix("").parts))
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def is_power(node: ast.AST) -> bool:
    """Of anything but whole numbers."""
    if isinstance(node, ast.AugAssign):
        return isinstance(node.op, ast.Pow)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        sides = (node.left, node.right)
        whole = (isinstance(one, ast.Constant) and isinstance(one.value, int) for one in sides)
        return not all(whole)
    return isinstance(node, ast.Name) and node.id == "pow"


def library_functions(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """(library, function) for each use of one whose last bits differ, powers among them."""
    known = {"math": "math", "np": "numpy", "numpy": "numpy"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in known and node.attr in FUNCTIONS:
                yield known[node.value.id], node.attr
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            names = (one.name for one in node.names)
            yield from ((known[node.module or ""], name) for name in names if name in FUNCTIONS)
        elif is_power(node):
            yield "Python", "power"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [one.name for one in node.names]
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            for one in (module, *names):
                if one.split(".")[0] in ("scipy", "cmath", "statistics", "random"):
                    yield one.split(".")[0], one


def test_the_floor_the_plan_and_the_measures_use_no_library_function() -> None:
    found = {
        (name, function)
        for name, tree in sources()
        for library, function in library_functions(tree)
        if name not in GUARDED.get(library, ())
    }
    assert found == ELSEWHERE


@pytest.mark.parametrize(
    "text",
    [
        "import math\nmath.exp(x)",
        "import numpy as np\nnp.log1p(x)",
        "from math import inf, exp",
        "y = x ** 0.5",
        "y **= 2",
        "pow(x, y)",
        "from scipy.special import ndtr",
        "import random",
    ],
)
def test_each_is_found_in_a_source(text: str) -> None:
    assert len(set(library_functions(ast.parse(text)))) == 1


def test_what_is_exact_is_not_meant() -> None:
    text = (
        "import math\nimport numpy as np\nmath.sqrt(math.ldexp(x, 2**20)) + np.rint(x) + math.inf"
    )
    assert not list(library_functions(ast.parse(text)))
