"""From results to the data that a report shows."""
