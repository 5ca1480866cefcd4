"""The headline of a page: which variants are worth considering, by satisfaction and cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.front import COST, SATISFIED, beaten_by, costs, undominated
from sim.report.data.measures import Estimate
from sim.report.words import capital, listed, number, quoted

UNSURE, SURE = 0.05, 0.95
"""Chances of being on the front between which it is open."""
FEW = 5
"""From fewer replications than these it cannot be told how sure a front is."""
NAMED = 4
"""More variants than these are only counted."""
SMALL = "difference smaller than matters"
MORE, LESS = "satisfy more customers than all others", "cost less than all others"


def which(data: ReportInput) -> list[str]:
    """Which variants are worth considering, in sentences.

    Of two variants nothing is claimed but what the table of differences shows.
    """
    if not any(variant.kpis["demand.issues"].mean > 0.0 for variant in data.variants):
        return ["No need arose in the measured weeks, so nothing can be told of how they are met."]
    by_name = {variant.name: variant for variant in data.variants}
    front = [by_name[name] for name in undominated(data)]
    if not data.others or not front:
        return []
    if not costs(data):
        return [_free(data)]
    idle = {one.name: other for one in front for other in front if _no_choice(data, one, other)}
    worth = [one for one in front if one.name not in idle] or front
    return [
        *_headline(data, worth),
        *(_idle(data, one, idle[one.name]) for one in front if one not in worth),
        *_beaten(data),
        *_doubts(data),
    ]


def _free(data: ReportInput) -> str:
    """Where nothing costs anything."""
    liked = next((one for one in data.variants if _ahead_of_all(data, SATISFIED, one)), None)
    told = f"{quoted(liked.name)} satisfies most customers" if liked else _nobody(MORE)
    return f"{told}; the scenario states no costs."


def _nobody(what: str) -> str:
    return f"No variant is shown to {what}"


def _headline(data: ReportInput, worth: Sequence[Variant]) -> Iterator[str]:
    """How many are worth considering; the one that costs least, the one that satisfies most."""
    first, last = worth[0], worth[-1]
    cheap, liked = _ahead_of_all(data, COST, first), _ahead_of_all(data, SATISFIED, last)
    if len(worth) > 1:
        names = [quoted(one.name) for one in worth]
        count = f"{capital(number(len(worth)))} of {number(len(data.variants))} variants are worth"
        if cheap and liked:
            yield (
                f"{count} considering: {names[0]} costs least, {names[-1]} satisfies most "
                f"customers{_between(names[1:-1])}."
            )
            return
        shown = names if len(names) <= NAMED else [names[0], f"{len(names) - 2} others", names[-1]]
        yield f"{count} considering: {listed(shown)}."
    lacks = "none is shown" if len(worth) > 1 else "it is not shown"
    if cheap and liked:
        yield f"{quoted(first.name)} satisfies most customers and costs least."
    elif liked:
        yield f"{quoted(last.name)} satisfies most customers; {lacks} to {LESS}."
    elif cheap:
        yield f"{quoted(first.name)} costs least; {lacks} to {MORE}."
    else:
        yield f"{_nobody(f'{MORE}, or to {LESS}')}."


def _between(names: Sequence[str]) -> str:
    """``; “b” and “c” lie between``."""
    if not names:
        return ""
    told = list(names) if len(names) <= NAMED else [f"{number(len(names))} others"]
    return f"; {listed(told)} {'lies' if len(names) == 1 else 'lie'} between"


def _no_choice(data: ReportInput, one: Variant, other: Variant) -> bool:
    """Whether two on the front differ in one of the measures by less than matters, and ``one`` is
    shown to be behind in the other."""
    pairs = ((COST, SATISFIED), (SATISFIED, COST))
    return one is not other and any(
        _alike(data, same, one, other) and _ahead(data, apart, other, one) for same, apart in pairs
    )


def _idle(data: ReportInput, one: Variant, other: Variant) -> str:
    """Why one on the front is not worth considering."""
    what, behind = "satisfaction", "costs more"
    if _alike(data, COST, one, other):
        what, behind = "cost", "satisfies fewer customers"
    return (
        f"{quoted(one.name)} {behind} than {quoted(other.name)}, and differs from it in {what} by "
        "less than matters."
    )


def _beaten(data: ReportInput) -> Iterator[str]:
    """The variants that are surely off the front, and what is shown of those that beat them."""
    by_name = {variant.name: variant for variant in data.variants}
    for one in data.variants:
        if UNSURE < one.front < SURE:
            continue
        for better in (by_name[name] for name in beaten_by(data, one)):
            likes, saves = _ahead(data, SATISFIED, better, one), _ahead(data, COST, better, one)
            if likes or saves:
                yield _beats(one, better, likes, saves)
                break


def _beats(one: Variant, better: Variant, likes: bool, saves: bool) -> str:
    shown = ["satisfies more customers"] * likes + ["costs less"] * saves
    if not likes:
        shown.append("is not shown to satisfy fewer")
    if not saves:
        shown.append("is not shown to cost more")
    return f"{quoted(one.name)} is beaten by {quoted(better.name)}, which {listed(shown)}."


def _doubts(data: ReportInput) -> Iterator[str]:
    """What is open, and on how little it all rests."""
    if data.replications < FEW:
        runs = "run" if data.replications == 1 else "runs"
        yield f"This rests on {number(data.replications)} {runs} only and may be chance."
    unsure = [
        f"{quoted(v.name)} ({100 * v.front:.0f} %)"
        for v in data.variants
        if UNSURE < v.front < SURE
    ]
    if unsure:
        yield (
            f"The runs leave open whether {listed(unsure)} {'is' if len(unsure) == 1 else 'are'} "
            "worth considering; in brackets the chance that no other satisfies as many for as "
            "little."
        )


def _ahead(data: ReportInput, kpi: str, one: Variant, other: Variant) -> bool:
    """Whether ``one`` is shown to be better than ``other`` in a measure, by as much as matters.

    From the baseline the verdict tells. Of two others the intervals of their differences from it,
    which hold at once, must lie apart.
    """
    if one is data.baseline:
        return verdict_of(other, kpi) == "worse"
    if other is data.baseline:
        return verdict_of(one, kpi) == "better"
    a, b = _difference(one, kpi), _difference(other, kpi)
    if a is None or b is None:
        return False
    if data.measures[kpi].direction == "lower":
        a, b = b, a
    return a.low > b.high and a.mean - b.mean >= data.matters.get(kpi, 0.0)


def _alike(data: ReportInput, kpi: str, one: Variant, other: Variant) -> bool:
    """Whether two variants are shown to differ in a measure by less than matters."""
    if one is data.baseline:
        return verdict_of(other, kpi) == SMALL
    if other is data.baseline:
        return verdict_of(one, kpi) == SMALL
    a, b = _difference(one, kpi), _difference(other, kpi)
    if a is None or b is None:
        return False
    return max(a.high - b.low, b.high - a.low) < data.matters.get(kpi, 0.0)


def _ahead_of_all(data: ReportInput, kpi: str, one: Variant) -> bool:
    """Whether a variant is shown to be the best of all in a measure."""
    return all(_ahead(data, kpi, one, other) for other in data.variants if other is not one)


def verdict_of(variant: Variant, kpi: str) -> str:
    """What a variant's difference from the baseline shows, in a word."""
    found = variant.differences.get(kpi)
    return "not known" if found is None else found.verdict


def _difference(variant: Variant, kpi: str) -> Estimate | None:
    found = variant.differences.get(kpi)
    return None if found is None else found.estimate
