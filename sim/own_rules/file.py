"""The text of a file of rules, and the functions that it becomes."""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from sim.own_rules.errors import RulesError, failure

CHOOSES_CONTACT, CHOOSES_AGENT = "chooses_contact", "chooses_agent"
ARGUMENTS = {CHOOSES_CONTACT: "agent, heads, now", CHOOSES_AGENT: "job, agents, now"}
"""The functions that a file may define, and what they are called with."""
MODULE = "supportsim_own_rules"
"""The name under which a file of rules finds itself."""

Function = Callable[..., Any]
Functions = Mapping[str, Function]
Source = str | Path | ModuleType
"""A file of rules, or the module that it was imported as."""


@dataclass(frozen=True)
class OwnRules:
    """Rules of a user's own.

    ``name``: by which they are known, that of their file without its folder; ``text``: all of it.
    ``file``: where they were read, for messages.
    """

    name: str
    text: str
    file: str

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def identity(self) -> dict[str, str]:
        """What tells them from others: the file's name and its SHA-256."""
        return {"file": self.name, "sha256": self.sha256}

    def functions(self) -> Functions:
        """The functions, from the text executed anew: what they remember begins anew too.

        Raises RulesError when the text fails.
        """
        module = ModuleType(MODULE)
        module.__file__ = self.file
        before = sys.modules.get(MODULE)
        sys.modules[MODULE] = module  # dataclasses look their module up
        try:
            exec(compiled(self.file, self.text), module.__dict__)
        except (Exception, SystemExit) as error:
            raise RulesError(failure(self.file, 1, error)) from error
        finally:
            if before is None:
                del sys.modules[MODULE]
            else:
                sys.modules[MODULE] = before
        return {name: getattr(module, name) for name in ARGUMENTS if hasattr(module, name)}


def parsed(file: str, text: str) -> ast.Module:
    """The text as statements. Raises RulesError with line and column where it is no Python."""
    try:
        return ast.parse(text.removeprefix("\ufeff"), file)
    except SyntaxError as error:
        place = f"{file}:{error.lineno or 1}:{max(1, error.offset or 1)}"
        raise RulesError(f"{place}: it is not Python: {error.msg}") from None
    except (ValueError, MemoryError, RecursionError) as error:  # a NUL; nested too deeply
        raise RulesError(f"{file}:1:1: it is not Python: {error or 'nested too deeply'}") from None


@lru_cache(16)
def compiled(file: str, text: str) -> CodeType:
    """The code of a text that can be ``parsed``."""
    return compile(parsed(file, text), file, "exec", dont_inherit=True)
