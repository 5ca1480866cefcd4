"""What customers do: find out, see errors, lose value, leave, turn louder, learn habits."""

from __future__ import annotations

from typing import Any

from tests.theory.case import Family, each_minute, kpi, measured
from tests.theory.exact import customers
from tests.theory.sample import View
from tests.theory.text import care, clock, exponential, minutes, needs, number, percent, question

MIN, HOUR = 1.0 / 60.0, 60.0

# -- false fixes -----------------------------------------------------------------------------


def _false(
    servers: int, fresh_rate: float, mean_service: float, holds: float, found_out_after: float
) -> str:
    found_out = f", found_out_after: {exponential(found_out_after)}"
    return (
        clock(fresh_rate, 18_000, run_out="4 days")
        + needs(fresh_rate)
        + question(exponential(mean_service), f", resolves: {percent(holds)}{found_out}")
        + "channels:\n  email: {kind: deferred}\n"
        + care(servers, "email")
        + "returns:\n  unresolved: {chance: all, delay: 0 s, at_most: 1000}\n"
    )


def _believers(view: View) -> Any:
    """By Little's law."""
    often = view.per_hour("resolution.false_fixes")
    return often * view("resolution.mean_time_to_find_out_h")


FALSE_FIXES = Family(
    "M/M/c, customers find out later that a fix did not hold.",
    customers.false_fixes,
    _false,
    measured(
        {
            "contacts_per_issue": kpi("demand.contacts_per_issue"),
            "total_arrival_rate": each_minute("demand.contacts"),
            "false_fix_share": kpi("resolution.false_fix_share"),
            "mean_time_to_find_out": kpi("resolution.mean_time_to_find_out_h", HOUR),
            "mean_believers": _believers,
            "p_wait": kpi("email.delayed_share"),
            "mean_wait": kpi("email.mean_wait_s", MIN),
            "utilization": kpi("teams.care.occupancy"),
            "mean_time_to_met": kpi("resolution.met_mean_h", HOUR),
        }
    ),
)


# -- errors noticed --------------------------------------------------------------------------


def _noticed(chance: float, firm_after: float, customer_after: float, work: float) -> str:
    rule = (
        f"{{desk: office, chance: {percent(chance)}, after: {exponential(firm_after)}, "
        f"customer_contacts_after: {exponential(customer_after)}}}"
    )
    return (
        clock(0.2, 5_000, run_out="4 days")
        + needs(0.2)
        + f"issue_types:\n  error:\n    work: {minutes(work)}\n    noticed: {rule}\n"
        + "channels:\n  phone: {}\ntasks:\n  office: {}\n"
        + care(40, "phone")
        + "  back: {head_count: 40, skills: {tasks: office}}\n"
    )


NOTICED = Family(
    "Who sees an error first, the firm or the customer.",
    customers.noticed,
    _noticed,
    measured(
        {
            "noticed_share": kpi("resolution.noticed_share"),
            "met_unasked_share": kpi("resolution.met_unasked_share"),
            "contacts_per_issue": kpi("demand.contacts_per_issue"),
        }
    ),
    replications=24,
)


# -- value that perishes ---------------------------------------------------------------------


def _perishing(
    servers: int, arrival_rate: float, mean_service: float, lasts: float, value: float
) -> str:
    gone = f"{{after: {exponential(lasts)}, value: {number(value)} USD}}"
    return (
        clock(arrival_rate, 20_000)
        + needs(arrival_rate)
        + question(exponential(mean_service), f", perishes: {gone}")
        + "channels:\n  phone: {}\n"
        + care(servers, "phone")
    )


PERISHING = Family(
    "M/M/c, needs that lose their value.",
    customers.perishing,
    _perishing,
    measured(
        {
            "perished_share": kpi("resolution.perished_share"),
            "perished_value_rate": each_minute("resolution.perished_value"),
            "saved_value_rate": each_minute("resolution.saved_value"),
            "agents_in_vain": lambda view: view.per_hour("resolution.work_in_vain_h"),
            "mean_wait": kpi("phone.mean_wait_s", MIN),
            "utilization": kpi("teams.care.occupancy"),
        }
    ),
)


# -- leaving, and trust ----------------------------------------------------------------------


def _leaving(
    population: int,
    needs_per_week: float,
    weeks: float,
    chance: float,
    churn: float,
    score: float,
    trust: float,
    rate: float,
) -> str:
    """The chance is that of a score of 4, half way from the middle to the best."""
    assert score == 4.0
    at = percent(2.0 * chance)
    leave = f"churn: {percent(churn)}, at_worst: {at}, at_middle: {at}, own_score: 100 %"
    return (
        f"clock: {{length: {number(weeks)} weeks, run_out: 0 s}}\n"
        f"customers:\n  population: {population}\n"
        f"  trust: {{start: {number(trust)}, rate: {percent(rate)}}}\n  leaving: {{{leave}}}\n"
        f"demand:\n  needs: {{rate: {number(needs_per_week)} per week}}\n"
        + question("0 s")
        + "channels:\n  email: {kind: deferred}\n"
        + care(1, "email")
        + f"satisfaction: {{base: {number(score)}}}\n"
    )


def _dissatisfied(view: View) -> Any:
    return view("customers.left_dissatisfied") / view("customers.at_start")


LEAVING = Family(
    "Customers who leave after Poisson judgements, or move on, and their trust.",
    customers.leaving,
    _leaving,
    measured(
        {
            "left_share": kpi("customers.left_share"),
            "left_dissatisfied_share": _dissatisfied,
            "judgements": kpi("customers.judgements"),
            "needs_not_arisen": kpi("customers.needs_not_arisen"),
            "trust": kpi("customers.trust"),
        }
    ),
    replications=40,
    shorten=1,
)


# -- getting louder --------------------------------------------------------------------------


def _louder(weight: float, factor: float, returns: int) -> str:
    ways = f"{{phone: {percent(1.0 - weight)}, forum: {percent(weight)}}}"
    hoops = "transfer: 0, redirect: 0, refused_channel: 0, re_explanation: 0, hold_minute: 0"
    return (
        clock(0.3, 4_000, run_out="2 days")
        + f"customers:\n  louder:\n    per_failure: {number(factor)}\n    hoops: {{{hoops}}}\n"
        + needs(0.3, "phone")
        + question("0 s", ", resolves: 0 %")
        + "channels:\n  phone: {}\n  forum: {kind: deferred, public: true}\n"
        + f"returns:\n  unresolved: {{chance: 100 %, delay: 1 h, at_most: {returns}, "
        + f"channel: {ways}}}\n"
        + care(1, "[phone, forum]")
    )


LOUDER = Family(
    "Customers who turn to a public channel as an issue fails.",
    customers.louder,
    _louder,
    measured(
        {
            "contacts_per_issue": kpi("demand.contacts_per_issue"),
            "public_contacts_per_issue": kpi("demand.public_contacts_per_issue"),
            "public_share": kpi("demand.public_share"),
        }
    ),
    replications=24,
)


# -- habit -----------------------------------------------------------------------------------

HABIT_CUSTOMERS = 1000


def _habit_page(mean_needs: float, learning: float, strength: float) -> str:
    learned = f"{{learning: {percent(learning)}, strength: {number(strength)}}}"
    total = number(HABIT_CUSTOMERS * mean_needs / 4)
    return (
        "clock: {length: 4 weeks, run_out: 0 s}\n"
        f"customers:\n  population: {HABIT_CUSTOMERS}\n  habit: {learned}\n"
        f"demand:\n  needs: {{rate: {total} per week, channels: {{phone: 1, forum: 1}}}}\n"
        + question("0 s")
        + "channels:\n  phone: {}\n"
        + "  forum: {kind: deferred, answers: 0 %, expected_reply: 1 s}\n"
        + care(1, "[phone, forum]")
    )


HABIT = Family(
    "Customers who learn which of two channels works.",
    customers.habit,
    _habit_page,
    measured(
        {
            "share_of_good": lambda view: view("phone.offered") / view("demand.contacts"),
            "habit_of_good": kpi("phone.habit"),
            "habit_of_bad": kpi("forum.habit"),
        }
    ),
    replications=24,
    shorten=1,
)
