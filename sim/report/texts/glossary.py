"""What the words and the measures of a report mean."""

from __future__ import annotations

from typing import NamedTuple

from sim.report import numbers
from sim.report.data.comparison import ReportInput
from sim.report.data.front import costs
from sim.report.data.groups import groups
from sim.report.texts.titles import TITLES, compared

WORDS = {
    "Need (issue)": "Something a customer wants solved. It ends when it is met, not when somebody "
    "answers; or it is denied, given up, or still open when the time looked at is over.",
    "Contact": "One attempt on one channel: answered, given up waiting, turned away, cut off.",
    "Task": "Work that a contact leaves for another team, with its own queue and hours.",
    "Promise": "A time by which a customer was told that the task would be done.",
    "Replication": "One run of the simulated weeks with chances of its own.",
    "95 % interval": numbers.INTERVAL,
    "Paired difference": "Two variants compared replication by replication, before the same "
    "customers, so that what they share cancels.",
    "Front": "The variants that no other beats in satisfaction and cost at once.",
}

ALSO = {
    "resolution.met_share": "Needs met",
    "resolution.reopened_share": "Reopened",
    "demand.failure_demand_share": "Repeat contacts",
    "cost.wages": "Cost: wages",
    "cost.premiums": "Cost: premiums",
    "cost.overtime": "Cost: overtime",
    "cost.contacts": "Cost: per contact",
    "cost.tasks": "Cost: per task",
}


class Entry(NamedTuple):
    """A measure: its title and name, and what it means."""

    title: str
    name: str
    unit: str
    direction: str
    formula: str
    source: str


def glossary(data: ReportInput) -> list[Entry]:
    """The measures that the page shows, each formula once."""
    wanted = {kpi: (TITLES[kpi], kpi) for kpi in compared(data)}
    wanted |= {kpi: (title, kpi) for kpi, title in ALSO.items()}
    for group in groups(data):
        for column in group.columns:
            place = {"channels": "<channel>", "types": "<type>", "segments": "<segment>"}
            name = column.pattern.format(place[group.kind])
            wanted.setdefault(group.kpis(column)[0], (column.title, name))
    for team in data.teams[:1]:
        wanted[f"teams.{team}.occupancy"] = ("Occupancy", "teams.<team>.occupancy")
    found: dict[str, Entry] = {}
    titles = set()
    for kpi, (title, name) in wanted.items():
        if kpi.startswith("cost.") and not costs(data):
            continue
        if kpi in data.measures and title not in titles:
            titles.add(title)
            one = data.measures[kpi]
            unit = numbers.scaled(one.unit)[1]
            entry = Entry(title, name, unit, one.direction, one.formula, one.source)
            found.setdefault(one.formula, entry)
    return list(found.values())
