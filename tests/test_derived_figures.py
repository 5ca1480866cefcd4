"""The figures that scenarios quote from public logs: the estimators, and the quotations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.derive import bank1999, figures
from tests.derive import estimators as est

REPO = Path(__file__).resolve().parents[1]
QUOTING = sorted(
    path for path in (REPO / "scenarios").glob("*.yaml") if figures.MARK.search(path.read_text())
)
BANK = REPO / "scenarios" / "bank-1999.yaml"


@pytest.fixture(scope="session")
def derived(shared: Path) -> dict[str, object]:
    """All figures, recomputed from the logs; skipped where they are not."""
    return figures.all_figures(shared)


def test_kaplan_meier_textbook() -> None:
    """Six patients, censored at 2 and 5: survival falls by 1/6, 1/4, 1/3 and 1/1."""
    duration = np.array([1, 2, 3, 4, 5, 6])
    ended = np.array([True, False, True, True, False, True])
    times, survival = est.kaplan_meier(duration, ended)
    at = np.array([0.0, 1.0, 2.9, 3.0, 4.0, 5.9, 6.0])
    expected = [1, 5 / 6, 5 / 6, 5 / 8, 5 / 12, 5 / 12, 0]
    assert est.survival_at(times, survival, at) == pytest.approx(expected)


def test_censored_fits_recover_patience_that_the_naive_mean_misses() -> None:
    rng = np.random.default_rng(1)
    short = rng.random(60_000) < 0.2
    patience = np.ceil(np.where(short, rng.exponential(30, 60_000), rng.exponential(400, 60_000)))
    offered = np.ceil(rng.exponential(150, 60_000))
    wait = np.minimum(patience, offered).astype(np.int64)
    gave_up = patience <= offered
    assert est.two_exponentials(wait, gave_up) == pytest.approx((0.2, 30, 400), rel=0.08)
    assert wait[gave_up].mean() < 0.5 * patience.mean()


def test_exponential_mean_is_time_at_risk_by_number_ended() -> None:
    assert est.exponential_mean(np.array([10, 20, 30]), np.array([True, False, True])) == 30.0


def test_day_factor_cv_recovers_the_gamma_and_is_zero_for_poisson() -> None:
    rng = np.random.default_rng(2)
    mean = np.array([900.0, 1000, 1100, 1000, 900, 300, 200])
    factor = rng.gamma(25, 1 / 25, (4000, 7))
    assert est.day_factor_cv(rng.poisson(mean * factor)) == pytest.approx(0.2, abs=0.01)
    assert est.day_factor_cv(rng.poisson(mean, (4000, 7))) < 0.02


def test_pooled_profile_keeps_weekday_levels_and_shares_shapes() -> None:
    moments = np.array([0, 0, 24 * 3600 + 3600, 5 * 86400 + 7200], dtype=np.int64)
    weights = est.pooled_hour_of_week(moments, 1).reshape(7, 24)
    assert weights.sum(axis=1).tolist() == [2, 1, 0, 0, 0, 1, 0]
    assert weights[0, :2] == pytest.approx([4 / 3, 2 / 3])
    assert weights[5, 2] == 1


def test_count_at_once_and_spans() -> None:
    busy = est.count_at_once(np.array([0, 1, 8]), np.array([3, 2, 99]), 10)
    assert busy.tolist() == [1, 2, 1, 0, 0, 0, 0, 0, 1, 1]
    counts = np.array([0, 0, 2, 2, 3, 0])
    assert bank1999.spans(counts) == [[1.0, 2.0, 2], [2.0, 2.5, 3]]


def test_marks_are_read_with_their_numbers_and_precision() -> None:
    text = """
    work: 2 x lognormal(mean 3.2 min, cv 1.10)  # derived: a: _, mean_s, cv
    profile: [1, 2.5,  # derived: p
              30]
    share: 6.5 %  # assumed
    """
    (_, names, first), (_, _, second) = figures.quoted(text)
    assert names == ["_", "a.mean_s", "a.cv"]
    assert first[1:] == [pytest.approx((192, 3)), pytest.approx((1.1, 0.005))]
    assert [value for value, _ in second] == [1, 2.5, 30]
    assert figures.look_up({"a": {"cv": 1.1}, "p": [1, [2, 3]]}, "p") == [1, 2, 3]
    with pytest.raises(KeyError):
        figures.look_up({"a": {"cv": 1.1}}, "a.mean")


def test_only_numbers_off_by_more_than_their_last_digit_are_mismatches() -> None:
    derived = {"wait_s": 61.4, "share": 0.1264, "list": [1.04, 2.0]}
    good = "a: 61 s  # derived: wait_s\nb: 12.6 %  # derived: share\nc: [1.0, 2]  # derived: list"
    assert figures.mismatches(good, derived) == []
    assert figures.mismatches("a: 62 s  # derived: wait_s", derived) == [
        "line 1: 62 is derived as 61.4"
    ]
    assert figures.mismatches("a: 1.0 min  # derived: wait_s", derived) == []
    assert figures.mismatches("b: 12.7 %  # derived: share", derived) == [
        "line 1: 0.127 is derived as 0.1264"
    ]
    assert figures.mismatches("c: [1.0]  # derived: list", derived) == [
        "line 1: 1 numbers, 2 derived"
    ]


def test_bank_log_is_read_whole(derived: dict[str, dict[str, object]]) -> None:
    """The month's totals as its own half-hourly summary has them: 31,094 calls, 3,932 gave up."""
    bank = derived["bank"]
    assert bank["calls"] == 31_094
    assert round(float(bank["abandonment"]) * 31_094) == 3_932


def test_time_credits_show_in_the_log(derived: dict[str, object]) -> None:
    """Priority 2 gains 90 s on priority 1, which gains 90 s on priority 0."""
    for pair in ("1_by_2", "0_by_1", "0_by_2"):
        (within,) = figures.look_up(derived, f"bank.overtaking.{pair}.within")
        (beyond,) = figures.look_up(derived, f"bank.overtaking.{pair}.beyond")
        assert within > 0.75
        assert beyond < 0.3


@pytest.mark.parametrize("path", QUOTING, ids=lambda path: path.name)
def test_quoted_figures_match_the_logs(path: Path, derived: dict[str, object]) -> None:
    assert figures.mismatches(path.read_text(encoding="utf-8"), derived) == []


@pytest.mark.skipif(not BANK.is_file(), reason="scenarios/bank-1999.yaml is not there")
def test_bank_head_count_is_the_busy_profile_times_the_multiplier(shared: Path) -> None:
    import sim

    present = np.zeros((7, 48), dtype=np.int64)
    middle_s = np.arange(7 * 48).reshape(7, 48) * 1800.0 + 900.0
    for team in sim.load(BANK).resolve().teams.values():
        for entry in team.head_count or ():
            for start_s, end_s in entry.hours.spans:
                present += entry.agents * ((middle_s >= start_s) & (middle_s < end_s))
    assert present.tolist() == bank1999.head_count(bank1999.read_log(shared)).tolist()
