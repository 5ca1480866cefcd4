"""Prints how close ``bank-1999`` comes to its log, for docs/bank-1999.md: ``python docs/bank.py``.

``python docs/bank.py reserve``: with one agent in reserve, as that page says.
The log's own figures are those of ``python -m tests.derive FOLDER``.
"""

from __future__ import annotations

import sys

import numpy as np

import sim
from sim.codes import TURNED_AWAY
from sim.kpi import by_hour
from sim.record import Record

REPLICATIONS = 200
AT_S = (0, 15, 30, 60, 120, 180, 300)
SHOWN = ("abandonment", "mean_wait_s")
RESERVE = (
    "teams.reserve={head_count: {agents: 1, hours: 'Sun-Thu 07:00-24:00, Fri 07:00-14:00, "
    "Sat 19:00-24:00'}, skills: {channels: phone}, chooses_contact: credit, end_of_shift: clear}",
    "routing.reserve={queue: phone, team: reserve, waited: 60 s}",
)


def line(name: str, months: np.ndarray) -> str:
    """The mean over simulated months and the range of the middle 90 % of them."""
    low, high = np.quantile(months, (0.05, 0.95))
    return f"{name:<34}{months.mean():9.4f}   {low:9.4f} to {high:9.4f}"


def waiting_curve(record: Record) -> list[float]:
    """Shares of the month's callers who waited longer than each of ``AT_S``."""
    calls = record.contacts
    chosen = (calls["opened_at"] >= record.warm_up_s) & (calls["opened_at"] < record.end_s)
    calls = calls[chosen & (calls["state"] != TURNED_AWAY)]
    waited = np.fmin(calls["answered_at"], calls["ended_at"]) - calls["opened_at"]
    return [float((waited > t).mean()) for t in AT_S]


def main() -> None:
    """Print the figures."""
    curves, hours = [], []
    result = sim.run(
        "bank-1999",
        set=RESERVE if sys.argv[1:] == ["reserve"] else (),
        replications=REPLICATIONS,
        on_record=lambda _variant, _number, record: curves.append(record),
    )
    records, curves = curves, []
    for record in records:
        curves.append(waiting_curve(record))
        week = by_hour(record, result.resolved)
        offered, lost = (week[f"phone.{name}"].reshape(7, 24) for name in ("offered", "abandoned"))
        hours.append((np.nansum(offered[[0, 1, 2, 3, 6]], 0), np.nansum(lost[[0, 1, 2, 3, 6]], 0)))
    of_reserve = ("phone.reserve_called_h", "phone.reserve_calls", "teams.reserve.reserve_h")
    for name in ("phone.abandonment", "phone.mean_wait_s", "phone.asa_s", *of_reserve):
        if name in result.values:
            print(line(name, result.values[name]))
    for issue_type in ("regular", "prospect", "stock", "internet"):
        for name in SHOWN:
            print(line(f"types.{issue_type}.{name}", result.values[f"types.{issue_type}.{name}"]))
    for t, column in zip(AT_S, np.array(curves).T, strict=True):
        print(line(f"waited over {t} s", column))
    offered, lost = np.sum(hours, 0)
    for hour in range(7, 24):
        print(f"abandonment Sun-Thu {hour:02d}:00{lost[hour] / offered[hour]:19.3f}")


if __name__ == "__main__":
    main()
