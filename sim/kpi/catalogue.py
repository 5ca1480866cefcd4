"""What every KPI means: unit, formula, direction and source."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from sim.time_units import NAMED, time_name

Direction = Literal["higher", "lower", "neutral"]

FAMILIES = (
    *("demand", "types", "segments", "tasks", "teams", "resolution", "satisfaction"),
    *("customers", "cost"),
)
"""First words of names. A channel's name is a first word too, so it can be none of these."""

TIME = re.compile(r"(\d+)(s|min|h)")
"""A time in the last word of a name; ``<time>`` stands for it."""
PLACES = {"types": "<type>", "segments": "<segment>", "tasks": "<desk>", "teams": "<team>"}


class Definition(NamedTuple):
    """A family of KPIs; ``name`` has places such as ``<channel>`` for names of the scenario."""

    name: str
    unit: str
    formula: str
    direction: Direction
    source: str


@cache
def catalogue() -> dict[str, Definition]:
    """All definitions by name with places, in the order in which they are listed."""
    found = {}
    text = files("sim.kpi").joinpath("definitions.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for prefix in row["of"].split():
            name = f"{prefix}.{row['name']}"
            direction = cast(Direction, row["direction"])
            found[name] = Definition(name, row["unit"], row["formula"], direction, row["source"])
    return found


@cache
def describe(name: str) -> Definition:
    """The definition of a KPI such as ``phone.abandonment``. Raises KeyError for no KPI."""
    for pattern in _patterns(name.split(".")):
        definition = catalogue().get(pattern)
        if definition is not None:
            return definition
    raise KeyError(f"`{name}` is no KPI")


def _patterns(words: list[str]) -> Iterator[str]:
    """Names with places that ``words`` may be an instance of."""
    family = words[0]
    if family in PLACES and len(words) > 2:
        yield ".".join([family, PLACES[family], *words[2:]])
        yield ".".join([family, PLACES[family], "<channel>", *words[3:]])
    elif family in FAMILIES:
        yield ".".join(words)
    else:
        yield ".".join(["<channel>", *words[1:]])
        last, time = placed(words[-1])
        if len(words) == 2 and last.replace("<time>", time) == words[1]:
            yield f"<channel>.{last}"


def placed(word: str) -> tuple[str, str]:
    """A word with ``<time>`` for the time in it, and that time as names have it; both as they
    are, and nothing, if there is none."""
    found = TIME.search(word)
    if found is None:
        return word, ""
    seconds = int(found[1]) * NAMED[found[2]]
    return word.replace(found[0], "<time>", 1), time_name(seconds) if seconds else ""


def markdown() -> str:
    """The catalogue as a page."""
    lines = [INTRODUCTION]
    for title, prefixes in SECTIONS.items():
        rows = [d for d in catalogue().values() if _prefix(d.name) in prefixes]
        lines += [f"## {title}", "", "| name | unit | better | formula | source |"]
        lines.append("|---|---|---|---|---|")
        lines += [
            f"| `{d.name}` | {d.unit} | {d.direction} | {d.formula} | {d.source} |" for d in rows
        ]
        lines.append("")
    return "\n".join(lines)


def _prefix(name: str) -> str:
    return name.split(".")[0]


SECTIONS = {
    "Demand": ("demand",),
    "Service, by channel": ("<channel>",),
    "By issue type": ("types",),
    "By segment": ("segments",),
    "Tasks, by desk": ("tasks",),
    "Teams": ("teams",),
    "Resolution": ("resolution",),
    "Satisfaction": ("satisfaction",),
    "Customers": ("customers",),
    "Cost": ("cost",),
}

INTRODUCTION = """\
# The measures

Made from `sim/kpi/definitions.csv` by `python -m sim.kpi > docs/kpis.md`; a test keeps it up to
date. `supportsim kpis` prints the same.

- **Window.** Measured are the issues and contacts opened in [start + warm-up, end), and the
  agents' time, the cost and the promises due in that window. Demand goes on, unmeasured, through
  the run-out, so that late issues can still be met; what happens to measured issues and contacts
  in it counts.
- **Ratios** are ratios of sums over the window. A ratio with nothing below is undefined (`null`
  in JSON, where `undefined` says why; `nan` in Python), and so is a quantile of no waits or no
  times, and the mean time to resolution without a run-out. Means over replications are means of
  the replications' values; the ratio of sums over all replications stands beside them in results
  ([how they differ](statistics.md#ratios)).
- **Quantiles** are taken within a replication; with fewer than some hundred contacts there, the
  upper ones come out low ([by how much](statistics.md#replications)).
- **Waits** end with the first answer; a transferred contact stays one contact. Only `mean_queue`
  also counts those who wait again after a transfer or hand-back. What still waits at the end of
  the run counts with the wait so far: look at `<channel>.waiting_at_stop`.
- **Time in hand** is that of all [pieces of work](mechanics.md#pieces-of-work), exactly.
- **Satisfaction** is judged once per measured issue, at closing or at the cap, whichever comes
  first; open then is unresolved. Waiting lasts from the need to a person's first answer (deferred:
  the reply), or to the judgement without one, at least 1 s; it is held against the expected reply
  time of the channel of first choice, else that channel's T; without either it does not count. With
  `customers.expectations` against the wait announced there, and times the customer's factor.
  Where that is 0 s, not waiting at all is as expected, and any wait counts as three doublings.
  Contacts are all attempts up to the judgement; answers to questions are none of their own. A
  broken promise outweighs a kept one. Where customers remember (`customers.trust`,
  `customers.leaving`, `customers.expectations`) the score is the one that they gave when they knew
  the outcome, or gave up hope; of those not judged by the end of the run, as above.
- **Contacts without a need** (issue types with `needs: answer`: thanks, feedback, habitual
  complaints) are contacts and issues like others: they count in volumes, waits, service levels,
  work and cost. Measures of resolution and satisfaction leave them out, also those of channels and
  segments, and so do shares of needs met, `handle_per_met_need_s` of teams and
  `cost.per_resolved_issue`. Only `types.<type>` counts them, for their own type: there met means
  answered, and nothing is judged but the wait for the answer; of who gets none it is the longest.
- **Names.** `<channel>`, `<type>`, `<segment>`, `<desk>` and `<team>` stand for names of the
  scenario, `<time>` for the times of a channel's `service_thresholds`, in the largest of `s`, `min`
  and `h` of which they are whole numbers (60 s: `1min`; 1 day: `24h`). Measures of deferred work
  (`started_within_…`, `replied_within_…`, `reply_within_expected`) exist for deferred channels
  only.
- **better** says which direction is better: `higher`, `lower`, or `neutral` where neither is.

Sources: Erlang, A. K. (1917), Solution of some problems in the theory of probabilities of
significance in automatic telephone exchanges. Little, J. D. C. (1961), A proof for the queuing
formula L = λW. Oliver, R. L. (1980), A cognitive model of the antecedents and consequences of
satisfaction decisions. Hyndman, R. J. & Fan, Y. (1996), Sample quantiles in statistical packages.
Gans, N., Koole, G. & Mandelbaum, A. (2003), Telephone call centers: tutorial, review, and
research prospects. Seddon, J. (2003), Freedom from command and control (failure demand). Jouini,
O., Koole, G. & Roubos, A. (2013), Performance indicators for call centers with impatient
customers. "Domain definition": defined here.
"""
