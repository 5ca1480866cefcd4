"""Reports of results folders: made again without running, and those of sweeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.durable import write_whole
from sim.experiment.errors import RequestError, ResultsError
from sim.experiment.folders.drafts import EXPERIMENT
from sim.experiment.folders.publish import RULES, SCENARIOS
from sim.experiment.folders.reading import expecting, read_text
from sim.experiment.folders.saved import Saved, seal
from sim.report.charts.drawing import PICTURES
from sim.report.data.comparison import ReportInput, from_json
from sim.report.data.json_form import read_as, to_json
from sim.report.data.sensitivity import StudyInput
from sim.report.first import SHOWN, STUDY
from sim.report.gathering.sweep import gather_sweep
from sim.report.pages.comparison import comparison_page
from sim.report.pages.frame import PAGE, Page, write_page
from sim.report.pages.study import study_page
from sim.report.pages.sweep import sweep_page

if TYPE_CHECKING:
    from sim.experiment.conditions import Progress


def report_again(
    saved: Saved, studies: Iterable[Saved] = (), progress: Progress | None = None
) -> Path:
    """Make the report of a folder from what it keeps; returns the page's path.

    ``studies``: sensitivity studies that a comparison's report is to show from now on.
    ``progress`` is called with the number of charts done and to do. Raises ResultsError when
    nothing was kept for a report (the folder of a sweep holds all that it needs), RequestError for
    a study of something else, OSError.
    """
    _check_places(saved.path)
    source = _source(saved)
    if studies := list(studies):
        _add(studies, saved, source)
    with expecting(source):
        path = write_page(_page(saved, source), saved.path, progress)
    seal(saved)
    return path


def read_study(saved: Saved) -> StudyInput:
    """What the page of a study in a folder shows. Raises ResultsError for something else."""
    path = saved.file(STUDY)
    with expecting(path):
        return read_as(StudyInput, read_text(path))


def _source(saved: Saved) -> Path:
    """The file of a folder from which its report is made. Raises ResultsError for none."""
    for name in (STUDY, SHOWN):
        if saved.has(name):
            return saved.file(name)
    if saved.command == "sweep":
        return saved.path / EXPERIMENT
    raise ResultsError(
        f"{saved.path} has no {SHOWN}: do the experiment again with --report, which keeps what a "
        "report shows"
    )


def _page(saved: Saved, source: Path) -> Page:
    if source.name == STUDY:
        return study_page(read_study(saved))
    if source.name == SHOWN:
        return comparison_page(from_json(read_text(source)))
    if saved.experiment["design"] == "listed":
        raise ResultsError(
            f"{saved.path} has no {STUDY}: do the sensitivity study again with --report, which "
            "runs nothing twice"
        )
    return sweep_page(gather_sweep(saved))


def _check_places(folder: Path) -> None:
    """See that nothing else stands, or leads out of the folder, where a report goes.

    Raises ResultsError.
    """
    for name, is_right in ((PAGE, Path.is_file), (PICTURES, Path.is_dir)):
        path = folder / name
        if path.is_symlink() or (path.exists() and not is_right(path)):
            raise ResultsError(f"{path} is in the way of the report: move it elsewhere")


def _add(studies: Iterable[Saved], saved: Saved, source: Path) -> None:
    """Show studies in the report of a comparison from now on. Raises RequestError."""
    if source.name != SHOWN:
        what = "sensitivity study" if source.name == STUDY else "sweep"
        raise RequestError(f"{saved.path} is a {what}, not a comparison")
    with expecting(source):
        data = from_json(read_text(source))
    for study in studies:
        data = _with(data, saved, study)
    write_whole(source, to_json(data) + "\n")


def _with(data: ReportInput, saved: Saved, study: Saved) -> ReportInput:
    """The data with a study of two of its variants, in place of one of the same measure."""
    if saved.experiment.get(RULES):
        raise RequestError(f"{saved.path} was done under rules of one's own, which no study knows")
    if not study.has(STUDY):
        raise RequestError(f"{study.path} is not a sensitivity study that was done with --report")
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
