"""The cheapest staffing that meets a scenario's targets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from sim.api.common import drafted
from sim.api.scenario_files import scenario_file
from sim.api.settings import Keywords, Settings, settings_of

if TYPE_CHECKING:
    from sim.experiment.folders.drafts import Draft
    from sim.experiment.folders.saved import Saved
    from sim.experiment.staff.staff import Staffed
    from sim.scenario import Overrides, ScenarioFile


def staff(
    scenario: ScenarioFile | str | Path,
    variant: str | None = None,
    *,
    meet: Iterable[str] = (),
    set: Overrides = (),
    out: str | Path = "results",
    draft: Draft | None = None,
    settings: Settings | None = None,
    **keywords: Unpack[Keywords],
) -> tuple[Staffed, Saved]:
    """Find the cheapest roster that meets the targets, of those that ``staffing:`` allows.

    ``variant``: None for the file's baseline. ``meet``: targets such as ``"phone.service_level >=
    80 %"``, in place of the scenario's own. ``set``: as for ``run``. A results folder below
    ``out`` (or ``draft``, one in the making) holds the roster and all that was simulated; stopped,
    the same call goes on. ``replications``: of a test at most, 320 unless told. ``progress`` is
    called with the replications done and 0, since nobody knows how many it will take.

    Returns what was found and the folder. Raises ScenarioError for a wrong scenario, and
    RequestError where it says nothing of ``staffing``, or there is nothing to meet.
    """
    from sim.experiment.objectives import objectives_asked, objectives_of
    from sim.experiment.staff.folder import staff_into
    from sim.experiment.staff.positions import space_of
    from sim.scenario import as_overrides

    file = scenario_file(scenario)
    space = space_of(file, variant or file.baseline, as_overrides(set))
    asked = objectives_asked(meet, space.scenario) or objectives_of(space.scenario)
    conditions = settings_of(settings, keywords).conditions()
    with drafted(draft, out) as place:
        return staff_into(place, space, asked, conditions)
