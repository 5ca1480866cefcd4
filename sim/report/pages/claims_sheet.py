"""All claims on one page to print, for a trainer's room."""

from __future__ import annotations

from typing import Any

from sim.report import numbers
from sim.report.pages.frame import filled
from sim.report.texts.claims import MEANING, WORDS, estimate, main_contrast

Plain = dict[str, Any]
TEMPLATE = "claims_sheet.html.j2"


def sheet_of(plain: Plain) -> str:
    """The page: claims by verdict, each with its main difference in the first firm."""
    groups = []
    for verdict, meaning in MEANING.items():
        claims = [claim for claim in plain["claims"] if claim["verdict"] == verdict]
        if claims:
            groups.append((WORDS[verdict], meaning, [_line(claim) for claim in claims]))
    return filled(TEMPLATE, groups=groups, plain=plain)


def _line(claim: Plain) -> tuple[int, str, str]:
    """Number, title, and the main difference in each firm."""
    firsts = [main_contrast(trial) for trial in claim["trials"]]
    effects = [numbers.mean(estimate(one), sign=True) for one in firsts]
    unit = numbers.difference_unit(firsts[0]["unit"])
    return claim["number"], claim["title"], f"{' / '.join(effects)} {unit}"
