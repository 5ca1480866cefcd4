"""What a file of rules must hold, seen before anything runs."""

from __future__ import annotations

import ast
import difflib
import inspect
from collections.abc import Mapping
from typing import NamedTuple

from sim.own_rules.errors import RulesError
from sim.own_rules.file import ARGUMENTS, Function, OwnRules, parsed

LIKE = 0.85
"""Least likeness (difflib) of a function's name that is taken to be meant as one of ours."""


class Place(NamedTuple):
    """Where a name is first given a meaning."""

    line: int
    column: int


def check(rules: OwnRules) -> None:
    """Raise RulesError unless the rules define one of the functions or both, and rightly."""
    places = _places(parsed(rules.file, rules.text))
    functions = rules.functions()
    missing = [name for name in ARGUMENTS if name not in functions]
    for name, place in places.items():
        close = difflib.get_close_matches(name, missing, n=1, cutoff=LIKE)
        if close and name not in ARGUMENTS:
            raise _wrong(rules, place, f"{name}: did you mean {close[0]}?")
    if not functions:
        forms = " or ".join(f"{name}({arguments})" for name, arguments in ARGUMENTS.items())
        raise _wrong(rules, Place(1, 1), f"it defines no rule; expected {forms}, or both")
    for name, function in functions.items():
        fault = _fault(name, function)
        if fault:
            raise _wrong(rules, places.get(name, Place(1, 1)), f"{name}: {fault}")


def _wrong(rules: OwnRules, place: Place, message: str) -> RulesError:
    return RulesError(f"{rules.file}:{place.line}:{place.column}: {message}")


def _fault(name: str, function: Function) -> str:
    """What is wrong with a function, or nothing."""
    if not callable(function):
        return f"expected a function, not {type(function).__name__}"
    unfit = (inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction)
    if any(is_so(function) for is_so in unfit):
        return "expected a plain function: neither async nor with yield"
    expected = ARGUMENTS[name]
    try:
        inspect.signature(function).bind(*expected.split(", "))
    except (TypeError, ValueError) as error:
        return f"it is called with ({expected}), which it does not take: {error}"
    return ""


def _places(module: ast.Module) -> Mapping[str, Place]:
    """Where the names of a file are first defined, assigned or imported, outside of functions."""
    found: dict[str, Place] = {}
    for part in module.body:
        for name in _named(part):
            found.setdefault(name, Place(part.lineno, part.col_offset + 1))
    return found


def _named(part: ast.stmt) -> list[str]:
    """The names that a statement gives a meaning to."""
    if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
        return [part.name]
    if isinstance(part, ast.Import | ast.ImportFrom):
        return [one.asname or one.name for one in part.names]
    if isinstance(part, ast.Assign):
        return [one.id for one in part.targets if isinstance(one, ast.Name)]
    return []
