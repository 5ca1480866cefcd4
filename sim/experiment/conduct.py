"""Experiments: one variant many times, or several variants on the same customers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sim.experiment.budget import check_size, named_variant
from sim.experiment.choosing import Aim
from sim.experiment.conditions import REPLICATIONS, Conditions
from sim.experiment.errors import RequestError
from sim.experiment.goals import Count, Goal, Precise, Selected
from sim.experiment.naming import unknown
from sim.experiment.replicating import kept_of, samples_of, until
from sim.experiment.results import CompareResult, Measure, RunResult
from sim.experiment.sample import Sample
from sim.experiment.steps import Steps, real_steps
from sim.experiment.wanted import CAP, aimed, misfits, precision_of, thresholds, wanted
from sim.experiment.what_if import parse_what_ifs, placed
from sim.experiment.work import Replicate
from sim.scenario import AS_IS
from sim.version import __version__

if TYPE_CHECKING:
    from sim.scenario.model import Scenario
    from sim.scenario.problems import Mark


class File(Protocol):
    """What an experiment asks of a scenario file.

    ``variants`` are those beside the file's own values, which go by the name ``as_is``.
    """

    @property
    def name(self) -> str: ...
    @property
    def baseline(self) -> str: ...
    @property
    def variants(self) -> Mapping[str, object]: ...
    def resolve(self, variant: str | None = None, overrides: Sequence[str] = ()) -> Scenario: ...
    def place(
        self,
        path: tuple[str | int, ...],
        variant: str | None = None,
        overrides: Sequence[str] = (),
    ) -> Mark: ...


class Arm(NamedTuple):
    """A variant as it takes part in an experiment; ``same``: what it says equals the baseline's."""

    scenario: Scenario
    overrides: tuple[str, ...]
    same: str | None = None


def run(
    file: File,
    variant: str | None = None,
    overrides: Sequence[str] = (),
    conditions: Conditions = Conditions(),  # noqa: B008 (frozen)
) -> RunResult:
    """Repeat one variant of a scenario with independent random numbers and measure it.

    Raises ScenarioError for a wrong variant or override, and what the conditions raise.
    """
    name = variant or file.baseline
    check_matters(file, [name], overrides, conditions.steps)
    return conduct(file.name, {name: _arm(file, name, overrides)}, conditions)[name]


def compare(
    file: File,
    variants: Iterable[str] | None = None,
    what_if: Iterable[str] = (),
    overrides: Sequence[str] = (),
    conditions: Conditions = Conditions(),  # noqa: B008 (frozen)
) -> CompareResult:
    """Let several variants face the same customers and measure how they differ.

    ``variants``: names, None for all of the file; the file's baseline always takes part, as
    the first. ``what_if``: further variants, each the baseline with changes, in the form
    ``name: path=value; path=value``. ``overrides`` hold for every variant; what-ifs win over
    them. All share the baseline's seed.

    Raises ScenarioError for a wrong variant or override, and RequestError for a what-if of another
    form or when there is nothing to compare.
    """
    asked = [AS_IS, *file.variants] if variants is None else variants
    names = dict.fromkeys([file.baseline, *asked])
    check_matters(file, names, overrides, conditions.steps)
    arms = {name: _arm(file, name, overrides) for name in names}
    for name, changes in parse_what_ifs(what_if, {AS_IS, *file.variants, *names}).items():
        together = (*overrides, *changes)
        with placed():
            arms[name] = Arm(file.resolve(file.baseline, together), together)
    if len(arms) < 2:
        raise RequestError(
            f"{file.name}: nothing to compare {file.baseline!r} with; "
            "name another variant of the file or add a what-if"
        )
    aim = aim_of(conditions, next(iter(arms.values())).scenario)
    return CompareResult(file.name, file.baseline, conduct(file.name, arms, conditions), aim)


def check_matters(
    file: File,
    variants: Iterable[str],
    overrides: Sequence[str] = (),
    steps: Steps | None = None,
) -> None:
    """See that what matters are measures, and in their units. Raises ScenarioError, with places."""
    from sim.scenario.problems import Problem, ScenarioError, in_order

    steps, found = steps or real_steps(), []
    for name in variants:
        scenario = file.resolve(name, overrides)
        for kpi, message in misfits(scenario, _unit_in(scenario, steps)):
            mark = file.place(("matters", kpi), name, overrides)
            found.append(Problem(*mark, f"matters.{kpi}", kpi, message))
    if found:
        raise ScenarioError(in_order(found))


def _unit_in(scenario: Scenario, steps: Steps) -> Callable[[str], str]:
    return lambda kpi: unit_of(kpi, steps, scenario.cost.currency)


def _arm(file: File, variant: str, overrides: Sequence[str]) -> Arm:
    scenario = file.resolve(variant, overrides)
    same = getattr(file.variants.get(variant), "same", None)
    return Arm(scenario, tuple(overrides), same)


def conduct(scenario: str, arms: Mapping[str, Arm], conditions: Conditions) -> dict[str, RunResult]:
    """Repeat all arms on the same customers; ``scenario``: the name to put on the results."""
    steps = conditions.steps or real_steps()
    first = next(iter(arms.values())).scenario
    seed = first.seed if conditions.seed is None else conditions.seed
    matters = matters_of(first, steps)
    goal, most = goal_of(conditions, first, tuple(arms))
    conditions = check_size(
        {named_variant(name): arm.scenario for name, arm in arms.items()}, conditions
    )
    plan = steps.plan(first, seed, 0)
    engine = steps.choose(conditions.engine, plan, most * len(arms))
    work = Replicate(
        tuple(arm.scenario for arm in arms.values()),
        seed,
        engine,
        steps,
        keep_records=conditions.on_record is not None,
        digest=conditions.digest,
    )
    named = {name: (steps.explicit(arm.scenario), arm.overrides) for name, arm in arms.items()}
    kept = kept_of([__version__, scenario, list(named.items())], work, tuple(arms), conditions)
    done, told = until(goal, work, tuple(arms), conditions, kept)
    runs = {}
    for at, ((name, arm), sample) in enumerate(zip(arms.items(), samples_of(done), strict=True)):
        runs[name] = RunResult(
            scenario=scenario,
            variant=name,
            seed=seed,
            engine=engine,
            version=__version__,
            sample=sample,
            measures=measures_of(sample, steps, arm.scenario.cost.currency),
            resolved=arm.scenario,
            explicit=steps.explicit(arm.scenario),
            planned=steps.planned(arm.scenario),
            same=arm.same,
            overrides=arm.overrides,
            notes=(*done[0][at].notes, *filter(None, [told])),
            matters=matters,
        )
    return runs


def goal_of(conditions: Conditions, first: Scenario, names: tuple[str, ...]) -> tuple[Goal, int]:
    """When there are enough replications, and how many there may be at most.

    Raises RequestError for a precision or a best that makes no sense.
    """
    steps, currency = conditions.steps or real_steps(), first.cost.currency
    most = conditions.replications or CAP
    aim = aim_of(conditions, first)
    if aim is not None:
        direction = steps.describe(aim.kpi).direction
        return Selected(aim, unit_of(aim.kpi, steps, currency), direction, names, most), most
    if conditions.precision is not None:
        want = wanted(conditions.precision)
        unit = unit_of(want.kpi, steps, currency)
        return Precise(want, unit, precision_of(want, unit, most)), most
    most = conditions.replications or REPLICATIONS
    return Count(most), most


def aim_of(conditions: Conditions, first: Scenario) -> Aim | None:
    """Of what the best variant is sought, if it is. Raises RequestError."""
    if conditions.best is None:
        return None
    steps = conditions.steps or real_steps()
    return aimed(conditions.best, matters_of(first, steps), _unit_in(first, steps))


def matters_of(scenario: Scenario, steps: Steps) -> dict[str, float]:
    """The least differences that matter, which ``check_matters`` has looked at."""
    return thresholds(scenario, _unit_in(scenario, steps))


def unit_of(name: str, steps: Steps, currency: str) -> str:
    """The unit of a KPI. Raises RequestError for one that does not exist."""
    try:
        return steps.describe(name).unit.replace("money", currency)
    except KeyError:
        raise unknown(name) from None


def measures_of(sample: Sample, steps: Steps, currency: str) -> dict[str, Measure]:
    """Units and directions of the KPIs of a sample."""
    measures = {}
    for name in sample.names:
        definition = steps.describe(name)
        unit = definition.unit.replace("money", currency)
        measures[name] = Measure(unit, definition.direction)
    return measures
