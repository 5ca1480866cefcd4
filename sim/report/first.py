"""The first report of an experiment: what it shows is kept as the replications come."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sim.durable import write_whole
from sim.experiment.comparisons.compare import again
from sim.experiment.conditions import Conditions
from sim.experiment.errors import RequestError
from sim.experiment.folders.saved import seal
from sim.experiment.watch import Glimpse, Watch, glimpse, glimpse_and_record
from sim.report.charts.drawing import draw_all
from sim.report.data.json_form import to_json
from sim.report.gathering.comparison import gather
from sim.report.gathering.study import gather_study
from sim.report.pages.comparison import comparison_page
from sim.report.pages.frame import text_of, write_page
from sim.report.pages.study import study_page

if TYPE_CHECKING:
    from sim.experiment.conditions import Progress
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


def report_at(
    result: RunResult | CompareResult, path: Path, progress: Progress | None = None
) -> None:
    """Write the page of a result that was watched, and nothing beside it. Raises OSError."""
    page = comparison_page(gather(result))
    with TemporaryDirectory() as pictures:
        text = text_of(page, draw_all(page.charts, Path(pictures), progress))
    write_whole(path, text)


def watched_again(result: RunResult | CompareResult) -> RunResult | CompareResult:
    """The result with somebody who has seen its records; if nobody has, they are made once more.

    Raises RequestError for a result whose scenario file is not known.
    """
    if result.watch is not None:
        return result
    if result.file is None:
        raise RequestError("this result is from a results folder: give report the folder")
    watch = Watch(result.file)
    same = Conditions(
        seed=result.seed,
        replications=result.replications,
        engine="simpy" if result.engine == "simpy" else "auto",
    )
    rules = {name: run.rules for name, run in result.runs.items() if run.rules is not None}
    again(result, watched(same, watch), rules)
    return replace(result, watch=watch)


def report_study(result: Sensitivity, progress: Progress | None = None) -> Path:
    """Write the page of a sensitivity study into its folder; returns its path.

    Raises OSError.
    """
    data, folder = gather_study(result), result.saved.path
    write_whole(folder / STUDY, to_json(data) + "\n")
    path = write_page(study_page(data), folder, progress)
    seal(result.saved)
    return path
