"""Threefry against the known answers of Random123, and its array form against the scalar one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draws.threefry import CHUNK, MASK, threefry, threefry_array, uniform, uniform_array

WORD = st.integers(0, MASK)

# Lines "threefry2x32 20" of kat_vectors in Random123 1.14: counter, key, answer.
KNOWN = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((MASK, MASK), (MASK, MASK), (0x1CB996FC, 0xBB002BE7)),
    ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers(counter, key, answer):
    assert threefry(*key, *counter) == answer
    assert tuple(int(w[0]) for w in threefry_array(*key, *counter)) == answer


@given(st.lists(st.tuples(WORD, WORD, WORD, WORD), min_size=1, max_size=20))
def test_array_and_scalar_give_the_same_bits(rows):
    columns = np.array(rows, np.int64).T
    w0, w1 = threefry_array(*columns)
    assert list(zip(w0.tolist(), w1.tolist(), strict=True)) == [threefry(*row) for row in rows]
    assert uniform_array(*columns).tolist() == [uniform(*row) for row in rows]


def test_arrays_longer_than_a_chunk_broadcast():
    keys = np.arange(CHUNK + 3)
    u = uniform_array(keys, 7, 8, 9)
    for i in (0, CHUNK - 1, CHUNK, CHUNK + 2):
        assert u[i] == uniform(i, 7, 8, 9)


def test_no_element():
    assert len(uniform_array(np.zeros(0, np.int64), 1, 2, 3)) == 0


@given(WORD, WORD, WORD, WORD)
def test_uniform_is_inside_the_unit_interval_and_its_complement_exact(k0, k1, c0, c1):
    u = uniform(k0, k1, c0, c1)
    assert 0.0 < u < 1.0
    assert 1.0 - (1.0 - u) == u


@pytest.mark.parametrize("column", range(4))
def test_uniform_over_each_word_of_key_and_counter(column):
    from scipy import stats

    words = [np.full(50_000, word) for word in (3, 1, 4, 1)]
    words[column] = np.arange(50_000)
    u = uniform_array(*words)
    assert stats.kstest(u, "uniform").pvalue > 1e-3
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 4 / np.sqrt(50_000)
