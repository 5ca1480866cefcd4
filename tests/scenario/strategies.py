"""Hypothesis strategies for parts of scenarios, and for whole ones."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from sim.scenario import model
from sim.scenario.values.bounds import DURATION
from sim.scenario.values.distributions import Distribution, constant

seconds = st.one_of(
    st.integers(0, 4_000_000).map(float),
    st.floats(1e-6, 1e7, allow_nan=False),
    st.sampled_from([60.0, 90.0, 5400.0, 86400.0, 604800.0, 0.1]),
)
above_zero = st.floats(1e-2, 1e7)
shares = st.one_of(st.floats(0, 1), st.integers(0, 100).map(lambda percent: percent / 100))
weights = st.floats(1e-3, 100)

leaves = st.one_of(
    st.just(Distribution(kind="never")),
    seconds.map(constant),
    st.builds(lambda a: Distribution(kind="exponential", a=a), seconds),
    st.builds(
        lambda low, width: Distribution(kind="uniform", a=low, b=low + width), seconds, seconds
    ),
    st.builds(lambda a, b: Distribution(kind="normal", a=a, b=b), seconds, above_zero),
    st.builds(lambda a, b: Distribution(kind="gamma", a=a, b=b), above_zero, above_zero),
    st.builds(
        lambda k, b: Distribution(kind="erlang", a=float(k), b=b), st.integers(1, 50), above_zero
    ),
    st.builds(lambda a, b: Distribution(kind="lognormal", a=a, b=b), above_zero, shares),
    st.builds(lambda a, b: Distribution(kind="weibull", a=a, b=b), above_zero, above_zero),
)


def _mixture(parts: list[tuple[float, Distribution]]) -> Distribution:
    total = sum(weight for weight, _ in parts)
    normal = tuple((weight / total, part) for weight, part in parts)
    return Distribution(kind="mixture", parts=normal)


def _empirical(values: dict[float, float]) -> Distribution:
    total = sum(values.values())
    ordered = sorted(values)
    return Distribution(
        kind="empirical",
        values=tuple(ordered),
        weights=tuple(values[value] / total for value in ordered),
    )


some_time = leaves.filter(lambda dist: dist.mean_s() > 0)
distributions = st.one_of(
    leaves,
    st.lists(st.tuples(weights, leaves), min_size=2, max_size=4).map(_mixture),
    st.dictionaries(seconds, weights, min_size=1, max_size=5).map(_empirical),
)


def _ends(dist: Distribution) -> bool:
    """Whether it may be a duration of work: without ``never``, and not for lifetimes."""
    parts = [dist, *(part for _, part in dist.parts)]
    return all(part.kind != "never" for part in parts) and dist.mean_s() <= DURATION.most


@st.composite
def calendars(draw: st.DrawFn) -> model.Calendar:
    """Any calendar of whole minutes, some with pieces over midnight."""
    cuts = draw(st.lists(st.integers(0, 10080), min_size=2, max_size=8, unique=True))
    ends = sorted(cuts)[: len(cuts) // 2 * 2]
    spans = tuple((a * 60.0, b * 60.0) for a, b in zip(ends[::2], ends[1::2], strict=True))
    return model.Calendar(spans=spans, on_holidays=draw(st.booleans()))


@st.composite
def scenarios(draw: st.DrawFn) -> model.Scenario:
    """A small scenario with every section, whose parts vary independently."""
    hours = draw(calendars())
    means = st.none() | st.lists(seconds, min_size=168, max_size=168).filter(any).map(tuple)
    question = model.IssueType(
        share=draw(weights),
        work=model.Work(fix=draw(distributions.filter(_ends)), diagnose=draw(leaves.filter(_ends))),
        resolves=draw(shares),
        unresolvable=draw(shares),
        leaves=model.Leaves(fix="office"),
        recurs=draw(
            st.none()
            | st.builds(
                model.Recurrence, every=leaves.filter(lambda d: _ends(d) and d.mean_s() > 0)
            )
        ),
        patience=draw(st.none() | leaves),
        handle_time_by_hour_s=draw(means),
        after_contact=constant(1.0),
    )
    rate: dict[str, Any] = draw(
        st.one_of(
            st.builds(lambda r: {"rate_per_week": r}, above_zero),
            st.builds(
                lambda r, p: {"rate_per_week": r, "profile": tuple(p)},
                above_zero,
                st.lists(weights, min_size=168, max_size=168),
            ),
            st.builds(
                lambda t: {"trace": tuple(sorted(t))}, st.lists(st.floats(0, 1e6), min_size=1)
            ),
            st.just({"forecast": ((0.0, 1800.0, 3.5), (1800.0, 1800.0, 0.1))}),
        )
    )
    surge = model.Surge(at=datetime(2026, 1, 7, 9, 30), issues=draw(above_zero))
    stream = model.Stream(
        **rate,
        day_factor=draw(st.none() | st.builds(model.DayFactor, cv=st.floats(1e-3, 1))),
        surges=draw(st.sampled_from([(), (surge,)])),
    )
    team = model.Team(
        shifts=(model.Shift(agents=draw(st.integers(0, 9)), hours=hours),),
        skills=(model.Skill(channels=("phone",), tasks=("office",)),),
        wage_per_h=draw(above_zero),
        premiums={"late": model.Premium(hours=hours, share=draw(shares))},
        shrinkage=model.Shrinkage(share=draw(shares), block_s=draw(above_zero)),
    )
    counted = model.Team(
        head_count=(model.HeadCount(agents=draw(st.integers(0, 9)), hours=hours),),
        skills=(model.Skill(channels=("phone",), issue_types=("question",)),),
    )
    target = draw(st.none() | st.just(model.ServiceTarget(share=0.8, within_s=20.0)))
    way = {"same": draw(weights), "phone": draw(weights)}
    return model.Scenario(
        name=draw(st.text(max_size=20).filter(lambda text: text.isprintable())),
        about=draw(st.sampled_from(["", "a: b", "# no comment", "12:30", "no", "-", "“quoted”"])),
        clock=model.Clock(
            start=draw(st.dates(date(1990, 1, 1), date(2100, 1, 1))),
            length_s=draw(st.floats(3600, 1e8)),
        ),
        demand={"all": stream},
        issue_types={"question": question},
        channels={
            "phone": model.Channel(
                hours=hours,
                service_target=target,
                patience=draw(above_zero.map(constant)),
                patience_by_hour_s=draw(means),
            )
        },
        tasks={"office": model.Desk(hours=hours, lost=draw(shares))},
        teams={"care": team, "counted": counted},
        returns={"abandoned": model.Return(chance=draw(shares), delay=draw(leaves), channel=way)},
        cost=model.Cost(currency=draw(st.sampled_from(["USD", "EUR"]))),
    )
