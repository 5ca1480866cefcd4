"""Stories of customers, from the record alone."""
