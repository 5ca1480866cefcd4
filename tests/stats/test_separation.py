"""What parts the points where something is so from the others."""

from __future__ import annotations

import numpy as np

from sim.stats import separation

RNG = np.random.default_rng(1)


def test_the_value_that_decides_is_named_with_its_side() -> None:
    columns = {name: RNG.random(30).tolist() for name in "abcdef"}
    for above in (True, False):
        so = [(x > 0.4) == above for x in columns["d"]]
        found = separation(columns, so)
        assert found is not None
        assert (found.column, found.above) == ("d", above)
        below = [x for x in columns["d"] if x <= 0.4]
        assert max(below) < found.cut < min(x for x in columns["d"] if x > 0.4)


def test_chance_names_nothing() -> None:
    named = 0
    for _ in range(200):
        columns = {str(at): RNG.random(30).tolist() for at in range(50)}
        named += separation(columns, (RNG.random(30) < 0.5).tolist()) is not None
    assert named <= 20  # 5 % of 200 are 10, 99.9 % of all samples are at most 20


def test_nothing_to_part() -> None:
    columns = {"a": [1.0, 2.0, 3.0, 4.0]}
    for so in ([True] * 4, [False] * 4):
        assert separation(columns, so) is None
    assert separation({}, [True, False]) is None
    # three and one: as likely by chance as not
    assert separation(columns, [True, True, True, False]) is None
    equal = {"a": [1.0] * 30}
    assert separation(equal, [at < 15 for at in range(30)]) is None
