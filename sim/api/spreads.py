"""How numbers and work are spread over time, and contacts over issues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.api.of_records import of_records

if TYPE_CHECKING:
    from sim.api.of_records import Arrays
    from sim.experiment.results import RunResult
    from sim.record import Record
    from sim.scenario import Scenario, ScenarioFile


def distributions(
    of: RunResult | Record, scenario: Scenario | ScenarioFile | str | Path | None = None
) -> Arrays:
    """Distributions by name: the share at place n is that of n; they sum to 1.

    ``of``, ``scenario``: as for ``by_hour``. Of a result each array has a row for each replication,
    filled up with zeros; of one record arrays have no rows.

    ``demand.contacts``: shares of the measured issues (with a need) with n contacts up to the
    judgement, answers to questions aside; nan if there are none. Of a channel or a desk
    (``tasks.<desk>``), over the measured time: ``.waiting``: shares of the time in which n wait,
    also those who wait again; ``.in_hand``: in which n are worked on, after-contact work included;
    of a team ``teams.<team>.in_hand``. To each belong ``_mean``, ``_p50``, ``_p90``, ``_p95``,
    ``_p99`` (the least number that is not exceeded in that share of the time) and ``_max``.

    ``.work_waiting_s``: seconds of work on those who wait, on average over the time; by what
    agents did on them from then on, so that who gives up counts as none, and what is not done
    when the run ends counts as far as it was. ``.work_left_s``: the same of all who are there, with
    what is left of the work in hand (the workload of queueing theory). Contacts held at once count
    with the time that they took beside each other.

    Raises RequestError without records, for a record without its scenario, or with another one.
    """
    from sim.kpi import distributions as of_record

    return of_records("distributions", of_record, of, scenario)
