"""A sweep as a table for a terminal: the points that may be on the front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.experiment.results import Estimate
from sim.experiment.sweeps.arrays import Swept, read_swept
from sim.experiment.sweeps.read_tables import front_of, points_of, tidy_of
from sim.experiment.sweeps.targets import targets_by_point
from sim.readable import names_of
from sim.report import numbers
from sim.report.data.sweep import UNLIKELY
from sim.report.gathering.shared import target_of
from sim.report.gathering.sweep import VARIANT
from sim.report.terminal.headlines import full, short
from sim.report.terminal.sheet import Sheet, plain_table
from sim.report.texts.targets import count_met

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from sim.experiment.folders.saved import Saved

MOST = 25


def print_sweep(saved: Saved, to: Console) -> None:
    """The points that may be on the front of the sweep's two measures."""
    to.print(title(saved), style="bold")
    to.print(conditions(saved))
    first, second = saved.experiment["front"]
    likely = _likely(saved)
    if not len(likely):
        to.print(f"There is no front: at none of the points are both {first} and {second} defined.")
        return
    to.print(_sheet(saved, likely))
    left = len(likely) - MOST
    more = f" {left} more are in front.csv." if left > 0 else ""
    if told := _paths(saved):
        to.print(told)
    to.print(
        f"Points that no other beats in both {full(first)} and {full(second)}, as far as can be "
        f"told: Front is the chance to be among them. All points face the same customers.{more}"
    )


def title(saved: Saved) -> str:
    """What a sweep is of."""
    what = saved.experiment
    number, of = what["shard"]
    part = f", shard {number}/{of}" if of > 1 else ""
    return f"{what['sweep']}: {what['points']} points of {what['scenario']}{part}"


def conditions(saved: Saved) -> str:
    """Under which conditions it was done."""
    what = saved.experiment
    return (
        f"seed {what['seed']}, {what['replications']} replications at each point, "
        f"{what['engine']} engine, supportsim {what['version']}"
    )


def front(saved: Saved) -> Sheet:
    """The points that may be on the front, with the two measures."""
    return _sheet(saved, _likely(saved))


def _paths(saved: Saved) -> str:
    """Which path each name stands for; nothing where all are their own names."""
    told = [f"{name} is {path}" for path, name in _names(saved).items() if name != path]
    return f"Varied: {'; '.join(told)}." if told else ""


def _names(saved: Saved) -> dict[str, str]:
    """Factors by path, as they are shown."""
    return names_of(saved.design.factors, saved.design.labels)


def _likely(saved: Saved) -> pd.DataFrame:
    found = front_of(saved)
    likely = found[found["on_front"] | (found["chance"] >= UNLIKELY)]
    return likely.sort_values(saved.experiment["front"][1], kind="stable")


def _sheet(saved: Saved, likely: pd.DataFrame) -> Sheet:
    points, tidy = points_of(saved), tidy_of(saved)
    first, second = saved.experiment["front"]
    factors = list(points.columns[1:])
    names = _names(saved)
    measures = [f"{short(name)},\n{_unit(tidy, name)}" for name in (first, second)]
    swept = read_swept(saved)
    judged = dict(zip(swept.points.tolist(), targets_by_point(swept), strict=True))
    aiming = ["Targets\nmet"] * any(judged.values())
    table = plain_table(
        "Point", *(names[path] for path in factors), *measures, "Front,\n%", *aiming
    )
    levels = points.set_index("point")
    for row in likely.head(MOST).to_dict("records"):
        chosen = [_level(swept, name, str(levels.loc[row["point"], name])) for name in factors]
        means = [_mean(tidy, int(row["point"]), name, row[name]) for name in (first, second)]
        chance = "" if row["chance"] != row["chance"] else f"{100 * row['chance']:.0f}"
        met = [count_met([target_of(one) for one in judged[row["point"]]])] if aiming else []
        table.add_row(str(row["point"]), *chosen, *means, chance, *met)
    return table


def _mean(found: pd.DataFrame, point: int, name: str, value: Any) -> str:
    row = found[(found["point"] == point) & (found["kpi"] == name)]
    if not len(row):
        return f"{value:.4g}"
    one = row.iloc[0]
    estimate = Estimate(one["mean"], one["low"], one["high"], one["unit"])
    return f"{numbers.mean(estimate)} {numbers.around(estimate)}".rstrip()


def _unit(found: pd.DataFrame, name: str) -> str:
    """The unit in which a measure is shown; none if the tidy table lacks it."""
    units = found["unit"][found["kpi"] == name]
    return numbers.scaled(units.iloc[0])[1] if len(units) else ""


def _level(swept: Swept, path: str, level: str) -> str:
    """A value as it is written; a variant by its label."""
    return swept.variants.get(level, level) if path == VARIANT else level
