"""A team with shrinkage beside Erlang A: writes docs/shrinkage.md.

``python -m tests.theory.shrinkage``. Blocks fall at random, so that the number present varies:
for short work the truth lies between Erlang A with the net head count and its average over a
binomial one, which treats every block as if it lasted for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scipy.stats import binom

import sim
from sim.scenario.expected.room_for_pauses import JobClass, Jobs
from sim.scenario.expected.staffing import staffed_hours
from sim.stats import mean_interval
from tests.theory.exact.erlang import erlang_a

FILE = Path(__file__).with_suffix(".yaml")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "shrinkage.md"

ROSTERED, SHARE, LOAD, PATIENCE = 40, 0.3, 25.0, 5.0
HOURS = 50.0
"""Open hours of a week."""
MINUTES = (1, 3, 20, 60)
MEASURES = ("phone.service_level", "phone.abandonment")


@dataclass(frozen=True)
class Row:
    """One mean length of work: (estimate, half-width) by measure, and theory."""

    minutes: int
    found: dict[str, tuple[float, float]]
    reckoned_h: float
    net: dict[str, float]
    binomial: dict[str, float]


def at_level(agents: int, minutes: float) -> dict[str, float]:
    """Shares of the arrivals, by Erlang A."""
    known = erlang_a(agents, LOAD / minutes, minutes, PATIENCE)
    names = ("p_served_within_T", "p_abandon_within_T", "p_abandon")
    return {name: known[name] for name in names}


def measures(shares: dict[str, float]) -> dict[str, float]:
    """The measures of the model from shares of the arrivals."""
    level = shares["p_served_within_T"] / (1.0 - shares["p_abandon_within_T"])
    return dict(zip(MEASURES, (level, shares["p_abandon"]), strict=True))


def averaged(minutes: float) -> dict[str, float]:
    """Erlang A averaged over a binomial number of agents present."""
    total = dict.fromkeys(at_level(ROSTERED, minutes), 0.0)
    for agents in range(1, ROSTERED + 1):
        weight = float(binom.pmf(agents, ROSTERED, 1.0 - SHARE))
        for name, value in at_level(agents, minutes).items():
            total[name] += weight * value
    return measures(total)


def settings(minutes: int) -> list[str]:
    """The same offered load with work of ``minutes`` on average."""
    return [
        f"demand.calls.rate={60.0 * LOAD * HOURS / minutes} per week",
        f"issue_types.question.work=exponential({minutes} min)",
    ]


def row(minutes: int, replications: int, level: float = 0.95) -> Row:
    """Simulate and reckon."""
    result = sim.run(FILE, set=settings(minutes), replications=replications)
    names = (*MEASURES, "teams.care.staffed_h", "teams.care.overtime_h", "teams.care.mean_busy")
    names += ("teams.care.pauses_not_taken_share", "teams.care.shrinkage_share")
    values = {name: [float(v) for v in result.values[name]] for name in names}
    values["in_shift_h"] = [
        (here - late) / 4.0
        for here, late in zip(
            values["teams.care.staffed_h"], values["teams.care.overtime_h"], strict=True
        )
    ]
    found = {}
    for name, numbers in values.items():
        interval = mean_interval(numbers, level)
        found[name] = (interval.mean, interval.half_width)
    scenario = sim.load(FILE).resolve(None, settings(minutes))
    jobs = {"care": Jobs((JobClass(1.0, 60.0 * minutes, 1.0),), 0.0)}
    return Row(
        minutes,
        found,
        staffed_hours(scenario, jobs)["care"],
        measures(at_level(round(ROSTERED * (1.0 - SHARE)), minutes)),
        averaged(minutes),
    )


COLUMNS = (
    "work",
    "staffed in shifts, h a week",
    "if always busy",
    *("service level", "net", "binomial"),
    *("abandonment", "net", "binomial"),
)
HEAD = """\
# Shrinkage beside Erlang A

A phone line with 40 agents rostered (Monday to Friday 8:00 to 18:00), of whose paid time 30 % is
lost in blocks of 15 min, with 25 erlangs of calls and patience of 5 min on average, for different
lengths of work. `python -m tests.theory.shrinkage` writes this page from
`tests/theory/shrinkage.yaml`: {replications} replications of four weeks, ± half of the 95 %
interval.

"""

TAIL = """
*Staffed in shifts*: without overtime; net of 30 % it would be 1,400 h. *If always busy*: what
`validate` reckons with for a team that is, pauses that find no room before the shift ends put
back. *Net*: Erlang A with the 28 agents who are there on average. *Binomial*: its average over the
number present, which varies since blocks fall at random, as if each number lasted for ever.

- **1 and 3 min.** The number present changes on the scale of the blocks (15 min), in which short
  calls nearly reach equilibrium: service level and abandonment lie between the two columns.
- **20 and 60 min.** Service is better than both, for three reasons. Each day begins with empty
  hands, which fill over about one length of work. It ends with calls that are finished in
  overtime: {overtime} h a week of the 1,250 h of work are done after 18:00. And {untaken} of the
  pauses find no room before the shift ends, so that agents are there longer.
"""


def page(rows: list[Row], replications: int) -> str:
    """The page in Markdown."""
    lines = []
    for one in rows:
        cells = [f"{one.minutes} min", _h(one.found["in_shift_h"]), f"{one.reckoned_h:,.0f}"]
        for name in MEASURES:
            mean, half = one.found[name]
            cells += [f"{mean:.2%} ± {half:.2%}"]
            cells += [f"{theory[name]:.2%}" for theory in (one.net, one.binomial)]
        lines.append(f"| {' | '.join(cells)} |\n")
    head = [f"| {' | '.join(cells)} |\n" for cells in (COLUMNS, ["--:"] * len(COLUMNS))]
    shares = [one.found["teams.care.pauses_not_taken_share"][0] for one in rows[-2:]]
    late = [one.found["teams.care.overtime_h"][0] / 4.0 for one in rows[-2:]]
    untaken = f"{shares[0]:.1%} and {shares[1]:.1%}"
    tail = TAIL.format(untaken=untaken, overtime=f"{late[0]:,.0f} and {late[1]:,.0f}")
    return HEAD.format(replications=replications) + "".join(head + lines) + tail


def _h(pair: tuple[float, float]) -> str:
    return f"{pair[0]:,.0f} ± {pair[1]:.0f}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page([row(minutes, 100) for minutes in MINUTES], 100), encoding="utf-8")


if __name__ == "__main__":
    main()
