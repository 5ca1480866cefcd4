"""Units of time in seconds, and how many hours make a day and a week."""

MINUTE, HOUR, DAY, WEEK = 60.0, 3600.0, 86400.0, 604800.0
YEAR = 365.25 * DAY
NAMED = {"h": HOUR, "min": MINUTE, "s": 1.0}
"""Units in names, from the largest down."""
HOURS_OF_DAY, HOURS_OF_WEEK = 24, 168


def time_name(seconds: float) -> str:
    """A whole number of seconds as part of a name: ``90s``, ``3min``, ``24h``."""
    size, unit = next((size, unit) for unit, size in NAMED.items() if seconds % size == 0.0)
    return f"{int(seconds // size)}{unit}"
