"""The articles' claims, put to the test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from sim.api.settings import Keywords, Settings, settings_of

if TYPE_CHECKING:
    from sim.experiment.claims.judge import Judged
    from sim.scenario.claims import Atlas


def atlas(folder: str | Path | None = None) -> Atlas:
    """The claims of a folder, by default those that come with the program, and how they are judged.

    Raises ScenarioError with everything that is wrong with its files, and RequestError when
    there is no such folder.
    """
    from sim.experiment.objectives import check_objectives
    from sim.experiment.shipped import claims_folder
    from sim.scenario.claim_files import load_atlas

    found = load_atlas(claims_folder(folder))
    for file in found.firms.values():
        check_objectives(file, [file.baseline], ())
    return found


def claims(
    numbers: Sequence[int] = (),
    *,
    theme: str | None = None,
    article: int | None = None,
    folder: str | Path | Atlas | None = None,
    robust: bool = False,
    out: str | Path = "results",
    settings: Settings | None = None,
    **keywords: Unpack[Keywords],
) -> Iterator[Judged]:
    """Put claims to the test, and give each as soon as it is judged.

    ``numbers``: of claims, none for all; ``theme``, ``article``: only those of it. ``folder``: of
    claim files, or an atlas, by default those that come with the program. ``robust``: whether to
    look over all ranges and loads, too, which takes many times as long. ``replications``: the
    most for each claim, in place of the atlas's. Runs are kept below ``out``, from which the
    same call goes on.

    Raises ScenarioError for wrong files, RequestError where no claim is meant, and what a sweep
    raises.
    """
    from sim.experiment.claims.judge import chosen, judged
    from sim.scenario.claims import Atlas

    conditions = settings_of(settings, keywords).conditions()
    found = folder if isinstance(folder, Atlas) else atlas(folder)
    return judged(found, chosen(found, numbers, theme, article), Path(out), conditions, robust)


def verdicts(
    atlas: Atlas, judged: Iterable[Judged], firms: bool = True, seed: int | None = None
) -> dict[str, Any]:
    """What came of claims as plain data: texts, numbers, lists and mappings.

    ``firms``: whether the firms are looked at as they are, too, which runs them, under ``seed``.
    """
    from sim.experiment.claims.judge import firms_as_they_are, hash_of
    from sim.experiment.claims.plain import as_plain
    from sim.experiment.conditions import Conditions

    found = list(judged)
    looked = firms_as_they_are(atlas, Conditions(seed=seed)) if firms and atlas.looked_at else {}
    return as_plain(atlas, found, hash_of(atlas), looked)


def claims_page(plain: dict[str, Any], folder: str | Path) -> Path:
    """Write ``claims.md`` with its pictures and the plain data below a folder; returns the page.

    Raises OSError.
    """
    from sim.report.pages.claims import write_claims

    return write_claims(plain, Path(folder))
