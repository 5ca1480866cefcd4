"""Contacts that are sent to another channel, by channel that redirects."""

from __future__ import annotations

import numpy as np

from sim.codes import FOLLOWS, GAVE_UP, MET, NOT_NEEDED, REDIRECTED
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.without_need import have_need
from sim.record.joined import joined, redirected_at_once


def redirects(view: View, rules: Rules) -> Values:
    """How many contacts opened in the window were redirected, and what became of their issues."""
    values: Values = {}
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.redirect is not None:
            rows = view.opened_on(queue)
            sent = rows.at(np.flatnonzero(rows["state"] == REDIRECTED))
            reached = np.count_nonzero(joined(rows)) + np.count_nonzero(redirected_at_once(rows))
            became = view.noted("redirects", sent)["state"]
            asked = float(np.count_nonzero(became != NOT_NEEDED))
            followed = float(np.count_nonzero(became == FOLLOWS))
            of_issues = view.issues.at(np.unique(sent["issue"]))
            ends = of_issues["state"][have_need(rules, of_issues)]
            issues = float(len(ends))
            count = float(len(sent))
            values[f"{name}.redirected"] = Value(count)
            values[f"{name}.redirected_share"] = Value(count, float(reached))
            values[f"{name}.redirect_followed_share"] = Value(followed, asked)
            values[f"{name}.redirected_met_share"] = Value(
                float(np.count_nonzero(ends == MET)), issues
            )
            values[f"{name}.redirected_dropped_share"] = Value(
                float(np.count_nonzero(ends == GAVE_UP)), issues
            )
    return values
