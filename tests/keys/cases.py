"""For each key of the language: a change of it that can be seen, and where it does nothing.

Settings are texts ``path=value``, as of ``--set``, over the small scenario ``BASE``. A new key of
the language needs a row in ``CASES``, or a reason in ``NO_EFFECT`` or ``NOT_OF_A_RUN``.
"""

from __future__ import annotations

from typing import NamedTuple

BASE = """\
scenario: Every key
clock: {start: 2026-01-05, length: 1 day, run_out: 12 h}
customers: {segments: {plain: {share: 3}, big: {share: 1}}}
demand: {calls: {rate: 14 per hour}}
issue_types:
  ask: {share: 2, work: 8 min}
  claim:
    share: 1
    work: {acknowledge: 1 min, diagnose: 3 min, fix: 12 min}
    authority: 1
    leaves: {fix: desk}
channels:
  phone: {kind: live, share: 2, hours: "Mon-Sun 06:00-20:00", patience: exponential(5 min)}
  email: {kind: deferred, share: 1}
tasks: {desk: {}, lab: {}}
teams:
  care:
    shifts: {agents: 2, hours: "Mon-Sun 05:00-21:00"}
    skills: {channels: [phone, email]}
    wage: 20 USD/h
  back:
    head_count: {agents: 2, hours: "Mon-Sun 08:00-20:00"}
    skills: {tasks: [desk, lab], authority: 1}
    wage: 20 USD/h
"""
Settings = tuple[str, ...]


class Case(NamedTuple):
    """A change of a key, the settings given beside it, and those under which it does nothing.

    ``idle``: there ``idle_change`` (the same unless stated) changes nothing, and it is told.
    """

    change: str
    given: Settings = ()
    idle: Settings | None = None
    idle_change: str = ""


def _by_hour(hours: str, numbers: str) -> str:
    return f"demand.calls.rate_by_hour=[{{hours: {hours}, {numbers}}}]"


def _means(key: str, hours: str, numbers: str) -> str:
    return f"{key}=[{{hours: {hours}, {numbers}}}]"


def _counted(numbers: str) -> str:
    return f"teams.back.head_count=[{{hours: Mon 10:00-12:00, {numbers}}}]"


COUNTED = (_counted("by_hour: [2, 2]"),)
HANDLED, PATIENT = "issue_types.ask.handle_time_by_hour", "channels.phone.patience_by_hour"
IMPATIENT = ("issue_types.ask.patience=1 min", "issue_types.claim.patience=1 min")
TRACE = ("demand.calls.rate=null", "demand.calls.trace=[30000, 30010]")
FORECAST = ("demand.calls.rate=null", "demand.calls.forecast=[[36000, 3600, 9]]")
BY_HOUR = ("demand.calls.rate=null", _by_hour("Mon 07:00-09:00", "by_hour: [5, 9]"))
SURGE = ("demand.calls.surges=[{at: 2026-01-05 10:00, issues: 20, decay: 1 h}]",)
OPEN = ("channels.phone.hours=24/7",)
ALL_DEFERRED = ("channels.phone.kind=deferred",)
OWN_TYPES = ("demand.calls.issue_types={ask: 1, claim: 1}",)
OWN_SEGMENTS = ("demand.calls.segments={plain: 1, big: 1}",)
OWN_CHANNELS = ("demand.calls.channels={phone: 1, email: 1}",)
HOLIDAY = ("clock.holidays=[2026-01-05]",)
BUSY = ("demand.calls.rate=40 per hour",)
PROMISED = (
    "promise={kind: fixed, within: 30 min}",
    "returns.broken_promise={chance: 100 %, channel: phone}",
)
SAID, SAID_HONESTLY = (
    (f"promise={{kind: {kind}, within: 1 h, margin: 1, channels: {{phone: {kind}}}}}", PROMISED[1])
    for kind in ("fixed", "honest")
)
HONEST = ("promise=honest", "returns.broken_promise={chance: 100 %, channel: phone}")
UPDATES = (*PROMISED, "tasks.desk.updates={every: 10 min, work: 1 min, holds: 1}")
UNRESOLVED = "resolves=30 %"
RECURS = ("issue_types.claim.recurs={every: 1 h}",)
TURNS = ("issue_types.ask.turns={questions: 50 %, answers: 50 %, closes_after: 4 h}",)
NO_QUESTIONS = ("issue_types.ask.turns={questions: 0 %}",)
PHONE_ONLY = ("channels.email.kind=live",)
NEVER_PERISHES = ("issue_types.ask.perishes={after: never}",)
PERISHES = ("issue_types.ask.perishes={after: 20 min, value: 2 USD}",)
EXPERTS = (
    "teams.back.skills=[{tasks: [desk, lab], authority: 1}, {channels: phone, authority: 1}]",
    "routing.teams.phone=care",
)
AGAIN = "{chance: 100 %, delay: 5 min}"
OWN_AGAIN = (f"channels.phone.returns.abandoned={AGAIN}",)
FOR_ALL_AGAIN = (f"returns.abandoned={AGAIN}",)
CHATS = ("teams.care.concurrency={contacts: 3, slow_down: 30 %}",)
BREAK = ("teams.care.shifts.0.breaks=[{at: 10:00, length: 30 min}]",)
COUNT_BREAK = ("teams.back.head_count.0.breaks=[{at: 10:00, length: 30 min}]",)
SHRINKAGE = ("teams.care.shrinkage={share: 30 %, block: 15 min}",)
ABSENCE = ("teams.care.absence={share: 50 %}",)
PREMIUM = ("teams.care.premiums.late={hours: Mon-Sun 18:00-21:00, share: 50 %}",)
QUEUES = (*BUSY, "channels.phone.patience=1 h", "teams.care.live_first=false")
BY_PRIORITY = (*QUEUES, "teams.care.chooses_contact=priority")
BY_CREDIT = (*QUEUES, "teams.care.chooses_contact=credit")
LAB_TEAM = "teams.lab={head_count: 1, skills: {tasks: lab, channels: phone}}"
PUBLIC = "routing.priorities=[{public: true, priority: 2}]"
REOPENED = "routing.priorities=[{reopened: true, priority: 2}]"
REOPENS = (
    "issue_types.ask.resolves=50 %",
    "returns.unresolved={chance: 100 %, delay: 5 min}",
)
FAMOUS = "customers.segments.big.reach=1000"
WEALTHY = "customers.segments.big.value=9 USD/week"
KNOWN = "customers.population=9"
COMPLAINED = "routing.priorities=[{complaints_from: 1, priority: 200}]"
COMPLAINTS = (KNOWN, "issue_types.ask.complaint=true")
GRAVE = "issue_types.claim.severity=2"
OWNED = (*BUSY, *REOPENS, "routing.case_owner=1 h")
NO_OWNER_WAIT = (*REOPENS, "routing.case_owner=0 s")
OWNED_DESK = (*OWNED, "teams.care.skills.0.tasks=[desk]")
TARGET = ("channels.phone.service_target=80 % in 20 s",)
LEVEL = ("channels.phone.service_level=without_short_abandons", "demand.calls.rate=60 per hour")
RANK = "routing.priorities=[{queue: phone, priority: 2}]"
SHARED_RANK = "routing.priorities=[{segment: big, priority: 0}, {priority: 1}]"
CREDIT = "routing.priorities=[{segment: big, credit: 10 min}, {credit: 0 s}]"
OVERFLOW = (*EXPERTS, "routing.overflow=[{queue: phone, after: 2 min, to: back}]")
SKILLED = ("teams.back.skills.1.channels=[phone, email]",)
RESERVE = (EXPERTS[0], "routing.reserve=[{queue: phone, team: back, above: 1}]")
RESERVE_AFTER = (EXPERTS[0], "routing.reserve=[{queue: phone, team: back, waited: 2 min}]")
RESERVE_WAIT = (EXPERTS[0], "routing.reserve=[{queue: phone, team: back, expected_wait: 9 min}]")
EQUALS = (EXPERTS[0], "routing.teams.phone=[[care, back]]")
TRANSFER = (*EXPERTS, "routing.transfers=[{from: care, to: back, chance: 50 %, after: 1 min}]")
NO_SHIFTS = ("teams.care.shifts=null", "teams.care.head_count=2")
CUT = ("teams.care.handle_time_target={talk: 2 min, overhead: 30 s}", REOPENS[1])
AMENDS = ("teams.care.amends={cap: 9 USD, amount: 3 USD, chance: 50 %}", *REOPENS)
SEEN = ("teams.care.history=own", *REOPENS)
NOTICED = ("issue_types.claim.noticed={desk: desk, chance: 60 %, customer_contacts_after: 3 h}",)
NOTHING_NOTICED = ("issue_types.claim.noticed={desk: desk, chance: 0 %}",)
OFFERS = ("teams.care.offers={accepted: 50 %, revenue: 5 USD}",)
OFFERS_HARM = ("teams.care.offers={resolves: 50 %}", *REOPENS)
NO_OFFERS = ("teams.care.offers=0 %",)
ALONE = ("teams.care.shifts.0.agents=1",)
MAIL_ONLY = ("teams.care.skills=[{channels: email}]",)
NO_WAGE = ("teams.care.wage=0 USD/h",)
LATE = (*BUSY, "channels.phone.hours=Mon-Sun 06:00-21:00", "channels.phone.patience=2 h")
REDIRECT = "channels.email.redirect={to: phone}"
NO_REDIRECT = "channels.email.redirect={to: phone, share: 0 %}"
APPROVAL = ("channels.email.approval={desk: desk}",)
NO_APPROVAL = ("channels.email.approval={desk: desk, share: 0 %}",)
SEEN_BY_PEERS = ("channels.email.public=true", "channels.email.peers={answers: 60 %, after: 1 min}")
NO_PEERS = ("channels.email.public=true", "channels.email.peers={answers: 0 %}")
CHAT = "channels.chat={share: 0}"
MACHINE = "channels.phone.self_service={contains: 50 %, misroutes: 50 %}"
NO_MACHINE = "channels.phone.self_service={takes: 0 s}"
NEVER_AGAIN = ("returns.abandoned={chance: 0 %}",)

DEMAND = (
    Case("seed=2"),
    Case("clock.start=2026-01-10"),
    Case("clock.length=2 days"),
    Case("clock.warm_up=6 h"),
    Case("clock.run_out=2 days"),
    Case(HOLIDAY[0], ("channels.phone.hours=Mon-Sun 06:00-20:00 except holidays",), ()),
    Case("customers.population=5"),
    Case("customers.segments.big.share=3", (), OWN_SEGMENTS),
    Case("customers.segments.big.channels=email", (), OWN_CHANNELS),
    Case(FAMOUS, (), (), "customers.segments.big.reach=100"),
    Case(
        WEALTHY,
        (*BY_PRIORITY, "routing.priorities=[{value_from: 5 USD/week, priority: 2}]"),
        (),
    ),
    Case("demand.calls.rate=15 per hour"),
    Case("demand.calls.profile=Mon-Sun 10:00-14:00", (), FORECAST),
    *(
        Case(f"demand.calls.profile=[{{hours: Mon 10:00-12:00, {numbers}}}]", (), FORECAST)
        for numbers in (
            "by_hour: [1, 2]",
            "by_half_hour: [1, 2, 3, 4]",
            "by_quarter: [1, 2, 3, 4, 5, 6, 7, 8]",
        )
    ),
    Case("demand.calls.forecast=[[36000, 3600, 30]]", FORECAST),
    Case("demand.calls.trace=[30000, 30020]", TRACE),
    Case("demand.calls.day_factor.cv=80 %", ("demand.calls.day_factor={cv: 40 %}",)),
    Case("demand.calls.day_factor=40 %", (), TRACE),
    Case("demand.calls.day_factor.shared=day", ("demand.calls.day_factor={cv: 40 %}",)),
    Case("demand.calls.surges.0.at=2026-01-05 11:00", SURGE),
    Case("demand.calls.surges.0.issues=21", SURGE),
    Case("demand.calls.surges.0.decay=2 h", SURGE),
    Case(SURGE[0], (), (), SURGE[0].replace("2026-01-05", "2026-02-05")),
    Case("demand.calls.issue_types={ask: 1, claim: 3}"),
    Case("demand.calls.segments={big: 1}"),
    Case("demand.calls.channels=email"),
    Case(_by_hour("Mon 07:00-09:00", "by_hour: [9, 9]"), BY_HOUR),
    Case(_by_hour("Mon 07:00-08:00", "by_half_hour: [9, 8]"), BY_HOUR),
    Case(_by_hour("Mon 07:00-08:00", "by_quarter: [9, 9, 8, 8]"), BY_HOUR),
)
TYPES = (
    Case("issue_types.claim.share=3", (), OWN_TYPES),
    Case("issue_types.claim.work.acknowledge=2 min"),
    Case("issue_types.claim.work.diagnose=2 min"),
    Case("issue_types.claim.work.fix=2 min"),
    Case("issue_types.ask.after_contact=1 min"),
    Case(
        _means(HANDLED, "Mon 08:00-10:00", "by_hour: [4 min, 20 min]"),
        (),
        ("demand.calls.issue_types=claim",),
    ),
    Case(_means(HANDLED, "Mon 08:00-09:00", "by_half_hour: [4 min, 0]")),
    Case(_means(HANDLED, "Mon 08:00-09:00", "by_quarter: [4 min, 6 min, 9 min, 9 min]")),
    Case("issue_types.claim.authority=0"),
    Case(
        GRAVE,
        (*BY_PRIORITY, "routing.priorities=[{severity_from: 1, priority: 2}]"),
        (),
    ),
    Case("issue_types.ask.resolves=50 %"),
    Case("issue_types.ask.resolves_by_channel={phone: 50 %}"),
    Case(
        "issue_types.ask.resolves_by_channel={phone: 50 %}",
        (),
        (),
        "issue_types.claim.resolves_by_channel={phone: 50 %}",
    ),
    Case(
        "issue_types.ask.resolves_by_team={care: 50 %}",
        (),
        (),
        "issue_types.claim.resolves_by_team={care: 50 %}",
    ),
    Case("issue_types.claim.unresolvable=30 %"),
    Case("issue_types.ask.needs=answer", ("teams.care.skills.0.does=acknowledge",)),
    Case("issue_types.claim.complaint=true", (*BY_PRIORITY, KNOWN, COMPLAINED), ()),
    Case("issue_types.claim.leaves.diagnose=lab", ("teams.care.skills.0.does=acknowledge",)),
    Case("issue_types.claim.leaves.fix=lab", ("tasks.lab.hours=Mon-Sun 10:00-12:00",)),
    Case(
        "issue_types.claim.leaves.how=transfer",
        EXPERTS,
        ("issue_types.claim.leaves.fix=null",),
        "issue_types.claim.leaves.how=task",
    ),
    Case("issue_types.ask.found_out_after=2 h", REOPENS, ()),
    Case("issue_types.claim.chase=20 min", PROMISED),
    Case("teams.care.explains=60 %", PROMISED, (), "teams.back.explains=60 %"),
    Case("teams.care.explaining=2 min", (), (), "teams.back.explaining=2 min"),
    Case("issue_types.ask.re_explaining=5 min", ("teams.care.history=own", *REOPENS), REOPENS),
    Case("issue_types.claim.recurs.every=30 min", RECURS),
    Case("issue_types.claim.recurs.contact_chance=50 %", RECURS),
    Case("issue_types.ask.turns.questions=60 %", TURNS, TURNS[:1] + PHONE_ONLY),
    Case("issue_types.ask.turns.work=9 min", TURNS, NO_QUESTIONS),
    Case("issue_types.ask.turns.answers=20 %", TURNS, NO_QUESTIONS),
    Case("issue_types.ask.turns.answers_after=1 h", TURNS, NO_QUESTIONS),
    Case("issue_types.ask.turns.closes_after=10 min", TURNS, NO_QUESTIONS),
    Case("issue_types.ask.perishes.after=4 min", PERISHES),
    Case("issue_types.claim.noticed.desk=lab", (*NOTICED, *EXPERTS)),
    Case("issue_types.claim.noticed.chance=10 %", NOTICED),
    Case("issue_types.claim.noticed.after=10 min", NOTICED, NOTHING_NOTICED),
    Case("issue_types.claim.noticed.customer_contacts_after=5 h", NOTICED),
    Case("issue_types.ask.perishes.value=3 USD", PERISHES, NEVER_PERISHES),
    Case("issue_types.ask.patience=1 s", (), ALL_DEFERRED),
    Case("issue_types.ask.channels=email", (), OWN_CHANNELS),
)
CALLBACK = "channels.phone.callback={after: 30 s}"
NO_CALLBACK = "channels.phone.callback={accepts: 0 %}"
SOME_ANSWER = "channels.phone.callback={after: 30 s, answers: 50 %}"
MAIN_LINES = "shared_lines={main: 9}"
CHANNELS = (
    Case("channels.phone.kind=deferred"),
    Case("channels.phone.share=5", (), OWN_CHANNELS),
    Case("channels.phone.hours=Mon-Sun 07:00-20:00"),
    Case("channels.phone.lines=2"),
    Case("shared_lines.main=2", (MAIN_LINES, "channels.phone.lines=main"), (MAIN_LINES,)),
    Case("channels.phone.waiting_room=0"),
    Case(
        "channels.phone.patience=1 s",
        (),
        IMPATIENT,
    ),
    Case(_means(PATIENT, "Mon 08:00-10:00", "by_hour: [30 s, 1 min]"), (), IMPATIENT),
    Case(_means(PATIENT, "Mon 08:00-09:00", "by_half_hour: [30 s, 0]")),
    Case(_means(PATIENT, "Mon 08:00-09:00", "by_quarter: [30 s, 40 s, 1 min, 1 min]")),
    Case("channels.phone.when_closed=queue", (), OPEN),
    Case("channels.phone.at_closing=disconnect", QUEUES, OPEN),
    Case("channels.email.expected_reply=1 h"),
    Case("channels.email.automatic_reply.seen_through=10 %"),
    Case("channels.email.answers.share=60 %"),
    Case("channels.email.answers.issue_types={ask: 60 %}"),
    Case("channels.email.answers.reach_from=1", ("channels.email.answers.share=60 %",)),
    Case("channels.phone.callback.after=1 min", (*BUSY, CALLBACK), (NO_CALLBACK,)),
    Case("channels.phone.callback.accepts=90 %", (*BUSY, CALLBACK)),
    Case("channels.phone.callback.answers=10 %", (*BUSY, CALLBACK), (NO_CALLBACK,)),
    Case("channels.phone.callback.not_reached_work=5 min", (*BUSY, SOME_ANSWER), (CALLBACK,)),
    Case("channels.email.redirect.to=chat", (CHAT, REDIRECT), (NO_REDIRECT, CHAT)),
    Case("channels.email.redirect.share=60 %", (REDIRECT,)),
    Case("channels.email.redirect.issue_types={ask: 60 %}", (REDIRECT,)),
    Case("channels.email.redirect.work=5 min", (REDIRECT,), (NO_REDIRECT,)),
    Case("channels.email.redirect.follows=90 %", (REDIRECT,), (NO_REDIRECT,)),
    Case("channels.email.redirect.delay=1 h", (REDIRECT,), (NO_REDIRECT,)),
    Case("channels.phone.self_service.contains=80 %", (MACHINE,)),
    Case("channels.phone.self_service.issue_types={ask: 80 %}", (MACHINE,)),
    Case("channels.phone.self_service.false_fixes=50 %", (MACHINE,), (NO_MACHINE,)),
    Case("channels.phone.self_service.takes=5 min", (MACHINE,)),
    Case("channels.phone.self_service.drops=50 %", (MACHINE,)),
    Case("channels.phone.self_service.misroutes=20 %", (MACHINE,)),
    Case("channels.phone.self_service.misrouted_work=5 min", (MACHINE,), (NO_MACHINE,)),
    Case("channels.phone.self_service.history=no", (MACHINE,)),
    Case("channels.phone.self_service.always_open=yes", (MACHINE,), (MACHINE, *OPEN)),
    Case("channels.phone.self_service.only_first=yes", (*BUSY, *FOR_ALL_AGAIN, MACHINE)),
    Case("channels.phone.self_service.cost_per_contact=3 USD", (MACHINE,)),
    Case("channels.email.approval.desk=lab", APPROVAL, NO_APPROVAL),
    Case("channels.email.approval.share=30 %", APPROVAL),
    Case("channels.email.approval.issue_types={ask: 30 %}", APPROVAL),
    Case("channels.email.approval.work=20 min", APPROVAL, NO_APPROVAL),
    Case("channels.email.peers.answers=90 %", SEEN_BY_PEERS),
    Case("channels.email.peers.issue_types={ask: 90 %}", SEEN_BY_PEERS),
    Case("channels.email.peers.after=20 min", SEEN_BY_PEERS, NO_PEERS),
    Case("channels.email.peers.resolves=90 %", SEEN_BY_PEERS, NO_PEERS),
    Case("channels.phone.service_target.within=1 s", TARGET),
    Case("channels.phone.service_level.counts=offered", LEVEL),
    Case("channels.phone.service_level.short_abandon=5 min", LEVEL),
    Case("channels.phone.service_thresholds.within=[20 s, 3 min]"),
    Case("channels.phone.service_thresholds.open_hours=yes"),
    Case("channels.phone.public=true", (*BY_PRIORITY, PUBLIC)),
    Case("channels.phone.second_choice=email", (), OPEN),
    Case("channels.phone.cost_per_contact=1 USD"),
    Case(
        "channels.phone.returns.abandoned.chance=50 %",
        OWN_AGAIN,
        (),
        "channels.phone.returns.blocked.chance=50 %",
    ),
    Case("channels.phone.returns.abandoned.delay=1 h", OWN_AGAIN, (*NEVER_AGAIN,)),
    Case(
        "channels.phone.returns.abandoned.channel=email",
        OWN_AGAIN,
        ("channels.phone.returns.abandoned={chance: 100 %}",),
        "channels.phone.returns.abandoned.channel=second",
    ),
    Case(
        "channels.phone.returns.closed.at_opening=true",
        (f"channels.phone.returns.closed={AGAIN}",),
        (f"channels.email.returns.unresolved={AGAIN}", "issue_types.ask.resolves=50 %"),
        "channels.email.returns.unresolved.at_opening=true",
    ),
    Case("channels.phone.returns.abandoned.at_most=1", OWN_AGAIN),
    Case(
        "channels.phone.returns.abandoned.patience=kept",
        OWN_AGAIN,
        ("channels.phone.returns.abandoned={chance: 100 %, channel: email}",),
    ),
    Case("tasks.desk.hours=Mon-Sun 10:00-12:00", (), (), "tasks.lab={hours: Mon-Sun 10:00-12:00}"),
    Case("tasks.desk.lost=30 %"),
    Case("tasks.desk.confirms=50 %", PROMISED, (), "tasks.lab={confirms: 50 %}"),
    Case("tasks.desk.updates=10 min", PROMISED, (), "tasks.lab={updates: 10 min}"),
    Case("tasks.desk.updates.work=20 min", UPDATES),
    Case("tasks.desk.updates.every=20 min", UPDATES),
    Case("tasks.desk.updates.holds=10", UPDATES),
    Case("tasks.desk.cost_per_task=1 USD"),
)
STAFF = (
    Case("teams.back.head_count.0.agents=1"),
    Case(_counted("by_hour: [1, 3]"), COUNTED),
    Case(_counted("by_half_hour: [2, 2, 2, 1]"), COUNTED),
    Case(_counted("by_quarter: [2, 2, 2, 2, 2, 2, 2, 1]"), COUNTED),
    Case("teams.back.head_count.0.hours=Mon-Sun 09:00-20:00"),
    Case("teams.back.head_count.0.breaks.0.at=11:00", COUNT_BREAK),
    Case("teams.back.head_count.0.breaks.0.length=20 min", COUNT_BREAK),
    Case("teams.back.head_count.0.breaks.0.paid=true", COUNT_BREAK),
    Case("teams.back.head_count.0.breaks.0.when_busy=shorten", COUNT_BREAK),
    Case("teams.care.shifts.0.agents=3"),
    Case("teams.care.shifts.0.hours=Mon-Sun 06:00-21:00"),
    Case("teams.care.shifts.0.breaks.0.at=11:00", BREAK),
    Case("teams.care.shifts.0.breaks.0.length=20 min", BREAK),
    Case("teams.care.shifts.0.breaks.0.paid=true", BREAK),
    Case("teams.care.shifts.0.breaks.0.when_busy=shorten", BREAK),
    Case("teams.care.shifts.0.speed=1.5"),
    Case("teams.care.skills.0.channels=phone"),
    Case("teams.back.skills.0.tasks=lab"),
    Case("teams.care.skills.0.issue_types=ask"),
    Case("teams.care.skills.0.authority=1"),
    Case("teams.care.skills.0.does=acknowledge"),
    Case("teams.care.skills.0.speed=1.5"),
    Case("teams.care.shrinkage.share=40 %", SHRINKAGE),
    Case(
        "teams.care.shrinkage.block=1 h",
        SHRINKAGE,
        ("teams.care.shrinkage={share: 0 %}",),
    ),
    Case("teams.back.shrinkage=40 %"),
    Case(
        "teams.care.shrinkage.when_busy=shorten", SHRINKAGE, ("teams.care.shrinkage={share: 0 %}",)
    ),
    Case("teams.care.when_busy=shorten", SHRINKAGE, ()),
    Case("teams.care.manner.points=-1", (), ("teams.care.manner.channels={phone: -1, email: 0}",)),
    Case("teams.care.manner.channels={phone: -1}"),
    Case(
        "teams.care.manner.denied=-1",
        ("issue_types.ask.unresolvable=30 %",),
        ("teams.care.manner.points=-1",),
    ),
    Case("teams.care.amends.cap=3 USD", AMENDS),
    Case("teams.care.amends.amount=2 USD", AMENDS),
    Case("teams.care.amends.chance=90 %", AMENDS),
    Case("teams.care.absence.share=80 %", ABSENCE),
    Case("teams.care.absence.paid=false", ABSENCE, ("teams.care.absence={share: 0 %}",)),
    Case("teams.care.concurrency.contacts=2", CHATS, MAIL_ONLY),
    Case(
        "teams.care.concurrency.slow_down=60 %",
        CHATS,
        ("teams.care.concurrency={contacts: 1}",),
    ),
    Case("teams.care.concurrency.channels=email", CHATS, ("teams.care.concurrency={contacts: 1}",)),
    Case("teams.care.handle_time_target.talk=3 min", CUT),
    Case("teams.care.handle_time_target.overhead=1 min", CUT),
    Case(
        "teams.care.handle_time_target.returned_work=new",
        (*CUT, "issue_types.ask.work=exponential(8 min)"),
        (
            "issue_types.ask.work=1 min",
            "issue_types.claim.work=1 min",
            "teams.care.handle_time_target=5 min",
        ),
    ),
    Case("teams.care.offers.share=40 %", OFFERS),
    Case("teams.care.offers.takes=5 min", OFFERS, NO_OFFERS),
    Case("teams.care.offers.accepted=90 %", OFFERS, NO_OFFERS),
    Case("teams.care.offers.revenue=9 USD", OFFERS, NO_OFFERS),
    Case("teams.care.offers.annoyance=-2", OFFERS, NO_OFFERS),
    Case("teams.care.offers.resolves=10 %", OFFERS_HARM, NO_OFFERS),
    Case("teams.care.offers.issue_types=claim", OFFERS, NO_OFFERS),
    Case("teams.care.offers.channels=email", OFFERS, NO_OFFERS),
    Case("teams.care.history.sees=own", ("teams.care.history=shared", *REOPENS)),
    Case(
        "teams.care.history.channels=phone",
        (
            "teams.care.history=shared",
            "issue_types.ask.resolves=50 %",
            "returns.unresolved={chance: 100 %, channel: {phone: 1, email: 1}}",
        ),
        SEEN,
    ),
    Case("teams.care.puts_aside=email", (), MAIL_ONLY),
    Case(
        "teams.care.end_of_shift=hand_back",
        LATE,
        (*NO_SHIFTS,),
    ),
    Case("teams.care.chooses_agent=random", (), ALONE),
    Case("teams.care.chooses_agent=least_loaded", (), ALONE),
    Case("teams.care.chooses_contact=longest_queue", BUSY),
    Case("teams.care.chooses_contact=priority", (*BUSY, SHARED_RANK), ()),
    Case("teams.care.chooses_contact=shortest_work", QUEUES, ("issue_types.claim.work.fix=4 min",)),
    Case("teams.care.live_first=false", BUSY, MAIL_ONLY),
    Case("teams.care.wage=21 USD/h"),
    Case("teams.care.premiums.late.hours=Mon-Sun 19:00-21:00", PREMIUM),
    Case("teams.care.premiums.late.share=60 %", PREMIUM),
    Case(PREMIUM[0], (), NO_WAGE),
    Case("teams.care.holiday_premium=50 %", HOLIDAY, ()),
    Case("teams.care.overtime=unpaid", LATE, NO_SHIFTS),
    Case("teams.care.overtime_premium=100 %", LATE, NO_SHIFTS),
)
POLICY = (
    Case("routing.teams.phone=care", (EXPERTS[0],), (), "routing.teams.phone=[care, back]"),
    Case("routing.teams.phone=[[back, care]]", (EXPERTS[0], "routing.teams.phone=[back, care]")),
    Case("routing.case_owner.waits=2 min", OWNED, ("routing.case_owner=1 h",)),
    Case("routing.case_owner.channels=phone", OWNED, NO_OWNER_WAIT),
    Case("routing.case_owner.tasks=desk", OWNED_DESK, NO_OWNER_WAIT),
    Case("routing.case_owner.issue_types=claim", OWNED),
    Case("routing.case_owner.lost=0 %", (*OWNED, "tasks.desk.lost=50 %"), OWNED),
    Case("routing.among_equals=random", EQUALS, EXPERTS),
    Case("routing.among_equals=least_loaded", EQUALS, EXPERTS),
    Case("routing.priorities.0.queue=email", (*BY_PRIORITY, RANK)),
    Case(
        "routing.priorities.0.issue_type=ask",
        (*BY_PRIORITY, "routing.priorities=[{issue_type: claim, priority: 0}]"),
    ),
    Case("routing.priorities.0.segment=plain", (*BY_PRIORITY, SHARED_RANK)),
    Case(
        "routing.priorities.0.public=false",
        (*BY_PRIORITY, "channels.email.public=true", PUBLIC),
        BY_PRIORITY,
        PUBLIC,
    ),
    Case(
        "routing.priorities.0.reopened=false",
        (*BY_PRIORITY, *REOPENS, REOPENED),
        BY_PRIORITY,
        REOPENED,
    ),
    Case(
        "routing.priorities.0.failures_from=2",
        (*BY_PRIORITY, *REOPENS, "routing.priorities=[{priority: 2}]"),
        (*BY_PRIORITY, "routing.priorities=[{priority: 2}]"),
        "routing.priorities.0.failures_from=1",
    ),
    Case(
        "routing.priorities.0.complaints_from=1",
        (*BY_PRIORITY, *COMPLAINTS, "routing.priorities=[{priority: 200}]"),
        (*BY_PRIORITY, KNOWN, "routing.priorities=[{priority: 200}]"),
    ),
    Case(
        "routing.priorities.0.reach_from=900",
        (*BY_PRIORITY, FAMOUS, "routing.priorities=[{priority: 2}]"),
        (*BY_PRIORITY, "routing.priorities=[{priority: 2}]"),
        "routing.priorities.0.reach_from=90",
    ),
    Case(
        "routing.priorities.0.value_from=9 USD/week",
        (*BY_PRIORITY, WEALTHY, "routing.priorities=[{priority: 2}]"),
        (*BY_PRIORITY, "routing.priorities=[{priority: 200}]"),
        "routing.priorities.0.value_from=0 USD/week",
    ),
    Case(
        "routing.priorities.0.severity_from=2",
        (*BY_PRIORITY, GRAVE, "routing.priorities=[{priority: 2}]"),
        (*BY_PRIORITY, "routing.priorities=[{priority: 2}]"),
        "routing.priorities.0.severity_from=0",
    ),
    Case("routing.priorities.0.priority=2", (*BY_PRIORITY, SHARED_RANK), (SHARED_RANK,)),
    Case("routing.priorities.0.credit=1 min", (*BY_CREDIT, CREDIT), (SHARED_RANK,)),
    Case("routing.priorities.0.ageing=3", (*BY_CREDIT, CREDIT), (SHARED_RANK,)),
    Case(
        "routing.overflow.0.queue=email", (*OVERFLOW, "teams.back.skills.1.channels=[phone, email]")
    ),
    Case("routing.overflow.0.after=1 min", OVERFLOW),
    Case("routing.overflow.0.to=lab", (*OVERFLOW, LAB_TEAM)),
    Case("routing.reserve.0.queue=email", (*RESERVE, *SKILLED)),
    Case("routing.reserve.0.team=lab", (*RESERVE, LAB_TEAM)),
    Case("routing.reserve.0.above=2", RESERVE),
    Case("routing.reserve.0.waited=1 min", RESERVE_AFTER),
    Case("routing.reserve.0.expected_wait=4 min", RESERVE_WAIT),
    Case("routing.reserve.0.until=1", RESERVE),
    Case("routing.reserve.0.interrupts=true", (*RESERVE, "teams.back.puts_aside=[desk]")),
    Case("routing.reserve.0.switching=1 min", RESERVE),
    Case(
        "routing.transfers.0.from=lab",
        (*TRANSFER, LAB_TEAM, "routing.teams.phone=[care, lab]"),
    ),
    Case("routing.transfers.0.to=lab", (*TRANSFER, LAB_TEAM)),
    Case("routing.transfers.0.chance=60 %", TRANSFER),
    Case("routing.transfers.0.issue_types=ask", TRANSFER),
    Case("routing.transfers.0.after=2 min", TRANSFER),
    Case("returns.abandoned.chance=50 %", FOR_ALL_AGAIN, (), "returns.blocked.chance=50 %"),
    Case("returns.abandoned.delay=1 h", FOR_ALL_AGAIN, NEVER_AGAIN),
    Case(
        "returns.abandoned.channel=email",
        FOR_ALL_AGAIN,
        FOR_ALL_AGAIN,
        "returns.abandoned.channel=second",
    ),
    Case(
        "returns.closed.at_opening=true",
        (f"returns.closed={AGAIN}",),
        NEVER_AGAIN,
        "returns.abandoned.at_opening=true",
    ),
    Case(
        "returns.recurrence.chance=50 %",
        ("issue_types.ask.resolves=60 %", "issue_types.ask.recurs=1 h"),
        (),
    ),
    Case("returns.abandoned.at_most=1", FOR_ALL_AGAIN, NEVER_AGAIN),
    Case("returns.abandoned.patience=kept", FOR_ALL_AGAIN, NEVER_AGAIN),
    Case("promise.kind=fixed", (), ("issue_types.claim.leaves=null",)),
    Case("promise.within=1 h", PROMISED, HONEST),
    Case("promise.margin=2", HONEST, PROMISED),
    Case(
        "promise.channels={phone: vague}",
        PROMISED,
        ("issue_types.claim.leaves=null", "promise={kind: fixed, within: 30 min}"),
        "promise={kind: fixed, within: 30 min, channels: {phone: vague}}",
    ),
    Case("promise.channels.phone.kind=vague", SAID),
    Case("promise.channels.phone.within=2 h", SAID, SAID_HONESTLY),
    Case("promise.channels.phone.margin=3", SAID_HONESTLY, SAID),
    Case("satisfaction.base=4"),
    Case("satisfaction.denied=-2", ("issue_types.claim.unresolvable=30 %",), ()),
    Case("satisfaction.unresolved=-2", ("issue_types.ask.resolves=50 %",)),
    Case("satisfaction.wait_slower=-1"),
    Case("satisfaction.wait_faster=1"),
    Case("satisfaction.per_extra_contact=-1", FOR_ALL_AGAIN),
    Case("satisfaction.promise_kept=1", PROMISED, ()),
    Case("satisfaction.promise_broken=-2", PROMISED, ()),
    Case("satisfaction.amends=1", AMENDS, REOPENS),
    Case("satisfaction.amends_after_second=0", (*AMENDS, "issue_types.ask.resolves=20 %"), REOPENS),
    Case("satisfaction.spread=1"),
)
SOMEBODY = "customers.population=40"
USED_TO = (SOMEBODY, "customers.habit={strength: 2}", "channels.phone.lines=2")
UNUSED = (SOMEBODY, "customers.habit={strength: 0}")
NEVER_LEARNS = (SOMEBODY, "customers.habit={learning: 0}")
LOUD = (
    "customers.louder={per_failure: 2, hoops: {}}",
    "channels.email.public=true",
    "channels.phone.lines=2",
    "returns.blocked={chance: 100 %, delay: 5 min, channel: {phone: 3, email: 1}}",
)
NOT_LOUD = ("customers.louder={per_failure: 1}",)
LOUD_HOOPS = "customers.louder.hoops"
LEAVERS = (SOMEBODY, "issue_types.ask.resolves=60 %", "customers.leaving={at_worst: 90 %}")
EASILY = "customers.leaving.at_middle=90 %"
EXPECTING = (SOMEBODY, "customers.expectations={adapts: 10 %}")
NOT_EXPECTING = (SOMEBODY, "customers.expectations={adapts: 0 %}")
TRUSTING = (*LEAVERS, "customers.trust={}")
UNMOVED = (SOMEBODY, "customers.trust={rate: 0}")
STAYING = (SOMEBODY, "customers.leaving={at_worst: 0, at_middle: 0}")
WORKED_FOR = ("customers.segments.big.value=5 USD/week",)
CUSTOMERS = (
    Case("customers.habit.learning=90 %", USED_TO, UNUSED),
    Case("customers.habit.strength=5", USED_TO, NEVER_LEARNS),
    Case("customers.louder.per_failure=9", LOUD, LOUD[:1]),
    Case(f"{LOUD_HOOPS}.transfer=3", (*LOUD, *TRANSFER), LOUD),
    Case(f"{LOUD_HOOPS}.redirect=3", (*LOUD, REDIRECT), LOUD),
    Case(f"{LOUD_HOOPS}.refused_channel=3", LOUD, NOT_LOUD),
    Case(f"{LOUD_HOOPS}.re_explanation=3", (*LOUD, *SEEN), LOUD),
    Case(f"{LOUD_HOOPS}.hold_minute=3", LOUD, NOT_LOUD),
    Case("customers.expectations.adapts=90 %", EXPECTING),
    Case("customers.expectations.at_start=3", NOT_EXPECTING),
    Case("customers.expectations.announced={phone: 5 min}", NOT_EXPECTING),
    Case("customers.gives_up_hope_after=1 h", TRUSTING, (SOMEBODY,)),
    Case("customers.trust.start=5", TRUSTING),
    Case("customers.trust.rate=90 %", TRUSTING),
    Case("customers.trust.rate_worse=0", TRUSTING),
    Case("customers.trust.rate_first=90 %", TRUSTING),
    Case("customers.leaving.churn=99 %", LEAVERS),
    Case("customers.leaving.at_worst=100 %", LEAVERS),
    Case("customers.leaving.at_middle=80 %", LEAVERS),
    Case("customers.leaving.own_score=0", TRUSTING, LEAVERS),
    Case("customers.leaving.competitor=3", LEAVERS, STAYING),
    Case("customers.trust.amends=1", (*TRUSTING, *AMENDS), TRUSTING),
    Case("customers.leaving.amends=0", (*LEAVERS, *AMENDS, EASILY), LEAVERS),
    Case("customers.segments.big.value=5 USD/week", LEAVERS, ()),
    Case("distributions=[contacts, numbers, work]"),
    Case("demand.calls.thinned=no", (*LEAVERS, "customers.leaving.competitor=4"), ()),
)
CASES = (*CUSTOMERS, *DEMAND, *TYPES, *CHANNELS, *STAFF, *POLICY)
NO_EFFECT: dict[str, str] = {}
"""Keys of which nothing is made yet, and which are told wherever they stand."""
STAFFING = (
    *(f"staffing.*.{key}" for key in ("at_least", "at_most", "patterns_at_most", "present")),
    *(f"staffing.*.intervals.{key}" for key in ("hours", "every", "days")),
    *(f"staffing.*.patterns.*.{key}" for key in ("hours", "at_least", "at_most")),
    *(f"staffing.*.patterns.*.breaks.*.{key}" for key in ("at", "length", "paid", "when_busy")),
    *(f"staffing.*.generated.*.{key}" for key in ("days", "lengths", "first", "last", "every")),
    *(f"staffing.*.generated.*.breaks.{key}" for key in ("after", "length", "paid")),
)
NOT_OF_A_RUN = {
    "scenario": "a name for people",
    "about": "a sentence",
    "cost.currency": "the name of the unit of every amount: another one changes no number",
    "channels.*.service_target.share": "a line to compare with, in reports",
    "matters": "what `compare` calls small",
    "targets.*.measure": "what results are held against",
    "targets.*.at_least": "what results are held against",
    "targets.*.at_most": "what results are held against",
    **dict.fromkeys(STAFFING, "what `staff` may change"),
    "extends": "another file",
    "calendars.*": "hours by name; told where nothing uses the name",
    "baseline": "which variant is compared with",
    "variants": "changes of other keys",
}
"""Keys that no single run depends on, and why."""
