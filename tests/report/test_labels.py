"""Variants go by their labels on pages; the data keep their names."""

from __future__ import annotations

from dataclasses import replace

from sim.report.charts.chart import draw
from sim.report.data.comparison import ReportInput, Story, Telling, from_json
from sim.report.data.json_form import to_json
from sim.report.data.sensitivity import Assumption
from sim.report.pages.comparison import comparison_page
from sim.report.texts.labels import labelled
from tests.report.test_study import SAFE

LABEL = "A longer name than any legend had room for"


def test_names_are_told_by_labels_everywhere(phone: ReportInput) -> None:
    told = Story(
        "The worst", "it is last under “more”", 1, 2, (Telling("more", "met", ()),), {"more": "met"}
    )
    stated = Assumption("a.b", "1", "0", "2", "", "none", "assumed", "", ("more",))
    data = replace(
        phone, labels={"more": LABEL}, stories=(told,), sensitivities=(SAFE,), assumptions=(stated,)
    )
    shown = labelled(data)
    assert [one.name for one in shown.variants] == ["as_is", LABEL]
    (story,) = shown.stories
    assert story.chosen == f"it is last under “{LABEL}”"
    assert (story.tellings[0].variant, list(story.outcomes)) == (LABEL, [LABEL])
    assert (shown.sensitivities[0].variant, shown.sensitivities[0].baseline) == (LABEL, "as_is")
    assert shown.assumptions[0].variants == (LABEL,)
    assert data.variants[1].name == "more"


def test_charts_name_them_in_full(phone: ReportInput) -> None:
    page = comparison_page(replace(phone, labels={"more": LABEL}))
    keys = [entry.name for chart in page.charts for entry in chart.key if entry.form == "line"]
    assert LABEL in keys
    assert "more" not in keys


def test_without_labels_nothing_of_them_is_written(phone: ReportInput) -> None:
    assert labelled(phone) is phone
    text = to_json(phone)
    assert '"labels"' not in text
    assert from_json(text).labels == {}
    named = replace(phone, labels={"more": LABEL})
    assert from_json(to_json(named)).labels == {"more": LABEL}


def test_the_ends_of_lines_are_named_in_full_where_there_is_room(phone: ReportInput) -> None:
    name = "Saturday shift, four agents"
    page = comparison_page(replace(phone, labels={"more": name}))
    (week,) = (chart for chart in page.charts if chart.name == "week")
    assert name in draw(week).wide
    assert week.right > 1.75
