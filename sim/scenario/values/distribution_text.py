"""The human forms of a distribution, read into its canonical parameters.

``lognormal(mean 177 s, cv 1.23)``, ``{lognormal: {mean: 177 s, cv: 1.23}}``, ``5 min`` (a
constant), ``never``, ``mixture(80 % exponential(2 min), 20 % never)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from sim.scenario.problems import closest, nearest, shorten, wrong
from sim.scenario.values.bounds import DURATION, SCALE
from sim.scenario.values.distribution_forms import (
    ABOVE_ZERO,
    FORMS,
    KINDS,
    PLAIN,
    Canon,
    Given,
    empirical,
    mixed,
    within_bounds,
)
from sim.scenario.values.units import NUMBER, UNITS, amount, fraction, plain_number, seconds

MOST_TEXT, MOST_DEPTH = 20_000, 5
"""Characters of a distribution, and parentheses within one another."""
EXPECTED = "expected a duration like `5 min`, or one like `lognormal(mean 177 s, cv 1.23)`"
_CALL = re.compile(r"([A-Za-z_]+)\s*\((.*)\)", re.DOTALL)
_QUANTITIES = re.compile(rf"({NUMBER})\s*([a-zA-Z]+)\b")
_WEIGHTED = re.compile(rf"({NUMBER}\s*%|{NUMBER}(?=\s))\s*(.+)", re.DOTALL)


def read(value: object, unit_needed: bool, table: Callable[[object], Canon]) -> Canon:
    """Read any human form; ``table`` reads the table that an empirical distribution names."""
    if isinstance(value, Mapping):
        return _mapping(value, unit_needed, table)
    if isinstance(value, str):
        _check_size(value)
        return _text(value.strip(), unit_needed, table)
    if plain_number(value) is None:
        raise wrong(f"`{shorten(value)}` is not a distribution; {EXPECTED}.")
    return Canon("constant", seconds(value, unit_needed))


def stretched(text: str, factor: float) -> str:
    """The distribution with its durations, thus its mean, multiplied by ``factor``."""

    def longer(piece: re.Match[str]) -> str:
        if piece[2] not in UNITS:
            return piece[0]
        return f"{float(piece[1]) * factor:.9g} {piece[2]}"

    return _QUANTITIES.sub(longer, text)


def _check_size(text: str) -> None:
    """Refuse what nobody writes, before it is taken apart again and again."""
    if len(text) > MOST_TEXT:
        raise wrong(f"`{shorten(text)}` is too long; expected {MOST_TEXT} characters at most.")
    depths = accumulate((char == "(") - (char == ")") for char in text)
    if max(depths, default=0) > MOST_DEPTH:
        raise wrong(f"`{shorten(text)}` is nested too deep: a mixture need not hold another.")


def _text(text: str, unit_needed: bool, table: Callable[[object], Canon]) -> Canon:
    if text == "never":
        return Canon("never")
    call = _CALL.fullmatch(text)
    if call is None:
        if text[:1].isdigit() or text[:1] in "+-.":
            return Canon("constant", seconds(text, unit_needed))
        if "(" in text or ")" in text:
            raise wrong(f"`{shorten(text)}` has unequal parentheses: {EXPECTED}.")
        hint = closest(text.split(" ")[0], KINDS) or f"{EXPECTED}."
        raise wrong(f"`{shorten(text)}` is not a distribution; {hint}")
    kind, inside = call[1], split(call[2])
    if kind == "empirical":
        return table(call[2].strip())
    if kind in ("mixture", "hyperexponential") and not _named(inside):
        return _parts(kind, [_weighted(part, kind) for part in inside], unit_needed, table)
    return _canon(kind, _parameters(kind, inside), unit_needed)


def split(text: str) -> list[str]:
    """Split at the commas that stand outside parentheses."""
    pieces, depth = [""], 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += char
    return [piece.strip() for piece in pieces]


def _named(inside: Sequence[str]) -> bool:
    return any(re.match(r"(mean|cv)\b", piece) for piece in inside)


def _weighted(text: str, kind: str) -> tuple[object, object]:
    found = _WEIGHTED.fullmatch(text)
    if found is None:
        example = "60 % 2 min" if kind == "hyperexponential" else "60 % exponential(2 min)"
        raise wrong(f"`{shorten(text)}` has no weight; expected a part like `{example}`.")
    return found[1].strip(), found[2].strip()


def _parameters(kind: str, inside: Sequence[str]) -> Given:
    """``mean 177 s, cv 1.23`` by name, or durations alone in the stated order."""
    first = next(iter(FORMS[kind])) if kind in FORMS else ()
    given: Given = {}
    for place, piece in enumerate(inside):
        word = re.match(r"([A-Za-z_]+)\s*[:=]?\s+(.+)|([A-Za-z_]+)\s*[:=]\s*(.+)", piece)
        if word:
            name = word[1] or word[3]
            if name in given:
                raise wrong(f"`{shorten(name)}` is stated twice in `{shorten(kind)}(…)`.")
            given[name] = word[2] or word[4]
        elif place < len(first) and piece:
            given[first[place]] = piece
        else:
            raise wrong(f"`{shorten(piece)}` is too much in `{shorten(kind)}(…)`: {_wanted(kind)}.")
    return given


def _wanted(kind: str) -> str:
    if kind not in FORMS:
        return nearest(kind, KINDS)
    return "expected " + ", or ".join(" and ".join(names) for names in FORMS[kind])


def _canon(kind: str, given: Given, unit_needed: bool) -> Canon:
    if kind not in FORMS:
        raise wrong(f"`{shorten(kind)}` is not a kind of distribution; {nearest(kind, KINDS)}")
    for names, make in FORMS[kind].items():
        if set(names) == set(given):
            found = make(*(_parameter(name, given[name], unit_needed) for name in names))
            return within_bounds(kind, found)
    known = sorted({name for names in FORMS[kind] for name in names})
    for name in given:
        if name not in known:
            raise wrong(f"`{kind}` has no `{shorten(name)}`: {_wanted(kind)}.")
    raise wrong(f"`{kind}` needs more than {' and '.join(given) or 'nothing'}: {_wanted(kind)}.")


def _parameter(name: str, value: object, unit_needed: bool) -> float:
    if name not in PLAIN:
        within = SCALE if name in ABOVE_ZERO else DURATION
        length = seconds(value, unit_needed, within)
        if name in ABOVE_ZERO and length == 0:
            raise wrong(f"`{name} {shorten(value)}` is not above zero.")
        return length
    number, (low, high) = amount(value), PLAIN[name]
    if not low <= number <= high:
        raise wrong(f"`{name} {shorten(value)}`: expected {low:g} to {high:g}.")
    return number


def _mapping(
    value: Mapping[object, object], unit_needed: bool, table: Callable[[object], Canon]
) -> Canon:
    if len(value) != 1:
        raise wrong(f"`{shorten(value)}` is not a distribution; {EXPECTED}.")
    kind, inside = next(iter(value.items()))
    kind = str(kind)
    if kind == "empirical":
        is_file = isinstance(inside, str) or (isinstance(inside, Mapping) and "file" in inside)
        return table(inside) if is_file else _empirical(inside, unit_needed)
    if isinstance(inside, Mapping):
        given = {str(name): part for name, part in inside.items()}
        return _canon(kind, given, unit_needed)
    if isinstance(inside, list | tuple) and kind in ("mixture", "hyperexponential"):
        inner = "mean" if kind == "hyperexponential" else "of"
        return _parts(kind, [_entry(entry, inner) for entry in inside], unit_needed, table)
    if kind in FORMS and len(next(iter(FORMS[kind]))) == 1:
        return _canon(kind, {next(iter(FORMS[kind]))[0]: inside}, unit_needed)
    raise wrong(f"`{shorten(inside)}` under `{kind}`: {_wanted(kind)}.")


def _entry(entry: object, inner: str) -> tuple[object, object]:
    if not isinstance(entry, Mapping) or set(entry) != {"weight", inner}:
        raise wrong(f"`{shorten(entry)}` is not a part; expected {{weight: …, {inner}: …}}.")
    return entry["weight"], entry[inner]


def _parts(
    kind: str,
    pieces: Sequence[tuple[object, object]],
    unit_needed: bool,
    table: Callable[[object], Canon],
) -> Canon:
    if kind == "hyperexponential":
        means = [(fraction(w), seconds(mean, unit_needed)) for w, mean in pieces]
        return mixed([(weight, Canon("exponential", mean)) for weight, mean in means])
    return mixed([(fraction(w), read(part, unit_needed, table)) for w, part in pieces])


def _empirical(inside: object, unit_needed: bool) -> Canon:
    if not isinstance(inside, Mapping) or not {"values"} <= set(inside) <= {"values", "weights"}:
        expected = "expected a table's name, or {values: [...], weights: [...]}"
        raise wrong(f"`{shorten(inside)}` under `empirical`: {expected}.")
    values, weights = inside["values"], inside.get("weights")
    if not isinstance(values, list | tuple) or not values:
        raise wrong("`values` of `empirical` is not a list of durations.")
    if weights is not None and (
        not isinstance(weights, list | tuple) or len(weights) != len(values)
    ):
        raise wrong(f"`weights` of `empirical` must be a list of {len(values)}, one per value.")
    read_values = [seconds(value, unit_needed) for value in values]
    return empirical(read_values, [fraction(w) for w in weights or [1.0] * len(values)])
