"""Our engines on the models of ``workload``, as scenarios through the public functions."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sim
from sim.engine import run as run_engine
from sim.kpi import measure
from sim.plan import make_plan
from tests.bench import workload as w
from tests.bench.everything import EVERYTHING

Model = Callable[[int, int], dict[str, float]]

MMCM = """
clock: {{length: {minutes} min, run_out: 1 h}}
demand: {{calls: {{rate: {rate} per min}}}}
issue_types: {{question: {{work: exponential({service} min)}}}}
channels: {{phone: {{patience: exponential({patience} min)}}}}
teams: {{care: {{head_count: {servers}, skills: {{channels: phone}}}}}}
"""

WEEK = """
clock: {{length: {weeks} weeks, run_out: 1 h}}
demand:
  phone: {{rate: {phone} per week, profile: {profile}, channels: {{phone: 1}}, issue_types: {{call: 85, hard_call: 15}}}}
  chat: {{rate: {chat} per week, profile: {profile}, channels: {{chat: 1}}, issue_types: {{talk: 85, hard_talk: 15}}}}
  email: {{rate: {email} per week, profile: {profile}, channels: {{email: 1}}, issue_types: {{letter: 85, hard_letter: 15}}}}
issue_types:
  call: {{work: "{call}"}}
  talk: {{work: "{talk}"}}
  letter: {{work: "{letter}"}}
  hard_call: {{work: {{diagnose: "{call}", fix: "{task}"}}, authority: 1, leaves: {{fix: back_office}}}}
  hard_talk: {{work: {{diagnose: "{talk}", fix: "{task}"}}, authority: 1, leaves: {{fix: back_office}}}}
  hard_letter: {{work: {{diagnose: "{letter}", fix: "{task}"}}, authority: 1, leaves: {{fix: back_office}}}}
channels:
  phone: {{hours: "Mon-Fri 08:00-20:00, Sat 09:00-14:00", patience: exponential({phone_patience} min), at_closing: keep}}
  chat: {{patience: exponential({chat_patience} min)}}
  email: {{kind: deferred}}
tasks: {{back_office: {{}}}}
teams:
  phone: {{head_count: {{agents: 10, hours: "Mon-Fri 08:00-20:00, Sat 09:00-14:00"}}, skills: {{channels: phone}}}}
  chat: {{head_count: 5, skills: {{channels: chat}}}}
  email: {{head_count: {{agents: 6, hours: "Mon-Fri 09:00-17:00"}}, skills: {{channels: email}}}}
  back_office: {{head_count: {{agents: 4, hours: "Mon-Fri 09:00-17:00"}}, skills: {{tasks: back_office, authority: 1}}}}
returns:
  abandoned: {{chance: {redial}, delay: exponential({redial_delay} min)}}
"""  # noqa: E501


def mmcm(contacts: int) -> str:
    """M/M/50+M, as long as so many contacts take."""
    return MMCM.format(
        minutes=contacts / w.ARRIVALS_PER_MIN,
        rate=w.ARRIVALS_PER_MIN,
        service=w.MEAN_SERVICE_MIN,
        patience=w.MEAN_PATIENCE_MIN,
        servers=w.SERVERS,
    )


def week(contacts: int, text: str = WEEK, **more: float) -> str:
    """The small organisation, whole weeks."""
    return text.format(
        weeks=w.weeks_for(contacts),
        profile=w.hourly_rates("phone"),
        phone_patience=w.PHONE_PATIENCE_MIN,
        chat_patience=w.CHAT_PATIENCE_MIN,
        call=f"lognormal(mean {w.PHONE_SERVICE_MEAN_MIN} min, cv {w.PHONE_SERVICE_CV})",
        talk=f"exponential({w.CHAT_SERVICE_MIN} min)",
        letter=f"exponential({w.EMAIL_SERVICE_MIN} min)",
        task=f"exponential({w.TASK_SERVICE_MIN} min)",
        redial=w.REDIAL_CHANCE,
        redial_delay=w.REDIAL_DELAY_MIN,
        **w.WEEKLY,
        **more,
    )


def everything(contacts: int) -> str:
    """The same with all mechanisms, and a customer for each contact."""
    return week(contacts, EVERYTHING, population=contacts)


def make_ready(engine: str) -> None:
    """Read compiled code from the cache, which belongs to start-up, like an import."""
    if engine == "compiled":
        from sim.engine import compiled_engine

        compiled_engine.make_ready()


def model_of(engine: str, text_for: Callable[[int], str], channel: str) -> Model:
    """A function that reads, plans, runs and measures a scenario on an engine."""

    def run(contacts: int, seed: int) -> dict[str, float]:
        clocks = Stopwatch()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.yaml"
            path.write_text(text_for(contacts), encoding="utf-8")
            scenario = sim.load(path).resolve()
        clocks.lap("reading")
        plan = make_plan(scenario, seed)
        clocks.lap("plan")
        record = run_engine(plan, engine)
        clocks.lap("engine")
        value = {name: number.value for name, number in measure(record, scenario).items()}
        clocks.lap("measuring")
        made = value["demand.contacts_offered"] + value[f"{channel}.turned_away"]
        return {
            "contacts": made,
            "phone_abandoned": value[f"{channel}.abandonment"],
            "phone_wait_min": value[f"{channel}.mean_wait_s"] / 60,
            **clocks.laps,
        }

    return run


class Stopwatch:
    """Seconds of the processor, so that other work of the machine counts less, by part."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.process_time()

    def lap(self, name: str) -> None:
        """The part ``name`` has ended."""
        now = time.process_time()
        self.laps[name] = now - self._last
        self._last = now


def models(engine: str) -> dict[str, Model]:
    """The models on one engine, as ``tests.bench.baselines`` wants them."""
    make_ready(engine)
    return {
        "mmcm": model_of(engine, mmcm, "phone"),
        "week": model_of(engine, week, "phone"),
        "everything": model_of(engine, everything, "phone"),
    }
