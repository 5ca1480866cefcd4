"""Claim files, read; like a sweep's, every value remembers its place in its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import get_args

from sim.scenario.claims import Atlas, Changes, Claim, Contrast, Expected, Kind, Policy, Waiting
from sim.scenario.expected.staffing import not_the_same
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, quoted
from sim.scenario.problems import Path, Problem, ScenarioError, in_order, nearest
from sim.scenario.reading.changes import AS_IS, SAME, path_of
from sim.scenario.reading.files import text_of
from sim.scenario.scenario_files import ScenarioFile, load
from sim.scenario.sweep_factors import SectionReader
from sim.scenario.values.bounds import SEED
from sim.scenario.yaml_text import read_text

ATLAS, WAITING = "atlas.yaml", "waiting.yaml"
"""Files of a folder of claims that are no claims."""
NUMBERED = re.compile(r"[0-9]{3}-[a-z0-9-]+")
"""Stems of the files that are."""
MOST_PATHS = 5
"""That a claim may change: with more, anything can be had."""
TEXTS = ("title", "says", "theme", "tests", "refuted_by")
KEYS = ("claim", *TEXTS, "articles", "kind", "stage", "policies", "contrasts")
OF_CONTRAST = ("measure", "is", "of", "than", "through", "at")
OF_POLICY = ("same", "firms")
"""Keys of a policy that are no paths."""
OF_ATLAS = ("atlas", "firms", "confidence", "replications", "loads", "robustness")
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
            claim = _ClaimReader(*_root(path, problems), problems).read(path, firms)
            claims += [claim] if claim else []
    waiting = tuple(_waiting(folder / WAITING, problems))
    problems += _twice(claims, waiting, folder)
    atlas = reader.read(firms, tuple(claims), waiting)
    if problems or atlas is None:
        raise ScenarioError(in_order(problems, str(folder / ATLAS)))
    return atlas


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


class _Reader(SectionReader):
    """Reads a file key by key and gathers what is wrong."""

    def __init__(self, root: Node, text: str, problems: list[Problem]) -> None:
        super().__init__(root, problems)
        self.written = text

    def known(self, path: Path, keys: Iterable[str]) -> bool:
        """Whether there is a mapping; tells what has no business in it."""
        node = self.root.at(path)
        if node is None or not isinstance(node.value, dict):
            self.wrong(path, f"expected keys such as {', '.join(f'`{k}`' for k in keys)}.")
            return False
        for key in node.value:
            if key not in keys:
                self.wrong((*path, key), f"`{key}` is no key here; {nearest(key, keys)}", key=True)
        return True

    def needed(self, path: Path) -> Node | None:
        """The value there; tells if there is none."""
        node = self.root.at(path)
        if node is None or (node.value is None and not node.text):
            self.wrong(path, f"the key `{path[-1]}` is missing.")
            return None
        return node

    def changes(self, path: Path, beside: Iterable[str] = ()) -> dict[str, Node]:
        """The values by dotted path at a place."""
        node = self.root.at(path)
        if node is None or node.value is None:
            return {}
        if not isinstance(node.value, dict):
            self.wrong(path, "expected paths with values, as in `{channels.phone.hours: 24/7}`.")
            return {}
        return {key: part for key, part in node.value.items() if key not in beside}


class _AtlasReader(_Reader):
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
        path, levels = self.needed(("loads", "path")), self.needed(("loads", "levels"))
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
        if confidence is None or path is None or levels is None or None in numbers:
            return None
        first, most, points, few, seed = (number or 0 for number in numbers)
        for firm in firms.values():
            for _, level in levels.children():
                self._try(firm, {path.text: level})
        return Atlas(
            firms, confidence, first, most, path.text, tuple(n for _, n in levels.children()),
            points, few, seed, claims, waiting, self.written,
        )  # fmt: skip

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
            file.changed(AS_IS, [(path_of(path), node) for path, node in changes.items()])
        except ScenarioError as error:
            self.problems += error.problems


class _ClaimReader(_Reader):
    def read(self, path: FilePath, firms: Mapping[str, ScenarioFile]) -> Claim | None:
        """The claim; None if it cannot be told what is meant."""
        before = len(self.problems)
        if not self.known((), KEYS):
            return None
        texts = {key: node.text.strip() if (node := self.needed((key,))) else "" for key in TEXTS}
        self.needed(("claim",))
        number = self.whole(("claim",), 1)
        if number is not None and not path.name.startswith(f"{number:03d}-"):
            self.wrong(("claim",), f"expected the number of the file's name, {path.name[:3]}.")
        policies = {policy.name: policy for policy in self._policies(firms)}
        contrasts = tuple(self._contrasts(policies, firms))
        if len(self.problems) > before:
            return None
        claim = Claim(
            number=number or 0,
            name=path.stem,
            articles=tuple(self._articles()),
            kind=self._kind(),
            stage=self.changes(("stage",)),
            policies=policies,
            contrasts=contrasts,
            text=self.written,
            **texts,
        )
        if len(claim.paths) > MOST_PATHS:
            listed = ", ".join(f"`{one}`" for one in claim.paths)
            self.wrong(
                ("policies",),
                f"{len(claim.paths)} paths: expected at most {MOST_PATHS}, not {listed}.",
            )
        if len(self.problems) == before:
            self._try(claim, firms)
        return claim if len(self.problems) == before else None

    def _kind(self) -> Kind:
        node = self.needed(("kind",))
        for kind in get_args(Kind):
            if node is not None and node.text == kind:
                return kind  # type: ignore[no-any-return]
        if node is not None:
            self.wrong(
                ("kind",), f"`{quoted(node)}` is no kind; {nearest(node.text, get_args(Kind))}"
            )
        return "mixed"

    def _articles(self) -> Iterator[int]:
        node = self.needed(("articles",))
        for _, part in node.children() if node else ():
            if isinstance(part.value, int) and not isinstance(part.value, bool):
                yield part.value
            else:
                self.wrong(("articles",), "expected numbers of articles, as in `[0, 2]`.")

    def _policies(self, firms: Iterable[str]) -> Iterator[Policy]:
        node = self.needed(("policies",))
        if node is None:
            return
        if not isinstance(node.value, dict) or len(node.value) < 2:
            self.wrong(("policies",), "expected two policies or more, by name.")
            return
        for name in node.value:
            here: Path = ("policies", name)
            same = self.root.at((*here, "same"))
            if same is not None and same.text not in SAME:
                self.wrong((*here, "same"), f"`{quoted(same)}`; {nearest(same.text, SAME)}")
            own = self.changes((*here, "firms"))
            for firm in own:
                if firm not in firms:
                    self.wrong((*here, "firms", firm), nearest(firm, firms), key=True)
            by_firm = {firm: self.changes((*here, "firms", firm)) for firm in own}
            changes = self.changes(here, OF_POLICY)
            yield Policy(name, changes, by_firm, same.text if same else None)

    def _contrasts(
        self, policies: Mapping[str, Policy], firms: Mapping[str, ScenarioFile]
    ) -> Iterator[Contrast]:
        node = self.needed(("contrasts",))
        if node is None:
            return
        if not isinstance(node.value, list) or not node.value:
            self.wrong(("contrasts",), "expected a list, the primary contrast first.")
            return
        known = {name for file in firms.values() for name in file.resolve().matters}
        for at in range(len(node.value)):
            here: Path = ("contrasts", at)
            if not self.known(here, OF_CONTRAST):
                continue
            measure, expected = self.needed((*here, "measure")), self.needed((*here, "is"))
            if measure is None or expected is None:
                continue
            if measure.text not in known:
                near = nearest(measure.text, known)
                message = f"`matters` of the firms has no threshold for it; {near}"
                self.wrong((*here, "measure"), message)
            if expected.text == "steeper":
                yield from self._steeper(here, measure.text, policies, at == 0)
            elif expected.text in get_args(Expected):
                for of, than in self._pairs(here, policies):
                    word: Expected = expected.text  # type: ignore[assignment]
                    shown = f"{of} against {than}"
                    yield Contrast(measure.text, word, {of: 1.0, than: -1.0}, shown, at == 0)
            else:
                self.wrong((*here, "is"), nearest(expected.text, get_args(Expected)))

    def _pairs(self, here: Path, policies: Mapping[str, Policy]) -> Iterator[tuple[str, str]]:
        of, than = self._named(here, "of", policies), self._named(here, "than", policies)
        if of and of[0] in than:
            self.wrong((*here, "than"), f"`{of[0]}` is compared with itself.")
            return
        for other in than:
            yield from ((one, other) for one in of)

    def _steeper(
        self, here: Path, measure: str, policies: Mapping[str, Policy], primary: bool
    ) -> Iterator[Contrast]:
        names, at = self._named(here, "through", policies), self.needed((*here, "at"))
        places = [part.value for _, part in at.children()] if at else []
        numbers = [float(x) for x in places if isinstance(x, int | float)]
        if len(names) != 3 or len(numbers) != 3 or not numbers[0] < numbers[1] < numbers[2]:
            self.wrong(here, "expected three policies `through` and three rising numbers `at`.")
            return
        a, b, c = numbers
        ratio = (c - b) / (b - a)
        weights = {names[2]: 1.0, names[1]: -1.0 - ratio, names[0]: ratio}
        yield Contrast(measure, "steeper", weights, " to ".join(names), primary)

    def _named(self, here: Path, key: str, policies: Mapping[str, Policy]) -> list[str]:
        node = self.needed((*here, key))
        if node is None:
            return []
        parts = [part for _, part in node.children()] or [node]
        for part in parts:
            if part.text not in policies:
                self.wrong(
                    (*here, key),
                    f"there is no policy `{quoted(part)}`; {nearest(part.text, policies)}",
                )
        return [part.text for part in parts if part.text in policies]

    def _try(self, claim: Claim, firms: Mapping[str, ScenarioFile]) -> None:
        """See that every policy makes sense in every firm, and keeps its word."""
        for firm, file in firms.items():
            first: Scenario | None = None
            for policy in claim.policies.values():
                changes = claim.changes(policy.name, firm)
                try:
                    scenario = file.changed(AS_IS, [(path_of(p), n) for p, n in changes.items()])
                except ScenarioError as error:
                    self.problems += error.problems
                    return
                first = first or scenario
                broken = policy.same and not_the_same(
                    policy.same, first, scenario, next(iter(claim.policies))
                )
                if broken:
                    self.wrong(("policies", policy.name, "same"), f"in `{firm}`: {broken}")


def _waiting(path: FilePath, problems: list[Problem]) -> Iterator[Waiting]:
    """The claims that are not tested yet."""
    if not path.exists():
        return
    reader = _Reader(*_root(path, problems), problems)
    node = reader.needed(("waiting",))
    for at, _ in node.children() if node else ():
        if not reader.known(("waiting", at), OF_WAITING):
            continue
        parts = {key: reader.needed(("waiting", at, key)) for key in OF_WAITING}
        number = reader.whole(("waiting", at, "claim"), 1)
        articles = parts["articles"]
        if number is not None and all(parts.values()):
            texts = {key: part.text for key, part in parts.items() if part}
            yield Waiting(
                number,
                texts["title"],
                tuple(int(p.text) for _, p in articles.children()) if articles else (),
                texts["kind"],
                texts["theme"],
                texts["waits_for"],
            )
