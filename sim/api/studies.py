"""Closer looks: how long a scenario takes to settle, what a ranking depends on, one customer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from sim.api.common import drafted
from sim.api.scenario_files import scenario_file
from sim.api.settings import Keywords, Settings, settings_of
from sim.experiment.errors import RequestError

if TYPE_CHECKING:
    from sim.experiment.folders.drafts import Draft
    from sim.experiment.sensitivity import Sensitivity
    from sim.experiment.warm_up import Settling
    from sim.own_rules import Source
    from sim.report.story.picking import PickName
    from sim.scenario import Overrides, ScenarioFile


def warmup(
    scenario: ScenarioFile | str | Path,
    variant: str | None = None,
    *,
    measure: str = "resolution.mean_h",
    weeks: int | None = None,
    set: Overrides = (),
    settings: Settings | None = None,
    **keywords: Unpack[Keywords],
) -> Settling:
    """Look at a measure week by week from the empty start, and recommend a warm-up.

    ``weeks``: None for three times the scenario's length, at least 12. The rest is as for
    ``run``. Raises ScenarioError, and RequestError for a measure that is none or that is
    undefined in some week.
    """
    from sim.experiment.warm_up import settle
    from sim.scenario import as_overrides

    conditions = settings_of(settings, keywords).conditions()
    return settle(scenario_file(scenario), variant, as_overrides(set), measure, weeks, conditions)


def sensitivity(
    scenario: ScenarioFile | str | Path,
    between: tuple[str, str],
    *,
    measure: str = "resolution.mean_h",
    points: int = 64,
    trajectories: int = 0,
    out: str | Path = "results",
    draft: Draft | None = None,
    settings: Settings | None = None,
    **keywords: Unpack[Keywords],
) -> Sensitivity:
    """Vary the assumptions that state a range: what does the difference of two variants do?

    First one at a time to both ends (a tornado), then all together at ``points`` points (the
    share of the space in which the winner still wins), and in ``trajectories`` of a Morris
    design. The runs are kept below ``out`` as those of a sweep, from which it goes on. Raises
    as ``sweep`` does, and RequestError when nothing states a range.
    """
    from sim.experiment.sensitivity import Design, sensitivity_into

    conditions = settings_of(settings, keywords, 5).conditions()
    file, design = scenario_file(scenario), Design(points, trajectories)
    with drafted(draft, out) as place:
        return sensitivity_into(place, file, between, measure, design, conditions)


def story(
    scenario: ScenarioFile | str | Path,
    *,
    issue: int | None = None,
    customer: int | None = None,
    pick: PickName | None = None,
    variant: str | None = None,
    compare: Iterable[str] = (),
    set: Overrides = (),
    replication: int = 0,
    rules: Source | None = None,
    settings: Settings | None = None,
    **keywords: Unpack[Keywords],
) -> str:
    """One customer's weeks as a time line: plain text in lines of 80 columns.

    Of an issue, of all issues of a customer, or of an issue that a rule picks: ``median``,
    ``worst``, or ``differs`` (most between the variants); exactly one of the three.
    ``compare``: further variants, under which the same is told. ``replication``: counted from 0,
    as in results folders. The rest is as for ``run``.

    Raises ScenarioError for a wrong scenario, variant or override, and RequestError when there
    is no such issue or customer.
    """
    from sim.experiment.comparisons.own_rules import rules_of
    from sim.experiment.replication import one_replication
    from sim.report.story.one_customer import stories_of, text_of
    from sim.scenario import as_overrides

    if sum(asked is not None for asked in (issue, customer, pick)) != 1:
        raise RequestError("a story is that of an issue, of a customer, or a pick: give one")
    file = scenario_file(scenario)
    names = dict.fromkeys([variant or file.baseline, *compare])
    overrides, own_rules = as_overrides(set), None if rules is None else rules_of(rules)
    asked = settings_of(settings, keywords)
    told = {
        name: one_replication(
            file, name, overrides, asked.seed, replication, asked.engine, asked.insist, own_rules
        )
        for name in names
    }
    try:
        stories = stories_of(told, issue, customer, pick)
    except ValueError as error:
        raise RequestError(str(error)) from None
    first = next(iter(told.values())).scenario
    used = first.seed if asked.seed is None else asked.seed
    return text_of(stories, f"{first.name}, seed {used}, replication {replication}")
