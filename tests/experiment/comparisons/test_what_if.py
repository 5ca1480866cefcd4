"""What-ifs typed at the keyboard."""

from __future__ import annotations

import pytest

from sim.experiment.comparisons.what_if import parse_what_ifs
from sim.experiment.errors import RequestError


def test_a_what_if_names_its_changes() -> None:
    parsed = parse_what_ifs(
        [
            "more: teams.care.shifts.0.agents=6; teams.care.wage = 25 USD/h ;",
            "honest:promise.kind=honest",
        ]
    )
    assert parsed == {
        "more": ("teams.care.shifts.0.agents=6", "teams.care.wage = 25 USD/h"),
        "honest": ("promise.kind=honest",),
    }


def test_semicolons_inside_quotes_and_brackets_are_left_alone() -> None:
    parsed = parse_what_ifs(["x: a=[1; 2]; b='c; d'; e={f: (g; h)}"])
    assert parsed == {"x": ("a=[1; 2]", "b='c; d'", "e={f: (g; h)}")}


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["a.b=1"], "has no name"),
        (["a.b=12:30"], "has no name"),
        (["More staff: a=1"], "small letters"),
        (["more:"], "changes nothing"),
        (["more: ; ;"], "changes nothing"),
        (["more: a.b"], "'a.b' is not of the form path=value"),
        (["more: a=1", "more: a=2"], "a variant 'more' already"),
        (["as_is: a=1"], "a variant 'as_is' already"),
    ],
)
def test_other_forms_are_refused(texts: list[str], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        parse_what_ifs(texts, ["as_is"])
