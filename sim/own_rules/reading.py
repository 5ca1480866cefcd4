"""A file of rules, read."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from sim.own_rules.checks import check
from sim.own_rules.errors import RulesError
from sim.own_rules.file import OwnRules, Source
from sim.regular import MIB, read_bytes


def read_rules(source: Source) -> OwnRules:
    """The rules of a file or module, which have been seen to be some.

    Raises RulesError for a file that cannot be read, is not Python, fails, or does not define
    what it should.
    """
    rules = _read(source)
    check(rules)
    return rules


def _read(source: Source) -> OwnRules:
    if isinstance(source, ModuleType):
        path = getattr(source, "__file__", None)
        if path is None:
            raise RulesError(f"the module {source.__name__} comes from no file")
        source = path
    file = str(source)
    try:
        data = read_bytes(file, MIB)
    except OSError as error:
        raise RulesError(f"{file}: {error.strerror or error}") from None
    try:
        return OwnRules(Path(file).name, data.decode("utf-8"), file)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        raise RulesError(f"{file}:{line}:{column}: it is not UTF-8 text") from None
