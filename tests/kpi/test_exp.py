"""The exponential function of the floor: that of the arrays to the bit, close to the true one."""

from __future__ import annotations

import numpy as np

from sim.functions import exp, exp_of

COUNT = 1_000_000
DICE = np.random.default_rng(20260106)


def test_exp_of_one_number_is_that_of_an_array() -> None:
    x = DICE.uniform(-750.0, 750.0, COUNT)
    x[: COUNT // 2] /= 300.0
    found = exp(x)
    assert [exp_of(one) for one in x.tolist()] == found.tolist()
    assert np.allclose(found, np.exp(np.clip(x, -700.0, 700.0)), rtol=1e-15, atol=0.0)


def test_nothing_is_exactly_one() -> None:
    assert exp_of(0.0) == exp_of(-0.0) == exp(np.zeros(1))[0] == 1.0
