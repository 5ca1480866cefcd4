"""docs/python.md is a notebook: its cells run in their order and show what stands below them."""

from __future__ import annotations

import ast
import doctest
import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from tests.cli.pages import blocks, page

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def shown(cell: str, names: dict[str, Any]) -> str:
    """What a cell prints, and its last expression, as a notebook shows them."""
    tree = ast.parse(cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with redirect_stdout(io.StringIO()) as out:
        exec(compile(tree, "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if value is not None:
                print(repr(value))
    return out.getvalue()


def test_cells_show_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found, names = blocks(page("docs/python.md")), {}  # type: ignore[var-annotated]
    assert [one.language for one in found] == ["python", "text"] * (len(found) // 2)
    assert len(found) > 10
    for cell, expected in zip(found[::2], found[1::2], strict=True):
        got = shown(cell.text, names)
        same = doctest.OutputChecker().check_output(expected.text, got, FLAGS)
        assert same, f"{cell.text}\n{got}"
