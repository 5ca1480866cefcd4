"""The public functions: what ``import sim`` offers and the commands call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.errors import RequestError, ResultsError

if TYPE_CHECKING:
    from sim.experiment.budget import Size
    from sim.experiment.conditions import Conditions, Digest, EngineName, OnRecord, Progress
    from sim.experiment.drafts import Draft
    from sim.experiment.executors import ExecutorName
    from sim.experiment.results import CompareResult, RunResult
    from sim.experiment.saved import Saved
    from sim.experiment.sensitivity import Sensitivity
    from sim.experiment.settling import Settling
    from sim.experiment.watch import Watch
    from sim.kpi import Definition
    from sim.record.record import Record
    from sim.report.story.picking import PickName
    from sim.scenario import Problem, Scenario, ScenarioFile
    from sim.scenario.scenario_files import Inspected

__all__ = [
    "RequestError",
    "ResultsError",
    "Shipped",
    "compare",
    "examine",
    "explicit",
    "export",
    "kpis",
    "load",
    "merge",
    "open_results",
    "rebuild",
    "report",
    "rerun",
    "run",
    "save",
    "scenarios",
    "schema",
    "sensitivity",
    "size",
    "story",
    "sweep",
    "validate",
    "warmup",
]


class Shipped(NamedTuple):
    """A scenario that comes with the program."""

    name: str
    path: Path
    about: str


class Examined(NamedTuple):
    """What is wrong or odd in a scenario file, and the size of a run if nothing is wrong."""

    problems: list[Problem]
    size: Size | None


def load(path: str | Path) -> ScenarioFile:
    """Read a scenario file; a shipped one may be given by name (``"phone-queue"``).

    Raises ScenarioError with everything that is wrong with the file.
    """
    from sim.experiment.shipped import find
    from sim.scenario import load as read

    return read(find(path))


def scenarios() -> list[Shipped]:
    """The scenarios that come with the program, in alphabetical order."""
    from sim.experiment.shipped import shipped

    return [Shipped(name, path, load(path).about) for name, path in shipped().items()]


def validate(path: str | Path) -> list[Problem]:
    """Everything that is wrong, or legal but odd, in a scenario file and all its variants."""
    return examine(path).problems


def examine(path: str | Path) -> Examined:
    """As ``validate``, with the size of an experiment: a run of the variant that takes most."""
    from sim.experiment.budget import largest_variant

    found = _inspected(path)
    if found.file is None or any(one.severity == "error" for one in found.problems):
        return Examined(found.problems, None)
    return Examined(found.problems, largest_variant(found.file))


def size(
    scenario: ScenarioFile | str | Path,
    variant: str | None = None,
    *,
    set: Sequence[str] = (),
    replications: int = 20,
    engine: EngineName = "auto",
    workers: int | None = None,
) -> Size:
    """About how much time and memory a run would take: right to a factor of 2.

    The arguments are those of ``run``, which refuses what takes more memory than there is.
    """
    from sim.experiment.budget import named_variant, size_of

    file = _file(scenario)
    name = variant or file.baseline
    scenarios = {named_variant(name): file.resolve(name, set)}
    return size_of(scenarios, replications, engine, workers=workers)


def explicit(scenario: Scenario) -> str:
    """The frozen, fully explicit form of a scenario as YAML, which loads as an equal one."""
    from sim.scenario.explicit import explicit as text

    return text(scenario)


def schema() -> dict[str, Any]:
    """The JSON Schema of scenario files, with which editors complete and check them."""
    from sim.scenario.json_schema import json_schema

    return json_schema()


def kpis() -> dict[str, Definition]:
    """All measures by name (with places such as ``<channel>``), and what they mean."""
    from sim.kpi import catalogue

    return catalogue()


def run(
    scenario: ScenarioFile | str | Path,
    variant: str | None = None,
    *,
    set: Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: ExecutorName | None = None,
    scheduler: str | None = None,
    insist: bool = False,
    keep_records: bool = False,
    precision: str | None = None,
    on_record: OnRecord | None = None,
    digest: Digest | None = None,
    progress: Progress | None = None,
    draft: Draft | None = None,
    keeps: tuple[str, ...] = (),
    report: bool = False,
) -> RunResult:
    """Repeat one variant of a scenario with independent random numbers and measure it.

    ``variant``: None for the file's baseline. ``set``: overrides ``"path=value"``, the last
    one wins. ``seed``: None for the scenario's own (1 unless it says another).
    ``replications``: 20 unless told. ``precision``: a measure and the half-width its interval is
    to have (``"resolution.mean_h 5%"``, ``"cost.total 500 USD"``); then as many are done as that
    takes, ``replications`` (or 1000) at most, and the notes say how it ended. ``workers``:
    processes that share the work, None for as many as pay; ``executor``: serial, processes or
    dask, the latter with the cluster of ``scheduler`` (an address) or one of this machine. The
    numbers are the same whatever shares the work. ``insist``: begin even if it is expected to take
    more memory than there is (see ``size``). ``keep_records``: keep what
    happened, replication by replication, in ``result.records``; ``on_record`` is called with
    the variant, the replication and its record as they come, or with what ``digest`` makes of
    the record, its scenario and the replication, where the record is made. ``progress`` is called
    with the replications done and to do. ``draft``: a results folder in the making, in which
    replications are recorded, and from which the same experiment goes on; ``keeps`` names what
    ``on_record`` keeps there. ``report``: keep what a report shows, so that ``save`` writes one.

    Raises ScenarioError for a wrong scenario, variant or override, and ``sim.api.RequestError``
    (a ValueError) for a request that makes no sense.
    """
    from sim.experiment import conduct

    if keep_records and digest is not None:
        raise RequestError("keep_records, digest: one of the two; records are kept whole")
    records: dict[int, Record] = {}

    def keep(variant: str, replication: int, record: Any) -> None:
        if keep_records:
            records[replication] = record
        if on_record is not None:
            on_record(variant, replication, record)

    wanted = keep_records or on_record is not None
    conditions = replace(
        _conditions(seed, replications, engine, workers, executor, scheduler, progress, insist),
        on_record=keep if wanted else None,
        digest=digest,
        draft=draft,
        keeps=keeps,
        precision=precision,
    )
    file = _file(scenario)
    conditions, watch = _watched(conditions, file, report)
    result = conduct.run(file, variant, set, conditions)
    kept = tuple(records[number] for number in sorted(records))
    return replace(result, records=kept, watch=watch)


def compare(
    scenario: ScenarioFile | str | Path,
    variants: Iterable[str] | None = None,
    what_if: Iterable[str] = (),
    *,
    set: Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: ExecutorName | None = None,
    scheduler: str | None = None,
    insist: bool = False,
    precision: str | None = None,
    best: str | None = None,
    on_record: OnRecord | None = None,
    digest: Digest | None = None,
    progress: Progress | None = None,
    draft: Draft | None = None,
    keeps: tuple[str, ...] = (),
    report: bool = False,
) -> CompareResult:
    """Let several variants of a scenario face the same customers and measure how they differ.

    ``variants``: names, None for all of the file; the file's baseline always takes part.
    ``what_if``: further variants, each the baseline with changes, in the form
    ``"name: path=value; path=value"``. ``set`` holds for every variant; what-ifs win over it.
    ``best``: a measure and the least lead that matters in it (``"cost.per_resolved_issue 0.1
    USD"``; without it that of the scenario's ``matters``); then it goes on until the best variant
    is selected, right with 95 % if it leads by that much, for ``replications`` (or 1000) at most:
    see ``result.chosen``. The rest is as for ``run``.

    Raises ScenarioError for a wrong scenario, variant or override, and ``sim.api.RequestError``
    (a ValueError) for a request that makes no sense.
    """
    from sim.experiment import conduct

    conditions = replace(
        _conditions(seed, replications, engine, workers, executor, scheduler, progress, insist),
        on_record=on_record,
        digest=digest,
        draft=draft,
        keeps=keeps,
        precision=precision,
        best=best,
    )
    file = _file(scenario)
    conditions, watch = _watched(conditions, file, report)
    return replace(conduct.compare(file, variants, what_if, set, conditions), watch=watch)


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
    from sim.experiment.folder import begin, publish

    with _drafted(draft, out) as place:
        if result.watch is not None:
            from sim.report.first import report_result

            begin(place, result)
            report_result(result, place.path, progress)
        return publish(place, result)


def sweep(
    source: str | Path | Mapping[str, Any],
    *,
    shard: str | None = None,
    seed: int | None = None,
    replications: int | None = None,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: ExecutorName | None = None,
    scheduler: str | None = None,
    insist: bool = False,
    progress: Progress | None = None,
    out: str | Path = "results",
    draft: Draft | None = None,
) -> Saved:
    """Try a scenario at many points, each repeated on the same customers.

    ``source``: a sweep file, the name of a shipped one, or a mapping with the same keys.
    ``shard``: ``"2/4"`` does the second of four parts. Results go to a folder below ``out``,
    which grows as the work goes on: done again after a stop, it goes on from there. The rest is
    as for ``run``.

    Raises ScenarioError for a wrong sweep or scenario, ``sim.api.RequestError`` for a request
    that makes no sense, and OSError when the folder cannot be written.
    """
    from sim.experiment.shipped import beside, find_sweep
    from sim.experiment.sweeping import shard_of, sweep_into
    from sim.scenario.sweep import load_sweep

    found = load_sweep(source if isinstance(source, Mapping) else find_sweep(source), beside)
    conditions = _conditions(
        seed, replications, engine, workers, executor, scheduler, progress, insist
    )
    with _drafted(draft, out) as place:
        return sweep_into(place, found, conditions, shard_of(shard))


def merge(folders: Iterable[str | Path], out: str | Path = "results") -> Saved:
    """Put the shards of a sweep together into a folder below ``out``, as if done in one go.

    Raises ``sim.api.RequestError`` when they are not all of one sweep, ResultsError for a
    damaged folder, and OSError.
    """
    from sim.experiment.drafts import Draft
    from sim.experiment.saved import open_folder
    from sim.experiment.sweeping import merge_into

    with Draft(Path(out)) as draft:
        return merge_into(draft, [open_folder(folder) for folder in folders])


def open_results(folder: str | Path) -> Saved:
    """Open a results folder and check that its files are as they were written.

    Raises ResultsError for a folder that is none or is damaged.
    """
    from sim.experiment.saved import open_folder

    return open_folder(folder)


def rebuild(saved: Saved) -> RunResult | CompareResult:
    """The result in the folder of a run or comparison, without running again."""
    from sim.experiment.reopen import results_of

    return results_of(saved)


def rerun(
    folder: str | Path,
    *,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: ExecutorName | None = None,
    scheduler: str | None = None,
    insist: bool = False,
    progress: Progress | None = None,
) -> list[str]:
    """Do the experiment of a results folder again; returns the files whose bytes differ.

    Raises ResultsError for a damaged folder or one of another version.
    """
    from sim.experiment.reopen import rerun as again
    from sim.experiment.saved import open_folder

    conditions = _conditions(None, None, engine, workers, executor, scheduler, progress, insist)
    return again(open_folder(folder), conditions)


def report(
    folder: str | Path | Sensitivity,
    sensitivity: Iterable[str | Path] = (),
    *,
    progress: Progress | None = None,
) -> Path:
    """Make the report of a results folder, without running; returns the page.

    ``folder``: of a sweep, or of anything that was saved with a report, which is made again. The
    first one of a sensitivity study takes what ``sensitivity`` has returned, not its folder.
    ``sensitivity``: folders of sensitivity studies that the report of a comparison is to show
    from now on. ``progress`` is called with the charts done and to do. Raises ResultsError for
    a damaged folder, or one of a run or comparison that was done without a report, and
    RequestError for a study of something else.
    """
    from sim.experiment.saved import open_folder
    from sim.experiment.sensitivity import Sensitivity
    from sim.report.again import report_again
    from sim.report.first import report_study

    studies = [open_folder(study) for study in sensitivity]
    if isinstance(folder, Sensitivity):
        if studies:
            raise RequestError("a sensitivity study shows no others")
        return report_study(folder, progress)
    return report_again(open_folder(folder), studies, progress)


def warmup(
    scenario: ScenarioFile | str | Path,
    variant: str | None = None,
    *,
    measure: str = "resolution.mean_h",
    weeks: int | None = None,
    set: Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: ExecutorName | None = None,
    scheduler: str | None = None,
    insist: bool = False,
    progress: Progress | None = None,
) -> Settling:
    """Look at a measure week by week from the empty start, and recommend a warm-up.

    ``weeks``: None for three times the scenario's length, at least 12. The rest is as for
    ``run``. Raises ScenarioError, and RequestError for a measure that is none or that is
    undefined in some week.
    """
    from sim.experiment.settling import settle

    conditions = _conditions(
        seed, replications, engine, workers, executor, scheduler, progress, insist
    )
    return settle(_file(scenario), variant, set, measure, weeks, conditions)


def sensitivity(
    scenario: ScenarioFile | str | Path,
    between: tuple[str, str],
    *,
    measure: str = "resolution.mean_h",
    points: int = 64,
    trajectories: int = 0,
    seed: int | None = None,
    replications: int = 5,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: ExecutorName | None = None,
    scheduler: str | None = None,
    insist: bool = False,
    progress: Progress | None = None,
    out: str | Path = "results",
    draft: Draft | None = None,
) -> Sensitivity:
    """Vary the assumptions that state a range: what does the difference of two variants do?

    First one at a time to both ends (a tornado), then all together at ``points`` points (the
    share of the space in which the winner still wins), and in ``trajectories`` of a Morris
    design. The runs are kept below ``out`` as those of a sweep, from which it goes on. Raises
    as ``sweep`` does, and RequestError when nothing states a range.
    """
    from sim.experiment.sensitivity import Design, sensitivity_into

    conditions = _conditions(
        seed, replications, engine, workers, executor, scheduler, progress, insist
    )
    file, design = _file(scenario), Design(points, trajectories)
    with _drafted(draft, out) as place:
        return sensitivity_into(place, file, between, measure, design, conditions)


def story(
    scenario: ScenarioFile | str | Path,
    *,
    issue: int | None = None,
    customer: int | None = None,
    pick: PickName | None = None,
    variant: str | None = None,
    compare: Iterable[str] = (),
    set: Sequence[str] = (),
    seed: int | None = None,
    replication: int = 0,
    engine: EngineName = "auto",
    insist: bool = False,
) -> str:
    """One customer's weeks as a time line: plain text in lines of 80 columns.

    Of an issue, of all issues of a customer, or of an issue that a rule picks: ``median``,
    ``worst``, or ``differs`` (most between the variants); exactly one of the three.
    ``compare``: further variants, under which the same is told. ``replication``: counted from 0,
    as in results folders. The rest is as for ``run``.

    Raises ScenarioError for a wrong scenario, variant or override, and RequestError when there
    is no such issue or customer.
    """
    from sim.experiment.one import one_replication
    from sim.report.story.one_customer import stories_of, text_of

    if sum(asked is not None for asked in (issue, customer, pick)) != 1:
        raise RequestError("a story is that of an issue, of a customer, or a pick: give one")
    file = _file(scenario)
    names = dict.fromkeys([variant or file.baseline, *compare])
    told = {
        name: one_replication(file, name, set, seed, replication, engine, insist) for name in names
    }
    try:
        stories = stories_of(told, issue, customer, pick)
    except ValueError as error:
        raise RequestError(str(error)) from None
    first = next(iter(told.values())).scenario
    used = first.seed if seed is None else seed
    return text_of(stories, f"{first.name}, seed {used}, replication {replication}")


def export(saved: Saved, path: str | Path) -> Path:
    """Write the tables of a results folder as an Excel workbook; returns its path."""
    from sim.experiment.workbook import write_workbook

    return write_workbook(saved, Path(path))


def _inspected(path: str | Path) -> Inspected:
    """Everything that is wrong or odd in a file, and the file, read once."""
    from sim.experiment.shipped import find
    from sim.scenario import AS_IS, ScenarioError
    from sim.scenario.scenario_files import inspect

    found = inspect(find(path))
    if found.file is not None and not any(one.severity == "error" for one in found.problems):
        from sim.experiment.conduct import check_matters

        try:
            check_matters(found.file, [AS_IS, *found.file.variants])
        except ScenarioError as error:
            found.problems.extend(error.problems)
    return found


def _file(scenario: ScenarioFile | str | Path) -> ScenarioFile:
    return load(scenario) if isinstance(scenario, str | Path) else scenario


def _conditions(
    seed: int | None,
    replications: int | None,
    engine: EngineName,
    workers: int | None,
    executor: ExecutorName | None,
    scheduler: str | None,
    progress: Progress | None,
    insist: bool,
) -> Conditions:
    """What all experiments are told alike."""
    from sim.experiment.conditions import Conditions
    from sim.experiment.executors import executor_of

    return Conditions(
        seed=seed,
        replications=replications,
        engine=engine,
        workers=workers,
        executor=executor_of(executor, workers, scheduler),
        progress=progress,
        insist=insist,
    )


def _watched(
    conditions: Conditions, file: ScenarioFile, report: bool
) -> tuple[Conditions, Watch | None]:
    """The conditions, with somebody who keeps what a report shows if there is to be one."""
    if not report:
        return conditions, None
    from sim.experiment.watch import Watch
    from sim.report.first import watched

    watch = Watch(file, None if conditions.draft is None else conditions.draft.seen)
    return watched(conditions, watch), watch


@contextmanager
def _drafted(draft: Draft | None, out: str | Path) -> Iterator[Draft]:
    """The results folder in the making: the caller's, or one of our own below ``out``."""
    from sim.experiment.drafts import Draft

    if draft is not None:
        yield draft
        return
    with Draft(Path(out)) as own:
        yield own
