"""What planners hold and how it was misread before: each kind with its right figures.

Small tables of our own; those of the field notes beside the project are tried too if they are
at hand.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

import sim
from sim.scenario.problems import ScenarioError
from sim.scenario.rules.volumes import rows_by_hour
from sim.scenario.scenario_files import load, validate

FIELD = Path(__file__).parents[3] / "shared" / "field"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
PHONE = "channels: {phone: {hours: %s}}\n"
CARE = "teams: {care: {head_count: %s, skills: {channels: phone}}}\n"


def written(folder: Path, text: str, **tables: str) -> Path:
    for name, table in tables.items():
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    path = folder / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def measured(path: Path, *names: str) -> list[float]:
    result = sim.run(path, replications=1)
    return [float(result.values[name][0]) for name in names]


def week(times: list[str], value: str, header: str = "day,time,weight\n") -> str:
    return header + "".join(f"{day},{time},{value}\n" for day in DAYS for time in times)


TWELVE = [f"{hour or 12:02d}:00 {half}" for hour, half in [(9, "AM"), (10, "AM"), (11, "AM")]]
TWELVE += ["12:00 PM", *(f"{hour:02d}:00 PM" for hour in range(1, 5))]


def test_a_profile_on_the_twelve_hour_clock_lies_in_the_open_hours(tmp_path: Path) -> None:
    text = "clock: {length: 1 week, run_out: 1 day}\n" + PHONE % '"Mon-Fri 09:00-17:00"'
    text += (
        "demand: {calls: {rate: 4000 per week, profile: p.csv}}\nissue_types: {q: {work: 30 s}}\n"
    )
    text += CARE % '[{agents: 9, hours: "Mon-Fri 09:00-17:00"}]'
    found = load(written(tmp_path, text, p=week(TWELVE, "10"))).resolve()
    weights = found.demand["calls"].profile or ()
    assert {hour % 24 for hour, weight in enumerate(weights) if weight} == set(range(9, 17))
    assert len([weight for weight in weights if weight]) == 40


@pytest.mark.parametrize("header", ["", "day,time,agents\n"])
def test_a_head_count_loses_no_row_with_names_or_without(tmp_path: Path, header: str) -> None:
    text = PHONE % "24/7" + "demand: {calls: {rate: 1 per week}}\n" + CARE % "a.csv"
    times = [f"{hour:02d}:00" for hour in range(9, 17)]
    found = load(written(tmp_path, text, a=week(times, "4", header))).resolve()
    (entry,) = found.teams["care"].head_count or ()
    assert (entry.agents, str(entry.hours)) == (4, "Mon-Fri 09:00-17:00")


def test_a_head_count_of_one_row_is_an_hour_or_asked_for(tmp_path: Path) -> None:
    text = PHONE % "24/7" + "demand: {calls: {rate: 1 per week}}\n" + CARE % "a.csv"
    (entry,) = load(written(tmp_path, text, a="Monday,9,5\n")).resolve().teams["care"].head_count
    assert (entry.agents, str(entry.hours)) == (5, "Mon 09:00-10:00")
    with pytest.raises(ScenarioError, match="single row, which does not tell how long it lasts"):
        load(written(tmp_path, text, a="Monday,09:00,5\n")).resolve()


def test_volumes_by_day_take_the_profile_beside_them(tmp_path: Path) -> None:
    text = "clock: {start: 2026-01-05, length: 1 week, run_out: 1 day}\n"
    text += "demand: {calls: {forecast: d.csv, profile: c.csv}}\n" + CARE % "9"
    text += PHONE % '"Mon-Fri 09:00-17:00"'
    curve = "time,share\n09:00,10 %\n10:00,30 %\n11:00,60 %\n"
    path = written(tmp_path, text, d="date,calls\n2026-01-05,120\n2026-01-06,130\n", c=curve)
    offered, turned_away = measured(path, "phone.offered", "phone.turned_away")
    assert turned_away == 0
    assert 190 < offered < 310
    scenario = load(path).resolve()
    rows = rows_by_hour(scenario.demand["calls"], scenario.clock.start)
    assert rows[:, 2].tolist() == pytest.approx([12, 36, 72, 13, 39, 78])


def test_volumes_by_day_take_the_open_hours_and_say_so(tmp_path: Path) -> None:
    text = "clock: {start: 2026-01-05, length: 1 week, run_out: 1 day}\n"
    text += "demand: {calls: {forecast: d.csv}}\n" + CARE % "9"
    days = "date,calls\n2026-01-09,120\n2026-01-10,20\n"
    path = written(tmp_path, text + PHONE % '"Mon-Fri 09:00-17:00"', d=days)
    said = [one.message for one in validate(path) if one.path == "demand.calls.forecast"]
    assert said == [
        "the forecast ends 1 day before the measured time does.",
        "the volumes of days are spread evenly over the open hours (Mon-Fri 09:00-17:00): state "
        "a `profile` for the true course of the day.",
        "20 issues fall on days without any hour of the profile, Sat 2026-01-10 the first: they "
        "are spread over all of their time.",
    ]
    path = written(tmp_path, text + PHONE % "24/7", d=days)
    assert load(path).resolve().demand["calls"].profile is None


def test_streams_for_each_issue_type_share_the_day_factor(tmp_path: Path) -> None:
    text = "clock: {start: 2026-01-05, length: 1 week}\n" + PHONE % "24/7" + CARE % "9"
    text += "issue_types: {question: {}, claim: {}}\n"
    volumes = "date,time,Question,Claim\n2026-01-05,08:00,4,1\n2026-01-05,08:30,6,2\n"
    for stream in ("v.csv", "{file: v.csv, columns: {issues: {question: 3, claim: Claim}}}"):
        more = f"demand: {{calls: {{forecast: {stream}, day_factor: 10 %}}}}\n"
        demand = load(written(tmp_path, text + more, v=volumes)).resolve().demand
        assert list(demand) == ["calls_question", "calls_claim"]
        assert [stream.forecast.array[:, 2].sum() for stream in demand.values()] == [10, 3]
        assert {stream.day_factor.shared for stream in demand.values()} == {"calls_day"}
        assert demand["calls_claim"].issue_types == {"claim": 1.0}
    wrong = more.replace("claim: Claim", "clame: Claim")
    with pytest.raises(ScenarioError, match=r"no issue type `clame`; did you mean `claim`"):
        load(written(tmp_path, text + wrong, v=volumes)).resolve()
    twice = more.replace("day_factor", "issue_types: claim, day_factor")
    with pytest.raises(ScenarioError, match="a column for each issue type: leave `issue_types`"):
        load(written(tmp_path, text + twice, v=volumes)).resolve()


def test_handle_time_and_patience_by_hour_from_the_same_file(tmp_path: Path) -> None:
    text = "clock: {start: 2026-01-12, length: 2 weeks}\ndemand: {calls: {forecast: acd.csv}}\n"
    text += "issue_types: {q: {work: exponential(4 min), handle_time_by_hour: acd.csv}}\n"
    text += "channels: {phone: {patience: exponential(2 min), patience_by_hour: acd.csv}}\n"
    acd = (
        "Date,Interval,Calls Offered,AHT,Avg Time to Abandon\n"
        "01/13/2026,08:00 AM,14,00:04:00,00:01:00\n01/13/2026,09:00 AM,10,00:05:00,\n"
        "01/20/2026,08:00 AM,28,00:04:30,00:02:00\n01/20/2026,09:00 AM,0,,\n"
    )
    path = written(tmp_path, text + CARE % "3", acd=acd)
    assert [str(one) for one in validate(path) if one.file.endswith(".csv")] == []
    found = load(path).resolve()
    handle = found.issue_types["q"].handle_time_by_hour_s
    patience = found.channels["phone"].patience_by_hour_s
    tuesday = 24
    assert {h: s for h, s in enumerate(handle) if s} == {tuesday + 8: 260, tuesday + 9: 300}
    assert {h: s for h, s in enumerate(patience) if s} == {tuesday + 8: 100}


def test_arrivals_after_the_end_are_told_with_the_first_and_the_last(tmp_path: Path) -> None:
    text = "clock: {start: 2026-01-05, length: 1 week, run_out: 1 day}\n" + PHONE % "24/7"
    text += "demand: {calls: {trace: t.csv}}\n" + CARE % "9"
    log = "call_id,start\n1,2026-01-05 09:00\n2,2026-01-13 10:00\n3,2026-01-14 11:30\n"
    path = written(tmp_path, text, t=log)
    said = [one.message for one in validate(path) if one.path == "demand.calls.trace"]
    assert said == [
        "2 arrivals lie after the end of the simulated time, the first at 2026-01-13 10:00, the "
        "last at 2026-01-14 11:30."
    ]


def field(name: str) -> Path:
    if not FIELD.is_dir():
        pytest.skip("the field notes are not at hand")
    return next(FIELD.glob(f"{name}-*"))


@pytest.mark.parametrize(
    ("case", "file", "measure", "low", "high"),
    [
        ("01", "scenario.yaml", "phone.turned_away", 0, 0),
        ("01", "head_count.yaml", "teams.care.staffed_h", 160, 161),
        ("02", "scenario.yaml", "teams.care.staffed_h", 160, 160),
        ("09", "scenario.yaml", "demand.issues", 2, 2),
        ("11", "forecast.yaml", "demand.issues", 8100, 8700),
        ("15", "scenario.yaml", "demand.issues", 1550, 1810),
        ("17", "scenario.yaml", "demand.issues", 200, 300),
        ("18", "scenario.yaml", "phone.offered", 200, 300),
    ],
)
def test_field_notes_are_met(case: str, file: str, measure: str, low: float, high: float) -> None:
    (found,) = measured(field(case) / file, measure)
    assert low <= found <= high


@pytest.mark.parametrize(
    ("case", "file", "said"),
    [
        ("04", "scenario.yaml", "if each row lasts until the next"),
        ("07", "forecast.yaml", "the file holds no rows below its line of names"),
        ("10", "scenario.yaml", "state"),
    ],
)
def test_field_notes_are_refused_with_a_reason(case: str, file: str, said: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        load(field(case) / file).resolve()
    assert said in str(raised.value).lower()


HALVES = range(1, 49)


def test_a_quote_left_open_swallows_no_rows(tmp_path: Path) -> None:
    text = "clock: {start: 2026-01-05, length: 1 week}\n" + PHONE % "24/7" + CARE % "9"
    text += "demand: {calls: {forecast: v.csv}}\n"
    days = 'date,calls,remark\n2026-01-05,4,"12\n2026-01-06,5,x\n2026-01-07,6,13"\n2026-01-08,7,y\n'
    with pytest.raises(ScenarioError, match=r"v\.csv:4:1: .*that is opened above holds rows"):
        load(written(tmp_path, text, v=days)).resolve()
    noted = days.replace('"12\n', '"first, then\nthe second"\n').replace('13"', "13")
    forecast = load(written(tmp_path, text, v=noted)).resolve().demand["calls"].forecast
    assert [issues for _, _, issues in forecast or ()] == [4, 5, 6, 7]


def test_latin_letters_are_told(tmp_path: Path) -> None:
    text = "clock: {start: 2026-01-05, length: 1 week}\n" + PHONE % "24/7" + CARE % "9"
    path = written(tmp_path, text + "demand: {calls: {forecast: v.csv}}\n")
    (tmp_path / "v.csv").write_text("datum;gespräche\n05.01.2026;4\n06.01.2026;5\n", "latin-1")
    said = [str(one.message) for one in validate(path) if one.file.endswith("v.csv")]
    assert said == [
        "no UTF-8: read as Windows-1252 (Latin-1), state `encoding` if names look wrong."
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            "date,interval,calls\n" + "".join(f"2026-01-05,{n},5\n" for n in range(1, 49)),
            "numbered",
        ),
        ("date,hour,calls\n" + "".join(f"2026-01-05,{n},5\n" for n in range(1, 25)), "numbered"),
        ("date,hour ending,calls\n2026-01-05,10:00,5\n2026-01-05,11:00,6\n", "state how long"),
        ("start,calls\n2026-01-05 11:00,5\n2026-01-05 12:00,6\n2026-01-05 01:00,7\n", "12-hour"),
        ("date,time,AM/PM,calls\n2026-01-05,01:00,PM,5\n2026-01-05,02:00,PM,6\n", "`AM/PM` holds"),
        ("date,calls/h\n2026-01-05,5\n2026-01-06,6\n", "no column of issues"),
        ("date,revenue\n2026-01-05,5\n2026-01-06,6\n", "no column of issues"),
        ("date,calls\n2026-01-05,12%\n2026-01-06,13%\n", "expected a number"),
        ("start,calls\n2026-01-05 09:00,5\n2026-01-06,300\n2026-01-05 10:00,1\n", "has no time"),
        ("date,calls,calls\n2026-01-05,5,7\n2026-01-06,6,8\n", "several columns"),
        ("date,calls\n2026-01-05,5\n2026-01-10,6\n", "interval: 1 day"),
    ],
    ids=range(11),
)
def test_what_could_be_misread_is_asked_for(tmp_path: Path, table: str, said: str) -> None:
    text = "clock: {start: 2026-01-05, length: 1 week}\n" + PHONE % "24/7" + CARE % "9"
    path = written(tmp_path, text + "demand: {calls: {forecast: v.csv}}\n", v=table)
    with pytest.raises(ScenarioError) as raised:
        load(path).resolve()
    assert said in str(raised.value)


def forecast_of(folder: Path, table: str, **more: str) -> list[tuple[float, float, float]]:
    text = "clock: {start: 2026-01-12, length: 1 week}\n" + PHONE % "24/7" + CARE % "9"
    keys = "".join(f", {key}: {value}" for key, value in more.items())
    stream = f"demand: {{calls: {{forecast: {{file: v.csv{keys}}}}}}}\n"
    rows = load(written(folder, text + stream, v=table)).resolve().demand["calls"].forecast
    return [(at / 3600, length / 3600, issues) for at, length, issues in rows or ()]


def test_one_order_of_day_and_month_fits_the_whole_file(tmp_path: Path) -> None:
    table = "date,calls\n01.12.2026,4\n01.13.2026,5\n"
    assert forecast_of(tmp_path, table) == [(0, 24, 4), (24, 24, 5)]
    table = "date,calls\n12.01.2026,4\n13.01.2026,5\n"
    assert forecast_of(tmp_path, table) == [(0, 24, 4), (24, 24, 5)]


def test_columns_of_first_and_last_days_or_minutes(tmp_path: Path) -> None:
    weeks = "From,To,calls\n2026-01-12,2026-01-18,70\n2026-01-19,2026-01-25,80\n"
    assert forecast_of(tmp_path, weeks) == [(0, 168, 70), (168, 168, 80)]
    ending = "Week ending,calls\n01/18/2026,70\n01/25/2026,80\n"
    with pytest.raises(ScenarioError, match=r"`Week ending` holds ends: .*`interval: 1 week`"):
        forecast_of(tmp_path, ending)
    assert forecast_of(tmp_path, ending, interval="1 week") == [(0, 168, 70), (168, 168, 80)]
    halves = "Date,Start,End,calls\n2026-01-12,08:00,08:29,4\n2026-01-12,08:30,08:59,5\n"
    assert forecast_of(tmp_path, halves) == [(8, 0.5, 4), (8.5, 0.5, 5)]
    hours = "Date,Hour,calls\n" + "".join(f"2026-01-12,{hour},{hour}\n" for hour in range(1, 25))
    found = forecast_of(tmp_path, hours, columns="{end: Hour}", interval="1 h")
    assert found[:2] == [(0, 1, 1), (1, 1, 2)]
    assert found[-1] == (23, 1, 24)


def test_a_column_that_bears_another_streams_name_is_not_taken(tmp_path: Path) -> None:
    text = "clock: {start: 2026-01-12, length: 1 week}\n" + PHONE % "24/7" + CARE % "9"
    text += "demand: {calls: {forecast: v.csv}, emails: {forecast: v.csv}}\n"
    table = "date,calls\n2026-01-12,4\n2026-01-13,5\n"
    with pytest.raises(ScenarioError, match=r"emails\.forecast: there is no column of issues"):
        load(written(tmp_path, text, v=table)).resolve()


@pytest.mark.parametrize(
    "table",
    [
        ";Mon;Tue\n9:00;1;2\n10:00;1;2\n11:00;1;2\n12:00;1;2\n1:00;1;2\n2:00;1;2\n",
        "day,9:00,10:00,11:00,12:00,1:00,2:00\nMon,1,2,1,2,1,2\nTue,1,2,1,2,1,2\n",
    ],
)
def test_a_twelve_hour_clock_is_seen_across_and_down(tmp_path: Path, table: str) -> None:
    text = PHONE % "24/7" + "demand: {calls: {rate: 1 per week}}\n" + CARE % "v.csv"
    with pytest.raises(ScenarioError, match="is it a 12-hour clock without AM and PM"):
        load(written(tmp_path, text, v=table)).resolve()


def test_handle_times_typed_into_cells_are_read_alike(tmp_path: Path) -> None:
    text = PHONE % "24/7" + "demand: {calls: {rate: 1 per week}}\n" + CARE % "3"
    path = written(tmp_path, text + "issue_types: {q: {work: {empirical: d.xlsx}}}\n")
    for times, mean in (((270, 300, 200), 256 + 2 / 3), ((5 * 3600, 3 * 3600), 240)):
        book = openpyxl.Workbook()
        book.active.append(["AHT (min)"])
        for seconds in times:
            book.active.append([timedelta(seconds=seconds)])
        book.save(tmp_path / "d.xlsx")
        assert load(path).resolve().issue_types["q"].work.fix.mean_s() == pytest.approx(mean)


def test_hours_of_the_week_by_number(tmp_path: Path) -> None:
    text = PHONE % "24/7" + "demand: {calls: {rate: 1 per week, profile: v.csv}}\n" + CARE % "3"
    for first in (0, 1):
        table = "hour,weight\n" + "".join(f"{h + first},{h}\n" for h in range(168))
        profile = load(written(tmp_path, text, v=table)).resolve().demand["calls"].profile
        assert list(profile or ()) == list(range(168))


def test_the_column_of_another_stream_is_told_as_unread_where_that_stream_reads_a_third(
    tmp_path: Path,
) -> None:
    text = "clock: {start: 2024-01-01, length: 1 week, run_out: 1 day}\n"
    text += PHONE % '"Mon-Fri 09:00-17:00"' + CARE % "3"
    text += "issue_types: {q: {work: 30 s}}\n"
    text += "demand: {calls: {forecast: f.csv}, chats: {forecast: {file: f.csv, "
    text += "columns: {issues: web}}}}\n"
    table = "start,calls,chats,web\n2024-01-01 09:00,5,7,2\n2024-01-01 09:30,6,8,3\n"
    told = [
        (problem.line, problem.message)
        for problem in validate(written(tmp_path, text, f=table))
        if problem.file.endswith(".csv")
    ]
    assert told == [(1, "nothing reads `chats`.")]
