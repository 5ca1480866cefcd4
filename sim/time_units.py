"""Units of time in seconds, and how many hours make a day and a week."""

MINUTE, HOUR, DAY, WEEK = 60.0, 3600.0, 86400.0, 604800.0
YEAR = 365.25 * DAY
HOURS_OF_DAY, HOURS_OF_WEEK = 24, 168
