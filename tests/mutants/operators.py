"""What is changed in an expression or a statement, one small fault at a time.

Every function takes a node of the syntax tree and yields what may stand in its place. Nodes are
not changed; the new ones share the parts that stay.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tests.mutants.syntax import Spot

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
"""The neighbour at the boundary, and the opposite."""
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
EXTREMES = {"min": "max", "max": "min"}


class Context(NamedTuple):
    """What is known of the function."""

    codes: frozenset[str]  # names of whole numbers
    result: str  # its annotation
    bound: Counter[str]  # how often each name is set


def expressions_instead(node: ast.expr, spot: Spot, context: Context) -> Iterator[ast.expr]:
    """All that may stand in the place of ``node``."""
    if isinstance(node, ast.Compare):
        yield from comparisons(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.Constant):
        yield from map(ast.Constant, neighbours(node.value))
    elif isinstance(node, ast.Name):
        yield from names(node, context.codes)
    yield from conditions(spot)
    yield from results(node, spot, context.result)


def comparisons(node: ast.Compare) -> Iterator[ast.expr]:
    """Each comparison of a chain by another."""
    for i, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)]:
            yield ast.Compare(
                node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators
            )


def neighbours(value: object) -> Iterator[bool | int | float]:
    """Truths turned; the next number, and 0 for 1."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
        if value == 1:
            yield value - 1


def names(node: ast.Name, codes: frozenset[str]) -> Iterator[ast.expr]:
    """The code after a named one; the other extreme."""
    if node.id in codes:
        yield ast.BinOp(node, ast.Add(), ast.Constant(1))
    elif node.id in EXTREMES:
        yield ast.Name(EXTREMES[node.id], ast.Load())


def conditions(spot: Spot) -> Iterator[ast.expr]:
    """A condition always or never met; one of several left out."""
    if spot.field in ("test", "ifs"):
        yield ast.Constant(True)
        yield ast.Constant(False)
    elif isinstance(spot.parent, ast.BoolOp):
        yield ast.Constant(isinstance(spot.parent.op, ast.And))


def results(node: ast.expr, spot: Spot, kind: str) -> Iterator[ast.expr]:
    """Another result of the kind that the function is annotated with, for one that is computed."""
    if not isinstance(spot.parent, ast.Return) or isinstance(node, ast.Constant):
        return
    if isinstance(node, ast.Name) and node.id.isupper():
        return
    if kind == "bool":
        yield ast.Constant(True)
        yield ast.Constant(False)
    elif kind in ("int", "float"):
        yield ast.BinOp(node, ast.Add(), ast.Constant(1))


def statements_instead(node: ast.stmt, context: Context) -> Iterator[ast.stmt]:
    """The statement with the opposite arithmetic, or none."""
    if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)
    if is_dispensable(node, context.bound):
        yield ast.Pass()


def is_dispensable(node: ast.stmt, bound: Counter[str]) -> bool:
    """Whether a function without the statement could pass for right.

    Not where a name is set that is set nowhere else: whatever uses it would fail.
    """
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    if isinstance(node, ast.Return):
        return node.value is None
    if isinstance(node, ast.Assign | ast.AnnAssign):
        nodes = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
        stored = [one.id for one in nodes if isinstance(one.ctx, ast.Store)]
        return not stored or any(bound[name] > 1 for name in stored)
    return isinstance(node, ast.AugAssign | ast.Continue | ast.Break | ast.Raise)
