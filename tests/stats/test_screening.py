"""Screening and selection keep their promises, in the cases that are hardest for them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.stats import paired_intervals, screen, select


def together(
    rng: np.random.Generator, n: int, means: np.ndarray, correlation: float = 0.6
) -> np.ndarray:
    """Replications whose variants share part of their chance; spreads differ."""
    k = len(means)
    shared = rng.standard_normal((n, 1)) * np.sqrt(correlation)
    own = rng.standard_normal((n, k)) * np.sqrt(1.0 - correlation)
    return means + (shared + own) * np.linspace(0.6, 1.4, k)


def slippage(k: int, lead: float) -> np.ndarray:
    """The best leads by ``lead``; all others are equal."""
    means = np.zeros(k)
    means[k // 2] = lead
    return means


# -- screening ---------------------------------------------------------------------------------


def test_two_variants_are_a_paired_t_test() -> None:
    rng = np.random.default_rng(1)
    for lead in (0.0, 0.5, 1.0, 2.0):
        values = together(rng, 12, np.array([0.0, lead]))
        found = screen(values, higher_is_better=True)
        one_sided = paired_intervals(values[:, 1:], values[:, :1], confidence=0.9)
        assert found.kept[0] == (one_sided.low[0] <= 0.0)
        assert found.behind[0] == pytest.approx(max(one_sided.high[0], 0.0))


def test_by_hand() -> None:
    values = np.array([[5.0, 4.0, 1.0], [6.0, 5.5, 1.5], [7.0, 6.0, 2.5], [6.0, 6.5, 1.0]])
    found = screen(values, higher_is_better=True)
    np.testing.assert_array_equal(found.kept, [True, True, False])
    assert found.n == 4
    assert found.rival[2] == 0
    # t(3; 0.975) = 3.182 for each of two one-sided tests
    apart = values[:, 0] - values[:, 2]
    limit = apart.mean() + 3.182446 * apart.std(ddof=1) / 2.0
    assert found.behind[2] == pytest.approx(max(limit, behind(values, 1, 2)))
    np.testing.assert_array_equal(screen(-values, higher_is_better=False).kept, found.kept)


def behind(values: np.ndarray, rival: int, variant: int) -> float:
    apart = values[:, rival] - values[:, variant]
    return float(apart.mean() + 3.182446 * apart.std(ddof=1) / 2.0)


def test_the_best_is_kept_as_often_as_promised() -> None:
    # All equal is the hardest case: any of them may be called the best.
    rng = np.random.default_rng(2)
    found = [screen(together(rng, 10, np.zeros(8)), True) for _ in range(2000)]
    assert np.mean([f.kept[3] for f in found]) > 0.945
    assert np.mean([f.behind[3] >= 0.0 for f in found]) == 1.0


def test_how_far_each_is_behind_is_bounded_all_at_once() -> None:
    rng = np.random.default_rng(3)
    means = np.array([0.0, 0.2, 1.0, 0.9, -1.0])
    found = [screen(together(rng, 10, means), True) for _ in range(2000)]
    held = [(means.max() - means <= f.behind).all() for f in found]
    assert np.mean(held) > 0.945


def test_bad_variants_go() -> None:
    rng = np.random.default_rng(4)
    found = [screen(together(rng, 20, slippage(6, 3.0)), True) for _ in range(200)]
    assert np.mean([f.kept.sum() for f in found]) < 1.1


def test_pairing_sharpens_screening() -> None:
    rng = np.random.default_rng(5)
    values = together(rng, 20, np.linspace(0.0, 1.0, 10), correlation=0.95)
    alone = rng.permuted(values, axis=0)
    assert screen(values, True).kept.sum() < screen(alone, True).kept.sum()


def test_thousands_of_points() -> None:
    rng = np.random.default_rng(6)
    values = together(rng, 10, np.zeros(3000), correlation=0.9)
    found = screen(values, True)
    few = screen(values[:, ::300], True)  # the best of few is not beaten by fewer
    assert found.kept.any()
    assert few.kept[values[:, ::300].mean(axis=0).argmax()]
    at = values.mean(axis=0).argmin()
    rival = int(found.rival[at])
    apart = values[:, rival] - values[:, at]
    assert apart.mean() > 0.0


def test_equal_variants_stay_together() -> None:
    column = np.random.default_rng(7).normal(0.0, 1.0, (9, 1))
    found = screen(np.hstack([column, column, column - 1.0]), True)
    np.testing.assert_array_equal(found.kept, [True, True, False])
    assert found.behind[0] == pytest.approx(0.0, abs=1e-6)


def test_a_single_variant_and_missing_rows() -> None:
    assert screen([[1.0], [2.0]], True).kept.all()
    assert screen([[1.0, 2.0], [np.nan, 1.0], [3.0, 1.0]], True).n == 2
    with pytest.raises(ValueError, match="at least 2"):
        screen([[1.0, 2.0], [np.nan, 1.0]], True)


# -- selection -----------------------------------------------------------------------------------


def run(source: np.ndarray, matters: float, confidence: float, batch: int = 1) -> tuple[int, int]:
    """The variant selected, and the replications run, with those out replaced by nan."""
    values, n = source[:10].copy(), 10
    while True:
        state = select(values, True, matters, confidence)
        if state.best is not None:
            return state.best, len(values)
        more = source[n : n + min(batch, state.more)].copy()
        more[:, ~state.running] = np.nan
        values, n = np.vstack([values, more]), n + len(more)


@pytest.mark.parametrize("correlation", [0.0, 0.6])
@pytest.mark.parametrize(("k", "confidence"), [(2, 0.9), (5, 0.9), (10, 0.95)])
def test_the_best_is_selected_as_often_as_promised(
    k: int, confidence: float, correlation: float
) -> None:
    rng = np.random.default_rng(8)
    lead, runs = 0.7, 300
    right = 0
    for _ in range(runs):
        source = together(rng, 1500, slippage(k, lead), correlation)
        right += select(source, True, lead, confidence).best == k // 2
    assert right / runs > confidence - 2.0 * (confidence * (1.0 - confidence) / runs) ** 0.5


def test_batches_do_not_change_the_answer() -> None:
    rng = np.random.default_rng(9)
    for _ in range(10):
        source = together(rng, 800, slippage(4, 0.5))
        best, n = run(source, 0.5, 0.95)
        again, more = run(source, 0.5, 0.95, batch=37)
        assert best == again == select(source, True, 0.5).best
        assert n == select(source, True, 0.5).n <= more


def test_pairing_saves_replications() -> None:
    rng = np.random.default_rng(10)
    runs = [
        [select(together(rng, 3000, slippage(4, 0.4), c), True, 0.4).n for _ in range(40)]
        for c in (0.0, 0.9)
    ]
    assert np.mean(runs[1]) < 0.6 * np.mean(runs[0])


def test_a_clear_winner_needs_the_first_stage_only() -> None:
    source = together(np.random.default_rng(11), 10, slippage(3, 30.0))
    found = select(source, True, 0.5)
    assert (found.best, found.n, found.more) == (1, 10, 0)
    np.testing.assert_array_equal(found.out_after, [10, 0, 10])
    assert select(-source, False, 0.5).best == 1


def test_it_ends_at_the_latest_when_it_says() -> None:
    source = together(np.random.default_rng(12), 5000, np.zeros(3), 0.0)
    state = select(source[:10], True, 0.2)
    assert state.best is None
    assert state.more > 10
    assert select(source[: 10 + state.more], True, 0.2).best is not None


def test_equal_variants_end_too() -> None:
    column = np.random.default_rng(13).normal(0.0, 1.0, (12, 1))
    assert select(np.hstack([column, column]), True, 0.1).best == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"matters": 0.0}, "above 0"),
        ({"confidence": 0.3}, "above 1/3"),
        ({"first": 2}, "at least 3"),
    ],
)
def test_senseless_settings_are_refused(change: dict[str, float], message: str) -> None:
    settings = {"matters": 1.0} | change
    with pytest.raises(ValueError, match=message):
        select(np.zeros((12, 3)), True, **settings)


def test_values_it_cannot_do_without() -> None:
    with pytest.raises(ValueError, match="two variants"):
        select(np.zeros((12, 1)), True, 1.0)
    values = together(np.random.default_rng(14), 20, np.zeros(3))
    values[12, 1] = np.nan
    with pytest.raises(ValueError, match="replication 13"):
        select(values, True, 0.01)
    assert select(np.zeros((4, 3)), True, 1.0).more == 6
