"""Measures by name: their units, those that a scenario has, and the differences that matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sim.experiment.errors import RequestError
from sim.kpi import catalogue, describe
from sim.scenario import Problem, ScenarioError
from sim.scenario.model.scenario import in_unit
from sim.scenario.problems import in_order
from sim.stats import Direction

if TYPE_CHECKING:
    from sim.scenario import Scenario, ScenarioFile
    from sim.scenario.model import Channel, Team

OF_DEFERRED = ("started_within_", "reply_within_")
"""How measures begin that live channels lack."""
OF_MECHANISMS = {
    "answers": ("ignored", "ignored_share", "ignored_met_share"),
    "automatic_reply": ("automatic_replies", "seen_through_share"),
    "callback": (
        *("callbacks", "callback_share", "mean_wait_for_callback_s", "callbacks_missed_share"),
    ),
    "redirect": (
        *("redirected", "redirected_share", "redirect_followed_share"),
        *("redirected_met_share", "redirected_dropped_share"),
    ),
}
"""By key of a channel: measures that only channels with that key have."""
OF_FALSE_FIXES = (
    *("false_fixes", "false_fix_share", "found_out_share", "mean_time_to_find_out_h"),
)
"""Measures that there are only where a fix that does not hold is believed for some time."""

OF_TEAMS = {
    "handle_time_target": (
        *("cut_short", "cut_short_share", "fixes_lost_to_target", "handle_per_met_need_s"),
    ),
    "history": (
        *("re_explanations", "re_explained_share", "re_explaining_h", "re_explanations_per_issue"),
    ),
}
"""By key of a team: measures that only teams with that key have; of others, if any team has."""


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
        first, *_, last = pattern.split(".")
        choices: list[Iterable[str]] = [places.get(part, (part,)) for part in pattern.split(".")]
        for words in product(*choices):
            if last in OF_FALSE_FIXES and not _believes(scenario, words):
                continue
            if first == "<channel>" and not _has(scenario.channels[words[0]], last):
                continue
            teams = [scenario.teams[words[1]]] if first == "teams" else scenario.teams.values()
            if any(_team_has(team, last) for team in teams):
                yield ".".join(words)


def _has(channel: Channel, measure: str) -> bool:
    """Whether a channel has a measure that not all channels have."""
    if measure.startswith(OF_DEFERRED):
        return channel.kind == "deferred"
    keys = [key for key, measures in OF_MECHANISMS.items() if measure in measures]
    return all(getattr(channel, key) != type(channel).model_fields[key].default for key in keys)


def _believes(scenario: Scenario, words: Sequence[str]) -> bool:
    """Whether a false fix may be believed: of the issue type that a measure is about, or any."""
    issue_types = scenario.issue_types
    about = [words[1]] if words[0] == "types" else issue_types
    return any(issue_types[name].is_believed for name in about)


def _team_has(team: Team, measure: str) -> bool:
    """Whether a team has a measure that not all teams have."""
    keys = [key for key, measures in OF_TEAMS.items() if measure in measures]
    return all(getattr(team, key) != type(team).model_fields[key].default for key in keys)


def _unknown(kpi: str) -> RequestError:
    """The error for a measure that is none, with the nearest name that could be one."""
    close = get_close_matches(kpi, _alike(kpi), n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return RequestError(f"there is no measure {kpi!r}; {hint}`supportsim kpis` lists all")


def _alike(kpi: str) -> Iterator[str]:
    """All measures, with the words of ``kpi`` in the places of channels, teams, …"""
    words = kpi.split(".")
    for name in catalogue():
        parts = name.split(".")
        if len(parts) == len(words):
            pairs = zip(parts, words, strict=True)
            yield ".".join(own if part.startswith("<") else part for part, own in pairs)


# -- differences that matter -----------------------------------------------------------------


def matters_of(scenario: Scenario) -> dict[str, float]:
    """The least differences that matter, in the units of the measures.

    Raises ValueError for one that ``check_matters`` refuses.
    """
    return {kpi: _in_unit(kpi, text, scenario) for kpi, text in scenario.matters.items()}


def check_matters(
    file: ScenarioFile, variants: Iterable[str], overrides: Sequence[str] = ()
) -> None:
    """See that what matters are measures, and in their units. Raises ScenarioError, with places."""
    found = []
    for name in variants:
        scenario = file.resolve(name, overrides)
        for kpi, text in scenario.matters.items():
            try:
                _in_unit(kpi, text, scenario)
            except ValueError as error:
                mark = file.place(("matters", kpi), name, overrides)
                found.append(Problem(*mark, f"matters.{kpi}", kpi, str(error)))
    if found:
        raise ScenarioError(in_order(found))


def _in_unit(kpi: str, text: str, scenario: Scenario) -> float:
    return in_unit(text, measure_of(kpi, scenario.cost.currency).unit)
