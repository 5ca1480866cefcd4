"""Where contacts end up that find doors closed or come back, in an average week."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.expected.average_week import CELL, CELLS, AverageWeek, by_cell, by_hour, covered
from sim.scenario.model import Return, Scenario
from sim.scenario.rules.doors import never_closes, queues_when_closed, returns_of, ways_of
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.moments import cdf
from sim.scenario.values.week_spans import Spans
from sim.time_units import WEEK

Array = npt.NDArray[Any]
ROUNDS = 8
"""Times that a customer who meets closed doors again is followed."""
TRIFLE = 1e-4
"""Share of the contacts below which it is not worth following them."""
MOST_WEEKS = 53
KEPT = 256


def reaching(scenario: Scenario, week: AverageWeek, firsts: Array) -> Array:
    """Contacts that find an open door or queue before a closed one, those included that were
    turned away before; [channel, issue type, hour of the week] like ``firsts``."""
    doors = Doors(scenario, week)
    found = np.zeros_like(firsts)
    before: dict[int, Array] = {}
    for c, part in enumerate(firsts):
        if doors.open[c] is None:
            found[c] += part
        elif part.any():
            cells = by_cell(part)
            inside = cells * doors.open[c]
            found[c] += by_hour(inside)
            before[c] = cells - inside
    worth = TRIFLE * float(firsts.sum())
    for tries in range(1, ROUNDS + 1):
        before = doors.try_again(before, tries, found)
        if sum(float(part.sum()) for part in before.values()) <= worth:
            break
    return found


class Doors:
    """The doors of a scenario and what those do who find them closed.

    ``open``: share of each cell of the week in which a channel takes contacts; None: always.
    """

    def __init__(self, scenario: Scenario, week: AverageWeek) -> None:
        self.scenario = scenario
        self.names = list(scenario.channels)
        self.open: list[Array | None] = []
        self.rules: list[Return | None] = []
        for channel in scenario.channels.values():
            shares = week.open_shares(channel.hours)
            always = queues_when_closed(channel) or bool((shares >= 1.0).all())
            self.open.append(None if always else shares)
            self.rules.append(returns_of(scenario, channel).get("closed"))

    def try_again(self, before: dict[int, Array], tries: int, found: Array) -> dict[int, Array]:
        """What those do who found doors closed after ``tries`` contacts, by channel and cell:
        adds to ``found`` who gets in, gives back who finds a door closed once more."""
        landed: dict[int, Array] = {}
        for c, part in before.items():
            rule = self.rules[c]
            if rule is None or tries > rule.at_most or not part.any():
                continue
            for way, chance in ways_of(self.scenario, self.names[c], rule).items():
                to = self.names.index(way)
                moved = self._moved(part * chance, rule, to)
                landed[to] = landed[to] + moved if to in landed else moved
        again = {}
        for to, part in landed.items():
            shares = self.open[to]
            inside = part if shares is None else part * shares
            found[to] += by_hour(inside)
            if shares is not None:
                again[to] = part - inside
        return again

    def _moved(self, part: Array, rule: Return, to: int) -> Array:
        """Contacts by the cell in which they are made, from the cells of the reason."""
        length_s = self.scenario.clock.length_s
        hours = self.scenario.channels[self.names[to]].hours
        shares = self.open[to]
        if not rule.at_opening or (shares is None and _always(hours.spans)):
            return _later(part, offsets(rule.delay, length_s))
        inside = covered(hours.spans)
        waiting = part * (1.0 - inside)
        moments, place = openings(hours.spans)
        of_opening = waiting @ (place[:, None] == np.arange(len(moments)))
        from_opening = np.array([after(rule.delay, at, length_s) for at in moments])
        now = _later(part * inside, offsets(rule.delay, length_s))
        return np.asarray(now + of_opening @ from_opening)


def delayed(part: Array, delay: Distribution, length_s: float) -> Array:
    """Contacts by hour of the week, each after a delay, within a run of the given length."""
    return by_hour(_later(by_cell(part), offsets(delay, length_s)))


def _always(spans: Spans) -> bool:
    return spans == ((0.0, WEEK),)


@lru_cache(KEPT)
def openings(spans: Spans) -> tuple[list[float], Array]:
    """Moments of the week at which doors open, and for each cell which comes next."""
    ends = {end % WEEK for _, end in spans}
    moments = [start for start, _ in spans if start not in ends] or [spans[0][0]]
    place = np.searchsorted(np.array(moments), np.arange(CELLS) * CELL, side="left")
    return moments, place % len(moments)


def _later(part: Array, chances: Array) -> Array:
    """Contacts moved by a number of cells that has these chances, around the week."""
    if chances[0] >= 1.0 or not part.any():
        return part
    moved = np.fft.irfft(np.fft.rfft(part) * np.fft.rfft(chances), CELLS)
    return np.asarray(np.maximum(moved, 0.0))


@lru_cache(KEPT)
def offsets(delay: Distribution, length_s: float) -> Array:
    """Chances of the number of cells, modulo the week, by which a delay moves a contact."""
    return _folded(delay, -0.5 * CELL, length_s)


@lru_cache(KEPT)
def after(delay: Distribution, moment: float, length_s: float) -> Array:
    """Chances of the cell of the week in which a delay ends that begins at a moment."""
    first = int(moment // CELL)
    return np.roll(_folded(delay, first * CELL - moment, length_s), first)


def _folded(delay: Distribution, shift: float, length_s: float) -> Array:
    """Chances to end in each cell from ``shift`` seconds after the beginning on.

    Of what ends k weeks later only as much counts as lies within a run of the given length.
    """
    found = np.zeros(CELLS)
    for week in range(MOST_WEEKS):
        edges = week * WEEK + shift + np.arange(CELLS + 1) * CELL - 1e-6
        reached = cdf(delay, edges)
        found += np.diff(reached) * max(0.0, 1.0 - week * WEEK / length_s)
        if reached[-1] >= 1.0 - 1e-9:
            break
    return found


class Returning:
    """Where customers whose need was not met surely get in when they try again."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._ways: dict[str, tuple[tuple[str, float], ...]] = {}

    def ways(self, name: str) -> tuple[tuple[str, float], ...]:
        """Chances to come back, after the channel ``name``, to channels that surely take the
        contact."""
        if name not in self._ways:
            scenario = self._scenario
            rule = returns_of(scenario, scenario.channels[name]).get("unresolved")
            ways = ways_of(scenario, name, rule) if rule else {}
            share = _kept_share(rule.delay, scenario.clock.length_s) if rule and ways else 0.0
            self._ways[name] = tuple(
                (way, chance * share)
                for way, chance in ways.items()
                if never_closes(scenario.channels[way])
                or queues_when_closed(scenario.channels[way])
            )
        return self._ways[name]


def _kept_share(delay: Distribution, length_s: float) -> float:
    """Share of delayed contacts that fall within a run of the given length."""
    return float(offsets(delay, length_s).sum())
