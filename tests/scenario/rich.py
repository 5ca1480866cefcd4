"""Files that use the whole language, for tests that change them at random."""

from __future__ import annotations

SCENARIO = """\
scenario: Everything at once
about: A sentence.
seed: 7
calendars:
  office: Mon-Fri 08:00-18:00 except holidays
  late: {open: [Mon-Fri 17:00-20:00, Sat 09:00-14:00], holidays: closed}
clock: {start: 2026-01-05, length: 1 day, warm_up: 0 s, run_out: 12 h, holidays: US-CA}
customers:
  population: 50
  segments:
    people: {share: 3, value: 2 USD/week, reach: 80}
    firms: {share: 1, channels: {email: 2, phone: 1}}
demand:
  calls:
    rate: 6 per open hour
    profile: office
    day_factor: {cv: 10 %, shared: day}
    surges: [{at: 2026-01-05 10:00, issues: 5, decay: 2 h}]
    issue_types: {question: 2, claim: 1}
    segments: people
  hourly: {rate_by_hour: {hours: Mon-Fri 08:00-10:00, by_hour: [3, 4]}, channels: chat}
  expected: {forecast: forecast.csv}
  exact: {trace: {file: trace.csv, unit: s}, channels: {phone: 70 %, email: 0.3}}
  weekly: {rate: 20 per week, profile: profile.csv}
issue_types:
  question:
    share: 70 %
    work: {acknowledge: 10 s, fix: "lognormal(mean 177 s, cv 1.23)"}
    after_contact: exponential(30 s)
    handle_time_by_hour: {hours: Mon-Fri 08:00-10:00, by_hour: [4 min, 6 min]}
    resolves: {value: 85 %, range: [60 %, 95 %], source: log, grade: M}
    resolves_by_channel: {email: 70 %}
    resolves_by_team: {care: 90 %}
  claim:
    share: 0.3
    work:
      diagnose: empirical(durations.csv)
      fix: "mixture(80 % 4 min, 20 % uniform(1 min, 9 min))"
    authority: 1
    unresolvable: 5 %
    leaves: {fix: back_office, how: transfer}
    chase: 1 min
    recurs: {every: exponential(6 h), contact_chance: 50 %}
    patience: gamma(mean 3 min, cv 0.8)
    channels: phone
channels:
  phone:
    hours: office
    lines: 30
    waiting_room: 20
    patience: {weibull: {shape: 1.5, scale: 4 min}}
    patience_by_hour: [{hours: Mon 09:00-10:00, by_half_hour: [2 min, 3 min]}]
    at_closing: serve_out
    service_target: 80 % in 20 s
    second_choice: email
    cost_per_contact: 0.30 USD
    returns:
      abandoned: {chance: 60 %, delay: 5 min, channel: {same: 70 %, second: 0.3}, at_most: 4}
  chat: {hours: [Mon-Fri 08:00-20:00], patience: "triangular(1 min, 2 min, 6 min)"}
  email: {kind: deferred, share: 20 %, expected_reply: 4 h, public: yes}
tasks:
  back_office: {hours: office, lost: 1 %, cost_per_task: 1 USD}
teams:
  care:
    shifts:
      - {agents: 3, hours: Mon-Fri 08:00-16:00, breaks: 12:00 for 30 min, speed: 1.1}
      - {agents: 2, hours: Mon-Fri 10:00-18:00, breaks: [13:00 for 30 min, 15:00 for 10 min paid]}
    skills:
      - {channels: [phone, chat], speed: 1.1}
      - {channels: email, issue_types: question, does: diagnose}
    shrinkage: {share: 15 %, block: 30 min}
    absence: {share: 5 %, paid: no}
    concurrency: {contacts: 2, slow_down: 20 %, channels: chat}
    puts_aside: email
    end_of_shift: hand_back
    chooses_agent: random
    chooses_contact: priority
    wage: 24 USD/h
    premiums: {late: {hours: late, share: 25 %}}
    holiday_premium: 100 %
    overtime_premium: 50 %
  specialists:
    head_count: agents.csv
    skills: {channels: phone, tasks: back_office, authority: 1}
    chooses_contact: credit
  few:
    head_count: [{hours: Mon-Fri 09:00-12:00, by_hour: [1, 2, 2]}, {agents: 1, hours: office}]
    skills: {tasks: back_office, authority: 2}
routing:
  teams: {phone: [care, specialists]}
  priorities:
    - {queue: phone, issue_type: claim, priority: 1, credit: 2 min, ageing: 1.5}
    - {segment: firms, public: no, priority: 2}
  overflow: {queue: phone, after: 2 min, to: specialists}
  transfers: {from: care, to: specialists, chance: 5 %, issue_types: claim, after: 40 s}
returns:
  unresolved: 60 %
  closed: {chance: 80 %, at_opening: true, delay: exponential(30 min)}
  no_reply: {chance: 30 %, delay: "hyperexponential(mean 1 h, cv 2)", channel: phone}
promise: {kind: honest, within: 1 day, margin: 1.2}
satisfaction: {base: 4.1, spread: 0.5, wait_slower: -0.3}
matters: {resolution.mean_h: 0.5 h, satisfaction.csat: 1 %}
targets: [phone.service_level >= 75 %, {measure: resolution.mean_h, at_most: 8 h}]
baseline: as_is
variants:
  counted: {teams.care.shifts: null, teams.care.head_count: 2, teams.care.shrinkage: null}
  slower: {about: text, issue_types.question.work.fix.lognormal.mean: 4 min}
"""
TABLES = {
    "forecast.csv": "when,calls\n2026-01-05 08:00,4\n2026-01-05 08:30,5.5\n2026-01-05 09:00,0\n",
    "trace.csv": "# exported\n2026-01-05 08:01\n2026-01-05 9:20:30\n4000\n",
    "profile.csv": "day,time,weight\nMon,8,3\nMon,9:00,4\n2,10:00,1\n2,11,1\n",
    "agents.csv": "day,time,agents\nMon,08:00,1\nMon,08:30,2\n",
    "durations.csv": "duration (s),weight\n2 min,3\n90,1\n1 h 30 min,0.5\n",
}
EXTENDING = """\
extends: scenario.yaml
demand: {expected: null, calls: {day_factor: 5 %}}
teams: {few: {head_count: 1}}
variants: {more: {teams.few.head_count: 2}}
"""
SWEEP = """\
sweep: Everything
about: A sentence.
scenario: scenario.yaml
variant: as_is
set: {clock.length: 1 day}
factors:
  teams.few.head_count: [1, 2]
  teams.care.shrinkage.share: {from: 0 %, to: 30 %, steps: 2}
  channels.phone.patience: [null, 3 min]
design: {kind: grid}
replications: 1
seed: 3
measures: ["satisfaction.*", cost.total]
front: [satisfaction.csat, cost.total]
"""
