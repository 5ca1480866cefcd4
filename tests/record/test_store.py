"""Saving, reopening and comparing records."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.codes import HANDED_BACK
from sim.record import Record, RecordError, digest, open_record, save
from sim.record.columns import TABLES, names_of
from tests.record.by_hand import done, duty, five_contact_day, issue, piece, record, spell

PROVENANCE = {
    "scenario": {"name": "day", "channels": {"zebra": 1, "ape": 2}},
    "seed": 7,
    "version": "0.1.0",
    "variant": "as_is",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def with_everything() -> Record:
    return record(
        [issue(0.0, met_at=60.0, tasks=1), issue(2.0**-20)],
        [done(0, 0.0, 1 / 1024, 5.0, promised_at=100.0), done(1, 2.0**-20, 3.0, 7.0)],
        [done(0, 5.0, 30.0, 60.0, queue=1, stage=3)],
        [spell(0, 0.0, 60.0), spell(1, 0.0, 7200.0)],
        [duty(0.0, 3600.0)],
        desks=("office",),
        pieces=[piece(2, 10.0, 20.0, HANDED_BACK)],
        provenance=PROVENANCE,
    )


def test_a_record_comes_back_as_it_was(tmp_path: Path):
    before = with_everything()
    after = open_record(save(before, tmp_path / "deep" / "day"))
    for name, dtype in TABLES.items():
        assert getattr(after, name).dtype == dtype
        for column in names_of(dtype):
            left, right = getattr(before, name)[column], getattr(after, name)[column]
            assert left.tobytes() == right.tobytes(), (name, column)
    assert (after.warm_up_s, after.end_s, after.stop_s) == (0.0, 3600.0, 7200.0)
    assert after.names == before.names
    assert after.provenance == PROVENANCE
    # Ids are positions in the scenario, so the order of its names must survive.
    assert list(after.provenance["scenario"]["channels"]) == ["zebra", "ape"]
    assert digest(after) == digest(before)


def test_equal_records_are_saved_as_equal_bytes(tmp_path: Path):
    save(with_everything(), tmp_path / "one")
    again = save(open_record(tmp_path / "one"), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(again)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_an_empty_record_can_be_saved(tmp_path: Path):
    empty = record([], [], teams_of_agents=())
    assert digest(open_record(save(empty, tmp_path / "none"))) == digest(empty)


def test_saving_again_replaces_the_whole_record(tmp_path: Path):
    folder = tmp_path / "day"
    save(with_everything(), folder)
    save(five_contact_day(), folder)
    assert digest(open_record(folder)) == digest(five_contact_day())
    assert [path.name for path in tmp_path.iterdir()] == ["day"]


def test_saving_never_replaces_something_else(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FileExistsError, match="is not a record"):
        save(five_contact_day(), tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_failed_save_leaves_nothing_behind(tmp_path: Path):
    unsaveable = replace(five_contact_day(), provenance={"seed": object()})
    with pytest.raises(TypeError):
        save(unsaveable, tmp_path / "day")
    assert list(tmp_path.iterdir()) == []


def test_the_digest_sees_every_column_and_no_provenance():
    day = with_everything()
    assert digest(replace(day, provenance={"seed": 8})) == digest(day)
    for name, dtype in TABLES.items():
        for column in names_of(dtype):
            table = getattr(day, name).copy()
            table[column][0] = 5 if table[column][0] != 5 else 6
            assert digest(replace(day, **{name: table})) != digest(day), (name, column)
    assert digest(replace(day, end_s=1.0)) != digest(day)


def test_the_digest_does_not_care_which_nan_it_is():
    one, other = five_contact_day(), five_contact_day()
    other.contacts["promised_at"][:] = -np.array([np.nan])
    assert digest(one) == digest(other)


def test_opening_what_is_no_record_says_what_is_wrong(tmp_path: Path):
    with pytest.raises(RecordError, match=r"it has no record\.json"):
        open_record(tmp_path)
    folder = save(with_everything(), tmp_path / "day")
    (folder / "tasks.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(RecordError, match=r"damaged: tasks\.parquet"):
        open_record(folder)
    (folder / "tasks.parquet").unlink()
    with pytest.raises(RecordError, match=r"damaged: tasks\.parquet"):
        open_record(folder)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "damaged: record.json"),
        ("[]", "holds no mapping"),
        ('{"format": 99}', "has format 99; expected 3"),
    ],
)
def test_a_garbled_description_is_told(tmp_path: Path, text: str, reason: str):
    folder = save(with_everything(), tmp_path / "day")
    (folder / "record.json").write_text(text)
    with pytest.raises(RecordError, match=reason):
        open_record(folder)


def test_a_description_without_its_window_is_told(tmp_path: Path):
    folder = save(with_everything(), tmp_path / "day")
    meta = json.loads((folder / "record.json").read_text())
    del meta["end_s"]
    (folder / "record.json").write_text(json.dumps(meta))
    with pytest.raises(RecordError, match="'end_s' is missing"):
        open_record(folder)
