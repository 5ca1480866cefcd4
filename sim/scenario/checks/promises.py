"""What is said about when a task will be done, where nobody hears it or it means nothing."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Said, Subject
from sim.scenario.checks.unread_demand import leaves_anything
from sim.scenario.model.promise import ChannelPromise

IDLE = {
    "within": {"none": "nothing is promised", "honest": "it is made from hours and backlog"},
    "margin": {
        "none": "nothing is promised",
        "fixed": "a fixed promise is `within` a time",
        "vague": "customers take a vague promise for `within`",
    },
}
"""By key: the kinds of promises that do not read it, and why."""


def unread_promise(subject: Subject) -> Iterator[Said]:
    """Keys of promises that nothing reads, of the scenario and of its channels."""
    promise, here = subject.scenario.promise, ("promise",)
    kinds = [promise.on(name).kind for name in subject.used]
    nobody = set(kinds) - {"none"} and not leaves_anything(subject)
    yield here, bool(nobody), "no issue type `leaves` work, and only then something is promised"
    for key, idle in IDLE.items():
        field = "within_s" if key == "within" else key
        common = [
            promise.on(name).kind
            for name in subject.used
            if getattr(promise.channels.get(name, ChannelPromise()), field) is None
        ]
        why = idle[common[0]] if common and common[0] in idle else "every channel states its own"
        yield (*here, key), all(kind in idle for kind in common), why
    for name in promise.channels:
        path, kind = (*here, "channels", name), promise.on(name).kind
        yield path, name not in subject.used, "nobody makes contact here"
        for key, idle in IDLE.items():
            yield (*path, key), kind in idle, idle.get(kind, "")
