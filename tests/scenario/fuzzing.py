"""Changes at random of scenarios, tables, sweeps and settings, and what may come of them."""

from __future__ import annotations

import copy
import json
import random
import re
from pathlib import Path
from typing import Any

import yaml

from sim import api
from sim.scenario.model import Scenario
from sim.scenario.problems import ScenarioError
from tests.scenario import rich
from tests.scenario.commands import called, faults_in

_EXTREMES = """
0 -1 1 2 0.5 1e-300 1e300 1e20 1e12 1e13 1e9 1000000 1000001 999999 -1e9 .inf .nan 2147483648 1e-7
"""
_WORDS = """
all none never flat same second phone chat email care specialists few back_office question claim
people firms office late 24/7 closed true false yes no US DE-BY ZZ task transfer USD EUR as_is
counted forecast.csv trace.csv profile.csv agents.csv durations.csv missing.csv ../x.csv /dev/zero
live deferred finish clear hand_back keep disconnect serve_out honest fixed priority credit random
1.5 lognormal gamma empirical mixture open holidays value range source paid_hours cost taken
"""
EXTREMES, WORDS = _EXTREMES.split(), _WORDS.split()
QUANTITIES = (
    [f"{n} {u}" for n in EXTREMES[:12] for u in ("s", "min", "h", "days", "weeks", "years", "%")]
    + [f"{n} USD/h" for n in EXTREMES[:10]]
    + [f"{n} per week" for n in EXTREMES[:10]]
    + [f"{n}/min" for n in ("1", "1e9", "1e-9", "-1")]
    + ["50 years", "51 years", "1 h 30 min", "12:30", "24:00", "25:00", "0.000001 s", "1e-9 s"]
    + ["1900-01-01", "2200-12-31", "9999-12-31", "0001-01-01", "1899-12-31", "2026-01-05 09:00"]
    + ["2026-02-30", "10000-01-01", "2026-01-05T09:00+01:00", "80 % in 1 s", "80 % in 0 s"]
    + ["12:00 for 30 min paid", "00:00 for 24 h", "Mon-Fri 09:00-17:00", "Sun 23:00-Mon 01:00"]
    + ["Mon-Sun 00:00-24:00", "Mon 00:00-00:01", "Fri 22:00-06:00 except holidays"]
    + ["0 % in 50 years"]
)
DISTRIBUTIONS = [
    f"{kind}({inside})"
    for kind, inside in (
        ("exponential", "0 s"), ("exponential", "50 years"), ("uniform", "0 s, 50 years"),
        ("normal", "mean 0 s, sd 50 years"), ("normal", "mean 50 years, sd 0.000001 s"),
        ("normal", "mean 1 s, sd 0 s"), ("gamma", "mean 1 h, cv 10"), ("gamma", "mean 1 s, cv 99"),
        ("gamma", "shape 0.01, scale 50 years"), ("gamma", "shape 1e9, scale 1e-20 s"),
        ("lognormal", "mean 50 years, cv 1000"), ("lognormal", "median 50 years, sigma 20"),
        ("lognormal", "mean 1 s, cv 1e-300"), ("weibull", "shape 0.01, scale 50 years"),
        ("weibull", "shape 1e9, scale 1 s"), ("erlang", "mean 1 h, k 100"),
        ("hyperexponential", "mean 5 min, cv 1000"), ("hyperexponential", "1 2 min, 1e12 10 min"),
        ("mixture", "1e-300 never, 1e12 never"), ("mixture", "1 never, 1 empirical(durations.csv)"),
        ("triangular", "0 s, 0 s, 1 s"), ("triangular", "1 s, 1 s, 1 s"),
        ("empirical", "trace.csv"), ("empirical", "durations.csv"), ("constant", "1 s"),
    )
]  # fmt: skip
ODD = ["", " ", "\0", "\x1b[31m", "\ud800", "²", "٣", "a" * 5000, "x" * 61, "=1+1", "<<", "*a", "é"]
TREES: list[Any] = [
    None, [], {}, [[]], {"value": 1, "range": [0, 2]}, {"value": {"value": 1, "note": "x"}},
    {"lognormal": {"mean": "1 s", "cv": 1}}, {"mixture": [{"weight": 0, "of": "1 s"}]},
    {"hours": "Mon 09:00-10:00", "by_hour": [1]}, {"agents": 1}, {"phone": 0}, {"phone": 1e-300},
    {"empirical": {"values": ["1 s"], "weights": [1e300]}}, [1] * 168, [1e12] * 168, {"same": 1},
    [[0, 3600, 1]], {"country": "US", "days": ["2026-01-05"]}, {"share": 1, "block": "1e-9 s"},
]  # fmt: skip


class Changer:
    """Draws changes; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def value(self) -> Any:
        """Something that may stand somewhere."""
        pool = self.random.choice(
            [EXTREMES, WORDS, QUANTITIES, QUANTITIES, DISTRIBUTIONS, ODD, TREES]
        )
        found = self.random.choice(pool)
        if isinstance(found, str) and self.random.random() < 0.7:
            try:
                return yaml.safe_load(found)
            except (yaml.YAMLError, ValueError):
                return found
        return copy.deepcopy(found)

    def places(self, tree: Any) -> list[tuple[Any, Any]]:
        """Every container with each of its keys or positions."""
        keys: list[Any] = []
        if isinstance(tree, dict | list):
            keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        found = [(tree, key) for key in keys]
        return found + [place for key in keys for place in self.places(tree[key])]

    def tree(self, text: str) -> str:
        """A YAML text with one to three parts replaced, taken out, renamed or swapped."""
        tree = yaml.safe_load(text)
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            found = self.places(tree)
            if not found:
                break
            container, key = self.random.choice(found)
            match self.random.randrange(6):
                case 0:
                    del container[key]
                case 1 if isinstance(container, dict):
                    container[str(self.value())] = container.pop(key)
                case 2:
                    other, place = self.random.choice(found)
                    container[key] = copy.deepcopy(other[place])
                case _:
                    container[key] = self.value()
        return json.dumps(tree, default=str)

    def text(self, text: str) -> str:
        """A text with a word, a few characters or a line changed."""
        for _ in range(self.random.choice((1, 1, 2))):
            if self.random.random() < 0.6:
                word = self.random.choice(list(re.finditer(r"[\w.]+", text)) or [None])
                at, to = word.span() if word else (0, 0)
                pool = self.random.choice([EXTREMES, WORDS])
                new = self.random.choice(pool)
            else:
                at = self.random.randrange(len(text) + 1)
                to = min(len(text), at + self.random.choice((0, 1, 1, 8, 60)))
                new = self.random.choice([*"\n\t:,-#{}[]&*!|>'\"%@`0?\r\ufeff", str(self.value())])
            text = text[:at] + new[:200] + text[to:]
        return text

    def table(self, text: str) -> str:
        """A CSV with cells or lines changed."""
        if self.random.random() < 0.3:
            return self.text(text)
        lines = [line.split(",") for line in text.splitlines()]
        for _ in range(self.random.choice((1, 1, 2))):
            line = self.random.choice(lines)
            match self.random.randrange(4):
                case 0:
                    lines.remove(line)
                    lines = lines or [[""]]
                case 1:
                    lines.append(list(line))
                case 2:
                    line.append(str(self.value()))
                case _:
                    line[self.random.randrange(len(line))] = str(self.value())
        return "\n".join(",".join(line) for line in lines)

    def setting(self, text: str = rich.SCENARIO) -> str:
        """A setting ``path=value``, often of a path that exists."""
        tree, path = yaml.safe_load(text), []
        while isinstance(tree, dict | list) and tree and self.random.random() < 0.85:
            key = self.random.choice(list(tree) if isinstance(tree, dict) else range(len(tree)))
            path.append(str(key))
            tree = tree[key]
        if self.random.random() < 0.2:
            path.append(str(self.value()))
        value = self.value()
        shown = value if isinstance(value, str) else json.dumps(value, default=str)
        return f"{'.'.join(path)}={shown}"


def write(folder: Path, **changed: str) -> Path:
    """The rich files with some changed, by stem; the path of the scenario."""
    texts = {
        "scenario.yaml": rich.SCENARIO,
        "extending.yaml": rich.EXTENDING,
        "sweep.yaml": rich.SWEEP,
        **rich.TABLES,
    }
    for name, text in texts.items():
        new = changed.get(Path(name).stem, text)
        (folder / name).write_text(new, encoding="utf-8", errors="surrogatepass")
    return folder / "scenario.yaml"


def clean(code: int, output: str) -> None:
    """Fail on whatever no user should see."""
    assert code in (0, 2), output
    assert not faults_in(output), output
    for line in output.splitlines():
        assert line.isprintable(), repr(line)
        assert len(line) <= 1000, line


SHORT = ["clock.length=1 day", "clock.warm_up=0 s", "clock.run_out=12 h"]


def runs(path: Path) -> bool:
    """Run briefly what ``validate`` passes; False if it is too large to be tried."""
    try:
        scenario = api.load(path).resolve(None, SHORT)
    except ScenarioError:
        return False  # the short clock does not go with it
    if not small(scenario):
        return False
    code, output = called(
        *("run", str(path), "--engine", "simpy", "--replications", "1", "--no-save", "--quiet"),
        *(part for setting in SHORT for part in ("--set", setting)),
    )
    clean(code, output)
    assert code == 0, output
    return True


def small(scenario: Scenario) -> bool:
    """Whether a run of the short clock takes moments only."""
    issues = 0.0
    for stream in scenario.demand.values():
        factor = 50.0 if stream.day_factor and stream.day_factor.cv > 1 else 1.0
        issues += (stream.rate_per_week or 0.0) * factor
        issues += sum(row[2] for row in stream.forecast or ()) * factor
        issues += len(stream.trace or ()) + sum(surge.issues for surge in stream.surges)
    agents = 0
    for team in scenario.teams.values():
        entries = team.shifts if team.shifts is not None else team.head_count
        agents += sum(entry.agents for entry in entries or ())
        if team.shrinkage.share > 0 and team.shrinkage.block_s < 1.0:
            return False
    frequent = any(
        one.recurs is not None and one.recurs.every.mean_s() < 60.0
        for one in scenario.issue_types.values()
    )
    rules = [scenario.returns, *(channel.returns for channel in scenario.channels.values())]
    tries = max((rule.at_most for part in rules for rule in part.values()), default=0)
    return issues < 3000 and agents < 300 and not frequent and tries < 100
