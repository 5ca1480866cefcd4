"""How each key of the language is drawn: a new one needs its line here.

The order counts: a rule may look at what is drawn above it.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.scenario.model.issue_types import WITH_A_NEED
from sim.scenario.model.service_level import COUNTS
from tests.properties import reserves
from tests.properties import values as v
from tests.properties.drawing import Condition, Rule, World, always, mostly, rarely, sometimes


def without(*keys: str) -> Condition:
    """Where none of these keys of the same part is drawn."""
    return lambda world: not any(key in world.here for key in keys)


def having(key: str) -> Condition:
    return lambda world: key in world.here


def continuous(world: World) -> bool:
    return not world.minutes


def is_listed(world: World) -> bool:
    """Always if everything is at whole minutes: other needs arise at any moment."""
    return world.minutes or world.dice.happens(0.15)


def has_work(world: World) -> bool:
    work = [*world.here["work"].values(), world.here.get("after_contact", "0 s")]
    return v.has_mean(*work)


def has_patience(world: World) -> bool:
    return v.has_mean(world.here.get("patience", v.NEVER))


def needs_more(world: World) -> bool:
    return bool(world.here.get("needs") != "answer")


def has_desks(world: World) -> bool:
    return bool(world.names["tasks"])


def is_known(world: World) -> bool:
    """Whether customers are known from one issue to the next."""
    return isinstance(world.above[0].get("customers", {}).get("population"), int)


def has_room_for_breaks(world: World) -> bool:
    return "agents" in world.here and world.here["hours"] != v.SHORT


def is_deferred(world: World) -> bool:
    return bool(world.here["kind"] == "deferred")


def is_seen_by_peers(world: World) -> bool:
    return is_deferred(world) and bool(world.here.get("public", False))


def has_target(world: World) -> bool:
    states = "service_target" in world.here or world.here.get("expected_reply", "0 s") != "0 s"
    return is_live(world) or states


def may_ask_approval(world: World) -> bool:
    return is_deferred(world) and len(world.names["tasks"]) > 0


def is_live(world: World) -> bool:
    return bool(world.here["kind"] == "live")


def is_populated(world: World) -> bool:
    return isinstance(world.here.get("population"), int)


def has_two_channels(world: World) -> bool:
    return len(world.names["channels"]) > 1


def has_two_teams(world: World) -> bool:
    return len(world.names["teams"]) > 1


def _returns(path: str, often: Callable[..., Rule]) -> dict[str, Rule]:
    known = (
        *("abandoned", "blocked", "closed", "disconnected", "unresolved", "no_reply"),
        "broken_promise",
        "recurrence",
        "redirected",
        "dropped_out",
    )
    return {
        path: often(),
        f"{path}.*": always(v.reasons(*known)),
        f"{path}.*.chance": always(v.CHANCE),
        f"{path}.*.delay": sometimes(v.length(may_never=True)),
        f"{path}.*.channel": sometimes(v.ways),
        f"{path}.*.at_opening": sometimes(v.FLAG),
        f"{path}.*.at_most": mostly(v.whole(0, 4)),
        f"{path}.*.patience": sometimes(v.of("kept", "new")),
    }


def _breaks(path: str) -> dict[str, Rule]:
    return {
        path: sometimes(when=has_room_for_breaks),
        f"{path}.*": always(v.whole(1, 2)),
        f"{path}.*.at": always(v.break_at),
        f"{path}.*.length": always(v.of("30 min", "7 min")),
        f"{path}.*.paid": sometimes(v.FLAG),
        f"{path}.*.when_busy": sometimes(v.WHEN_BUSY),
    }


def _by_hour(path: str, most: int) -> dict[str, Rule]:
    """One of the three; ``most``: of each number."""
    return {
        f"{path}.by_quarter": rarely(v.numbers(8, most), when=without("agents")),
        f"{path}.by_half_hour": sometimes(v.numbers(4, most), when=without("agents", "by_quarter")),
        f"{path}.by_hour": always(
            v.numbers(2, most), when=without("agents", "by_quarter", "by_half_hour")
        ),
    }


WHOLE = {
    "seed": sometimes(v.whole(0, 9)),
    "clock": always(),
    "clock.start": always(v.of("2026-01-05", "2026-01-05", "2026-01-04")),
    "clock.length": always(lambda world: f"{world.days} days"),
    "clock.warm_up": rarely(v.of("6 h", "30 min")),
    "clock.run_out": always(v.of("0 s", "1 day")),
    "clock.holidays": sometimes(v.of(["2026-01-06"], ["2026-01-05"])),
    "customers": always(),
    "customers.population": sometimes(v.of(30, 3, 1, "none")),
    "customers.gives_up_hope_after": sometimes(v.of("6 h", "1 day", "0 s"), when=is_populated),
    "customers.trust": sometimes(when=is_populated),
    "customers.trust.start": sometimes(v.of(1, 4, 5)),
    "customers.trust.rate": sometimes(v.CHANCE),
    "customers.trust.rate_worse": rarely(v.CHANCE),
    "customers.trust.rate_first": rarely(v.CHANCE),
    "customers.trust.amends": rarely(v.of(0.5, -0.5)),
    "customers.leaving": sometimes(when=is_populated),
    "customers.leaving.churn": rarely(v.of(0.1, 0.999999)),
    "customers.leaving.at_worst": always(v.of(0.5, 0.9, 1.0)),
    "customers.leaving.at_middle": sometimes(v.of(0.0, 0.2, 0.5)),
    "customers.leaving.amends": sometimes(v.CHANCE),
    "customers.leaving.own_score": sometimes(v.CHANCE),
    "customers.leaving.competitor": rarely(v.POINTS),
    "customers.habit": sometimes(when=is_populated),
    "customers.habit.learning": sometimes(v.CHANCE),
    "customers.habit.strength": sometimes(v.of(0, 0.5, 3, 1000)),
    "customers.expectations": sometimes(when=is_populated),
    "customers.expectations.adapts": sometimes(v.CHANCE),
    "customers.expectations.at_start": sometimes(v.of(0.125, 0.5, 1, 3, 8)),
    "customers.expectations.announced": sometimes(
        v.by_name("channels", v.of("1 min", "2 h", "0 s"))
    ),
    "customers.louder": sometimes(),
    "customers.louder.per_failure": sometimes(v.of(0.5, 1, 2, 1000)),
    "customers.louder.hoops": sometimes(),
    "customers.louder.hoops.transfer": sometimes(v.of(0, 1, 3)),
    "customers.louder.hoops.redirect": sometimes(v.of(0, 1)),
    "customers.louder.hoops.refused_channel": sometimes(v.of(0, 1)),
    "customers.louder.hoops.re_explanation": sometimes(v.of(0, 1)),
    "customers.louder.hoops.hold_minute": sometimes(v.of(0, 0.5)),
    "customers.segments": always(),
    "customers.segments.*": always(v.all_named("segments")),
    "customers.segments.*.share": always(v.WEIGHT),
    "customers.segments.*.value": rarely(v.with_unit(1, 30, "USD/week")),
    "customers.segments.*.reach": rarely(v.of(50, 5000)),
    "customers.segments.*.channels": rarely(v.by_name("channels", v.WEIGHT)),
}
DEMAND = {
    "demand": always(),
    "demand.*": always(v.all_named("streams")),
    "demand.*.trace": always(v.trace, when=is_listed),
    "demand.*.forecast": rarely(v.forecast, when=without("trace")),
    "demand.*.rate_by_hour": sometimes(when=without("trace", "forecast")),
    "demand.*.rate_by_hour.*": always(v.whole(1, 2)),
    "demand.*.rate_by_hour.*.hours": always(v.two_hours),
    **_by_hour("demand.*.rate_by_hour.*", 9),
    "demand.*.rate": always(
        v.with_unit(7, 840, "per week"), when=without("trace", "forecast", "rate_by_hour")
    ),
    "demand.*.profile": sometimes(v.profile, when=having("rate")),
    "demand.*.day_factor": sometimes(when=without("trace")),
    "demand.*.day_factor.cv": always(v.of(0.5, 0.1)),
    "demand.*.day_factor.shared": sometimes(v.of("weather")),
    "demand.*.surges": rarely(when=continuous),
    "demand.*.surges.*": always(v.whole(1, 2)),
    "demand.*.surges.*.at": always(v.of("2026-01-05 10:00", "2026-01-05 00:00")),
    "demand.*.surges.*.issues": always(v.whole(1, 20)),
    "demand.*.surges.*.decay": sometimes(v.of("1 h", "10 min")),
    "demand.*.issue_types": sometimes(v.by_name("issue_types", v.WEIGHT)),
    "demand.*.segments": sometimes(v.by_name("segments", v.WEIGHT)),
    "demand.*.channels": sometimes(v.by_name("channels", v.WEIGHT)),
    "demand.*.thinned": rarely(v.FLAG),
}
TYPES = {
    "issue_types": always(),
    "issue_types.*": always(v.all_named("issue_types")),
    "issue_types.*.share": sometimes(v.WEIGHT),
    "issue_types.*.work": always(),
    "issue_types.*.work.acknowledge": mostly(v.length()),
    "issue_types.*.work.diagnose": mostly(v.length()),
    "issue_types.*.work.fix": always(v.length()),
    "issue_types.*.after_contact": sometimes(v.length()),
    "issue_types.*.handle_time_by_hour": sometimes(v.means_by_hour, when=has_work),
    "issue_types.*.severity": rarely(v.of(0, 2, 3.5)),
    "issue_types.*.needs": rarely(v.of("answer", "answer", "fix")),
    "issue_types.*.complaint": sometimes(v.FLAG),
    "issue_types.*.authority": mostly(v.whole(0, 1)),
    "issue_types.*.resolves": always(v.CHANCE),
    "issue_types.*.resolves_by_channel": rarely(v.by_name("channels", v.CHANCE)),
    "issue_types.*.resolves_by_team": rarely(v.by_name("teams", v.CHANCE)),
    "issue_types.*.unresolvable": rarely(v.of(0.3, 1.0)),
    "issue_types.*.found_out_after": sometimes(v.length(may_never=True)),
    "issue_types.*.leaves": mostly(),
    "issue_types.*.leaves.diagnose": mostly(v.one("tasks")),
    "issue_types.*.leaves.fix": mostly(v.one("tasks")),
    "issue_types.*.leaves.how": sometimes(v.of("task", "transfer")),
    "issue_types.*.chase": sometimes(v.length()),
    "issue_types.*.re_explaining": sometimes(v.length()),
    "issue_types.*.recurs": rarely(),
    "issue_types.*.recurs.every": always(v.of("3 h", "12 h")),
    "issue_types.*.recurs.contact_chance": sometimes(v.CHANCE),
    "issue_types.*.turns": rarely(),
    "issue_types.*.turns.questions": always(v.of(0.0, 0.3, 0.7)),
    "issue_types.*.turns.work": sometimes(v.length()),
    "issue_types.*.turns.answers": sometimes(v.CHANCE),
    "issue_types.*.turns.answers_after": sometimes(v.length()),
    "issue_types.*.turns.closes_after": sometimes(v.of("30 min", "4 h", "0 s")),
    "issue_types.*.perishes": rarely(),
    "issue_types.*.perishes.after": always(v.length(may_never=True)),
    "issue_types.*.perishes.value": sometimes(v.of("3 USD", "0 USD")),
    "issue_types.*.noticed": rarely(when=has_desks),
    "issue_types.*.noticed.desk": always(v.one("tasks")),
    "issue_types.*.noticed.chance": sometimes(v.CHANCE),
    "issue_types.*.noticed.after": sometimes(v.length()),
    "issue_types.*.noticed.customer_contacts_after": mostly(v.length()),
    "issue_types.*.patience": rarely(v.length(may_never=True)),
    "issue_types.*.channels": rarely(v.by_name("channels", v.WEIGHT)),
}
NO_NEED = {
    path: rule._replace(when=lambda world, rule=rule: needs_more(world) and rule.when(world))
    for path, rule in TYPES.items()
    if path in {f"issue_types.*.{key}" for key in WITH_A_NEED}
}
"""What is only stated of types that need more than an answer."""
TYPES |= NO_NEED
CHANNELS = {
    "channels": always(),
    "channels.*": always(v.all_named("channels")),
    "channels.*.kind": always(v.of("live", "deferred")),
    "channels.*.share": sometimes(v.WEIGHT),
    "channels.*.hours": always(v.hours),
    "channels.*.lines": sometimes(v.lines),
    "channels.*.waiting_room": sometimes(v.whole(0, 4)),
    "channels.*.patience": sometimes(v.length(least=1, may_never=True)),
    "channels.*.patience_by_hour": sometimes(v.means_by_hour, when=has_patience),
    "channels.*.when_closed": sometimes(v.of("turn_away", "queue")),
    "channels.*.at_closing": sometimes(v.of("keep", "disconnect", "serve_out")),
    "channels.*.expected_reply": sometimes(v.of("0 s", "30 min", "4 h"), when=is_deferred),
    "channels.*.service_target": sometimes(),
    "channels.*.service_target.share": always(v.of(0.8, 0.5)),
    "channels.*.service_target.within": always(v.of("20 s", "10 min")),
    "channels.*.service_level": sometimes(when=has_target),
    "channels.*.service_level.counts": sometimes(v.of(*COUNTS)),
    "channels.*.service_level.short_abandon": sometimes(v.of("0 s", "5 s", "10 min")),
    "channels.*.service_thresholds": sometimes(),
    "channels.*.service_thresholds.within": always(v.of(["20 s"], ["5 s", "2 min"], ["4 h"])),
    "channels.*.service_thresholds.open_hours": sometimes(v.FLAG),
    "channels.*.automatic_reply": rarely(),
    "channels.*.automatic_reply.seen_through": always(v.CHANCE),
    "channels.*.answers": rarely(when=is_deferred),
    "channels.*.answers.share": sometimes(v.CHANCE),
    "channels.*.answers.issue_types": rarely(v.by_name("issue_types", v.CHANCE)),
    "channels.*.answers.reach_from": rarely(v.of(50, 1000)),
    "channels.*.callback": rarely(when=is_live),
    "channels.*.callback.after": always(v.of("0 s", "1 min", "10 min")),
    "channels.*.callback.accepts": always(v.CHANCE),
    "channels.*.callback.answers": sometimes(v.CHANCE),
    "channels.*.callback.not_reached_work": sometimes(v.of("0 s", "1 min")),
    "channels.*.redirect": rarely(when=has_two_channels),
    "channels.*.redirect.to": always(v.another("channels", lambda world: world.place)),
    "channels.*.redirect.share": sometimes(v.CHANCE),
    "channels.*.redirect.issue_types": rarely(v.by_name("issue_types", v.CHANCE)),
    "channels.*.redirect.work": sometimes(v.length()),
    "channels.*.redirect.follows": sometimes(v.CHANCE),
    "channels.*.redirect.delay": sometimes(v.length(may_never=True)),
    "channels.*.self_service": rarely(),
    "channels.*.self_service.contains": always(v.CHANCE),
    "channels.*.self_service.issue_types": rarely(v.by_name("issue_types", v.CHANCE)),
    "channels.*.self_service.false_fixes": rarely(v.CHANCE),
    "channels.*.self_service.takes": sometimes(v.length()),
    "channels.*.self_service.drops": rarely(v.CHANCE),
    "channels.*.self_service.misroutes": rarely(v.CHANCE),
    "channels.*.self_service.misrouted_work": rarely(v.length()),
    "channels.*.self_service.history": rarely(v.FLAG),
    "channels.*.self_service.always_open": rarely(v.FLAG),
    "channels.*.self_service.only_first": rarely(v.FLAG),
    "channels.*.self_service.cost_per_contact": rarely(v.MONEY),
    "channels.*.approval": rarely(when=may_ask_approval),
    "channels.*.approval.desk": always(v.one("tasks")),
    "channels.*.approval.share": sometimes(v.CHANCE),
    "channels.*.approval.issue_types": rarely(v.by_name("issue_types", v.CHANCE)),
    "channels.*.approval.work": sometimes(v.length()),
    "channels.*.public": sometimes(v.FLAG),
    "channels.*.peers": mostly(when=is_seen_by_peers),
    "channels.*.peers.answers": always(v.CHANCE),
    "channels.*.peers.issue_types": rarely(v.by_name("issue_types", v.CHANCE)),
    "channels.*.peers.after": sometimes(v.length(may_never=True)),
    "channels.*.peers.resolves": sometimes(v.CHANCE),
    "channels.*.second_choice": sometimes(v.another("channels", lambda world: world.place)),
    "channels.*.cost_per_contact": sometimes(v.MONEY),
    **_returns("channels.*.returns", sometimes),
    "tasks": always(),
    "tasks.*": always(v.all_named("tasks")),
    "tasks.*.hours": always(v.hours),
    "tasks.*.lost": sometimes(v.of(0.3, 0.7)),
    "tasks.*.confirms": sometimes(v.CHANCE),
    "tasks.*.updates": rarely(),
    "tasks.*.updates.every": always(v.of("5 min", "1 h")),
    "tasks.*.updates.work": sometimes(v.length()),
    "tasks.*.updates.holds": sometimes(v.of(0.5, 3.0)),
    "tasks.*.cost_per_task": sometimes(v.MONEY),
}
STAFF = {
    "teams": always(),
    "teams.*": always(v.all_named("teams")),
    "teams.*.head_count": sometimes(),
    "teams.*.head_count.*": always(v.whole(1, 3)),
    "teams.*.head_count.*.agents": mostly(v.whole(1, 2)),
    "teams.*.head_count.*.hours": always(v.count_hours),
    **_by_hour("teams.*.head_count.*", 3),
    **_breaks("teams.*.head_count.*.breaks"),
    "teams.*.shifts": always(when=without("head_count")),
    "teams.*.shifts.*": always(v.whole(1, 2)),
    "teams.*.shifts.*.agents": always(v.whole(1, 3)),
    "teams.*.shifts.*.hours": always(v.shift_hours),
    **_breaks("teams.*.shifts.*.breaks"),
    "teams.*.shifts.*.speed": rarely(v.FACTOR),
    "teams.*.skills": always(),
    "teams.*.skills.*": always(v.whole(1, 2)),
    "teams.*.skills.*.channels": always(v.some("channels")),
    "teams.*.skills.*.tasks": mostly(v.some("tasks")),
    "teams.*.skills.*.issue_types": sometimes(v.some_or_all("issue_types")),
    "teams.*.skills.*.authority": sometimes(v.whole(0, 1)),
    "teams.*.skills.*.does": sometimes(v.of("fix", "acknowledge", "diagnose")),
    "teams.*.skills.*.speed": rarely(v.FACTOR),
    "teams.*.shrinkage": sometimes(when=continuous),
    "teams.*.shrinkage.share": always(v.of(0.2, 0.5)),
    "teams.*.shrinkage.block": sometimes(v.of("2 min", "1 h")),
    "teams.*.shrinkage.when_busy": sometimes(v.WHEN_BUSY),
    "teams.*.absence": sometimes(when=having("shifts")),
    "teams.*.absence.share": always(v.of(0.3, 1.0)),
    "teams.*.absence.paid": sometimes(v.FLAG),
    "teams.*.concurrency": sometimes(),
    "teams.*.concurrency.contacts": always(v.whole(2, 3)),
    "teams.*.concurrency.slow_down": sometimes(v.of(0.0, 0.5)),
    "teams.*.concurrency.channels": sometimes(v.some("channels")),
    "teams.*.handle_time_target": rarely(),
    "teams.*.handle_time_target.talk": always(v.of("1 min", "5 min", "20 s")),
    "teams.*.handle_time_target.overhead": sometimes(v.length()),
    "teams.*.handle_time_target.returned_work": sometimes(v.of("kept", "new")),
    "teams.*.history": rarely(),
    "teams.*.history.sees": always(v.of("silo", "own", "shared")),
    "teams.*.history.channels": sometimes(v.some("channels")),
    "teams.*.explains": rarely(v.CHANCE),
    "teams.*.explaining": rarely(v.length()),
    "teams.*.manner": rarely(),
    "teams.*.manner.points": sometimes(v.POINTS),
    "teams.*.manner.channels": rarely(v.by_name("channels", v.POINTS)),
    "teams.*.manner.denied": rarely(v.POINTS),
    "teams.*.amends": rarely(),
    "teams.*.amends.cap": always(v.of("9 USD", "0.3 USD")),
    "teams.*.amends.amount": sometimes(v.of("0 USD", "0.1 USD")),
    "teams.*.amends.chance": sometimes(v.CHANCE),
    "teams.*.offers": sometimes(),
    "teams.*.offers.share": sometimes(v.CHANCE),
    "teams.*.offers.takes": rarely(v.length()),
    "teams.*.offers.accepted": rarely(v.CHANCE),
    "teams.*.offers.revenue": rarely(v.MONEY),
    "teams.*.offers.annoyance": rarely(v.of(-0.5, 0.0, -2.0)),
    "teams.*.offers.resolves": rarely(v.CHANCE),
    "teams.*.offers.issue_types": rarely(v.some_or_all("issue_types")),
    "teams.*.offers.channels": rarely(v.some("channels")),
    "teams.*.puts_aside": mostly(v.deferred),
    "teams.*.when_busy": sometimes(v.WHEN_BUSY),
    "teams.*.end_of_shift": sometimes(v.of("finish", "hand_back", "clear")),
    "teams.*.chooses_agent": sometimes(v.of("longest_idle", "least_loaded", "random")),
    "teams.*.chooses_contact": sometimes(
        v.of("longest_waiting", "longest_queue", "priority", "credit", "shortest_work")
    ),
    "teams.*.live_first": sometimes(v.FLAG),
    "teams.*.wage": sometimes(v.with_unit(10, 30, "USD/h")),
    "teams.*.premiums": rarely(),
    "teams.*.premiums.*": always(lambda _: ["late"]),
    "teams.*.premiums.*.hours": always(v.hours),
    "teams.*.premiums.*.share": always(v.of(0.25, 1.0)),
    "teams.*.holiday_premium": sometimes(v.of(0.0, 1.0)),
    "teams.*.overtime": sometimes(v.of("overtime", "paid", "unpaid")),
    "teams.*.overtime_premium": sometimes(v.of(0.0, 1.0)),
}
POLICY = {
    "shared_lines": always(v.shared_lines),
    "routing": always(),
    "routing.teams": sometimes(v.by_name("queues", v.ranked("teams"))),
    "routing.among_equals": sometimes(v.of("longest_idle", "least_loaded", "random")),
    "routing.case_owner": sometimes(),
    "routing.case_owner.waits": always(v.of("1 min", "0 s", "30 min", "1 day")),
    "routing.case_owner.channels": rarely(v.some("channels")),
    "routing.case_owner.tasks": sometimes(v.some("tasks")),
    "routing.case_owner.issue_types": rarely(v.some_or_all("issue_types")),
    "routing.case_owner.lost": sometimes(v.CHANCE),
    "routing.priorities": sometimes(),
    "routing.priorities.*": always(v.whole(1, 2)),
    "routing.priorities.*.queue": rarely(v.one("queues")),
    "routing.priorities.*.issue_type": rarely(v.one("issue_types")),
    "routing.priorities.*.segment": rarely(v.one("segments")),
    "routing.priorities.*.public": rarely(v.FLAG),
    "routing.priorities.*.reopened": rarely(v.FLAG),
    "routing.priorities.*.failures_from": rarely(v.of(2)),
    "routing.priorities.*.complaints_from": sometimes(v.of(1), when=is_known),
    "routing.priorities.*.reach_from": rarely(v.of(50, 1000)),
    "routing.priorities.*.value_from": rarely(v.of("5 USD/week", "50 USD/week")),
    "routing.priorities.*.severity_from": rarely(v.of(0, 2)),
    "routing.priorities.*.priority": always(v.whole(1, 2)),
    "routing.priorities.*.credit": sometimes(v.of("0 s", "10 min")),
    "routing.priorities.*.ageing": sometimes(v.of(0.5, 1.0)),
    "routing.overflow": sometimes(),
    "routing.overflow.*": always(v.whole(1, 2)),
    "routing.overflow.*.queue": always(v.one("queues")),
    "routing.overflow.*.after": always(v.of("0 s", "1 min", "1 h")),
    "routing.overflow.*.to": always(v.one("teams")),
    **reserves.KEYS,
    "routing.transfers": sometimes(when=has_two_teams),
    "routing.transfers.*": always(v.whole(1, 2)),
    "routing.transfers.*.from": always(v.one("teams")),
    "routing.transfers.*.to": always(v.another("teams", lambda world: world.here["from"])),
    "routing.transfers.*.chance": always(v.CHANCE),
    "routing.transfers.*.issue_types": sometimes(v.some_or_all("issue_types")),
    "routing.transfers.*.after": sometimes(v.length()),
    **_returns("returns", mostly),
    "promise": mostly(),
    "promise.kind": always(v.of("fixed", "honest", "none", "vague")),
    "promise.within": sometimes(v.of("2 h", "10 min")),
    "promise.margin": sometimes(v.of(1.0, 2.0)),
    "promise.channels": rarely(),
    "promise.channels.*": always(v.some("channels")),
    "promise.channels.*.kind": sometimes(v.of("fixed", "honest", "none", "vague")),
    "promise.channels.*.within": sometimes(v.of("1 h", "5 min")),
    "promise.channels.*.margin": sometimes(v.of(0.5, 3.0)),
    "satisfaction": sometimes(),
    "distributions": rarely(v.of(["contacts"], ["numbers", "work"])),
    "satisfaction.base": sometimes(v.of(4.0, 2.0)),
    "satisfaction.denied": sometimes(v.POINTS),
    "satisfaction.unresolved": sometimes(v.POINTS),
    "satisfaction.wait_slower": sometimes(v.POINTS),
    "satisfaction.wait_faster": sometimes(v.POINTS),
    "satisfaction.per_extra_contact": sometimes(v.POINTS),
    "satisfaction.promise_kept": sometimes(v.POINTS),
    "satisfaction.promise_broken": sometimes(v.POINTS),
    "satisfaction.amends": sometimes(v.POINTS),
    "satisfaction.amends_after_second": sometimes(v.CHANCE),
    "satisfaction.spread": sometimes(v.of(0.3, 1.0)),
}
KEYS: dict[str, Rule] = {**WHOLE, **DEMAND, **TYPES, **CHANNELS, **STAFF, **POLICY}
