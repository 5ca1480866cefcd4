"""Faces a reader: tables, the report, a customer's story. Sees plain results, never an engine."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.report.data.comparison import ReportInput, from_json
    from sim.report.data.json_form import to_json
    from sim.report.gathering.comparison import gather
    from sim.report.pages.comparison import write_report

__all__ = ["ReportInput", "from_json", "gather", "to_json", "write_report"]

_PLACES = {
    "ReportInput": "data.comparison",
    "from_json": "data.comparison",
    "to_json": "data.json_form",
    "gather": "gathering.comparison",
    "write_report": "pages.comparison",
}


def __getattr__(name: str) -> Any:
    """Imported when first asked for (PEP 562): tables for a terminal need no charts."""
    if name in _PLACES:
        return getattr(import_module(f"sim.report.{_PLACES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
