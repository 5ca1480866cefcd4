"""The memory that there is: of the machine, of containers, of the shell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiment import memory

GIB = 2.0**30


def test_limits_of_control_groups_count(tmp_path: Path) -> None:
    proc, groups = tmp_path / "proc", tmp_path / "cgroup"
    files = {
        proc / "self" / "cgroup": "4:memory:/box\n1:cpu:/\n0::/user/box\n",
        groups / "user" / "memory.max": "8589934592\n",
        groups / "user" / "memory.current": "4294967296\n",
        groups / "user" / "memory.stat": "anon 1\ninactive_file 1073741824\n",
        groups / "user" / "box" / "memory.max": "max\n",
        groups / "memory" / "memory.limit_in_bytes": "9223372036854771712\n",
        groups / "memory" / "memory.usage_in_bytes": "0\n",
        groups / "memory" / "box" / "memory.limit_in_bytes": "3221225472\n",
        groups / "memory" / "box" / "memory.usage_in_bytes": "1073741824\n",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = sorted(memory._groups(proc, groups))
    assert found[:2] == [2 * GIB, 5 * GIB]
    assert found[2:] == [9223372036854771712.0]
    assert list(memory._groups(tmp_path / "none", groups)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is set as on Linux")
def test_the_limit_of_the_shell_counts() -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31));"
        "from sim.experiment.memory import room; print(room().each)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0.5 * GIB < float(done.stdout) < 2 * GIB
    assert memory.room().shared > 0
