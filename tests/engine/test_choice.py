"""Which engine ``auto`` means, and what is kept of compiled code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import sim.engine
from sim.engine import SMALL, SMALL_UNCOMPILED, chosen, numba_available


@pytest.mark.skipif(not numba_available(), reason="needs numba")
@pytest.mark.parametrize(
    ("contacts", "cached", "engine"),
    [
        (SMALL, True, "simpy"),
        (SMALL + 1, True, "compiled"),
        (SMALL + 1, False, "simpy"),
        (SMALL_UNCOMPILED, False, "simpy"),
        (SMALL_UNCOMPILED + 1, False, "compiled"),
    ],
)
def test_auto_waits_for_the_compiler_only_when_it_pays(
    monkeypatch: pytest.MonkeyPatch, contacts: int, cached: bool, engine: str
) -> None:
    monkeypatch.setattr(sim.engine, "compiles_first", lambda: not cached)
    assert chosen("auto", contacts) == engine


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown engine 'fast': expected one of auto, simpy"):
        chosen("fast", 1)


def test_only_the_last_versions_of_compiled_code_are_kept(tmp_path: Path) -> None:
    from sim.engine.compiled_engine import KEPT, drop_old

    folders = [tmp_path / f"{number:016x}" for number in range(KEPT + 3)]
    for age, folder in enumerate(folders):
        folder.mkdir()
        os.utime(folder, (1e9 - age, 1e9 - age))
    other = tmp_path / "somebody-elses"
    other.mkdir()
    newest = folders[-1]  # whatever its date says
    drop_old(newest)
    assert sorted(tmp_path.iterdir()) == sorted([*folders[: KEPT - 1], newest, other])
