"""Write the scenario file of every case: ``python -m tests.theory.write_cases``."""

from __future__ import annotations

from tests.theory.cases import CASES
from tests.theory.check import FILES


def main() -> None:
    """Write the files of all cases and remove those of cases that are no more."""
    FILES.mkdir(exist_ok=True)
    for path in FILES.glob("*.yaml"):
        if path.stem not in CASES:
            path.unlink()
    for case in CASES.values():
        (FILES / f"{case.id}.yaml").write_text(case.text(), encoding="utf-8")


if __name__ == "__main__":
    main()
