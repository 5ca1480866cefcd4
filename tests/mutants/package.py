"""The package under test: its files, its functions, and their code exchanged for another."""

from __future__ import annotations

import importlib
import sys
from functools import reduce
from importlib.util import find_spec
from pathlib import Path
from types import FrameType, FunctionType
from typing import Any

from tests.mutants.finding import Mutant, codes_of, mutants_of

Line = tuple[str, int]
"""A file within the package, and a number."""


class Watch:
    """Sees which lines of the package's functions run, while it is entered."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.lines: set[Line] = set()

    def __enter__(self) -> Watch:
        sys.settrace(self._call)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _call(self, frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        return self._line if code.co_filename in self.files and code.co_name[0] != "<" else None

    def _line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self.lines.add((self.files[frame.f_code.co_filename], frame.f_lineno))
        return self._line


class Package:
    """A package, imported."""

    def __init__(self, name: str) -> None:
        spec = find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError(f"there is no package {name}")
        folder = Path(spec.submodule_search_locations[0])
        paths = sorted(folder.rglob("*.py"))
        self.files = {str(path): path.relative_to(folder).as_posix() for path in paths}
        with Watch(self.files) as watch:
            self.modules = {file: _imported(name, file) for file in self.files.values()}
        self.early = watch.lines
        self.left_out: dict[str, None] = {}
        """Functions that run when the package is imported: new code would come too late."""

    def mutants(self) -> list[Mutant]:
        """All mutants, but for those of functions that are left out."""
        found: list[Mutant] = []
        for path, file in self.files.items():
            source = Path(path).read_text(encoding="utf-8")
            found += mutants_of(source, file, codes_of(vars(self.modules[file])))
        early = [m for m in found if any((m.file, line) in self.early for line in m.lines)]
        self.left_out = dict.fromkeys(f"{m.file} {m.function}" for m in early)
        return [m for m in found if f"{m.file} {m.function}" not in self.left_out]

    def put_in(self, mutant: Mutant) -> None:
        """Give the function the mutant's code, wherever it was imported to."""
        module: Any = self.modules[mutant.file]
        function = reduce(getattr, mutant.function.split("."), module)
        if not isinstance(function, FunctionType):
            raise TypeError(f"{mutant.file} {mutant.function} is not a plain function")
        function.__code__ = mutant.code


def _imported(package: str, file: str) -> Any:
    parts = [part for part in Path(file).with_suffix("").parts if part != "__init__"]
    return importlib.import_module(".".join([package, *parts]))
