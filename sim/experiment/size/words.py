"""How much an experiment takes, in words: told, warned of, refused."""

from __future__ import annotations

from math import isfinite

from sim.experiment.memory import Room
from sim.experiment.size.experiment_size import Size
from sim.experiment.size.resources import MIB
from sim.time_units import DAY, HOUR, MINUTE


def refusal(size: Size, here: Room) -> str:
    """Why it does not fit, what makes it large, and what to do."""
    alone = size.one.peak_bytes
    fewer = "take --workers 1, " if size.workers > 1 and here.holds(alone, alone) else ""
    if size.bytes > here.shared:
        most = f"{bytes_text(size.bytes)} of memory{_shared(size)}, and {bytes_text(here.shared)}"
    else:
        most = f"{bytes_text(alone)} of memory in a process, and {bytes_text(here.each)}"
    return (
        f"too large for this machine: about {most} are free. {_largest(size)}. "
        f"Change that, {fewer}or insist with --yes (insist=True in Python)"
    )


def warning(size: Size, here: Room) -> str:
    """That it takes long, or much of the memory."""
    of = f" of {bytes_text(here.least)} that are free" if isfinite(here.least) else ""
    return (
        f"{size.runs:,} replications: about {time_text(size.seconds)}, "
        f"{bytes_text(size.bytes)}{_shared(size)}{of}. {_largest(size)}"
    )


def told(size: Size, here: Room) -> str:
    """The line for whoever only wants to know."""
    which = f" ({size.variant})" if size.variant else ""
    text = (
        f"a replication{which}: about {count_text(size.one.contacts)} contacts, "
        f"{time_text(size.one.seconds)}, {bytes_text(size.one.peak_bytes)}"
    )
    if size.one.peak_bytes > here.least:
        return (
            f"{text}: more than the {bytes_text(here.least)} that are free, so it will be refused. "
            f"{_largest(size)}"
        )
    return f"{text}; {size.runs} replications{_shared(size)}: {time_text(size.seconds)}"


def _largest(size: Size) -> str:
    source = size.one.largest
    which = f" ({size.variant})" if size.variant else ""
    return f"Most of it{which} is for {source.path}: {source.told}"


def _shared(size: Size) -> str:
    return f" with {size.workers} workers" if size.workers > 1 else ""


def count_text(number: float) -> str:
    """A number to three digits, in thousands: ``12,300``."""
    return f"{float(f'{number:.3g}'):,.0f}"


def bytes_text(size: float) -> str:
    """``150 MiB``, ``3.2 GiB``, ``1,800 GiB``."""
    if size < 1000 * MIB:
        return f"{float(f'{size / MIB:.2g}'):,.0f} MiB"
    gib = size / (1024 * MIB)
    return f"{gib:.1f} GiB" if gib < 10 else f"{float(f'{gib:.2g}'):,.0f} GiB"


def time_text(seconds: float) -> str:
    """``0.1 s``, ``40 s``, ``3 min``, ``2.5 h``, ``5 days``."""
    for unit, size in (("days", DAY), ("h", HOUR), ("min", MINUTE)):
        if seconds >= 2 * size:
            return f"{float(f'{seconds / size:.2g}'):,g} {unit}"
    return f"{max(0.1, float(f'{seconds:.1g}' if seconds < 10 else f'{seconds:.2g}')):g} s"
