"""Rules of a user's own: a file of Python functions that say who takes what.

Nothing here knows the floor. ``reading.py`` reads such a file, ``checks.py`` refuses what is none,
``file.py`` makes its text into functions; ``rows.py`` is what these are shown, ``asking.py`` asks
them and checks what they answer.
"""

from sim.own_rules.asking import Asked
from sim.own_rules.errors import RulesError
from sim.own_rules.file import OwnRules, Source
from sim.own_rules.reading import read_rules
from sim.own_rules.rows import AgentRow, JobRow

__all__ = ["AgentRow", "Asked", "JobRow", "OwnRules", "RulesError", "Source", "read_rules"]
