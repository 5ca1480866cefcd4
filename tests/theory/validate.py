"""Compare all cases with their theory and write docs/validation.md: ``make validation``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sim import __version__
from tests.theory.case import Case, Family
from tests.theory.cases import CASES, WAITING
from tests.theory.check import FAMILY_WISE, Comparison, compare, level_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "validation.md"

BLUNT = 0.01
"""Share of the comparisons that may be less sharp than wanted: the widths are random, too."""

HEAD = """\
# Validation: theory and simulation side by side

Every case below is a scenario file in `tests/theory/cases/`, run with the compiled engine
through the public functions and measured with the published KPIs. The exact values come from
`tests/theory/exact/` (closed forms and Markov chains, no simulation); those of the last
sections are what other simulators printed. `make validation` writes this page, then counts how
often intervals [cover](statistics.md#how-well-the-promises-are-kept), and fails if either fails;
`make test` runs a short form of both.

**How to read it.** *Theory* is the exact value, or the printed one. *Simulation* is the estimate
from independent replications and ± half of its interval, with jackknife standard errors and
Student's quantiles. The level is set such that a correct program fails **anywhere** on this page
with a chance of {family_wise:.0%} (Šidák's correction for {comparisons} comparisons: {level:.4%}
for each). *z* is the difference in standard errors. A line is *met* when theory lies within the
interval, and the estimate must be *sharp*: half its own 95 % interval no wider than stated in
the case (2 % of the value for most; more for variances, tails and single hours). For printed
values the interval includes their error and the rounding of their digits.

Version {version}; the seed of a case is the CRC-32 of its id. Times are in minutes unless the
name says hours (`_h`).

**Result: {met} of {comparisons} met, {sharp} sharp.** {failed}
"""
NOT_COMPARED = "## What is not compared above"
WAITING_CASES = """
Of the reference cases these are no scenarios yet, since the language has nothing to write them in:

"""
NO_MEASURES = """
All others are above. Of their results these are no measures:

"""


def main() -> int:
    """Run everything, write the page; 1 if anything is not met, or too much not sharp.

    With ``--text`` nothing is run, and what is said of what is not compared is written again.
    """
    if "--text" in sys.argv:
        above = PAGE.read_text(encoding="utf-8").partition(NOT_COMPARED)[0]
        PAGE.write_text(above + not_compared(), encoding="utf-8")
        return 0
    level = level_of(sum(len(case.quantities()) for case in CASES.values()))
    found: dict[str, list[Comparison]] = {}
    for case in CASES.values():
        print(case.id, file=sys.stderr, flush=True)
        found[case.id] = compare(case, case.family.replications, level)
    everything = [one for part in found.values() for one in part]
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(found, everything, level), encoding="utf-8")
    wrong = [one for one in everything if not (one.met and one.sharp)]
    for one in wrong:
        print(f"{one.case}: {_row(one)}", file=sys.stderr)
    unmet, blunt = sum(not one.met for one in wrong), sum(not one.sharp for one in wrong)
    return 1 if unmet or blunt > BLUNT * len(everything) else 0


def page(found: dict[str, list[Comparison]], everything: Sequence[Comparison], level: float) -> str:
    """The text of the page."""
    wrong = sorted({one.case for one in everything if not (one.met and one.sharp)})
    parts = [
        HEAD.format(
            family_wise=FAMILY_WISE,
            comparisons=len(everything),
            level=level,
            version=__version__,
            met=sum(one.met for one in everything),
            sharp=sum(one.sharp for one in everything),
            failed=f"To look at: {', '.join(wrong)}." if wrong else "",
        )
    ]
    families: dict[int, list[Case]] = {}
    for name in found:
        families.setdefault(id(CASES[name].family), []).append(CASES[name])
    for cases in families.values():
        parts.append(_section(cases, found))
    parts.append(not_compared())
    return "\n".join(part.rstrip() + "\n" for part in parts)


def not_compared() -> str:
    """The last section: cases that wait, and results that are no measures."""
    waiting = "".join(f"- {_ids(names)}: {why}.\n" for why, names in _by_reason().items())
    notes = {case.family.model: case.family for case in CASES.values() if case.family.unmeasured}
    results = "".join(_note(family) for family in notes.values())
    return f"{NOT_COMPARED}\n{WAITING_CASES}{waiting}{NO_MEASURES}{results}"


def _by_reason() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, why in WAITING.items():
        found.setdefault(why, []).append(name)
    return found


def _ids(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _section(cases: Sequence[Case], found: dict[str, list[Comparison]]) -> str:
    rows = [
        f"## {cases[0].family.model.rstrip('.')}\n",
        f"{cases[0].family.replications} replications of each variant at most.\n",
        "| case | quantity | theory | simulation | z | |",
        "|---|---|--:|--:|--:|---|",
    ]
    for case in cases:
        name = f"[{case.id}](../tests/theory/cases/{case.id}.yaml)"
        for one in found[case.id]:
            rows.append(f"| {name} | {_row(one)} |")
            name = ""
    return "\n".join(rows)


def _row(one: Comparison) -> str:
    verdict = "met" if one.met else "**not met**"
    if not one.sharp:
        verdict += ", not sharp"
    quantity = one.quantity
    columns = (
        quantity.name,
        _number(quantity.value),
        f"{_number(one.estimate.value)} ± {_number(one.half_width)}",
        f"{one.z:.1f}".replace("-0.0", "0.0"),
        verdict,
    )
    return " | ".join(columns)


def _number(value: float) -> str:
    return f"{value:.4g}" if abs(value) < 1000 else f"{value:.1f}"


def _note(family: Family) -> str:
    rows = (f"- {family.model} `{name}`: {why}.\n" for name, why in family.unmeasured.items())
    return "".join(rows)


if __name__ == "__main__":
    sys.exit(main())
