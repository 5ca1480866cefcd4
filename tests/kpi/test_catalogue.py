"""Every KPI is defined, every definition is used, and the page is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.kpi import FAMILIES, Value, catalogue, check, describe, measure, warnings
from sim.kpi.catalogue import markdown
from sim.scenario.model import (
    Amends,
    Approval,
    Callback,
    CaseOwner,
    Channel,
    Concurrency,
    Customers,
    Desk,
    Expectations,
    Habit,
    HandleTimeTarget,
    History,
    IssueType,
    Leaves,
    Leaving,
    Louder,
    Manner,
    Noticed,
    Offers,
    Peers,
    Perishing,
    Priority,
    Redirect,
    Reserve,
    Routing,
    Segment,
    SelfService,
    ServiceLevel,
    ServiceThresholds,
    Trust,
    Turns,
    Updates,
)
from sim.scenario.model.channels import Answers, AutomaticReply
from sim.scenario.values.distributions import constant
from tests.kpi.shops import shop, team
from tests.record.by_hand import done, five_contact_day, issue, record, spell, waiting


def everything() -> tuple[list[str], list[str]]:
    """Names of the KPIs of a scenario that has a bit of everything, and their definitions'."""
    thresholds = ServiceThresholds(within_s=(20.0,), open_hours=True)
    phone = Channel(
        callback=Callback(), service_level=ServiceLevel(), service_thresholds=thresholds
    )
    mail = Channel(
        kind="deferred",
        automatic_reply=AutomaticReply(),
        answers=Answers(share=0.5),
        redirect=Redirect(to="phone"),
        public=True,
        self_service=SelfService(contains=0.5),
        peers=Peers(answers=0.5),
        approval=Approval(desk="office"),
        service_thresholds=thresholds,
    )
    segments = {"crowd": Segment(), "stars": Segment(reach=9000.0)}
    scenario = shop(
        {"phone": phone, "mail": mail},
        tasks={"office": Desk(confirms=0.5, updates=Updates(every_s=600.0))},
        teams={
            "care": team(
                handle_time_target=HandleTimeTarget(talk_s=300.0),
                history=History(sees="own"),
                explains=0.5,
                amends=Amends(cap=9.0),
                manner=Manner(points=0.5),
                offers=Offers(),
            )
        },
        routing=Routing(
            case_owner=CaseOwner(),
            priorities=(Priority(complaints_from=2),),
            reserve=tuple(Reserve(queue=q, team="care", above=1) for q in ("phone", "office")),
        ),
        customers=Customers(
            population=9,
            trust=Trust(),
            leaving=Leaving(),
            habit=Habit(),
            louder=Louder(),
            expectations=Expectations(),
            segments=segments,
        ),
    )
    leaves = Leaves(fix="office")
    believed = IssueType(
        resolves=0.5,
        found_out_after=constant(60.0),
        leaves=leaves,
        perishes=Perishing(after=constant(3600.0)),
        noticed=Noticed(desk="office"),
        turns=Turns(questions=0.5),
    )
    types = {"question": believed, "thanks": IssueType(needs="answer", complaint=True)}
    spreads = ("contacts", "numbers", "work")
    scenario = scenario.model_copy(update={"issue_types": types, "distributions": spreads})
    empty = record([], [], channels=("phone", "mail"), desks=("office",), teams_of_agents=())
    names = list(measure(empty, scenario))
    return names, [describe(name).name for name in names]


def test_every_kpi_has_a_definition_and_every_definition_a_kpi():
    _, used = everything()
    assert set(used) == set(catalogue())


def test_definitions_are_complete():
    for name, definition in catalogue().items():
        assert definition.name == name
        assert definition.direction in ("higher", "lower", "neutral"), name
        assert definition.unit, name
        assert definition.formula, name
        assert definition.source, name


def test_names_are_lower_case_and_dotted():
    names, _ = everything()
    assert len(set(names)) == len(names)
    for name in names:
        assert all(part.isidentifier() and part == part.lower() for part in name.split(".")), name


def test_units_agree_with_names():
    for name, definition in catalogue().items():
        if name.endswith("_h"):
            assert definition.unit == "h", name
        elif name.endswith("_s"):
            assert definition.unit == "s", name
        elif name.endswith("_share"):
            assert definition.unit == "share", name


def test_a_definition_is_found_by_the_kpis_place():
    assert describe("phone.abandonment").name == "<channel>.abandonment"
    assert describe("teams.care.occupancy").name == "teams.<team>.occupancy"
    assert describe("types.refund.chat.mean_wait_s").name == "types.<type>.<channel>.mean_wait_s"
    assert describe("types.refund.resolution.mean_h").unit == "h"
    assert describe("resolution.mean_h").direction == "lower"
    assert describe("resolution.promises_kept").direction == "higher"


def test_times_in_names_are_whole_numbers_of_their_largest_unit():
    found = [describe(f"phone.answered_within_{time}") for time in ("20s", "90s", "1min", "24h")]
    assert {one.name for one in found} == {"<channel>.answered_within_<time>"}
    for time in ("60s", "020s", "0s", "24", "1d", "20s_"):
        with pytest.raises(KeyError, match="is no KPI"):
            describe(f"phone.answered_within_{time}")


@pytest.mark.parametrize(
    "name",
    [
        *("phone.nonsense", "resolution.abandonment", "cost", "x", "", "answered_within_20s"),
        *("demand.answered_within_20s", "types.question.answered_within_20s"),
    ],
)
def test_what_is_no_kpi_has_no_definition(name: str):
    with pytest.raises(KeyError, match="is no KPI"):
        describe(name)


def test_families_are_the_first_words_that_no_channel_may_have():
    names, _ = everything()
    assert {name.split(".")[0] for name in names} - {"phone", "mail"} == set(FAMILIES)


def test_the_page_is_up_to_date(repo: Path):
    page = (repo / "docs" / "kpis.md").read_text(encoding="utf-8")
    assert page == markdown(), "make it anew: python -m sim.kpi > docs/kpis.md"


def test_a_value_is_a_ratio_or_a_total():
    assert Value(3.0, 4.0).value == 0.75
    assert Value(3.0).value == 3.0
    assert Value(0.0, 0.0).value != Value(0.0, 0.0).value


def test_warnings_tell_what_to_beware_of():
    assert warnings(five_contact_day(), measure(five_contact_day(), shop())) == [
        "the measured window is 0.00595 weeks long: days of the week count unequally"
    ]
    week = 604800.0
    day = record([issue(0), issue(1)], [waiting(0, 0), done(1, 1, 1, 9)], window=(0, week, week))
    assert warnings(day, measure(day, shop())) == [
        "there is no run-out: the mean time to resolution is undefined, and late issues had "
        "little time to be met",
        "phone: 1 of 2 contacts were still waiting at the end of the run; their waits count as "
        "they stood",
    ]


def test_conservation_is_checked_with_the_scenarios_concurrency():
    day = record(
        [issue(0), issue(0)],
        [done(0, 0, 0, 60), done(1, 0, 30, 90)],
        spells=[spell(1, 0, 90), spell(0, 0, 90)],
    )
    assert check(day, shop(teams={"care": team(concurrency=Concurrency(contacts=2))})) == []
    assert check(day, shop()) == [
        "agents: nobody holds more contacts than allowed: broken 1 times, first by id 0"
    ]


def test_no_channel_can_take_a_familys_name() -> None:
    from sim.kpi import FAMILIES
    from sim.scenario.checks.checked import TAKEN

    assert set(FAMILIES) == set(TAKEN)
