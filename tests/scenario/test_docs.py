"""docs/scenario-language.md tells the truth: examples are valid, keys and defaults are right."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from sim.cli import main
from sim.regular import MIB
from sim.scenario import load, model, validate
from sim.scenario.defaults import defaults
from sim.scenario.explicit import spoken
from sim.scenario.meanings import meanings
from sim.scenario.model.hourly import ByHour
from sim.scenario.model.teams import LEAST_BLOCK_S
from sim.scenario.reading import shape
from sim.scenario.reading.annotations import Assumption
from sim.scenario.values import bounds
from sim.scenario.values.distribution_forms import PLAIN
from sim.tables.table import MOST_BYTES

PAGE = (Path(__file__).parents[2] / "docs" / "scenario-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
PARTS: dict[str, type[model.Part]] = {
    "The file": model.Scenario,
    "Clock": model.Clock,
    "Customers": model.Customers,
    "Segment": model.Segment,
    "Trust": model.Trust,
    "Leaving": model.Leaving,
    "Habit": model.Habit,
    "Expectations": model.Expectations,
    "Getting louder": model.Louder,
    "Hoops": model.Hoops,
    "Demand": model.Stream,
    "Day factor": model.DayFactor,
    "Surge": model.Surge,
    "Table": model.TableFile,
    "Issue types": model.IssueType,
    "Work": model.Work,
    "Leaves": model.Leaves,
    "Recurrence": model.Recurrence,
    "Back and forth": model.Turns,
    "Perishing value": model.Perishing,
    "Channels": model.Channel,
    "Answers": model.Answers,
    "Callback": model.Callback,
    "Redirect": model.Redirect,
    "Self-service": model.SelfService,
    "Peers": model.Peers,
    "Approval": model.Approval,
    "Service target": model.ServiceTarget,
    "Service level": model.ServiceLevel,
    "Service thresholds": model.ServiceThresholds,
    "Desks (tasks)": model.Desk,
    "Updates": model.Updates,
    "Teams": model.Team,
    "Head count": model.HeadCount,
    "Shift": model.Shift,
    "Break": model.Break,
    "Skill": model.Skill,
    "Shrinkage": model.Shrinkage,
    "Absence": model.Absence,
    "Concurrency": model.Concurrency,
    "Handle-time target": model.HandleTimeTarget,
    "History": model.History,
    "Amends": model.Amends,
    "Manner": model.Manner,
    "Offers": model.Offers,
    "Noticed": model.Noticed,
    "Premium": model.Premium,
    "Routing": model.Routing,
    "Priority": model.Priority,
    "Overflow": model.Overflow,
    "Reserve": model.Reserve,
    "Transfer": model.Transfer,
    "Case owner": model.CaseOwner,
    "Returns": model.Return,
    "Promise": model.Promise,
    "Promise of a channel": model.ChannelPromise,
    "Cost": model.Cost,
    "Satisfaction": model.Satisfaction,
    "Staffing": model.TeamStaffing,
    "Pattern": model.Pattern,
    "Generated patterns": model.Patterns,
    "Break rule": model.BreakRule,
    "Intervals": model.Intervals,
}
TOLD_OTHERWISE = {
    ("The file", "scenario"),
    ("The file", "issue_types"),
    ("The file", "baseline"),
    ("Customers", "segments"),
    ("Demand", "profile"),
    ("Issue types", "work"),
    ("Returns", "channel"),
}
"""Defaults that the page puts into words."""


def table(heading: str) -> dict[str, tuple[str, str]]:
    """Keys with their defaults and meanings, of the table below a heading."""
    body = re.split(rf"^#+ {re.escape(heading)}$", PAGE, flags=re.MULTILINE)[1]
    body = re.split(r"^#+ ", body, flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*) \|$", body, re.MULTILINE)
    return {key: (default, meaning) for key, default, meaning in rows}


def default(part: type[model.Part], key: str) -> str:
    """The default of a key as the page writes it."""
    for name, field in part.model_fields.items():
        if key == (field.alias or name) and field.is_required():
            return "needed"
    if key not in {field.alias or name for name, field in part.model_fields.items()}:
        return "–"
    text = spoken(part, key)
    if text in ("None", "", "[]") or text.startswith("{"):
        return "–"
    return text.lower() if text in ("True", "False") else text


@pytest.mark.parametrize("heading", PARTS)
def test_tables_hold_every_key_with_its_default_and_meaning(heading: str) -> None:
    part, told = PARTS[heading], table(heading)
    assert set(told) == set(shape.keys(part))
    for key, (text, meaning) in told.items():
        assert meaning == meanings()[part.__name__, key], "see sim/scenario/meanings.csv"
        if (heading, key) not in TOLD_OTHERWISE:
            assert text == default(part, key), key


def test_every_part_is_told() -> None:
    parts = {one for one in vars(model).values() if isinstance(one, type)}
    missing = {one for one in parts if issubclass(one, model.Part)} - {*PARTS.values(), model.Part}
    assert missing == set()
    assert all(name in PAGE for name in ByHour.SIZES)


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text.split(":")[0])
def test_examples_are_valid(text: str, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(EXAMPLES[0], encoding="utf-8")
    path = tmp_path / "example.yaml"
    path.write_text(text if text == EXAMPLES[0] else f"extends: base.yaml\n{text}")
    assert [str(one) for one in validate(path) if one.severity == "error"] == []
    file = load(path)
    for variant in file.variants:
        file.resolve(variant)


def test_commands_for_editors_write_the_shipped_schemas(capsys: pytest.CaptureFixture[str]) -> None:
    section = PAGE.split("## In your editor")[1].split("\n## ")[0]
    written = re.findall(r"(?m)^supportsim (schema.*) > (\S+)$", section)
    assert len(written) == 2
    for words, name in written:
        assert main(words.split()) == 0
        schema = Path(__file__).parents[2] / "scenarios" / "schema" / name
        assert capsys.readouterr().out == schema.read_text(encoding="utf-8")


def test_the_first_example_is_not_even_odd(tmp_path: Path) -> None:
    path = tmp_path / "base.yaml"
    path.write_text(EXAMPLES[0], encoding="utf-8")
    assert [one.path for one in validate(path)] == ["channels.email"]


def row(one: Assumption) -> str:
    span = f"{one.low} to {one.high}"
    cells = (f"`{one.path}`", one.value, span, one.unit, one.source, one.grade, one.note)
    return f"| {' | '.join(cells)} |"


def test_disputable_defaults_are_listed() -> None:
    listed = PAGE.split("## Disputable defaults")[1].strip().splitlines()[2:]
    assert listed == [row(one) for one in defaults()]


def test_bounds_are_those_of_the_page() -> None:
    rows = dict(re.findall(r"^\| ([a-z][\w, ]+) \|(.*)\|$", PAGE, re.MULTILINE))
    for row, texts in {
        "duration": [bounds.DURATION.says_most, bounds.DURATION.says_least],
        "share, weight": [bounds.SHARE.says_most, f"at most {bounds.EXTRA.says_most};"],
        "number": [bounds.NUMBER.says_most],
        "issues": [bounds.ISSUES.says_most],
        "rate": [bounds.RATE.says_most, f"{bounds.ISSUES_OF_A_DATE:,} issues"],
        "money": [bounds.MONEY.says_most],
        "date, moment": [str(bounds.FIRST_DATE.year), str(bounds.LAST_DATE.year)],
    }.items():
        assert all(text in rows[row] for text in texts), row
    variation = f"{bounds.VARIATION.says_least} to {bounds.VARIATION.says_most}"
    assert f"of `day_factor` 0, or {variation}" in rows["share, weight"]
    for text in (
        f"`speed` and `margin` from {bounds.SPEED.says_least} to {bounds.SPEED.says_most}",
        f"`satisfaction` from -{bounds.POINTS:g} to {bounds.POINTS:g}",
        f"its `spread` from {bounds.SPREAD.says_least} to {bounds.SPREAD.says_most}",
    ):
        assert text in rows["number"]
    for text in (
        f"| {bounds.WHOLE.says_most} |",
        f"`agents` {bounds.AGENTS.says_most};",
        f"`priority` {bounds.RANK.says_most};",
        f"`at_most` {bounds.CONTACTS.says_most};",
        f"`concurrency` {bounds.AT_ONCE.says_most};",
        f"`seed` {bounds.SEED.says_most} ",
    ):
        assert text in rows["whole number"]
    assert f"A table has at most {MOST_BYTES // MIB} MiB" in PAGE
    assert f"a cell of a text file {csv.field_size_limit():,} characters" in PAGE
    for name, said in {
        "cv": f"at most {PLAIN['cv'][1]:g}, of a gamma distribution {PLAIN['shape'][0] ** -0.5:g}",
        "shape": f"Shapes are {PLAIN['shape'][0]:g} to 1e9",
        "sigma": f"`sigma` at most {PLAIN['sigma'][1]:g}",
        "k": f"`k` {PLAIN['k'][0]:g} to {PLAIN['k'][1]:g}.",
    }.items():
        assert said in PAGE, name
    assert PLAIN["shape"][1] == 1e9
    assert f"{LEAST_BLOCK_S} s or more" in PAGE
