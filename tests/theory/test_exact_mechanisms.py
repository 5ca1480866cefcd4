"""The exact values of mechanisms themselves: limits in which models agree."""

from __future__ import annotations

import pytest

from tests.theory.cases import CASES
from tests.theory.exact import answering, customers, erlang, single, working
from tests.theory.test_exact import agree

LINE = (5, 0.7, 5.0)


def test_a_mechanism_without_effect_is_erlang_c():
    steady = erlang.erlang_c(*LINE)
    agree(answering.selective(*LINE, answers=1.0), steady)
    agree(answering.self_service(*LINE, 0.0, 0.0, 0.0, 1.0), steady)
    agree(answering.turns(*LINE, questions=0.0, answers=0.9), steady)
    agree(answering.second_contacts(*LINE, confirms=1.0, explains=0.0), steady)
    agree(answering.second_contacts(*LINE, confirms=0.0, explains=1.0), steady)
    untold = answering.redirect(5, (0.7, 0.7), 5.0, share=0.0, follows=1.0)
    for line in (1, 2):
        assert untold[f"mean_wait[{line}]"] == pytest.approx(steady["mean_wait"])
    agree(customers.false_fixes(*LINE, holds=1.0, found_out_after=60.0), steady)
    sent_at_once = answering.approval(*LINE, share=1e-12, approvers=1, mean_approval=4.0)
    assert sent_at_once["mean_time_to_reply"] == pytest.approx(steady["mean_time_in_system"])
    assert answering.peers(*LINE, helped_after=1e7)["mean_wait"] == pytest.approx(
        steady["mean_wait"], rel=1e-4
    )


def test_a_reserve_that_nobody_calls_is_erlang_c_and_one_always_called_is_part_of_the_team():
    agree(working.reserve(0.7, 5.0, 5, reserves=2, above=140, until=0), erlang.erlang_c(*LINE))
    joined = working.reserve(0.7, 5.0, 3, reserves=2, above=0, until=0)
    assert joined["mean_queue"] == pytest.approx(erlang.erlang_c(*LINE)["mean_queue"])


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("RESERVE_")])
def test_the_line_before_a_reserve_is_cut_where_nobody_comes(name: str):
    assert CASES[name].results["far_too_many"] < 1e-12


def test_value_is_kept_in_front_of_one_agent_as_a_closed_form_says():
    """The time in M/M/1 is exponential with the rate mu - lambda."""
    left = 1.0 / 10.0 - 0.07
    found = customers.perishing(1, 0.07, 10.0, lasts=60.0, value=1.0)
    assert found["perished_share"] == pytest.approx(1.0 - left / (left + 1.0 / 60.0))


def test_no_offer_and_lanes_of_one_work_are_textbook_queues():
    agree(working.offers(0.15, 5.0, 0.0, 1.0, 0.1, 5.0), single.mg1(0.15, 5.0, "M"))
    agree(working.lanes((0.05, 0.1), (5.0, 5.0)), single.cobham((0.05, 0.1), 5.0, 1))


def test_the_best_handle_time_target():
    """Near 0.1, and near 0.33, from which to 0.5 the load hardly rises.

    With no overhead no talk at all is best, if work is drawn anew; if it is kept, any talk is.
    """

    def load(rule, target: float, overhead: float) -> float:
        return rule(target, overhead)["load_per_met_need"]

    anew, kept = working.drawn_anew, working.kept
    targets = [k / 100.0 for k in range(2, 200)]
    for overhead, best, near in ((0.05, 0.11, 0.1), (0.2, 0.33, 0.5)):
        costs = {a: load(anew, a, overhead) for a in targets}
        assert min(costs, key=costs.__getitem__) == best
        assert load(anew, near, overhead) < 1.025 * costs[best]
    assert min(targets, key=lambda a: load(anew, a, 0.0)) == targets[0]
    assert min(targets, key=lambda a: load(kept, a, 0.05)) == targets[-1]
    for rule in (anew, kept):  # talk without end is one contact
        assert load(rule, 30.0, 0.2) == pytest.approx(1.2)


def test_leavers_of_both_kinds_are_those_of_each():
    """Chances to stay multiply; who stays has the trust of judgements alone."""

    def found(chance: float, churn: float) -> dict[str, float]:
        return customers.leaving(1000, 200, 26, chance, churn, 4.0, 2.0, 0.25)

    both, judged, moved = found(0.1, 0.4), found(0.1, 0.0), found(0.0, 0.4)
    stays = [1.0 - one["left_share"] for one in (both, judged, moved)]
    assert stays[0] == pytest.approx(stays[1] * stays[2])
    assert both["trust"] == judged["trust"] < moved["trust"]
    a_year = customers.leaving(1000, 200, customers.YEAR_WEEKS, 0.0, 0.4, 4.0, 2.0, 0.25)
    assert a_year["left_share"] == pytest.approx(0.4)


def test_habit_and_louder_without_strength_are_the_planned_weights():
    plain = customers.habit(6.0, learning=0.3, strength=0.0)
    assert plain["share_of_good"] == pytest.approx(0.5)
    assert plain["habit_of_good"] == pytest.approx(-plain["habit_of_bad"])
    assert customers.habit(1e-6, 0.3, 5.0)["habit_of_good"] == pytest.approx(0.3, rel=1e-5)
    assert customers.louder(0.2, 1.0, 4)["public_contacts_per_issue"] == pytest.approx(0.8)
