"""A team with shrinkage lies between Erlang A with its net head count and the binomial average."""

from __future__ import annotations

import pytest

from tests.properties.running import needs_numba
from tests.theory.shrinkage import MEASURES, row


@needs_numba
@pytest.mark.parametrize("minutes", [1, 3])
def test_short_work_lies_between_net_and_binomial(minutes: int) -> None:
    found = row(minutes, replications=6, level=0.999)
    for name in MEASURES:
        mean, half = found.found[name]
        low, high = sorted((found.net[name], found.binomial[name]))
        assert low - half <= mean <= high + half, name
    hours, half = found.found["in_shift_h"]
    assert hours - half <= found.reckoned_h
    assert hours == pytest.approx(40 * 50 * 0.7, rel=0.005)
    assert found.found["teams.care.shrinkage_share"][0] == pytest.approx(0.3, rel=0.01)
