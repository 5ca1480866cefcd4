"""Print all derived figures as JSON: ``python -m tests.derive FOLDER``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.derive import figures

if len(sys.argv) != 2:
    sys.exit("usage: python -m tests.derive FOLDER")
print(json.dumps(figures.all_figures(Path(sys.argv[1])), indent=1))
