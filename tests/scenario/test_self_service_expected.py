"""What is expected of self-service without a run: numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario import ScenarioFile
from sim.scenario.expected.flows import flows_of

Write = Callable[..., ScenarioFile]
WEEK = """
demand: {calls: {rate: 1680 per week, channels: phone}}
issue_types: {question: {work: 6 min, re_explaining: 3 min}}
channels: {phone: {self_service: {RULE}}, chat: {share: 0}}
teams: {care: {head_count: HEADS, skills: {channels: [phone, chat]}}}
"""


def week(rule: str, more: str = "", heads: str = "20") -> str:
    text = WEEK.replace("RULE", rule).replace("HEADS", heads)
    return text.replace("}}, chat", f"}}{more}}}, chat")


@pytest.mark.parametrize(
    ("rule", "more", "expected"),
    [
        ("contains: 0 %", "", 1680.0),
        ("contains: 25 %", "", 1260.0),
        ("contains: 25 %, drops: 20 %", "", 1680.0 * 0.8 * 0.75),
        ("contains: 0 %, issue_types: {question: 50 %}", "", 840.0),
        # Who was told falsely comes back, and meets it again.
        ("contains: 50 %, false_fixes: 40 %", "", 840.0),
        (
            "contains: 50 %, false_fixes: 40 %",
            ", returns: {unresolved: {chance: 50 %, delay: 1 h}}",
            840.0 + 840.0 * 0.4 * 0.5 * 0.5,
        ),
        # Open for 50 of 168 hours, else a message waits for agents or meets it all the same.
        (
            "contains: 50 %",
            ", kind: deferred, hours: 'Mon-Fri 08:00-18:00'",
            1180.0 + 500.0 * 0.5,
        ),
        (
            "contains: 50 %, always_open: yes",
            ", kind: deferred, hours: 'Mon-Fri 08:00-18:00'",
            840.0,
        ),
        ("contains: 50 %", ", hours: 'Mon-Fri 08:00-18:00'", 250.0),
    ],
)
def test_who_goes_on_to_agents(write: Write, rule: str, more: str, expected: float) -> None:
    flows = flows_of(write(week(rule, more)).resolve())
    assert flows.reached.sum(axis=(1, 2)).tolist() == pytest.approx([expected, 0.0], abs=0.05)


def test_nobody_passes_on_what_nobody_can_resolve_but_to_agents(write: Write) -> None:
    text = week("contains: 50 %").replace("work: 6 min", "work: 6 min, unresolvable: 40 %")
    reached = flows_of(write(text).resolve()).reached
    assert reached[0].sum() == pytest.approx(1680.0 * (1.0 - 0.6 * 0.5))


@pytest.mark.parametrize(
    ("rule", "minutes"),
    [
        ("contains: 50 %", 840.0 * 6),
        ("contains: 50 %, misroutes: 50 %, misrouted_work: 4 min", 840.0 * 8),
        ("contains: 50 %, history: no", 840.0 * 9),
        ("contains: 50 %, misroutes: 50 %, misrouted_work: 4 min, history: no", 840.0 * 11),
    ],
)
def test_work_is_that_of_those_passed_on(write: Write, rule: str, minutes: float) -> None:
    """Agents for a hundredth fewer hours than there is work are told to be too few."""
    hours = minutes / 60.0
    for agents, enough in ((1, hours < 168.0), (2, True)):
        text = week(rule, heads=str(agents))
        told = [one.message for one in write(text).warnings() if "work" in one.message]
        assert (not told) == enough
        assert enough or f"at least {hours:,.1f} h a week" in told[0]
    few = "{agents: 1, hours: 'Mon-Sun 08:00-18:00'}"
    told = [one.message for one in write(week(rule, heads=few)).warnings()]
    assert any(f"at least {hours:,.1f} h a week" in message for message in told)
