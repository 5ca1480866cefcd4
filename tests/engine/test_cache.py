"""Compiled code is read only from where nobody else can have put it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.engine.cache import NAME, trusted


def others_write(place: Path) -> None:
    place.chmod(0o777)


def group_writes(place: Path) -> None:
    place.chmod(0o775)


def a_link(place: Path) -> None:
    place.rmdir()
    (place.parent / "elsewhere").mkdir()
    place.symlink_to("elsewhere")


def a_file(place: Path) -> None:
    place.rmdir()
    place.write_bytes(b"")


def test_a_folder_is_made_for_the_user_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = trusted(tmp_path / "new", "v1")
    assert folder == tmp_path / "new" / NAME / "v1"
    assert (folder.stat().st_mode & 0o777, folder.parent.stat().st_mode & 0o777) == (0o700, 0o700)
    (folder / "shared").mkdir(mode=0o775)  # as under a umask of 002; nobody else gets there
    (folder / "shared").chmod(0o775)
    assert trusted(tmp_path / "new", "v1") == folder
    assert not caplog.records


@pytest.mark.parametrize("spoil", [others_write, group_writes, a_link, a_file])
@pytest.mark.parametrize("level", ["folder", "version"])
def test_a_folder_of_others_is_not_trusted(
    spoil: Callable[[Path], None], level: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / NAME / "v1"
    folder.parent.mkdir(mode=0o755)
    if level == "version":
        folder.mkdir(mode=0o700)
    spoil(folder if level == "version" else folder.parent)
    with caplog.at_level(logging.WARNING, "sim"):
        found = trusted(tmp_path, "v1")
    assert not found.is_relative_to(tmp_path / NAME)
    assert found.parent.parent.stat().st_mode & 0o777 == 0o700
    assert len(caplog.records) == 1
    assert "compiled code is not kept" in caplog.text


@pytest.mark.skipif(not hasattr(os, "chown") or os.geteuid() != 0, reason="needs another user")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_belongs_to_another_user_is_not_trusted(
    what: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = trusted(tmp_path, "v1")
    (folder / "code.nbc").write_bytes(b"")
    os.chown(folder if what == "folder" else folder / "code.nbc", 12345, 12345)
    assert trusted(tmp_path, "v1") != folder
    assert "belongs to another user" in caplog.text
