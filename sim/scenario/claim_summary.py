"""What to remember of a folder of claims: sentences with the verdicts they stand on, and what was
changed after verdicts had been seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import get_args

from sim.scenario.claim_reader import KeyReader
from sim.scenario.claims import EFFECT, Amendment, Sentence, Verdict
from sim.scenario.nodes import quoted
from sim.scenario.problems import Path, nearest

SUMMARY = "summary.yaml"
KEYS = ("sentences", "amendments")


class SummaryReader(KeyReader):
    """Reads ``summary.yaml`` and gathers what is wrong."""

    def sentences(self, numbers: Collection[int], firms: Collection[str]) -> Iterator[Sentence]:
        """The sentences, whose claims and firms there must be."""
        self.known((), KEYS)
        for at in range(len(self._entries("sentences"))):
            here: Path = ("sentences", at)
            if not self.known(here, ("says", "if")):
                continue
            says = self.needed((*here, "says"))
            verdicts = dict(self._verdicts((*here, "if"), numbers))
            text = says.text.strip() if says else ""
            for number, firm in EFFECT.findall(text):
                if int(number) not in verdicts:
                    self.wrong((*here, "says"), f"claim {number} is not among those of `if`.")
                if firm not in firms:
                    self.wrong(
                        (*here, "says"), f"there is no firm `{firm}`; {nearest(firm, firms)}"
                    )
            yield Sentence(text, verdicts)

    def amendments(self, numbers: Collection[int]) -> Iterator[Amendment]:
        """What was changed, with verdicts before and after."""
        for at in range(len(self._entries("amendments"))):
            here: Path = ("amendments", at)
            if not self.known(here, Amendment._fields):
                continue
            claims = []
            for part in self.listed((*here, "claims")):
                if isinstance(part.value, int) and part.value in numbers:
                    claims.append(part.value)
                else:
                    self.wrong((*here, "claims"), f"there is no claim {quoted(part)}.")
            parts = [self.needed((*here, key)) for key in Amendment._fields[1:]]
            texts = [part.text.strip() if part else "" for part in parts]
            yield Amendment(tuple(claims), *texts)

    def _entries(self, key: str) -> list[object]:
        return list(self.listed((key,))) if self.root.get(key) is not None else []

    def _verdicts(self, path: Path, numbers: Collection[int]) -> Iterator[tuple[int, Verdict]]:
        node = self.needed(path)
        known = get_args(Verdict)
        for key, part in node.children() if node else ():
            number = int(key) if str(key).isdigit() else 0
            if number not in numbers:
                self.wrong((*path, key), f"there is no claim {key}.", key=True)
            elif part.text not in known:
                self.wrong(
                    (*path, key), f"`{quoted(part)}` is not a verdict; {nearest(part.text, known)}"
                )
            else:
                yield number, part.text  # type: ignore[misc]
