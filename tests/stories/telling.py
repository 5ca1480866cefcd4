"""Tells what happened in a record, one readable line per contact, task, issue and agent.

    phone 1.1 00:06:10 (abandoned) > 00:08 care0 > 00:10 free 00:11

is the second contact (.1) of issue 1, made at 6:10 because the first was abandoned, answered
by ``care0`` at 8:00, ended at 10:00, with after-contact work until 11:00.

    phone 1 00:06 > 00:08 care0 passed on 00:10 > 00:12 back0 > 00:20

was worked on by ``care0`` from 8:00 to 10:00, then by ``back0`` from 12:00 on; ``handed back``
and ``aside`` likewise. What lay aside when it was handed back has a moment only.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from sim.codes import (
    AUTOMATIC_REPLIES,
    BUSY,
    CALLBACKS,
    DONE,
    HANDED_BACK,
    INTERRUPTED,
    ISSUE_STATES,
    LATE,
    NEED,
    NOBODY,
    NOT_TAKEN,
    NOTHING,
    OFFERS,
    ON_DUTY,
    PAID_BREAK,
    PASSED_ON,
    QUESTIONS,
    REASONS,
    REDIRECTS,
    SHRINKAGE,
    STAGES,
    UNPAID_BREAK,
)
from sim.engine import numba_available, run
from sim.floor.updates import OF_UPDATES
from sim.plan import make_plan
from sim.record import Record, check, digest
from sim.record.details import details_of
from sim.record.pieces import all_pieces
from sim.scenario import Scenario, load

SPELLS = (
    *((ON_DUTY, "here"), (BUSY, "busy"), (LATE, "late"), (UNPAID_BREAK, "unpaid break")),
    *((PAID_BREAK, "paid break"), (SHRINKAGE, "away"), (NOT_TAKEN, "not taken")),
)
CLOCK = "clock: {start: 2026-01-05, length: 1 day, run_out: 0 s}\n"
"""A Monday, with nothing after it."""
NOTED = {PASSED_ON: "passed on", HANDED_BACK: "handed back", INTERRUPTED: "aside"}
OUTCOMES = (
    *("", "still waiting", "still in work", "still wrapping up", "still put aside"),
    *("done", "gave up", "blocked", "turned away", "cut off", "lost", "", "ignored"),
    "redirected",
    *("contained", "dropped out"),
    "helped by peers",
    "awaits approval",
)


def scenario_of(text: str) -> Scenario:
    """The scenario that a text means; a day with a Monday's date unless it has a clock."""
    if "\nclock:" not in text:
        text = CLOCK + text
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.yaml"
        path.write_text("scenario: Story\n" + text, encoding="utf-8")
        return load(path).resolve()


def live(text: str) -> Record:
    """The record of a text's scenario: the same on both engines, and sound."""
    scenario = scenario_of(text)
    plan = make_plan(scenario, seed=1)
    record = run(plan, "simpy")
    concurrency = [team.concurrency.contacts for team in scenario.teams.values()]
    assert check(record, concurrency) == []
    if numba_available():
        assert digest(run(plan, "compiled")) == digest(record)
    return record


def tell(text: str, agents: bool = False) -> str:
    """The log of a text's day: contacts and tasks by the time they began, issues, agents."""
    record = live(text)
    issues = [issue(record, row) + known(record, row) for row in record.issues]
    lines = [*jobs(record), *issues, *(staff(record) if agents else ())]
    lines += calls(record)
    return "\n" + "\n".join(lines) + "\n"


def jobs(record: Record) -> list[str]:
    """A line for each contact and task."""
    queues = (*record.names["channels"], *record.names["desks"])
    rows = [*record.contacts, *record.tasks]
    rows.sort(key=lambda row: (row["opened_at"], row["id"]))
    return [f"{queues[row['queue']]} {numbered(row)} {job(record, row)}" for row in rows]


def numbered(row: Any) -> str:
    """The issue, and which of its contacts or tasks this is unless the first."""
    number = row["number"] % OF_UPDATES  # updates have numbers of their own
    return f"{row['issue']}.{number}" if number else f"{row['issue']}"


def job(record: Record, row: Any) -> str:
    """When a contact or task began, who took it up when, how it ended."""
    is_task = "reason" not in row.dtype.names
    parts = [time(row["opened_at"])]
    if not is_task and row["reason"] != NEED:
        parts.append(f"({REASONS[row['reason']]})")
    for reply in details(record, "automatic_replies", row):
        what = AUTOMATIC_REPLIES[reply["state"]].replace("_", " ")
        parts.append(f"[automatic reply {what}]")
    parts += map(self_service, details(record, "self_services", row))
    parts += map(callback, details(record, "callbacks", row))
    parts += map(false_fix, details(record, "false_fixes", row))
    parts += [cut_short(record, cut) for cut in details(record, "cut_short", row)]
    parts += [f"[explains again {x['work_s']:g} s]" for x in details(record, "re_explained", row)]
    parts += map(question, details(record, "questions", row))
    parts += [f"[amends {one['paid']:g}]" for one in details(record, "amends", row)]
    parts += map(approval, details(record, "approvals", row))
    parts += map(peers, details(record, "peer_answers", row))
    parts += map(offer, [] if is_task else offers_in(record, row))
    parts += [kept(record, one) for one in details(record, "for_owner", row) if one["since"] >= 0]
    teams = record.names["teams"]
    parts += [f"[talk with {teams[one['team']]}]" for one in details(record, "talked", row)]
    parts += work(record, row)
    for update in details(record, "updates", row):
        parts.append("[update]" if update["told"] else "[update, nothing to tell]")
    for redirect in details(record, "redirects", row):
        parts.append(f"[{REDIRECTS[redirect['state']].replace('_', ' ')}]")
    if row["state"] != DONE:
        parts.append(OUTCOMES[row["state"]])
    if not np.isnan(row["ended_at"]) and row["ended_at"] != row["opened_at"]:
        parts.append(f"> {time(row['ended_at'])}")
    elif row["state"] == DONE:
        parts.append("at once")
    if row["state"] == DONE and row["freed_at"] != row["ended_at"]:
        parts.append(f"free {time(row['freed_at'])}")
    if is_task and row["state"] == DONE and row["stage"] != NOTHING:
        parts.append(STAGES[row["stage"]])
    if not is_task and not np.isnan(row["promised_at"]):
        parts.append(f"promised {time(row['promised_at'])}")
    return " ".join(parts)


def work(record: Record, row: Any) -> list[str]:
    """Who took a contact or task up when, and how it went out of hand if not at its end."""
    pieces = all_pieces(record)
    parts, aside = [], False
    for piece in pieces[pieces["job"] == row["id"]]:
        dropped = aside and piece["ended"] == HANDED_BACK and piece["start"] == piece["end"]
        if not dropped:
            parts.append(f"> {time(piece['start'])} {who(record, piece['agent'])}")
        if piece["ended"] in NOTED:
            parts.append(f"{NOTED[piece['ended']]} {time(piece['end'])}")
        aside = piece["ended"] == INTERRUPTED
    return parts


def details(record: Record, name: str, row: Any, about: str = "job") -> Any:
    """What was noted of a contact, task or issue beside its row."""
    table = record.details.get(name)
    return [] if table is None else table[table[about] == row["id"]]


def self_service(row: Any) -> str:
    """When a contact entered self-service and left it, and what was wrong with it."""
    left = "" if np.isnan(row["left_at"]) else f" to {time(row['left_at'])}"
    wrong = ", misrouted" if row["misrouted"] else ", says done" if row["false_fix"] else ""
    if row["misrouted_work_s"]:
        wrong += f" {row['misrouted_work_s']:g} s"
    return f"[self-service {time(row['entered_at'])}{left}{wrong}]"


def offers_in(record: Record, row: Any) -> list[Any]:
    """The offer made in a contact, if there was one."""
    return [one for one in record.details.get("offers", ()) if one["contact"] == row["id"]]


def offer(row: Any) -> str:
    """What became of an offer, how much work it took, and when it was over unless it is not."""
    ended = "" if np.isnan(row["ended_at"]) else f" {time(row['ended_at'])}"
    return f"[offer {OFFERS[row['state']].replace('_', ' ')} {row['work_s']:g} s{ended}]"


def callback(row: Any) -> str:
    """What became of the offer to be called back, and when."""
    parts = [CALLBACKS[row["state"]].replace("_", " ")]
    for at in (row["rang_off_at"], row["called_back_at"]):
        parts += [] if np.isnan(at) else [time(at)]
    return f"[callback {' '.join(parts)}]"


def kept(record: Record, row: Any) -> str:
    """For whom it was kept, and until when unless the customer went."""
    until = "" if np.isnan(row["until"]) else time(row["until"])
    return f"[for {who(record, row['agent'])} {time(row['since'])}-{until}]"


def approval(row: Any) -> str:
    """When an answer was ready and when it was approved; or whose answer a task is about."""
    if row["contact"] != NOBODY:
        return f"[about {row['contact']}]"
    given = "" if np.isnan(row["given_at"]) else time(row["given_at"])
    return f"[approval {time(row['asked_at'])}-{given}]"


def peers(row: Any) -> str:
    """When another customer answered, and whether it helped."""
    return f"[peer {'helps' if row['resolved'] else 'answers'} {time(row['answered_at'])}]"


def question(row: Any) -> str:
    """What became of the question that a contact led to, and when."""
    parts = [QUESTIONS[row["state"]]]
    for at in (row["answered_at"], row["closed_at"]):
        parts += [] if np.isnan(at) else [time(at)]
    return f"[question {' '.join(parts)}]"


def cut_short(record: Record, row: Any) -> str:
    """Who cut a talk short by how much work; whose cut has made a fix in vain."""
    teams, parts = record.names["teams"], []
    if row["team"] != NOBODY:
        parts.append(f"{row['left_out_s']:g} s left out by {teams[row['team']]}")
    if row["lost_by"] != NOBODY:
        parts.append(f"lost by {teams[row['lost_by']]}")
    return f"[{', '.join(parts)}]"


def false_fix(row: Any) -> str:
    """That it was said to be done and was not, and when that was found out."""
    found = "" if np.isnan(row["found_out_at"]) else f", found out {time(row['found_out_at'])}"
    return f"[said done{found}]"


def issue(record: Record, row: Any) -> str:
    """What became of an issue, and what the customer makes of it if somebody remembers."""
    state = ISSUE_STATES[row["state"]].replace("_", " ")
    closed = "" if np.isnan(row["closed_at"]) else f" {time(row['closed_at'])}"
    went = "".join(map(hoops, details(record, "hoops", row, "issue")))
    judged = "".join(map(judgement, details(record, "judged", row, "issue")))
    judged += "".join(map(expectation, details(record, "expected", row, "issue")))
    before = "".join(map(complained, details(record, "credibility", row, "issue")))
    return f"issue {row['id']} {state}{closed}{went}{judged}{left(record, row)}{before}"


def complained(row: Any) -> str:
    """How often the customer had complained before."""
    return f" [{row['before']} before]" if row["before"] > 0 else ""


def hoops(row: Any) -> str:
    """What the customer went through: redirects followed, refusals, waits."""
    parts = [f"{row['redirects']} redirects"] if row["redirects"] else []
    parts += [f"{row['refused']} refused"] if row["refused"] else []
    parts += [f"waited {row['waited_s']:g} s"] if row["waited_s"] else []
    return f" [{', '.join(parts)}]"


def judgement(row: Any) -> str:
    """The score that a customer gave, and when."""
    if np.isnan(row["judged_at"]):
        return ""
    return f", {row['score']:g} of 5 at {time(row['judged_at'])}"


def expectation(row: Any) -> str:
    """What wait the customer expected, and expects from then on, in waits of the channel's."""
    return f" [expects {row['before']:g}, then {row['after']:g}]"


def left(record: Record, row: Any) -> str:
    """Whether the customer of an issue left when it was judged."""
    at = details_of(record, "judged", row["id"][None])[0]
    gone = [one for one in record.details.get("memories", ()) if one["number"] == row["customer"]]
    if not any(one["left_at"] == at["judged_at"] for one in gone):
        return ""
    return ", leaves silently" if at["silent"] else ", leaves"


def known(record: Record, row: Any) -> str:
    """That nobody told the customer, and when it was known all the same."""
    noted = details_of(record, "outcomes", row["id"][None])[0]
    if noted["silent_task"] == NOBODY:
        return ""
    at = noted["known_at"]
    return " [not told]" if np.isnan(at) else f" [not told, known {time(at)}]"


def staff(record: Record) -> list[str]:
    """When each agent was on duty, busy, late, on a pause; when a pause not taken was planned."""
    lines = []
    for row in record.agents:
        spells = record.spells[record.spells["agent"] == row["id"]]
        parts = [who(record, row["id"])]
        for kind, name in SPELLS:
            chosen = np.sort(spells[spells["kind"] == kind], order="start")
            if len(chosen):
                parts.append(name)
                parts += [f"{time(one['start'])}-{time(one['end'])}" for one in chosen]
        lines.append(" ".join(parts))
    return lines


def calls(record: Record) -> list[str]:
    """When which team was called for which queue as a reserve."""
    queues, teams = (*record.names["channels"], *record.names["desks"]), record.names["teams"]
    return [
        f"{teams[row['team']]} called for {queues[row['queue']]} {time(row['start'])}"
        + (f"-{time(row['end'])}" if row["end"] > row["start"] else "")
        for row in record.details.get("reserve_calls", ())
    ]


def who(record: Record, agent: int) -> str:
    """The name of an agent: the team's, and a number within it."""
    team = record.agents["team"][agent]
    first = int(np.argmax(record.agents["team"] == team))
    return f"{record.names['teams'][team]}{agent - first}"


def time(seconds: float) -> str:
    """A moment as ``hh:mm``, with seconds and days only where there are any."""
    days, rest = divmod(float(seconds), 86400.0)
    minutes, second = divmod(rest, 60.0)
    text = f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}"
    if second:
        text += f":{second:09.6f}".rstrip("0").rstrip(".")
    return text if days == 0.0 else f"{int(days)}d {text}"
