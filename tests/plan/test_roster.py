"""Rosters against plans made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.codes import (
    ABSENT,
    BREAK,
    CLOSE,
    FEWER,
    MORE,
    OPENING,
    PAID_BREAK,
    PAUSE,
    POSTPONE,
    PRESENCE_BEGINS,
    PRESENCE_ENDS,
    PUT_ASIDE,
    SEAT,
    SHIFT,
    SHORTEN,
    SHRINKAGE,
    UNAVAILABLE,
    UNPAID_BREAK,
    WORK,
)
from sim.plan import make_plan
from tests.plan.build import scenario

H, DAY = 3600.0, 86400.0


def plan_of(team, days=3, seed=1, replication=0, **changes):
    care = {"skills": {"channels": "phone"}, **team}
    parts = {"clock__length": f"{days} days", "teams": {"care": care}, **changes}
    return make_plan(scenario(**parts), seed, replication)


def pauses(plan):
    rows = plan.fresh_floor().pauses.tolist()
    return [(*codes, start / H, end / H, last / H) for *codes, start, end, last in rows]


def moments(plan):
    return [tuple(row) for row in plan.fresh_floor().moments.tolist()]


def duty(plan):
    return [
        (agent, kind, paid, start / H, end / H)
        for agent, _, kind, paid, start, end in plan.duty.tolist()
    ]


def test_head_count_steps():
    entries = [{"agents": 2}, {"agents": 3, "hours": "Mon-Sun 09:00-17:00"}]
    plan = plan_of({"head_count": entries}, days=2)
    assert moments(plan) == [
        (0.0, MORE, 0, 2),
        (9 * H, MORE, 0, 5),
        (17 * H, FEWER, 0, 2),
        (33 * H, MORE, 0, 5),
        (41 * H, FEWER, 0, 2),
    ]
    team = plan.fresh_floor().teams[0]
    assert (team["agents"], team["by_count"], team["target"], team["on_duty"]) == (5, 1, 0, 0)
    assert duty(plan)[:2] == [(0, WORK, 1, 0, 48), (1, WORK, 1, 0, 48)]
    assert duty(plan)[2:4] == [(2, WORK, 1, 9, 17), (2, WORK, 1, 33, 41)]
    assert len(plan.duty) == 2 + 2 * 3


def test_contiguous_head_counts_that_swap_cause_no_moment():
    entries = [{"agents": 2, "hours": "Mon-Sun 00:00-12:00"},
               {"agents": 2, "hours": "Mon-Sun 12:00-24:00"}]  # fmt: skip
    plan = plan_of({"head_count": entries})
    assert moments(plan) == [(0.0, MORE, 0, 2)]
    assert duty(plan) == [(0, WORK, 1, 0, 72), (1, WORK, 1, 0, 72)]


def test_supply_of_a_head_count():
    entries = [{"agents": 2, "hours": "Mon-Sun 09:00-17:00"}]
    floor = plan_of({"head_count": entries}, days=1).fresh_floor()
    assert floor.supply_of.tolist() == [[0, 4]]
    assert floor.supply["at"].tolist() == [0.0, 9 * H, 17 * H, 24 * H]
    assert floor.supply["cumulative_s"].tolist() == [0.0, 0.0, 16 * H, 16 * H]


def test_shifts_with_breaks():
    shift = {
        "agents": 1,
        "hours": "Mon-Tue 09:00-17:00",
        "breaks": ["12:30 for 30 min", "15:00 for 15 min paid"],
    }
    plan = plan_of({"shifts": shift})
    assert moments(plan)[:6] == [
        (9 * H, PRESENCE_BEGINS, 0, SHIFT),
        (12.5 * H, PRESENCE_ENDS, 0, PAUSE),
        (15 * H, PRESENCE_ENDS, 0, PAUSE),
        (17 * H, PRESENCE_ENDS, 0, SHIFT),
        (33 * H, PRESENCE_BEGINS, 0, SHIFT),
        (36.5 * H, PRESENCE_ENDS, 0, PAUSE),
    ]
    assert len(moments(plan)) == 8
    assert pauses(plan)[:3] == [
        (0, UNPAID_BREAK, POSTPONE, 12.5, 13, 17),
        (0, PAID_BREAK, POSTPONE, 15, 15.25, 17),
        (0, UNPAID_BREAK, POSTPONE, 36.5, 37, 41),
    ]
    assert duty(plan)[:5] == [
        (0, WORK, 1, 9, 12.5),
        (0, BREAK, 0, 12.5, 13),
        (0, WORK, 1, 13, 15),
        (0, BREAK, 1, 15, 15.25),
        (0, WORK, 1, 15.25, 17),
    ]
    assert plan.fresh_floor().supply["cumulative_s"][-1] == 2 * 7.25 * H


def test_pauses_follow_their_own_rule_else_that_of_the_team():
    shift = {
        "agents": 1,
        "hours": "Mon 09:00-17:00",
        "breaks": ["12:30 for 30 min", {"at": "15:00", "length": "15 min", "when_busy": "shorten"}],
    }
    team = {"when_busy": "put_aside", "shrinkage": {"share": "50 %", "when_busy": "postpone"}}
    rules = {(kind, rule) for _, kind, rule, *_ in pauses(plan_of({"shifts": shift, **team}))}
    assert rules == {(UNPAID_BREAK, PUT_ASIDE), (UNPAID_BREAK, SHORTEN), (SHRINKAGE, POSTPONE)}


def test_agents_know_their_own_pauses():
    """Two without a break, then two with one: each stands at the first of their own."""
    shifts = [
        {"agents": 2, "hours": "Mon-Tue 09:00-17:00"},
        {"agents": 2, "hours": "Mon-Tue 09:00-17:00", "breaks": "12:00 for 30 min"},
    ]
    floor = plan_of({"shifts": shifts}).fresh_floor()
    assert floor.pauses["agent"].tolist() == [2, 2, 3, 3]
    assert floor.agents["owed"].tolist() == floor.agents["begun"].tolist() == [0, 0, 0, 2]


def test_patterns_seats_and_speeds():
    shifts = [
        {"agents": 2, "hours": "Mon-Sun 08:00-16:00", "speed": 1.25},
        {"agents": 1, "hours": "Mon-Sun 22:00-06:00"},
    ]
    plan = plan_of({"shifts": shifts}, days=2)
    assert plan.agents["speed"].tolist() == [1.25, 1.25, 1.0]
    assert plan.agents["team"].tolist() == [0, 0, 0]
    night = [row for row in moments(plan) if row[2] == 2]
    # Open at the start, over midnight, and cut by the end of the run (no moment there).
    assert night == [
        (0.0, PRESENCE_BEGINS, 2, 1),
        (6 * H, PRESENCE_ENDS, 2, 1),
        (22 * H, PRESENCE_BEGINS, 2, 1),
        (30 * H, PRESENCE_ENDS, 2, 1),
        (46 * H, PRESENCE_BEGINS, 2, 1),
    ]
    assert [row[3:] for row in duty(plan) if row[0] == 2] == [(0, 6), (22, 30), (46, 48)]


def test_several_teams_have_agents_one_after_the_other():
    def crew(number):
        shifts = {"agents": number, "hours": "Mon-Sun 09:00-17:00"}
        return {"shifts": shifts, "skills": {"channels": "phone"}}

    plan = make_plan(scenario(teams={"a": crew(2), "b": crew(1), "c": crew(3)}), 1, 0)
    assert plan.fresh_floor().teams["first_agent"].tolist() == [0, 2, 3]
    assert plan.fresh_floor().teams["agents"].tolist() == [2, 1, 3]
    assert plan.agents["team"].tolist() == [0, 0, 1, 2, 2, 2]
    first = [row[2] for row in moments(plan) if row[:2] == (9 * H, PRESENCE_BEGINS)]
    assert first == [0, 1, 2, 3, 4, 5]
    spans = plan.fresh_floor().supply_of
    assert (spans[1:, 0] == spans[:-1, 1]).all()
    assert set(zip(plan.duty["agent"].tolist(), plan.duty["team"].tolist(), strict=True)) == {
        (0, 0), (1, 0), (2, 1), (3, 2), (4, 2), (5, 2)
    }  # fmt: skip


def test_doors():
    plan = plan_of(
        {"head_count": 1},
        days=2,
        channels={"phone": {"hours": "Mon-Sun 09:00-17:00"}, "chat": {}},
        tasks={"desk": {"hours": "Mon-Sun 00:00-12:00"}},
    )
    doors = [row for row in moments(plan) if row[1] in (OPENING, CLOSE)]
    assert doors == [
        (9 * H, OPENING, 0, 0),
        (12 * H, CLOSE, 2, 0),
        (17 * H, CLOSE, 0, 0),
        (24 * H, OPENING, 2, 0),
        (33 * H, OPENING, 0, 0),
        (36 * H, CLOSE, 2, 0),
        (41 * H, CLOSE, 0, 0),
    ]
    assert plan.fresh_floor().queues["open"].tolist() == [0, 1, 1]


@pytest.mark.parametrize("team", ["shifts", "head_count"])
def test_a_break_over_midnight_is_kept_around_the_clock(team):
    """A day's shift then begins with the end of the break."""
    plan = plan_of({team: {"agents": 1, "hours": "24/7", "breaks": "23:55 for 10 min"}}, days=3)
    assert [row for row in duty(plan) if row[1] == BREAK] == [
        (0, BREAK, 0, 23 + 55 / 60, 24 + 5 / 60),
        (0, BREAK, 0, 47 + 55 / 60, 48 + 5 / 60),
    ]
    assert [row[:2] for row in moments(plan) if row[3] != PAUSE] == [(0.0, PRESENCE_BEGINS)]


def test_holidays_close_what_observes_them():
    shifts = {"agents": 1, "hours": "Mon-Sun 09:00-17:00 except holidays"}
    plan = plan_of({"shifts": shifts}, clock__holidays=["2026-01-06"])
    assert [row[3:] for row in duty(plan)] == [(9, 17), (57, 65)]


# -- absence and shrinkage -------------------------------------------------------------------

RANDOM_SHIFT = {
    "shifts": {
        "agents": 30,
        "hours": "Mon-Fri 09:00-17:00",
        "breaks": ["12:00 for 45 min", "15:00 for 15 min paid"],
    },
    "shrinkage": {"share": "20 %", "block": "25 min"},
    "absence": {"share": "10 %", "paid": "yes"},
}


@pytest.fixture(scope="module")
def random_plan():
    return plan_of(RANDOM_SHIFT, days=70)


def hours_by_kind(plan):
    rows = plan.duty
    return {
        kind: float(((rows["end"] - rows["start"]) * (rows["kind"] == kind)).sum()) / H
        for kind in (WORK, BREAK, UNAVAILABLE, ABSENT)
    }


def test_absence_takes_whole_shifts_with_its_chance(random_plan):
    rows = random_plan.duty[random_plan.duty["kind"] == ABSENT]
    missed = {(a, int(s // DAY)) for a, s in zip(rows["agent"], rows["start"], strict=True)}
    planned = 30 * 50
    assert len(missed) == pytest.approx(0.1 * planned, abs=4 * np.sqrt(0.09 * planned))
    assert hours_by_kind(random_plan)[ABSENT] == pytest.approx(7.25 * len(missed))
    others = random_plan.duty[random_plan.duty["kind"] != ABSENT]
    present = {(a, int(s // DAY)) for a, s in zip(others["agent"], others["start"], strict=True)}
    assert not missed & present
    assert len(missed) + len(present) == planned


def test_shrinkage_takes_its_share_of_paid_time(random_plan):
    hours = hours_by_kind(random_plan)
    shifts = 30 * 50 - hours[ABSENT] / 7.25
    # 1.45 h of a shift in blocks of 25 min: 3.48 blocks, so 3 or 4.
    assert hours[UNAVAILABLE] == pytest.approx(1.45 * shifts, rel=0.02)
    assert hours[WORK] == pytest.approx(shifts * 7.0 - hours[UNAVAILABLE])
    assert hours[BREAK] == pytest.approx(shifts * 1.0)


def test_stretches_of_a_shift_fill_it_without_overlap(random_plan):
    rows = random_plan.duty
    for agent in range(3):
        mine = rows[(rows["agent"] == agent) & (rows["kind"] != ABSENT)]
        for day in range(70):
            today = mine[mine["start"] // DAY == day]
            if len(today):
                assert today["start"][0] == day * DAY + 9 * H
                assert today["end"][-1] == day * DAY + 17 * H
                assert (today["start"][1:] == today["end"][:-1]).all()


def test_blocks_lie_anywhere_in_the_shift():
    shifts = {"agents": 30, "hours": "Mon-Sun 09:00-17:00"}
    rows = plan_of({"shifts": shifts, "shrinkage": "20 %"}, days=30).duty
    away = rows[rows["kind"] == UNAVAILABLE]
    middle = (away["start"] + away["end"]) / 2 % DAY / H
    assert middle.mean() == pytest.approx(13.0, abs=0.1)
    counts, _ = np.histogram(middle, bins=range(9, 18))
    assert counts.min() > 0.8 * counts.max()


def test_moments_follow_from_duty(random_plan):
    """Shifts of those present begin and end; breaks and blocks begin."""
    duty, floor = random_plan.duty, random_plan.fresh_floor()
    spans = floor.moments
    starts, ends = (spans[spans["kind"] == kind] for kind in (PRESENCE_BEGINS, PRESENCE_ENDS))
    present = len(np.unique(duty[["agent", "start"]][duty["kind"] != ABSENT]["start"] // DAY))
    assert present == 50
    over = ends[ends["value"] == SHIFT]
    assert len(starts) == len(over) == 30 * 50 - absences(random_plan)
    assert set((starts["at"] % DAY).tolist()) == {9 * H}
    assert set((over["at"] % DAY).tolist()) == {17 * H}
    rests = duty[(duty["kind"] == BREAK) | (duty["kind"] == UNAVAILABLE)]
    begun = ends[ends["value"] == PAUSE]
    assert sorted(begun["at"].tolist()) == sorted(rests["start"].tolist())
    assert floor.pauses["start"].tolist() == rests["start"].tolist()
    assert (floor.pauses["shift_end"] == floor.pauses["start"] // DAY * DAY + 17 * H).all()


def absences(plan):
    """Shifts missed: agents and dates."""
    rows = plan.duty[plan.duty["kind"] == ABSENT]
    return len({(agent, at // DAY) for agent, at in zip(rows["agent"], rows["start"], strict=True)})


# -- head counts with pauses -----------------------------------------------------------------


def test_a_seat_of_a_head_count_is_there_while_the_count_is_as_high():
    entries = [{"agents": 1}, {"agents": 1, "hours": "Mon-Sun 09:00-17:00"}]
    plan = plan_of({"head_count": entries, "shrinkage": {"share": "25 %", "block": "2 h"}}, days=1)
    assert plan.fresh_floor().teams[0]["by_count"] == 0
    spans = [row for row in moments(plan) if row[3] != PAUSE]
    assert spans == [
        (0.0, PRESENCE_BEGINS, 0, SEAT),
        (9 * H, PRESENCE_BEGINS, 1, SEAT),
        (17 * H, PRESENCE_ENDS, 1, SEAT),
    ]
    away = plan.duty[plan.duty["kind"] == UNAVAILABLE]
    assert (away["end"] - away["start"] == 2 * H).all()
    assert np.bincount(away["agent"]).tolist() == [3, 1]  # 25 % of 24 h and of 8 h


def test_entries_of_a_head_count_have_their_own_breaks():
    entries = [
        {"agents": 2, "hours": "Mon-Sun 09:00-17:00", "breaks": "12:00 for 30 min"},
        {"agents": 1, "hours": "Mon-Sun 09:00-17:00", "breaks": "12:30 for 15 min paid"},
        {"agents": 1, "hours": "Mon-Sun 09:00-13:00"},
    ]
    plan = plan_of({"head_count": entries}, days=1)
    assert duty(plan) == [
        (0, WORK, 1, 9, 13),
        *[row for agent in (1, 2) for row in (
            (agent, WORK, 1, 9, 12), (agent, BREAK, 0, 12, 12.5), (agent, WORK, 1, 12.5, 17)
        )],
        (3, WORK, 1, 9, 12.5), (3, BREAK, 1, 12.5, 12.75), (3, WORK, 1, 12.75, 17),
    ]  # fmt: skip
    assert plan.fresh_floor().supply["cumulative_s"][-1] / H == 4 + 2 * 7.5 + 7.75


def test_a_head_count_loses_the_stated_share_also_in_short_spans():
    """Half hours of presence with blocks of an hour: a block is never longer than the span."""
    spans = ", ".join(f"{hour}:00-{hour}:30" for hour in range(10, 20))
    entries = {"agents": 50, "hours": f"Mon-Sun {spans}"}
    plan = plan_of({"head_count": entries, "shrinkage": {"share": "30 %", "block": "1 h"}}, days=14)
    hours = hours_by_kind(plan)
    assert hours[UNAVAILABLE] / (14 * 10 * 50 * 0.5) == pytest.approx(0.3, abs=0.01)


def test_expected_supply_meets_the_mean_of_work(random_plan):
    assert random_plan.fresh_floor().supply["cumulative_s"][-1] / H == pytest.approx(
        hours_by_kind(random_plan)[WORK], rel=0.02
    )


def test_draws_about_a_seat_depend_on_nothing_else():
    def first_team(**changes):
        plan = make_plan(
            scenario(
                teams={"care": {"skills": {"channels": "phone"}, **RANDOM_SHIFT, **changes},
                       "late": {"skills": {"channels": "phone"}, **RANDOM_SHIFT}},
            ), 1, 0)  # fmt: skip
        rows = plan.duty
        return [rows[rows["agent"] == agent][["kind", "start", "end"]].tolist() for agent in (0, 7)]

    usual = first_team()
    more = first_team(shifts={**RANDOM_SHIFT["shifts"], "agents": 40})
    weekend = first_team(shifts=[RANDOM_SHIFT["shifts"], {"agents": 5, "hours": "Sat 09:00-12:00"}])
    assert usual == more == weekend
    longer = first_team(shifts={**RANDOM_SHIFT["shifts"], "hours": "Mon-Sat 09:00-17:00"})
    weekdays = [[row for row in rows if row[1] // DAY % 7 < 5] for rows in longer]
    assert weekdays == usual


def test_replications_and_seeds_differ():
    one, two, three = (
        plan_of(RANDOM_SHIFT, replication=r, seed=s).duty.tolist()
        for r, s in ((0, 1), (1, 1), (0, 2))
    )
    assert one != two != three != one


def test_a_seat_around_the_clock_stays_on_duty_over_midnight():
    shifts = {"agents": 1, "hours": "24/7"}
    plan = plan_of({"shifts": shifts}, days=3)
    assert moments(plan) == [(0.0, PRESENCE_BEGINS, 0, 1)]
    missing = plan_of({"shifts": {"agents": 40, "hours": "24/7"}, "absence": "20 %"}, days=3)
    absent = missing.duty[missing.duty["kind"] == ABSENT]
    assert set(absent["start"].tolist()) == {0.0, DAY, 2 * DAY}
    assert (absent["end"] - absent["start"] == DAY).all()


@given(
    share=st.floats(0.0, 1.0),
    block=st.integers(60, 5 * 3600),
    start=st.integers(0, 23),
    length=st.integers(1, 12),
)
def test_any_shrinkage_leaves_a_partition_of_the_shift(share, block, start, length):
    end = (start + length) % 24
    team = {
        "shifts": {"agents": 2, "hours": f"Mon-Sun {start:02d}:00-{end or 24:02d}:00"},
        "shrinkage": {"share": share, "block": f"{block} s"},
    }
    plan = plan_of(team, days=2)
    rows = plan.duty
    assert (rows["end"] > rows["start"]).all()
    total = (rows["end"] - rows["start"]).sum()
    spans = [(row[0], row[3]) for row in duty(plan)]
    assert len(set(spans)) == len(spans)
    whole = plan_of({"shifts": team["shifts"]}, days=2).duty
    assert total == pytest.approx((whole["end"] - whole["start"]).sum())
    for agent in (0, 1):
        mine = rows[rows["agent"] == agent]
        assert (mine["start"][1:] >= mine["end"][:-1]).all()
