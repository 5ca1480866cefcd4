"""Chats: several at once, each slowed down by the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.theory.case import Family, Quantity, kpi, of
from tests.theory.exact import lines
from tests.theory.sample import View
from tests.theory.text import clock, exponential, number, per_min

Results = Mapping[str, Any]
MIN = 1.0 / 60.0
FLOOD = 20
"""Times the agents' capacity, so that they are always full."""


def _page(
    arrival_rate: float,
    mean_solo_chat: float,
    beta: float,
    mean_patience: float,
    agents: int,
    cap: int,
) -> str:
    capacity = agents * cap / (mean_solo_chat * (1.0 + beta * (cap - 1)))
    return (
        clock(arrival_rate, 100_000)
        + f"demand:\n  chats: {{rate: {per_min(arrival_rate)}}}\n"
        + f"issue_types:\n  question: {{work: {exponential(mean_solo_chat)}}}\n"
        + f"channels:\n  chat: {{patience: {exponential(mean_patience)}, at_closing: keep}}\n"
        + f"teams:\n  agents:\n    head_count: {agents}\n    skills: {{channels: chat}}\n"
        + f"    concurrency: {{contacts: {cap}, slow_down: {number(beta)}}}\n"
        + "variants:\n  flooded:\n"
        + f"    demand.chats.rate: {per_min(FLOOD * capacity)}\n"
        + "    clock: {length: 3 days, warm_up: 1 day, run_out: 1 day}\n"
    )


def _measured(results: Results, agents: int, **_: Any) -> list[Quantity]:
    def chats(view: View) -> Any:
        return view("teams.agents.mean_contacts_in_hand")

    def throughput(view: View) -> Any:
        """Chats answered per agent and minute while all are full."""
        return view.per_hour("chat.answered", "flooded") / 60.0 / agents

    capacity = Quantity(
        "capacity_per_agent_at_cap",
        results["capacity_per_agent_at_cap"],
        throughput,
        variants=("flooded",),
    )
    return [
        *of(
            results,
            {
                "p_abandon": kpi("chat.abandonment"),
                "mean_wait_all": kpi("chat.mean_wait_s", MIN),
                "mean_chats_open": chats,
                "mean_chat_duration": kpi("chat.mean_handle_s", MIN),
                "agent_occupancy": kpi("teams.agents.occupancy"),
                "concurrency_when_busy": kpi("teams.agents.concurrency_when_busy"),
                "p_wait": kpi("chat.delayed_share"),
            },
        ),
        capacity,
    ]


CHAT = Family(
    "Chats at once, slowed down by each other, to the least loaded agent, with patience.",
    lines.chat,
    _page,
    _measured,
    shares={"flooded": 0.2},
)
