"""How contacts per issue, numbers waiting and in hand, and the work in the lines are spread."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.codes import ANSWER
from sim.kpi.issues import judged
from sim.kpi.rules import Rules, rules_of
from sim.kpi.stretches import (
    SHARES,
    Line,
    law_of_number,
    line_of_channel,
    line_of_desk,
    mean,
    quantile,
    work_left_s,
    work_of_team,
    work_waiting_s,
)
from sim.kpi.value import Value, Values
from sim.kpi.window import Floats, Ids, Window, ids, window_of
from sim.kpi.without_need import measured_needs
from sim.record import Record
from sim.scenario.model import Scenario
from sim.scenario.model.scenario import Spreads

CONTACTS = ("0", "1", "2", "3", "4_or_more")
"""Words for numbers of contacts of an issue."""

OF_SPREADS: dict[Spreads, tuple[str, ...]] = {
    "contacts": tuple(f"contacts_{word}_share" for word in CONTACTS),
    "numbers": (
        *("nobody_waits_share", "waiting_max", "mean_in_hand", "in_hand_p95"),
        *(f"waiting_{word}" for word in SHARES),
    ),
    "work": ("work_waiting_s", "work_left_s"),
}
"""By what a scenario asks for, the last parts of its measures."""


def distributions(record: Record, scenario: Scenario) -> dict[str, Floats]:
    """Laws and what is told of them, by name: laws are arrays from 0 on that sum to 1, all else
    single numbers.

    ``demand.contacts``: shares of the measured issues with 0, 1, 2, … contacts up to the
    judgement, answers to questions aside; nan without any issue. ``<channel>`` (and
    ``tasks.<desk>``) ``.waiting``, ``.in_hand``: shares of the window in which so many wait, or are
    worked on; ``.waiting_mean``, ``.waiting_p50``, …, ``.waiting_max`` and the same of ``in_hand``.
    ``.work_waiting_s``, ``.work_left_s``: mean seconds of work on those who wait, and on all who
    are there. ``teams.<team>.in_hand`` and what belongs to it: what the team's agents work on.
    """
    rules, window = rules_of(scenario), window_of(record)
    found = {"demand.contacts": contacts_law(record, rules, window)}
    for name, line in lines_of(record, rules):
        found |= _law(f"{name}.waiting", law_of_number(line.waits, window))
        found |= _law(f"{name}.in_hand", law_of_number(line.work, window))
        found[f"{name}.work_waiting_s"] = np.array(work_waiting_s(line, window))
        found[f"{name}.work_left_s"] = np.array(work_left_s(line, window))
    for at, team in enumerate(rules.teams):
        law = law_of_number(work_of_team(record, at), window)
        found |= _law(f"teams.{team}.in_hand", law)
    return found


def _law(name: str, law: Floats) -> dict[str, Floats]:
    told = {"mean": mean(law), **{word: quantile(law, share) for word, share in SHARES.items()}}
    told["max"] = float(len(law) - 1)
    return {name: law} | {f"{name}_{word}": np.array(value) for word, value in told.items()}


def asked_for(record: Record, rules: Rules, window: Window) -> Values:
    """Measures of the distributions that a scenario asks for (``distributions``)."""
    values: Values = {}
    asked = rules.scenario.distributions or ()
    if "contacts" in asked:
        values |= _of_contacts(record, rules, window)
    if "numbers" in asked or "work" in asked:
        for name, line in lines_of(record, rules):
            values |= _of_numbers(name, line, window) if "numbers" in asked else {}
            values |= _of_work(name, line, window) if "work" in asked else {}
    return values


def _of_contacts(record: Record, rules: Rules, window: Window) -> Values:
    made = _made(record, rules, window)
    most = len(CONTACTS) - 1
    issues = np.bincount(np.minimum(made, most), minlength=most + 1).tolist()
    return {
        f"demand.contacts_{word}_share": Value(float(issues[number]), float(made.size))
        for number, word in enumerate(CONTACTS)
    }


def _of_numbers(name: str, line: Line, window: Window) -> Values:
    waiting, in_hand = law_of_number(line.waits, window), law_of_number(line.work, window)
    values = {f"{name}.nobody_waits_share": Value(float(waiting[0]))}
    for word, share in SHARES.items():
        values[f"{name}.waiting_{word}"] = Value(quantile(waiting, share))
    values[f"{name}.waiting_max"] = Value(float(len(waiting) - 1))
    values[f"{name}.mean_in_hand"] = Value(mean(in_hand))
    values[f"{name}.in_hand_p95"] = Value(quantile(in_hand, SHARES["p95"]))
    return values


def _of_work(name: str, line: Line, window: Window) -> Values:
    return {
        f"{name}.work_waiting_s": Value(work_waiting_s(line, window)),
        f"{name}.work_left_s": Value(work_left_s(line, window)),
    }


def lines_of(record: Record, rules: Rules) -> Iterator[tuple[str, Line]]:
    """The lines of channels and desks, by the first words of their measures."""
    for channel, name in enumerate(rules.channels):
        yield name, line_of_channel(record, channel)
    for desk, name in enumerate(rules.desks):
        yield f"tasks.{name}", line_of_desk(record, len(rules.channels) + desk)


def contacts_law(record: Record, rules: Rules, window: Window) -> Floats:
    """Shares of the measured issues with a need with 0, 1, 2, … contacts up to the judgement."""
    made = _made(record, rules, window)
    if not made.size:
        return np.array([np.nan])
    return np.asarray(np.bincount(made) / made.size)


def _made(record: Record, rules: Rules, window: Window) -> Ids:
    """Contacts of each measured issue with a need, up to its judgement."""
    issues, contacts = judged(record, rules, window), record.contacts
    counted = contacts["opened_at"] <= issues.judged_at[contacts["issue"]]
    counted &= contacts["reason"] != ANSWER
    made = np.bincount(contacts["issue"][counted], minlength=len(record.issues))
    return ids(made[measured_needs(record, rules, issues)])
