"""All mutants of a module's functions, each with a name that survives edits elsewhere."""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any

from tests.mutants.operators import Context, expressions_instead, statements_instead
from tests.mutants.syntax import (
    Function,
    compiled,
    expressions,
    functions,
    head,
    head_lines,
    statements,
    stripped,
)


@dataclass(frozen=True)
class Mutant:
    """One function with one small fault."""

    file: str  # within the package
    function: str  # its qualified name
    before: str  # the statement, without those nested in it
    after: str
    nth: int  # of the places in the function where this is the fault, from 1
    lines: range  # of the statement
    source: str  # hash of the function without the fault
    code: CodeType

    @property
    def id(self) -> str:
        """A name to be read; edits of other lines leave it."""
        again = f" #{self.nth}" if self.nth > 1 else ""
        return f"{self.file} {self.function}: {self.before} → {self.after}{again}"


def mutants_of(source: str, file: str, codes: frozenset[str]) -> Iterator[Mutant]:
    """All mutants of the functions and methods in ``source``, in the order of lines."""
    for name, function in functions(ast.parse(source)):
        yield from _mutants_in(function, file, name, codes)


def codes_of(module: Mapping[str, Any]) -> frozenset[str]:
    """The named whole numbers of a module, imported ones too."""
    return frozenset(
        name
        for name, value in module.items()
        if name.isupper() and isinstance(value, int) and not isinstance(value, bool)
    )


def _mutants_in(
    function: Function, file: str, name: str, codes: frozenset[str]
) -> Iterator[Mutant]:
    bare = stripped(function)
    digest = hashlib.sha256(ast.dump(bare).encode()).hexdigest()[:12]
    context = Context(codes, _kind_of_result(bare), _bound(bare))
    found = Counter[tuple[str, str]]()
    for before, after, lines in _faults(bare, context):
        found[before, after] += 1
        nth = found[before, after]
        yield Mutant(file, name, before, after, nth, lines, digest, compiled(bare))


def _faults(function: Function, context: Context) -> Iterator[tuple[str, str, range]]:
    """Put one fault after the other into the tree: it is there until the next one is asked for.

    Gives the statement as it was, as it is, and its lines; the same change only once.
    """
    for spot, statement in list(statements(function)):
        before, lines = head(statement), head_lines(statement)
        given = {before}
        for after in _faults_in(statement, context):
            if after not in given:
                given.add(after)
                yield before, after, lines
        for instead in statements_instead(statement, context):
            spot.put(ast.copy_location(instead, statement))
            yield before, head(instead), lines
        spot.put(statement)


def _faults_in(statement: ast.stmt, context: Context) -> Iterator[str]:
    for spot, node in list(expressions(statement)):
        for instead in expressions_instead(node, spot, context):
            spot.put(ast.copy_location(instead, node))
            yield head(statement)
        spot.put(node)


def _kind_of_result(function: Function) -> str:
    """What the function gives, as far as its annotation is one word."""
    return function.returns.id if isinstance(function.returns, ast.Name) else ""


def _bound(function: Function) -> Counter[str]:
    """How often each name is set."""
    nodes = list(ast.walk(function))
    stored = [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    return Counter(stored + [n.arg for n in nodes if isinstance(n, ast.arg)])
