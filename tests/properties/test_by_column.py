"""Rows looked at by column tell what they tell one by one, on generated scenarios."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings

from sim.kpi.view import View
from sim.kpi.window import window_of
from sim.record.by_column import shared
from sim.record.columns import names_of
from sim.record.details import details_of
from sim.record.pieces import all_pieces
from tests.properties.running import simulated
from tests.properties.strategies import scenarios

ODD_DATA = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@given(scenarios())
@ODD_DATA
def test_by_column_as_row_by_row(parts: dict[str, Any]) -> None:
    record = simulated(parts)
    view = View(record, window_of(record))
    opened = record.contacts[view.window.holds(record.contacts["opened_at"])]
    for channel in range(len(record.names["channels"])):
        rows = opened[opened["queue"] == channel]
        found = view.opened_on(channel)
        for name in names_of(rows.dtype):
            np.testing.assert_array_equal(found[name], rows[name])
        for table in record.details:
            if names_of(record.details[table].dtype)[0] == "job":
                known = details_of(record, table, rows["id"])
                for name in names_of(known.dtype)[1:]:
                    np.testing.assert_array_equal(view.noted(table, found)[name], known[name])

    pieces = all_pieces(record)
    for work, jobs in ((view.work, record.contacts), (view.work_at_desks, record.tasks)):
        theirs = pieces[np.isin(pieces["job"], jobs["id"])]
        order = np.lexsort((work["start"], work["job"]))
        for name in ("job", "agent", "stage", "start", "end"):
            np.testing.assert_array_equal(work[name][order], theirs[name])
        np.testing.assert_array_equal(jobs["issue"][work["row"]], work["issue"])
    contact, team = view.pairs
    worked_on = zip(
        view.work["row"].tolist(), view.team_of[view.work["agent"]].tolist(), strict=True
    )
    assert list(zip(contact.tolist(), team.tolist(), strict=True)) == sorted(set(worked_on))


def test_ids_are_found_with_and_without_gaps() -> None:
    wanted = np.array([-1, 0, 2, 3, 7], np.int32)
    for ascending, expected in (
        ([0, 1, 2, 3], ([0, 2, 3], [1, 2, 3])),
        ([0, 3, 7], ([0, 1, 2], [1, 3, 4])),
        ([4, 5], ([], [])),
        ([], ([], [])),
    ):
        found = shared(np.array(ascending, np.int32), wanted)
        assert tuple(part.tolist() for part in found) == expected
