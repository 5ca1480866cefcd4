"""The satisfaction model, and its functions, against plain arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.functions import log2, logistic
from sim.scenario.model import Channel, Satisfaction, Scenario, ServiceTarget
from tests.kpi.shops import WITHIN_20_S, expect, numbers, shop
from tests.record.by_hand import denied, done, issue, record, waiting

NAN = float("nan")


def test_log2_is_the_binary_logarithm():
    x = np.concatenate([np.logspace(-12, 12, 4001), 2.0 ** np.arange(-20, 21), [0.7071, 1.0]])
    expected = np.array([math.log2(value) for value in x])
    assert np.abs(log2(x) - expected).max() < 1e-14
    assert log2(2.0 ** np.arange(-20.0, 21.0)).tolist() == list(range(-20, 21))
    assert np.isnan(log2(np.array([NAN]))).all()


def test_logistic_is_the_logistic_function():
    x = np.concatenate([np.linspace(-40, 40, 4001), [0.0, 1e-9, -1e-9]])
    expected = np.array([1 / (1 + math.exp(-value)) for value in x])
    assert np.abs(logistic(x) / expected - 1).max() < 1e-14
    assert logistic(np.array([0.0, 1e9, -1e9])).tolist() == pytest.approx([0.5, 1.0, 0.0])


def chance(score: float, spread: float = 0.6) -> float:
    return 1 / (1 + math.exp(-(score - 3.5) / spread))


def judged(scenario: Scenario | None = None, **row: float) -> dict[str, float]:
    """Numbers of a day with one issue met at 100 s, with one contact answered at 20 s."""
    fields = {"met_at": 100.0, "acknowledged_at": 20.0, **row}
    return numbers(record([issue(0, **fields)], [done(0, 0, 20, 100)]), scenario)


def test_met_as_fast_as_expected_scores_the_base():
    expect(judged(), "satisfaction", score=4.2, csat=chance(4.2), disconfirmation=0)


def test_waiting_counts_by_doublings_up_to_three():
    expect(judged(acknowledged_at=80.0), "satisfaction", score=4.2 - 0.35 * 2, disconfirmation=2)
    expect(judged(acknowledged_at=5.0), "satisfaction", score=4.2 + 0.1 * 2, disconfirmation=-2)
    expect(judged(acknowledged_at=0.0), "satisfaction", score=4.2 + 0.1 * 3, disconfirmation=-3)
    slow = judged(met_at=900.0, acknowledged_at=900.0)
    expect(slow, "satisfaction", score=4.2 - 0.35 * 3, disconfirmation=3)


def test_without_any_answer_the_wait_lasts_until_the_judgement():
    found = judged(met_at=40.0, acknowledged_at=NAN)
    expect(found, "satisfaction", disconfirmation=1, score=4.2 - 0.35)


def test_denied_and_unresolved_cost_points():
    answered = {"acknowledged_at": 20.0}
    day = record(
        [denied(0, 50, **answered), issue(0, **answered)], [done(0, 0, 20, 50), done(1, 0, 20, 60)]
    )
    expect(numbers(day), "satisfaction", score=((4.2 - 1.2) + (4.2 - 1.8)) / 2)
    expect(numbers(day), "satisfaction", csat=(chance(3.0) + chance(2.4)) / 2)
    # Met or denied after the cap of an hour is unresolved.
    late = record(
        [denied(0, 3601, **answered), issue(0, met_at=3601, **answered)],
        [waiting(0, 0), waiting(1, 0)],
    )
    expect(numbers(late), "satisfaction", score=4.2 - 1.8)


def test_attempts_beyond_the_first_cost_points_up_to_the_judgement():
    contacts = [done(0, 0, 20, 40), *(done(0, t, t, t + 9, number=t) for t in (50, 60, 99, 101))]
    day = record([issue(0, met_at=100, acknowledged_at=20, contacts=5)], contacts)
    expect(numbers(day), "satisfaction", score=4.2 - 0.4 * 3)


@pytest.mark.parametrize(
    ("due", "points"), [((100.0,), 0.1), ((99.0,), -0.7), ((99.0, 200.0), -0.7), ((), 0.0)]
)
def test_promises_kept_and_broken(due: tuple[float, ...], points: float):
    contacts = [done(0, 0, 20, 25, promised_at=NAN)]
    contacts += [done(0, 0, 20, 25, number=k + 1, promised_at=at) for k, at in enumerate(due)]
    day = record([issue(0, met_at=100, acknowledged_at=20, contacts=3)], contacts)
    score = 4.2 - 0.4 * len(due) + points
    expect(numbers(day), "satisfaction", score=score)


def test_a_promise_still_running_at_the_judgement_is_neither():
    """Open at the cap (3600 s after it opened) with a due time beyond it."""
    for due, points in ((3601.0, 0.0), (3600.0, -0.7)):
        day = record([issue(0, acknowledged_at=20)], [done(0, 0, 20, 25, promised_at=due)])
        expect(numbers(day), "satisfaction", score=4.2 - 1.8 + points)


def test_scores_stay_between_1_and_5():
    harsh = shop(satisfaction=Satisfaction(base=-20.0))
    kind = shop(satisfaction=Satisfaction(base=20.0, spread=2.0))
    expect(judged(harsh), "satisfaction", score=1, csat=chance(1.0))
    expect(judged(kind), "satisfaction", score=5, csat=chance(5.0, 2.0))


def test_expectations_by_channel():
    """Answered after an hour everywhere: mail is expected in an hour, chat within 20 s, and
    nothing is known of letters."""
    names = ("mail", "chat", "letter")
    channels = {
        "mail": Channel(kind="deferred", expected_reply_s=3600.0),
        "chat": Channel(service_target=WITHIN_20_S),
        "letter": Channel(kind="deferred"),
    }
    issues = [issue(0, met_at=3600, acknowledged_at=3600, channel=c) for c in range(3)]
    contacts = [done(c, 0, 3600, 3600, queue=c) for c in range(3)]
    found = numbers(record(issues, contacts, channels=names), shop(channels))
    expect(found, "mail.satisfaction", score=4.2, disconfirmation=0)
    expect(found, "chat.satisfaction", score=4.2 - 0.35 * 3, disconfirmation=3)
    expect(found, "letter.satisfaction", score=4.2, disconfirmation=NAN)
    expect(found, "satisfaction", score=4.2 - 0.35, disconfirmation=3 / 2)
    expect(found, "types.question.satisfaction", score=4.2 - 0.35)
    expect(found, "segments.everyone.satisfaction", csat=(2 * chance(4.2) + chance(3.15)) / 3)


def test_a_live_channel_may_state_what_is_expected():
    patient = shop({"phone": Channel(expected_reply_s=80.0, service_target=WITHIN_20_S)})
    expect(judged(patient, acknowledged_at=80.0), "satisfaction", disconfirmation=0)


def test_who_expects_no_wait_is_content_with_none_and_any_wait_is_the_most():
    """A legal target of 0 s, which no quotient can be taken of."""
    at_once = shop({"phone": Channel(service_target=ServiceTarget(share=0.8, within_s=0.0))})
    expect(judged(at_once, acknowledged_at=0.0), "satisfaction", score=4.2, disconfirmation=0)
    slow = judged(at_once, acknowledged_at=1e-6)
    expect(slow, "satisfaction", score=4.2 - 0.35 * 3, csat=chance(3.15), disconfirmation=3)
    expect(slow, "phone", service_level=0)


def test_an_expected_reply_of_0_s_is_no_expectation():
    letters = shop({"phone": Channel(kind="deferred", expected_reply_s=0.0)})
    expect(judged(letters), "satisfaction", score=4.2, disconfirmation=NAN)
