"""Variants under their labels: the data of a page with names as a reader is to see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.report.data.comparison import ReportInput, Story
from sim.report.data.sensitivity import Assumption, Sensitivity, StudyInput
from sim.report.words import quoted

Labels = Mapping[str, str]


def labelled(data: ReportInput) -> ReportInput:
    """A comparison in which variants go by their labels; itself where there are none."""
    labels = data.labels
    if not labels:
        return data
    return replace(
        data,
        variants=tuple(replace(one, name=labels.get(one.name, one.name)) for one in data.variants),
        stories=tuple(_story(one, labels) for one in data.stories),
        sensitivities=tuple(_sensitivity(one, labels) for one in data.sensitivities),
        assumptions=tuple(_assumption(one, labels) for one in data.assumptions),
    )


def labelled_study(data: StudyInput) -> StudyInput:
    """The same of a sensitivity study."""
    labels = data.labels
    if not labels:
        return data
    return replace(
        data,
        variants=tuple((labels.get(name, name), about) for name, about in data.variants),
        found=_sensitivity(data.found, labels),
        assumptions=tuple(_assumption(one, labels) for one in data.assumptions),
    )


def _story(story: Story, labels: Labels) -> Story:
    chosen = story.chosen
    for name, label in labels.items():
        chosen = chosen.replace(quoted(name), quoted(label))
    return story._replace(
        chosen=chosen,
        tellings=tuple(
            one._replace(variant=labels.get(one.variant, one.variant)) for one in story.tellings
        ),
        outcomes={labels.get(name, name): how for name, how in story.outcomes.items()},
    )


def _sensitivity(one: Sensitivity, labels: Labels) -> Sensitivity:
    return one._replace(
        variant=labels.get(one.variant, one.variant),
        baseline=labels.get(one.baseline, one.baseline),
    )


def _assumption(one: Assumption, labels: Labels) -> Assumption:
    return one._replace(variants=tuple(labels.get(name, name) for name in one.variants))
