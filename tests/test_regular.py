"""Nothing but regular files is read, none without a bound, and nothing blocks."""

import os
import socket
from pathlib import Path

import pytest

from sim.regular import (
    MOST_ENTRIES,
    NotRegularError,
    TooLargeError,
    lies_in,
    near_file,
    open_regular,
    read_bytes,
)


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


TABLES = (".csv", ".xlsx")


def near(folder: Path, name: str, within: Path | None = None) -> str | None:
    return near_file(folder, name, within or folder, TABLES)


def filled(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("arrival.csv", "arrivals.csv"),
        ("Arrivals.CSV", "arrivals.csv"),
        ("arrivals.xlsx", "arrivals.csv"),
        ("arrivals", "arrivals.csv"),
        ("calls of_may.csv", "calls-of-may.xlsx"),
        ("Calls Of May.xls", "calls-of-may.xlsx"),
        ("data/ACD.csv", "data/acd.csv"),
        ("./data/acd.xlsx", "data/acd.csv"),
        ("data/arrivals.csv", "arrivals.csv"),
        ("nowhere/arrivals.csv", "arrivals.csv"),
        ("u\u0308bersicht.csv", "\u00fcbersicht.csv"),
        ("quarterly.csv", None),
        ("scenario.csv", None),
        ("acd.csv", None),
        ("", None),
        ("..", None),
        ("a\0b.csv", None),
        ("arrivals.csv/x.csv", None),
        ("n" * 5000, None),
    ],
)
def test_a_name_that_is_not_there_may_mean_another(
    tmp_path: Path, name: str, meant: str | None
) -> None:
    filled(tmp_path, "arrivals.csv", "calls-of-may.xlsx", "\u00fcbersicht.csv", "scenario.yaml")
    filled(tmp_path, "data/acd.csv")
    assert near(tmp_path, name) == meant


def test_the_same_name_comes_before_those_alike_and_the_same_ending_first(tmp_path: Path) -> None:
    filled(tmp_path, "calls_1.csv", "calls-1.xlsx", "calls1x.csv")
    assert near(tmp_path, "calls 1.csv") == "calls_1.csv"
    assert near(tmp_path, "calls 1.xlsx") == "calls-1.xlsx"
    assert near(tmp_path, "calls1xx.csv") == "calls1x.csv"


def test_only_regular_files_with_names_that_can_be_shown_are_meant(tmp_path: Path) -> None:
    (tmp_path / "arrivals.csv").mkdir()
    (tmp_path / "arrivals.xlsx").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "arrival.csv")
    filled(tmp_path, "arriv\nals.csv", "arrivals\x1b[2J.csv", "arrivals\u202e.csv")
    assert near(tmp_path, "Arrivals.csv") is None
    filled(tmp_path, "arrivals1.csv")
    assert near(tmp_path, "Arrivals.csv") == "arrivals1.csv"


def test_no_other_folder_is_ever_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = filled(tmp_path, "secret.csv", "inside/file.csv") / "inside"
    (inside / "out").symlink_to(tmp_path)
    listed: list[Path] = []
    scandir = os.scandir

    def seen(place: Path) -> object:
        listed.append(Path(place).resolve())
        return scandir(place)

    monkeypatch.setattr(os, "scandir", seen)
    for name in ("../Secret.csv", "out/Secret.csv", str(tmp_path / "Secret.csv")):
        assert near(inside, name) is None
    assert set(listed) == {inside}
    assert near(inside, "../Secret.csv", within=tmp_path) == "../secret.csv"


def test_only_so_many_entries_of_a_folder_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_ENTRIES <= 5000
    filled(tmp_path, "arrivals.csv", *(f"other{n}.txt" for n in range(5)))
    place = [entry.name for entry in os.scandir(tmp_path)].index("arrivals.csv")
    monkeypatch.setattr("sim.regular.MOST_ENTRIES", place)
    assert near(tmp_path, "arrival.csv") is None
    monkeypatch.setattr("sim.regular.MOST_ENTRIES", place + 1)
    assert near(tmp_path, "arrival.csv") == "arrivals.csv"
