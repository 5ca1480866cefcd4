"""Marks of issues, and the durations that the floor must be able to draw again."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.codes import D_ACKNOWLEDGE, D_DIAGNOSE, D_FIX, D_PATIENCE, STANDINGS
from sim.draws.quantiles import value
from sim.plan import make_plan
from sim.plan.demand import WORK, Demand
from tests.plan.build import ACKNOWLEDGE, DIAGNOSE, FIX, about, scenario, work_of

TYPES = {
    "question": {"share": 3, "work": "exponential(mean 5 min)"},
    "complaint": {
        "share": 1,
        "work": {
            "acknowledge": "gamma(mean 2 min, cv 0.7)",
            "diagnose": "lognormal(mean 4 min, cv 1)",
            "fix": "mixture(50 % exponential(mean 1 min), 50 % erlang(mean 9 min, k 2))",
        },
        "patience": "weibull(shape 1.5, scale 9 min)",
        "channels": {"email": 1},
    },
    "order": {"share": 0, "work": "5 min"},
}
SEGMENTS = {"private": {"share": 0.8}, "firms": {"share": 0.2, "channels": {"phone": 1}}}
CHANNELS = {
    "phone": {"share": 2, "patience": "exponential(mean 3 min)"},
    "chat": {"share": 1, "patience": "uniform(low 1 min, high 2 min)"},
    "email": {"kind": "deferred", "share": 1},
}
STREAMS = {
    "usual": {"rate": "7000 per week"},
    "shop": {"rate": "7000 per week", "issue_types": {"order": 1, "question": 1}},
    "chats": {"rate": "700 per week", "channels": {"chat": 1}, "segments": {"firms": 1}},
}


def rich(**changes):
    return scenario(
        **{
            "issue_types": TYPES,
            "customers__segments": SEGMENTS,
            "channels": CHANNELS,
            "demand": STREAMS,
            "teams__care__skills": {"channels": ["phone", "chat", "email"]},
            **changes,
        }
    )


@pytest.fixture(scope="module")
def plan():
    return make_plan(rich(), 3, 0)


@pytest.fixture(scope="module")
def issues(plan):
    return plan.fresh_floor().issues


def shares(column, size):
    return np.bincount(column, minlength=size) / len(column)


def near(found, expected, n):
    return np.abs(np.array(found) - expected) <= 4 * np.sqrt(0.25 / n)


def test_types_by_the_streams_weights_else_by_share(issues):
    usual, shop = (issues[issues["stream"] == i] for i in (0, 1))
    assert near(shares(usual["type"], 3), [0.75, 0.25, 0.0], len(usual)).all()
    assert near(shares(shop["type"], 3), [0.5, 0.0, 0.5], len(shop)).all()
    assert (usual["type"] != 2).all()


def test_channels_by_stream_then_issue_type_then_segment_then_share(issues):
    chats = issues["stream"] == 2
    complaints = ~chats & (issues["type"] == 1)
    firms = ~chats & (issues["type"] == 0) & (issues["segment"] == 1)
    others = ~chats & (issues["type"] == 0) & (issues["segment"] == 0)
    assert set(issues["channel"][chats]) == {1}
    assert set(issues["segment"][chats]) == {1}
    assert set(issues["channel"][complaints]) == {2}
    assert set(issues["channel"][firms]) == {0}
    expected = [0.5, 0.25, 0.25]
    assert near(shares(issues["channel"][others], 3), expected, others.sum()).all()


def test_marks_are_independent(issues):
    usual = issues[(issues["stream"] == 0) & (issues["type"] == 0) & (issues["segment"] == 0)]
    table = np.histogram2d(usual["channel"], np.arange(len(usual)) % 7, bins=(3, 7))[0]
    assert stats.chi2_contingency(table).pvalue > 1e-3
    half = work_of(usual, FIX) < np.median(work_of(usual, FIX))
    late = usual["patience_s"] > 100.0
    table = np.histogram2d(half, late, bins=2)[0]
    assert stats.chi2_contingency(table).pvalue > 1e-3


def test_group(plan, issues):
    assert (issues["group"] == STANDINGS * (issues["type"] * 2 + issues["segment"])).all()
    assert plan.fresh_floor().line_of.shape == (3, STANDINGS * 3 * 2)


def test_durations_are_what_the_floor_draws_for_occurrence_0(plan, issues):
    floor = plan.fresh_floor()
    dists, knots = floor.dists.view(np.recarray), floor.knots.view(np.recarray)
    purposes = {ACKNOWLEDGE: D_ACKNOWLEDGE, DIAGNOSE: D_DIAGNOSE, FIX: D_FIX}
    for issue in issues[:400]:
        key = int(issue["key0"]), int(issue["key1"])
        issue_type, queue = floor.types[issue["type"]], floor.queues[issue["channel"]]
        for k, purpose in purposes.items():
            step = floor.steps[issue_type["first_step"] + k]
            assert step["purpose"] == purpose
            assert issue["work_s"][k] == value(dists, knots, int(step["work"]), *key, purpose, 0)
        own = queue["live"] == 1 and issue_type["patience"] >= 0
        patience = int(issue_type["patience"] if own else queue["patience"])
        assert issue["patience_s"] == value(dists, knots, patience, *key, D_PATIENCE, 0)


def test_durations_have_their_distributions(issues):
    questions = issues[issues["type"] == 0]
    assert stats.kstest(work_of(questions, FIX), stats.expon(scale=300).cdf).pvalue > 1e-3
    assert set(work_of(questions, ACKNOWLEDGE)) == {0.0}
    phone = questions[questions["channel"] == 0]
    assert stats.kstest(phone["patience_s"], stats.expon(scale=180).cdf).pvalue > 1e-3
    assert set(issues["patience_s"][issues["channel"] == 2]) == {math.inf}
    complaints = issues[(issues["type"] == 1) & (issues["channel"] == 1)]
    assert stats.kstest(complaints["patience_s"], "weibull_min", (1.5, 0, 540)).pvalue > 1e-3


def test_nothing_has_happened_yet(issues):
    for name in ("state", "stage", "round", "contacts", "tasks", "open_tasks", "pending"):
        assert (issues[name] == 0).all()
    for name in ("acknowledged_at", "met_at", "closed_at"):
        assert np.isnan(issues[name]).all()


def test_without_a_population_every_issue_has_its_own_customer(issues):
    assert (issues["customer"] == issues["id"]).all()


def test_customers_belong_to_one_segment():
    rows = make_plan(rich(customers__population=50), 3, 0).fresh_floor().issues
    private, firms = (set(rows["customer"][rows["segment"] == s]) for s in (0, 1))
    assert private == set(range(40))
    assert firms == set(range(40, 50))
    counts = np.bincount(rows["customer"][rows["segment"] == 0])
    assert stats.chisquare(counts).pvalue > 1e-3


def test_staffing_and_routing_change_no_draw(issues):
    other = rich(
        teams={
            "boss": {"head_count": 1, "skills": {"channels": "email"}, "wage": "50 USD/h"},
            "care": {
                "shifts": {"agents": 9, "hours": "Mon-Fri 09:00-17:00"},
                "skills": {"channels": ["phone", "chat"]},
                "absence": "10 %",
            },
        },
        routing__priorities={"segment": "firms"},
        returns={"abandoned": {"chance": "50 %", "delay": "exponential(1 h)"}},
        tasks={"back_office": {}},
        promise="honest",
    )
    assert make_plan(other, 3, 0).fresh_floor().issues.tobytes() == issues.tobytes()


def test_a_rule_for_one_type_changes_no_other_types_issues(issues):
    types = {**TYPES, "question": {**TYPES["question"], "work": "exponential(mean 8 min)"}}
    rows = make_plan(rich(issue_types=types), 3, 0).fresh_floor().issues
    same = rows["type"] != 0
    assert about(rows[same]) == about(issues[same])
    # A longer mean spells the same draws (within the rounding to the grid).
    assert work_of(rows, FIX)[~same] == pytest.approx(work_of(issues, FIX)[~same] * 1.6, abs=2e-6)


def test_equal_columns_are_held_as_one_number():
    demand = make_plan(scenario(), 1, 0).demand
    assert demand.columns["type"] == demand.columns["channel"] == 0
    assert demand.columns[f"{WORK}{ACKNOWLEDGE}"] == demand.columns[f"{WORK}{DIAGNOSE}"] == 0.0
    assert demand.nbytes < 40 * demand.count


def test_an_empty_demand():
    none = Demand(
        0, {"type": 0, "segment": 0, "opened_at": np.zeros(0)}, 1, np.zeros(0), np.zeros(0)
    )
    assert len(none.issues()) == 0
    assert (
        len(make_plan(scenario(demand__calls={"rate": "0 per week"}), 1, 0).fresh_floor().issues)
        == 0
    )
