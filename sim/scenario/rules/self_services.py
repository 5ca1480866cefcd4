"""What self-service leaves to agents."""

from __future__ import annotations

from sim.scenario.model import IssueType, Scenario, SelfService


def rules_of(scenario: Scenario) -> list[SelfService | None]:
    """Self-service by channel, where it makes any difference."""
    rules = [channel.self_service for channel in scenario.channels.values()]
    return [rule if rule is not None and rule.happens else None for rule in rules]


def hides_talks(scenario: Scenario) -> bool:
    """Whether anybody cannot look up all that a customer has said before."""
    machines = any(rule is not None and rule.hides for rule in rules_of(scenario))
    return machines or any(team.history.hides for team in scenario.teams.values())


def contained_share(scenario: Scenario, rule: SelfService, issue_type: str) -> float:
    """Share of contacts about issues of a type that self-service says it resolves."""
    hopeless = scenario.issue_types[issue_type].unresolvable
    return (1.0 - rule.drops) * (1.0 - hopeless) * rule.chance(issue_type)


def passed_share(scenario: Scenario, rule: SelfService, issue_type: str) -> float:
    """Share of contacts about issues of a type that go on to agents."""
    return 1.0 - rule.drops - contained_share(scenario, rule, issue_type)


def is_claimed(scenario: Scenario, issue_type: IssueType) -> bool:
    """Whether self-service may say falsely that issues of a type are resolved."""
    names = [name for name, one in scenario.issue_types.items() if one is issue_type]
    rules = [rule for rule in rules_of(scenario) if rule is not None and rule.false_fixes > 0.0]
    return any(rule.chance(name) > 0.0 for rule in rules for name in names)
