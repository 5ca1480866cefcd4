"""Results folders: written, merged, opened, done again, shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from sim.api.common import drafted
from sim.api.settings import Settings, Sharing, settings_of
from sim.experiment.errors import RequestError

if TYPE_CHECKING:
    from sim.experiment.conditions import Progress
    from sim.experiment.folders.drafts import Draft
    from sim.experiment.folders.saved import Saved
    from sim.experiment.results import CompareResult, RunResult
    from sim.experiment.sensitivity import Sensitivity
    from sim.own_rules import Source


def save(
    result: RunResult | CompareResult,
    out: str | Path = "results",
    *,
    draft: Draft | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write a result into a folder of its own below ``out``; returns the folder.

    A result that was obtained with ``report`` has its report there: ``report.html`` and charts.
    ``draft``: that of ``run`` or ``compare``, in place of ``out``. ``progress`` is called with the
    charts done and to do. The folder appears complete or not at all. Raises OSError when it
    cannot be written.
    """
    from sim.experiment.comparisons.folder import begin, publish

    with drafted(draft, out) as place:
        if result.watch is not None:
            from sim.report.first import report_result

            begin(place, result)
            report_result(result, place.path, progress)
        return publish(place, result)


def merge(folders: Iterable[str | Path], out: str | Path = "results") -> Saved:
    """Put the shards of a sweep together into a folder below ``out``, as if done in one go.

    Raises RequestError when they are not all of one sweep, ResultsError for a
    damaged folder, and OSError.
    """
    from sim.experiment.folders.drafts import Draft
    from sim.experiment.folders.saved import open_folder
    from sim.experiment.sweeps.merge import merge_into

    with Draft(Path(out)) as draft:
        return merge_into(draft, [open_folder(folder) for folder in folders])


def open_results(folder: str | Path) -> Saved:
    """Open a results folder and check that its files are as they were written.

    Raises ResultsError for a folder that is none or is damaged.
    """
    from sim.experiment.folders.saved import open_folder

    return open_folder(folder)


def rebuild(saved: Saved) -> RunResult | CompareResult:
    """The result in the folder of a run or comparison, without running again."""
    from sim.experiment.comparisons.folder import results_of

    return results_of(saved)


def rerun(
    folder: str | Path,
    *,
    rules: Iterable[Source] = (),
    settings: Settings | None = None,
    **keywords: Unpack[Sharing],
) -> list[str]:
    """Do the experiment of a results folder again; returns the files whose bytes differ.

    ``rules``: the files of rules under which it was done, if it was; what lies in the folder is
    not run unasked. Raises ResultsError for a damaged folder or one of another version, and
    RequestError for other rules or none.
    """
    from sim.experiment.folders.saved import open_folder
    from sim.experiment.rerun import rerun as again

    conditions = settings_of(settings, keywords).conditions()
    return again(open_folder(folder), conditions, rules)


def report(
    of: RunResult | CompareResult | Sensitivity | str | Path,
    path: str | Path | None = None,
    *,
    sensitivity: Iterable[str | Path] = (),
    progress: Progress | None = None,
) -> Path:
    """Make a report, a page of HTML that needs nothing else; returns where it is.

    ``of``: the result of a run or comparison, whose page goes to ``path``, by default
    ``report.html``. One that was computed without ``report=True`` is computed once more, to the
    same numbers. Or a results folder: of a sweep, or of anything that was saved with a report,
    which is made again there, without running; or what ``sensitivity`` has returned. Their pages
    stand in their folders, with a copy at ``path`` if that is given.

    ``sensitivity``: folders of sensitivity studies that the report of a comparison's folder is to
    show from now on. ``progress`` is called with the charts done and to do.

    Raises ResultsError for a damaged folder, or one of a run or comparison that was done without
    a report, RequestError for a study of something else, and OSError.
    """
    from sim.durable import write_whole
    from sim.experiment.folders.saved import open_folder
    from sim.experiment.results import CompareResult, RunResult
    from sim.experiment.sensitivity import Sensitivity
    from sim.report.again import report_again
    from sim.report.first import report_at, report_study, watched_again

    studies = [open_folder(study) for study in sensitivity]
    if studies and isinstance(of, Sensitivity | RunResult | CompareResult):
        raise RequestError("only the report of a comparison's folder shows sensitivity studies")
    if isinstance(of, RunResult | CompareResult):
        place = Path("report.html" if path is None else path)
        report_at(watched_again(of), place, progress)
        return place
    if isinstance(of, Sensitivity):
        page = report_study(of, progress)
    else:
        page = report_again(open_folder(of), studies, progress)
    if path is None:
        return page
    write_whole(Path(path), page.read_bytes())
    return Path(path)


def export(saved: Saved, path: str | Path) -> Path:
    """Write the tables of a results folder as an Excel workbook; returns its path."""
    from sim.report.workbook.write import write_workbook

    return write_workbook(saved, Path(path))
