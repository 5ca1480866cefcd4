"""Keys within values, which may stand at many places: of hours, holidays, durations, notes.

Each is shown at one place of the scenario ``BASE``: a value, and the same with the key changed.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.keys.cases import Settings

HOURS, HOLIDAYS, WORK = "channels.phone.hours", "clock.holidays", "issue_types.ask.work"
CLOSED = (f"{HOURS}=Mon-Sun 06:00-20:00 except holidays",)
ON_CHAVEZ_DAY = (*CLOSED, "clock.start=2026-03-31")
"""A holiday of California, and of no other state."""


class Form(NamedTuple):
    """What defines the form, the key, where it stands, its value before and after."""

    definition: str
    key: str
    path: str
    before: str
    after: str
    given: Settings = ()


def _kind(kind: str, *changes: tuple[str, str]) -> list[Form]:
    """Each parameter of a distribution; of the first value of each pair to the second."""
    names = [after.partition(":")[0] for _, after in changes]
    usual = [before for before, _ in changes]
    return [
        Form(
            "Distribution",
            f"{kind}.{name}",
            WORK,
            _mapping(kind, usual),
            _mapping(kind, [*usual[:place], after, *usual[place + 1 :]]),
        )
        for place, (name, (_, after)) in enumerate(zip(names, changes, strict=True))
    ]


def _mapping(kind: str, parameters: list[str]) -> str:
    return f"{{{kind}: {{{', '.join(parameters)}}}}}"


def _parts(kind: str, inner: str, key: str, *second: tuple[int, str]) -> Form:
    """Of two parts the second, with its weight; ``inner``: what of parts is mixed."""
    values = (
        f"{{{kind}: [{{weight: 1, {inner}: 4 min}}, {{weight: {weight}, {inner}: {one}}}]}}"
        for weight, one in second
    )
    return Form("Distribution", f"{kind}.{key}", WORK, *values)


FORMS = [
    Form("Calendar", "open", HOURS, "{open: Mon 08:00-20:00}", "{open: Mon 09:00-20:00}"),
    Form(
        "Calendar",
        "holidays",
        HOURS,
        "{open: Mon 08:00-20:00, holidays: open}",
        "{open: Mon 08:00-20:00, holidays: closed}",
        ("clock.holidays=[2026-01-05]",),
    ),
    Form(
        "Holidays",
        "country",
        HOLIDAYS,
        "{country: DE}",
        "{country: US}",
        (*CLOSED, "clock.start=2026-07-03"),
    ),
    Form(
        "Holidays",
        "subdivision",
        HOLIDAYS,
        "{country: US, subdivision: NY}",
        "{country: US, subdivision: CA}",
        ON_CHAVEZ_DAY,
    ),
    Form("Holidays", "days", HOLIDAYS, "{days: [2026-01-06]}", "{days: [2026-01-05]}", CLOSED),
    *_kind("constant", ("value: 4 min", "value: 5 min")),
    *_kind("exponential", ("mean: 4 min", "mean: 5 min")),
    *_kind("uniform", ("low: 1 min", "low: 2 min"), ("high: 8 min", "high: 9 min")),
    *_kind(
        "triangular",
        ("low: 1 min", "low: 2 min"),
        ("mode: 3 min", "mode: 4 min"),
        ("high: 8 min", "high: 9 min"),
    ),
    *_kind("normal", ("mean: 4 min", "mean: 5 min"), ("sd: 1 min", "sd: 2 min")),
    *_kind("gamma", ("mean: 4 min", "mean: 5 min"), ("cv: 0.5", "cv: 0.7")),
    *_kind("gamma", ("shape: 2", "shape: 3"), ("scale: 2 min", "scale: 3 min")),
    *_kind("erlang", ("mean: 4 min", "mean: 5 min"), ("k: 2", "k: 3")),
    *_kind("erlang", ("k: 2", "k: 3"), ("scale: 2 min", "scale: 3 min")),
    *_kind("lognormal", ("mean: 4 min", "mean: 5 min"), ("cv: 0.5", "cv: 0.7")),
    *_kind("lognormal", ("median: 4 min", "median: 5 min"), ("sigma: 0.5", "sigma: 0.7")),
    *_kind("weibull", ("shape: 2", "shape: 3"), ("scale: 2 min", "scale: 3 min")),
    *_kind("hyperexponential", ("mean: 4 min", "mean: 5 min"), ("cv: 1.5", "cv: 2")),
    _parts("hyperexponential", "mean", "weight", (1, "9 min"), (2, "9 min")),
    _parts("hyperexponential", "mean", "mean", (1, "9 min"), (1, "8 min")),
    _parts("mixture", "of", "weight", (1, "9 min"), (2, "9 min")),
    _parts("mixture", "of", "of", (1, "9 min"), (1, "exponential(9 min)")),
    *_kind(
        "empirical",
        ("values: [4 min, 9 min]", "values: [4 min, 8 min]"),
        ("weights: [1, 1]", "weights: [1, 2]"),
    ),
    Form("Noted", "value", WORK, "{value: 4 min, note: a}", "{value: 5 min, note: a}"),
]
NOTES = ("range", "source", "grade", "unit", "note")
SAID = {
    **dict.fromkeys(
        (("Noted", key) for key in NOTES),
        "told beside the value, and what `sensitivity` goes through: it changes no run",
    ),
    ("Variant", "about"): "a sentence",
    ("Variant", "label"): "what it is called: tests/scenario/test_labels.py",
    ("Variant", "same"): "checked, and told if it is not so: tests/scenario/test_variants.py",
}
"""Keys within values that no run depends on, and why."""
