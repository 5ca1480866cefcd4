"""Ways to answer: few, by self-service, elsewhere, in turns, by peers, approved, called back."""

from __future__ import annotations

from tests.theory.case import Family, each_minute, kpi, measured
from tests.theory.exact import answering
from tests.theory.sample import Estimator
from tests.theory.text import care, clock, exponential, needs, per_min, percent, question

MIN, HOUR = 1.0 / 60.0, 60.0
CONTACTS = 25_000


def _line(channel: str, team: str = "care") -> dict[str, Estimator]:
    """What Erlang C says of a line."""
    return {
        "p_wait": kpi(f"{channel}.delayed_share"),
        "mean_wait": kpi(f"{channel}.mean_wait_s", MIN),
        "mean_queue": kpi(f"{channel}.mean_queue"),
        "utilization": kpi(f"teams.{team}.occupancy"),
    }


# -- a share is answered ---------------------------------------------------------------------


def _selective(servers: int, arrival_rate: float, mean_service: float, answers: float) -> str:
    return (
        clock(arrival_rate * answers, CONTACTS)
        + needs(arrival_rate)
        + question(exponential(mean_service))
        + f"channels:\n  email: {{kind: deferred, answers: {percent(answers)}}}\n"
        + care(servers, "email")
    )


SELECTIVE = Family(
    "M/M/c, a share of the contacts gets an answer.",
    answering.selective,
    _selective,
    measured({"ignored_share": kpi("email.ignored_share"), **_line("email")}),
)


# -- self-service in front -------------------------------------------------------------------


def _self_service(
    servers: int,
    arrival_rate: float,
    mean_service: float,
    contains: float,
    false_fixes: float,
    drops: float,
    takes: float,
) -> str:
    return (
        clock(arrival_rate * (1.0 - contains), CONTACTS)
        + needs(arrival_rate)
        + question(exponential(mean_service))
        + "channels:\n  phone:\n    self_service:\n"
        + f"      contains: {percent(contains)}\n      false_fixes: {percent(false_fixes)}\n"
        + f"      drops: {percent(drops)}\n      takes: {exponential(takes)}\n"
        + care(servers, "phone")
    )


SELF_SERVICE = Family(
    "M/G/infinity before M/M/c, self-service before agents.",
    answering.self_service,
    _self_service,
    measured(
        {
            "drop_out_share": kpi("phone.drop_out_share"),
            "containment": kpi("phone.containment"),
            "true_containment": kpi("phone.true_containment"),
            "mean_self_service": kpi("phone.mean_self_service_s", MIN),
            "passed_rate": each_minute("phone.offered"),
            **_line("phone"),
        }
    ),
)


# -- sent to another channel -----------------------------------------------------------------


def _redirect(
    servers: int,
    arrival_rates: tuple[float, float],
    mean_service: float,
    share: float,
    follows: float,
) -> str:
    posts, calls = (per_min(one) for one in arrival_rates)
    return (
        clock(sum(arrival_rates), 2 * CONTACTS)
        + f"demand:\n  posts: {{rate: {posts}, channels: forum}}\n"
        + f"  calls: {{rate: {calls}, channels: phone}}\n"
        + question(exponential(mean_service))
        + "channels:\n  forum:\n    kind: deferred\n    redirect:\n      to: phone\n"
        + f"      share: {percent(share)}\n      work: {exponential(mean_service)}\n"
        + f"      follows: {percent(follows)}\n      delay: exponential(20 min)\n  phone: {{}}\n"
        + f"teams:\n  writers: {{head_count: {servers}, skills: {{channels: forum}}}}\n"
        + f"  talkers: {{head_count: {servers}, skills: {{channels: phone}}}}\n"
    )


REDIRECT = Family(
    "Open network, a share is sent to another line.",
    answering.redirect,
    _redirect,
    measured(
        {
            "redirected_share": kpi("forum.redirected_share"),
            "followed_share": kpi("forum.redirect_followed_share"),
            "second_rate": each_minute("phone.offered"),
            **{f"{name}[1]": read for name, read in _line("forum", "writers").items()},
            **{f"{name}[2]": read for name, read in _line("phone", "talkers").items()},
        }
    ),
)


# -- back and forth --------------------------------------------------------------------------


def _turns(
    servers: int, fresh_rate: float, mean_service: float, questions: float, answers: float
) -> str:
    work = exponential(mean_service)
    return (
        clock(fresh_rate, CONTACTS, run_out="4 days")
        + needs(fresh_rate)
        + f"issue_types:\n  question:\n    work: {work}\n    turns:\n"
        + f"      questions: {percent(questions)}\n      work: {work}\n"
        + f"      answers: {percent(answers)}\n      answers_after: exponential(1 h)\n"
        + "      closes_after: 1 day\n"
        + "channels:\n  email: {kind: deferred}\n"
        + care(servers, "email")
    )


TURNS = Family(
    "Open network, questions to customers and their answers.",
    answering.turns,
    _turns,
    measured(
        {
            "contacts_per_issue": kpi("demand.contacts_per_issue"),
            "questions_per_issue": kpi("email.questions_per_issue"),
            "unanswered_share": kpi("email.unanswered_share"),
            "closed_share": kpi("resolution.given_up_share"),
            **_line("email"),
        }
    ),
)


# -- silence -----------------------------------------------------------------------------------


def _second(
    servers: int, fresh_rate: float, mean_service: float, confirms: float, explains: float
) -> str:
    work = exponential(mean_service)
    return (
        clock(fresh_rate, CONTACTS, run_out="4 days", warm_up_days=3)
        + needs(fresh_rate)
        + f"issue_types:\n  claim:\n    work: {{acknowledge: {work}, fix: {work}}}\n"
        + f"    chase: {work}\n    leaves: {{fix: desk}}\n"
        + f"channels:\n  phone: {{}}\ntasks:\n  desk: {{confirms: {percent(confirms)}}}\n"
        + "promise: {kind: fixed, within: 1 day}\n"
        + "returns:\n  broken_promise: {chance: all, delay: exponential(1 h), at_most: 1}\n"
        + f"teams:\n  care:\n    head_count: {servers}\n    explains: {percent(explains)}\n"
        + "    skills: {channels: phone, does: acknowledge}\n"
        + f"  office: {{head_count: {2 * servers}, skills: {{tasks: desk}}}}\n"
    )


SECOND_CONTACTS = Family(
    "Open network, who does not know that all is done makes a second contact.",
    answering.second_contacts,
    _second,
    measured(
        {
            "contacts_per_issue": kpi("demand.contacts_per_issue"),
            "confirmed_share": kpi("tasks.desk.confirmed_share"),
            "total_arrival_rate": each_minute("demand.contacts"),
            **_line("phone"),
        }
    ),
)


# -- peers -----------------------------------------------------------------------------------


def _peers(servers: int, arrival_rate: float, mean_service: float, helped_after: float) -> str:
    return (
        clock(arrival_rate, CONTACTS)
        + needs(arrival_rate)
        + question(exponential(mean_service))
        + "channels:\n  forum:\n    kind: deferred\n    public: yes\n"
        + f"    peers: {{answers: 100 %, after: {exponential(helped_after)}, resolves: 100 %}}\n"
        + care(servers, "forum")
    )


PEERS = Family(
    "M/M/c + M, other customers answer who waits.",
    answering.peers,
    _peers,
    measured(
        {
            "helped_share": kpi("forum.peer_answered_share"),
            "mean_time_to_help": kpi("forum.mean_peer_answer_h", HOUR),
            **_line("forum"),
        }
    ),
)


# -- approval --------------------------------------------------------------------------------


def _approval(
    servers: int,
    arrival_rate: float,
    mean_service: float,
    share: float,
    approvers: int,
    mean_approval: float,
) -> str:
    return (
        clock(arrival_rate, CONTACTS)
        + needs(arrival_rate)
        + question(exponential(mean_service))
        + "channels:\n  email:\n    kind: deferred\n    approval: {desk: legal, "
        + f"share: {percent(share)}, work: {exponential(mean_approval)}}}\n"
        + "tasks:\n  legal: {}\n"
        + care(servers, "email")
        + f"  lawyers: {{head_count: {approvers}, skills: {{tasks: legal}}}}\n"
    )


APPROVAL = Family(
    "Open tandem, answers are approved before they are sent.",
    answering.approval,
    _approval,
    measured(
        {
            "approval_share": kpi("email.approval_share"),
            "mean_wait": kpi("email.mean_wait_s", MIN),
            "mean_time_to_approval": kpi("email.mean_approval_h", HOUR),
            "mean_time_to_reply": kpi("email.mean_time_in_system_s", MIN),
            "utilization": kpi("teams.care.occupancy"),
            "utilization_of_approvers": kpi("teams.lawyers.occupancy"),
        }
    ),
)


# -- callbacks -------------------------------------------------------------------------------


def _callbacks(servers: int, arrival_rate: float, mean_service: float, patience: float) -> str:
    return (
        clock(arrival_rate, CONTACTS)
        + needs(arrival_rate)
        + question(exponential(mean_service))
        + f"channels:\n  phone:\n    patience: {exponential(patience)}\n"
        + "    callback: {after: 0 s, accepts: 100 %}\n"
        + care(servers, "phone")
    )


CALLBACKS = Family(
    "M/M/c, whoever waits is called back.",
    answering.callbacks,
    _callbacks,
    measured(
        {
            "abandonment": kpi("phone.abandonment"),
            "callback_share": kpi("phone.callback_share"),
            "mean_wait_for_callback": kpi("phone.mean_wait_for_callback_s", MIN),
            **_line("phone"),
        }
    ),
)
