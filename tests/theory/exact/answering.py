"""Ways to answer that leave lines of exponential work: networks of them (Jackson 1957).

What leaves such a line is a Poisson process again (Burke 1956), and so is a part of it that
chance picks, or what comes back after a delay.
"""

from __future__ import annotations

from tests.theory.exact.erlang import erlang_a, erlang_c


def selective(
    servers: int, arrival_rate: float, mean_service: float, answers: float
) -> dict[str, float]:
    """A share gets an answer, the others none: Erlang C of that share."""
    return {
        "ignored_share": 1.0 - answers,
        **erlang_c(servers, answers * arrival_rate, mean_service),
    }


def self_service(
    servers: int,
    arrival_rate: float,
    mean_service: float,
    contains: float,
    false_fixes: float,
    drops: float,
    takes: float,
) -> dict[str, float]:
    """Any number at once in front of a line (M/G/infinity): Erlang C of what goes on."""
    passed = arrival_rate * (1.0 - drops) * (1.0 - contains)
    contained = (1.0 - drops) * contains
    return {
        "drop_out_share": drops,
        "containment": contained,
        "true_containment": contained * (1.0 - false_fixes),
        "mean_self_service": takes,
        "passed_rate": passed,
        **erlang_c(servers, passed, mean_service),
    }


def redirect(
    servers: int,
    arrival_rates: tuple[float, float],
    mean_service: float,
    share: float,
    follows: float,
) -> dict[str, float]:
    """A share of the first line is sent to the second, and some follow; telling is work, too."""
    followed = arrival_rates[0] * share * follows
    lines = (
        erlang_c(servers, arrival_rates[0], mean_service),
        erlang_c(servers, arrival_rates[1] + followed, mean_service),
    )
    return {
        "redirected_share": share,
        "followed_share": follows,
        "second_rate": arrival_rates[1] + followed,
        **{f"{name}[{k + 1}]": value for k in (0, 1) for name, value in lines[k].items()},
    }


def turns(
    servers: int, fresh_rate: float, mean_service: float, questions: float, answers: float
) -> dict[str, float]:
    """With a chance a question, and with a chance its answer: as many contacts of each need."""
    contacts = 1.0 / (1.0 - questions * answers)
    return {
        "contacts_per_issue": contacts,
        "questions_per_issue": questions * contacts,
        "unanswered_share": 1.0 - answers,
        "closed_share": questions * (1.0 - answers) * contacts,
        **erlang_c(servers, contacts * fresh_rate, mean_service),
    }


def second_contacts(
    servers: int, fresh_rate: float, mean_service: float, confirms: float, explains: float
) -> dict[str, float]:
    """Who is neither told that all is done nor knew how it goes on makes a second contact."""
    contacts = 1.0 + (1.0 - confirms) * (1.0 - explains)
    return {
        "contacts_per_issue": contacts,
        "confirmed_share": confirms,
        "total_arrival_rate": contacts * fresh_rate,
        **erlang_c(servers, contacts * fresh_rate, mean_service),
    }


def peers(
    servers: int, arrival_rate: float, mean_service: float, helped_after: float
) -> dict[str, float]:
    """Peers take from the line as patience does: Erlang A (Palm 1957)."""
    found = erlang_a(servers, arrival_rate, mean_service, helped_after)
    return {
        "helped_share": found["p_abandon"],
        "mean_time_to_help": found["mean_wait_abandoned"],
        **{name: found[name] for name in ("p_wait", "mean_queue", "utilization")},
        "mean_wait": found["mean_wait_all"],
    }


def approval(
    servers: int,
    arrival_rate: float,
    mean_service: float,
    share: float,
    approvers: int,
    mean_approval: float,
) -> dict[str, float]:
    """A share of what is written passes a second line before it is sent."""
    written = erlang_c(servers, arrival_rate, mean_service)
    approved = erlang_c(approvers, arrival_rate * share, mean_approval)
    wait = approved["mean_time_in_system"]
    return {
        "approval_share": share,
        "mean_wait": written["mean_wait"],
        "mean_time_to_approval": wait,
        "mean_time_to_reply": written["mean_time_in_system"] + share * wait,
        "utilization": written["utilization"],
        "utilization_of_approvers": approved["utilization"],
    }


def callbacks(
    servers: int,
    arrival_rate: float,
    mean_service: float,
    patience: float,
) -> dict[str, float]:
    """Who has to wait is called back in turn, so that nobody gives up: Erlang C."""
    queue = erlang_c(servers, arrival_rate, mean_service)
    return {
        "abandonment": 0.0,
        "callback_share": queue["p_wait"],
        "mean_wait_for_callback": queue["mean_wait_given_wait"],
        **queue,
    }
