"""Claims and their verdicts, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.terminal.sheet import plain_table
from sim.report.texts.claims import counted, effect_words, firm_words, robust_words, verdict_words

if TYPE_CHECKING:
    from rich.console import Console


def print_claims(plain: dict[str, Any], to: Console) -> None:
    """Each claim with its verdict and main difference, then how often each verdict was given."""
    for claim in plain["claims"]:
        to.print(f"{claim['number']}. {claim['title']}", style="bold")
        to.print(f"   {verdict_words(claim)}")
        table = plain_table("Firm", "Measure", "Expected", "Difference", "Finding")
        for trial in claim["trials"]:
            for one in trial["contrasts"]:
                table.add_row(
                    firm_words(trial["firm"]), one["measure"], one["expected"],
                    effect_words(one), one["finding"],
                )  # fmt: skip
        to.print(table)
        if told := robust_words(claim):
            to.print(f"   the main difference comes out so in {told}")
    for sentence in counted(plain):
        to.print(sentence.replace("**", ""))
