"""The functions of a user's own, asked; what they answer, checked."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sim.own_rules.errors import RulesError, failure
from sim.own_rules.file import CHOOSES_AGENT, CHOOSES_CONTACT, Function, OwnRules
from sim.own_rules.rows import AgentRow, JobRow


class Asked:
    """Rules as they are asked in one run, whose clock begins with ``start`` at midnight."""

    def __init__(self, rules: OwnRules, start: date) -> None:
        self.file = rules.file
        self.start = datetime.combine(start, time())
        functions = rules.functions()
        self.chooses_contact = functions.get(CHOOSES_CONTACT)
        self.chooses_agent = functions.get(CHOOSES_AGENT)

    def contact(self, agent: AgentRow, heads: Sequence[JobRow], now: float) -> int | None:
        """The place in ``heads`` of the one that the agent takes; None: as the scenario says."""
        assert self.chooses_contact is not None
        return self._ask(CHOOSES_CONTACT, self.chooses_contact, agent, heads, now)

    def agent(self, job: JobRow, agents: Sequence[AgentRow], now: float) -> int | None:
        """The place in ``agents`` of the one who takes the job; None: as the scenario says."""
        assert self.chooses_agent is not None
        return self._ask(CHOOSES_AGENT, self.chooses_agent, job, agents, now)

    def _ask(
        self,
        name: str,
        function: Function,
        about: JobRow | AgentRow,
        offered: Sequence[JobRow] | Sequence[AgentRow],
        now: float,
    ) -> int | None:
        """Raises RulesError when the function fails, or chooses what it was not offered."""
        moment = self.start + timedelta(seconds=now)
        try:
            chosen = function(about, tuple(offered), moment)
        except (Exception, SystemExit) as error:
            told = failure(self.file, line_of(function), error)
            raise RulesError(f"{told}; {_asked(name, moment)}") from error
        if chosen is None:
            return None
        for place, one in enumerate(offered):
            if one is chosen:
                return place
        raise RulesError(
            f"{self.file}:{line_of(function)}: {name} returned {reprlib.repr(chosen)}; expected "
            f"one of those that it was given, or None; {_asked(name, moment)}"
        )


def line_of(function: Function) -> int:
    """The line on which a function begins, as far as that is known."""
    code = getattr(function, "__code__", None)
    return code.co_firstlineno if code else 1


def _asked(name: str, moment: datetime) -> str:
    return f"{name} was asked at {moment:%a %Y-%m-%d %H:%M:%S}"
