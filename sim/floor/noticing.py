"""Errors of the firm's own: it may notice them, and customers may see them only later."""

from __future__ import annotations

from sim.codes import COME_BACK, D_CONTACTS, D_NOTICED, NEED, NOBODY, NOTICED, U_NOTICED
from sim.floor.allocation import schedule
from sim.floor.draws import drawn, strikes
from sim.floor.reactions import new_contact
from sim.floor.tables import Floor, Issue
from sim.jit import jitable


@jitable
def is_seen_later(floor: Floor, now: float, issue: Issue) -> bool:
    """Plan when the firm notices the need that arises, and the first contact if that is later."""
    issue_type = floor.types[issue.type]
    if issue_type.notices > 0.0 and strikes(issue, issue_type.notices, U_NOTICED, 0):
        issue.pending += 1
        after_s = drawn(floor, issue, issue_type.notices_after, D_NOTICED, 0)
        schedule(floor, now + after_s, NOTICED, issue.id)
    if issue_type.asks_after == NOBODY:
        return False
    aware_at = now + drawn(floor, issue, issue_type.asks_after, D_CONTACTS, 0)
    floor.noticed[issue.id].aware_at = aware_at
    schedule(floor, aware_at, COME_BACK, new_contact(floor, issue, issue.channel, NEED).id)
    return True


@jitable
def note_asked(floor: Floor, now: float, issue: Issue) -> None:
    """The customer makes contact, and so has seen the error."""
    noticed = floor.noticed[issue.id]
    noticed.asked = 1
    if noticed.aware_at > now:
        noticed.aware_at = now


@jitable
def is_unaware(floor: Floor, now: float, issue: Issue) -> bool:
    """Whether the customer has not seen the error yet, and will."""
    if len(floor.noticed) == 0:
        return False
    return floor.noticed[issue.id].asked == 0 and floor.noticed[issue.id].aware_at > now
