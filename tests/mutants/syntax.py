"""Walks over the syntax tree of functions: what stands where, how it reads, what it compiles to."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Spot(NamedTuple):
    """Where a node hangs in its tree."""

    parent: ast.AST
    field: str
    place: int | None  # in a list

    def put(self, node: ast.AST) -> None:
        """Hang ``node`` there."""
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


def functions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, Function]]:
    """Functions and methods with their qualified names; what is nested in one is part of it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield prefix + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, f"{prefix}{child.name}.")


def stripped(function: Function) -> Function:
    """A copy without docstring and decorators."""
    bare = copy.deepcopy(function)
    bare.decorator_list = []
    if ast.get_docstring(bare) is not None:
        bare.body = bare.body[1:] or [ast.copy_location(ast.Pass(), bare.body[0])]
    return bare


def children(node: ast.AST) -> Iterator[tuple[Spot, ast.AST]]:
    """The nodes right below, and where each hangs."""
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield Spot(node, field, None), value
        elif isinstance(value, list):
            yield from (
                (Spot(node, field, i), child)
                for i, child in enumerate(value)
                if isinstance(child, ast.AST)
            )


def statements(node: ast.AST) -> Iterator[tuple[Spot, ast.stmt]]:
    """The statements below, nested ones too, in the order of lines."""
    for spot, child in children(node):
        if isinstance(child, ast.stmt):
            yield spot, child
        yield from statements(child)


def expressions(node: ast.AST) -> Iterator[tuple[Spot, ast.expr]]:
    """The expressions below that are values: not those of nested statements, nor annotations."""
    for spot, child in children(node):
        if isinstance(child, ast.stmt | ast.arguments) or spot.field == "annotation":
            continue
        if isinstance(child, ast.expr):
            yield spot, child
        yield from expressions(child)


def head(statement: ast.stmt) -> str:
    """The statement's text, without the statements nested in it."""
    if not hasattr(statement, "body"):
        return ast.unparse(statement)
    alone = copy.copy(statement)
    for field, value in ast.iter_fields(statement):
        if isinstance(value, list) and any(isinstance(one, ast.stmt) for one in value):
            setattr(alone, field, [ast.Pass()] if field == "body" else [])
    return ast.unparse(alone).rsplit("\n", 1)[0]


def head_lines(statement: ast.stmt) -> range:
    """The lines of the statement, without those of statements nested in it."""
    nested = [inner.lineno for _, inner in statements(statement)]
    last = statement.end_lineno or statement.lineno
    return range(statement.lineno, max(min([last + 1, *nested]), statement.lineno + 1))


def compiled(function: Function) -> CodeType:
    """The code of the function's body."""
    future = ast.ImportFrom("__future__", [ast.alias("annotations")], 0)
    module = ast.fix_missing_locations(ast.Module([future, function], []))
    code = compile(module, "<mutant>", "exec", dont_inherit=True)
    return next(
        one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == function.name
    )
