"""The file of a claim, read; every value remembers its place in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import get_args

from sim.scenario.claims import Claim, Contrast, Expected, Kind, Policy
from sim.scenario.expected.staffing import not_the_same
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, quoted
from sim.scenario.problems import Path, Problem, ScenarioError, nearest
from sim.scenario.reading.changes import AS_IS, SAME, by_path
from sim.scenario.scenario_files import ScenarioFile
from sim.scenario.sweep_factors import SectionReader

MOST_PATHS = 5
"""That a claim may change: with more, anything can be had."""
TEXTS = ("title", "says", "theme", "tests", "refuted_by")
KEYS = ("claim", *TEXTS, "articles", "kind", "stage", "policies", "contrasts")
OF_CONTRAST = ("measure", "is", "of", "than", "through", "at")
OF_POLICY = ("same", "firms")
"""Keys of a policy that are no paths."""


class KeyReader(SectionReader):
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
                self.wrong(
                    (*path, key), f"`{key}` is not a key here; {nearest(key, keys)}", key=True
                )
        return True

    def needed(self, path: Path) -> Node | None:
        """The value there; tells if there is none."""
        node = self.root.at(path)
        if node is None or (node.value is None and not node.text):
            self.wrong(path, f"the key `{path[-1]}` is missing.")
            return None
        return node

    def listed(self, path: Path) -> list[Node]:
        """The entries of a list there; tells if there is none, or nothing in it."""
        node = self.needed(path)
        if node is not None and isinstance(node.value, list) and node.value:
            return node.value
        if node is not None:
            self.wrong(path, f"`{quoted(node)}`: expected a list with one entry or more.")
        return []

    def articles(self, path: Path) -> Iterator[int]:
        """The numbers of articles at a place."""
        for part in self.listed(path):
            if isinstance(part.value, int) and not isinstance(part.value, bool):
                yield part.value
            else:
                self.wrong(path, "expected numbers of articles, as in `[0, 2]`.")

    def changes(self, path: Path, beside: Iterable[str] = ()) -> dict[str, Node]:
        """The values by dotted path at a place."""
        node = self.root.at(path)
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.wrong(path, "expected paths with values, as in `{channels.phone.hours: 24/7}`.")
            return {}
        return {key: part for key, part in node.value.items() if key not in beside}


class ClaimReader(KeyReader):
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
            articles=tuple(self.articles(("articles",))),
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
                ("kind",), f"`{quoted(node)}` is not a kind; {nearest(node.text, get_args(Kind))}"
            )
        return "mixed"

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
        stated = [file.resolve().matters for file in firms.values()]
        known = [name for name in stated[0] if all(name in one for one in stated)] if stated else []
        for at in range(len(self.listed(("contrasts",)))):
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
                    scenario = file.changed(AS_IS, by_path(changes))
                except ScenarioError as error:
                    self.problems += error.problems
                    return
                first = first or scenario
                broken = policy.same and not_the_same(
                    policy.same, first, scenario, next(iter(claim.policies))
                )
                if broken:
                    self.wrong(("policies", policy.name, "same"), f"in `{firm}`: {broken}")
