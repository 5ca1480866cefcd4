"""Texts made fit to be printed."""

from __future__ import annotations

from itertools import count

import pytest

from sim.visible import listed


@pytest.mark.parametrize(
    ("texts", "most", "shown"),
    [
        ((), 2, ""),
        (("a",), 2, "a"),
        (("a", "b"), 2, "a, b"),
        (("a", "b", "c"), 2, "a, b, …"),
        (("a", "b", "c", "d"), 2, "a, b, …"),
    ],
)
def test_a_row_of_texts_says_that_there_are_more(
    texts: tuple[str, ...], most: int, shown: str
) -> None:
    assert listed(texts, most) == shown


def test_no_more_texts_are_made_than_are_shown() -> None:
    assert listed(map(str, count()), 3) == "0, 1, 2, …"
