"""What a customer went through beside failures, and is used to in the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.record.details import details_of
from sim.record.record import Record
from sim.report.clock import duration
from sim.report.story.work import Moment, name_of


def hoops_and_habits(record: Record, issue: Any) -> Iterator[Moment]:
    """The hoops of an issue, told at its end, and the customer's habits at the end of the run."""
    hoops = details_of(record, "hoops", issue["id"][None])[0]
    parts = [
        text
        for some, text in (
            (hoops["redirects"], f"followed {_times(hoops['redirects'])} to another channel"),
            (hoops["refused"], f"not got the channel of first choice {_times(hoops['refused'])}"),
            (hoops["waited_s"], f"waited {duration(float(hoops['waited_s']))} on live channels"),
        )
        if some > 0
    ]
    if parts:
        at = float(np.fmin(issue["closed_at"], record.stop_s))
        yield at, 8, "contact", f"Has in all {', '.join(parts)}"
    table = record.details.get("habits")
    for habit in [] if table is None else table[table["customer"] == issue["customer"]]:
        channel, value = name_of(record, "channels", habit["channel"]), float(habit["habit"])
        if value != 0.0:
            kind, what = ("contact", "prefers") if value > 0.0 else ("bad", "avoids")
            text = f"By the end of the run {what} {channel} (habit {value:+.2f})"
            yield record.stop_s, 9, kind, text


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
