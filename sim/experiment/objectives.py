"""What a scenario says of measures: least differences that matter, and targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from sim.experiment.errors import RequestError
from sim.experiment.measures import measure_of, measures_of, or_all
from sim.kpi import limits
from sim.scenario import Problem, ScenarioError
from sim.scenario.model.targets import Target, in_unit
from sim.scenario.problems import Path, dotted, in_order

if TYPE_CHECKING:
    from sim.scenario import Scenario, ScenarioFile

SERVICE_LEVEL = "{}.service_level"


class Objective(NamedTuple):
    """A measure and the amount that it is to have ``at_least`` or else at most, in ``unit``."""

    measure: str
    at_least: bool
    amount: float
    unit: str


def matters_of(scenario: Scenario) -> dict[str, float]:
    """The least differences that matter, in the units of the measures.

    Raises ValueError for one that ``check_objectives`` refuses.
    """
    return {kpi: _in_unit(kpi, text, scenario) for kpi, text in scenario.matters.items()}


def objectives_of(scenario: Scenario) -> list[Objective]:
    """The service targets of channels and the other targets, of a measure's side the latter.

    Raises ValueError for one that ``check_objectives`` refuses.
    """
    found = [
        Objective(SERVICE_LEVEL.format(name), True, channel.service_target.share, "share")
        for name, channel in scenario.channels.items()
        if channel.service_target is not None
    ]
    found += [_objective(target, scenario) for target in scenario.targets or ()]
    return list({(one.measure, one.at_least): one for one in found}.values())


def objectives_asked(texts: Iterable[str], scenario: Scenario) -> list[Objective]:
    """Targets such as ``phone.service_level >= 80 %``. Raises RequestError for what is none."""
    known = set(measures_of(scenario))
    found = []
    for text in texts:
        try:
            one = _objective(Target.model_validate(text), scenario)
        except ValidationError as error:
            raise RequestError(str(error.errors()[0]["msg"])) from None
        except ValueError as error:
            raise RequestError(f"{text}: {error}") from None
        if one.measure not in known:
            near = or_all(one.measure, known)
            raise RequestError(f"{text}: this scenario has no such measure; {near}")
        if bound := _out_of_reach(one):
            raise RequestError(f"{text}: can never be met, since `{one.measure}` is {bound}")
        found.append(one)
    return list({(one.measure, one.at_least): one for one in found}.values())


def _objective(target: Target, scenario: Scenario) -> Objective:
    unit = measure_of(target.measure, scenario.cost.currency).unit
    amount = in_unit(target.amount, unit)
    return Objective(target.measure, target.at_most is None, amount, unit)


def check_objectives(
    file: ScenarioFile, variants: Iterable[str], overrides: Sequence[str] = ()
) -> None:
    """See that what matters and what is aimed at are measures, and in their units.

    Raises ScenarioError, with places.
    """
    found = []
    for name in variants:
        scenario = file.resolve(name, overrides)
        for path, offending, message in [*_wrong_matters(scenario), *_wrong_targets(scenario)]:
            mark = file.place(path, name, overrides)
            found.append(Problem(*mark, dotted(path), offending, message))
    if found:
        raise ScenarioError(in_order(found))


Wrong = tuple[Path, str, str]


def _wrong_matters(scenario: Scenario) -> Iterator[Wrong]:
    for kpi, text in scenario.matters.items():
        try:
            _in_unit(kpi, text, scenario)
        except ValueError as error:
            yield ("matters", kpi), kpi, str(error)


def _wrong_targets(scenario: Scenario) -> Iterator[Wrong]:
    known = set(measures_of(scenario)) if scenario.targets else set()
    for at, target in enumerate(scenario.targets or ()):
        try:
            aimed = _objective(target, scenario)
        except ValueError as error:
            yield ("targets", at), target.measure, str(error)
            continue
        if target.measure not in known:
            message = f"this scenario has no such measure; {or_all(target.measure, known)}"
            yield ("targets", at), target.measure, message
        elif bound := _out_of_reach(aimed):
            message = f"`{target.amount}` can never be met, since `{target.measure}` is {bound}"
            yield ("targets", at), target.amount, message


def _out_of_reach(aimed: Objective) -> str:
    """The bound of such measures on whose other side the target lies; empty if it can be met."""
    low, high = limits(aimed.measure, aimed.unit)
    if aimed.at_least and aimed.amount > high:
        return f"at most {'100 %' if aimed.unit == 'share' else f'{high:g} {aimed.unit}'}"
    if not aimed.at_least and aimed.amount < low:
        return f"never below {low:g}"
    return ""


def _in_unit(kpi: str, text: str, scenario: Scenario) -> float:
    return in_unit(text, measure_of(kpi, scenario.cost.currency).unit)
