"""What a report shows is plain data that is saved and read back whole."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sim.report.data.comparison import ReportInput, from_json
from sim.report.data.json_form import to_json


def test_it_is_read_back_as_it_was_saved(
    weekend: ReportInput, single: ReportInput, weighed: ReportInput
) -> None:
    assert from_json(to_json(weighed)).sensitivities == weighed.sensitivities
    for data in (weekend, single):
        text = to_json(data)
        assert to_json(from_json(text)) == text
    again = from_json(to_json(weekend))
    assert again.others[0].differences["cost.total"] == weekend.others[0].differences["cost.total"]
    assert "NaN" not in to_json(single)
    assert json.loads(to_json(single))["variants"][0]["kpis"]["cost.total"][1] is None


def test_a_text_of_another_form_is_refused(phone: ReportInput) -> None:
    broken = json.loads(to_json(phone))
    del broken["variants"][0]["kpis"]
    for text in ("{}", "no JSON", json.dumps(broken)):
        with pytest.raises(ValueError, match=r"kpis|scenario|Expecting"):
            from_json(text)


def test_the_baseline_comes_first_and_differs_from_nobody(weekend: ReportInput) -> None:
    assert weekend.baseline.name == "as_is"
    assert [variant.name for variant in weekend.others] == ["seven_days", "honest_promise"]
    assert weekend.baseline.differences == {}
    assert all(variant.differences for variant in weekend.others)


def test_words_agree_with_the_intervals_beside_them(weekend: ReportInput) -> None:
    words = set()
    for variant in weekend.others:
        for estimate, verdict, _ in variant.differences.values():
            apart = estimate.low > 0.0 or estimate.high < 0.0
            shown = verdict in ("better", "worse", "higher", "lower")
            assert shown == apart or verdict == "difference smaller than matters"
            words.add(verdict)
    assert {"better", "worse", "no difference shown"} <= words


def test_assumptions_are_told_once_and_to_whom_they_belong(weekend: ReportInput) -> None:
    paths = [one.path for one in weekend.assumptions]
    assert len(set(paths)) == len(paths)
    assert not any(path.startswith("variants.") for path in paths)
    margin = next(one for one in weekend.assumptions if one.path == "promise.margin")
    assert margin.variants == ("honest_promise",)
    assert (margin.value, margin.low, margin.high, margin.grade) == ("1.2", "1", "2", "assumed")


def test_a_what_if_is_about_what_it_changes(phone: ReportInput) -> None:
    assert phone.others[0].about == "teams.care.shifts.0.agents=7"
    assert replace(phone, variants=phone.variants[:1]).others == ()
