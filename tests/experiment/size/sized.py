"""A scenario of any size."""

from __future__ import annotations

from pathlib import Path

SMALL = """
clock: {length: CLOCK, run_out: 2 days}
demand: {calls: {rate: RATE, profile: "Mon-Fri 09:00-17:00"}}
issue_types: {question: {work: exponential(6 min)}}
channels: {phone: {hours: "Mon-Fri 09:00-17:00", patience: exponential(3 min), at_closing: keep}}
teams: {care: {TEAM, skills: {channels: phone}}}
variants: {twice: {teams.care.wage: 20 USD/h}}
"""
SHIFTS = 'shifts: {agents: N, hours: "Mon-Fri 09:00-17:00", breaks: "12:00 for 30 min"}'
NOTING = (
    f"{SHIFTS}, manner: 0.2, explains: 50 %, handle_time_target: 8 min, "
    "amends: {cap: 10 USD, amount: 5 USD}, offers: {share: 10 %, revenue: 20 USD}"
)
"""With details of what agents do in contacts."""
HEADS = 'head_count: [{agents: N, hours: "Mon-Fri 09:00-17:00"}, {agents: 1}]'
SEATS = f"{HEADS}, shrinkage: {{share: 30 %, block: BLOCK}}"
BLOCKS = f"{SHIFTS}, absence: 20 %, shrinkage: {{share: 30 %, block: BLOCK}}"


def written(
    folder: Path,
    rate: str = "600 per week",
    team: str = SHIFTS,
    agents: int = 3,
    block: str = "15 min",
    clock: str = "1 week",
) -> Path:
    team = team.replace("N", str(agents)).replace("BLOCK", block)
    text = SMALL.replace("CLOCK", clock).replace("RATE", rate).replace("TEAM", team)
    path = folder / "own.yaml"
    path.write_text(text)
    return path
