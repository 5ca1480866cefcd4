"""What the words and the measures of reports mean."""

from __future__ import annotations

from sim.report import numbers
from sim.report.data.comparison import ReportInput
from sim.report.data.front import costs
from sim.report.data.groups import groups
from sim.report.data.measures import Gauge
from sim.report.texts.titles import compared, customers, heading

COMPARISON_WORDS = {
    "Need (issue)": "Something a customer wants solved. It ends when it is met, not when somebody "
    "answers; or it is denied, given up, or still open when the time looked at is over.",
    "Contact": "One attempt on one channel: answered, given up waiting, turned away, cut off.",
    "Task": "Work that a contact leaves for another team, with its own queue and hours.",
    "Promise": "A time by which a customer was told that the task would be done.",
    "Replication": "One run of the simulated weeks with chances of its own.",
    "95 % interval": numbers.INTERVAL,
    "Paired difference": "Two variants compared replication by replication, before the same "
    "customers, so that what they share cancels.",
    "Front": "Pareto front: the variants that no other beats in satisfaction and cost at once.",
}

SWEEP_WORDS = {
    "Point": "A combination of values of what was varied. All points face the same customers: a "
    "replication draws the same ones at each.",
    "Front": "Pareto front: the points that no other point beats in both measures at once.",
    "Chance": "Of being on the front: the share of resamples of the replications (bootstrap) in "
    "which the point is there. With few replications it is known roughly.",
    "95 % interval": numbers.INTERVAL,
    "Mean at a level": "Of all points with that value, whatever else they have. Each replication "
    "is averaged over these points first; the interval is over replications.",
    "Swing": "The highest of the means at the levels of one factor less the lowest, paired by "
    "replication. The two are picked after looking, so that a swing that is hardly shown is "
    "rather too wide.",
    "Step up": "From one point on the front to the next one: what it takes of the second measure "
    "for each unit of the first. Where an interval is missing, the replications do not show "
    "that the step gains anything.",
}

STUDY_WORDS = {
    "Difference": "Both variants face the same customers, and their difference is taken "
    "replication by replication.",
    "95 % interval": numbers.INTERVAL,
    "Range": "Between its ends nobody knows better; the scenario states it.",
    "Swing": "The difference at the high end of a range less that at the low end, all other "
    "assumptions as stated.",
    "Share of the space": "Of points spread evenly over all ranges at once (Latin hypercube), all "
    "weighing the same. It is a share of what was thought possible, not a probability.",
}

ALSO = (
    *("resolution.met_share", "resolution.reopened_share", "demand.failure_demand_share"),
    *("cost.wages", "cost.premiums", "cost.overtime", "cost.contacts", "cost.tasks"),
    *("cost.self_service", "cost.amends"),
)
"""Measures that charts show."""


def glossary(data: ReportInput) -> list[Gauge]:
    """The measures that the page shows, each formula once."""
    wanted = {kpi: (heading(kpi), kpi) for kpi in compared(data)}
    wanted |= {kpi: (heading(kpi), kpi) for kpi in (*ALSO, *customers(data))}
    for group in groups(data):
        for column in group.columns:
            place = {"channels": "<channel>", "types": "<type>", "segments": "<segment>"}
            name = column.pattern.format(place[group.by])
            wanted.setdefault(group.kpis(column)[0], (column.title, name))
    for team in data.teams[:1]:
        wanted[f"teams.{team}.occupancy"] = ("Occupancy", "teams.<team>.occupancy")
    found: dict[str, Gauge] = {}
    titles = set()
    for kpi, (told, name) in wanted.items():
        if kpi.startswith("cost.") and not costs(data):
            continue
        if kpi in data.measures and told not in titles:
            titles.add(told)
            one = data.measures[kpi]
            found.setdefault(one.formula, Gauge(name, told, *one))
    return list(found.values())
