"""What a reader should know before trusting the numbers of a run."""

from __future__ import annotations

from sim.kpi.value import Values
from sim.record import Record
from sim.time_units import WEEK

WAITING = ".waiting_at_stop"


def warnings(record: Record, values: Values) -> list[str]:
    """Sentences about the window, the cap and waits cut short; ``values``: of ``measure``."""
    found = []
    if (record.end_s - record.warm_up_s) % WEEK:
        weeks = (record.end_s - record.warm_up_s) / WEEK
        found.append(
            f"the measured window is {weeks:.3g} weeks long: days of the week count unequally"
        )
    if record.stop_s <= record.end_s:
        found.append(
            "there is no run-out: the mean time to resolution is undefined, and late issues had "
            "little time to be met"
        )
    for name, value in values.items():
        if name.endswith(WAITING) and value.numerator:
            channel = name.removesuffix(WAITING)
            offered = values[f"{channel}.offered"].numerator
            found.append(
                f"{channel}: {value.numerator:.0f} of {offered:.0f} contacts were still waiting "
                "at the end of the run; their waits count as they stood"
            )
    return found
