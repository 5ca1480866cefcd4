"""Values of keys, small and odd."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from sim.scenario.values.distributions import Distribution
from tests.properties.drawing import NOTHING, Chooser, World

# -- anything --------------------------------------------------------------------------------


def of(*values: Any) -> Chooser:
    """One of them, each as likely as the others."""
    return lambda world: world.dice.choice(values)


def whole(low: int, high: int) -> Chooser:
    return lambda world: world.dice.randint(low, high)


def with_unit(low: int, high: int, unit: str) -> Chooser:
    return lambda world: f"{world.dice.randint(low, high)} {unit}"


FLAG = of(False, True)
CHANCE = of(0.0, 0.3, 0.7, 1.0)
WEIGHT = of(1.0, 0.5, 3.0)
FACTOR = of(1.0, 0.8, 1.25, 2.0)
MONEY = with_unit(1, 9, "USD")
POINTS = of(0.0, -1.5, 0.4)
WHEN_BUSY = of("postpone", "shorten", "put_aside")

# -- names -----------------------------------------------------------------------------------


def all_named(kind: str) -> Chooser:
    return lambda world: world.names[kind]


def queues(world: World) -> list[str]:
    return world.names["channels"] + world.names["tasks"]


def _names(kind: str, world: World) -> list[str]:
    return queues(world) if kind == "queues" else world.names[kind]


def one(kind: str) -> Chooser:
    """A name; no key where there is none."""
    return lambda world: world.dice.choice(_names(kind, world) or [NOTHING])


def another(kind: str, than: Callable[[World], str]) -> Chooser:
    """A name other than that one; no key where there is none."""

    def choose(world: World) -> Any:
        others = [name for name in _names(kind, world) if name != than(world)]
        return world.dice.choice(others or [NOTHING])

    return choose


def picked(names: list[str], world: World) -> Any:
    """One name or more, each once; no key where there is none."""
    return world.dice.some(names) if names else NOTHING


def some(kind: str) -> Chooser:
    return lambda world: picked(_names(kind, world), world)


def lines(world: World) -> Any:
    """A number of lines, or the set that is shared."""
    return world.dice.choice([1, 2, 3, 5, "main"])


def shared_lines(world: World) -> Any:
    return {"main": world.dice.randint(1, 6)}


def ranked(kind: str) -> Chooser:
    """Some names in order, the first few of them perhaps of equal rank."""

    def choose(world: World) -> Any:
        order: list[Any] = picked(_names(kind, world), world)
        cut = world.dice.randint(0, len(order))
        return [order[:cut], *order[cut:]] if cut else order

    return choose


def some_or_all(kind: str) -> Chooser:
    return lambda world: some(kind)(world) if FLAG(world) else "all"


def by_name(kind: str, inner: Chooser) -> Chooser:
    """A value for each of some names."""
    return lambda world: {name: inner(world) for name in picked(_names(kind, world), world)}


def ways(world: World) -> Any:
    """Channels of a return, with weights."""
    known = ["same", *world.names["channels"]]
    if any("second_choice" in part for part in (*world.above, *_channels(world).values())):
        known.append("second")
    return {name: WEIGHT(world) for name in picked(known, world)}


def _channels(world: World) -> Mapping[str, Any]:
    found: Mapping[str, Any] = world.above[0].get("channels", {})
    return found


def deferred(world: World) -> Any:
    """Queues whose work may be put aside."""
    names = [name for name, part in _channels(world).items() if part["kind"] == "deferred"]
    return picked(names + world.names["tasks"], world)


def reasons(*known: str) -> Chooser:
    """Why customers come back; each as likely as not."""
    return lambda world: [reason for reason in known if world.dice.happens(0.5)]


# -- durations -------------------------------------------------------------------------------

LENGTHS: dict[str, Callable[[float], Any]] = {
    "constant": lambda typical: f"{typical * 61.37} s",
    "exponential": lambda typical: f"exponential(mean {typical} min)",
    "uniform": lambda typical: f"uniform(low {typical / 2} min, high {typical * 2} min)",
    "triangular": lambda typical: f"triangular(0 min, {typical} min, {typical * 2} min)",
    "normal": lambda typical: f"normal(mean {typical} min, sd {typical} min)",
    "gamma": lambda typical: f"gamma(mean {typical} min, cv 0.7)",
    "erlang": lambda typical: f"erlang(mean {typical} min, k 3)",
    "lognormal": lambda typical: f"lognormal(mean {typical} min, cv 1.2)",
    "weibull": lambda typical: f"weibull(shape 0.8, scale {typical} min)",
    "hyperexponential": lambda typical: f"hyperexponential(mean {typical} min, cv 2)",
    "mixture": lambda typical: f"mixture(80 % {typical} min, 20 % exponential({typical} min))",
    "empirical": lambda typical: {
        "empirical": {"values": [f"{typical} min", "77.7 s"], "weights": [3, 1]}
    },
}
"""Continuous durations by kind of their distribution, from minutes that are typical."""
NEVER = "never"


def length(least: int = 0, may_never: bool = False) -> Chooser:
    """A distribution of a duration, of at least ``least`` minutes if these are whole."""

    def choose(world: World) -> Any:
        if may_never and world.dice.happens(0.05):
            return NEVER
        typical = world.dice.choice([0, 1, 2, 5, 10, 30, 90][least:])
        if world.minutes or typical == 0:
            return f"{typical} min"
        return LENGTHS[world.dice.choice(list(LENGTHS))](typical)

    return choose


def has_mean(*values: Any) -> bool:
    """Whether durations have a mean together that an hour may change."""
    mean_s = sum(Distribution.model_validate(value).mean_s() for value in values)
    return 0.001 <= mean_s < math.inf


def means_by_hour(world: World) -> Any:
    """Mean durations for some hours, in a list of the whole week or with hours."""
    known = ["1 min", "5 min", "20 min"] if world.minutes else ["47 s", "5 min", "0.4 h"]
    first, second = world.dice.choice(known), world.dice.choice(known)
    if FLAG(world):
        return [*[0] * 9, first, second, *[0] * 20, *[first] * 10, *[0] * 127]
    return [
        {"hours": "Mon-Tue 08:00-10:00", "by_hour": [first, second]},
        {"hours": "Mon 12:00-13:00", "by_half_hour": [second, 0]},
        {"hours": "Sun 12:00-13:00", "by_quarter": [first, 0, second, first]},
    ]


# -- hours -----------------------------------------------------------------------------------

DAYS = of("Mon-Sun", "Mon", "Tue", "Mon-Tue")


def hours(world: World) -> str:
    """Mostly around the clock."""
    if world.dice.randint(0, 2) > 0:
        return "24/7"
    start, end = world.dice.choice([0, 8, 9, 12]), world.dice.choice([13, 17, 18, 24])
    return f"{DAYS(world)} {start:02d}:00-{end:02d}:00{_holidays(world)}"


def _holidays(world: World) -> str:
    return " except holidays" if world.dice.happens(0.2) else ""


DAY_SHIFTS = ("08:00-16:00", "09:00-17:00", "12:00-20:00")
NIGHT_SHIFT = "22:00-06:00"
SHORT = "Mon-Tue 11:00-13:00"
"""Hours without room for breaks."""


def shift_hours(world: World) -> str:
    span = world.dice.choice([*DAY_SHIFTS, NIGHT_SHIFT])
    days = "Mon-Sun" if span == NIGHT_SHIFT else DAYS(world)
    return f"{days} {span}{_holidays(world)}"


def count_hours(world: World) -> str:
    if "agents" not in world.here:
        return two_hours(world)
    return str(world.dice.choice(["24/7", "Mon-Sun 08:00-17:00", "Mon-Tue 09:00-16:00", SHORT]))


def break_at(world: World) -> str:
    """A time of day within every shift that has the hours; the second break after the first."""
    at_night = NIGHT_SHIFT in world.above[-2]["hours"]
    times = (
        [["23:00", "23:30"], ["00:30", "02:00"]] if at_night else [["12:30"], ["13:30", "15:00"]]
    )
    return str(world.dice.choice(times[world.place]))


# -- needs -----------------------------------------------------------------------------------


def trace(world: World) -> list[float]:
    """Moments spread over the days, or crowded into three hours of the first."""
    spans = [(0, world.days * 1440 - 1), (480, 660), (900, 1080)]
    first, last = world.dice.choice(spans)
    count = world.dice.randint(1, 120)
    if world.minutes:
        return [60 * world.dice.randint(first, last) for _ in range(count)]
    return [round(60.0 * world.dice.uniform(first, last), 3) for _ in range(count)]


def forecast(world: World) -> list[list[float]]:
    """Issues of three intervals of the first day, by when they begin and how long they last."""
    intervals = ((8.0, 0.5), (9.0, 1.0), (14.0, 0.5))
    return [[3600 * at, 3600 * size, world.dice.randint(0, 20)] for at, size in intervals]


STEPS = {"by_hour": 2, "by_half_hour": 4, "by_quarter": 8}
"""Numbers of two hours."""


def profile(world: World) -> Any:
    """Hours, weights by hour of some of them, or weights of the 168 hours of the week."""
    by_hour = world.dice.choice([*STEPS, *[""] * 6])
    if by_hour:
        return [{"hours": "Mon-Sun 09:00-11:00", by_hour: numbers(STEPS[by_hour], 9)(world)}]
    shape = world.dice.choice(["Mon-Sun 09:00-12:00", "Mon-Sun 15:00-18:00", None])
    if shape is not None:
        return shape
    return [WEIGHT(world) for _ in range(24)] * 7


def two_hours(world: World) -> str:
    """Of an entry with numbers by hour; entries do not overlap."""
    return ("Mon-Tue 09:00-11:00", "Mon-Sun 13:00-15:00", "Sun-Mon 19:00-21:00")[world.place]


def numbers(steps: int, most: int) -> Chooser:
    """For the steps of two hours."""
    return lambda world: [1, *(world.dice.randint(0, most) for _ in range(steps - 1))]
