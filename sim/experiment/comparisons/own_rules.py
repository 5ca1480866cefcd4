"""Rules of a user's own: which variants of an experiment they hold for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sim.experiment.comparisons.what_if import NAME
from sim.experiment.errors import RequestError
from sim.experiment.folders.publish import RULES
from sim.own_rules import OwnRules, RulesError, Source, read_rules

NAMED = re.compile(rf"({NAME.pattern}):\s+(.+)")
EXAMPLE = '"my_rules.py", or "shortest: my_rules.py" for a variant of that name'

Ruling = OwnRules | Mapping[str, OwnRules] | None
"""Rules for all variants, for those of a name, or none."""


def rules_of(source: Source) -> OwnRules:
    """The rules of a file or module. Raises RequestError with file, line and column."""
    try:
        return read_rules(source)
    except RulesError as error:
        raise RequestError(str(error)) from error


def ruling_of(source: Source | Mapping[str, Source] | None) -> Ruling:
    """The rules of a file or module, or of one for each of the variants named.

    Raises RequestError also for a name that no variant can have.
    """
    if source is None:
        return None
    if not isinstance(source, Mapping):
        return rules_of(source)
    for name in source:
        if not NAME.fullmatch(name):
            raise RequestError(
                f"rules for {name!r}: the name of a variant may hold small letters, digits and _ "
                "only, and begins with a letter"
            )
    return {name: rules_of(one) for name, one in source.items()}


def by_variant(rules: Ruling, everyone: Iterable[str] = ()) -> Mapping[str, OwnRules]:
    """The rules of each variant that they hold for; ``everyone``: those that take part."""
    if rules is None:
        return {}
    return rules if isinstance(rules, Mapping) else dict.fromkeys(everyone, rules)


def parse_rules(texts: Sequence[str]) -> Source | dict[str, Source] | None:
    """One text ``FILE`` for all variants, or texts ``NAME: FILE`` for a variant each.

    Raises RequestError for several of which not each has a name of its own.
    """
    named = [NAMED.fullmatch(text) for text in texts]
    if not texts:
        return None
    if len(texts) == 1 and named[0] is None:
        return texts[0]
    sources: dict[str, Source] = {}
    for text, found in zip(texts, named, strict=True):
        if found is None or found[1] in sources:
            why = "is a further file" if found is None else f"is a further file for {found[1]}"
            raise RequestError(f"--rules {text!r} {why}; expected one file for all, {EXAMPLE}")
        sources[found[1]] = found[2]
    return sources


def identities(rules: Mapping[str, OwnRules | None]) -> dict[str, Any]:
    """As an entry of what ran: the rules of the variants that have any; none, no entry."""
    found = {name: one.identity for name, one in rules.items() if one is not None}
    return {RULES: found} if found else {}
