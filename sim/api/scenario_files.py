"""Scenario files: read, checked, sized, and explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

from sim.api.settings import Keywords, Settings, settings_of

if TYPE_CHECKING:
    from sim.experiment.size.experiment_size import Size
    from sim.kpi import Definition
    from sim.scenario import Overrides, Problem, Scenario, ScenarioFile
    from sim.scenario.scenario_files import Inspected


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


def scenario_file(scenario: ScenarioFile | str | Path) -> ScenarioFile:
    """The file itself, or the one that a path or name means."""
    return load(scenario) if isinstance(scenario, str | Path) else scenario


def scenarios() -> list[Shipped]:
    """The scenarios that come with the program, in alphabetical order."""
    from sim.experiment.shipped import shipped

    return [Shipped(name, path, load(path).about) for name, path in shipped().items()]


def validate(path: str | Path) -> list[Problem]:
    """Everything that is wrong, or legal but odd, in a scenario file and all its variants."""
    return examine(path).problems


def examine(path: str | Path) -> Examined:
    """As ``validate``, with the size of an experiment: a run of the variant that takes most."""
    from sim.experiment.size.experiment_size import largest_variant

    found = _inspected(path)
    if found.file is None or any(one.severity == "error" for one in found.problems):
        return Examined(found.problems, None)
    return Examined(found.problems, largest_variant(found.file))


def size(
    scenario: ScenarioFile | str | Path,
    variant: str | None = None,
    *,
    set: Overrides = (),
    settings: Settings | None = None,
    **keywords: Unpack[Keywords],
) -> Size:
    """About how much time and memory a run would take: right to a factor of 2.

    The arguments are those of ``run``, which refuses what takes more memory than there is.
    """
    from sim.experiment.conditions import REPLICATIONS
    from sim.experiment.size.experiment_size import named_variant, size_of

    file = scenario_file(scenario)
    name = variant or file.baseline
    scenarios = {named_variant(name): file.resolve(name, set)}
    told = settings_of(settings, keywords)
    runs = REPLICATIONS if told.replications is None else told.replications
    return size_of(scenarios, runs, told.engine, workers=told.workers)


def explicit(scenario: Scenario) -> str:
    """The frozen, fully explicit form of a scenario as YAML, which loads as an equal one."""
    from sim.scenario.explicit import explicit as text

    return text(scenario)


def schema(kind: str = "scenario") -> dict[str, Any]:
    """The JSON Schema of files of a kind, with which editors complete and check them.

    ``kind``: ``scenario``, ``sweep`` or ``claim``. Raises KeyError for any other.
    """
    from sim.scenario.file_schemas import SCHEMAS

    return SCHEMAS[kind]()


def kpis() -> dict[str, Definition]:
    """All measures by name (with places such as ``<channel>``), and what they mean."""
    from sim.kpi import catalogue

    return catalogue()


def _inspected(path: str | Path) -> Inspected:
    """Everything that is wrong or odd in a file, and the file, read once."""
    from sim.experiment.shipped import find
    from sim.scenario import AS_IS, ScenarioError
    from sim.scenario.scenario_files import inspect

    found = inspect(find(path))
    if found.file is not None and not any(one.severity == "error" for one in found.problems):
        from sim.experiment.objectives import check_objectives

        try:
            check_objectives(found.file, [AS_IS, *found.file.variants])
        except ScenarioError as error:
            found.problems.extend(error.problems)
    return found
