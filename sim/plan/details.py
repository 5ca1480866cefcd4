"""Which mechanisms of a scenario keep details of contacts and issues."""

from __future__ import annotations

from sim.rows import DETAILS
from sim.scenario.model import Scenario
from sim.scenario.rules.amends import makes_amends
from sim.scenario.rules.channel_choice import gets_louder, has_habits
from sim.scenario.rules.credibility import counts_complaints
from sim.scenario.rules.customers import judges, remembers
from sim.scenario.rules.doors import returns_of
from sim.scenario.rules.expectations import adapts
from sim.scenario.rules.explanations import explains
from sim.scenario.rules.false_fixes import cuts_short, is_believed
from sim.scenario.rules.manners import manners_count
from sim.scenario.rules.noticing import noticed_of
from sim.scenario.rules.offers import offers_of
from sim.scenario.rules.self_services import hides_talks
from sim.scenario.rules.silence import silent_desks
from sim.scenario.rules.updates import updating_desks


def details_of(scenario: Scenario) -> tuple[str, ...]:
    """The tables of details that are needed, in the order of ``DETAILS``."""
    channels = scenario.channels.values()
    redirects = [channel.redirect for channel in channels if channel.redirect is not None]
    approvals = [channel.approval for channel in channels if channel.approval is not None]
    peers = [channel.peers for channel in channels if channel.peers is not None]
    kept = keeps_patience(scenario)
    believed = any(is_believed(scenario, one) for one in scenario.issue_types.values())
    cuts = cuts_short(scenario)
    served = [channel.self_service for channel in channels if channel.self_service is not None]
    hides = hides_talks(scenario)
    asks = any(one.asks for one in scenario.issue_types.values())
    owners = scenario.routing.case_owner
    louder = gets_louder(scenario)
    amends = makes_amends(scenario)
    manners = manners_count(scenario)
    expects = adapts(scenario)
    needed = {
        "automatic_replies": any(channel.automatic_reply is not None for channel in channels),
        "callbacks": any(channel.callback is not None for channel in channels),
        "judged": judges(scenario),
        "memories": remembers(scenario),
        "redirects": any(rule.happens for rule in redirects),
        "self_services": any(rule.happens for rule in served),
        "waits": kept or louder,
        "waited": kept or louder,
        "false_fixes": believed,
        "beliefs": believed,
        "cut_short": cuts,
        "efforts": cuts,
        "re_explained": hides,
        "explained": hides,
        "outcomes": bool(silent_desks(scenario)),
        "questions": asks,
        "turns": asks,
        "perished": any(one.value_lasts is not None for one in scenario.issue_types.values()),
        "peer_answers": any(rule.happens for rule in peers),
        "offers": any(offers_of(team) is not None for team in scenario.teams.values()),
        "noticed": any(noticed_of(one) is not None for one in scenario.issue_types.values()),
        "approvals": any(rule.happens for rule in approvals),
        "owners": owners is not None and (owners.waits_s > 0.0 or owners.lost < 1.0),
        "updates": bool(updating_desks(scenario)),
        "informed": bool(updating_desks(scenario)),
        "understandings": explains(scenario),
        "for_owner": owners is not None and owners.waits_s > 0.0,
        "hoops": louder,
        "habits": has_habits(scenario),
        "amends": amends,
        "amended": amends,
        "talked": manners,
        "last_talks": manners,
        "expectations": expects,
        "expected": expects,
        "complaints": counts_complaints(scenario),
        "credibility": counts_complaints(scenario),
    }
    return tuple(name for name in DETAILS if needed[name])


def is_watched(scenario: Scenario, details: tuple[str, ...]) -> bool:
    """Whether any mechanism beyond lines, work and reactions is on; ``details``: those needed.

    Where none is, the floor does not ask for one after the other.
    """
    channels = scenario.channels.values()
    at_doors = any(one.selects or one.redirect is not None for one in channels)
    explaining = any(team.explaining.mean_s() > 0.0 for team in scenario.teams.values())
    recurring = any(one.recurs is not None for one in scenario.issue_types.values())
    elsewhere = bool(scenario.routing.reserve or details)
    return at_doors or explaining or recurring or elsewhere


def keeps_patience(scenario: Scenario) -> bool:
    """Whether some customers who try again have the patience that earlier waits have left."""
    channels = scenario.channels.values()
    rules = (rule for channel in channels for rule in returns_of(scenario, channel).values())
    return any(rule.patience == "kept" for rule in rules)
