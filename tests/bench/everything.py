"""The week of ``workload`` with every mechanism on: what all of them together cost."""

EVERYTHING = """
clock: {{length: {weeks} weeks, run_out: 1 h}}
customers:
  population: {population}
  segments:
    many: {{share: 80 %, value: 1 USD/week}}
    known: {{share: 20 %, value: 5 USD/week, reach: 5000}}
  trust: {{rate: 20 %}}
  leaving: {{churn: 10 %, amends: 80 %}}
  habit: {{learning: 20 %}}
  louder: {{per_failure: 1.5}}
  expectations: 20 %
  gives_up_hope_after: 2 weeks
demand:
  phone: {{rate: {phone} per week, profile: {profile}, channels: {{phone: 1}}, issue_types: {{call: 85, hard_call: 15}}}}
  chat: {{rate: {chat} per week, profile: {profile}, channels: {{chat: 1}}, issue_types: {{talk: 85, hard_talk: 15}}}}
  email: {{rate: {email} per week, profile: {profile}, channels: {{email: 70, social: 30}}, issue_types: {{letter: 80, hard_letter: 15, thanks: 5}}}}
issue_types:
  call: {{work: "{call}", resolves: 85 %, resolves_by_team: {{phone: 80 %}}, found_out_after: exponential(2 days), re_explaining: exponential(1 min), perishes: {{after: exponential(3 days), value: 10 USD}}}}
  talk: {{work: "{talk}", resolves: 85 %, found_out_after: exponential(2 days), recurs: {{every: 1 day, contact_chance: 20 %}}, noticed: {{desk: back_office, chance: 5 %, after: 1 h, customer_contacts_after: exponential(6 h)}}}}
  letter: {{work: "{letter}", resolves: 85 %, turns: {{questions: 20 %, work: 1 min}}, complaint: yes}}
  thanks: {{needs: answer, work: "{letter}"}}
  hard_call: {{work: {{diagnose: "{call}", fix: "{task}"}}, authority: 1, unresolvable: 3 %, leaves: {{fix: back_office}}, resolves: 90 %}}
  hard_talk: {{work: {{diagnose: "{talk}", fix: "{task}"}}, authority: 1, leaves: {{fix: back_office}}, resolves: 90 %}}
  hard_letter: {{work: {{diagnose: "{letter}", fix: "{task}"}}, authority: 1, leaves: {{fix: back_office}}, resolves: 90 %}}
channels:
  phone: {{hours: "Mon-Fri 08:00-20:00, Sat 09:00-14:00", patience: exponential({phone_patience} min), at_closing: keep, self_service: {{contains: 10 %, false_fixes: 10 %, takes: exponential(30 s), drops: 2 %, misroutes: 5 %, history: false}}, callback: {{after: 2 min, accepts: 30 %}}}}
  chat: {{patience: exponential({chat_patience} min), redirect: {{to: phone, share: 5 %, follows: 60 %, delay: exponential(10 min)}}}}
  email: {{kind: deferred, expected_reply: 24 h, approval: {{desk: legal, share: 5 %, work: exponential(3 min)}}}}
  social: {{kind: deferred, public: true, expected_reply: 1 h, automatic_reply: 50 %, answers: {{share: 90 %, reach_from: 1000}}, peers: {{answers: 10 %}}}}
tasks:
  back_office: {{lost: 2 %, updates: 1 day, confirms: 90 %}}
  legal: {{}}
teams:
  phone: {{head_count: {{agents: 12, hours: "Mon-Fri 08:00-20:00, Sat 09:00-14:00"}}, skills: {{channels: phone}}, handle_time_target: {{talk: 12 min, overhead: 10 s}}, history: own, amends: {{cap: 10 USD, amount: 5 USD}}, manner: -0.1, offers: {{share: 10 %, takes: exponential(30 s), revenue: 20 USD}}, explains: 50 %}}
  chat: {{head_count: 6, skills: {{channels: chat}}, history: silo}}
  email: {{head_count: {{agents: 9, hours: "Mon-Fri 09:00-17:00"}}, skills: {{channels: [email, social]}}, chooses_contact: priority, explaining: 10 s, explains: 30 %}}
  back_office: {{head_count: {{agents: 6, hours: "Mon-Fri 09:00-17:00"}}, skills: {{tasks: [back_office, legal], channels: phone, authority: 1}}}}
routing:
  teams: {{phone: [phone]}}
  priorities:
    - {{failures_from: 2, priority: 1}}
    - {{reach_from: 1000, priority: 2}}
    - {{complaints_from: 4, priority: 4}}
    - {{priority: 3}}
  reserve: [{{queue: phone, team: back_office, above: 6, until: 2}}]
  case_owner: {{waits: 2 min, lost: 50 %}}
promise: {{kind: honest, channels: {{chat: vague}}}}
returns:
  abandoned: {{chance: {redial}, delay: exponential({redial_delay} min)}}
  unresolved: {{chance: 60 %, delay: exponential(1 h)}}
  no_reply: {{chance: 40 %, delay: exponential(4 h)}}
  broken_promise: {{chance: 40 %, delay: exponential(4 h)}}
"""  # noqa: E501
