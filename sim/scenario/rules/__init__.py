"""What the parts of a scenario mean for one another, for plans and for checks alike."""
