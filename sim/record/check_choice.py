"""What must hold of habits and hoops: they are what became of the contacts that are recorded."""

from __future__ import annotations

import numpy as np

from sim.codes import AFTER_BLOCKED, AFTER_CLOSED, AFTER_REDIRECTED, FOLLOWS
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.record import Record


def check_habits(record: Record, found: list[str]) -> None:
    """Habits lie between the worst and the best outcome, and come from contacts made."""
    table, channels = record.details["habits"], len(record.names.get("channels", ()))
    ids = table["place"]
    broken = ~(np.abs(table["habit"]) <= 1.0)
    tell(found, broken, ids, "habits: from -1 to 1")
    broken = (table["channel"] != ids % max(channels, 1)) | (table["customer"] < 0)
    tell(found, broken, ids, "habits: of a known customer, on a known channel")
    who = record.issues["customer"][record.contacts["issue"]].astype(np.int64)
    made = np.bincount(who * channels + record.contacts["queue"], minlength=1)
    at = table["customer"].astype(np.int64) * channels + table["channel"]
    contacts = np.where(at < len(made), made[np.clip(at, 0, len(made) - 1)], 0)
    broken = (table["lessons"] < 1) | (table["lessons"] > contacts)
    tell(found, broken, ids, "habits: a lesson at most for each contact")


def check_hoops(record: Record, found: list[str]) -> None:
    """Hoops are those of the contacts made; waits are all accounted for where they are plain."""
    issues, contacts = record.issues, record.contacts
    ids, hoops = issues["id"], details_of(record, "hoops", issues["id"])
    reason, issue = contacts["reason"], contacts["issue"]
    follows = details_of(record, "redirects", contacts["id"])["state"] == FOLLOWS
    followed = np.bincount(issue[follows], minlength=len(issues))
    tell(found, hoops["redirects"] != followed, ids, "hoops: as many redirects as were followed")
    turned = np.isin(reason, (AFTER_CLOSED, AFTER_BLOCKED, AFTER_REDIRECTED))
    elsewhere = turned & (contacts["queue"] != issues["channel"][issue])
    refused = np.bincount(issue[elsewhere], minlength=len(issues))
    tell(found, hoops["refused"] != refused, ids, "hoops: refused where another channel was taken")
    until = np.fmin(np.fmin(contacts["answered_at"], contacts["ended_at"]), record.stop_s)
    most = np.bincount(issue, until - contacts["opened_at"], len(issues))
    broken = ~(hoops["waited_s"] >= 0.0)
    requeued = np.bincount(issue, contacts["requeues"], len(issues)) > 0
    broken |= ~requeued & (hoops["waited_s"] > most)
    tell(found, broken, ids, "hoops: nobody has waited longer than until the answers")
