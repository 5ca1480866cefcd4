"""Nothing but regular files is read, none without a bound, and nothing blocks."""

import os
import socket
from pathlib import Path

import pytest

from sim.regular import NotRegularError, TooLargeError, lies_in, open_regular, read_bytes


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert read_bytes(tmp_path / "file", 5) == b"12345"
    with open_regular(str(tmp_path / "file"), 5) as file:
        assert file.read() == b"12345"
    with pytest.raises(TooLargeError) as caught:
        read_bytes(tmp_path / "file", 4)
    assert caught.value.strerror == "it is larger than 4 bytes"


def test_a_file_that_grows_is_bounded_too(tmp_path: Path) -> None:
    assert os.stat("/proc/self/status").st_size == 0  # more is read than its size says
    with pytest.raises(TooLargeError):
        read_bytes("/proc/self/status", 10)


def pipe(place: Path) -> None:
    os.mkfifo(place)


def plug(place: Path) -> None:
    socket.socket(socket.AF_UNIX).bind(str(place))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (pipe, "it is a pipe, not a file"),
        (Path.mkdir, "it is a folder, not a file"),
        (plug, "it is a socket or a device, not a file"),
        (lambda place: place.symlink_to("/dev/zero"), "it is a device, not a file"),
    ],
)
def test_other_kinds_are_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object, message: str
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    place = Path("thing")
    make(place)  # type: ignore[operator]
    with pytest.raises(NotRegularError) as caught:
        read_bytes(place, 100)
    assert caught.value.strerror == message
    assert caught.value.filename == "thing"


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_names_that_no_file_can_have_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match="no file can have that name"):
        read_bytes(tmp_path / name, 100)


def test_a_name_may_be_too_long(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too long"):
        read_bytes(tmp_path / ("n" * 300), 100)


def test_links_in_a_circle_and_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "inside" / "out").symlink_to("../file")
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(OSError, match="symbolic links"):
        read_bytes(tmp_path / "circle", 100)
    assert lies_in(tmp_path / "inside" / "there", tmp_path)
    assert not lies_in(tmp_path / "inside" / "out", tmp_path / "inside")
    assert not lies_in(tmp_path / "file", tmp_path / "inside")
    for name in ("a\0b", "\ud800"):
        with pytest.raises(OSError, match="no file can have that name"):
            lies_in(tmp_path / name, tmp_path)
