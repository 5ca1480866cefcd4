"""Rows of the tables by which the floor goes: rules, rosters, and what a move leaves behind.

The rows of what happens, which are recorded, are in ``sim.rows``. Times are in seconds.
"""

from __future__ import annotations

from sim.rows import F8, I2, I4, U4


class Customer:
    """Somebody of the population; without one nobody is known from one issue to the next."""

    id: I4
    segment: I2
    key0: U4  # two 32-bit words that identify the customer to the keyed draws
    key1: U4


class Team:
    """Agents with common skills and rules."""

    id: I4
    first_agent: I4
    agents: I4
    by_count: I4  # 1: head count by time, 0: rostered
    target: I4  # head count now
    on_duty: I4
    idle: I4
    idle_head: I4
    idle_tail: I4
    lines: I4  # that it serves
    concurrency: I4
    puts_aside: I4  # 1: may put deferred work aside for a live contact
    end_rule: I4
    agent_rule: I4
    contact_rule: I4
    live_first: I4
    changes_over: I4  # 1: it is a reserve that needs time to turn to another queue
    slow_down: F8


class HandleTimeTarget:
    """What a team's talks are held to; a row for each team."""

    talk_s: F8  # work on the need that a contact gets at most, at speed 1 (infinite: any)
    overhead: I4  # distribution of further talk, or NOBODY
    keeps_work: I4  # 1: of a need that comes back since it was cut short


class SelfServiceRule:
    """What meets contacts before agents do; a row for each queue."""

    always_open: I4  # 1: in closed hours, too
    only_first: I4  # 1: only the first contact about a need meets it
    hides: I4  # 1: agents do not see what was said to it
    takes: I4  # distributions
    misrouted_work: I4
    drops: F8  # chances, see ``sim.scenario.model.SelfService``
    misroutes: F8
    false_fixes: F8


class Explaining:
    """Whether agents of a team explain how it will go on; a row for each team."""

    chance: F8  # that a customer who has talked with one knows
    work: I4  # distribution of further talk for that, or NOBODY


class AmendsRule:
    """What agents of a team may pay to make good for failures; a row for each team."""

    chance: F8  # 0.0: they may pay nothing
    amount: F8  # at a time
    cap: F8  # of an issue in all, with some slack for sums of decimals


class OfferRule:
    """What a team offers to customers; a row for each team."""

    takes: I4  # distribution of the work
    accepted: F8  # chance
    annoyance: F8  # points for who refuses
    resolves: F8  # factor on the chance that a fix in the same contact meets the need


class Queue:
    """A channel or a desk: its doors, its lines and its rules."""

    id: I4
    live: I4
    desk: I4  # 1: tasks, 0: contacts
    standing: I4  # flags that a contact here gives its issue
    open: I4
    queues_when_closed: I4
    closing_rule: I4
    trunk: I4  # queue that counts who is `present`: itself, or the first that shares its lines;
    # NOBODY: there is no limit
    trunks: I4  # contacts at most, in talk included
    room: I4  # contacts waiting at most, or NO_LIMIT
    second: I4  # second-choice channel or NOBODY
    patience: I4  # distribution
    by_hour: I4  # row of `factors` on its patience, or NOBODY
    present: I4  # contacts now on these lines, in service included
    waiting: I4
    lost: F8  # chance that a task is lost on its way
    confirms: F8  # chance that the customer is told how it ended here
    lost_if_owned: F8  # the same for one of a case with an owner
    update_every_s: F8  # customers of tasks are told how these stand so often; 0.0: not at all
    update_holds_s: F8  # who was told so waits for so long
    update_work: I4  # distribution
    owner_waits_s: F8  # jobs are kept for the owner of their case so long; 0.0: not at all
    mean_work_s: F8  # expected work of a waiting job, for honest promises
    expected_reply_s: F8
    expected_wait_s: F8  # that it lets customers expect; nan: none
    selects: I4  # 1: not every contact gets an answer, see `answers`
    replies: I4  # 1: automatically
    seen_through: F8  # chance that such a reply is
    redirects: I4  # AT_THE_OFFER or BY_AGENT (some contacts, see `redirected`), or NO_REDIRECT
    redirect_to: I4  # queue
    redirect_work: I4  # distributions
    redirect_delay: I4
    redirect_follows: F8  # chance that the customer turns to the other channel
    self_service: I4  # 1: contacts meet it first, see `self_service_rules`
    has_peers: I4  # 1: other customers may answer, see `peers`
    peers_after: I4  # distribution
    peers_resolve: F8  # chance that their answer meets the need
    asks_approval: I4  # 1: for some answers, see `approved`
    approval_desk: I4  # queue
    approval_work: I4  # distribution
    counts_waits: I4  # 1: live, and some customers keep their patience, or count waits
    callback_after_s: F8  # of waiting a callback is offered; nan: none is
    callback_accepts: F8  # chance that it is accepted
    callback_answers: F8  # chance that the customer picks up
    not_reached_s: F8  # work of a callback that nobody picks up
    reserves: I4  # number of its rows of ``reserves``
    first_reserve: I4
    in_reach: I4  # of those waiting: in lines that a reserve may come to serve


class Line:
    """Jobs that routing does not tell apart, first come first served."""

    id: I4
    queue: I4
    live: I4
    priority: I4
    head: I4
    tail: I4
    count: I4
    teams: I4  # that serve it
    equals_rule: I4  # who of the idle agents of teams of equal rank is chosen
    overflow_to: I4  # line or NOBODY
    for_owner: I4  # 1: each job is kept for the owner of its case, from the line it overflows to
    kept_line: I4  # that in which jobs are kept from this one, or NOBODY
    reserves: I4  # 1: some of its teams serve it as a reserve only
    noted: I4  # 1: one of these two is 1, so that who joins or leaves is noted elsewhere
    credit_s: F8
    ageing: F8
    work_s: F8  # expected of a job, at speed 1, where a team chooses by it
    overflow_after_s: F8


class Reserve:
    """A team that serves a queue while more wait there than stated; rows of a queue together."""

    id: I4
    queue: I4
    team: I4
    above: I4  # that wait
    until: I4  # no more than so many wait
    interrupts: I4  # 1: puts other work aside for it
    called: I4
    waited_s: F8  # of who came first, instead of their number; nan: it does not matter
    expected_s: F8  # wait to expect, instead of their number; nan: it does not matter
    switching_s: F8  # work added to the first piece of work
    called_at: F8  # of the call that is not written down yet (nan: none)


class IssueType:
    """A kind of need."""

    id: I4
    first_pair: I4  # in `resolves`
    first_step: I4  # row of ``steps``
    steps: I4
    wrap: I4  # distributions
    chase: I4
    recurs: I4  # distribution or NOBODY
    owned: I4  # 1: such cases have owners
    failed_from: I4  # an issue counts as FAILED from so many failures on; 0: never
    habitual_from: I4  # it is HABITUAL if its customer has complained so often before; 0: never
    complaint: I4  # 1: such an issue is a complaint
    needs_answer: I4  # 1: whatever the answer, it meets the need
    by_transfer: I4
    patience: I4  # distribution on live channels, or NOBODY: the channel's
    by_hour: I4  # row of `factors` on its work by step and after contact, or NOBODY
    re_explaining: I4  # distribution
    unresolvable: F8
    recurs_contact: F8  # chance that a recurrence makes a contact
    found_out: I4  # distribution of the time until a fix shows to hold or not; NOBODY: at once
    asks: I4  # 1: on deferred channels something may be missing, see `turns`
    turn: I4  # distribution of the work of asking
    answers_after: I4  # distribution
    questions: F8  # chance that something, or something more, is missing
    answers: F8  # chance that the customer answers
    closes_after_s: F8
    perishes: I4  # distribution of the time after which the need has lost its value, or NOBODY
    notices_after: I4  # distribution of the time until the firm notices its error
    notices_at: I4  # queue of the task that it then leaves
    asks_after: I4  # distribution of the time until the customer sees the error, or NOBODY
    notices: F8  # chance that the firm does


class Step:
    """A part of the work on an issue, done in the order of the rows of its type."""

    work: I4  # distribution
    purpose: I4  # of the draw of its work
    depth: I4  # that somebody must be able to go to who does it
    desk: I4  # queue of the task in which it is done, or NOBODY


class Reaction:
    """What a customer may do when something happens: the first row that matches counts.

    Rows of a reason are contiguous; those of `alternatives` that belong to a row, too.
    """

    reason: I4
    queue: I4  # where it happened, or ANY
    segment: I4  # or ANY
    failures: I4  # so far, this one included, at least
    contacts: I4  # of the issue so far, at most
    standing: I4  # flags that the issue must have
    first: I4  # row of `alternatives`
    alternatives: I4


class Alternative:
    """One of the ways in which a customer may react: to try again, with a delay, on a channel."""

    chance: F8  # cumulative over the alternatives of a reaction
    delay: I4  # distribution
    channel: I4  # queue, SAME_CHANNEL or SECOND_CHOICE
    at_opening: I4
    keeps_patience: I4  # 1: what earlier waits have left of the first contact's


class TransferRule:
    """The wrong team: what follows."""

    id: I4
    to: I4  # team
    after: I4  # distribution
    chance: F8


class Dist:
    """A distribution, see draws/quantiles.py for the meaning of a, b and c."""

    kind: I4
    first: I4  # parts of a mixture, or knots of an empirical distribution
    count: I4
    weight: F8  # cumulative, as a part of a mixture
    a: F8
    b: F8
    c: F8


class Knot:
    """A value of an empirical distribution with its cumulative weight."""

    value: F8
    weight: F8


class Moment:
    """A planned moment: doors, spans, head counts. Sorted by time, kind, id."""

    at: F8
    kind: I4
    id: I4  # queue (CLOSE, OPENING), agent (PRESENCE_ENDS, PRESENCE_BEGINS), team (FEWER, MORE)
    value: I4  # head count from now on (FEWER, MORE); what begins or ends: PAUSE, SHIFT or SEAT


class Event:
    """A moment that a move of the floor asks the engine to come back at."""

    at: F8
    kind: I4
    id: I4


class PromiseRule:
    """What is said to customers about when a task will be done; a row for each channel."""

    kind: I4  # NO_PROMISE, FIXED_PROMISE, HONEST_PROMISE or VAGUE_PROMISE
    within_s: F8
    margin: F8


class Judging:
    """How customers judge, remember and leave, where they do (one row)."""

    hope_s: F8  # after the need arises, an unknown outcome is judged as unresolved
    base: F8  # points, see ``sim.scoring``
    denied: F8
    unresolved: F8
    wait_slower: F8
    wait_faster: F8
    per_extra_contact: F8
    promise_kept: F8
    promise_broken: F8
    amends: F8
    amends_after_second: F8  # share
    trust_amends: F8  # points that amends add to trust
    leaving_amends: F8  # share of the chance to leave that amends let stand
    trust_up: F8  # share of the gap that trust closes after a judgement above it
    trust_down: F8  # after one below it
    trust_first: F8  # after a customer's first judgement
    own: F8  # weight of the present score in leaving; trust has the rest
    competitor: F8  # points by which a competitor is better
    expects: F8  # at first: factor on the wait that the channel lets customers expect
    adapts: F8  # share of the gap to the wait just lived through that the factor closes


class Choosing:
    """How customers choose channels, where experience or failures count (one row or none)."""

    channels: I4
    groups: I4  # combinations of issue type and segment
    learning: F8  # share of the gap to an outcome that habit closes
    strength: F8  # a channel's weight is multiplied by exp(strength * habit)
    louder: F8  # log of the factor on the weight of a public channel for each failure
    transfer: F8  # hoops, in failures
    redirect: F8
    refused_channel: F8
    re_explanation: F8
    hold_s: F8  # a second of waiting


class Pause:
    """A planned break or block of shrinkage; rows of an agent are contiguous, by time."""

    agent: I4
    kind: I4  # of the spell that it becomes when it is taken
    rule: I4  # POSTPONE, SHORTEN or PUT_ASIDE, for who is busy when it begins
    start: F8
    end: F8
    shift_end: F8


class FollowUp:
    """Something that a move leaves to be done right after it, see ``sim.floor.follow_ups``."""

    kind: I4
    id: I4  # line, team, queue, job, agent or pause
    place: I4  # how far a crowd has been dealt with


class Supply:
    """Planned agent seconds of a team up to a moment; rows of a team are contiguous."""

    at: F8
    cumulative_s: F8


class Counters:
    """How many rows of the growing tables are written (one row), see ``sim.floor.allocation``."""

    jobs: I4
    spells: I4
    pieces: I4
    calls: I4
    budget: I4  # rows that the move may still add to these
    spare: I4  # rows that are there for them, in the one with the fewest, at least
    events: I4
    follow_ups: I4
    moment: I4  # next planned moment
