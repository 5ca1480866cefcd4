"""All is done in time, some are told, the others ask: calls come as of an open network.

Each need makes a call, and a second one with the chance that nobody says that it is done. As
both take work of the same exponential distribution, waits are those of Erlang C at the rate of
all calls, whatever the delay between them (Baskett, Chandy, Muntz & Palacios 1975).
"""

from __future__ import annotations

from pathlib import Path

from sim.time_units import WEEK
from tests.theory.open_network import assert_waits_of_erlang_c

PAGE = Path(__file__).with_name("silence.yaml")
AGENTS, WORK_S, CONFIRMS = 10, 600.0, 0.4


def test_calls_and_waits_are_those_of_an_open_network() -> None:
    assert_waits_of_erlang_c(PAGE, 5000 / WEEK * (2.0 - CONFIRMS), AGENTS, WORK_S)
