"""Random valid scenarios, small and odd: every rule of the floor may be in them.

In one half of them nearly everything coincides with something else, at whole minutes; in the
other half nothing does.
"""

from __future__ import annotations

from hypothesis import strategies as st

from tests.properties.drawing import Parts, draw, world_of
from tests.properties.language import KEYS

SEEDS = range(300)
"""Of the scenarios on which the suite compares the engines."""


def scenario(seed: int) -> Parts:
    """The scenario of a number, in the language: a day or two, mostly below 200 issues."""
    return draw(KEYS, world_of(seed))


def scenarios() -> st.SearchStrategy[Parts]:
    """Any of them. What fails is not made smaller: ``tests.properties.smaller`` does that."""
    return st.integers(0, 2**32 - 1).map(scenario)
