"""The first report of an experiment: what it shows is kept as the replications come."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.durable import write_whole
from sim.experiment.errors import RequestError
from sim.experiment.folders.saved import seal
from sim.experiment.watch import Glimpse, Watch, glimpse, glimpse_and_record
from sim.report.data.json_form import to_json
from sim.report.gathering.comparison import gather
from sim.report.gathering.study import gather_study
from sim.report.pages.comparison import comparison_page
from sim.report.pages.frame import write_page
from sim.report.pages.study import study_page

if TYPE_CHECKING:
    from sim.experiment.conditions import Conditions, Progress
    from sim.experiment.results import CompareResult, RunResult
    from sim.experiment.sensitivity import Sensitivity

SHOWN, STUDY = "report.json", "sensitivity.json"
"""What a page shows, in the folder of a run or comparison and in that of a study."""


def watched(conditions: Conditions, watch: Watch) -> Conditions:
    """The conditions under which a watch sees each record, besides whoever is handed it.

    Raises RequestError for conditions with a digest of their own.
    """
    if conditions.digest is not None:
        raise RequestError("report, digest: one of the two; a report has a digest of its own")
    also = conditions.on_record

    def look(variant: str, replication: int, seen: Glimpse) -> None:
        if also is not None:
            also(variant, replication, seen.record)
        watch(variant, replication, seen)

    return replace(
        conditions,
        on_record=look,
        digest=glimpse if also is None else glimpse_and_record,
        keeps=(*conditions.keeps, "report"),
    )


def report_result(
    result: RunResult | CompareResult, folder: Path, progress: Progress | None = None
) -> Path:
    """Write the report of a result that was watched into a folder; returns the page's path.

    ``progress`` is called with the number of charts done and to do. Raises OSError.
    """
    data = gather(result)
    write_whole(folder / SHOWN, to_json(data) + "\n")
    return write_page(comparison_page(data), folder, progress)


def report_study(result: Sensitivity, progress: Progress | None = None) -> Path:
    """Write the page of a sensitivity study into its folder; returns its path.

    Raises OSError.
    """
    data, folder = gather_study(result), result.saved.path
    write_whole(folder / STUDY, to_json(data) + "\n")
    path = write_page(study_page(data), folder, progress)
    seal(result.saved)
    return path
