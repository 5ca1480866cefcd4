"""Rules of a user's own in a results folder: written, read, and named again to be run again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from sim.durable import write_whole
from sim.experiment.comparisons.own_rules import rules_of
from sim.experiment.errors import RequestError, ResultsError
from sim.experiment.folders.publish import RULES
from sim.experiment.folders.saved import Saved
from sim.experiment.results.compare_result import CompareResult
from sim.experiment.results.run_result import RunResult
from sim.own_rules import OwnRules, Source


def write_rules(folder: Path, result: RunResult | CompareResult) -> None:
    """Write the text of the rules of each variant that ran under some."""
    for name, run in result.runs.items():
        if run.rules is not None:
            (folder / RULES).mkdir(exist_ok=True)
            write_whole(folder / RULES / f"{name}.py", run.rules.text)


def kept_rules(saved: Saved, variant: str) -> OwnRules | None:
    """The rules under which a variant ran, from their text in the folder, which is not run.

    Raises ResultsError.
    """
    entry = saved.experiment[RULES].get(variant) if RULES in saved.experiment else None
    if entry is None:
        return None
    kept = f"{RULES}/{variant}.py"
    rules = OwnRules(entry["file"], saved.text(kept), str(saved.path / kept))
    if rules.sha256 != entry["sha256"]:
        raise ResultsError(f"{saved.path / kept} is not what experiment.json says it is")
    return rules


def named_again(saved: Saved, given: Iterable[Source]) -> dict[str, OwnRules]:
    """By variant: the rules of a folder, which run only if somebody names their files again.

    Raises RequestError unless the files are those of the folder.
    """
    by_sum = {rules.sha256: rules for rules in map(rules_of, given)}
    kept = {name: kept_rules(saved, name) for name in saved.experiment.get("variants", ())}
    wanted = {name: rules for name, rules in kept.items() if rules is not None}
    for name, rules in wanted.items():
        if rules.sha256 not in by_sum:
            _not_named(saved, name, rules)
    sums = {rules.sha256 for rules in wanted.values()}
    for own_sum, rules in by_sum.items():
        if own_sum not in sums:
            raise RequestError(f"{rules.file}: {saved.path} was not done under these rules")
    # Their name is that of the file which was named first, wherever they were read again.
    return {name: replace(one, file=by_sum[one.sha256].file) for name, one in wanted.items()}


def _not_named(saved: Saved, variant: str, rules: OwnRules) -> NoReturn:
    place = saved.path / RULES / f"{variant}.py"
    raise RequestError(
        f"{saved.path} was done under rules of a user's own, {rules.name} (SHA-256 "
        f"{rules.sha256[:16]}…). A program out of a folder is not run unasked: look at it and name "
        f"it, --rules {place}"
    )
