"""Days with self-service, and their logs."""

# ruff: noqa: E501 (what happens, line by line)

from __future__ import annotations

STORIES: dict[str, tuple[str, str]] = {
    "any number are contained at the same time": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:00 [self-service 00:00 to 00:01] contained > 00:01
phone 1 00:01 [self-service 00:01 to 00:02] contained > 00:02
issue 0 met 00:01
issue 1 met 00:02
""",
    ),
    "who is not contained goes on to agents, with the whole work to do": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 0 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:01 [self-service 00:00 to 00:01] > 00:01 care0 > 00:06
phone 1 00:02 [self-service 00:01 to 00:02] > 00:06 care0 > 00:11
issue 0 met 00:06
issue 1 met 00:11
""",
    ),
    "who leaves in it may try again, else gives up": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %, drops: 100 %}, returns: {dropped_out: {chance: 1, delay: 10 min, at_most: 1}}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:00 [self-service 00:00 to 00:01] dropped out > 00:01
phone 1 00:01 [self-service 00:01 to 00:02] dropped out > 00:02
phone 0.1 00:11 (dropped_out) [self-service 00:11 to 00:12] dropped out > 00:12
phone 1.1 00:12 (dropped_out) [self-service 00:12 to 00:13] dropped out > 00:13
issue 0 gave up 00:12
issue 1 gave up 00:13
""",
    ),
    "a false fix that shows at once is tried in vain": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %, false_fixes: 100 %, only_first: yes}, returns: {unresolved: {chance: 1, delay: 10 min}}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:00 [self-service 00:00 to 00:01, says done] contained > 00:01
phone 1 00:01 [self-service 00:01 to 00:02, says done] contained > 00:02
phone 0.1 00:11 (unresolved) > 00:11 care0 > 00:16
phone 1.1 00:12 (unresolved) > 00:16 care0 > 00:21
issue 0 met 00:16
issue 1 met 00:21
""",
    ),
    "who sees that at once and does not come back has given up": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %, false_fixes: 100 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:00 [self-service 00:00 to 00:01, says done] contained > 00:01
phone 1 00:01 [self-service 00:01 to 00:02, says done] contained > 00:02
issue 0 gave up 00:01
issue 1 gave up 00:02
""",
    ),
    "a false fix is believed until it is found out": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min, found_out_after: 1 h}}
channels: {phone: {self_service: {contains: 100 %, false_fixes: 100 %, only_first: yes}, returns: {unresolved: {chance: 1, delay: 10 min}}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:00 [self-service 00:00 to 00:01, says done] [said done, found out 01:01] contained > 00:01
phone 1 00:01 [self-service 00:01 to 00:02, says done] [said done, found out 01:02] contained > 00:02
phone 0.1 01:11 (unresolved) > 01:11 care0 > 01:16
phone 1.1 01:12 (unresolved) > 01:16 care0 > 01:21
issue 0 met 01:16
issue 1 met 01:21
""",
    ),
    "a false fix that is never found out": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min, found_out_after: never}}
channels: {phone: {self_service: {contains: 100 %, false_fixes: 100 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:00 [self-service 00:00 to 00:01, says done] [said done] contained > 00:01
phone 1 00:01 [self-service 00:01 to 00:02, says done] [said done] contained > 00:02
issue 0 open
issue 1 open
""",
    ),
    "an agent has to put right what arrives as something else": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {misroutes: 100 %, misrouted_work: 2 min}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:01 [self-service 00:00 to 00:01, misrouted 120 s] > 00:01 care0 > 00:08
phone 1 00:02 [self-service 00:01 to 00:02, misrouted 120 s] > 00:08 care0 > 00:15
issue 0 met 00:08
issue 1 met 00:15
""",
    ),
    "it holds a line of the channel": (
        """
demand: {calls: {trace: [0, 30, 61, 62]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %}, lines: 1}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:00 [self-service 00:00 to 00:01] contained > 00:01
phone 1 00:00:30 blocked
phone 2 00:01:01 [self-service 00:01:01 to 00:02:01] contained > 00:02:01
phone 3 00:01:02 blocked
issue 0 met 00:01
issue 1 gave up 00:00:30
issue 2 met 00:02:01
issue 3 gave up 00:01:02
""",
    ),
    "who is passed on keeps that line": (
        """
demand: {calls: {trace: [0, 61, 500]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 0 %}, lines: 1}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:01 [self-service 00:00 to 00:01] > 00:01 care0 > 00:06
phone 1 00:01:01 blocked
phone 2 00:09:20 [self-service 00:08:20 to 00:09:20] > 00:09:20 care0 > 00:14:20
issue 0 met 00:06
issue 1 gave up 00:01:01
issue 2 met 00:14:20
""",
    ),
    "patience begins in the line": (
        """
demand: {calls: {trace: [0, 60, 61]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 0 %, takes: 3 min}, patience: 1 min}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:03 [self-service 00:00 to 00:03] > 00:03 care0 > 00:08
phone 1 00:04 [self-service 00:01 to 00:04] gave up > 00:05
phone 2 00:04:01 [self-service 00:01:01 to 00:04:01] gave up > 00:05:01
issue 0 met 00:08
issue 1 gave up 00:05
issue 2 gave up 00:05:01
""",
    ),
    "who comes out of it after closing is turned away": (
        """
demand: {calls: {trace: [3541, 3600, 7200]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 0 %, takes: 2 min}, hours: Mon 00:00-01:00}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 1 01:00 turned away
phone 0 01:01:01 [self-service 00:59:01 to 01:01:01] turned away
phone 2 02:00 turned away
issue 0 gave up 01:01:01
issue 1 gave up 01:00
issue 2 gave up 02:00
""",
    ),
    "it may answer in closed hours": (
        """
demand: {calls: {trace: [3541, 3600, 7200]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %, takes: 2 min, always_open: yes}, hours: Mon 00:00-01:00}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:59:01 [self-service 00:59:01 to 01:01:01] contained > 01:01:01
phone 1 01:00 [self-service 01:00 to 01:02] contained > 01:02
phone 2 02:00 [self-service 02:00 to 02:02] contained > 02:02
issue 0 met 01:01:01
issue 1 met 01:02
issue 2 met 02:02
""",
    ),
    "in closed hours agents answer nobody whom it passes on, and it holds a line": (
        """
demand: {calls: {trace: [3541, 3600, 7200]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 0 %, takes: 2 min, always_open: yes}, lines: 1, hours: Mon 00:00-01:00}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 1 01:00 blocked
phone 0 01:01:01 [self-service 00:59:01 to 01:01:01] turned away
phone 2 02:02 [self-service 02:00 to 02:02] turned away
issue 0 gave up 01:01:01
issue 1 gave up 01:00
issue 2 gave up 02:02
""",
    ),
    "else the hours of the channel count, also where contacts queue in closed ones": (
        """
demand: {calls: {trace: [0, 3600]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %}, kind: deferred, hours: Mon 01:00-02:00}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:00 > 01:00 care0 > 01:05
phone 1 01:00 [self-service 01:00 to 01:01] contained > 01:01
issue 0 met 01:05
issue 1 met 01:01
""",
    ),
    "the run ends in it": (
        """
demand: {calls: {trace: [86390]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 23:59:50 [self-service 23:59:50] contained
issue 0 open
""",
    ),
    "a task under way is not its affair": (
        """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {claim: {work: {diagnose: 1 min, fix: 1 h}, leaves: {fix: desk}, chase: 2 min}}
channels: {phone: {returns: {broken_promise: {chance: 1, channel: chat}}}, chat: {self_service: {contains: 100 %}}}
tasks: {desk: {}}
promise: {kind: fixed, within: 30 min}
teams:
  care: {head_count: 1, skills: {channels: [phone, chat], does: diagnose}}
  back: {head_count: 1, skills: {tasks: desk}}
""",
        """
phone 0 00:00 > 00:00 care0 > 00:01 promised 00:31
desk 0 00:01 > 00:01 back0 > 01:01 fixed
chat 0.1 00:32 (broken_promise) [self-service 00:31 to 00:32] > 00:32 care0 > 00:34 promised 01:04
issue 0 met 01:01
""",
    ),
    "what nobody can resolve is passed on": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min, unresolvable: 100 %}}
channels: {phone: {self_service: {contains: 100 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:01 [self-service 00:00 to 00:01] > 00:01 care0 > 00:06
phone 1 00:02 [self-service 00:01 to 00:02] > 00:06 care0 > 00:11
issue 0 denied 00:06
issue 1 denied 00:11
""",
    ),
    "what it does not hand over has to be explained again": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {history: no}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:01 [self-service 00:00 to 00:01] [explains again 60 s] > 00:01 care0 > 00:07
phone 1 00:02 [self-service 00:01 to 00:02] [explains again 60 s] > 00:07 care0 > 00:13
issue 0 met 00:07
issue 1 met 00:13
""",
    ),
    "what it hands over has not, whatever agents see of each other": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {history: yes}}}
teams: {care: {head_count: 1, history: own, skills: {channels: phone}}}
""",
        """
phone 0 00:01 [self-service 00:00 to 00:01] > 00:01 care0 > 00:06
phone 1 00:02 [self-service 00:01 to 00:02] > 00:06 care0 > 00:11
issue 0 met 00:06
issue 1 met 00:11
""",
    ),
    "a need met meanwhile makes it a chase": (
        """
demand: {calls: {trace: [0], channels: email}}
issue_types: {question: {work: 5 min, chase: 1 min}}
channels: {email: {kind: deferred, expected_reply: 4 min, returns: {no_reply: {chance: 1, channel: phone}}}, phone: {self_service: {contains: 100 %, takes: 2 min}}}
teams: {care: {head_count: 1, skills: {channels: [email, phone]}}}
""",
        """
email 0 00:00 > 00:00 care0 > 00:05
phone 0.1 00:06 (no_reply) [self-service 00:04 to 00:06] > 00:06 care0 > 00:07
issue 0 met 00:05
""",
    ),
    "contained while an agent works on it": (
        """
demand: {calls: {trace: [0], channels: email}}
issue_types: {question: {work: 10 min, chase: 1 min}}
channels: {email: {kind: deferred, expected_reply: 4 min, returns: {no_reply: {chance: 1, channel: phone}}}, phone: {self_service: {contains: 100 %, takes: 2 min}}}
teams: {care: {head_count: 1, skills: {channels: [email, phone]}}}
""",
        """
email 0 00:00 > 00:00 care0 > 00:10
phone 0.1 00:04 (no_reply) [self-service 00:04 to 00:06] contained > 00:06
issue 0 met 00:06
""",
    ),
    "contained while it waits elsewhere": (
        """
demand: {calls: {trace: [0], channels: email}}
issue_types: {question: {work: 10 min, chase: 1 min}}
channels: {email: {kind: deferred, hours: 'Mon 01:00-02:00', expected_reply: 4 min, returns: {no_reply: {chance: 1, channel: phone}}}, phone: {self_service: {contains: 100 %, takes: 2 min}}}
teams: {care: {head_count: 1, skills: {channels: [email, phone]}}}
""",
        """
email 0 00:00 > 01:00 care0 > 01:01
phone 0.1 00:04 (no_reply) [self-service 00:04 to 00:06] contained > 00:06
issue 0 met 00:06
""",
    ),
    "misrouted, and then the wrong team": (
        """
demand: {calls: {trace: [0], channels: chat}}
issue_types: {question: {work: 10 min, after_contact: 3 min}}
channels: {chat: {self_service: {misroutes: 100 %}}}
routing: {transfers: [{from: care, to: back, chance: 1}], teams: {chat: [care, back]}}
teams:
  care: {head_count: 1, skills: {channels: chat}}
  back: {head_count: 1, skills: {channels: chat}}
""",
        """
chat 0 00:01 [self-service 00:00 to 00:01, misrouted 60 s] > 00:01 care0 passed on 00:03 > 00:03 back0 > 00:13 free 00:16
issue 0 met 00:13
""",
    ),
    "who is only told where to turn to is not put right": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {misroutes: 100 %}, redirect: {to: chat, follows: 100 %}, share: 1}, chat: {share: 0}}
teams: {care: {head_count: 1, skills: {channels: [phone, chat]}}}
""",
        """
phone 0 00:01 [self-service 00:00 to 00:01, misrouted] > 00:01 care0 [follows] redirected > 00:01:30
chat 0.1 00:01:30 (redirected) > 00:01:30 care0 > 00:06:30
phone 1 00:02 [self-service 00:01 to 00:02, misrouted] > 00:06:30 care0 [follows] redirected > 00:07
chat 1.1 00:07 (redirected) > 00:07 care0 > 00:12
issue 0 met 00:06:30
issue 1 met 00:12
""",
    ),
    "what was misrouted is put right once": (
        """
demand: {calls: {trace: [0]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {misroutes: 100 %}}}
teams: {care: {end_of_shift: hand_back, shifts: [{agents: 1, hours: 'Mon 00:00-00:02'}, {agents: 1, hours: 'Mon 01:00-09:00'}], skills: {channels: phone}}}
""",
        """
phone 0 00:01 [self-service 00:00 to 00:01, misrouted 60 s] > 00:01 care0 handed back 00:02 > 01:00 care1 > 01:05
issue 0 met 01:05
""",
    ),
    "nothing is put right where nobody is reached": (
        """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {misroutes: 100 %}, callback: {after: 0 s, accepts: 100 %, answers: 0 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""",
        """
phone 0 00:01 [self-service 00:00 to 00:01, misrouted 60 s] > 00:01 care0 > 00:07
phone 1 00:02 [self-service 00:01 to 00:02, misrouted] [callback not reached 00:02 00:07] > 00:07 care0 > 00:07:30
issue 0 met 00:07
issue 1 gave up 00:07:30
""",
    ),
}
"""What happens, and its log."""
