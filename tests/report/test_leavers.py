"""Where customers may leave, and where a scenario says what matters, comparisons show it."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rich.console import Console

import sim
from sim.experiment.results import CompareResult, RunResult
from sim.report.charts.leavers import LEAVERS, leavers_chart
from sim.report.charts.stacks import Stack, panels
from sim.report.data.comparison import ReportInput
from sim.report.data.measures import Difference, Estimate
from sim.report.gathering.comparison import gather
from sim.report.pages.comparison import comparison_page
from sim.report.pages.comparison_tables import customers_table, differences_table, variants_table
from sim.report.terminal.tables import print_compare, print_run
from sim.report.texts.chosen import BESIDE
from sim.report.texts.comparison import comparison, thresholds
from sim.report.texts.glossary import glossary
from sim.report.texts.leavers import who_leaves
from sim.report.texts.titles import compared, differing, heading

LEAVING = """\
scenario: leavers
clock: {length: 2 weeks, run_out: 1 week}
customers:
  population: 400
  gives_up_hope_after: 5 days
  leaving: {churn: 90 %, at_worst: 60 %, at_middle: 20 %}
  segments: {people: {value: 2 USD/week}}
demand: {calls: {rate: 300 per week, profile: Mon-Fri 09:00-17:00}}
issue_types: {question: {work: exponential(8 min), resolves: 60 %}}
channels:
  phone: {hours: Mon-Fri 09:00-17:00, patience: exponential(3 min), service_target: 80 % in 20 s}
teams:
  care: {shifts: {agents: 1, hours: Mon-Fri 09:00-17:00}, skills: {channels: phone}, wage: 20 USD/h}
returns: {unresolved: {chance: 50 %, delay: 1 h}}
variants:
  two: {teams.care.shifts.0.agents: 2}
  sure: {issue_types.question.resolves: 95 %}
"""
MATTERS = """\
matters: {phone.mean_wait_s: 10 s, cost.total: 100 USD, phone.callbacks: 1, customers.left: 2}
"""
CALLBACK = "  back: {channels.phone.callback: {after: 30 s, accepts: 50 %}}\n"


@cache
def results(text: str) -> CompareResult:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "leavers.yaml"
        file.write_text(text)
        return sim.compare(file, replications=4, engine="simpy", report=True)


@cache
def shown(text: str) -> ReportInput:
    return gather(results(text))


@pytest.fixture
def leaving() -> ReportInput:
    return shown(LEAVING)


@pytest.fixture
def mattering() -> ReportInput:
    return shown(LEAVING + CALLBACK + MATTERS)


def printed(result: CompareResult | RunResult, width: int = 80) -> str:
    out = Console(file=io.StringIO(), width=width, highlight=False, emoji=False, markup=False)
    if isinstance(result, CompareResult):
        print_compare(result, out)
    else:
        print_run(result, out)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def test_leavers_stand_beside_satisfaction_and_cost(leaving: ReportInput) -> None:
    assert compared(leaving) == [
        "satisfaction.csat", "resolution.mean_h", "resolution.met_p50_h",
        "resolution.unresolved_share", "cost.per_resolved_issue", "cost.total",
        "customers.left", "customers.left_silently", "customers.weekly_margin_lost",
        "cost.net_value", "phone.service_level", "resolution.first_contact_share",
        "demand.contacts_per_issue",
    ]  # fmt: skip
    assert differing(leaving) == [k for k in compared(leaving)[:10] if k not in BESIDE]
    page = comparison_page(leaving)
    assert "leavers" in [chart.name for chart in page.charts]
    assert {"Customers who left", "Net value"} <= {one.title for one in glossary(leaving)}


def test_many_measures_are_written_below_each_other(leaving: ReportInput) -> None:
    table = variants_table(leaving)
    assert [cell.text for cell in table.head] == ["Measure", "as is", "two", "sure"]
    rows = {row[0].text: row for row in table.rows}
    left = [variant.kpis["customers.left"] for variant in leaving.variants]
    assert [cell.text for cell in rows["Customers who left"][1:]] == [
        f"{one.mean:.1f}" if one.half_width < 10 else f"{one.mean:.0f}" for one in left
    ]
    assert all(cell.small.startswith("±") for cell in rows["Customers who left"][1:])
    assert [cell.text for cell in differences_table(leaving).head] == ["Variant", *(
        heading(kpi) for kpi in differing(leaving)
    )]  # fmt: skip


def test_without_trust_nothing_is_told_of_it(leaving: ReportInput) -> None:
    table = customers_table(leaving)
    assert table is not None
    titles = [cell.text for cell in table.head[1:]]
    assert "Customers at the end" in titles
    assert "Trust" not in titles
    trusting = shown(LEAVING.replace("  leaving:", "  trust: 20 %\n  leaving:"))
    table = customers_table(trusting)
    assert table is not None
    assert "Trust" in [row[0].text for row in table.rows]


def test_where_nobody_leaves_nothing_is_told(phone: ReportInput) -> None:
    trusting = shown(LEAVING.replace("leaving: {churn: 90 %, at_worst: 60 %, at_middle: 20 %}",
                                     "trust: 20 %"))  # fmt: skip
    for data in (phone, trusting):
        assert leavers_chart(data) is None
        assert customers_table(data) is None
        assert who_leaves(data) == []
        assert "customers.left" not in compared(data)


def with_left(data: ReportInput, mean: float, verdict: str) -> ReportInput:
    """The first other variant, with a difference in leavers."""
    found = Difference(Estimate(mean, mean - 1, mean + 1, "customers"), verdict, 2.0)
    differences = {"customers.left": found}
    others = tuple(replace(v, differences=differences) for v in data.others[:1])
    return replace(data, variants=(data.baseline, *others))


def test_who_leaves_is_said_as_far_as_it_is_shown(leaving: ReportInput) -> None:
    start, left = (leaving.baseline.kpis[f"customers.{one}"].mean for one in ("at_start", "left"))
    first = f"Of {start:,.0f} customers {left:,.0f} leave under “as is” in 2 weeks."
    for verdict, more in (
        ("better", " Fewer leave under “two” (−12.0)."),
        ("no difference shown", ""),
    ):
        data = with_left(leaving, -12.0, verdict)
        assert who_leaves(data) == [first + more]
        told = comparison(data, data.others[0])
        assert ("loses 12.0 customers fewer (11.0 to 13.0)" in told) is (verdict == "better")
    assert who_leaves(with_left(leaving, 5.0, "worse")) == [
        first + " More leave under “two” (+5.0)."
    ]
    alone = replace(leaving, variants=(leaving.baseline,))
    assert who_leaves(alone) == [first.replace(" under “as is”", "")]


def test_the_parts_of_a_bar_are_all_who_leave(leaving: ReportInput) -> None:
    from matplotlib.figure import Figure

    sums, changes = panels(leaving, Stack("customers.left", LEAVERS, 1.0, "customers"))
    for panel, of in ((sums, 0), (changes, 1)):
        axes = Figure().add_subplot()
        panel.draw(axes, True)
        for row, variant in enumerate(leaving.variants):
            bars = [bar for bar in axes.patches if round(bar.get_y() + bar.get_height() / 2) == row]  # type: ignore[attr-defined]
            wanted = variant.kpis["customers.left"].mean
            if of:
                wanted -= leaving.baseline.kpis["customers.left"].mean
            assert sum(bar.get_width() for bar in bars) == pytest.approx(wanted, abs=1e-9)  # type: ignore[attr-defined]


def test_what_matters_comes_first_also_if_only_a_variant_has_it(mattering: ReportInput) -> None:
    first = ["phone.mean_wait_s", "cost.total", "phone.callbacks", "customers.left"]
    assert compared(mattering)[:5] == [*first, "satisfaction.csat"]
    assert list(differing(mattering))[:4] == first
    rows = {row[0].text: row for row in variants_table(mattering).rows}
    assert [cell.text for cell in rows["Callbacks (phone)"][1:4]] == ["–"] * 3
    assert rows["Callbacks (phone)"][4].text != "–"
    assert rows["Mean wait (phone)"][0].small == "s"
    charts = {chart.name: chart for chart in comparison_page(mattering).charts}
    assert len(charts["differences"].panels) == 4


def test_who_leaves_under_one_variant_only(leaving: ReportInput) -> None:
    """The others remember nobody, so there is nothing to hold against each other."""
    text = LEAVING.replace("\n  leaving: {churn: 90 %, at_worst: 60 %, at_middle: 20 %}", "")
    text += "  leave: {customers.leaving: {churn: 90 %, at_worst: 60 %}}\n"
    data = shown(text)
    assert who_leaves(data) == []
    chart = leavers_chart(data)
    assert chart is not None
    from matplotlib.figure import Figure

    for panel in chart.panels:
        panel.draw(Figure().add_subplot(), True)
    table = customers_table(data)
    assert table is not None
    assert [cell.text for cell in table.rows[0][1:]] == ["–"] * 8
    lacking = replace(data, matters={"phone.callbacks": 1.0})
    assert thresholds(lacking) == []
    assert "Silently" in printed(results(text))


def test_the_terminal_shows_what_matters_and_who_leaves() -> None:
    text = printed(results(LEAVING + CALLBACK + MATTERS))
    assert max(map(len, text.splitlines())) <= 80
    for told in (
        "Mean wait (phone), s", "Customers who left  ", "Net value, USD", "Silently",
        "What matters, as the scenario says: mean wait (phone) 10 s, total cost 100 USD,",
        "customers at the start.",
    ):  # fmt: skip
        assert told in text, told
    first = text.splitlines()[3:6]
    assert [" ".join(" ".join(first).split()).count(one) for one in ("Total", "Left")] == [1, 1]
    single = printed(results(LEAVING).runs["as_is"])
    assert "customers.left_silently" in single
    assert "customers.trust" not in single


@pytest.mark.parametrize(
    ("kpi", "told"),
    [
        ("satisfaction.csat", "Satisfied customers"),
        ("types.big_claim.satisfaction.csat", "Satisfied customers (big claim)"),
        ("types.claim.contacts_per_issue", "Contacts per need (claim)"),
        ("segments.firms.left", "Customers who left (firms)"),
        ("teams.care.handle_per_met_need_s", "Handle per met need (care)"),
        ("tasks.back_office.mean_turnaround_h", "Mean turnaround (back office)"),
        ("phone.service_level", "Service level (phone)"),
        ("demand.contacts_when_met", "Contacts when met"),
    ],
)
def test_measures_have_titles(kpi: str, told: str) -> None:
    assert heading(kpi) == told
