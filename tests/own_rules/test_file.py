"""What is no file of rules is told at its place, before anything runs."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from sim.own_rules import OwnRules, RulesError, read_rules
from sim.own_rules.file import MODULE

RULE = "def chooses_agent(job, agents, now):\n    return agents[0]\n"
NO_RULE = (
    "1:1: it defines no rule; expected chooses_contact(agent, heads, now) or "
    "chooses_agent(job, agents, now), or both"
)
WRONG = {
    b"": NO_RULE,
    b"x = 1\n": NO_RULE,
    b"def chooses_agent(job, agents, now):\n    return agents[0\n": (
        "2:18: it is not Python: '[' was never closed"
    ),
    b"if True:\nchooses_agent = 1\n": (
        "2:1: it is not Python: expected an indented block after 'if' statement on line 1"
    ),
    b"\x00\x01": "1:1: it is not Python: source code string cannot contain null bytes",
    b"(" * 500: "1:201: it is not Python: too many nested parentheses",
    b'"""x"""\nname = "caf\xe9"\n': "2:12: it is not UTF-8 text",
    b"\n\ndef choose_agent(job, agents, now):\n    return None\n": (
        "3:1: choose_agent: did you mean chooses_agent?"
    ),
    RULE.encode() + b"def chose_contact(agent, heads, now):\n    return None\n": (
        "3:1: chose_contact: did you mean chooses_contact?"
    ),
    b"\ndef chooses_agent(job, agents):\n    return None\n": (
        "2:1: chooses_agent: it is called with (job, agents, now), which it does not take: "
        "too many positional arguments"
    ),
    b"def chooses_contact(agent, heads, now, room):\n    return None\n": (
        "1:1: chooses_contact: it is called with (agent, heads, now), which it does not take: "
        "missing a required argument: 'room'"
    ),
    b"chooses_agent = 3\n": "1:1: chooses_agent: expected a function, not int",
    b"async def chooses_agent(job, agents, now):\n    return None\n": (
        "1:1: chooses_agent: expected a plain function: neither async nor with yield"
    ),
    b"def chooses_agent(job, agents, now):\n    yield None\n": (
        "1:1: chooses_agent: expected a plain function: neither async nor with yield"
    ),
    b"import no_such_module\n": "1: ModuleNotFoundError: No module named 'no_such_module'",
    b"\ndef f():\n    return 1 / 0\nf()\n": "3: ZeroDivisionError: division by zero",
    b"import sys\nsys.exit(3)\n": "2: SystemExit: 3",
}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("data", "told"), WRONG.items(), ids=lambda one: str(one)[:30])
def test_what_is_no_rule_is_told_at_its_place(data: bytes, told: str) -> None:
    Path("mine.py").write_bytes(data)
    with pytest.raises(RulesError) as refused:
        read_rules("mine.py")
    assert str(refused.value) == f"mine.py:{told}"


def test_what_is_no_file_is_told() -> None:
    Path("folder.py").mkdir()
    Path("large.py").write_bytes(b"#" * (1024 * 1024 + 1))
    for name, told in {
        "missing.py": "No such file or directory",
        "folder.py": "it is a folder, not a file",
        "large.py": "it is larger than 1 MiB",
        "nul\0.py": "no file can have that name",
    }.items():
        with pytest.raises(RulesError) as refused:
            read_rules(name)
        assert str(refused.value) == f"{name}: {told}"


@pytest.mark.parametrize(
    "text",
    [
        RULE,
        "\ufeff" + RULE.replace("\n", "\r\n"),
        "chooses_agent = lambda job, agents, now: agents[-1]\n",
        "def chooses_contact(agent, heads, now=None, *more, **others):\n    return heads[0]\n",
        RULE + "def chooses_agent_of_old(job):\n    return None\n",
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass Kept:\n    at: ClassVar[int] = 0\n" + RULE,
    ],
)
def test_rules_are_read_as_they_are(text: str) -> None:
    Path("mine.py").write_bytes(text.encode())
    rules = read_rules("mine.py")
    assert (rules.name, rules.text) == ("mine.py", text)
    assert len(rules.functions()) == 1


def test_the_features_that_our_own_modules_ask_for_are_not_theirs() -> None:
    rules = OwnRules("x.py", "def chooses_agent(job: int, agents, now): ...\n", "x.py")
    assert rules.functions()["chooses_agent"].__annotations__ == {"job": int}


def test_what_functions_remember_begins_anew() -> None:
    text = "seen = []\ndef chooses_agent(*told):\n    seen.append(1)\n    return seen\n"
    rules = OwnRules("x.py", text, "x.py")
    for _ in range(2):
        assert rules.functions()["chooses_agent"](None, (), None) == [1]
    assert MODULE not in sys.modules


def test_a_module_stands_for_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("some_rules_of_mine.py").write_text(RULE)
    monkeypatch.syspath_prepend(str(Path.cwd()))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module = import_module("some_rules_of_mine")
    assert read_rules(module).text == RULE
    with pytest.raises(RulesError, match="the module sys comes from no file"):
        read_rules(sys)
