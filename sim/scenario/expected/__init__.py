"""What is to be expected of a scenario in an average week, reckoned without a run."""
