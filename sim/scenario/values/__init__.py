"""What the values of a scenario are, and how each is read and written."""
