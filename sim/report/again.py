"""Reports of results folders: made again without running, or added later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.durable import write_whole
from sim.experiment.drafts import EXPERIMENT
from sim.experiment.errors import RequestError, ResultsError
from sim.experiment.folder import SCENARIOS
from sim.experiment.reading import expecting, read_text
from sim.experiment.saved import Saved, seal
from sim.report.charts.drawing import PICTURES, Progress
from sim.report.data.comparison import ReportInput, from_json
from sim.report.data.json_form import to_json
from sim.report.pages.comparison import PAGE, write_report
from sim.report.pages.study import STUDY, File, read_study, save_study, study_of

if TYPE_CHECKING:
    from sim.experiment.sensitivity import Sensitivity

SHOWN = "report.json"


def report_study(result: Sensitivity, file: File) -> Path:
    """Write the page of a sensitivity study of ``file`` into its folder; returns its path.

    Raises OSError.
    """
    path = save_study(study_of(result, file), result.saved.path)
    seal(result.saved)
    return path


def report_again(
    saved: Saved, studies: Iterable[Saved] = (), progress: Progress | None = None
) -> Path:
    """Make the report of a folder from what it keeps; returns the page's path.

    ``studies``: sensitivity studies that a comparison's report is to show from now on.
    ``progress`` is called with the number of charts done and to do. Raises ResultsError when
    nothing was kept for a report (the folder of a sweep holds all that it needs), RequestError for
    a study of something else, OSError.
    """
    studies = list(studies)
    _check_places(saved.path)
    if saved.has(STUDY):
        if studies:
            raise RequestError(f"{saved.path} is a sensitivity study, not a comparison")
        with expecting(saved.file(STUDY)):
            path = save_study(read_study(saved), saved.path)
    elif saved.has(SHOWN):
        path = saved.file(SHOWN)
        with expecting(path):
            data = from_json(read_text(path))
        if studies:
            for study in studies:
                data = _with(data, saved, study)
            write_whole(saved.path / SHOWN, to_json(data) + "\n")
        with expecting(saved.file(SHOWN)):
            path = write_report(data, saved.path, progress)
    elif saved.command == "sweep":
        path = _of_sweep(saved, studies, progress)
    else:
        raise ResultsError(
            f"{saved.path} has no {SHOWN}: do the experiment again with --report, which keeps "
            "what a report shows"
        )
    seal(saved)
    return path


def _of_sweep(saved: Saved, studies: list[Saved], progress: Progress | None) -> Path:
    """The page of a sweep, whose folder holds all that it shows."""
    from sim.report.pages.sweep import save_sweep_page

    if studies:
        raise RequestError(f"{saved.path} is a sweep, not a comparison")
    if saved.experiment["design"] == "listed":
        raise ResultsError(
            f"{saved.path} has no {STUDY}: do the sensitivity study again with --report, which "
            "runs nothing twice"
        )
    with expecting(saved.path / EXPERIMENT):
        return save_sweep_page(saved, progress)


def _check_places(folder: Path) -> None:
    """See that nothing else stands, or leads out of the folder, where a report goes.

    Raises ResultsError.
    """
    for name, kind in ((PAGE, Path.is_file), (PICTURES, Path.is_dir)):
        path = folder / name
        if path.is_symlink() or (path.exists() and not kind(path)):
            raise ResultsError(f"{path} is in the way of the report: move it elsewhere")


def _with(data: ReportInput, saved: Saved, study: Saved) -> ReportInput:
    """The data with a study of two of its variants, in place of one of the same measure."""
    if not study.has(STUDY):
        raise RequestError(f"{study.path} is no sensitivity study that was done with --report")
    found = read_study(study).found
    if found.baseline != data.baseline.name or found.variant not in {v.name for v in data.others}:
        raise RequestError(
            f"{study.path} is about {found.variant} against {found.baseline}; expected variants "
            f"of {saved.path}, as in --between {data.baseline.name},{_first(data)}"
        )
    for name in (found.baseline, found.variant):
        scenario = f"{SCENARIOS}/{name}.yaml"
        if saved.text(scenario) != study.text(scenario):
            raise RequestError(f"{study.path} was done with another scenario: {name} differs")
    others = [
        one for one in data.sensitivities if (one.variant, one.kpi) != (found.variant, found.kpi)
    ]
    return replace(data, sensitivities=(*others, found))


def _first(data: ReportInput) -> str:
    return data.others[0].name if data.others else "…"
