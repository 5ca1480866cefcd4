"""Experiments: one variant many times, or several variants on the same customers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sim.experiment.comparisons.own_rules import Ruling, by_variant, identities
from sim.experiment.comparisons.replicate import recorded_of, samples_of, until
from sim.experiment.comparisons.stopping import aim_of, goal_of
from sim.experiment.comparisons.what_if import WhatIfs, parse_what_ifs, placed
from sim.experiment.comparisons.work import AllVariants
from sim.experiment.conditions import Conditions
from sim.experiment.errors import RequestError
from sim.experiment.measures import measures_of, or_all
from sim.experiment.objectives import check_objectives
from sim.experiment.replication import choose_engine, on_simpy
from sim.experiment.results.compare_result import CompareResult
from sim.experiment.results.run_result import RunResult
from sim.experiment.size.check import check_size
from sim.experiment.size.experiment_size import named_variant
from sim.plan import make_plan
from sim.scenario import AS_IS
from sim.scenario.explicit import explicit
from sim.version import __version__

if TYPE_CHECKING:
    from sim.own_rules import OwnRules
    from sim.scenario import Scenario, ScenarioFile


class Arm(NamedTuple):
    """A variant as it takes part in an experiment.

    ``same``: what it says equals the baseline's. ``rules``: of a user's own, if any hold for it.
    ``label``: what it is called where results are shown.
    """

    scenario: Scenario
    overrides: tuple[str, ...]
    same: str | None = None
    rules: OwnRules | None = None
    label: str = ""


def run(
    file: ScenarioFile,
    variant: str | None = None,
    overrides: Sequence[str] = (),
    conditions: Conditions = Conditions(),  # noqa: B008 (frozen)
    rules: OwnRules | None = None,
) -> RunResult:
    """Repeat one variant of a scenario with independent random numbers and measure it.

    ``rules``: of a user's own, of who takes what. Raises ScenarioError for a wrong variant or
    override, and what the conditions raise.
    """
    name = variant or file.baseline
    check_objectives(file, [name], overrides)
    arm = _arm(file, name, overrides)._replace(rules=rules)
    return conduct(file.name, {name: arm}, conditions)[name]


def compare(
    file: ScenarioFile,
    variants: Iterable[str] | None = None,
    what_if: WhatIfs = (),
    overrides: Sequence[str] = (),
    conditions: Conditions = Conditions(),  # noqa: B008 (frozen)
    rules: Ruling = None,
    measures: Sequence[str] = (),
) -> CompareResult:
    """Let several variants face the same customers and measure how they differ.

    ``variants``: names, None for all of the file; the file's baseline always takes part, as
    the first. ``what_if``: further variants, each the baseline with changes. ``overrides`` hold
    for every variant; what-ifs win over them. ``rules``: of a user's own, for all variants or for
    those of a name, where a new name is the baseline under these rules. All share the baseline's
    seed. ``measures``: shown beside the usual ones.

    Raises ScenarioError for a wrong variant or override, and RequestError for a what-if of another
    form or when there is nothing to compare.
    """
    asked = [AS_IS, *file.variants] if variants is None else variants
    ruled = (name for name in by_variant(rules) if name in (AS_IS, *file.variants))
    names = dict.fromkeys([file.baseline, *asked, *ruled])
    check_objectives(file, names, overrides)
    arms = {name: _arm(file, name, overrides) for name in names}
    for name, changes in parse_what_ifs(what_if, {AS_IS, *file.variants, *names}).items():
        together = (*overrides, *changes)
        with placed():
            arms[name] = Arm(file.resolve(file.baseline, together), together)
    for name, own in by_variant(rules, arms).items():
        arms[name] = arms.get(name, arms[file.baseline]._replace(same=None, label=""))._replace(
            rules=own
        )
    if len(arms) < 2:
        raise RequestError(
            f"{file.name}: nothing to compare {file.baseline!r} with; "
            "name another variant of the file or add a what-if"
        )
    aim = aim_of(conditions, next(iter(arms.values())).scenario)
    _check_measures(measures, arms)
    runs = conduct(file.name, arms, conditions)
    return CompareResult(file.name, file.baseline, runs, aim, tuple(measures))


def _check_measures(measures: Sequence[str], arms: Mapping[str, Arm]) -> None:
    """Raises RequestError for a measure that no variant has."""
    if not measures:
        return
    known = dict.fromkeys(name for arm in arms.values() for name in measures_of(arm.scenario))
    for name in measures:
        if name not in known:
            raise RequestError(f"no variant has a measure {name!r}; {or_all(name, known)}")


def again(
    result: RunResult | CompareResult, conditions: Conditions, rules: Mapping[str, OwnRules]
) -> dict[str, RunResult]:
    """All variants of a result once more; ``rules``: of a user's own, by variant."""
    arms = {
        name: Arm(run.resolved, run.overrides, run.same, rules.get(name), run.label)
        for name, run in result.runs.items()
    }
    return conduct(result.scenario, arms, conditions)


def _arm(file: ScenarioFile, variant: str, overrides: Sequence[str]) -> Arm:
    known = file.variants.get(variant)
    same, label = known.same if known else None, file.label_of(variant)
    return Arm(file.resolve(variant, overrides), tuple(overrides), same, label=label)


def conduct(scenario: str, arms: Mapping[str, Arm], conditions: Conditions) -> dict[str, RunResult]:
    """Repeat all arms on the same customers; ``scenario``: the name to put on the results."""
    first = next(iter(arms.values())).scenario
    seed = first.seed if conditions.seed is None else conditions.seed
    goal, most = goal_of(conditions, first, tuple(arms))
    own_rules = {name: arm.rules for name, arm in arms.items()}
    conditions = on_simpy(conditions, own_rules.values())
    conditions = check_size(
        {named_variant(name): arm.scenario for name, arm in arms.items()}, conditions
    )
    engine = choose_engine(conditions.engine, make_plan(first, seed, 0), most * len(arms))
    work = AllVariants(
        tuple(arm.scenario for arm in arms.values()),
        seed,
        engine,
        tuple(own_rules.values()),
        keep_records=conditions.on_record is not None,
        digest=conditions.digest,
    )
    named = {name: (explicit(arm.scenario), arm.overrides) for name, arm in arms.items()}
    what = [__version__, scenario, list(named.items()), *identities(own_rules).items()]
    recorded = recorded_of(what, work, tuple(arms), conditions)
    done, told = until(goal, work, tuple(arms), conditions, recorded)
    runs = {}
    for at, ((name, arm), sample) in enumerate(zip(arms.items(), samples_of(done), strict=True)):
        runs[name] = RunResult(
            scenario=scenario,
            variant=name,
            seed=seed,
            engine=engine,
            version=__version__,
            sample=sample,
            resolved=arm.scenario,
            explicit=explicit(arm.scenario),
            same=arm.same,
            overrides=arm.overrides,
            rules=arm.rules,
            label=arm.label,
            notes=(*done[0][at].notes, *filter(None, [told])),
        )
    return runs
