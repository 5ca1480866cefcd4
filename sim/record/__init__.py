"""What happened in a run: typed columns, checked, saved and reopened."""

from sim.record.build import build
from sim.record.checks import check
from sim.record.frames import to_frames
from sim.record.record import DUTY, Record
from sim.record.store import RecordError, digest, open_record, save

__all__ = [
    "DUTY",
    "Record",
    "RecordError",
    "build",
    "check",
    "digest",
    "open_record",
    "save",
    "to_frames",
]
