"""Both engines give equal, sound records whatever the scenario."""

from __future__ import annotations

import pytest

from tests.properties.running import assert_equal_and_sound, needs_numba
from tests.properties.strategies import SEEDS, scenario


@needs_numba
@pytest.mark.parametrize("seed", SEEDS)
def test_equal_and_sound(seed: int) -> None:
    """For more of them: ``python -m tests.properties.many``."""
    assert_equal_and_sound(scenario(seed))
