"""``supportsim story``: one customer's weeks, from the command line and from Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.experiment.errors import RequestError
from tests.cli.pages import plain

OFFICE = str(Path(__file__).resolve().parents[1] / "golden" / "scenarios" / "office.yaml")
SMALL = """\
scenario: small
clock: {length: 1 week, run_out: 1 week}
demand: {calls: {rate: 300 per week, profile: "Mon-Fri 09:00-17:00"}}
issue_types: {question: {work: 6 min}}
channels: {phone: {hours: Mon-Fri 09:00-17:00, patience: exponential(3 min)}}
returns: {abandoned: {chance: 100 %, delay: 1 h}}
teams:
  care:
    shifts: {agents: 1, hours: "Mon-Fri 09:00-17:00"}
    skills: {channels: phone}
    wage: 30 EUR/h
cost: {currency: EUR}
variants:
  more: {teams.care.shifts.0.agents: 4}
  busier: {demand.calls.rate: 400 per week}
"""


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


def output(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["story", *arguments]) == code
    captured = capsys.readouterr()
    assert not (captured.out if code else captured.err)
    return captured.err if code else captured.out


def test_the_same_customer_under_two_policies(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = output(capsys, small, "--pick", "differs", "--compare", "more")
    assert told.startswith("small, seed 1, replication 0\n\nThe one that differs most: issue ")
    before, after = re.split(r"\n\nUnder more:\n\n", told)
    need = re.compile(r"  (\w{3} \d+ \w{3} \d\d:\d\d)  +A need arises: question")
    assert need.findall(before) == need.findall(after) != []
    assert "Gives up waiting after" in before
    assert "Gives up waiting" not in after
    assert "Agent 0 of care answers" in before
    assert "The customer did not wait for a person (expected: 20 s). The" in plain(after)
    assert re.search(r"It took 6 min of agents' time, 3\.00 EUR in wages\.$", after.strip())
    assert max(map(len, told.splitlines())) <= 80
    issue = re.search(r"issue (\d+) of", told)
    assert issue is not None
    again = output(capsys, small, "--issue", issue[1], "--variant", "more")
    assert again.split("Under more:")[1] == "\n\n" + after


def test_a_customer_with_several_issues(capsys: pytest.CaptureFixture[str]) -> None:
    from sim.experiment.replication import one_replication

    record, _ = one_replication(sim.load(OFFICE), replication=3)
    customer = record.issues["customer"][500]
    theirs = [row["id"] for row in record.issues if row["customer"] == customer]
    told = output(capsys, OFFICE, "--customer", str(customer), "--replication", "3")
    assert re.findall(r"(?m)^Issue (\d+) of customer", told) == [str(issue) for issue in theirs]


def test_from_python_it_is_what_the_command_prints(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = sim.story(small, pick="worst", seed=4, set=["demand.calls.rate=200 per week"])
    arguments = ["--pick", "worst", "--seed", "4", "--set", "demand.calls.rate=200 per week"]
    assert output(capsys, small, *arguments) == told + "\n"
    assert told.startswith("small, seed 4,")
    for engine in ("simpy", "compiled"):
        assert told == sim.story(
            small, pick="worst", seed=4, set=["demand.calls.rate=200 per week"], engine=engine
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Expected one of --issue N, --customer N, and --pick"),
        (["--issue", "1", "--customer", "1"], "Expected one of --issue N"),
        (["--issue", "9999"], "there is no issue 9999: expected a number from 0 to "),
        (["--issue", "-1"], "there is no issue -1: expected a number from 0 to "),
        (["--customer", "9999"], "customer 9999 has no issue in this run: expected one of those"),
        (["--pick", "differs"], "add --compare NAME"),
        (["--issue", "1", "--variant", "mor"], "did you mean `more`?"),
        (["--issue", "1", "--compare", "mor"], "did you mean `more`?"),
        (
            ["--issue", "1", "--compare", "busier"],
            "'busier' does not face the same needs as 'as_is'",
        ),
        (["--pick", "differs", "--compare", "as_is"], "it takes two variants"),
        (["--pick", "worst", "--set", "demand.calls.rate=0 per week"], "no issue arises"),
    ],
)
def test_mistakes(
    arguments: list[str], message: str, small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert message in output(capsys, small, *arguments, code=2)


def test_requests_that_make_no_sense(small: str) -> None:
    with pytest.raises(RequestError, match="give one"):
        sim.story(small)
    with pytest.raises(RequestError, match="counted from 0, not -1"):
        sim.story(small, issue=1, replication=-1)
    with pytest.raises(RequestError, match="a seed is a whole number"):
        sim.story(small, issue=1, seed=-1)
