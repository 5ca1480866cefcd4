"""Codes shared by the floor, the record and the measures. A leaf: it imports nothing.

Plain integers, because the compiled engine reads them as constants.
"""

NOBODY = -1
"""No agent, no job, no team, no queue."""

# State of an issue.
PLANNED, OPEN, MET, DENIED, GAVE_UP = 0, 1, 2, 3, 4

# State of a job (a contact or a task); from DONE on it is over, and the state is its outcome.
FUTURE, WAITING, WORKING, WRAPPING, ASIDE = 0, 1, 2, 3, 4
DONE, ABANDONED, BLOCKED, TURNED_AWAY, DISCONNECTED, LOST, NOT_MADE = 5, 6, 7, 8, 9, 10, 11

# Stage an issue has reached, or that a team reaches in one go.
NOTHING, ACKNOWLEDGED, DIAGNOSED, FIXED = 0, 1, 2, 3

# Why a contact is made. NEED is the first; the others are failure demand.
NEED, AFTER_ABANDONED, AFTER_BLOCKED, AFTER_CLOSED, AFTER_DISCONNECTED = 0, 1, 2, 3, 4
AFTER_UNRESOLVED, AFTER_NO_REPLY, AFTER_BROKEN_PROMISE, RECURRENCE = 5, 6, 7, 8
N_REASONS = 9

# Kinds of moments, in the order in which simultaneous ones happen; then the lower id first.
FINISH, GIVE_UP, FEWER, SPAN_END, CLOSE, MORE, SPAN_START, OPENING = 1, 2, 3, 4, 5, 6, 7, 8
OVERFLOW, REPLY_DUE, PROMISE_DUE, RECUR, COME_BACK, ARRIVE = 9, 10, 11, 12, 13, 14

# What a planned span of an agent is: a pause, a shift, or the time of a seat of a head count.
PAUSE, SHIFT, SEAT = 0, 1, 2

# What becomes of a pause that begins while the agent is busy.
POSTPONE, SHORTEN, PUT_ASIDE = 0, 1, 2

# Why an agent stays past the planned end of a shift or pause, or is about to go.
STAYS, GOES, CLEARS, SERVES_OUT = 0, 1, 2, 3

# Kinds of agent time in the record: pauses taken, and those planned then but not taken.
BUSY, ON_DUTY, LATE, UNPAID_BREAK, PAID_BREAK, SHRINKAGE, NOT_TAKEN = 0, 1, 2, 3, 4, 5, 6
N_SPELL_KINDS = 7

# Kinds of planned duty.
WORK, BREAK, UNAVAILABLE, ABSENT = 0, 1, 2, 3

# End-of-shift rules, agent choices, contact choices, closing rules, promises.
END_FINISH, END_HAND_BACK, END_CLEAR = 0, 1, 2
LONGEST_IDLE, LEAST_OCCUPIED, RANDOM = 0, 1, 2
LONGEST_WAITING, LONGEST_QUEUE, PRIORITY, CREDIT = 0, 1, 2, 3
KEEP, DISCONNECT, SERVE_OUT = 0, 1, 2
NO_PROMISE, FIXED_PROMISE, HONEST_PROMISE = 0, 1, 2

# Purposes of keyed draws (the first word of the counter), see draws/threefry.py.
U_TYPE, U_SEGMENT, U_CUSTOMER, U_CHANNEL, U_RESOLVE, U_DENY = 1, 2, 3, 4, 5, 6
D_PATIENCE, D_ACKNOWLEDGE, D_DIAGNOSE, D_FIX, D_WRAP, D_CHASE = 7, 8, 9, 10, 11, 12
U_RECUR, D_RECUR, U_LOST, U_TRANSFER, D_TRANSFER, U_AGENT = 13, 14, 15, 16, 17, 18
U_RETURN, D_RETURN = 32, 64
"""U_RETURN + reason and D_RETURN + reason."""
