"""A table gives the same plan in whatever form it is written, or says what is wrong with it.

``SUPPORTSIM_FUZZ=10000`` damages so many tables instead of a few hundred;
``SUPPORTSIM_FUZZ_SEED`` begins elsewhere.
"""

from __future__ import annotations

import os
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from sim.scenario.problems import ScenarioError
from tests.properties import damages, tables

TRIES = int(os.environ.get("SUPPORTSIM_FUZZ", "300"))
FIRST = int(os.environ.get("SUPPORTSIM_FUZZ_SEED", "0"))
MOST_S = 2.0


@settings(max_examples=max(200, settings().max_examples))
@given(st.randoms(use_true_random=False))
def test_a_table_gives_the_same_plan_in_every_form(rng: Random) -> None:
    said = tables.content(rng)
    table = tables.written(rng, said)
    with tempfile.TemporaryDirectory() as name:
        tables.write(table, Path(name))
        note(f"{table.file} {table.spec} {table.encoding}\n" + "\n".join(table.lines()[:12]))
        assert tables.read(table, Path(name)) == tables.expected(said)


def test_a_damaged_table_gives_the_same_plan_or_is_refused(tmp_path: Path) -> None:
    seen = Counter(outcome(seed, tmp_path) for seed in range(FIRST, FIRST + TRIES))
    assert set(seen) == {"same", "refused"}, seen
    assert min(seen.values()) > TRIES / 10, seen


def outcome(seed: int, folder: Path) -> str:
    """What comes of a damaged table; fails with whatever no user should see."""
    rng = Random(seed)
    said = tables.content(rng)
    table = tables.written(rng, said, workbook=False)
    packed, names = damages.damaged(rng, table)
    path = folder / table.file
    path.write_bytes(packed)
    began = time.monotonic()
    found = _read(table, folder, path, packed)
    assert time.monotonic() - began < MOST_S, (seed, names)
    if found is None:
        return "refused"
    assert found == tables.expected(said), (seed, names, path.read_bytes()[:2000])
    return "same"


def _read(table: tables.Written, folder: Path, path: Path, packed: bytes) -> Any:
    """The plan, or ``None`` where a line of the table is told to be wrong."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return tables.read(table, folder)
    except ScenarioError as error:
        problem = error.problems[0]
        assert problem.file == str(path), problem
        assert 1 <= problem.line <= packed.count(b"\n") + packed.count(b"\r") + 1, problem
        return None


OPEN = "not closed until the end"
REFUSED = [
    # of a quote that swallows the rows below
    ("forecast", 'Start,Calls,Note\n2026-01-05 08:00,1,a\n2026-01-05 09:00,2,"b\n', {}, OPEN),
    ("forecast", '"Start";"Calls";"N"\n"2026-01-05 08:00";"1";"a\n"2026-01-05 09:00";"2";"b"\n', {},
     "more text follows"),
    # of a row whose numbers have moved by a cell, which an empty one at its end hides
    ("profile", "Day;08:00;09:00\nMon;1;2\nTue;3;\nWed;;3;\n", {}, "4 cells"),
    ("profile", "Day;08:00;09:00;\nMon;1;2;\nTue;3;4;\nWed;;3;4;\n", {}, "5 cells"),
    ("profile", "Day;08:00;09:00;\nMon;1;2;\nTue;3;4;\nWed;4;\n", {}, "a cell may be missing"),
    # of names that are one too few
    ("profile", "08:00;09:00;10:00;\nMon;1;2;3;\nTue;3;4;5;\n", {}, "`08:00` holds no numbers"),
    ("forecast", "Nr,Calls,Start\n1,12,5,2026-01-05 08:00\n2,13,5,2026-01-05 09:00\n", {},
     "4 cells, against 3 names"),
    ("forecast", ",Calls,Start\n1,12,5,2026-01-05 08:00\n2,13,5,2026-01-05 09:00\n", {},
     "4 cells, against 3 names"),
    ("forecast", "Nr,Start\n1,2026-01-05 08:00,5\n2,2026-01-05 09:00,6\n", {},
     "no column of issues"),
    # of columns that would be left out because their names are damaged
    ("head_count", "Time;Mon;Tu\u00c3;Wed\n08:00;1;2;3\n09:00;1;2;3\n", {}, "is not a name like"),
    ("head_count", "Day;08:00;09:00;10:00\"\nMon;1;2;3\nTue;3;4;5\n", {}, "is not a name like"),
    ("forecast", 'Date;08:00;09:00\n2026-01-05;1;"2\n2026-01-06;1;\n', {}, OPEN),
    ("forecast", 'Date;08:00;09:00;10:00\n2026-01-05;1;7;2"\n2026-01-06;1;7;\n', {},
     "holds no numbers"),
    # of numbers that are cut, where only another column is left
    ("forecast", "2026-01-05 08:00;1+A;5\n2026-01-05 09:00;2+A;6\n", {}, "several columns"),
    ("durations", "Share,AHT (s)\n1,90\n1,541\n", {"separator": ";"}, "state another `separator`"),
    # of dates without the times beside them
    ("trace", "12;04:38:06\n30;17:53:18\n", {}, "plain numbers"),
]  # fmt: skip
READ = [
    # marks of files that were put together, and what is left of one
    ("trace", '\ufeff\n\ufeff"2026-01-05 00:00:05"\n\ufeff2026-01-05 00:00:09\n', [5.0, 9.0]),
    ("trace", "20260105;00:00:05\n20260106;00:00:09\n", [5.0, 86409.0]),
    ("trace", "Start;\n2026-01-05 00:00:05;\n2026-01-05 00:00:09;\n", [5.0, 9.0]),
    ("trace", '"Start","Agent id"\n"1",2026-01-05 00:00:05,7\n"2",2026-01-05 00:00:09,7\n', [5, 9]),
]


def test_values_that_count_up_are_no_hours(tmp_path: Path) -> None:
    text = "Queue,Day,Hour,Calls\nA,1,2,3\nA,1,3,5\n"
    (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    found = tables.read(named("profile", {}), tmp_path)
    assert found == [0.0, 0.0, 3.0, 5.0] + [0.0] * 164


def named(use: str, spec: dict[str, Any]) -> tables.Written:
    return tables.Written(tables.Content(use), [], None, 0, spec)


@pytest.mark.parametrize(("use", "text", "spec", "message"), REFUSED)
def test_what_would_be_misread_is_refused(
    use: str, text: str, spec: dict[str, Any], message: str, tmp_path: Path
) -> None:
    (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=message):
        tables.read(named(use, spec), tmp_path)


@pytest.mark.parametrize(("use", "text", "moments"), READ)
def test_what_is_clear_is_read(use: str, text: str, moments: list[float], tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    assert tables.read(named(use, {}), tmp_path) == moments


def test_what_is_left_of_a_mark_is_no_part_of_a_name(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(b"\xef\xbbGewicht,AHT\n1,00:01:00\n3,00:02:00\n")
    assert tables.read(named("durations", {}), tmp_path) == [(60.0, 0.25), (120.0, 0.75)]
