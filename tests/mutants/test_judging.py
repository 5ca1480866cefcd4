"""A small package from its mutants to the table: what tests see is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.mutants.trying import KILLED, SURVIVED, TIMED_OUT, UNREACHED

SHOP = """
def capped(n: int) -> int:
    if n > 6:
        return 6
    return n

def emptied(pile: list) -> None:
    while pile:
        pile.clear()

def unused() -> int:
    return 5

def early() -> int:
    return 1

ONE = early()
"""
TESTS = """
from shop.till import capped, emptied

def test_cap():
    assert [capped(n) for n in (5, 6, 7)] == [5, 6, 6]

def test_pile():
    emptied([1])
"""
ARGUED = """
[[mutant]]
id = 'till.py capped: if n > 6: → if n >= 6:'
reason = 'Six is six.'
[[mutant]]
id = 'till.py capped: return 6 → return 7'
reason = 'Wrongly argued.'
[[mutant]]
id = 'till.py gone: a → b'
reason = 'The function has gone.'
"""
VERDICTS = {
    "capped: if n > 6: → if n >= 6:": SURVIVED,
    "capped: if n > 6: → if n <= 6:": KILLED,
    "capped: if n > 6: → if True:": KILLED,
    "capped: if n > 6: → if False:": KILLED,
    "capped: if n > 6: → if n > 7:": KILLED,
    "capped: return 6 → return 7": KILLED,
    "capped: return n → return n + 1": KILLED,
    "emptied: while pile: → while True:": TIMED_OUT,
    "emptied: while pile: → while False:": SURVIVED,
    "emptied: pile.clear() → pass": TIMED_OUT,
    "unused: return 5 → return 6": UNREACHED,
}


OUTPUT = """\
till.py:8
    till.py emptied: while pile: → while False:
till.py:12 (no test gets there)
    till.py unused: return 5 → return 6
file          mutants      killed   timed out    survived      argued  not judged       score
till.py            11           6           2           2           1           0       80.0%
all                11           6           2           2           1           0       80.0%
argued, but killed by test_till.py::test_cap: till.py capped: return 6 → return 7
argued, but no longer there: till.py gone: a → b
Left out, since they run on import: till.py early
"""


def test_a_small_shop(tmp_path: Path) -> None:
    """Everything from the mutants to the table, in a Python of its own."""
    (tmp_path / "shop").mkdir()
    for name, text in {
        **{"shop/__init__.py": "", "shop/till.py": SHOP},
        **{"test_till.py": TESTS, "argued.toml": ARGUED},
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    repo = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.mutants", "--package", "shop", "--jobs", "2"),
            *("--argued", "argued.toml", "--tests", "test_till.py"),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{repo}{os.pathsep}{tmp_path}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    kept = (tmp_path / ".mutants" / "verdicts.jsonl").read_text(encoding="utf-8")
    found = [json.loads(line) for line in kept.splitlines() if line]
    assert {v["id"].removeprefix("till.py "): v["verdict"] for v in found} == VERDICTS
    assert done.stdout == OUTPUT
