"""Measures by name: their units, those that a scenario has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sim.experiment.errors import RequestError
from sim.kpi import catalogue, describe
from sim.kpi.catalogue import placed
from sim.kpi.distributions import OF_SPREADS
from sim.kpi.fairness import QUIET, SMALL_REACH, tells_public, tells_reach
from sim.scenario.problems import closest
from sim.scenario.rules.channel_choice import counts_public, gets_louder, has_habits
from sim.scenario.rules.credibility import counts_complaints
from sim.scenario.rules.customers import remembers, trusts
from sim.scenario.rules.expectations import adapts
from sim.scenario.rules.explanations import explains
from sim.scenario.rules.false_fixes import is_believed
from sim.scenario.rules.noticing import noticed_of
from sim.scenario.rules.self_services import hides_talks
from sim.scenario.rules.silence import silent_desks
from sim.scenario.rules.updates import updating_desks
from sim.stats import Direction
from sim.time_units import time_name

if TYPE_CHECKING:
    from sim.scenario import Scenario

Names = tuple[str, ...]
OF_DEFERRED = (
    *(f"started_within_{hours}h" for hours in (1, 4, 8, 24, 48, 72)),
    "reply_within_expected",
    *("replied_within_<time>", "replied_within_<time>_open"),
)
"""Measures that live channels lack."""
OF_LIVE = ("answered_within_<time>", "answered_within_<time>_open")
"""Measures that deferred channels lack."""
OF_OPEN_HOURS = (
    *("answered_within_<time>_open", "replied_within_<time>_open", "first_response_mean_open_h"),
)
"""Measures of channels that also count their hours alone."""
OF_CHANNELS: dict[str, Names] = {
    "answers": ("ignored", "ignored_share", "ignored_met_share"),
    "automatic_reply": ("automatic_replies", "seen_through_share"),
    "callback": (
        *("callbacks", "callback_share", "mean_wait_for_callback_s", "callbacks_missed_share"),
    ),
    "redirect": (
        *("redirected", "redirected_share", "redirect_followed_share"),
        *("redirected_met_share", "redirected_dropped_share"),
    ),
    "self_service": (
        *("self_service_entered", "contained", "containment", "true_containment"),
        *("false_containment", "dropped_out", "drop_out_share", "misrouted", "misrouted_share"),
        *("mean_self_service_s", "self_service_cost", "self_service_cost_per_met_need"),
    ),
    "service_level": (
        "service_level_without_short_abandons",
        "service_level_with_abandons_in_time",
    ),
    "service_thresholds": (
        *("answered_within_<time>", "replied_within_<time>"),
        *OF_OPEN_HOURS,
    ),
    "approval": (*("approvals", "approval_share", "approved_share", "mean_approval_h"),),
    "peers": (
        *("peer_answers", "peer_answered_share", "resolved_by_peers_share", "mean_peer_answer_h"),
    ),
}
"""By key of a channel: measures that only channels with that key have."""
OF_FALSE_FIXES = (
    *("false_fixes", "false_fix_share", "found_out_share", "mean_time_to_find_out_h"),
)
"""Measures that there are only where a fix that does not hold is believed for some time."""
OF_SILENCE = (
    *("contacts_when_met", "contacts_when_met_share", "silent_ends", "confirmed_share"),
    *("unknown_share", "mean_time_to_know_h"),
)
"""Measures that there are only where a desk does not tell all customers how it ended."""
OF_CUSTOMERS = (
    *("at_start", "at_end", "left", "left_share", "left_dissatisfied", "left_silently"),
    *("needs_not_arisen", "judgements", "margin_kept", "margin_lost", "weekly_margin_lost"),
    "net_value",
)
"""Measures that there are only where customers remember."""
OF_TEAMS: dict[str, Names] = {
    "handle_time_target": (
        *("cut_short", "cut_short_share", "fixes_lost_to_target", "handle_per_met_need_s"),
    ),
    "manner": ("last_talks", "last_talk_score"),
    "amends": ("amends", "amends_paid", "amended_share"),
    "offers": (
        *("offers", "offered_share", "offers_accepted", "offers_accepted_share"),
        *("offering_h", "revenue"),
    ),
}
"""By key of a team: measures that only teams with that key have; of others, if any team has."""
OF_HISTORIES = (
    *("re_explanations", "re_explained_share", "re_explaining_h", "re_explanations_per_issue"),
)
"""Measures of teams that cannot look up all that was said; of others, if anybody cannot."""
OF_TURNS = ("questions", "questions_per_issue", "unanswered_share", "mean_answer_h")
"""Measures of deferred channels, and of issue types that ask, if any type asks questions."""
OF_EXPLANATIONS = ("let_pass", "explained_share")
"""Measures that there are only where a team explains how it will go on."""
OF_UPDATES = ("updates", "updates_told_share", "updating_h", "mean_update_delay_h")
"""Measures of desks that send updates about their tasks."""
OF_PERISHING = ("perished", "perished_share", "perished_value", "saved_value", "work_in_vain_h")
"""Measures of issue types that lose their value, and of all of these together."""
OF_NOTICED = ("noticed_share", "met_unasked_share", "contacts_saved")
"""Measures of issue types whose needs the firm may notice, and of all of these together."""
OF_NO_NEED = (
    *("contacts_without_need", "without_need_share"),
    *("hours_without_need", "hours_without_need_share"),
)
"""Measures that there are only where some issue type needs nothing but an answer."""
OF_CREDIBILITY = (
    *("complaints", "habitual_share", "habitual_need_share"),
    *("habitual_wait_s", "credible_wait_s"),
)
"""Measures that there are only where ranks go by how often customers have complained."""
OF_CASE_OWNERS = ("owned", "by_owner_share", "kept_share", "mean_kept_s")
"""Measures that channels have on which contacts wait for the owner of their case."""
OF_RESERVES = ("reserve_calls", "reserve_called_h", "reserve_h", "reserve_share")
"""Measures that only queues with a reserve have, and teams that are one."""
OF_PUBLIC = ("public_share", "public_contacts_per_issue")
"""Measures that there are only where channel choice is stated, and a channel public."""


class Measure(NamedTuple):
    """Unit of a KPI (amounts in the scenario's currency) and which of its values are better."""

    unit: str
    direction: Direction


def measure_of(kpi: str, currency: str) -> Measure:
    """Unit and direction of a KPI. Raises RequestError for one that does not exist."""
    try:
        definition = describe(kpi)
    except KeyError:
        raise _unknown(kpi) from None
    return Measure(definition.unit.replace("money", currency), definition.direction)


def measures_of(scenario: Scenario) -> Iterator[str]:
    """The names of all measures of a scenario."""
    places: dict[str, Iterable[str]] = {
        "<channel>": scenario.channels,
        "<type>": scenario.issue_types,
        "<segment>": scenario.customers.segments,
        "<desk>": scenario.tasks,
        "<team>": scenario.teams,
    }
    for pattern in catalogue():
        *_, last = pattern.split(".")
        choices: list[Iterable[str]] = [places.get(part, (part,)) for part in pattern.split(".")]
        for words in product(*choices):
            if all(exist(scenario, words) for names, exist in CONDITIONS if last in names):
                yield from _with_times(scenario, ".".join(words))


def _with_times(scenario: Scenario, name: str) -> Iterator[str]:
    """A measure of each time that its channel states."""
    if "<time>" not in name:
        yield name
        return
    stated = scenario.channels[name.partition(".")[0]].service_thresholds
    for time_s in stated.within_s if stated is not None else ():
        yield name.replace("<time>", time_name(time_s))


Words = Sequence[str]


def _channel_has(key: str, scenario: Scenario, words: Words) -> bool:
    """Whether the channel that a measure is about states a key of its own."""
    channel = scenario.channels[words[0]]
    return bool(getattr(channel, key) != type(channel).model_fields[key].default)


def _team_has(key: str, scenario: Scenario, words: Words) -> bool:
    """Whether a team states a key of its own: the one that a measure is about, or any."""
    teams = scenario.teams
    about = [teams[words[1]]] if words[0] == "teams" else teams.values()
    return any(getattr(one, key) != type(one).model_fields[key].default for one in about)


def _is_deferred(scenario: Scenario, words: Words) -> bool:
    """Whether a measure is about no live channel."""
    return words[0] not in scenario.channels or scenario.channels[words[0]].kind == "deferred"


def _is_live(scenario: Scenario, words: Words) -> bool:
    """Whether a measure is about a live channel."""
    return scenario.channels[words[0]].kind == "live"


def _counts_open_hours(scenario: Scenario, words: Words) -> bool:
    """Whether the channel that a measure is about also counts its hours alone."""
    stated = scenario.channels[words[0]].service_thresholds
    return stated is not None and stated.open_hours


def _believes(scenario: Scenario, words: Words) -> bool:
    """Whether a false fix may be believed: of the issue type that a measure is about, or any."""
    issue_types = scenario.issue_types
    about = [words[1]] if words[0] == "types" else issue_types
    return any(is_believed(scenario, issue_types[name]) for name in about)


def _serves_itself(scenario: Scenario, words: Words) -> bool:
    """Whether any channel has self-service."""
    return any(channel.self_service is not None for channel in scenario.channels.values())


def _hides(scenario: Scenario, words: Words) -> bool:
    """Whether agents of the team that a measure is about, or anybody, cannot look all up."""
    return scenario.teams[words[1]].history.hides if words[0] == "teams" else hides_talks(scenario)


def _is_silent(scenario: Scenario, words: Words) -> bool:
    """Whether customers may not be told: at the desk that a measure is about, or at any."""
    silent = silent_desks(scenario)
    return words[1] in silent if words[0] == "tasks" else bool(silent)


def _explains(scenario: Scenario, words: Words) -> bool:
    """Whether customers may know how it will go on."""
    return explains(scenario)


def _updates(scenario: Scenario, words: Words) -> bool:
    """Whether the desk that a measure is about sends updates."""
    return words[1] in updating_desks(scenario)


def _asks(scenario: Scenario, words: Words) -> bool:
    """Whether questions are asked on the channel, or about the issue type, that is named."""
    types = scenario.issue_types
    if words[0] == "types":
        return types[words[1]].asks
    deferred = scenario.channels[words[0]].kind == "deferred"
    return deferred and any(one.asks for one in types.values())


def _perishes(scenario: Scenario, words: Words) -> bool:
    """Whether needs of the issue type that is named, or of any, may lose their value."""
    types = scenario.issue_types
    chosen = [types[words[1]]] if words[0] == "types" else types.values()
    return any(one.value_lasts is not None for one in chosen)


def _notices(scenario: Scenario, words: Words) -> bool:
    """Whether the firm may notice needs of the issue type that is named, or of any."""
    types = scenario.issue_types
    chosen = [types[words[1]]] if words[0] == "types" else types.values()
    return any(noticed_of(one) is not None for one in chosen)


def _needs_answers(scenario: Scenario, words: Words) -> bool:
    """Whether some issue type needs nothing but an answer."""
    return any(one.by_answer for one in scenario.issue_types.values())


def _counts_complaints(scenario: Scenario, words: Words) -> bool:
    """Whether ranks go by how often customers have complained."""
    return counts_complaints(scenario)


def _tells_public(scenario: Scenario, words: Words) -> bool:
    """Whether quiet customers can be told from public ones."""
    return tells_public(scenario)


def _tells_reach(scenario: Scenario, words: Words) -> bool:
    """Whether customers of small reach can be told from those of large reach."""
    return tells_reach(scenario)


def _has_reserve(scenario: Scenario, words: Words) -> bool:
    """Whether the queue that a measure is about has a reserve, or the team is one."""
    return any(words[-2] in (rule.queue, rule.team) for rule in scenario.routing.reserve)


def _keeps(scenario: Scenario, words: Words) -> bool:
    """Whether contacts of the channel that a measure is about are kept for owners of cases."""
    owners = scenario.routing.case_owner
    return owners is not None and owners.waits_s > 0 and owners.waits_in(words[0], desk=False)


def _remembers(scenario: Scenario, words: Words) -> bool:
    """Whether customers remember."""
    return remembers(scenario)


def _expects(scenario: Scenario, words: Words) -> bool:
    """Whether the waits that customers expect follow what they live through."""
    return adapts(scenario)


def _asks_for(key: str, scenario: Scenario, words: Words) -> bool:
    """Whether the scenario asks for measures of some distributions."""
    return key in (scenario.distributions or ())


def _of_choice(rule: Callable[[Scenario], bool], scenario: Scenario, words: Words) -> bool:
    """Whether a rule of channel choice holds of the scenario."""
    return rule(scenario)


CONDITIONS: tuple[tuple[Names, Callable[[Scenario, Words], bool]], ...] = (
    (OF_DEFERRED, _is_deferred),
    (OF_LIVE, _is_live),
    (OF_OPEN_HOURS, _counts_open_hours),
    (OF_FALSE_FIXES, _believes),
    (OF_SILENCE, _is_silent),
    (OF_HISTORIES, _hides),
    (("self_service",), _serves_itself),
    (OF_UPDATES, _updates),
    (OF_EXPLANATIONS, _explains),
    (OF_TURNS, _asks),
    (OF_PERISHING, _perishes),
    (OF_NOTICED, _notices),
    (OF_NO_NEED, _needs_answers),
    (OF_CREDIBILITY, _counts_complaints),
    (tuple(name.rpartition(".")[2] for name in QUIET), _tells_public),
    (tuple(name.rpartition(".")[2] for name in SMALL_REACH), _tells_reach),
    (OF_RESERVES, _has_reserve),
    (OF_CASE_OWNERS, _keeps),
    (OF_CUSTOMERS, _remembers),
    (("trust",), partial(_of_choice, trusts)),
    (("expected_wait",), _expects),
    (OF_PUBLIC, partial(_of_choice, counts_public)),
    (("effort",), partial(_of_choice, gets_louder)),
    (("habit",), partial(_of_choice, has_habits)),
    *((names, partial(_asks_for, key)) for key, names in OF_SPREADS.items()),
    *((names, partial(_channel_has, key)) for key, names in OF_CHANNELS.items()),
    *((names, partial(_team_has, key)) for key, names in OF_TEAMS.items()),
)
"""Measures that not all scenarios have, by the last part of their names, and when there are any."""


def or_all(kpi: str, known: Iterable[str]) -> str:
    """The nearest measure of some, or where all of them are listed."""
    return closest(kpi, known) or "`supportsim kpis` lists all."


def _unknown(kpi: str) -> RequestError:
    """The error for a measure that is none, with the nearest name that could be one."""
    close = get_close_matches(kpi, _alike(kpi), n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return RequestError(f"there is no measure {kpi!r}; {hint}`supportsim kpis` lists all")


def _alike(kpi: str) -> Iterator[str]:
    """All measures, with the words of ``kpi`` in the places of channels, teams, …"""
    words = kpi.split(".")
    _, time = placed(words[-1])
    for name in catalogue():
        parts = name.split(".")
        if len(parts) == len(words):
            pairs = zip(parts, words, strict=True)
            told = (own if part.startswith("<") else part for part, own in pairs)
            yield ".".join(told).replace("<time>", time or "20s")
