"""What a scenario file means: the parts of a scenario in their explicit form, frozen.

Attribute names carry units (seconds, money, fractions); the names in YAML are the aliases,
where the text carries the unit (``length: 4 weeks``). Every class refuses unknown keys.
"""

from sim.scenario.model.amends import Amends
from sim.scenario.model.approval import Approval
from sim.scenario.model.channel_choice import Habit, Hoops, Louder
from sim.scenario.model.channels import (
    Answers,
    Callback,
    Channel,
    Desk,
    Return,
    ReturnReason,
    ServiceTarget,
)
from sim.scenario.model.clock import Clock, Holidays
from sim.scenario.model.customers import Customers, Leaving, Segment, Trust
from sim.scenario.model.demand import DayFactor, Stream, Surge
from sim.scenario.model.expectations import Expectations
from sim.scenario.model.handle_time_target import HandleTimeTarget
from sim.scenario.model.history import History
from sim.scenario.model.issue_types import IssueType, Leaves, Perishing, Recurrence, Turns, Work
from sim.scenario.model.manner import Manner
from sim.scenario.model.noticed import Noticed
from sim.scenario.model.offers import Offers
from sim.scenario.model.peers import Peers
from sim.scenario.model.promise import ChannelPromise, Promise
from sim.scenario.model.redirect import Redirect
from sim.scenario.model.routing import CaseOwner, Overflow, Priority, Reserve, Routing, Transfer
from sim.scenario.model.scenario import Cost, Satisfaction, Scenario
from sim.scenario.model.self_service import SelfService
from sim.scenario.model.service_level import ServiceLevel
from sim.scenario.model.service_thresholds import ServiceThresholds
from sim.scenario.model.staffing import BreakRule, Intervals, Pattern, Patterns, TeamStaffing
from sim.scenario.model.teams import (
    Absence,
    Break,
    Concurrency,
    HeadCount,
    Premium,
    Shift,
    Shrinkage,
    Skill,
    Team,
)
from sim.scenario.model.updates import Updates
from sim.scenario.values.calendars import Calendar
from sim.scenario.values.distributions import Distribution, constant
from sim.scenario.values.part import Part, StageName, Weights
from sim.scenario.values.table_files import TableFile

__all__ = [
    "Absence",
    "Amends",
    "Answers",
    "Approval",
    "Break",
    "BreakRule",
    "Calendar",
    "Callback",
    "CaseOwner",
    "Channel",
    "ChannelPromise",
    "Clock",
    "Concurrency",
    "Cost",
    "Customers",
    "DayFactor",
    "Desk",
    "Distribution",
    "Expectations",
    "Habit",
    "HandleTimeTarget",
    "HeadCount",
    "History",
    "Holidays",
    "Hoops",
    "Intervals",
    "IssueType",
    "Leaves",
    "Leaving",
    "Louder",
    "Manner",
    "Noticed",
    "Offers",
    "Overflow",
    "Part",
    "Pattern",
    "Patterns",
    "Peers",
    "Perishing",
    "Premium",
    "Priority",
    "Promise",
    "Recurrence",
    "Redirect",
    "Reserve",
    "Return",
    "ReturnReason",
    "Routing",
    "Satisfaction",
    "Scenario",
    "Segment",
    "SelfService",
    "ServiceLevel",
    "ServiceTarget",
    "ServiceThresholds",
    "Shift",
    "Shrinkage",
    "Skill",
    "StageName",
    "Stream",
    "Surge",
    "TableFile",
    "Team",
    "TeamStaffing",
    "Transfer",
    "Trust",
    "Turns",
    "Updates",
    "Weights",
    "Work",
    "constant",
]
