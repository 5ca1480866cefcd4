"""Whatever the width of the terminal, every number of a table stands there whole."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import sim
from sim.experiment.results import Estimate
from sim.report import numbers
from sim.report.terminal import headlines
from sim.report.terminal.sheet import Sheet
from sim.report.terminal.studies import print_sensitivity, print_settling
from sim.report.terminal.sweep import print_sweep
from sim.report.terminal.tables import print_compare, print_kpis, print_run, print_scenarios

WIDTHS = (40, 50, 64, 80, 100, 200)
# Costs of millions, long names, and factors with long paths.
BIG = """\
scenario: a firm of many words
clock: {length: 1 week, run_out: 1 week}
demand: {calls: {rate: 150 per week, profile: Mon-Fri 09:00-17:00}}
issue_types: {question: {work: exponential(6 min)}}
channels:
  telephone_for_private_customers:
    hours: Mon-Fri 09:00-17:00
    patience: {value: 3 min, range: [1 min, 9 min], source: none, grade: assumed}
    cost_per_contact: 1234.5 USD
teams:
  first_line_in_the_old_building:
    shifts: {agents: 2, hours: "Mon-Fri 09:00-17:00"}
    skills: {channels: telephone_for_private_customers}
    wage: 123456 USD/h
variants:
  one_more_agent_in_the_old_building:
    teams.first_line_in_the_old_building.shifts.0.agents: 3
  two: {teams.first_line_in_the_old_building.shifts.0.agents: 4}
"""
SWEEP = """\
sweep: big
scenario: big.yaml
factors:
  teams.first_line_in_the_old_building.shifts.0.agents: [2, 3]
  teams.first_line_in_the_old_building.wage: [100000 USD/h, 123456 USD/h]
replications: 3
"""
Print = Callable[[Console], None]


def words(text: str) -> list[str]:
    """What a reader can tell apart; ± belongs to its number."""
    return text.replace("\u2500", " ").split()


def printed(write: Print, width: int) -> str:
    out = Console(file=io.StringIO(), width=width, highlight=False, emoji=False, markup=False)
    write(out)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def figures(estimate: Estimate, sign: bool = False) -> Iterator[str]:
    """The numbers of a cell and its interval."""
    yield numbers.mean(estimate, sign)
    yield from numbers.interval(estimate, sign).split(" to ")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Print, set[str]]]:
    """What each command prints, with the numbers that must be in it."""
    folder = tmp_path_factory.mktemp("big")
    (folder / "big.yaml").write_text(BIG)
    (folder / "big-sweep.yaml").write_text(SWEEP)
    file, usual = folder / "big.yaml", {"replications": 3, "engine": "simpy"}
    run = sim.run(file, **usual)
    compare = sim.compare(file, **usual)
    sweep = sim.sweep(folder / "big-sweep.yaml", engine="simpy", out=folder)
    between = ("as_is", "two")
    study = sim.sensitivity(
        file, between, measure="cost.total", points=2, replications=3, engine="simpy", out=folder
    )
    settling = sim.warmup(file, measure="cost.total", weeks=4, **usual)

    of_run = {
        figure
        for _, names in headlines.sections(run)
        for name in names
        for figure in figures(run.kpis[name])
    }
    of_compare = {
        figure
        for name in headlines.differing(compare)
        if name in compare.differences["two"]
        for estimate in compare.simultaneous(name).values()
        for figure in figures(estimate, sign=True)
        if figure != numbers.NOTHING
    }
    of_compare |= {
        word
        for one in compare.runs.values()
        for name in headlines.compared(compare)
        if one.kpis[name].mean == one.kpis[name].mean
        for word in (numbers.mean(one.kpis[name]), *numbers.around(one.kpis[name]).split(" to "))
        if word
    }
    front = sweep.frame("front.csv")
    likely = set(front[front["on_front"]]["point"])
    rows = sweep.estimates
    of_sweep = {
        word
        for row in rows[rows["kpi"].isin(sweep.experiment["front"])].to_dict("records")
        if row["point"] in likely
        for one in (Estimate(row["mean"], row["low"], row["high"], row["unit"]),)
        for word in (numbers.mean(one), *numbers.around(one).split(" to "))
        if word
    }
    of_study = set(figures(Estimate(*study.base, study.unit), sign=True))
    by_week = settling.found.by_week
    of_settling = {
        figure
        for week in range(settling.weeks)
        for figure in figures(Estimate(*by_week.at(week), settling.unit))
    }
    kpis = list(sim.kpis().values())
    scenarios = [(one.name, one.about) for one in sim.scenarios()]
    return {
        "run": (lambda to: print_run(run, to), of_run),
        "compare": (lambda to: print_compare(compare, to), of_compare),
        "sweep": (lambda to: print_sweep(sweep, to), of_sweep),
        "sensitivity": (lambda to: print_sensitivity(study, to), of_study),
        "warmup": (lambda to: print_settling(settling, to), of_settling),
        "kpis": (lambda to: print_kpis(kpis, to), set()),
        "scenarios": (lambda to: print_scenarios(scenarios, to), set()),
    }


COMMANDS = ("run", "compare", "sweep", "sensitivity", "warmup", "kpis", "scenarios")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_number_is_whole(
    command: str, width: int, shown: dict[str, tuple[Print, set[str]]]
) -> None:
    write, wanted = shown[command]
    text = printed(write, width)
    if command != "kpis":  # names of measures are there to be copied, whole
        assert max(map(len, text.splitlines())) <= width
    assert "…" not in text or command in ("kpis", "scenarios")
    assert wanted <= set(words(text)), wanted - set(words(text))


@given(st.lists(st.text("abc_.-12 ", max_size=60), max_size=4), st.integers(14, 60))
def test_names_are_folded_and_lose_no_letter(names: list[str], width: int) -> None:
    sheet = Sheet(("Name",), frozenset({0}))
    for name in names:
        sheet.add_row(name)
    text = printed(lambda to: to.print(sheet), width)
    assert "".join(words(text)) == "".join(["Name", *"".join(names).split()])


def test_a_name_is_folded_after_its_parts_and_never_within_a_number() -> None:
    sheet = Sheet(("Assumption",), frozenset({0}))
    sheet.add_row("teams.care_of_all.shifts.0.agents")
    sheet.add_row("  from -12.5 to 1,234.5 h-a-week")
    assert words(printed(lambda to: to.print(sheet), 18)) == [
        "Assumption", "teams.care_of_", "all.shifts.0.", "agents",
        "from", "-12.5", "to", "1,234.5", "h-a-", "week",
    ]  # fmt: skip


amounts = st.builds(
    lambda mean, half: f"{mean:,.2f} ±{half:,.2f}",
    st.floats(-1e12, 1e12),
    st.floats(0, 1e9),
)


@given(
    st.lists(st.tuples(st.text("abc_. 1", max_size=40), amounts, amounts, amounts), max_size=5),
    st.integers(40, 200),
)
def test_any_table_keeps_its_numbers(rows: list[tuple[str, ...]], width: int) -> None:
    sheet = Sheet(("Name of it", "First,\nUSD", "second.one_with_a_long_name", "3"), frozenset({0}))
    for row in rows:
        sheet.add_row(*row)
    text = printed(lambda to: to.print(sheet), width)
    assert max(map(len, text.splitlines()), default=0) <= width
    for _, *cells in rows:
        assert {word for cell in cells for word in cell.split()} <= set(words(text))
