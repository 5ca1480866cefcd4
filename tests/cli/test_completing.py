"""What the shell offers on Tab."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.shell_completion import BashComplete

from sim.cli import supportsim


def offered(arguments: list[str], begun: str) -> set[str]:
    shell = BashComplete(supportsim, {}, "supportsim", "_SUPPORTSIM_COMPLETE")
    return {item.value for item in shell.get_completions(arguments, begun)}


@pytest.mark.parametrize(
    ("arguments", "begun", "expected"),
    [
        (["run"], "phone", "phone-queue"),
        (["run", "weekend-coverage", "--variant"], "hon", "honest_promise"),
        (["compare", "weekend-coverage", "--variants"], "as_is,hon", "as_is,honest_promise"),
        (["compare", "phone-queue", "--measure"], "phone.mean_w", "phone.mean_wait_s"),
        (["sweep"], "weekend", "weekend-staffing"),
        (["sensitivity", "weekend-coverage", "--between"], "as_is,hon", "as_is,honest_promise"),
        (["warmup", "phone-queue", "--measure"], "resolution.mean", "resolution.mean_h"),
    ],
)
def test_what_begins_so_is_offered(arguments: list[str], begun: str, expected: str) -> None:
    found = offered(arguments, begun)
    assert expected in found
    assert all(one.startswith(begun) for one in found)


def test_a_file_that_is_wrong_offers_nothing() -> None:
    assert offered(["run", "nowhere.yaml", "--variant"], "") == set()


def test_names_of_scenarios_need_nothing_that_takes_long() -> None:
    asked = (
        "import sys; from sim.cli.completing import scenario_names; "
        "assert len(scenario_names(None, None, '')) > 5; "
        "assert not {'pydantic', 'numpy', 'numba', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)
