"""Small folders of claims for tests."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

ATLAS = """\
atlas: Of a test
firms: {{slack: slack.yaml, load: load.yaml}}
confidence: 95 %
replications: {{at_first: {first}, at_most: {most}}}
loads: {{path: demand.callers.rate, levels: [300 per week, 400 per week]}}
robustness: {{points: 4, replications: 3, seed: 1}}
"""
FIRM = """\
scenario: A small line
clock: {{length: 1 week, run_out: 1 day}}
demand: {{callers: {{rate: 400 per week, profile: "Mon-Fri 09:00-17:00"}}}}
issue_types:
  question:
    work: {{value: exponential(5 min), range: [2 min, 8 min], source: none, grade: assumed}}
    resolves: {{value: 85 %, range: [60 %, 95 %], source: none, grade: assumed}}
channels:
  phone: {{hours: "Mon-Fri 09:00-17:00", patience: exponential(3 min)}}
teams:
  care: {{head_count: {agents}, skills: {{channels: phone}}, wage: 20 USD/h}}
returns: {{unresolved: {{chance: 60 %, delay: 1 h}}}}
matters: {{phone.abandonment: 2 %, demand.contacts_per_issue: 0.03, cost.total: 10 USD}}
"""
CLAIM = """\
claim: {number}
title: A claim
says: Something.
articles: [0]
kind: {kind}
theme: Tests
tests: Something is changed.
refuted_by: The opposite.
policies:
  before: {{issue_types.question.after_contact: 0 s}}
  after: {after}
contrasts:
  - {{measure: {measure}, of: after, is: {expected}, than: before}}
"""


def folder_of(path: Path, *claims: str, first: int = 6, most: int = 48) -> Path:
    """A folder with two firms and these claims, which are numbered from 1."""
    path.mkdir(exist_ok=True)
    (path / "atlas.yaml").write_text(ATLAS.format(first=first, most=most))
    (path / "slack.yaml").write_text(FIRM.format(agents=4))
    (path / "load.yaml").write_text(FIRM.format(agents=2))
    for at, text in enumerate(claims, 1):
        (path / f"{at:03d}-a-claim.yaml").write_text(dedent(text))
    return path


def claim(
    number: int = 1,
    after: str = "{issue_types.question.resolves: 50 %}",
    expected: str = "more",
    measure: str = "demand.contacts_per_issue",
    kind: str = "emergent",
) -> str:
    """A claim file."""
    return CLAIM.format(number=number, after=after, expected=expected, measure=measure, kind=kind)
