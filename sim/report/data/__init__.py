"""Everything that a report shows, as plain data."""
