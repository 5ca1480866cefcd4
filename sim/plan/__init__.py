"""From a scenario to a plan: everything that does not depend on how the day goes."""

from sim.plan.plan import Plan, make_plan

__all__ = ["Plan", "make_plan"]
