"""What the numbers in the floor's tables and in a record mean. A leaf: it imports nothing.

Each family of codes is stated once: its names, as the language, frames and stories know them,
and the plain integers for them, which the compiled engine reads as constants.
"""

NOBODY = -1
"""No agent, no job, no team, no queue, no row."""
ANY = -1
"""In a rule: whatever it is."""
NO_LIMIT = -1

ISSUE_STATES = ("planned", "open", "met", "denied", "gave_up", "not_arisen")
"""``not_arisen``: planned for a customer who had left before."""
PLANNED, OPEN, MET, DENIED, GAVE_UP, NOT_ARISEN = range(6)

JOB_STATES = (
    *("future", "waiting", "working", "wrapping", "aside"),
    *("done", "abandoned", "blocked", "turned_away", "disconnected", "lost", "not_made"),
    "ignored",
    "redirected",
    *("contained", "dropped_out"),
    "answered_by_peers",
    "awaiting_approval",
)
"""Of a contact or a task; from ``done`` on it is over, and the state is its outcome."""
FUTURE, WAITING, WORKING, WRAPPING, ASIDE = range(5)
DONE, ABANDONED, BLOCKED, TURNED_AWAY, DISCONNECTED, LOST, NOT_MADE, IGNORED = range(5, 13)
REDIRECTED = 13
CONTAINED, DROPPED_OUT = 14, 15
"""Resolved by self-service, as it says; while it has not ended, the contact is still in there."""
ANSWERED_BY_PEERS = 16
AWAITING_APPROVAL = 17
"""The agent is done with it, the customer has no reply yet."""
UNFINISHED = (WAITING, WORKING, WRAPPING, ASIDE)
NOT_ADMITTED = (BLOCKED, TURNED_AWAY, IGNORED)
"""Outcomes of contacts that never joined a queue; all others count as offered, but for those
redirected at the offer: ``REDIRECTED`` without an answer."""

STAGES = ("nothing", "acknowledged", "diagnosed", "fixed")
"""How far an issue has come by the three steps of today's language; how deep a team goes."""
NOTHING, ACKNOWLEDGED, DIAGNOSED, FIXED = range(4)

REASONS = (
    *("need", "abandoned", "blocked", "closed", "disconnected"),
    *("unresolved", "no_reply", "broken_promise", "recurrence"),
    "redirected",
    "answer",
    "dropped_out",
)
"""Why a contact is made.

``need`` is the first, ``answer`` goes on with it; the others are failure demand.
"""
NEED, AFTER_ABANDONED, AFTER_BLOCKED, AFTER_CLOSED, AFTER_DISCONNECTED = range(5)
AFTER_UNRESOLVED, AFTER_NO_REPLY, AFTER_BROKEN_PROMISE, RECURRENCE = range(5, 9)
AFTER_REDIRECTED = 9
ANSWER = 10
NO_FAILURE = (NEED, ANSWER)
"""Reasons of contacts that nothing has failed before."""
AFTER_DROPPED_OUT = 11

STANDING = ("public", "reopened", "failed", "habitual")
"""Flags of an issue that routing may look at: the k-th is the bit 2**k of its standing."""
PUBLIC, REOPENED = 1, 2
FAILED = 4
HABITUAL = 8
STANDINGS = 1 << len(STANDING)
"""Number of different standings."""

PIECE_ENDS = ("in_hand", "completed", "passed_on", "handed_back", "interrupted")
"""How a piece of work ended, as far as it has."""
IN_HAND, COMPLETED, PASSED_ON, HANDED_BACK, INTERRUPTED = range(5)

AUTOMATIC_REPLIES = ("none", "believed", "seen_through")
"""What became of the automatic reply to a contact."""
NOT_SENT, BELIEVED, SEEN_THROUGH = range(3)

CALLBACKS = ("none", "declined", "agreed", "called", "not_reached")
"""What became of the offer to call a waiting customer back; once agreed, until the call."""
NOT_OFFERED, DECLINED, AGREED, CALLED, NOT_REACHED = range(5)

HISTORIES = ("own", "silo", "shared")
"""Whose talks with a customer on a channel agents of a team know or can look up."""
OWN, SILO, SHARED = range(3)
MACHINE = -2
"""Instead of an agent: self-service, whose talks no agent sees."""

REDIRECTS = ("none", "being_told", "follows", "refuses", "not_needed")
"""What became of telling a customer to turn to another channel; ``not_needed``: the need was met
or denied before."""
NOT_REDIRECTED, BEING_TOLD, FOLLOWS, REFUSES, NOT_NEEDED = range(5)
NO_REDIRECT, AT_THE_OFFER, BY_AGENT = range(3)
"""Whether and when a channel redirects contacts."""

QUESTIONS = ("none", "begun", "asked", "answered", "unanswered")
"""What became of the question for which a contact was answered; unanswered: the case is closed."""
NOT_ASKED, BEGUN, ASKED, ANSWERED, UNANSWERED = range(5)

OFFERS = ("none", "being_made", "refused", "accepted")
"""What became of the offer that a customer got in a contact."""
NO_OFFER, BEING_MADE, REFUSED, ACCEPTED = range(4)

# Kinds of events, in the order in which simultaneous ones happen; then the lower id first.
FINISH, GIVE_UP, FEWER, PRESENCE_ENDS, CLOSE, MORE, PRESENCE_BEGINS, OPENING = range(1, 9)
OVERFLOW, SELF_SERVICE_ENDS, RESERVE_DUE, OFFER_CALLBACK, REPLY_DUE, PROMISE_DUE = range(9, 15)
UPDATE_DUE, PEER_ANSWERS = 15, 16
FOUND_OUT, CASE_CLOSES, PERISH, HOPE_ENDS, NOTICED, RECUR, COME_BACK, ARRIVE = range(17, 25)

# What a planned presence of an agent is: a pause (the other way round), a shift, or the time
# of a seat of a head count.
PAUSE, SHIFT, SEAT = range(3)

PAUSE_RULES = ("postpone", "shorten", "put_aside")
"""What becomes of a pause that begins while the agent is busy."""
POSTPONE, SHORTEN, PUT_ASIDE = range(3)

# Why an agent stays past the planned end of a shift or pause, or is about to go.
STAYS, GOES, CLEARS, SERVES_OUT = range(4)

SPELL_KINDS = ("busy", "on_duty", "late", "unpaid_break", "paid_break", "shrinkage", "not_taken")
"""Agent time in the record: pauses taken, and those planned then but not taken."""
BUSY, ON_DUTY, LATE, UNPAID_BREAK, PAID_BREAK, SHRINKAGE, NOT_TAKEN = range(7)

DUTY_KINDS = ("work", "break", "unavailable", "absent")
WORK, BREAK, UNAVAILABLE, ABSENT = range(4)

END_RULES = ("finish", "hand_back", "clear")
"""What an agent does whose shift ends with work in hand."""
END_FINISH, END_HAND_BACK, END_CLEAR = range(3)

AGENT_RULES = ("longest_idle", "least_loaded", "random")
LONGEST_IDLE, LEAST_OCCUPIED, RANDOM = range(3)

CONTACT_RULES = ("longest_waiting", "longest_queue", "priority", "credit", "shortest_work")
LONGEST_WAITING, LONGEST_QUEUE, PRIORITY, CREDIT, SHORTEST_WORK = range(5)

CLOSING_RULES = ("keep", "disconnect", "serve_out")
KEEP, DISCONNECT, SERVE_OUT = range(3)

PROMISES = ("none", "fixed", "honest", "vague")
"""What is said of when a task will be done; ``vague``: soon, which customers take for a time."""
NO_PROMISE, FIXED_PROMISE, HONEST_PROMISE, VAGUE_PROMISE = range(4)

# Where a customer tries again, if not on a certain channel.
SAME_CHANNEL, SECOND_CHOICE = -1, -2

LEAVING = ("stays", "moved_on", "dissatisfied")
"""Why a customer has left: whatever the firm did, or after a judgement."""
STAYING, MOVED_ON, DISSATISFIED = range(3)

# Purposes of keyed draws (the first word of the counter), see draws/threefry.py.
U_TYPE, U_SEGMENT, U_CUSTOMER, U_CHANNEL, U_RESOLVE, U_DENY = 1, 2, 3, 4, 5, 6
D_PATIENCE, D_ACKNOWLEDGE, D_DIAGNOSE, D_FIX, D_WRAP, D_CHASE = 7, 8, 9, 10, 11, 12
U_RECUR, D_RECUR, U_LOST, U_TRANSFER, D_TRANSFER, U_AGENT = 13, 14, 15, 16, 17, 18
U_SEEN_THROUGH, U_EQUALS, U_CALLBACK, U_PICKS_UP, U_ANSWER = 19, 20, 21, 22, 23
U_MOVE_ON, U_LEAVE = 120, 121
U_CONFIRM, D_FOUND_OUT, D_KNOWN = 24, 25, 26
D_SURGE = 27
U_HOLDS, D_OVERHEAD = 86, 87
D_RE_EXPLAIN = 88
U_CONTAINED, U_DROPS, U_MISROUTED, U_FALSELY = 80, 81, 82, 83
D_SELF_SERVICE, D_MISROUTED = 84, 85
U_REDIRECT, U_FOLLOW, D_FOLLOW, D_REDIRECT = 28, 29, 30, 31
U_QUESTION, U_TURN, D_ANSWER, D_TURN = 94, 95, 96, 97
D_PERISH = 98
U_EXPLAINED, D_UPDATE, D_EXPLAIN = 115, 116, 117
U_AMENDS = 110
U_APPROVAL, D_APPROVAL = 100, 101
U_PEERS, D_PEERS, U_PEER_RESOLVES = 105, 106, 107
U_OFFER, U_ACCEPTS, D_OFFER = 118, 119, 122
U_NOTICED, D_NOTICED, D_CONTACTS = 123, 124, 125
U_RETURN, D_RETURN = 32, 64
"""U_RETURN + reason and D_RETURN + reason."""
