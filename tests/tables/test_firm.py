"""A phone-and-e-mail firm from its own two files, neither of them edited."""

from __future__ import annotations

from pathlib import Path

from sim.scenario.scenario_files import load, validate
from tests.tables.layouts import firm
from tests.tables.layouts.test_readings import check_stream


def test_a_firm_is_read_from_a_german_workbook_and_an_english_export(tmp_path: Path) -> None:
    made = firm.build(tmp_path)
    scenario = load(made.scenario).resolve()
    check_stream(made.callers, scenario, "callers")
    check_stream(made.writers, scenario, "writers")


def test_what_is_told_of_the_files_is_what_they_hold(tmp_path: Path) -> None:
    made = firm.build(tmp_path)
    told = [problem for problem in validate(made.scenario) if problem.file != str(made.scenario)]
    assert {problem.severity for problem in told} == {"warning"}
    said = {(Path(problem.file).name, problem.line): problem.message for problem in told}
    assert said == {
        (firm.MAILBOX, 1): "`E-Mail-Aufkommen Kundenservice September 2024` is a title above the "
        "names of the columns.",
        (firm.MAILBOX, 3): "nothing reads `Wochentag`, `Bemerkung`.",
        (firm.MAILBOX, 484): "the row `Summe` sums up others and is left out.",
        (firm.SWITCHBOARD, 1): "nothing reads `Calls Handled`, `Calls Abandoned`, `AHT`, "
        "`Service Level`.",
    }
