"""The first report of an experiment is the same from Python as from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
from sim import api
from sim.cli import main
from sim.experiment.folders.drafts import Draft
from sim.record.record import Record
from tests.report.test_study import OFFICE

SHORT = ("clock.length=2 days", "clock.run_out=1 day")
OPTIONS = [part for one in SHORT for part in ("--set", one)]
COMMON = ["--replications", "2", "--engine", "simpy", "--quiet", "--report", "--out", "typed"]
MORE = "more: teams.care.shifts.0.agents=7"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def shown(folder: Path) -> dict[str, bytes]:
    """The files of a report, by their place in the folder."""
    names = ("report.html", "report.json", "sensitivity.json", "charts/*.png")
    paths = [path for name in names for path in folder.glob(name)]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_of_a_comparison() -> None:
    assert main(["compare", "phone-queue", "--what-if", MORE, *OPTIONS, *COMMON]) == 0
    result = sim.compare(
        "phone-queue", what_if=[MORE], set=SHORT, replications=2, engine="simpy", report=True
    )
    charts: list[tuple[int, int]] = []
    folder = api.save(result, "written", progress=lambda *now: charts.append(now))
    assert shown(folder) == shown(Path("typed") / folder.name)
    assert {"report.html", "report.json", "charts/differences.png"} <= set(shown(folder))
    assert len(charts) == charts[-1][1] > 5
    page = (folder / "report.html").read_bytes()
    assert api.report(folder).read_bytes() == page


def test_of_a_run_whose_records_are_kept_too() -> None:
    assert main(["run", "phone-queue", "--records", *OPTIONS, *COMMON]) == 0
    seen: list[tuple[str, int, int]] = []

    def look(variant: str, replication: int, record: Record) -> None:
        seen.append((variant, replication, len(record.issues)))

    result = sim.run(
        "phone-queue", set=SHORT, replications=2, engine="simpy", report=True, on_record=look,
        keep_records=True,
    )  # fmt: skip
    kept = [("as_is", at, len(record.issues)) for at, record in enumerate(result.records)]
    assert sorted(seen) == kept
    folder = sim.save(result, "written")
    assert shown(folder) == shown(Path("typed") / folder.name)


def test_in_the_draft_that_keeps_the_replications() -> None:
    with Draft(Path("drafted")) as draft:
        result = sim.run("phone-queue", set=SHORT, replications=2, draft=draft, report=True)
        folder = api.save(result, draft=draft)
    assert folder.parent == Path("drafted")
    assert shown(folder) == shown(sim.save(result, "written"))


def test_of_a_study() -> None:
    Path("office.yaml").write_text(OFFICE.replace("2 weeks", "2 days"))
    between = ("as_is", "more")
    command = ["sensitivity", "office.yaml", "--between", ",".join(between), "--points", "0"]
    few = ["--replications", "1", "--engine", "simpy", "--quiet", "--report", "--out", "typed"]
    assert main([*command, *few]) == 0
    study = sim.sensitivity(
        "office.yaml", between, points=0, replications=1, engine="simpy", out="written"
    )
    assert not shown(study.saved.path)
    page = api.report(study)
    assert page == study.saved.path / "report.html"
    assert shown(page.parent) == shown(Path("typed") / page.parent.name)
    with pytest.raises(api.RequestError, match="only the report of a comparison's folder"):
        api.report(study, sensitivity=[page.parent])


def test_without_report_there_is_none_and_a_digest_of_ones_own_is_in_the_way() -> None:
    plain = sim.run("phone-queue", set=SHORT, replications=1)
    assert not (sim.save(plain) / "report.html").exists()
    with pytest.raises(api.RequestError, match="report, digest: one of the two"):
        sim.run("phone-queue", replications=1, report=True, digest=len)  # type: ignore[arg-type]
