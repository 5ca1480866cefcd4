"""Two lines, dedicated and flexible agents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.theory.case import Family, Quantity, kpi, of
from tests.theory.exact import lines
from tests.theory.sample import View
from tests.theory.text import clock, exponential, per_min

Results = Mapping[str, Any]
MIN = 1.0 / 60.0


def _skills(
    arrival_rates: Sequence[float],
    dedicated_A: int,  # noqa: N803 (names of the reference cases)
    dedicated_B: int,  # noqa: N803
    flexible: int,
    mean_service: float,
    mean_patience: float,
) -> Mapping[str, Any]:
    return lines.skills(
        arrival_rates, dedicated_A, dedicated_B, flexible, mean_service, mean_patience
    )


def _skills_page(
    arrival_rates: Sequence[float],
    dedicated_A: int,  # noqa: N803
    dedicated_B: int,  # noqa: N803
    flexible: int,
    mean_service: float,
    mean_patience: float,
) -> str:
    streams = "".join(
        f"  calls_{one}: {{rate: {per_min(rate)}, channels: {{line_{one}: 1}}}}\n"
        for one, rate in zip("ab", arrival_rates, strict=True)
    )
    channels = "".join(
        f"  line_{one}: {{patience: {exponential(mean_patience)}, at_closing: keep}}\n"
        for one in "ab"
    )
    teams, order = "", {"a": [], "b": []}  # type: ignore[var-annotated]
    for one, agents in (("a", dedicated_A), ("b", dedicated_B)):
        if agents:
            skills = f"skills: {{channels: line_{one}}}"
            teams += f"  only_{one}: {{head_count: {agents}, {skills}}}\n"
            order[one].append(f"only_{one}")
        if flexible:
            order[one].append("flexible")
    if flexible:
        teams += (
            f"  flexible:\n    head_count: {flexible}\n"
            "    skills: {channels: [line_a, line_b]}\n    chooses_contact: longest_queue\n"
        )
    routing = "".join(f"    line_{one}: [{', '.join(order[one])}]\n" for one in "ab")
    return (
        clock(sum(arrival_rates), 60_000)
        + f"demand:\n{streams}"
        + f"issue_types:\n  question: {{work: {exponential(mean_service)}}}\n"
        + f"channels:\n{channels}teams:\n{teams}routing:\n  teams:\n{routing}"
    )


def _skills_measured(
    results: Results,
    dedicated_A: int,  # noqa: N803
    dedicated_B: int,  # noqa: N803
    flexible: int,
    **_: Any,
) -> list[Quantity]:
    teams = [
        name
        for name, agents in (
            ("only_a", dedicated_A),
            ("only_b", dedicated_B),
            ("flexible", flexible),
        )
        if agents
    ]
    measures = (
        ("p_abandon", "abandonment", 1.0),
        ("mean_wait_all", "mean_wait_s", MIN),
        ("p_wait", "delayed_share", 1.0),
    )

    def busy(view: View) -> Any:
        return sum(view(f"teams.{team}.mean_busy") for team in teams)

    return [
        *(
            Quantity(f"{name}[{one}]", value, kpi(f"line_{one}.{measure}", scale))
            for name, measure, scale in measures
            for one, value in zip("ab", results[name], strict=True)
        ),
        *of(results, {"mean_busy": busy}),
        *(of(results, {"mean_busy_flex": kpi("teams.flexible.mean_busy")}) if flexible else []),
    ]


SKILLS = Family(
    "Two skills, dedicated and flexible agents, longest queue first.",
    _skills,
    _skills_page,
    _skills_measured,
    replications=50,
)
