"""The short form of the validation: every case against its theory, with fewer contacts."""

from __future__ import annotations

import pytest

from tests.theory.cases import CASES
from tests.theory.check import compare, level_of
from tests.theory.validate import BLUNT, PAGE, not_compared

LEVEL = level_of(1000)
"""Of one interval; there are about so many."""


@pytest.mark.parametrize("name", CASES)
def test_theory_is_met(name: str):
    case = CASES[name]
    found = compare(case, case.family.short, LEVEL, workers=1, shorten=case.family.shorten)
    wrong = [
        f"{one.quantity.name}: {one.estimate.value:g} ± {one.half_width:g}, "
        f"expected {one.quantity.value:g}"
        for one in found
        if not one.met
    ]
    assert not wrong, "\n".join(wrong)


def test_the_page_shows_every_quantity_met():
    """docs/validation.md, which `make validation` writes."""
    text = PAGE.read_text(encoding="utf-8")
    assert "not met" not in text
    assert text.count("met, not sharp") <= BLUNT * text.count("| met")
    for name, case in CASES.items():
        section = text.partition(f"[{name}]")[2]
        for quantity in case.quantities():
            assert f"| {quantity.name} |" in section


def test_the_page_ends_with_what_is_not_compared():
    """`python -m tests.theory.validate --text` writes it again without a run."""
    assert PAGE.read_text(encoding="utf-8").endswith("\n" + not_compared())
