"""How reserves of random scenarios are drawn: of queues that the team has a skill for."""

from __future__ import annotations

from typing import Any

from tests.properties import values as v
from tests.properties.drawing import World, always, sometimes

THRESHOLD = v.of("0 s", "1 min", "10 min")


def has_pairs(world: World) -> bool:
    """Whether two different reserves can be stated."""
    return len(_pairs(world)) > 1


def queue(world: World) -> Any:
    """A queue; entries of a list draw from different pairs, so that none is stated twice."""
    return world.dice.choice(_pairs(world)[world.place :: 2])[0]


def team(world: World) -> Any:
    pairs = _pairs(world)[world.place :: 2]
    return world.dice.choice([one for queue, one in pairs if queue == world.here["queue"]])


def until(world: World) -> Any:
    """At most as many as it is called above."""
    return world.dice.randint(0, world.here.get("above", 2))


def may_interrupt(world: World) -> bool:
    channel = world.above[0]["channels"].get(world.here["queue"], {"kind": "none"})
    aside = world.above[0]["teams"][world.here["team"]].get("puts_aside")
    return bool(channel["kind"] == "live" and aside)


def _pairs(world: World) -> list[tuple[str, str]]:
    """Queues and teams with a skill for them that neither serve them otherwise nor overflow."""
    routing = world.above[1]
    found = []
    for name, part in world.above[0]["teams"].items():
        skilled = {
            queue
            for skill in part["skills"]
            for queue in (*skill["channels"], *skill.get("tasks", ()))
        }
        for queue in v.queues(world):
            listed = [
                one
                for equals in routing.get("teams", {}).get(queue, ())
                for one in ([equals] if isinstance(equals, str) else equals)
            ]
            later = [rule["to"] for rule in routing.get("overflow", ()) if rule["queue"] == queue]
            if queue in skilled and name not in (*listed, *later):
                found.append((queue, name))
    return found


def no_other(world: World) -> bool:
    """Where no other threshold is stated."""
    return not {"above", "waited"} & set(world.here)


KEYS = {
    "routing.reserve": sometimes(when=has_pairs),
    "routing.reserve.*": always(v.whole(1, 2)),
    "routing.reserve.*.queue": always(queue),
    "routing.reserve.*.team": always(team),
    "routing.reserve.*.above": sometimes(v.whole(0, 3)),
    "routing.reserve.*.waited": sometimes(THRESHOLD, when=no_other),
    "routing.reserve.*.expected_wait": always(THRESHOLD, when=no_other),
    "routing.reserve.*.until": sometimes(until),
    "routing.reserve.*.interrupts": sometimes(v.FLAG, when=may_interrupt),
    "routing.reserve.*.switching": sometimes(v.of("0 s", "2 min")),
}
