"""The exact values themselves: limits in which models agree, and the reference cases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isclose
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.theory.cases import CASES, WAITING
from tests.theory.check import FILES
from tests.theory.exact import day, erlang, lines, office, returning, single


def agree(found: Mapping[str, Any], expected: Mapping[str, Any], tolerance: float = 1e-9) -> None:
    """The numbers that both have are equal."""
    for name in found.keys() & expected.keys():
        assert found[name] == pytest.approx(expected[name], rel=tolerance, abs=1e-12), name


# -- limits ----------------------------------------------------------------------------------


def test_hyperexponential_service_of_one_rate_is_erlang_c():
    phases = ((0.3, 0.2), (0.7, 0.2))
    agree(lines.mh2c(0.8, 5, phases), erlang.erlang_c(5, 0.8, 5.0))


def test_one_server_with_hyperexponential_service_is_pollaczek_khinchine():
    agree(lines.mh2c(0.1, 1, single.balanced(5.0, 2.0)), single.mg1(0.1, 5.0, "H2", 2.0))


def test_patience_without_end_is_erlang_c_and_without_any_is_erlang_b():
    patient = erlang.erlang_a(10, 1.6, 5.0, 1e7)
    assert patient["mean_wait_all"] == pytest.approx(
        erlang.erlang_c(10, 1.6, 5.0)["mean_wait"], rel=1e-4
    )
    lost = erlang.erlang_a(10, 1.6, 5.0, 1.0, room=0)
    assert lost["p_block"] == pytest.approx(erlang.erlang_b(10, 8.0)["blocking"])


def test_priorities_leave_the_total_of_erlang_a_as_it_is():
    both = lines.priorities_with_patience((0.5, 1.5), 5.0, 4.0, 10)
    one = erlang.erlang_a(10, 2.0, 5.0, 4.0)
    assert both["fcfs_mean_wait_all"] == pytest.approx(one["mean_wait_all"])
    assert both["p_wait"] == pytest.approx(one["p_wait"])


def test_equal_classes_of_cobham_keep_the_mean_wait():
    """Kleinrock's conservation law."""
    rates = (0.1, 0.2, 0.25)
    found = single.cobham(rates, 5.0, 3)
    mean = sum(r * w for r, w in zip(rates, found["mean_wait_by_class"], strict=True)) / sum(rates)
    assert mean == pytest.approx(found["fcfs_mean_wait"])


def test_only_dedicated_agents_are_two_queues_and_only_flexible_ones_are_one():
    dedicated = lines.skills((0.9, 0.5), 5, 3, 0, 5.0, 4.0)
    for k, (rate, agents) in enumerate(((0.9, 5), (0.5, 3))):
        alone = erlang.erlang_a(agents, rate, 5.0, 4.0)
        assert dedicated["p_abandon"][k] == pytest.approx(alone["p_abandon"])
    flexible = lines.skills((0.9, 0.9), 0, 0, 8, 5.0, 4.0)
    together = erlang.erlang_a(8, 1.8, 5.0, 4.0)
    assert np.mean(flexible["p_abandon"]) == pytest.approx(together["p_abandon"])


def test_nobody_coming_back_is_erlang_a():
    alone = erlang.erlang_a(10, 1.4, 5.0, 4.0)
    found = returning.retrials(1.4, 5.0, 4.0, 10, 1.0, 0.8, 0.0, 30.0)
    assert found["p_abandon_per_attempt"] == pytest.approx(alone["p_abandon"])
    assert found["issues_resolved_frac"] == pytest.approx(alone["p_served"])


def test_chats_without_slow_down_are_so_many_more_agents():
    agree(
        lines.chat(0.7, 5.0, 0.0, 4.0, 3, 2),
        {"p_wait": erlang.erlang_a(6, 0.7, 5.0, 4.0)["p_wait"]},
    )


def test_a_long_even_day_becomes_stationary():
    hours = day.day([1.8] * 8, [10] * 8, 5.0, 4.0)["hourly"]
    steady = erlang.erlang_a(10, 1.8, 5.0, 4.0)
    assert hours[-1]["mean_queue"] == pytest.approx(steady["mean_queue"], rel=1e-6)
    assert hours[-1]["sl20s"] == pytest.approx(steady["p_served_within_T"], rel=1e-6)


def test_finishing_differs_from_handing_back_only_after_a_drop():
    rates, counts = [1.8] * 4, [6, 8, 8, 5]
    finish = day.day(rates, counts, 5.0, 4.0, finish=True)["hourly"]
    back = day.day(rates, counts, 5.0, 4.0, finish=False)["hourly"]
    for one, other in zip(finish[:3], back[:3], strict=True):
        assert one["mean_queue"] == pytest.approx(other["mean_queue"])
    assert finish[3]["mean_queue"] < back[3]["mean_queue"]


def test_an_office_that_never_closes_is_erlang_c():
    found = office.Office(4.0, 1.0, 5, ((0.0, 168.0),), most=300).results()
    steady = erlang.erlang_c(5, 4.0, 1.0)
    assert found["mean_in_system"] == pytest.approx(steady["mean_in_system"], rel=1e-4)
    assert found["mean_time_to_start_h"] == pytest.approx(steady["mean_wait"], rel=2e-3)


def test_an_office_with_agents_in_plenty_is_a_door():
    windows = tuple((24.0 * d + 9, 24.0 * d + 17) for d in range(5))
    found = office.Office(0.1, 60.0, 10, windows, most=60).results()
    opening = office.door(windows)
    assert found["mean_time_to_start_h"] == pytest.approx(opening["mean_delay_h"], rel=1e-3)
    assert 1.0 - found["p_started_within_24h"] == pytest.approx(
        opening["frac_delay_gt_24h"], rel=1e-3
    )


# -- the reference cases ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    """The reference cases by id; the test is skipped where they are not."""
    folder: Path = request.getfixturevalue("shared")
    text = (folder / "reference" / "queueing_cases.json").read_text(encoding="utf-8")
    return {case["id"]: case for case in json.loads(text)["cases"]}


def test_each_reference_case_is_written_or_named_as_waiting(
    reference: dict[str, Any], shared: Path
):
    peers = json.loads((shared / "reference" / "peer_cases.json").read_text(encoding="utf-8"))
    wanted = {*reference, *(case["id"] for case in peers)}
    assert wanted - CASES.keys() == WAITING.keys()


def test_what_waits_is_not_written():
    assert not WAITING.keys() & CASES.keys()


@pytest.mark.slow
def test_exact_values_agree_with_the_reference_cases(reference: dict[str, Any]):
    """To 1e-6, but for the office, whose waits both sides integrate numerically."""
    different = [
        f"{name}: {difference}"
        for name, case in CASES.items()
        if name in reference
        for difference in differences(
            case.results,
            reference[name]["results"],
            1e-4 if name.startswith("EM") else 1e-6,
            set(case.family.unmeasured),
        )
    ]
    assert not different, "\n".join(different)


def differences(found: Any, expected: Any, tolerance: float, without: set[str]) -> list[str]:
    """What differs, or is missing, in nested mappings and lists of numbers."""
    if isinstance(expected, Mapping):
        wrong = [
            f"{name} is missing" for name in expected if name not in found and name not in without
        ]
        for name in expected.keys() & found.keys():
            inner = differences(found[name], expected[name], tolerance, without)
            wrong += [f"{name}: {text}" for text in inner]
        return wrong
    if isinstance(expected, list):
        return [
            f"[{k}]: {text}"
            for k, (one, other) in enumerate(zip(found, expected, strict=True))
            for text in differences(one, other, tolerance, without)
        ]
    close = isclose(found, expected, rel_tol=tolerance, abs_tol=1e-2 * tolerance)
    return [] if close else [f"{found} is not {expected}"]


def test_printed_values_are_those_of_the_peer_cases(shared: Path):
    cases = json.loads((shared / "reference" / "peer_cases.json").read_text(encoding="utf-8"))
    assert {case["id"] for case in cases} <= set(CASES)
    for case in cases:
        printed = CASES[case["id"]].params["printed"]
        assert {name: [float(x) for x in numbers] for name, numbers in printed.items()} == case[
            "expected"
        ]


def test_every_case_has_its_file_as_the_parameters_say():
    """`python -m tests.theory.write_cases` writes them."""
    assert {path.stem for path in FILES.glob("*.yaml")} == set(CASES)
    for name, case in CASES.items():
        assert (FILES / f"{name}.yaml").read_text(encoding="utf-8") == case.text(), name
