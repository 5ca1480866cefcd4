"""A folder of claims, read: its atlas, its firms, every claim, and those that wait."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path as FilePath

from sim.scenario.claim_reader import ClaimReader, KeyReader
from sim.scenario.claim_summary import SUMMARY, SummaryReader
from sim.scenario.claims import Atlas, Changes, Claim, LookedAt, Waiting
from sim.scenario.nodes import Node, quoted
from sim.scenario.problems import Problem, ScenarioError, in_order
from sim.scenario.reading.changes import AS_IS, by_path
from sim.scenario.reading.files import text_of
from sim.scenario.scenario_files import ScenarioFile, load
from sim.scenario.values.bounds import SEED
from sim.scenario.yaml_text import read_text

ATLAS, WAITING = "atlas.yaml", "waiting.yaml"
"""Files of a folder of claims that are no claims."""
NUMBERED = re.compile(r"[0-9]{3}-[a-z0-9-]+")
"""Stems of the files that are."""
OF_ATLAS = ("atlas", "firms", "confidence", "replications", "loads", "robustness", "looked_at")
OF_WAITING = ("claim", "title", "articles", "kind", "theme", "waits_for")
PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")


def load_atlas(folder: FilePath) -> Atlas:
    """Read a folder of claims: its atlas, its firms, every claim in it.

    Raises ScenarioError with everything that is wrong with any of them.
    """
    problems: list[Problem] = []
    reader = _reader(folder / ATLAS, problems)
    firms = dict(reader.firms(folder))
    claims: list[Claim] = []
    for path in sorted(folder.glob("*.yaml")):
        if NUMBERED.fullmatch(path.stem):
            claim = ClaimReader(*_root(path, problems), problems).read(path, firms)
            claims += [claim] if claim else []
    waiting = tuple(_waiting(folder / WAITING, problems))
    problems += _twice(claims, waiting, folder)
    atlas = reader.read(firms, tuple(claims), waiting)
    if atlas is not None and (folder / SUMMARY).exists():
        atlas = _with_summary(atlas, folder / SUMMARY, problems)
    if problems or atlas is None:
        raise ScenarioError(in_order(problems, str(folder / ATLAS)))
    return atlas


def _with_summary(atlas: Atlas, path: FilePath, problems: list[Problem]) -> Atlas:
    reader = SummaryReader(*_root(path, problems), problems)
    numbers = {claim.number for claim in atlas.claims}
    return replace(
        atlas,
        sentences=tuple(reader.sentences(numbers, atlas.firms)),
        amendments=tuple(reader.amendments(numbers)),
    )


def _twice(
    claims: Iterable[Claim], waiting: Iterable[Waiting], folder: FilePath
) -> Iterator[Problem]:
    seen: dict[int, str] = {}
    files = [(c.number, f"{c.name}.yaml") for c in claims]
    for number, name in [*files, *((w.number, WAITING) for w in waiting)]:
        if number in seen:
            message = f"claim {number} stands in `{seen[number]}` already."
            yield Problem(str(folder / name), 1, 1, "claim", str(number), message)
        seen[number] = name


def _root(path: FilePath, problems: list[Problem]) -> tuple[Node, str]:
    text = text_of(path, str(path))
    root, found = read_text(text, str(path))
    problems += found
    return root, text


def _reader(path: FilePath, problems: list[Problem]) -> _AtlasReader:
    return _AtlasReader(*_root(path, problems), problems)


class _AtlasReader(KeyReader):
    def firms(self, folder: FilePath) -> Iterator[tuple[str, ScenarioFile]]:
        """The firms by name, as far as they can be read."""
        node = self.needed(("firms",))
        for name, part in node.children() if node else ():
            try:
                file = load(folder / part.text)
                file.resolve()
                yield str(name), file
            except ScenarioError as error:
                self.problems += error.problems

    def read(
        self,
        firms: Mapping[str, ScenarioFile],
        claims: tuple[Claim, ...],
        waiting: tuple[Waiting, ...],
    ) -> Atlas | None:
        self.known((), OF_ATLAS)
        self.known(("replications",), ("at_first", "at_most"))
        self.known(("loads",), ("path", "levels"))
        self.known(("robustness",), ("points", "replications", "seed"))
        confidence = self._confidence()
        path, levels = self.needed(("loads", "path")), self.listed(("loads", "levels"))
        numbers = [
            self._number(*path)
            for path in (
                ("replications", "at_first"),
                ("replications", "at_most"),
                ("robustness", "points"),
                ("robustness", "replications"),
                ("robustness", "seed"),
            )
        ]
        if confidence is None or path is None or not levels or None in numbers:
            return None
        first, most, points, few, seed = (number or 0 for number in numbers)
        for firm in firms.values():
            for level in levels:
                self._try(firm, {path.text: level})
        return Atlas(
            firms, confidence, first, most, path.text, tuple(levels),
            points, few, seed, tuple(self._looked_at()), claims, waiting, (), (), self.written,
        )  # fmt: skip

    def _looked_at(self) -> Iterator[LookedAt]:
        """What is shown of the firms as they are."""
        stated = self.root.get("looked_at") is not None
        for at in range(len(self.listed(("looked_at",)) if stated else ())):
            if self.known(("looked_at", at), LookedAt._fields):
                parts = [self.needed(("looked_at", at, key)) for key in LookedAt._fields]
                yield LookedAt(*(part.text if part else "" for part in parts))

    def _number(self, section: str, key: str) -> int | None:
        least = 1 if key == "seed" else 2
        node = self.needed((section, key))
        return None if node is None else self.whole((section, key), least, SEED)

    def _confidence(self) -> float | None:
        node = self.needed(("confidence",))
        found = PERCENT.fullmatch(node.text) if node else None
        if node is not None and (found is None or not 50 <= float(found[1]) < 100):
            self.wrong(("confidence",), f"`{quoted(node)}`: expected 50 % to 99.9 %.")
            return None
        return float(found[1]) / 100.0 if found else None

    def _try(self, file: ScenarioFile, changes: Changes) -> None:
        try:
            file.changed(AS_IS, by_path(changes))
        except ScenarioError as error:
            self.problems += error.problems


def _waiting(path: FilePath, problems: list[Problem]) -> Iterator[Waiting]:
    """The claims that are not tested yet."""
    if not path.exists():
        return
    reader = KeyReader(*_root(path, problems), problems)
    for at in range(len(reader.listed(("waiting",)))):
        if not reader.known(("waiting", at), OF_WAITING):
            continue
        parts = {key: reader.needed(("waiting", at, key)) for key in OF_WAITING}
        number = reader.whole(("waiting", at, "claim"), 1)
        articles = tuple(reader.articles(("waiting", at, "articles")))
        if number is not None and all(parts.values()):
            texts = {key: part.text for key, part in parts.items() if part}
            yield Waiting(
                number,
                texts["title"],
                articles,
                texts["kind"],
                texts["theme"],
                texts["waits_for"],
            )
