"""The page of all claims: a table, a paragraph and a picture for each, and what it comes to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.durable import write_whole
from sim.report import numbers
from sim.report.charts.claims import draw_claim
from sim.report.pages.claims_sheet import sheet_of
from sim.report.texts.claims import (
    counted,
    effect_words,
    firm_words,
    flips_words,
    main_contrast,
    robust_words,
    sentences,
    threshold_words,
    verdict_words,
)

Plain = dict[str, Any]

PAGE, FOLDER, KEPT, SHEET = "claims.md", "claims", "verdicts.json", "one-page.html"
HEAD = """# The articles' claims, put to the test

<!-- Written by `make claims` from scenarios/claims/ and claims/verdicts.json: not by hand. -->

Five articles of 2011 and 2012 say what goes wrong when firms answer customers in public. Here each
claim is a small experiment: an imaginary firm is run in two or more ways on the same customers,
once with agents enough and once under load, and the outcome is held against what the article
expects. What comes out is true *of that firm*; how far it carries says the column on robustness.
"""
RULES = """## How to read the verdicts

- Both firms, the ranges of what nobody knows, the thresholds and the loads were written down before
  any claim was tried (`scenarios/claims/base*.yaml`, `atlas.yaml`; hash of all: `{inputs}`).
- Every claim has one main contrast. *Holds*: its interval leaves out 0 on the side that is claimed
  and its mean reaches the least difference that matters; the other contrasts must do so too.
  *No effect worth having*: the whole interval is smaller than that. *Assumed*: it holds, but the
  model returns a number that was typed in, so it confirms nothing.
- Intervals hold for all {comparisons} main contrasts at once, with {confidence} %.
- Where policies are meant to cost the same and realised cost differs by more than 0.5 %,
  differences are per unit of cost (marked ¢).
- *Robust* is a second look, which changes no verdict: {points} points spread over all ranges, at
  three loads, in each firm. It tells in how many of them the main difference comes out as in the
  firm itself, and in how many the opposite does, which counts only if it is so again with fresh
  random numbers. What a claim depends on is named where a single value parts the points in which
  it holds from the others more clearly than chance would.
"""
AMENDED = """## Changed after verdicts were known

Every change to claims or to how they are judged that was made when verdicts had been seen:
"""


FIRMS_TOLD = """A consumer firm with some 3,000 needs a week of 40,000 customers, run as it is,
before any claim: would a planner believe it?
"""


def write_claims(plain: Plain, folder: Path) -> Path:
    """Write the page, its pictures and the plain data below ``folder``; returns the page.

    Raises OSError.
    """
    below = folder / FOLDER
    below.mkdir(parents=True, exist_ok=True)
    kept = {f"{claim['name']}.svg" for claim in plain["claims"]}
    for path in below.glob("*.svg"):
        if path.name not in kept:
            path.unlink()
    for claim in plain["claims"]:
        draw_claim(claim, below / f"{claim['name']}.svg")
    write_whole(below / KEPT, json.dumps(plain, indent=1, ensure_ascii=False) + "\n")
    write_whole(below / SHEET, sheet_of(plain))
    page = folder / PAGE
    write_whole(page, page_of(plain))
    return page


def page_of(plain: Plain) -> str:
    """The page as Markdown."""
    rules = RULES.format(
        inputs=plain["inputs"],
        comparisons=plain["comparisons"],
        confidence=f"{100 * plain['confidence']:g}",
        points=plain["points"],
    )
    parts = [HEAD, "## What it comes to\n", *(f"- {one}" for one in sentences(plain)), ""]
    parts += [*(f"{one}\n" for one in counted(plain)), rules]
    parts += [f"For a room: [one page to print]({FOLDER}/{SHEET}).\n"]
    parts += ["## The firms\n", FIRMS_TOLD, "\n".join(_firms(plain)) + "\n"]
    parts += ["## All claims\n", "\n".join(_table(plain)) + "\n"]
    if plain["amendments"]:
        parts += [AMENDED, "\n".join(_amended(plain)) + "\n"]
    parts += ["## One by one\n", *map(_paragraph, plain["claims"])]
    return "\n".join(parts)


def _table(plain: Plain) -> Iterator[str]:
    firms = [f"main difference, {firm_words(firm)}" for firm in plain["firms"]]
    heads = ["", "claim", "kind", "verdict", *firms, "robust", "what it depends on, or waits for"]
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    rows = {claim["number"]: _row(claim) for claim in plain["claims"]}
    rows |= {one["number"]: _waiting(one, len(firms)) for one in plain["waiting"]}
    yield from (rows[number] for number in sorted(rows))


def _firms(plain: Plain) -> Iterator[str]:
    """The firms as they are, beside what is known of real ones."""
    names = [firm_words(firm) for firm in plain["firms"]]
    yield f"| measure | {' | '.join(names)} | what is known |"
    yield "|---" * (len(names) + 2) + "|"
    for one in plain["looked_at"]:
        factor, unit = numbers.scaled(one["unit"])
        cells = [
            "" if mean is None else f"{factor * mean:,.4g} {unit}" for mean in one["means"].values()
        ]
        yield f"| `{one['measure']}` | {' | '.join(cells)} | {one['evidence']} |"


def _amended(plain: Plain) -> Iterator[str]:
    yield "| claims | change | before | after |"
    yield "|---" * 4 + "|"
    for one in plain["amendments"]:
        numbers_ = ", ".join(map(str, one["claims"]))
        yield f"| {numbers_} | {one['what']} | {one['before']} | {one['after']} |"


def _row(claim: Plain) -> str:
    link = f"[{claim['title']}](#claim-{claim['number']})"
    effects = []
    for trial in claim["trials"]:
        effects.append(effect_words(main_contrast(trial)))
    cells = [
        str(claim["number"]), link, claim["kind"], f"**{verdict_words(claim)}**", *effects,
        robust_words(claim) or "not looked at", flips_words(claim),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _waiting(one: Plain, firms: int) -> str:
    cells = [
        str(one["number"]), one["title"], one["kind"], "not tested", *[""] * firms, "",
        f"waits for {one['waits_for']}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _paragraph(claim: Plain) -> str:
    articles = " and ".join(f"{number:03d}" for number in claim["articles"])
    lines = [
        f'<a id="claim-{claim["number"]}"></a>',
        f"### {claim['number']}. {claim['title']}\n",
        f"*Article {articles}.* {claim['says']}\n",
        f"**Tried:** {claim['tests']} **Refuted by:** {claim['refuted_by']}\n",
        f"**Verdict: {verdict_words(claim)}.**\n",
        f"![Differences of claim {claim['number']}]({FOLDER}/{claim['name']}.svg)\n",
        "| firm | measure | comparison | expected | difference | least that matters | finding |",
        "|---|---|---|---|---|---|---|",
    ]
    for trial in claim["trials"]:
        for one in trial["contrasts"]:
            cells = [
                firm_words(trial["firm"]), f"`{one['measure']}`", one["shown"],
                one["expected"], effect_words(one), threshold_words(one), one["finding"],
            ]  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", _costs(claim)])


def _costs(claim: Plain) -> str:
    told = []
    for trial in claim["trials"]:
        _, *others = trial["cost"].items()
        shares = ", ".join(
            f"`{policy}` " + (f"{100 * (share - 1):+.1f} %" if share is not None else "not known")
            for policy, share in others
        )
        told.append(f"{firm_words(trial['firm'])} {shares}")
    each = ", ".join(str(trial["replications"]) for trial in claim["trials"])
    return f"Realised cost against the first policy: {'; '.join(told)}. Replications: {each}.\n"
