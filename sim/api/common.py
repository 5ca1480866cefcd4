"""What all experiments are told alike, and where their results go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiment.folders.drafts import Draft
    from sim.experiment.shown import Form


def show(result: object, form: Form) -> str:
    """What Python and notebooks show of a result."""
    from sim.report.notebook import show as text

    return text(result, form)


@contextmanager
def drafted(draft: Draft | None, out: str | Path) -> Iterator[Draft]:
    """The results folder in the making: the caller's, or one of our own below ``out``."""
    from sim.experiment.folders.drafts import Draft

    if draft is not None:
        yield draft
        return
    with Draft(Path(out)) as own:
        yield own
