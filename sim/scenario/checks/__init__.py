"""What is wrong or odd about a scenario as a whole."""
