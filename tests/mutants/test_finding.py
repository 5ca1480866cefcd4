"""The faults are those meant, in code and name, and the names last."""

from __future__ import annotations

from types import FunctionType

import pytest

from tests.mutants.finding import Mutant, codes_of, mutants_of

HEAD = "def f(a: int, b: int, row: Row) -> {kind}:\n    '''Take 1 < 2.'''\n    "
CODES = frozenset({"DONE"})


def mutants(body: str, kind: str = "None") -> list[Mutant]:
    source = HEAD.format(kind=kind) + body.replace("\n", "\n    ") + "\n"
    return list(mutants_of(source, "f.py", CODES))


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("row.x = a < b", ["row.x = a <= b", "row.x = a >= b", "pass"]),
        ("row.x = a == b", ["row.x = a != b", "pass"]),
        ("row.x = a + b", ["row.x = a - b", "pass"]),
        ("row.x = a / b", ["row.x = a * b", "pass"]),
        ("row.x = 0", ["row.x = 1", "pass"]),
        ("row.x = 1", ["row.x = 2", "row.x = 0", "pass"]),
        ("row.x = 7.5", ["row.x = 8.5", "pass"]),
        ("row.x = True", ["row.x = False", "pass"]),
        ("row.x = DONE", ["row.x = DONE + 1", "pass"]),
        ("row.x = NAN", ["pass"]),
        ("row.x = 'text'", ["pass"]),
        ("row.x = min(a, b)", ["row.x = max(a, b)", "pass"]),
        ("row.x = not a", ["row.x = a", "pass"]),
        ("g = a and b", ["g = a or b", "g = True and b", "g = a and True"]),
        ("g = a or b", ["g = a and b", "g = False or b", "g = a or False"]),
        ("row.x += b", ["row.x -= b", "pass"]),
        ("x = a", []),  # whatever uses it would fail
        ("a = b", ["pass"]),
        ("x: int = 0", ["x: int = 1"]),
        ("g(a)", ["pass"]),
        ("raise E", ["pass"]),
        ("return", ["pass"]),
        ("if a:\n    g(1)", ["if True:", "if False:", "g(2)", "g(0)", "pass"]),
        ("while a:\n    break", ["while True:", "while False:", "pass"]),
        ("for i in a:\n    continue", ["pass"]),
        ("def g(x: int = 1) -> int:\n    return 2", ["return 3"]),
    ],
)
def test_each_statement_has_its_faults(body: str, after: list[str]) -> None:
    assert [mutant.after for mutant in mutants(body)] == after


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("int", ["return a + 1"]),
        ("bool", ["return True", "return False"]),
        ("Row", []),
    ],
)
def test_results_are_changed_by_their_kind(kind: str, after: list[str]) -> None:
    assert [mutant.after for mutant in mutants("return a", kind)] == after


def test_the_code_of_a_mutant_has_its_fault_and_no_other() -> None:
    (fault,) = [m for m in mutants("return a < b", "Row") if m.after == "return a >= b"]
    function = FunctionType(fault.code, {})
    assert [function(*pair, None) for pair in ((1, 2), (2, 2), (3, 2))] == [False, True, True]


def test_codes_are_whole_numbers_in_capitals() -> None:
    assert codes_of({"A": 1, "b": 1, "NAN": 0.0, "YES": True, "NAMES": ()}) == {"A"}


SOURCE = """
def one(a):
    if a == 1:
        a = 0
    if a == 1:
        a = 0

class Two:
    def method(self, a):
        return a + 1
"""


def test_names_and_hashes_survive_edits_elsewhere() -> None:
    before = list(mutants_of(SOURCE, "f.py", CODES))
    names = {mutant.id for mutant in before}
    assert len(names) == len(before)
    assert "f.py one: if a == 1: → if True: #2" in names
    assert "f.py Two.method: return a + 1 → return a - 1" in names
    above = "def new(b):\n    return -b\n\ndef one(a):  # moved\n    'So.'"
    moved = SOURCE.replace("def one(a):", above).replace("return a + 1", "return a + 2")
    after = {mutant.id: mutant for mutant in mutants_of(moved, "f.py", CODES)}
    for mutant in before:
        if mutant.function == "one":
            assert after[mutant.id].source == mutant.source
            assert after[mutant.id].lines[0] == mutant.lines[0] + 4
    changed = SOURCE.replace("a = 0", "a = 5", 1)
    first = {mutant.id: mutant for mutant in mutants_of(changed, "f.py", CODES)}
    same = before[0]
    assert first[same.id].lines == same.lines
    assert first[same.id].source != same.source  # the verdict on it does not hold
