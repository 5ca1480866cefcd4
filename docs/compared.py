"""Writes the tables of docs/scenarios.md anew: ``python docs/compared.py [NAME]``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import sim

PAGE = Path(__file__).parent / "scenarios.md"
# from its name to a blank line
TABLE = re.compile(r"(?s)<!-- compared: (?P<name>[\w-]+) -->\n(?P<rows>.*?)(?=\n\n)")
MEASURE = re.compile(r"(?m)^\| `([\w.]+)`")


def number(value: float, sign: str = "") -> str:
    """Large numbers whole, others with three or four digits that count."""
    return f"{value:{sign},.0f}" if abs(value) >= 1000 else f"{value:{sign}.{3 if sign else 4}g}"


def table(name: str, measures: list[str]) -> str:
    """A row for each measure: the baseline's mean, differences with simultaneous 95 % intervals."""
    result = sim.compare(name)
    baseline, *others = result.runs
    rows = [
        f"| measure | {baseline} | " + " | ".join(others) + " |",
        "|---|---|" + "---|" * len(others),
    ]
    for kpi in measures:
        cells = [number(float(result.values[baseline][kpi].mean()))]
        for variant in others:
            found = result.simultaneous(kpi)[variant]
            mean, low, high = (number(x, "+") for x in (found.mean, found.low, found.high))
            cells.append(f"{mean} ({low} to {high})")
        rows.append(f"| `{kpi}` | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def main() -> None:
    """Write all tables, or that of one scenario."""
    page = PAGE.read_text(encoding="utf-8")

    def anew(found: re.Match[str]) -> str:
        if found["name"] not in (sys.argv[1:] or [found["name"]]):
            return found[0]
        rows = table(found["name"], MEASURE.findall(found["rows"]))
        return f"<!-- compared: {found['name']} -->\n{rows}"

    PAGE.write_text(TABLE.sub(anew, page), encoding="utf-8")


if __name__ == "__main__":
    main()
