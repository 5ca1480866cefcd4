"""Files appear whole or not at all, with the rights that the umask leaves."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.durable import NEW, drop_new, write_whole, writing
from sim.record import save
from tests.record.by_hand import five_contact_day


@pytest.fixture(params=[0o022, 0o077, 0o002])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_a_file_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "file"
    write_whole(place, "old")

    def fail() -> None:
        with writing(place) as file:
            file.write(b"new")
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fail()
    assert place.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_is_on_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def replaced(self: Path, target: Path) -> Path:
        done.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    write_whole(tmp_path / "file", b"x")
    assert done == ["file", "name", "folder"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    write_whole(tmp_path / "link", "new")
    assert (tmp_path / "elsewhere").read_text() == "mine"
    assert not (tmp_path / "link").is_symlink()


def test_what_a_kill_leaves_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "below" / f"{NEW}1-1").mkdir(parents=True)
    (tmp_path / f"{NEW}1-2").write_bytes(b"half")
    (tmp_path / "whole").write_bytes(b"whole")
    drop_new(tmp_path)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["below", "whole"]


def test_the_umask_is_respected(tmp_path: Path, umask: int) -> None:
    write_whole(tmp_path / "file", b"x")
    record = save(five_contact_day(), tmp_path / "day")
    for path in (tmp_path / "file", *record.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask, path
    assert stat.S_IMODE(record.stat().st_mode) == 0o777 & ~umask


def test_results_folders_respect_the_umask(tmp_path: Path, umask: int) -> None:
    from tests.experiment.folders.test_folder import compared, publish

    place = publish(compared(), tmp_path / "results")
    for path in (place, *place.rglob("*")):
        expected = 0o777 if path.is_dir() else 0o666
        assert stat.S_IMODE(path.stat().st_mode) == expected & ~umask, path
